import { describe, expect, test } from 'vitest';
import type { AccountState, Contact } from '../../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { type DeskEvent, type DeskState, emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveAccount } from '../../../src/rules/aggregates/evolve-account.ts';
import { evolveDesk } from '../../../src/rules/aggregates/evolve-desk.ts';
import type { Task } from '../../../src/rules/aggregates/task.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import type { AccountDraft, DeskDraft } from '../../../src/rules/command/world.ts';
import { asksToStop } from '../../../src/rules/language/asks-to-stop.ts';
import { answerDuties, closeAnswers, owedAnswers } from '../../../src/rules/tasks/answer-tasks.ts';
import { countMiss, stepsAhead } from '../../../src/rules/tasks/approval-steps.ts';
import { carryLook, carryWithholding, closeLooks, takeWithholdings } from '../../../src/rules/tasks/carry-look.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { closeDeskTasks, openDeskTask } from '../../../src/rules/tasks/desk-tasks.ts';
import { dueAlone, dueFrom, dueSteps, duty } from '../../../src/rules/tasks/duties.ts';
import {
  closeCorrected,
  drawDue,
  evidenceDo,
  evidenceItem,
  findingId,
  judge,
  lapseSamples,
  noteDrawn,
  openSample,
} from '../../../src/rules/tasks/evidence-sample.ts';
import { pipelineReport } from '../../../src/rules/tasks/pipeline-report.ts';
import { closeTasks, openTask, openTasks } from '../../../src/rules/tasks/tasks.ts';
import { acme, acmePending, con, fact, file, save, sig, signal, start } from '../../support/builders.ts';

const world = acmePending();
const base = world.account('acme.com');
const context = world.context('sales.ops');
const [early, late] = ['2026-04-21T13:00:00.000Z', '2026-04-21T15:00:00.000Z'];

function account(over: Partial<AccountState> = {}, id = base.id): AccountDraft {
  const evolve = (state: AccountState | null, event: AccountEvent, at: string) =>
    evolveAccount(state, event, { at, by: 'sales.ops' });
  const before = { ...base, id, tasks: [], ...over };
  return draftOf<AccountState, AccountEvent>({ kind: 'account', stream: `account:${id}`, before, now: start, evolve });
}
function desk(over: Partial<DeskState> = {}): DeskDraft {
  const evolve = (state: DeskState | null, event: DeskEvent, at: string) =>
    evolveDesk(state, event, { at, by: 'sales.ops' });
  return draftOf<DeskState, DeskEvent>({
    kind: 'desk',
    stream: 'desk',
    before: { ...emptyDesk, ...over },
    now: start,
    evolve,
  });
}
const task = (over: Partial<Task> = {}): Task => ({
  id: 'tsk_1',
  kind: 'look_at_stop',
  role: 'sales.ops',
  clause: '5.6',
  opened_at: start,
  due_at: start,
  ...over,
});
const events = ({ pending }: { readonly pending: readonly { readonly event: unknown }[] }) =>
  pending.map(({ event }) => event);
const closed = { closed_at: start };

describe('S-1, S-2 duties of an account', () => {
  const opened = (over: Parameters<typeof openTask>[1], tasks: readonly Task[] = []) => {
    const draft = account({ tasks });
    openTask(draft, over, context);
    return draft;
  };

  test('S-1 a duty is its role’s, due as its clause counts from when it began', () => {
    const draft = opened({ kind: 'classify', from: early });
    expect(draft.pending).toEqual([
      {
        at: early,
        event: {
          type: 'task_opened',
          task: {
            id: expect.stringMatching(/^tsk_/),
            kind: 'classify',
            role: 'sales.ops',
            clause: '4.2',
            due_at: '2026-04-21T21:00:00.000Z',
          },
        },
      },
    ]);
    const due = (over: Parameters<typeof openTask>[1]) => openTasks(opened(over).state)[0];
    expect(due({ kind: 'classify' })?.due_at).toBe('2026-04-22T14:00:00.000Z');
    expect(due({ kind: 'classify', dueAs: 'answer_hot' })?.due_at).toBe('2026-04-21T18:00:00.000Z');
    expect(due({ kind: 'classify', dueAt: late })?.due_at).toBe(late);
    expect(
      due({ kind: 'evidence_sample', subject: 'fct_1', role: 'cro', evidence: { kind: 'fact', by: 'cro' } }),
    ).toMatchObject({
      role: 'cro',
      subject: 'fct_1',
      evidence: { kind: 'fact', by: 'cro' },
    });
  });

  test('S-2 a further one of its kind and subject joins it, and its due time stays the earliest', () => {
    const mine = task({ kind: 'look_at_stop', subject: 'con_1', due_at: late });
    const same = { kind: 'look_at_stop', subject: 'con_1' } as const;
    expect(events(opened({ ...same, dueAt: start }, [mine]))).toEqual([
      { type: 'task_hastened', task: 'tsk_1', due_at: start, because: 'a further signal joined it' },
    ]);
    expect(events(opened({ ...same, dueAt: start, because: 'they asked again' }, [mine]))).toMatchObject([
      { because: 'they asked again' },
    ]);
    expect(events(opened({ ...same, dueAt: late }, [mine]))).toEqual([]);
    expect(events(opened({ ...same, dueAt: late }, [{ ...mine, ...closed }]))).toHaveLength(1);
    expect(events(opened({ ...same, subject: 'con_2', dueAt: start }, [mine]))).toMatchObject([
      { type: 'task_opened' },
    ]);
  });

  test('S-1 duties of the kinds named are closed, with a note where there is one', () => {
    const tasks = [
      task({ kind: 'classify' }),
      task({ id: 'tsk_2', kind: 'dossier' }),
      task({ id: 'tsk_3', kind: 'classify', ...closed }),
    ];
    const draft = account({ tasks });
    closeTasks(draft, ['classify']);
    closeTasks(draft, ['dossier'], { note: 'it is MQL again', reason: 'overtaken' });
    expect(events(draft)).toEqual([
      { type: 'task_closed', task: 'tsk_1' },
      { type: 'task_closed', task: 'tsk_2', note: 'it is MQL again', reason: 'overtaken' },
    ]);
  });

  test('Y3 answers that are owed to a person are closed by a direct mail to them', () => {
    const tasks = [
      ...Object.values(answerDuties).map((kind, n) => task({ id: `tsk_${n}`, kind, subject: 'con_1' })),
      task({ id: 'tsk_8', kind: 'answer_hot', subject: 'con_2' }),
      task({ id: 'tsk_9', kind: 'classify', subject: 'con_1' }),
      task({ id: 'tsk_10', kind: 'answer_hot', subject: 'con_1', ...closed }),
    ];
    const draft = account({ tasks });
    expect(owedAnswers(draft.state, 'con_1').map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `tsk_${n}`));
    closeAnswers(draft, 'con_2');
    expect(events(draft)).toEqual([
      { type: 'task_closed', task: 'tsk_8', note: 'a direct mail to them was sent', reason: 'done' },
    ]);
  });

  test('5.2b S-1 the mail that the cro owes after activation closes its task, and is no answer', () => {
    const tasks = [task({ kind: 'direct_outreach', subject: 'con_1' })];
    const draft = account({ tasks });
    expect(owedAnswers(draft.state, 'con_1')).toEqual([]);
    closeAnswers(draft, 'con_1');
    expect(events(draft)).toEqual([
      { type: 'task_closed', task: 'tsk_1', note: 'a direct mail to them was sent', reason: 'done' },
    ]);
  });
});

describe('A9, Y2 what goes with a person', () => {
  const look = task({ subject: 'con_1', due_at: start });
  const carried = (tasks: readonly Task[], there: readonly Task[], isStopped = false) => {
    const [home, draft] = [account({ tasks }), account({ tasks: there }, 'acc_2')];
    carryLook(home, draft, { from: 'con_1', to: 'con_9' }, isStopped);
    return [events(home), events(draft)];
  };
  const goesOn = { type: 'task_closed', task: 'tsk_1', note: 'it goes on for con_9', reason: 'carried' };

  test('A9 the duty to look at their words goes on there, due as it was', () => {
    expect(carried([task({ subject: 'con_2' }), { ...look, id: 'tsk_5', ...closed }], [])).toEqual([[], []]);
    expect(carried([task({ id: 'tsk_7', subject: 'con_2' }), look], [])).toEqual([
      [goesOn],
      [
        {
          type: 'task_opened',
          task: {
            id: expect.stringMatching(/^tsk_/),
            kind: 'look_at_stop',
            role: 'sales.ops',
            clause: '5.6',
            due_at: start,
            subject: 'con_9',
            carries: 'tsk_1',
          },
        },
      ],
    ]);
    expect(carried([look], [], true)).toEqual([[{ ...goesOn, note: 'the person is suppressed', reason: 'done' }], []]);
  });

  test('A9 it joins the one that stands there, at the earlier due time', () => {
    const there = (due_at: string, subject = 'con_9') => [task({ id: 'tsk_4', subject, due_at })];
    expect(carried([look], there(late))).toEqual([
      [goesOn],
      [{ type: 'task_hastened', task: 'tsk_4', due_at: start, because: 'words of the same person asked before' }],
    ]);
    expect([carried([look], there(start))[1], carried([look], there(early))[1]]).toEqual([[], []]);
    expect(carried([look], there(late, 'con_8'))[1]).toMatchObject([{ type: 'task_opened' }]);
  });

  test('Y2 what withholds a person withholds them there, once', () => {
    const withheld = (...of: readonly (readonly [string, string])[]) => ({
      withheld: of.map(([id, contact]) => ({ id, contact, at: start })),
    });
    const goes = (home: AccountDraft, draft: AccountDraft, to = 'con_9') => {
      carryWithholding(home, draft, { from: 'con_1', to });
      return [events(home), events(draft)];
    };
    const of = withheld(['wth_1', 'con_2'], ['wth_2', 'con_1'], ['wth_3', 'con_1']);
    const [ended, begun] = goes(account(of), account({}, 'acc_2'));
    expect(ended).toEqual([
      { type: 'withholding_ended', withholding: 'wth_2', because: 'it goes on for con_9' },
      { type: 'withholding_ended', withholding: 'wth_3', because: 'it goes on for con_9' },
    ]);
    const once = (contact: string, before: string) => ({
      type: 'contact_withheld',
      withholding: { id: expect.stringMatching(/^wth_/), contact },
      sealed: { person: contact, fields: { words_of: before } },
    });
    expect(begun).toEqual([once('con_9', 'wth_2')]);
    expect(goes(account(of), account(withheld(['wth_9', 'con_9']), 'acc_2'))[1]).toEqual([]);
    expect(goes(account(of), account(withheld(['wth_9', 'con_8']), 'acc_2'))[1]).toHaveLength(1);
    const here = account(of);
    expect(goes(here, here, 'con_1')).toEqual([[], []]);
    expect(goes(account(), account({}, 'acc_2'))).toEqual([[], []]);
    const taking = account();
    takeWithholdings(taking, withheld(['wth_1', 'con_2'], ['wth_2', 'con_1']));
    takeWithholdings(taking, {});
    expect(events(taking)).toEqual([once('con_2', 'wth_1'), once('con_1', 'wth_2')]);
  });

  test('S-1 the look is over once nobody is left to suppress', () => {
    const [ana] = base.contacts as readonly [Contact];
    const contacts = [
      { ...ana, id: 'con_1', erased: true as const },
      { ...ana, id: 'con_2' },
    ];
    const tasks = [
      look,
      task({ id: 'tsk_2', subject: 'con_2' }),
      task({ id: 'tsk_3', kind: 'classify', subject: 'con_1' }),
    ];
    const draft = account({ contacts, tasks });
    closeLooks(draft);
    expect(events(draft)).toEqual([
      { type: 'task_closed', task: 'tsk_1', note: 'the person is erased', reason: 'overtaken' },
    ]);
  });
});

describe('S-7 the evidence sample', () => {
  const [comment] = base.signals;
  const dossier = base.dossier?.id ?? '';

  test('S-7 signals, facts and findings as they stand, each with its filer and where it is looked up', () => {
    expect(evidenceItem(base, comment?.id ?? '')).toEqual({
      kind: 'signal',
      by: 'mining.mind',
      says: 'E1 of 2026-04-20',
      source: 'linkedin export',
      reference: 'linkedin.com/posts/1',
    });
    const [employees] = base.facts;
    expect(evidenceItem(base, employees?.id ?? '')).toEqual({
      kind: 'fact',
      by: 'sales.ops',
      says: 'fact employees = 800 of 2026-04-01',
      source: 'apollo',
      reference: 'profile page',
    });
    expect(evidenceItem(base, findingId(dossier, 'S3', 2))).toEqual({
      kind: 'finding',
      by: 'sales.ops',
      says: 'finding co_sell of 2026-04-01 for S3',
      source: 'annual report',
      reference: 'ref:co_sell',
    });
    const none = [
      'sig_9',
      'fct_99',
      findingId(dossier, 'S3', 9),
      findingId(dossier, 'S4', 1),
      findingId('dos_9', 'S3', 1),
      'x',
    ];
    expect(none.map((id) => evidenceItem(base, id))).toEqual(none.map(() => null));
    expect(evidenceItem({ ...base, dossier: null }, findingId(dossier, 'S3', 1))).toBeNull();
  });

  test('S-7 not what is gone, replaced or derived', () => {
    const of = (over: object) =>
      evidenceItem({ ...base, signals: base.signals.map((each) => ({ ...each, ...over })) }, comment?.id ?? '');
    expect(of({ gone: { why: 'retracted', at: start, because: 'not her' } })).toBeNull();
    expect(of({ rests_on: [comment?.id ?? '', 'sig_1'] })).toBeNull();
    expect(of({ object: undefined })?.reference).toBe('comment');
    expect(of({ object: undefined, interaction: undefined, piece: 'essay' })?.reference).toBe('essay');
    expect(of({ object: undefined, interaction: undefined })?.reference).toBe('');
    const [employees, ...rest] = base.facts;
    const later = (over: object) =>
      evidenceItem(
        { ...base, facts: [...base.facts, { ...rest[0], ...employees, id: 'fct_9', ...over } as never] },
        employees?.id ?? '',
      );
    expect([later({}), later({ as_of: '2026-03-31' })?.kind, later({ fact: 'founded' })?.kind]).toEqual([
      null,
      'fact',
      'fact',
    ]);
    expect(later({ fact: 'founded', as_of: '2026-01-01', corrects: employees?.id })).toBeNull();
    expect(evidenceItem(base, base.facts.at(-1)?.id ?? '')?.kind).toBe('fact');
  });

  test('S-7 drawn each Friday at opening, from the week before; one that had begun asks nothing', () => {
    const draw = (opened_at: string | null, now: string, last?: string) =>
      drawDue(
        { ...emptyDesk, opened_at, recurred: last === undefined ? {} : { evidence_sample: last } },
        { calendar: context.calendar, now },
      );
    const friday = { friday: '2026-04-24', from: '2026-04-17T13:00:00.000Z', until: '2026-04-24T13:00:00.000Z' };
    expect(draw(null, start)).toBeNull();
    expect([draw(start, '2026-04-24T12:59:59.999Z'), draw(start, friday.until)]).toEqual([null, friday]);
    expect(draw(friday.until, '2026-05-01T12:59:59.999Z')).toBeNull();
    expect(draw(friday.until, '2026-05-01T13:00:00.000Z')?.friday).toBe('2026-05-01');
    expect(draw('2026-04-24T12:59:59.999Z', friday.until)?.friday).toBe('2026-04-24');
    expect(draw(null, '2026-06-01T00:00:00.000Z', '2026-04-17')).toEqual(friday);
    expect(draw(start, '2026-05-01T13:00:00.000Z', '2026-04-24')?.friday).toBe('2026-05-01');
    const at = desk();
    noteDrawn(at, friday);
    expect(at.pending).toEqual([
      { event: { type: 'duty_recurred', kind: 'evidence_sample', day: '2026-04-24' }, at: friday.until },
    ]);
    const draft = account({ tasks: [task({ kind: 'evidence_sample' }), task({ id: 'tsk_2' })] });
    lapseSamples(draft, friday);
    expect(draft.pending).toEqual([
      {
        event: {
          type: 'task_closed',
          task: 'tsk_1',
          note: 'nobody looked it up before the next sample was drawn',
          reason: 'overtaken',
        },
        at: friday.until,
      },
    ]);
  });

  test('S-7 a sample is a task with the kind and filer of what was drawn; what is gone is none', () => {
    const draft = account();
    expect([openSample(draft, 'sig_9', start, context), events(draft)]).toEqual([false, []]);
    expect(openSample(draft, comment?.id ?? '', early, context)).toBe(true);
    expect(draft.pending).toMatchObject([
      {
        at: early,
        event: {
          type: 'task_opened',
          task: {
            kind: 'evidence_sample',
            role: 'chief.staff',
            subject: comment?.id,
            evidence: { kind: 'signal', by: 'mining.mind' },
          },
        },
      },
    ]);
  });

  test('S-7 a verdict is counted; what is false goes back to its filer, a fact to who may verify it', () => {
    const judged = (subject: string, evidence: Task['evidence'], verdict: 'held' | 'false' | 'unverifiable') => {
      const [mine, at] = [account(), desk()];
      judge({ account: mine, desk: at }, { subject, ...(evidence ? { evidence } : {}) }, verdict, context);
      const duties = openTasks(mine.state).map(({ kind, role, subject: of }) => [kind, role, of === subject]);
      return [events(at), duties];
    };
    const counted = (kind: string, role: string, verdict: string, of?: string) => [
      { type: 'evidence_judged', day: '2026-04-21', kind, role, verdict, ...(of ? { signal: of } : {}) },
    ];
    const id = comment?.id ?? '';
    const [employees, motion] = base.facts.map((each) => each.id);
    const finding = findingId(dossier, 'S3', 1);
    expect(judged(id, undefined, 'false')).toEqual([[], []]);
    expect(judged(id, { kind: 'signal', by: 'mining.mind' }, 'held')).toEqual([
      counted('signal', 'mining.mind', 'held', 'E1'),
      [],
    ]);
    expect(judged(id, { kind: 'signal', by: 'mining.mind' }, 'unverifiable')[1]).toEqual([]);
    expect(judged(id, { kind: 'signal', by: 'mining.mind' }, 'false')).toEqual([
      counted('signal', 'mining.mind', 'false', 'E1'),
      [['retract_false_signal', 'mining.mind', true]],
    ]);
    expect(judged('sig_9', { kind: 'signal', by: 'mining.mind' }, 'false')).toEqual([
      counted('signal', 'mining.mind', 'false'),
      [],
    ]);
    expect(judged(finding, { kind: 'finding', by: 'sales.ops' }, 'false')).toEqual([
      counted('finding', 'sales.ops', 'false', 'S3'),
      [['correct_false_finding', 'sales.ops', true]],
    ]);
    expect(judged(motion ?? '', { kind: 'fact', by: 'category.positioning' }, 'false')).toEqual([
      counted('fact', 'category.positioning', 'false'),
      [
        [
          'correct_false_fact',
          context.policy.gates
            .find(({ fact: of }) => of === 'has_ecosystem_motion')
            ?.verified_by.includes('category.positioning')
            ? 'category.positioning'
            : 'sales.ops',
          true,
        ],
      ],
    ]);
    expect(judged(employees ?? '', { kind: 'fact', by: 'cro' }, 'false')[1]).toEqual([
      ['correct_false_fact', 'sales.ops', true],
    ]);
  });

  test('S-7 the duty to correct is over once what was false stands no more', () => {
    const duties = (subject: string) =>
      ['correct_false_finding', 'correct_false_fact', 'retract_false_signal', 'classify'].map((kind, n) =>
        task({ id: `tsk_${n}`, kind, subject }),
      );
    const closedOf = (tasks: readonly Task[]) => {
      const draft = account({ tasks });
      closeCorrected(draft);
      return draft.pending.map(({ event }) => [(event as { task: string }).task, (event as { note: string }).note]);
    };
    const note = 'what was found false stands no more';
    expect(closedOf(duties(comment?.id ?? ''))).toEqual([]);
    expect(closedOf(duties('sig_99'))).toEqual([
      ['tsk_0', note],
      ['tsk_1', note],
      ['tsk_2', note],
    ]);
  });

  test('S-7 what the task asks for quotes others, bounded', () => {
    const item = {
      kind: 'fact',
      by: 'cro',
      says: 'fact a = 1 of b',
      source: ' an "odd"\n\u0007source ',
      reference: '',
    } as const;
    const what = duty('evidence_sample', context).do;
    expect(evidenceDo(item, context)).toBe(`${what}: fact a = 1 of b, from "an odd source"`);
    expect(evidenceDo({ ...item, reference: 'x'.repeat(90) }, context)).toBe(
      `${what}: fact a = 1 of b, from "an odd source", "${'x'.repeat(90)}"`,
    );
    expect(evidenceDo({ ...item, reference: 'x'.repeat(91) }, context)).toMatch(/"x{87}\.\.\."$/);
  });
});

describe('T2 to T4 when a duty is due', () => {
  test('T2, T3, T4 in business days, on the same day, in hours', () => {
    const due = (kind: string, from = start) => dueFrom(duty(kind, context), from, context);
    expect([due('classify'), due('answer_briefing_request'), due('answer_hot')]).toEqual([
      '2026-04-22T14:00:00.000Z',
      '2026-04-21T21:00:00.000Z',
      '2026-04-21T18:00:00.000Z',
    ]);
    expect(duty('daily_check_in', context).role).toBe('cro');
    expect(() => duty('nothing_known', context)).toThrow('the policy names no duty nothing_known');
    expect(duty('dossier', context).do).toBe('score S1 to S4 with dated findings');
    expect(duty('classify', context)).toBe(context.policy.duties.classify);
  });

  test('T1, T2 how a due time came about, and what it says of a year without a list', () => {
    const steps = (kind: string, opened_at: string, due_at: string) =>
      dueSteps(task({ kind, opened_at, due_at }), context).map(({ note }) => note);
    expect(steps('classify', start, '2026-04-22T14:00:00.000Z').length).toBeGreaterThan(0);
    expect(steps('classify', start, '2026-04-22T14:00:00.000Z').join()).not.toContain('brought forward');
    expect(steps('answer_briefing_request', start, '2026-04-21T21:00:00.000Z')).toEqual([
      'same day: the close of the business day',
    ]);
    expect(steps('classify', start, '2026-04-21T21:00:00.000Z')).toEqual(['same day: the close of the business day']);
    expect(steps('answer_hot', start, '2026-04-21T18:00:00.000Z')).toEqual(['4 elapsed hours']);
    expect(steps('classify', start, '2026-04-21T18:00:00.000Z')).toEqual([
      'brought forward when a further signal joined it',
    ]);
    const far = '2041-04-22T14:00:00.000Z';
    const alone = (kind: string, opened_at = far, due_at = far) => dueAlone(task({ kind, opened_at, due_at }), context);
    expect([alone('classify', start, start), alone('answer_hot')]).toEqual([null, null]);
    expect(alone('classify')).toContain('2041');
    const same = steps('answer_briefing_request', far, context.calendar.endOfSameDay(far));
    expect(same).toEqual([`same day: the close of the business day; ${alone('answer_briefing_request')}`]);
  });
});

describe('S-1, S-3, S-4 duties of no account', () => {
  test('S-2 one open duty of a kind and subject; the look at an overdue step is over with it', () => {
    const at = desk({ tasks: [task({ kind: 'capacity_review', subject: 'cmo' })] });
    openDeskTask(at, { kind: 'capacity_review', subject: 'cmo' }, context);
    expect(events(at)).toEqual([]);
    openDeskTask(at, { kind: 'capacity_review', subject: 'cro', from: early, role: 'cro' }, context);
    openDeskTask(at, { kind: 'gate_calibration', subject: 'cmo' }, context);
    openDeskTask(at, { kind: 'gate_calibration' }, context);
    expect(
      at.state.tasks
        .slice(1)
        .map(({ id, kind, subject, role, due_at }) => [id.startsWith('tsk_'), kind, subject, role, due_at]),
    ).toEqual([
      [true, 'capacity_review', 'cro', 'cro', '2026-04-27T21:00:00.000Z'],
      [true, 'gate_calibration', 'cmo', 'chief.staff', '2026-04-28T14:00:00.000Z'],
      [true, 'gate_calibration', undefined, 'chief.staff', '2026-04-28T14:00:00.000Z'],
    ]);
    const shut = desk({ tasks: [task({ kind: 'capacity_review', subject: 'cmo', ...closed })] });
    openDeskTask(shut, { kind: 'capacity_review', subject: 'cmo' }, context);
    expect(events(shut)).toHaveLength(1);
    const steps = desk({
      tasks: [
        task({ kind: 'load_template', subject: 'n1' }),
        task({ id: 'tsk_2', kind: 'escalated_step', subject: 'tsk_1' }),
        task({ id: 'tsk_3', kind: 'load_template', subject: 'n2' }),
        task({ id: 'tsk_4', kind: 'start_sequence', subject: 'n1' }),
        task({ id: 'tsk_5', kind: 'load_template', subject: 'n1', ...closed }),
      ],
    });
    closeDeskTasks(steps, { kinds: ['load_template'], subject: 'n1' });
    closeDeskTasks(steps, { kinds: ['start_sequence'], subject: 'n1', note: 'it was withdrawn', reason: 'done' });
    expect(events(steps)).toEqual([
      { type: 'task_closed', task: 'tsk_1' },
      { type: 'task_closed', task: 'tsk_2', note: 'the step is closed', reason: 'overtaken' },
      { type: 'task_closed', task: 'tsk_4', note: 'it was withdrawn', reason: 'done' },
    ]);
  });

  test('S-3 an approval step is missed at its due time, and escalates at the later of that and its hours', () => {
    const ahead = (...tasks: readonly Task[]) => stepsAhead({ tasks }, context).map(({ kind, at }) => [kind, at]);
    const hours = '2026-04-23T14:00:00.000Z';
    const step = (over: Partial<Task>) => task({ kind: 'cro_template_review', ...over });
    expect(ahead(step({ due_at: late }))).toEqual([
      ['missed', late],
      ['escalated', hours],
    ]);
    expect(ahead(step({ due_at: '2026-04-24T14:00:00.000Z' }))[1]).toEqual(['escalated', '2026-04-24T14:00:00.000Z']);
    expect(ahead(step({ due_at: late, missed: true as never }))).toEqual([['escalated', hours]]);
    expect(ahead(step({ due_at: late, escalated: true as never }))).toEqual([['missed', late]]);
    expect(ahead(step(closed), task({ kind: 'classify' }))).toEqual([]);
  });

  test('S-4 three of one role within thirty days open a capacity review', () => {
    const missed = (role: 'cmo' | 'cro', day: string) => ({ role, at: `2026-${day}T16:00:00.000Z` });
    const review = (...of: readonly ReturnType<typeof missed>[]) => {
      const at = desk({ missed: of });
      countMiss(at, 'cmo', start, context);
      return at.state.tasks.map(({ kind, subject, opened_at }) => [kind, subject, opened_at]);
    };
    expect(review(missed('cmo', '03-22'), missed('cmo', '04-01'))).toEqual([['capacity_review', 'cmo', start]]);
    expect(review(missed('cmo', '03-21'), missed('cmo', '04-01'))).toEqual([]);
    expect(review(missed('cro', '03-22'), missed('cmo', '04-01'))).toEqual([]);
  });

  test('S-1 a report closes its duty and no other', () => {
    const at = acme();
    at.desk = {
      ...at.desk,
      tasks: [
        task({ kind: 'weekly_close' }),
        task({ id: 'tsk_2', kind: 'daily_check_in' }),
        task({ id: 'tsk_3', kind: 'weekly_close', ...closed }),
      ],
    };
    const done = at.run('cro', pipelineReport, { kind: 'weekly_close' });
    expect([done.outcome, done.summary, done.checks, done.extra]).toEqual([
      'done',
      'The duty is closed by its report.',
      [],
      {},
    ]);
    expect(at.desk.tasks.map(({ id, closed_at }) => [id, closed_at])).toEqual([
      ['tsk_1', start],
      ['tsk_2', undefined],
      ['tsk_3', start],
    ]);
  });
});

describe('A9 the CRO overrules words that ask to stop', () => {
  const asked = () => {
    const at = acme();
    file(at, signal.E3({ quote: 'Please stop emailing me.' }));
    return { at, id: at.account('acme.com').tasks.find(({ kind }) => kind === 'look_at_stop')?.id ?? '' };
  };

  test('A9 quoting them and saying in enough letters why they do not', () => {
    const { at, id } = asked();
    const least = context.policy.stopping.why_letters.value;
    const close = (note: string, role: 'cro' | 'sales.ops' = 'cro') => {
      const answer = at.try(role, completeTask, { task: ` ${id} `, note });
      return 'refused' in answer ? answer.code : answer.outcome;
    };
    const words = asksToStop('Please stop emailing me.', context.policy.stopping) ?? '';
    expect(close(`${words} ${'x'.repeat(least - 1)}`)).toBe('INVALID_INPUT');
    expect(close('x'.repeat(least + 20))).toBe('INVALID_INPUT');
    expect(close('"Löschen Sie bitte meine Adresse"')).toBe('INVALID_INPUT');
    expect(close(`${words} ${'x'.repeat(least)}`, 'sales.ops')).toBe('RULE_REFUSED');
    const refusal = at.refused('cro', completeTask, { task: id, note: words });
    expect(refusal.found).toMatch(/^`note` is/);
    expect(refusal.next).toContain(`at least ${least} letters`);
    expect(close(`${words} ${'x'.repeat(least)}`)).toBe('done');
    expect(con(at)).toMatch(/^con_/);
  });

  test('S-1, S-7 a verdict is for samples alone', () => {
    const { at, id } = asked();
    expect(
      at.refused('cro', completeTask, { task: id, note: `stop emailing me ${'x'.repeat(200)}`, verdict: 'held' }).found,
    ).toMatch(/^`verdict`/);
    save(at, [fact('employees', 900, { as_of: '2026-04-20' })]);
    expect(sig(at)).toMatch(/^sig_/);
  });
});
