import { describe, expect, test } from 'vitest';
import type { AccountState, Contact, Signal } from '../../../src/rules/aggregates/account.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import type { Task } from '../../../src/rules/aggregates/task.ts';
import { countFigures } from '../../../src/rules/reactions/figures.ts';
import { raiseFlags } from '../../../src/rules/reactions/flags.ts';
import { lookAt } from '../../../src/rules/reactions/policy-effect.ts';
import { closeGroundless } from '../../../src/rules/reactions/stale-tasks.ts';
import { accountDraft, besideThen } from '../../../src/rules/simulation/recorded-world.ts';
import { acmeMql, con, score, sig, start, twoHigh } from '../../support/builders.ts';
import { policyWith } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';

const world = acmeMql();
score(world, twoHigh());
const ana = con(world);
/** Acme, an MQL without review on Ana's comment; no duty is open. */
const quiet: AccountState = { ...world.account('acme.com'), tasks: [], alarm: null };
const [signal] = quiet.signals;
if (!signal) throw new Error('no signal');
const gone = { why: 'retracted', at: start, because: 'b' } as const;
const small = quiet.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 150 } : each));
const context = new TestWorld(start).context('sales.ops');
const draftFrom = (over: Partial<AccountState>) => accountDraft({ ...quiet, ...over }, context);
const eventsOf = (draft: ReturnType<typeof draftFrom>) =>
  draft.pending.map(({ event, at }) => {
    if (event.type === 'task_opened') return [event.type, event.task.kind, at];
    if (event.type === 'task_closed') return [event.type, event.task, event.note, at];
    return 'flag' in event ? [event.type, event.flag, at] : [event.type];
  });
const task = (kind: string, more: Partial<Task> = {}): Task => ({
  id: `tsk_${kind}`,
  kind,
  role: 'sales.ops',
  clause: '3.1',
  opened_at: start,
  due_at: start,
  ...more,
});

describe('L11 L13b L14 flags and their duties', () => {
  const raised = (over: Partial<AccountState>, suppressed: readonly string[] = [], at?: string) => {
    const draft = draftFrom(over);
    raiseFlags(draft, new Set(suppressed), context, at);
    return eventsOf(draft);
  };
  const person = (id: string, over: Partial<Contact> = {}): Contact => ({
    id,
    email_domain: 'acme.com',
    has_profile: false,
    has_name: true,
    ...over,
  });
  const needed = [
    ['flag_raised', 'needs_contact', start],
    ['task_opened', 'find_contact', start],
  ];
  const left = { left: { to: 'beta.com', at: start } };

  test.each<[string, Partial<AccountState>, readonly string[], readonly (readonly string[])[]]>([
    ['somebody may be written to', { contacts: [person(ana)] }, [], []],
    ['nobody ever was on file', { stage: 'PROSPECT', contacts: [] }, [], []],
    ['the one who is there is suppressed', { stage: 'PROSPECT', contacts: [person(ana)] }, [ana], needed],
    ['one of two is', { stage: 'PROSPECT', contacts: [person(ana), person('con_2')] }, [ana], []],
    ['they moved', { stage: 'PROSPECT', contacts: [person(ana, left)] }, [], needed],
    ['they were erased', { stage: 'PROSPECT', contacts: [person(ana, { erased: true })] }, [], needed],
    ['they are part of another', { stage: 'PROSPECT', contacts: [person(ana, { part_of: 'con_2' })] }, [], needed],
    [
      'one moved, another was erased',
      { stage: 'PROSPECT', contacts: [person(ana, left), person('con_2', { erased: true })] },
      [],
      needed,
    ],
    ['one moved, another stays', { stage: 'PROSPECT', contacts: [person(ana, left), person('con_2')] }, [], []],
    [
      "they are a competitor's",
      { stage: 'PROSPECT', contacts: [person(ana, { email_domain: 'crossbeam.com' })] },
      [],
      needed,
    ],
    ['it is disqualified', { stage: 'DISQUALIFIED', contacts: [person(ana, left)] }, [], []],
    ['it is withdrawn', { stage: 'ARCHIVED', entered_by: 'withdraw', contacts: [person(ana, left)] }, [], []],
    [
      'it is archived by silence',
      { stage: 'ARCHIVED', entered_by: 'archive_silent', contacts: [person(ana, left)] },
      [],
      needed,
    ],
  ])('L13 needs_contact where %s', (_, over, suppressed, events) => {
    expect(raised(over, suppressed)).toEqual(events);
  });

  test('L13b L14 each flag is raised once, its duty from the instant that is given; a failed gate has its own', () => {
    const lapsed = { signals: [{ ...signal, gone }] };
    const at = '2026-04-20T04:00:00.000Z';
    const idle = task('revert_idle_mql');
    expect(raised({ ...lapsed, tasks: [idle] }, [], at)).toEqual([
      ['flag_raised', 'criteria_lapsed', at],
      ['task_opened', 'mend_criteria', at],
      ['task_closed', idle.id, 'its lapsed criteria ask for the same', at],
    ]);
    expect(raised({ facts: small, tasks: [idle] })).toEqual([
      ['flag_raised', 'gates_failing', start],
      ['task_opened', 'mend_gates', start],
      ['flag_raised', 'criteria_lapsed', start],
    ]);
    const adopted = { by: 'sales.ops', at: start, stage: 'MQL', file: 'f', row: 1 } as const;
    expect(raised({ facts: small, adopted }).map(([, what]) => what)).toEqual([
      'gates_failing',
      'mend_gates',
      'criteria_lapsed',
      'mend_criteria',
    ]);
    const flags = ['gates_failing', 'criteria_lapsed'] as const;
    expect(raised({ facts: small, flags, tasks: [task('mend_gates')] })).toEqual([]);
    expect(raised({ ...lapsed, flags: ['criteria_lapsed'] })).toEqual([['task_opened', 'mend_criteria', start]]);
  });

  test('L13b what holds again is lowered with its own duty', () => {
    const held = 'it holds again, or no longer matters';
    const tasks = [task('mend_gates'), task('mend_criteria'), task('find_contact')];
    const all = ['gates_failing', 'criteria_lapsed', 'needs_contact'] as const;
    expect(raised({ flags: all, tasks })).toEqual([
      ['flag_lowered', 'gates_failing', start],
      ['task_closed', 'tsk_mend_gates', held, start],
      ['flag_lowered', 'criteria_lapsed', start],
      ['task_closed', 'tsk_mend_criteria', held, start],
      ['flag_lowered', 'needs_contact', start],
      ['task_closed', 'tsk_find_contact', held, start],
    ]);
    expect(raised({ flags: ['gates_failing'], facts: small, stage: 'WON' })).toEqual([
      ['flag_lowered', 'gates_failing', start],
    ]);
  });

  test('L10 a recycled MQL needs its gates alone', () => {
    const recycled = { entered_by: 'recycle', signals: [] };
    expect(raised(recycled)).toEqual([]);
    expect(raised({ ...recycled, facts: small }).map(([, what]) => what)).toEqual([
      'gates_failing',
      'mend_gates',
      'criteria_lapsed',
    ]);
  });
});

describe('S-1 duties whose ground is gone', () => {
  const proposal = (change: 'regress' | 'disqualify') =>
    ({ id: 'prp_1', change, reason: 'r', at: start, by: 'sales.ops' }) as const;
  const closed = (over: Partial<AccountState>, ...kinds: readonly string[]) => {
    const draft = draftFrom({ tasks: kinds.map((kind) => task(kind)), ...over });
    closeGroundless(draft, new Set(['con_stopped']), context);
    return draft.pending.flatMap(({ event }) =>
      event.type === 'task_closed' ? [[event.task.slice(4), event.note]] : [],
    );
  };
  const both = ['confirm_regression', 'confirm_disqualification'] as const;
  const fell = 'the proposal fell';

  test('L9 L11 a confirmation stays with its own proposal', () => {
    expect([
      closed({ proposal: proposal('regress') }, ...both),
      closed({ proposal: proposal('disqualify') }, ...both),
      closed({}, ...both),
    ]).toEqual([
      [['confirm_disqualification', fell]],
      [['confirm_regression', fell]],
      [
        ['confirm_regression', fell],
        ['confirm_disqualification', fell],
      ],
    ]);
  });

  test('L2 nurture is proposed at MQL, and a classification is owed where it could move the account', () => {
    const at = (stage: AccountState['stage']) => closed({ stage }, 'propose_nurture', 'classify', 'dossier');
    const [nurture, classify] = [
      (stage: string) => ['propose_nurture', `it is ${stage}`],
      (stage: string) => ['classify', `it is ${stage}`],
    ];
    const nothing = ['classify', 'nothing is left to classify'];
    expect((['PROSPECT', 'MQL', 'RECYCLED'] as const).map(at)).toEqual([
      [nurture('PROSPECT')],
      [nothing],
      [nurture('RECYCLED'), nothing],
    ]);
    for (const stage of ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'] as const)
      expect(at(stage)).toEqual([nurture(stage), classify(stage)]);
  });

  test('3.2.E4 a request for the Briefing is answered while one stands of who may be answered', () => {
    const answer = 'answer_briefing_request';
    const signals = (...over: readonly Partial<Signal>[]) =>
      closed({ signals: over.map((each, n) => ({ ...signal, id: `sig_${n}`, type: 'E4' as const, ...each })) }, answer)
        .length;
    const stopped = { contact: 'con_stopped' };
    expect([
      signals({}),
      signals({ type: 'E3' }),
      signals({ type: 'E3' }, {}),
      signals({ gone }),
      signals({ gone }, {}),
      signals(stopped),
      signals(stopped, {}),
      signals({ ...stopped, type: 'E3' }, { gone }),
    ]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  test('S-3 the look at an escalated step is over with the step', () => {
    const look = (subject: string) => {
      const tasks = [
        task('cro_review'),
        task('escalated_step', { subject }),
        task('dossier', { id: 'tsk_x', closed_at: start }),
      ];
      return closed({ tasks });
    };
    expect([look('tsk_cro_review'), look('tsk_x'), look('tsk_none')]).toEqual([
      [],
      [['escalated_step', 'the step is closed']],
      [['escalated_step', 'the step is closed']],
    ]);
  });
});

describe('P2 an account looked at under a new policy', () => {
  const at = '2026-04-21T04:00:00.000Z';
  const look = { changes: ['chg_1'], at, kind: 0, after: '', lapsed: 0 };
  const { values: policy, calendar } = policyWith({ 'gates.G1.value': 5000 });
  const strict = { ...context, policy, calendar };
  const looked = (over: Partial<AccountState>, before = context, now = strict) => {
    const draft = draftFrom(over);
    const isLapsed = lookAt(draft, new Set(), { look, before, context: now });
    return [isLapsed, eventsOf(draft)];
  };
  const alarm = ['alarm_set'];

  test('P2 L13b one that met the criteria and meets them no longer is flagged from the change on, and counted', () => {
    expect(looked({})).toEqual([
      true,
      [
        ['flag_raised', 'gates_failing', at],
        ['task_opened', 'mend_gates', at],
        ['flag_raised', 'criteria_lapsed', at],
        alarm,
      ],
    ]);
  });

  test('P2 one that failed before, that still meets them, that rests on none or was absorbed is not counted', () => {
    expect(looked({ facts: small })).toEqual([
      false,
      [
        ['flag_raised', 'gates_failing', start],
        ['task_opened', 'mend_gates', start],
        ['flag_raised', 'criteria_lapsed', start],
        alarm,
      ],
    ]);
    expect([looked({}, context, context), looked({}, strict, context)]).toEqual([
      [false, [alarm]],
      [false, [alarm]],
    ]);
    expect(looked({ stage: 'PROSPECT' })[0]).toBe(false);
    expect(looked({ absorbed_into: 'acc_other' })).toEqual([false, []]);
  });

  test('L10 P2 a recycled MQL whose gates hold is not counted, whatever became of its signals', () => {
    const recycled = { entered_by: 'recycle', signals: [] };
    expect([looked(recycled, context, context)[0], looked(recycled)[0]]).toEqual([false, true]);
    expect(looked({ signals: [] }, context, context)[0]).toBe(false);
  });
});

describe('W1 G-4 what is counted of an act', () => {
  const counted = (events: readonly object[], over: Partial<AccountState> = {}) => {
    const draft = draftFrom({ first_touch: null, ...over });
    for (const event of events) draft.emit(event as never);
    const { desk } = besideThen({ desk: { ...emptyDesk, opened_at: start }, mailbox: emptyMailbox }, context);
    countFigures(draft, desk, context);
    return [desk.state.weeks['2026-W17'], desk.state.months['2026-04']];
  };
  const week = (over: object) => ({ mqls: 0, decided: 0, entered: 0, ...over });
  const touch = { signal: sig(world), type: 'E1', at: start, source: 's' };
  const classified = (over: object = {}) => ({
    type: 'classified',
    outcome: 'mql',
    trigger: sig(world),
    first_touch: touch,
    evidence: [],
    obstacles: [],
    ...over,
  });

  test('W1 W2 G-4 a classification that meets the criteria, new where no episode is open', () => {
    const once = { met: 1, overridden: 0 };
    expect(counted([classified()])).toEqual([week({ mqls: 1 }), once]);
    expect(counted([classified({ outcome: 'unchanged' })])).toEqual([undefined, undefined]);
    expect(counted([classified({ outcome: 'stays_prospect', first_touch: null })])).toEqual([undefined, undefined]);
    expect(counted([classified()], { first_touch: touch as never })).toEqual([undefined, once]);
  });

  test('W1 W3 dossiers that were decided, and entries into SQL', () => {
    const dossier = (outcome: string) => ({
      type: 'dossier_scored',
      dossier: { id: 'dos_1', scores: [], count: 0, outcome },
    });
    const moved = (to: string, arrow = 'confirm') => ({
      type: 'moved',
      from: 'MQL',
      to,
      review: 'NONE',
      arrow,
      because: 'b',
      evidence: [],
    });
    const decided = { type: 'sql_decided', decision: 'dispute', dossier: 'dos_1' };
    expect([
      counted([dossier('falls_short')])[0],
      counted([dossier('pending_review')])[0],
      counted([decided])[0],
      counted([moved('SQL')])[0],
      counted([moved('MQL')])[0],
      counted([moved('SQL', 'adopt_sql')])[0],
      counted([{ type: 'account_named', name: 'A' }])[0],
    ]).toEqual([
      week({ decided: 1 }),
      undefined,
      week({ decided: 1 }),
      week({ entered: 1 }),
      undefined,
      undefined,
      undefined,
    ]);
  });
});
