import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { disputeMql } from '../../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import type { Stage } from '../../../src/rules/vocabulary/stages.ts';
import {
  acme,
  acmeMql,
  classify,
  fact,
  file,
  idAt,
  passingFacts,
  put,
  save,
  signal,
  standing,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const dispute = (world: TestWorld, criterion = 'G1', account = 'acme.com') =>
  world.run('cro', disputeMql, { account, criterion, claim: 'that is not our customer' });

const others = ['bolt.com', 'cato.com', 'dino.com'];

function fourMqls(): TestWorld {
  const world = acmeMql();
  for (const domain of others) {
    world.run('sales.ops', saveAccount, { domain, name: domain, facts: passingFacts() });
    file(world, signal.comment(), { account: domain, contact: { email: `ana@${domain}` }, ago: 1 });
    classify(world, domain);
  }
  return world;
}

const amendments = (world: TestWorld) =>
  world.desk.tasks
    .filter((task) => task.kind === 'amend_definition')
    .map(({ role, clause, subject }) => [role, clause, subject]);

describe('the answer', () => {
  test.each([
    ['G1', 'G1 of Acme is met: `employees` is 800 as of 2026-04-01, wanted at least 200 (assumed gate).'],
    [
      'engagement_signal',
      'engagement_signal of Acme is met: the newest qualifying signal is E1, 1 day old; the window is 180 days.',
    ],
  ])('7.1 %s stands', (criterion, summary) => {
    const world = acmeMql();
    const done = dispute(world, criterion);
    expect([done.outcome, done.summary, done.extra.disputes]).toEqual(['stands', summary, 1]);
    expect([done.checks.length, standing(world)]).toEqual([6, ['MQL', 'DOSSIER_DUE']]);
  });

  test('7.1 not met, with what is missing', () => {
    const world = acmeMql();
    save(world, [fact('employees', 150, { as_of: '2026-04-20' })]);
    const done = dispute(world);
    expect([done.outcome, done.summary]).toEqual([
      'not_met',
      'G1 of Acme is not met: `employees` is 150 as of 2026-04-20, wanted at least 200 (assumed gate).',
    ]);
  });

  test('7.1 what cannot be answered is not met either', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    put(world, { stage: 'MQL' });
    const done = dispute(world, 'G5');
    expect([done.outcome, done.summary]).toEqual([
      'not_met',
      'G5 of Acme is not met: `gate_g5` is not on file, wanted true (assumed gate).',
    ]);
  });

  test('P1 a gate that the CRO set aside stands', () => {
    const world = acme(passingFacts({ employees: 150 }));
    file(world, signal.comment(), { ago: 1 });
    world.run('cro', overrideGate, {
      account: 'acme.com',
      gate: 'G1',
      justification: 'its partners sell more than its people do',
      compensating_signals: [idAt('sig_7')],
    });
    classify(world);
    expect(dispute(world).outcome).toBe('stands');
  });

  test('P1 the words are kept', () => {
    expect(dispute(acmeMql()).events.find((event) => event.type === 'mql_disputed')).toEqual({
      type: 'mql_disputed',
      criterion: 'G1',
      outcome: 'stands',
      claim: 'that is not our customer',
      quarter: '2026-Q2',
    });
  });

  test.each<[Stage]>([['PROSPECT'], ['SQL'], ['DISQUALIFIED'], ['ARCHIVED'], ['WON']])(
    'P1 at %s there is nothing to dispute',
    (stage) => {
      const world = acmeMql();
      put(world, { stage, review: 'NONE' });
      const args = { account: 'acme.com', criterion: 'G1', claim: 'no' };
      expect(world.refused('cro', disputeMql, args)).toEqual({
        refused: true,
        code: 'RULE_REFUSED',
        clause: '7',
        ruling: 'P1',
        found: `Acme is ${stage}, under no review; only an MQL or an account under review is disputed`,
        next: 'explain_account says why it stands there',
      });
      expect(world.desk.disputes).toEqual({});
    },
  );
});

describe('the same criterion again', () => {
  test('7.1 at the third account in a quarter its definition is amended', () => {
    const world = fourMqls();
    dispute(world);
    expect([dispute(world, 'G1', 'bolt.com').extra.disputes, amendments(world)]).toEqual([2, []]);
    const third = dispute(world, 'G1', 'cato.com');
    expect(third.summary).toBe(
      'G1 of cato.com is met: `employees` is 800 as of 2026-04-01, wanted at least 200 (assumed gate). G1 was disputed at 3 accounts this quarter: chief.staff has the definition amended.',
    );
    expect(amendments(world)).toEqual([['chief.staff', '7', 'G1 (2026-Q2)']]);
    dispute(world, 'G1', 'dino.com');
    expect(amendments(world)).toHaveLength(1);
  });

  test('P1 an account is one, however often and by whom it is disputed there', () => {
    const world = fourMqls();
    for (const _ of others) dispute(world);
    expect([dispute(world, 'G1', 'bolt.com').extra.disputes, amendments(world)]).toEqual([2, []]);
  });

  test('P1 each criterion is counted for itself', () => {
    const world = fourMqls();
    for (const criterion of ['G1', 'G5', 'engagement_signal']) dispute(world, criterion);
    for (const criterion of ['G1', 'G5']) dispute(world, criterion, 'bolt.com');
    expect([world.desk.disputes, amendments(world)]).toEqual([
      { '2026-Q2 G1': 2, '2026-Q2 G5': 2, '2026-Q2 engagement_signal': 1 },
      [],
    ]);
  });

  test.each([
    ['2026-07-01T03:59:59.999Z', 'acme.com', 2, 0],
    ['2026-07-01T03:59:59.999Z', 'cato.com', 3, 1],
    ['2026-07-01T04:00:00.000Z', 'acme.com', 1, 0],
  ])('7.1 a new quarter begins anew, in New York: %s, %s', (now, account, disputes, tasks) => {
    const world = fourMqls();
    dispute(world);
    dispute(world, 'G1', 'bolt.com');
    world.now = now;
    expect([dispute(world, 'G1', account).extra.disputes, amendments(world).length]).toEqual([disputes, tasks]);
  });
});
