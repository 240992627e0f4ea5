import { describe, expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { decideStageChange } from '../../../src/rules/stage-changes/decide-stage-change.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { acmeMql, classify, decide, file, passingFacts, score, signal, start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const noEcosystem = {
  account: 'acme.com',
  change: 'disqualify',
  trigger: 'no_ecosystem_motion',
  reason: 'no partners anywhere',
  evidence: 'their site, read on 20 April',
} as const;

/** Scored by one principal; whoever acts from here on is another's to say. */
function pending(by: string | undefined): TestWorld {
  const world = acmeMql();
  world.principal = by;
  score(world);
  return world;
}

describe('two acts of one principal', () => {
  test.each(['confirm', 'dispute', 'flag_immediate'] as const)(
    'L16 who scored a dossier does not %s it, in whatever role',
    (decision) => {
      const world = pending('p-1');
      const reason = { reason_code: 'icp', reason: 'not our kind' } as const;
      expect(world.refused('cro', croDecide, { account: 'acme.com', decision, ...reason })).toMatchObject({
        code: 'NOT_PERMITTED',
        clause: '4.3',
        ruling: 'L16',
        found: 'p-1 scored the dossier of Acme, and acts here as cro',
        next: 'let somebody else who holds a key of cro do it (separation.score_decide of the policy)',
      });
    },
  );

  test('L16 another principal decides; so does anybody where one of the two is not known', () => {
    for (const [scorer, decider] of [
      ['p-1', 'p-2'],
      ['p-1', undefined],
      [undefined, 'p-1'],
      [undefined, undefined],
    ]) {
      const world = pending(scorer);
      world.principal = decider;
      expect(decide(world, 'confirm').summary).toBe('Acme is SQL. The CRO schedules the Briefing.');
    }
  });

  test('L16 who proposed a stage change neither confirms nor declines it; another does', () => {
    const world = acmeMql();
    world.principal = 'p-1';
    world.run('sales.ops', proposeStageChange, noEcosystem);
    for (const decision of ['confirm', 'decline'] as const)
      expect(world.refused('cro', decideStageChange, { account: 'acme.com', decision, reason: 'seen' }).found).toBe(
        'p-1 proposed to disqualify Acme, and acts here as cro',
      );
    world.principal = 'p-2';
    expect(world.run('cro', decideStageChange, { account: 'acme.com', decision: 'confirm' }).outcome).toBe('done');
  });
});

/** The shipped policy with that word on both pairs. */
function policyThat(value: 'tell' | 'off'): PolicyInForce {
  const shipped = testPolicy();
  const { separation } = shipped.values;
  const said = {
    ...separation,
    score_decide: { ...separation.score_decide, value },
    propose_confirm: { ...separation.propose_confirm, value },
  };
  return { ...shipped, values: { ...shipped.values, separation: said } };
}

describe('what the policy says of a pair', () => {
  function mql(value: 'tell' | 'off'): TestWorld {
    const world = new TestWorld(start, policyThat(value));
    world.principal = 'p-1';
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
    file(world, signal.comment(), { ago: 1 });
    classify(world);
    return world;
  }

  test('L16 `tell` lets it pass, and warns in summary and checks', () => {
    const world = mql('tell');
    score(world);
    const done = decide(world, 'confirm');
    expect(done.summary).toBe(
      'Acme is SQL. The CRO schedules the Briefing. One person did both: p-1 scored the dossier of Acme, and acts here as cro.',
    );
    expect(done.checks[0]).toEqual({
      rule: 'separation.score_decide',
      clause: '4.3',
      ruling: 'L16',
      verdict: 'warn',
      because: 'p-1 scored the dossier of Acme, and acts here as cro',
      basis: 'ruling',
    });
  });

  test('L16 `tell` warns of a stage change too', () => {
    const world = mql('tell');
    world.run('sales.ops', proposeStageChange, noEcosystem);
    const done = world.run('cro', decideStageChange, {
      account: 'acme.com',
      decision: 'decline',
      reason: 'look again',
    });
    expect(done.summary).toBe(
      'Acme stays MQL. One person did both: p-1 proposed to disqualify Acme, and acts here as cro.',
    );
  });

  test('L16 `off` says nothing', () => {
    const world = mql('off');
    score(world);
    const done = decide(world, 'confirm');
    expect(done.summary).toBe('Acme is SQL. The CRO schedules the Briefing.');
    expect(done.checks.filter(({ ruling }) => ruling === 'L16')).toEqual([]);
  });
});
