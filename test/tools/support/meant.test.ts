import { expect, test } from 'vitest';
import { z } from 'zod';
import { meant } from '../../../src/tools/support/meant.ts';

const Input = z.strictObject({
  domain: z.string(),
  limit: z.int().optional(),
  dry_run: z.boolean().optional(),
  names: z.array(z.string()).max(20).optional(),
  signal: z.strictObject({ type: z.string(), title: z.string().optional(), value: z.number().optional() }).optional(),
  details: z.record(z.string(), z.boolean()).optional(),
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
