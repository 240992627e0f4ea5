import { expect, test } from 'vitest';
import { answer, describeWriting, ok, refusal, seedMql, seedNoted, threeHigh, twoHigh } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'score_dossier',
  by: 'sales.ops',
  clause: '3.3',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'pending_review',
  prepare: async (house) => {
    await seedMql(house);
    return threeHigh;
  },
  other: { accessibility: 3 },
});

const score = (house: House, args: object) => refusal(house, 'sales.ops', 'score_dossier', { ...threeHigh, ...args });
const [first, ...rest] = threeHigh.scores;

test('4.3a score_dossier sends three buying signals to the CRO, with a check for each', async () => {
  const house = await openHouse();
  await seedMql(house);
  const { data, text } = await answer(house, 'sales.ops', 'score_dossier', { ...threeHigh, accessibility: 4 });
  expect(text.split('\n')[0]).toBe(
    'Acme Corp: 3 of 4 buying signals are CONFIRMED or LIKELY; 3 are needed. The CRO reviews it.',
  );
  expect(data).toMatchObject({ outcome: 'pending_review', account: { stage: 'MQL', review: 'PENDING_CRO' } });
  expect(data.dossier).toMatch(/^dos_/);
  expect(data.opened).toMatchObject([{ kind: 'cro_review', role: 'cro', due_at: '2026-04-22T14:00:00.000Z' }]);
  expect(data.closed).toMatchObject([{ kind: 'dossier', role: 'sales.ops' }]);
  expect(
    data.checks.slice(0, 4).map((each: { rule: string; verdict: string }) => `${each.rule} ${each.verdict}`),
  ).toEqual(['S1 pass', 'S2 pass', 'S3 pass', 'S4 fail']);
  expect(await score(house, {})).toBe(
    'RULE_REFUSED (§4.3, L4): Acme Corp is MQL with review PENDING_CRO: no dossier is due. Next: cro decides on the dossier at hand with cro_decide.',
  );
});

test('4.3b score_dossier falls short with two, and wants a new finding next time', async () => {
  const house = await openHouse();
  await seedMql(house);
  const { data, text } = await answer(house, 'sales.ops', 'score_dossier', twoHigh);
  expect(text.split('\n')[0]).toBe(
    'Acme Corp: 2 of 4 buying signals are CONFIRMED or LIKELY, fewer than 3. It is MQL and enters nurture.',
  );
  expect(data).toMatchObject({ outcome: 'falls_short', account: { stage: 'MQL', review: 'NONE' } });
  expect(await score(house, twoHigh)).toBe(
    'RULE_REFUSED (§4.3, L4): the last dossier of Acme Corp fell short with 2 of 3, and this one holds no finding that it lacked. Next: sales.ops: add a finding that is new, then score it again.',
  );
});

test('3.3a score_dossier refuses a score above its evidence, and answers with every check', async () => {
  const house = await openHouse();
  await seedMql(house);
  const said = await score(house, { scores: [{ signal: 'S1', score: 'LIKELY' }, ...rest] });
  expect(said).toBe(
    'RULE_REFUSED (§3.3, L4): the dossier of Acme Corp scores above its evidence: S1 scored LIKELY: no finding is given. Next: sales.ops: give a dated finding that meets `partner_influenced_pct` (more than 20%), `channel_exec_titles` (at least 500 employees), `partners_section` or `earnings_disclosure`, or score it lower.',
  );
});

test('3.3a score_dossier reads its scores strictly', async () => {
  const house = await openHouse();
  await seedMql(house);
  expect(await score(house, { scores: [first] })).toBe(
    'INVALID_INPUT: `scores` is `S1`. Next: give S1, S2, S3 and S4 once each.',
  );
  expect(await score(house, { scores: [] })).toBe('INVALID_INPUT: `scores` is `[]`. Next: give at least 1 item.');
  const route = { route: 'aws', date: '2026-04-01', source: 's', reference: 'r', shows: 'x' };
  expect(await score(house, { scores: [{ ...first, findings: [route] }, ...rest] })).toBe(
    'INVALID_INPUT: `scores[0].findings[0].route` is `aws`. Next: give a route of S1: partner_influenced_pct, channel_exec_titles, partners_section, earnings_disclosure.',
  );
  const future = { ...route, route: 'partners_section', date: '2026-05-01' };
  expect(await score(house, { scores: [{ ...first, findings: [future] }, ...rest] })).toBe(
    'INVALID_INPUT: `scores[0].findings[0].date` is 2026-05-01, which lies ahead: it is 2026-04-21 now. Next: give the time at which it happened; what has not happened yet is not filed.',
  );
  expect(await score(house, { scores: [{ ...first, score: 'SURE' }, ...rest] })).toBe(
    'INVALID_INPUT: `scores[0].score` is `SURE`. Next: give one of CONFIRMED, LIKELY, UNVERIFIED, NOT_PRESENT.',
  );
  expect(await score(house, { accessibility: 6 })).toBe(
    'INVALID_INPUT: `accessibility` is `6`. Next: give a whole number from 0 to 5.',
  );
});

test('4.3a score_dossier refuses an account that owes no dossier', async () => {
  const house = await openHouse();
  await seedNoted(house);
  expect(await score(house, {})).toBe(
    'RULE_REFUSED (§4.3, L4): Acme Corp is PROSPECT with review NONE: no dossier is due. Next: sales.ops calls classify_mql; an MQL or a fast track makes a dossier due.',
  );
  expect(await score(house, { account: 'nobody.com' })).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect((await ok(house, 'sales.ops', 'score_dossier', threeHigh)).outcome).toBe('pending_review');
});
