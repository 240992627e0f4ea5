import { describe, expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { fact, finding, note, passingFacts, scores, signal, start } from '../../support/builders.ts';
import { policyWith as changed, replay, rulesOf } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';

/** Acme, MQL on a subscription. */
function mql(): TestWorld {
  const world = new TestWorld(start);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  world.run('category.positioning', fileSignalNote, note(signal.E2(), { account: 'acme.com' }));
  world.run('sales.ops', classifyMql, { account: 'acme.com' });
  return world;
}

function score(world: TestWorld, high: number): void {
  const S1 = [finding('partner_influenced_pct', 35)];
  const S2 = [finding('exec_hire', undefined, { date: world.today })];
  const S3 = ['aws', 'gcp', 'co_sell'].map((route) => finding(route));
  const all = { S1, S2, S3, S4: [finding('cost_program')] };
  const entries = Object.entries(all).map(
    ([name, findings], n) =>
      [name, { score: n < high ? ('LIKELY' as const) : ('UNVERIFIED' as const), findings }] as const,
  );
  world.run('sales.ops', scoreDossier, scores(Object.fromEntries(entries), 'acme.com'));
}

const later = (world: TestWorld, hours: number): void => {
  world.now = new Date(Date.parse(world.now) + hours * 3_600_000).toISOString();
};

const weekOf = (name: string, found: ReturnType<typeof replay>) =>
  found.trajectory?.metrics
    .filter((each) => each.name === name)
    .map(({ was, would, unobserved }) => [was, would, unobserved]);

describe('history under another policy', () => {
  test('P4 two buying signals in place of three: the decision by itself goes to the CRO, and walked again nobody knows what the CRO would have said', () => {
    const world = mql();
    score(world, 2);
    const found = replay(world.happened, changed({ 'buying.needed': 2 }));
    expect(found.point.decisions).toBe(2);
    expect(found.point.differences.map(({ account, decision, was, would }) => [account, decision, was, would])).toEqual(
      [['acme.com', 'score_dossier', 'falls_short', 'pending_review']],
    );
    expect(found.point.differences[0]?.because.map(({ because }) => because)).toEqual([
      'Acme: 2 of 4 buying signals are CONFIRMED or LIKELY; 2 are needed. The CRO reviews it.',
    ]);
    expect(found.trajectory?.differences.map(({ account, was, would }) => [account, was, would])).toEqual([
      ['acme.com', { stage: 'MQL', review: 'NONE' }, 'unobserved'],
    ]);
    expect(found.trajectory?.unobserved.map(({ account, question }) => [account, question])).toEqual([
      ['acme.com', 'cro_decide'],
    ]);
    expect(weekOf('sql_entries', found)).toEqual([[0, 0, 1]]);
    expect(weekOf('new_mqls', found)).toEqual([[1, 1, 0]]);
  });

  test('P4 what was decided under a policy that nobody can read any more leaves its account unobserved, never as it was', () => {
    const world = mql();
    const because = 'this version cannot read the policy that it names';
    const found = replay(world.happened, changed({ 'buying.needed': 2 }), { rulebookOf: () => ({ because }) });
    expect(found.point.unreplayable.map(({ why }) => why)).toEqual([because]);
    expect(found.trajectory?.differences.map(({ account, would }) => [account, would])).toEqual([
      ['acme.com', 'unobserved'],
    ]);
    expect(found.trajectory?.unobserved.map(({ question, why }) => [question, why])).toEqual([
      ['classify_mql', because],
    ]);
  });

  test('P4 a policy that is read with later values is used where it decides as was recorded, and nowhere else', () => {
    const doubt = 'the policy that it names is of an earlier version';
    const world = mql();
    score(world, 2);
    const book = (named: PolicyInForce) => ({ named: rulesOf(named), changed: rulesOf(changed({})), doubt });
    const as = replay(world.happened, undefined, { rulebookOf: () => book(changed({})) });
    expect([as.point.unreplayable, as.trajectory?.unobserved]).toEqual([[], []]);
    const other = replay(world.happened, undefined, { rulebookOf: () => book(changed({ 'buying.needed': 2 })) });
    expect([other.point.decisions, other.point.differences]).toEqual([2, []]);
    expect(other.point.unreplayable.map(({ why }) => why)).toEqual([doubt]);
    expect(other.trajectory?.unobserved.map(({ question, why }) => [question, why])).toEqual([
      ['score_dossier', doubt],
    ]);
  });

  test('P4 a word that answered a question is not used where the question never stood', () => {
    const world = mql();
    score(world, 3);
    world.run('cro', croDecide, { account: 'acme.com', decision: 'confirm' });
    const found = replay(world.happened, changed({ 'gates.G1.value': 5000 }));
    expect(found.point.differences.map(({ decision, was, would }) => [decision, was, would])).toEqual([
      ['classify_mql', 'mql', 'stays_prospect'],
      ['cro_decide', 'confirmed', 'refused'],
    ]);
    expect(found.trajectory?.unobserved).toEqual([]);
    expect(found.trajectory?.differences.map(({ was, would }) => [was, would])).toEqual([
      [
        { stage: 'SQL', review: 'NONE' },
        { stage: 'PROSPECT', review: 'NONE' },
      ],
    ]);
    expect(weekOf('new_mqls', found)).toEqual([[1, 0, 0]]);
    expect(weekOf('sql_entries', found)).toEqual([[1, 0, 0]]);
  });

  test('P4 a word is used where the same question stood', () => {
    const world = mql();
    score(world, 3);
    world.run('cro', croDecide, { account: 'acme.com', decision: 'confirm' });
    const found = replay(world.happened, changed({ 'engagement.window_days': 100 }));
    expect([found.point.differences, found.trajectory?.differences]).toEqual([[], []]);
    expect(weekOf('sql_entries', found)).toEqual([[1, 1, 0]]);
  });

  test('P4 a fact that was filed after a decision plays no part in it', () => {
    const world = mql();
    later(world, 1);
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      facts: [fact('employees', 150, { as_of: world.today, source: 'the annual report' })],
    });
    const found = replay(world.happened, changed({ 'gates.G1.value': 500 }));
    expect(found.point.differences).toEqual([]);
  });

  test('P4 a decision before the period is not taken again, and one at its end is', () => {
    const world = mql();
    later(world, 24);
    const at = world.now;
    score(world, 2);
    const policy = changed({ 'buying.needed': 2 });
    expect(replay(world.happened, policy, { until: at }).point).toMatchObject({ decisions: 1, differences: [] });
    expect(replay(world.happened, policy, { from: at }).point.decisions).toBe(1);
    expect(replay(world.happened, policy, { from: at }).point.differences.map(({ would }) => would)).toEqual([
      'pending_review',
    ]);
  });

  test('P4 where a lower threshold makes an account MQL, a dossier that nobody scored leaves it unobserved', () => {
    const world = new TestWorld(start);
    const facts = passingFacts({ employees: 150 });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts });
    world.run('category.positioning', fileSignalNote, note(signal.E2(), { account: 'acme.com' }));
    world.run('sales.ops', classifyMql, { account: 'acme.com' });
    const found = replay(world.happened, changed({ 'gates.G1.value': 100 }));
    expect(found.point.differences.map(({ was, would }) => [was, would])).toEqual([['stays_prospect', 'mql']]);
    expect(found.trajectory?.unobserved.map(({ question }) => question)).toEqual(['score_dossier']);
    expect(weekOf('new_mqls', found)).toEqual([[0, 1, 0]]);
  });
});
