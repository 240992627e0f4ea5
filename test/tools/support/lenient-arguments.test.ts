import { expect, test } from 'vitest';
import { z } from 'zod';
import { meant } from '../../../src/tools/support/lenient-arguments.ts';

const Input = z.strictObject({
  domain: z.string(),
  limit: z.int().optional(),
  dry_run: z.boolean().optional(),
  names: z.array(z.string()).max(20).optional(),
  signal: z.strictObject({ type: z.string(), title: z.string().optional(), value: z.number().optional() }).optional(),
  details: z.record(z.string(), z.boolean()).optional(),
  stage: z.enum(['MQL', 'BRIEFING_READY']).optional(),
  value: z.union([z.string(), z.number()]).optional(),
});

test('Results: null and an empty text are left out where a field is optional, nested too', () => {
  const given = { domain: 'a.example', limit: null, names: '', signal: { type: 'E4', title: null, value: '' } };
  expect(meant(Input, given)).toEqual({ domain: 'a.example', signal: { type: 'E4' } });
});

test('Results: null for a required field is missing, an empty text is not', () => {
  expect(meant(Input, { domain: null })).toEqual({});
  expect(meant(Input, { domain: '' })).toEqual({ domain: '' });
});

test('Results: numbers, truths, lists and objects are read from their JSON text, nested too', () => {
  const given = {
    domain: '10',
    limit: ' 10 ',
    dry_run: 'TRUE',
    names: '["x"]',
    signal: '{"type":"E4","value":"2.5"}',
    details: '{"a":"false"}',
  };
  const read = {
    domain: '10',
    limit: 10,
    dry_run: true,
    names: ['x'],
    signal: { type: 'E4', value: 2.5 },
    details: { a: false },
  };
  expect(meant(Input, given)).toEqual(read);
});

test('Results: what is no JSON of the kind wanted stays as it came', () => {
  const given = { domain: 'a', limit: '1O', dry_run: 'yes', names: '[x', signal: '[1]', foreign: null };
  expect(meant(Input, given)).toEqual(given);
});

test('Results: a list of one stands for its member, and a member for a list of one', () => {
  const given = { domain: ['a'], limit: ['10'], names: 'x', signal: [{ type: 'E4' }], value: ['x'] };
  expect(meant(Input, given)).toEqual({ domain: 'a', limit: 10, names: ['x'], signal: { type: 'E4' }, value: ['x'] });
  expect(meant(Input, { domain: ['a', 'b'], names: ' ' })).toEqual({ domain: ['a', 'b'], names: ' ' });
});

test('Results: a number stands for its text, and a word of a closed list may be spelled otherwise', () => {
  expect(meant(Input, { domain: 1234567890, stage: ' briefing-ready', value: 5 })).toEqual({
    domain: '1234567890',
    stage: 'BRIEFING_READY',
    value: 5,
  });
  expect(meant(Input, { domain: 'a', stage: 'Mql' })).toEqual({ domain: 'a', stage: 'MQL' });
  expect(meant(Input, { domain: 'a', stage: 'SQL' })).toEqual({ domain: 'a', stage: 'SQL' });
});
