import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { acme, answer, comment, type Data, ok } from '../../support/calls.ts';
import { openHouse } from '../../support/server.ts';

/** Tokens that each half of a signal note's answer may take: one task, and each further task or signal. */
const allowed = ({ opened, closed, derived }: Data): number =>
  250 + 80 * Math.max(0, opened.length + closed.length + derived.length - 1);

const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' };
const request = { type: 'E4', channel: 'email', quote: 'Please show us the Briefing.' };

test.each([
  ['a comment where all gates hold', acme, {}],
  ['a comment that makes a repeat engagement', acme, { signal: question, seed: true }],
  [
    'a comment where one gate fails',
    { ...acme, facts: acme.facts.map((each, n) => (n ? each : { ...each, value: 5 })) },
    {},
  ],
  ['a comment at a company that nobody knew', null, {}],
  ['a Briefing request at a company that nobody knew', null, { signal: request }],
])('surface the answer to %s keeps to its tokens in each half', async (_, company, { seed, ...more }: Data) => {
  const house = await openHouse();
  if (company) await ok(house, 'sales.ops', 'save_account', company);
  if (seed) await ok(house, 'mining.mind', 'file_signal_note', comment());
  const { data, text } = await answer(house, 'mining.mind', 'file_signal_note', comment(more));
  expect(Object.keys(data.account)).toEqual(['domain', 'stage', 'review']);
  expect(countTokens(JSON.stringify(data))).toBeLessThanOrEqual(allowed(data));
  expect(countTokens(text)).toBeLessThanOrEqual(allowed(data));
  const said = [...data.checks.map((each: Data) => each.rule), ...(data.also_open ?? [])];
  expect([...said, ...data.passed].sort()).toEqual(['G1', 'G2', 'G3', 'G4', 'G5', 'engagement_signal']);
  for (const rule of said) expect(text).toContain(rule);
});

test('surface a writing answer gives the checks that do not pass, and a decision gives all', async () => {
  const house = await openHouse();
  const saved = await ok(house, 'sales.ops', 'save_account', acme);
  expect(saved.checks.map(({ rule, verdict }: Data) => `${rule} ${verdict}`)).toEqual(['engagement_signal fail']);
  expect(saved.passed).toEqual(['G1', 'G2', 'G3', 'G4', 'G5']);
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  const classified = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(classified.checks).toHaveLength(6);
});

test('surface a dry run names nothing that does not exist, and says would in both halves', async () => {
  const house = await openHouse();
  const { data, text } = await answer(house, 'mining.mind', 'file_signal_note', comment({ dry_run: true }));
  expect(data.summary).toBe(
    'dry run: nothing was written. It would answer: E1 at acme.com is recorded; it qualifies: a comment on a post. Nobody had acme.com on file: it is registered as PROSPECT.',
  );
  expect(text.startsWith(data.summary)).toBe(true);
  expect(data.signal).toEqual({ type: 'E1', tier: 'standard', qualifies: true });
  expect(data.opened.map((task: Data) => [task.kind, task.id])).toEqual([
    ['complete_account', undefined],
    ['classify', undefined],
  ]);
  expect(`${JSON.stringify(data)}${text}`).not.toMatch(/\b(acc|sig|con|tsk)_/);
  expect(text).toContain(
    'Opened acme.com: classify the account from its gates and signals; sales.ops by Wed 22 Apr 2026, 10:00',
  );
});
