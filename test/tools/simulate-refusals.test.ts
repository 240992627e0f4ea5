import { expect, test } from 'vitest';
import {
  type Args,
  acme,
  type Data,
  no,
  ok,
  seedMql,
  seedNoted,
  seedPending,
  seedSql,
  threeHigh,
  twoHigh,
} from '../support/calls.ts';
import { eventsIn, type House, openHouse } from '../support/server.ts';

const period = { from: '2026-04-01', to: '2026-12-31', mode: 'point' };

const simulated = (house: House, changes: object): Promise<Data> =>
  ok(house, 'cro', 'simulate_policy', { changes, ...period });

/** Refusals that a changed policy would have let through. */
async function letThrough(house: House, changes: object): Promise<readonly (readonly string[])[]> {
  const { point } = await simulated(house, changes);
  return point.differences
    .filter(({ was }: Data) => was === 'refused')
    .map(({ account, decision, would }: Data) => [account, decision, would]);
}

const recorded = (house: House) =>
  eventsIn(house)
    .filter(({ type }) => type === 'refused')
    .map(({ body }): Data => body);

const lastWeek = (findings: readonly Args[]) => ({
  account: 'acme.com',
  scores: threeHigh.scores.map((each) => (each.signal === 'S2' ? { ...each, findings } : each)),
});

const hired = {
  route: 'exec_hire',
  date: '2025-12-01',
  source: 'press',
  reference: 'https://acme.example/cro',
  shows: 'Dana Fox is its new CRO',
};

const tooOld = lastWeek([hired]);

test('6.3b P4 a dossier that scored above its evidence is decided again by its findings, without the words of any', async () => {
  const house = await openHouse();
  await seedMql(house);
  await no(house, 'sales.ops', 'score_dossier', tooOld);
  expect(await simulated(house, {})).toMatchObject({ point: { not_replayable: 0, different: 0 } });
  expect(await letThrough(house, { 'buying.S2.routes.exec_hire.max_age_days': 200 })).toEqual([
    ['acme.com', 'score_dossier', 'pending_review'],
  ]);
  const [{ account, asked } = {}] = recorded(house);
  expect(account).toMatch(/^acc_/);
  expect(asked?.scores[1]).toEqual({
    signal: 'S2',
    score: 'LIKELY',
    findings: [{ route: 'exec_hire', date: '2025-12-01' }],
  });
  expect(JSON.stringify(recorded(house))).not.toMatch(/Dana|press|example|acme/);
});

test('6.3b P4 a dossier without a new finding is refused again, whatever changes', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  await no(house, 'sales.ops', 'score_dossier', twoHigh);
  const { point } = await simulated(house, { 'buying.S2.routes.exec_hire.max_age_days': 200 });
  expect(point).toMatchObject({ not_replayable: 0, different: 0 });
});

test('6.3b P4 a confirmation that a gate kept back would have been one under another gate', async () => {
  const house = await openHouse();
  await seedPending(house);
  const fact = { fact: 'employees', value: 150, source: 'apollo', evidence: 'record 1', as_of: '2026-04-20' };
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: [fact] });
  await no(house, 'cro', 'cro_decide', { account: 'Acme Corp', decision: 'confirm', reason: 'Ana Ruiz told us so' });
  expect(await letThrough(house, { 'gates.G1.value': 100 })).toEqual([['acme.com', 'cro_decide', 'confirmed']]);
  expect(recorded(house)[0]?.asked).toEqual({ tool: 'cro_decide', decision: 'confirm' });
});

test('6.3b P4 an override of one of two failed gates would have been granted where one fails', async () => {
  const house = await openHouse();
  const small = [
    { fact: 'employees', value: 150 },
    { fact: 'arr_usd', value: 20_000_000 },
  ].map((each) => ({ ...each, source: 'apollo', evidence: 'record 1', as_of: '2026-04-20' }));
  const { signal } = await seedNoted(house);
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: small });
  const justification = 'Their CRO Dana Fox asked for it in person, and the deal is worth it';
  const asked = { account: 'acme.com', gate: 'G3', justification, compensating_signals: [signal.id] };
  await no(house, 'cro', 'override_gate', asked);
  expect(await letThrough(house, { 'gates.G1.value': 100 })).toEqual([['acme.com', 'override_gate', 'granted']]);
  expect(await letThrough(house, { 'gates.G1.value': 100, 'override.justification_min': 200 })).toEqual([]);
  await no(house, 'cro', 'override_gate', { ...asked, compensating_signals: ['Dana Fox'] });
  expect(JSON.stringify(recorded(house))).not.toContain('Dana');
  expect(recorded(house)[0]?.asked).toMatchObject({ compensating: [signal.id], justification: justification.length });
});

test('6.3b P4 a regression before its days are over, a step out of order, a recycling, a dispute, a classification', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  house.clock.now = '2026-06-20T14:00:00.000Z';
  await no(house, 'sales.ops', 'propose_stage_change', { account: 'acme.com', change: 'regress', reason: 'silent' });
  await no(house, 'sales.ops', 'propose_stage_change', { account: 'acme.com', change: 'recycle', reason: 'silent' });
  await no(house, 'cro', 'decide_stage_change', { account: 'acme.com', decision: 'confirm' });
  await no(house, 'cro', 'advance_deal', { account: 'acme.com', event: 'won' });
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  await no(house, 'cro', 'dispute_mql', { account: 'beta.com', criterion: 'G1', claim: 'too small' });
  const { point } = await simulated(house, {});
  expect(point).toMatchObject({ not_replayable: 0, different: 0 });
  expect(await letThrough(house, { 'regression.mql_idle_days': 50 })).toEqual([
    ['acme.com', 'propose_stage_change', 'done'],
  ]);
});

test('6.3b P4 what was refused is judged by where the account stood then, not by where it went', async () => {
  const house = await openHouse();
  await seedSql(house);
  await no(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  await ok(house, 'cro', 'advance_deal', {
    account: 'acme.com',
    event: 'briefing_scheduled',
    at: '2026-04-28T11:00:00-04:00',
  });
  expect(await simulated(house, {})).toMatchObject({ point: { not_replayable: 0, different: 0 } });
});
