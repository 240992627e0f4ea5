import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import { evolvePolicyChanges } from '../../../src/rules/aggregates/evolve-policy-changes.ts';
import { emptyPolicyChanges, type PolicyChangesState } from '../../../src/rules/aggregates/policy-change.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { needsSignal, restsOnCriteria } from '../../../src/rules/reactions/flags.ts';
import { endLook, isFoundBy, lookedAt, takeEffect } from '../../../src/rules/reactions/policy-effect.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  decide,
  fact,
  file,
  put,
  save,
  signal,
  start,
} from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const stamp = (at: string) => ({ at, by: 'cro' as const });
const now = '2026-05-01T14:00:00.000Z';
const context = new TestWorld(now).context('cro');
const changesOf = (before: PolicyChangesState) =>
  draftOf({
    kind: 'changes',
    stream: 'changes',
    before,
    now,
    evolve: (state: PolicyChangesState | null, event: Parameters<typeof evolvePolicyChanges>[1], at) =>
      evolvePolicyChanges(state, event, stamp(at)),
  });
const deskOf = () =>
  draftOf({
    kind: 'desk',
    stream: 'desk',
    before: emptyDesk,
    now,
    evolve: (state: DeskState | null, event: Parameters<typeof evolveDesk>[1], at) =>
      evolveDesk(state, event, stamp(at)),
  });

describe('P2 a change of the policy that takes effect', () => {
  test('T6 each from its own instant on, the earlier first, once', () => {
    const ratified = [
      ['chg_3', '2026-05-02T00:00:00.000Z'],
      ['chg_2', '2026-05-01T14:00:00.000Z'],
      ['chg_1', '2026-04-30T00:00:00.000Z'],
      ['chg_0', '2026-04-29T00:00:00.000Z'],
    ].map(([id, effective_at]) => ({ id, effective_at, ...(id === 'chg_0' ? { took_effect: true } : {}) }));
    const changes = changesOf({ ...emptyPolicyChanges, ratified } as unknown as PolicyChangesState);
    const applied = takeEffect(changes, context);
    expect(applied).toEqual([
      { kind: 'policy_change_took_effect', due_at: '2026-04-30T00:00:00.000Z', noticed_at: now },
      { kind: 'policy_change_took_effect', due_at: now, noticed_at: now },
    ]);
    expect(changes.pending).toEqual([
      { event: { type: 'policy_change_took_effect', change: 'chg_1' }, at: '2026-04-30T00:00:00.000Z' },
      { event: { type: 'policy_change_took_effect', change: 'chg_2' }, at: now },
    ]);
    expect(takeEffect(changes, context)).toEqual([]);
  });

  test('P2 the accounts whose criteria must hold are looked at, one in a review at such a stage once', () => {
    expect(lookedAt.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'stage MQL',
      'stage SQL',
      'stage BRIEFING_READY',
      'stage ASSESSMENT_QUALIFIED',
      'review DOSSIER_DUE',
      'review PENDING_CRO',
    ]);
    const found = (nth: number, stage: 'MQL' | 'PROSPECT' | 'RECYCLED') =>
      lookedAt.slice(nth, nth + 1).map((each) => isFoundBy(each, stage));
    expect([found(0, 'MQL'), found(4, 'MQL'), found(4, 'PROSPECT'), found(5, 'RECYCLED')].flat()).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('P2 what came of the look is told to chief.staff', () => {
    const told = (lapsed: number) => {
      const [changes, desk] = [
        changesOf({ ...emptyPolicyChanges, look: { changes: [], at: now, kind: 0, after: '', lapsed } }),
        deskOf(),
      ];
      endLook(changes, desk, { changes: ['chg_1', 'chg_2'], at: start, kind: 6, after: '', lapsed }, context);
      return [changes.state.look, desk.state.tasks.map(({ kind, role, subject }) => [kind, role, subject])];
    };
    const subject = (accounts: string) =>
      `chg_1, chg_2 in force since ${start}, handoff-0.2 rules: ${accounts} the criteria no longer`;
    expect([told(1), told(2)]).toEqual([
      [null, [['acknowledge_policy_change', 'chief.staff', subject('1 account meets')]]],
      [null, [['acknowledge_policy_change', 'chief.staff', subject('2 accounts meet')]]],
    ]);
  });

  test('P2 each change that came into force is told with its own instant', () => {
    const ratified = [start, now].map((effective_at, n) => ({ id: `chg_${n + 1}`, effective_at }));
    const changes = changesOf({ ...emptyPolicyChanges, ratified } as unknown as PolicyChangesState);
    const desk = deskOf();
    endLook(changes, desk, { changes: ['chg_1', 'chg_2'], at: start, kind: 6, after: '', lapsed: 0 }, context);
    expect(desk.state.tasks[0]?.subject).toContain(`chg_1 in force since ${start}, chg_2 in force since ${now}, `);
  });
});

describe('T6 when the desk is looked at next', () => {
  const alarm = (world: TestWorld) => world.desk.alarm;

  test('S-1 S-5 at the next opening, at the close where lines wait, just after a step is due', () => {
    expect(alarm(acme())).toBe('2026-04-22T13:00:00.000Z');
    const waiting = acmeMql();
    expect([waiting.desk.batch?.lines.length, alarm(waiting)]).toEqual([1, '2026-04-21T21:00:00.000Z']);
    const step = (due_at: string) => {
      const world = acme();
      const { desk } = world;
      const task = {
        id: 'tsk_desk_90',
        kind: 'ratify_policy_change',
        role: 'cmo' as const,
        clause: '6.3',
        opened_at: start,
        due_at,
      };
      world.desk = { ...desk, tasks: [...desk.tasks, task] };
      world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
      classify(acmeMqlIn(world));
      return world.desk.alarm;
    };
    expect(step('2026-04-21T15:00:00.000Z')).toBe('2026-04-21T15:00:00.001Z');
  });

  test('T6 an instant that was set by another policy is set anew once it has come', () => {
    const world = acme();
    world.desk = { ...world.desk, alarm: '2026-04-21T13:00:00.000Z' };
    save(world, [fact('founded', 1999)]);
    expect(alarm(world)).toBe('2026-04-22T13:00:00.000Z');
    const account = acmeMql();
    put(account, { alarm: '2026-04-21T13:00:00.000Z' });
    save(account, [fact('founded', 1999)]);
    expect(account.account('acme.com').alarm).not.toBe('2026-04-21T13:00:00.000Z');
  });

  test('S-1 what recurs by quarter or week comes up on its very day', () => {
    const kinds = (at: string) => {
      const world = acme(undefined, at);
      return world.desk.tasks.map(({ kind }) => kind);
    };
    expect(kinds('2026-07-01T14:00:00.000Z')).toEqual(expect.arrayContaining(['calibration_cro', 'calibration_cmo']));
    expect(kinds('2026-07-02T14:00:00.000Z')).not.toContain('calibration_cro');
    expect(kinds('2026-04-24T14:00:00.000Z')).toContain('weekly_close');
    expect(kinds('2026-04-23T14:00:00.000Z')).not.toContain('weekly_close');
  });
});

/** The same with a note on Acme, so that it may be classified. */
function acmeMqlIn(world: TestWorld): TestWorld {
  file(world, signal.comment(), { ago: 1 });
  return world;
}

describe('L13b L14 flags', () => {
  const flagsIn = (events: readonly object[]) =>
    (events as readonly { readonly type: string }[]).filter(({ type }) => type.startsWith('flag_'));

  test('L13b what holds is neither raised nor lowered, and what failed is lowered once, with its duty', () => {
    const world = acmeMql();
    expect(flagsIn(save(world, [fact('founded', 1999)]).events)).toEqual([]);
    const failed = save(world, [fact('employees', 100, { as_of: '2026-04-20' })]);
    expect(flagsIn(failed.events)).toMatchObject([
      { type: 'flag_raised', flag: 'gates_failing' },
      { type: 'flag_raised', flag: 'criteria_lapsed' },
    ]);
    expect(failed.opened.map(({ kind }) => kind)).toContain('mend_gates');
    expect(failed.opened.map(({ kind }) => kind)).not.toContain('mend_criteria');
    const mended = save(world, [fact('employees', 900, { as_of: '2026-04-21' })]);
    const because = 'it holds again, or no longer matters';
    expect(flagsIn(mended.events)).toEqual([
      { type: 'flag_lowered', flag: 'gates_failing', because },
      { type: 'flag_lowered', flag: 'criteria_lapsed', because },
    ]);
    expect(mended.closed.map(({ kind, note }) => [kind, note])).toContainEqual(['mend_gates', because]);
  });

  test('L14 criteria that lapse take the idle task along, from the instant at which they lapse', () => {
    const world = acmePending();
    decide(world, 'confirm');
    world.now = '2026-06-01T14:00:00.000Z';
    save(world, [fact('founded', 1999, { as_of: '2026-05-01' })]);
    const idle = () => world.account('acme.com').tasks.find(({ kind }) => kind === 'flag_idle_sql');
    expect(idle()?.closed_at).toBeUndefined();
    world.now = '2026-12-01T14:00:00.000Z';
    save(world, [fact('founded', 2000, { as_of: '2026-05-02' })]);
    expect([idle()?.note, idle()?.closed_at]).toEqual([
      'its lapsed criteria ask for the same',
      '2026-10-18T04:00:00.000Z',
    ]);
    expect(world.account('acme.com').tasks.find(({ kind }) => kind === 'mend_criteria')?.opened_at).toBe(
      '2026-10-18T04:00:00.000Z',
    );
  });

  test('L3 L10 L14 where criteria must hold, and where a live signal is among them', () => {
    const state = (over: object) => over as Parameters<typeof needsSignal>[0] & Parameters<typeof restsOnCriteria>[0];
    const recycled = { entered_by: 'recycle', stage: 'MQL', review: 'NONE' };
    expect(
      [
        recycled,
        { ...recycled, review: 'DOSSIER_DUE' },
        { ...recycled, stage: 'SQL' },
        { ...recycled, entered_by: 'mql' },
      ].map((each) => needsSignal(state(each))),
    ).toEqual([false, true, true, true]);
    const rests = (stage: string, review = 'NONE') => restsOnCriteria(state({ stage, review }));
    expect(
      ['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON', 'PROSPECT', 'RECYCLED', 'ARCHIVED'].map((stage) =>
        rests(stage),
      ),
    ).toEqual([true, true, true, true, false, false, false, false]);
    expect(['PROSPECT', 'RECYCLED', 'DISQUALIFIED'].map((stage) => rests(stage, 'PENDING_CRO'))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('W1 a classification that changes nothing is counted by no figure', () => {
    const world = acmeMql();
    expect(world.run('sales.ops', classifyMql, { account: 'acme.com' }).outcome).toBe('unchanged');
    expect(world.desk.months['2026-04']).toEqual({ met: 1, overridden: 0 });
  });

  test('S-1 days that were missed count as seen up to the last that has opened', () => {
    const seen = (now: string) => {
      const world = acme();
      world.now = now;
      save(world, [fact('founded', 1999)]);
      return world.desk.recurred.take_in_replies;
    };
    expect([seen('2026-04-24T12:59:59.999Z'), seen('2026-04-24T13:00:00.000Z')]).toEqual(['2026-04-23', '2026-04-24']);
  });

  test('G-4 a classification that stands on no override is counted as such', () => {
    expect(acmeMql().desk.months['2026-04']).toEqual({ met: 1, overridden: 0 });
  });
});
