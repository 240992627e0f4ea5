import { expect, test } from 'vitest';
import { hashOf, noHash } from '../../../src/ledger/events/hash-chain.ts';

const event: Parameters<typeof hashOf>[0] = {
  stream: 'account:acc_cgkcfdni7w',
  version: 1,
  type: 'account_registered',
  at: '2026-04-21T13:00:00.000Z',
  recorded_at: '2026-04-21T13:00:00.000Z',
  role: 'sales.ops',
  client: 'vitest',
  principal: null,
  role_key: null,
  policy_version: 'handoff-0.2',
  policy_hash: 'a'.repeat(64),
  body: '{"domain":"acme.com"}',
  prev_hash: noHash,
};

test('L16 an event without a principal has the hash that it had before there were any', () => {
  expect(hashOf(event)).toBe('063d7a772eb98cbbd88a7ea03c02004dea1ba4d474ce272518061acd8fe64568');
});

test('L16 the role key that proved a principal is hashed with its event', () => {
  expect(hashOf({ ...event, principal: 'p-7', role_key: 'key_1' })).not.toBe(hashOf({ ...event, principal: 'p-7' }));
});

test('L16 a principal is hashed with its event, an empty one too', () => {
  expect(hashOf({ ...event, principal: 'p-7' })).toBe(
    'efaa61e1d2ff123514ec5365178675414fabc43ebd68ae8da8dfb1a7b8de65bb',
  );
  expect(hashOf({ ...event, principal: '' })).toBe('98278ea87872428f34ea665b82d8f56314baeda7d5cf02c2cd1e460f4ccf3d16');
});
