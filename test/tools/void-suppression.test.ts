import { expect, test } from 'vitest';
import { answer, describeWriting, ok, refusal, seedNoted } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function suppressed(house: House): Promise<object> {
  await seedNoted(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  return { contact: 'ana@acme.com', evidence: 'the request came from another Ana' };
}

describeWriting({
  tool: 'void_suppression',
  by: 'legal.exec',
  clause: '3.5',
  who: 'legal.exec',
  callers: ['legal.exec'],
  outcome: 'done',
  prepare: async (house) => ({ ...(await suppressed(house)) }),
  other: { evidence: 'something else' },
});

test('3.5c void_suppression lifts a mistaken suppression with its evidence, once', async () => {
  const house = await openHouse();
  const args = await suppressed(house);
  const { text } = await answer(house, 'legal.exec', 'void_suppression', { ...args });
  expect(text.split('\n')[0]).toBe(
    'The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.',
  );
  const { contacts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(contacts).toMatchObject([{ suppressed: false, counts: true }]);
  expect(await refusal(house, 'legal.exec', 'void_suppression', { ...args })).toBe(
    'RULE_REFUSED (§3.5, L14): that person is not suppressed. Next: nothing is to void.',
  );
  expect(await refusal(house, 'legal.exec', 'void_suppression', { ...args, evidence: ' ' })).toBe(
    'INVALID_INPUT: `evidence` is ` `. Next: give a text that says it.',
  );
});
