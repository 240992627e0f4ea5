import { expect, test } from 'vitest';
import { acme, answer, comment, type Data, goodFacts, ok, refusal, threeHigh, twoHigh } from '../support/calls.ts';
import { type House, openHouse, shippedPolicy } from '../support/server.ts';

const post = (n: number) => ({ type: 'E1', interaction: 'comment', object: `https://www.linkedin.com/posts/${n}` });

async function company(house: House, domain: string, facts: readonly object[] = goodFacts): Promise<void> {
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain, facts });
}

async function noted(house: House, domain: string, signal: object): Promise<Data> {
  const contact = { name: 'Ana Ruiz', email: `ana@${domain}` };
  return ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact, signal }));
}

const small = goodFacts.map((each) => (each.fact === 'employees' ? { ...each, value: 180 } : each));

/**
 * 21 April: acme.com is MQL by a comment, beta.com SQL by a request, gamma.com on the fast track by two comments, small.com
 * fails G1 alone, is overridden and MQL. 24 April: acme.com is confirmed on S1 to S3, gamma.com falls short.
 * 27 April: acme.com has its Briefing and is won, beta.com's deal is lost.
 */
async function quarter(policy = shippedPolicy()): Promise<House> {
  const house = await openHouse({ policy });
  for (const domain of ['acme.com', 'beta.com', 'gamma.com']) await company(house, domain);
  await company(house, 'small.com', small);
  for (const domain of ['acme.com', 'gamma.com']) await noted(house, domain, post(1));
  await noted(house, 'gamma.com', post(2));
  await noted(house, 'beta.com', { type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' });
  const { signal } = await noted(house, 'small.com', post(1));
  for (const account of ['acme.com', 'beta.com', 'gamma.com', 'small.com'])
    await ok(house, 'sales.ops', 'classify_mql', { account });
  await ok(house, 'cro', 'override_gate', {
    account: 'small.com',
    gate: 'G1',
    justification: 'They hire forty people this quarter and fit in all else.',
    compensating_signals: [signal.id],
  });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'small.com' });
  house.clock.now = '2026-04-24T19:00:00.000Z';
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'sales.ops', 'score_dossier', { ...twoHigh, account: 'gamma.com' });
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  house.clock.now = '2026-04-27T15:00:00.000Z';
  const step = (account: string, event: string, more: object = {}) =>
    ok(house, 'cro', 'advance_deal', { account, event, ...more });
  for (const account of ['acme.com', 'beta.com'])
    await step(account, 'briefing_scheduled', { at: '2026-04-27T11:00:00-04:00' });
  for (const event of ['briefing_held', 'assessment_proposed', 'assessment_qualified', 'won'])
    await step('acme.com', event);
  await step('beta.com', 'lost', { reason: 'no budget' });
  return house;
}

const report = (house: House, more: object = {}) =>
  ok(house, 'viewer', 'pipeline_report', { kind: 'calibration', period: '2026-Q2', ...more });

const counts = (data: Data, dimension: string) =>
  Object.fromEntries(
    data.by_signal
      .filter((each: Data) => each.dimension === dimension && each.n > 0)
      .map(({ signal, n, k }: Data) => [signal, [k, n]]),
  );

test('6.3a P3 a quarter worked out by hand: what signals, gates and deals came to', async () => {
  const house = await quarter();
  // Monday 29 June: 69 days after the episodes began, and the quarter still runs.
  house.clock.now = '2026-06-29T15:00:00.000Z';
  const data = await report(house);
  expect(data.period).toMatchObject({ name: '2026-Q2', closed: false });
  expect(data.cohort).toEqual({
    opened: 4,
    mature: 4,
    immature: 0,
    converted: 2,
    pass_through: 2,
    follow_up_days: 60,
  });
  expect(counts(data, 'first_touch')).toEqual({ E1: [1, 3], E4: [1, 1] });
  expect(counts(data, 'any_touch')).toEqual({ E1: [1, 3], E4: [1, 1], E8: [0, 1] });
  expect(counts(data, 'buying')).toEqual({ S1: [1, 1], S2: [1, 1], S3: [1, 1] });
  expect(data.by_signal).toHaveLength(9 + 10 + 4);
  expect(data.by_signal[0]).toMatchObject({ signal: 'E1', dimension: 'first_touch', rate: 1 / 3, pooled: 0.5 });
  expect(data.by_signal.every(({ verdict }: Data) => verdict === 'insufficient_data')).toBe(true);
  expect(data.deals).toEqual({ closed: 1, won: 1, without_dossier: 1 });
  expect(data.overlap).toEqual([{ signals: ['E1', 'E8'], accounts: 1 }]);
  expect(data.noise).toEqual([
    { signal: 'E1', mqls: 3, to_sql: 1 },
    { signal: 'E8', mqls: 1, to_sql: 0 },
    { signal: 'E4', mqls: 1, to_sql: 1 },
  ]);
  expect(data.gates[0]).toEqual({ gate: 'G1', failed_alone: 1, overridden: 1, overridden_to_sql: 0 });
  expect(data.gates.slice(1).every((each: Data) => each.failed_alone + each.overridden === 0)).toBe(true);
  const [cohort, deals] = data.metrics;
  expect(cohort).toMatchObject({ name: 'cohort_to_sql', clause: '6.3', ruling: 'P3', value: 0.5, numerator: 2 });
  expect(deals).toMatchObject({ name: 'deals_won', value: 1, denominator: 1, parts: { without_dossier: 1 } });
  const full = await report(house, { detail: 'full', filter: { metric: 'deals_won' } });
  expect(full.traced.map(({ account, in: parts }: Data) => [account, parts])).toEqual([
    ['acme.com', ['numerator', 'denominator']],
    ['beta.com', ['apart']],
  ]);
});

test('6.3b P3 the calibration is complete once every client has its post-mortem', async () => {
  const house = await quarter();
  const before = await report(house);
  expect(before).toMatchObject({ complete: false, post_mortems: { filed: [], owed: ['acme.com'] } });
  expect(before.incomplete_because).toBe(
    '1 of 1 post-mortems are owed; customer.success files them (file_post_mortem)',
  );
  await ok(house, 'customer.success', 'file_post_mortem', {
    account: 'acme.com',
    outcome: 'delivered',
    learnings: 'The partner page told most of it.',
    predictors: [{ signal: 'S1', verdict: 'predicted' }],
  });
  const after = await report(house);
  expect(after).toMatchObject({ complete: true, post_mortems: { filed: ['acme.com'], owed: [] } });
  expect(after.incomplete_because).toBeUndefined();
});

test('P3 sixty days to the day are mature, younger episodes are left out and counted', async () => {
  const house = await quarter();
  house.clock.now = '2026-06-19T15:00:00.000Z';
  const young = await report(house);
  expect(young.cohort).toMatchObject({ opened: 4, mature: 0, immature: 4, converted: 0 });
  expect(young.metrics[0]).toMatchObject({ value: null, not_measurable: { why: 'immature' }, parts: { immature: 4 } });
  expect(young.by_signal[0]).toMatchObject({ n: 0, k: 0, rate: null, pooled: null, verdict: 'insufficient_data' });
  house.clock.now = '2026-06-20T15:00:00.000Z';
  expect((await report(house)).cohort).toMatchObject({ mature: 4, converted: 2 });
});

test('P3 a quarter before the first event answers zeros, and says that there is no delivery to learn from', async () => {
  const house = await openHouse();
  const { data, text } = await answer(house, 'viewer', 'pipeline_report', { kind: 'calibration' });
  expect(data.period).toMatchObject({ name: '2026-Q1', closed: true });
  expect(data.cohort).toMatchObject({ opened: 0, mature: 0, immature: 0, converted: 0 });
  expect(data).toMatchObject({ complete: false, overlap: [], noise: [], evidence: [] });
  expect(data.incomplete_because).toContain('no delivery to learn from');
  expect(text).toContain('no delivery to learn from');
  expect(await refusal(house, 'viewer', 'pipeline_report', { kind: 'calibration', period: '2026-W17' })).toMatch(
    /^INVALID_INPUT: `period` is `2026-W17`/,
  );
});

/** The policy with samples that leave nothing out. */
function looksAtAll() {
  const { values, ...rest } = shippedPolicy();
  return { ...rest, values: { ...values, audit: { sample: { ...values.audit.sample, value: 100 } } } };
}

/** Judges every sample that is open: each of those whose task says `what` by its turn, the rest as held. */
async function lookUp(house: House, what: string, verdicts: readonly string[]): Promise<void> {
  const left = [...verdicts];
  const open = async (): Promise<readonly Data[]> => {
    const { tasks } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
    return tasks.filter(({ kind }: Data) => kind === 'evidence_sample');
  };
  // A sweep lists as many as fit one answer.
  for (let found = await open(); found.length > 0; found = await open())
    for (const { id: task, do: told } of found) {
      const verdict = told.includes(what) ? (left.shift() ?? 'held') : 'held';
      await ok(house, 'chief.staff', 'complete_task', { task, note: 'looked it up', verdict });
    }
  expect(left).toEqual([]);
}

test('S-7 6.3a each signal says how often its evidence was false beside its conversion, and which of them often are', async () => {
  const house = await quarter(looksAtAll());
  // Friday's sample: four comments, a request, twenty facts, nothing of the dossiers, which were scored after nine.
  await lookUp(house, ': E1 of', ['false', 'unverifiable', 'false']);
  house.clock.now = '2026-05-01T15:00:00.000Z';
  // Acme's dossier: a finding each for S1 and S2, three for S3; Gamma's: one each for S1 and S2.
  await lookUp(house, 'for S3', ['false']);
  house.clock.now = '2026-06-29T15:00:00.000Z';
  const { data, text } = await answer(house, 'viewer', 'pipeline_report', { kind: 'calibration', period: '2026-Q2' });
  const of = (signal: string, dimension: string) =>
    data.by_signal.find((each: Data) => each.signal === signal && each.dimension === dimension);
  const often = { sampled: 4, failed: 2, rate: 0.5 };
  expect(of('E1', 'any_touch')).toMatchObject({ k: 1, n: 3, evidence: often });
  expect(of('E1', 'first_touch').evidence).toEqual(often);
  expect(of('E4', 'any_touch').evidence).toEqual({ sampled: 1, failed: 0, rate: 0 });
  // An E8 is the engine's own: nothing of it is looked up.
  expect(of('E8', 'any_touch').evidence).toEqual({ sampled: 0, failed: 0, rate: null });
  expect(of('S1', 'buying').evidence).toEqual({ sampled: 2, failed: 0, rate: 0 });
  expect(of('S3', 'buying').evidence).toEqual({ sampled: 3, failed: 1, rate: 1 / 3 });
  expect(text).toContain('read with care, their evidence often fails: E1 (1 of 3; 2 of 4 looked up were false)\n');
  expect(text).toContain('| 2 of 4 failed, often |');
  expect(text).toContain('| 1 of 3 failed |');
  expect(data.evidence).toContainEqual({ role: 'mining.mind', kind: 'signal', held: 2, false: 2, unverifiable: 1 });
  // The figures outlive a rebuild, and are of their quarter alone.
  await house.ledger.rebuild();
  expect((await report(house)).by_signal).toEqual(data.by_signal);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
  house.clock.now = '2026-07-01T15:00:00.000Z';
  const next = await report(house, { period: '2026-Q3' });
  expect(next.by_signal.every((each: Data) => each.evidence.sampled === 0)).toBe(true);
});
