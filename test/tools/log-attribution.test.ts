import { expect, test } from 'vitest';
import { acme, ana, answer, describeWriting, ok, refusal } from '../support/calls.ts';
import { headOf, openHouse } from '../support/server.ts';

const essay = {
  piece: 'partner-essay',
  title: 'Partners first',
  url: 'https://eco.example/essay',
  published_at: '2026-04-01',
  references: ['acme.com'],
};

describeWriting({
  tool: 'log_attribution',
  by: 'category.positioning',
  clause: '3.2.1',
  who: 'category.positioning',
  callers: ['category.positioning'],
  outcome: 'recorded',
  prepare: async () => essay,
  other: { title: 'Another' },
});

test('4.1b log_attribution logs a piece once and adds references later', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  const { data, text } = await answer(house, 'category.positioning', 'log_attribution', essay);
  expect(data).toMatchObject({ outcome: 'recorded', piece: 'partner-essay' });
  expect(text.split('\n')[0]).toBe(
    'The piece `partner-essay` of Wed 1 Apr 2026 is in the attribution log; it references acme.com.',
  );
  const head = await headOf(house);
  await ok(house, 'category.positioning', 'log_attribution', essay);
  expect(await headOf(house)).toBe(head);
  const more = { ...essay, references: ['www.Beta.com', 'ana@acme.com'] };
  const added = await answer(house, 'category.positioning', 'log_attribution', more);
  expect(added.text).toMatch(/it references beta\.com, con_[a-z2-7]+_\d+\.$/m);
  expect(await headOf(house)).toBeGreaterThan(head);
});

test('4.1b log_attribution refuses another date, unknown contacts, and what is no piece', async () => {
  const house = await openHouse();
  await ok(house, 'category.positioning', 'log_attribution', essay);
  const log = (over: object) => refusal(house, 'category.positioning', 'log_attribution', { ...essay, ...over });
  expect(await log({ published_at: '2026-04-02' })).toBe(
    'CONFLICT (§4.1, A6): `partner-essay` is logged already, as published at Wed 1 Apr 2026, 00:00. Next: give that time, or another key for another piece.',
  );
  expect(await log({ references: ['who@acme.com'] })).toBe(
    "NOT_FOUND (§4.1, A6): one of the contacts in `references` is not on file. Next: name the company's domain instead, or let sales.ops add the contact with save_account.",
  );
  expect(await log({ piece: 'essay two' })).toBe(
    'INVALID_INPUT: `piece` is `essay two`. Next: give a short key such as partner-ledger-essay.',
  );
  expect(await log({ url: 'javascript:alert(1)' })).toBe(
    'INVALID_INPUT: `url` is `javascript:alert(1)`. Next: give an http or https address.',
  );
  expect(await log({ references: [] })).toBe(
    'INVALID_INPUT: `references` is `[]`. Next: give at least one domain or contact.',
  );
  expect(await log({ references: ['acme.com', 'not a domain'] })).toMatch(
    /^INVALID_INPUT: `references\[1\]`: `not a domain` holds ` ` \(U\+0020\)/,
  );
  expect(await log({ title: 't'.repeat(201) })).toBe(
    'INVALID_INPUT: `title`: is 201 characters long, the limit is 200. Next: correct `title` and call again; nothing was recorded.',
  );
  expect(await log({ published_at: '2026-04-22' })).toBe(
    'INVALID_INPUT: `published_at` is 2026-04-22, which lies ahead: it is 2026-04-21 now. Next: give the time at which it happened; what has not happened yet is not filed.',
  );
});

test('4.1b a trial of log_attribution names the piece, also one whose key looks like an id', async () => {
  const house = await openHouse();
  const trial = { ...essay, piece: 'sig_abcdefghij_7', dry_run: true };
  const { data, text } = await answer(house, 'category.positioning', 'log_attribution', trial);
  expect(data).toMatchObject({ outcome: 'recorded', piece: 'sig_abcdefghij_7', dry_run: true });
  expect(text.split('\n')[0]).toBe(
    'dry run: nothing was written. It would answer: The piece `sig_abcdefghij_7` of Wed 1 Apr 2026 is in the attribution log; it references acme.com.',
  );
});
