import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import type { Happened } from '../../../src/rules/simulation/happened.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  decide,
  fact,
  file,
  passingFacts,
  retract,
  save,
  score,
  sig,
  signal,
  start,
  threeHigh,
  twoHigh,
} from '../../support/builders.ts';
import { acc, at, policyWith as changed, recycled, replay, walked } from '../../support/replay.ts';

const nothing = { differences: [], unobserved: [], metrics: [] };
const owed = 'a classification would have been owed, and nobody had to make one';
const noGate = { 'gates.G1.value': 5000 };
const cro = 'the CRO would have a dossier to decide on, and nobody was asked for it on these grounds';

test('P4 an account that goes as it went goes on so, whatever happens to it', () => {
  const world = acmePending();
  decide(world, 'confirm');
  expect(walked(world, { 'engagement.window_days': 100 })).toEqual({ accounts: 1, ...nothing });
});

test('P4 what is said of an account that never came there is not used, and what the world did is', () => {
  const world = acmeMql();
  at(world, '2026-04-22');
  score(world, threeHigh());
  at(world, '2026-04-23');
  decide(world, 'confirm');
  at(world, '2026-04-24');
  world.run('sales.ops', saveAccount, {
    domain: 'acme.com',
    name: 'Acme Corp',
    contacts: [{ name: 'Bo', email: 'bo@acme.com' }],
  });
  world.run('cro', advanceDeal, { ...acc, event: 'briefing_scheduled', at: '2026-04-27T15:00:00.000Z' });
  const found = walked(world, noGate);
  expect(found.differences).toEqual([[start, 'BRIEFING_READY NONE', 'PROSPECT NONE']]);
  expect(found.unobserved).toEqual([]);
  expect(found.metrics.map(({ name, week, was, would }) => [name, week, was, would])).toEqual([
    ['new_mqls', '2026-W17', 1, 0],
    ['mql_to_sql', '2026-W17', expect.anything(), null],
    ['sql_entries', '2026-W17', 1, 0],
    ['sql_to_briefing', '2026-W17', expect.anything(), null],
  ]);
});

test('P4 an act that counts under the changed policy alone: a classification would be owed, and nobody made one', () => {
  const world = acme();
  at(world, '2026-04-22');
  file(world, signal.comment(), { ago: 190 });
  expect(walked(world, { 'engagement.window_days': 200 })).toMatchObject({
    differences: [['2026-04-22T14:00:00.000Z', 'PROSPECT NONE', 'unobserved']],
    unobserved: [['2026-04-22T14:00:00.000Z', 'classify_mql', owed]],
    metrics: expect.arrayContaining([expect.objectContaining({ name: 'new_mqls', was: 0, would: 0, unobserved: 1 })]),
  });
  expect(walked(world, { 'engagement.window_days': 190 })).toMatchObject(nothing);
  expect(walked(world, { 'engagement.window_days': 191 }).unobserved).toHaveLength(1);
  const recent = acme();
  file(recent, signal.comment(), { ago: 1 });
  expect(walked(recent, { 'engagement.window_days': 200 })).toMatchObject(nothing);
});

test('P4 on another way too: what becomes known there is judged once the call is over, at the end at the latest', () => {
  const world = acmeMql();
  at(world, '2026-04-22');
  save(world, [fact('employees', 6000, { as_of: '2026-04-22' })]);
  const [difference] = walked(world, noGate).differences;
  expect(difference).toEqual(['2026-04-22T14:00:00.000Z', 'MQL DOSSIER_DUE', 'unobserved']);
  expect(walked(world, noGate).unobserved).toEqual([['2026-04-22T14:00:00.000Z', 'classify_mql', owed]]);
  at(world, '2026-04-23');
  score(world, twoHigh());
  expect(walked(world, noGate).unobserved).toEqual([['2026-04-22T14:00:00.000Z', 'classify_mql', owed]]);
});

test('P4 a classification that was made there in time answers it', () => {
  const world = acme();
  file(world, signal.comment(), { ago: 1 });
  classify(world);
  at(world, '2026-04-22');
  retract(world, sig(world));
  file(world, signal.E3(), { at: '2026-04-22T09:00:00-04:00' });
  classify(world);
  const found = walked(world, { 'engagement.signals.E3.opens': 'mql' });
  expect(found.unobserved.map(([, question]) => question)).not.toContain('classify_mql');
});

test('P4 a dossier and a decision count where the question stood on the same grounds, else nobody knows', () => {
  const short = acmeMql();
  score(short, twoHigh());
  expect(walked(short, { 'buying.needed': 2 })).toMatchObject({
    differences: [[start, 'MQL NONE', 'unobserved']],
    unobserved: [[start, 'cro_decide', cro]],
    metrics: expect.arrayContaining([expect.objectContaining({ name: 'sql_entries', unobserved: 1 })]),
  });
  const long = acmePending();
  decide(long, 'confirm');
  expect(walked(long, { 'buying.needed': 4 })).toMatchObject({
    differences: [[start, 'SQL NONE', 'MQL NONE']],
    unobserved: [],
    metrics: expect.arrayContaining([
      expect.objectContaining({ name: 'sql_entries', was: 1, would: 0, unobserved: 0 }),
    ]),
  });
  const mql = acme(passingFacts({ employees: 150 }));
  file(mql, signal.comment(), { ago: 1 });
  classify(mql);
  expect(walked(mql, { 'gates.G1.value': 100 })).toMatchObject({
    differences: [[start, 'PROSPECT NONE', 'unobserved']],
    unobserved: [[start, 'score_dossier', 'a dossier would be due, and nobody was asked for it on these grounds']],
  });
});

test('P4 a proposal that would wait for the CRO, and one that never came', () => {
  const world = acmePending();
  decide(world, 'confirm');
  at(world, '2026-06-01');
  world.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent' });
  world.run('cro', decideStageChange, { ...acc, decision: 'confirm' });
  expect(walked(world, { 'regression.sql_idle_days': 60 })).toMatchObject({
    differences: [['2026-06-01T14:00:00.000Z', 'MQL NONE', 'SQL NONE']],
    unobserved: [],
  });
  const declined = acmePending();
  decide(declined, 'confirm');
  at(declined, '2026-06-01');
  declined.run('sales.ops', proposeStageChange, { ...acc, change: 'regress', reason: 'silent' });
  declined.run('cro', decideStageChange, { ...acc, decision: 'decline', reason: 'they called' });
  expect(walked(declined, { 'regression.sql_idle_days': 60 })).toMatchObject(nothing);
});

test('P4 time does on the other way what it does there: a lost deal cools down longer', () => {
  const world = recycled();
  expect(walked(world, { 'regression.cooldown_days': 150 }).differences).toEqual([
    ['2026-04-23T14:00:00.000Z', 'MQL NONE', 'RECYCLED NONE'],
  ]);
});

test('P4 an account that was made one with another is nobody knows where', () => {
  const world = acmeMql();
  at(world, '2026-04-22');
  world.run('sales.ops', saveAccount, { domain: 'acme.org', name: 'Acme Org' });
  world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.org'] });
  at(world, '2026-04-23');
  score(world, twoHigh());
  const found = walked(world, noGate);
  expect(found.unobserved).toEqual([
    ['2026-04-22T14:00:00.000Z', 'save_account', 'it was made one with another account'],
  ]);
  expect(found.metrics).toContainEqual({ name: 'new_mqls', week: '2026-W17', was: 1, would: 0, unobserved: 1 });
});

test('L13 P4 acts of who is suppressed count on no way', () => {
  const world = acme();
  const ana = { email: 'ana@acme.com', name: 'Ana Ruiz' };
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [ana] });
  world.run('sales.ops', suppressContact, { contact: con(world), reason: 'opt_out' });
  file(world, signal.comment(), { ago: 190 });
  expect(walked(world, { 'engagement.window_days': 200 })).toMatchObject(nothing);
});

test('P4 a move that no decision made is made there too, from where the account stands', () => {
  const world = acmeMql();
  const { happened } = world;
  const last = happened.findLast(({ kind }) => kind === 'account');
  if (last?.kind !== 'account') throw new Error('nothing happened');
  const then = (from: string, arrow: string) => {
    const event = { type: 'moved', from, to: 'ARCHIVED', review: 'NONE', arrow };
    const { trajectory } = replay(
      [...happened, { ...last, seq: last.seq + 1, event } as unknown as Happened],
      changed(noGate),
    );
    return trajectory?.differences.map(({ would }) => (would === 'unobserved' ? would : would.stage));
  };
  expect(['withdraw', 'archive_silent', 'mql', 'none'].map((arrow) => then('PROSPECT', arrow))).toEqual([
    [],
    ['PROSPECT'],
    ['PROSPECT'],
    ['PROSPECT'],
  ]);
  expect(then('MQL', 'withdraw')).toEqual(['PROSPECT']);
});

test('C5 P4 silence that would have archived an account sooner, once something is next heard of it', () => {
  const world = acmeMql();
  score(world, twoHigh());
  const { happened } = world;
  const last = happened.findLast(({ kind }) => kind === 'account');
  if (last?.kind !== 'account') throw new Error('nothing happened');
  const enrolment = {
    id: 'enr_90',
    contact: con(world),
    sequence: 're_engagement',
    versions: {},
    enrolled_at: '2026-04-21T15:00:00.000Z',
    touch: 3,
    due_on: null,
    sent: [],
    holds: [],
    over: { as: 'complete', at: '2026-04-21T15:00:00.000Z', because: 'every touch was sent' },
  };
  const heard = (event: object, nth: number, recorded_at = start) =>
    ({ ...last, seq: last.seq + nth, at: recorded_at, recorded_at, event }) as unknown as Happened;
  const then = (when: string, days: number) => {
    const events = [
      heard({ type: 'enrolment_taken', enrolment }, 1),
      heard({ type: 'account_named', name: 'Acme Corp' }, 2, when),
    ];
    const { trajectory } = replay([...happened, ...events], changed({ 'sequences.enrolling.silence_days': days }));
    return trajectory?.differences.map(({ since, would }) => [since, would === 'unobserved' ? would : would.stage]);
  };
  const may = '2026-05-10T14:00:00.000Z';
  expect([
    then(may, 10),
    then(may, 25),
    then('2026-04-25T14:00:00.000Z', 10),
    then('2026-06-10T14:00:00.000Z', 10),
  ]).toEqual([[[may, 'ARCHIVED']], [], [], []]);
});

test('W1 P4 what happens at the first instant of a week is of that week', () => {
  const world = acme(passingFacts(), '2026-04-27T03:59:59.999Z');
  file(world, signal.comment(), { ago: 1 });
  world.now = '2026-04-27T04:00:00.000Z';
  classify(world);
  const rows = replay(world.happened, changed(noGate)).trajectory?.metrics.filter(({ name }) => name === 'new_mqls');
  expect(rows?.map(({ week, was, would }) => [week, was, would])).toEqual([
    ['2026-W17', 0, 0],
    ['2026-W18', 1, 0],
  ]);
});

test('A1 P4 figures of accounts that were made one are taken together, whichever of them went another way', () => {
  const world = acme(passingFacts({ employees: 300 }));
  world.run('sales.ops', saveAccount, { domain: 'acme.org', name: 'Acme Org', facts: passingFacts() });
  file(world, signal.comment(), { ago: 1 });
  file(world, signal.comment(2), { account: 'acme.org', contact: { email: 'zoe@acme.org', name: 'Zoe' }, ago: 1 });
  classify(world);
  classify(world, 'acme.org');
  score(world, twoHigh());
  score(world, twoHigh('acme.org'));
  at(world, '2026-04-22');
  world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.org'] });
  const rows = replay(world.happened, changed({ 'gates.G1.value': 500 })).trajectory?.metrics;
  expect(
    rows?.filter(({ name }) => name === 'new_mqls').map(({ was, would, unobserved }) => [was, would, unobserved]),
  ).toEqual([[2, 1, 1]]);
});

test('L13 P4 nor do acts of who was suppressed before they came on file', () => {
  const world = acme();
  world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'ana@acme.com', name: 'Ana Ruiz' }] });
  file(world, signal.comment(), { ago: 190 });
  expect(walked(world, { 'engagement.window_days': 200 })).toMatchObject(nothing);
});

test('P4 figures stand by week, from the first of the period to its last', () => {
  const world = acmeMql();
  at(world, '2026-05-05');
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
  file(world, signal.comment(3), {
    account: 'beta.com',
    contact: { name: 'Zoe', email: 'zoe@beta.com' },
    at: '2026-05-05T09:00:00-04:00',
  });
  classify(world, 'beta.com');
  const { trajectory } = replay(world.happened, changed(noGate));
  const rows = trajectory?.metrics.filter(({ name }) => name === 'new_mqls');
  expect(rows).toEqual(
    [
      ['2026-W17', 1],
      ['2026-W18', 0],
      ['2026-W19', 1],
    ].map(([week, was]) => ({ name: 'new_mqls', week, was, would: 0, unobserved: 0 })),
  );
  expect([...new Set(trajectory?.metrics.map(({ name }) => name))]).toEqual([
    'new_mqls',
    'mql_to_sql',
    'sql_entries',
    'sql_to_briefing',
    'won',
  ]);
  expect(trajectory?.accounts).toBe(2);
});

test('P4 a word that was refused is used where the changed policy would have taken it', () => {
  const world = acmePending();
  at(world, '2026-04-23');
  save(world, [fact('employees', 150, { as_of: '2026-04-23' })]);
  world.refused('cro', croDecide, { ...acc, decision: 'confirm' });
  at(world, '2026-04-24');
  world.refused('cro', croDecide, { ...acc, decision: 'flag_immediate' });
  const since = '2026-04-23T14:00:00.000Z';
  const found = walked(world, { 'gates.G1.value': 100 });
  expect(found.differences).toEqual([[since, 'MQL PENDING_CRO', 'SQL NONE']]);
  expect(found.unobserved).toEqual([]);
  expect(found.metrics).toEqual([
    expect.objectContaining({ name: 'mql_to_sql', week: '2026-W17', was: null, would: 1 }),
    expect.objectContaining({ name: 'sql_entries', week: '2026-W17', was: 0, would: 1 }),
    expect.objectContaining({ name: 'sql_to_briefing', week: '2026-W17', was: null, would: 0 }),
  ]);
  expect(walked(world, { 'gates.G1.value': 151 })).toMatchObject(nothing);
  const [, point] = replay(world.happened, changed({ 'gates.G1.value': 100 })).point.differences;
  expect(point?.because.map(({ rule }) => rule)).toEqual(['G1']);
});
