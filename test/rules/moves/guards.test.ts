import { describe, expect, test } from 'vitest';
import { type ArrowId, arrows } from '../../../src/rules/ladder/arrows.ts';
import { roles } from '../../../src/rules/vocabulary/roles.ts';
import { base, now, type Otherwise, proposed, ready, request, said, signals, taking } from '../ladder/taking.ts';

const deal = { briefing_for: null, held_at: '2026-04-10T14:00:00.000Z', proposed_at: '2026-04-11T14:00:00.000Z' };
const highOnes = (count: number) =>
  (base.dossier?.scores ?? []).filter(({ score }) => score === 'CONFIRMED' || score === 'LIKELY').slice(0, count);
const spent = { by: 'fast_track', at: '2026-04-21T15:00:00.000Z', minted: 20 };

const owed = {
  id: 'tsk_1',
  kind: 'look_at_stop',
  role: 'sales.ops',
  clause: '5.6',
  due_at: '2026-04-22T14:00:00.000Z',
  opened_at: '2026-04-22T14:00:00.000Z',
  subject: 'con_1',
} as const;

const over = { as: 'complete', at: '2026-03-23T14:00:00.000Z', because: 'every touch was sent' } as const;
const [first] = ready('archive_silent').enrolments ?? [];
if (!first) throw new Error('nobody was re-engaged');
const { over: _over, ...running } = first;
const reengaged = first;

/** Each guard of each arrow, by the SOP's words. */
const named: Readonly<Record<ArrowId, string>> = {
  mql: 'gates live_signal',
  fast_track: 'gates live_signal fresh_strong_signal',
  auto_sql: 'gates live_signal fresh_briefing_request',
  pending_review: 'dossier_due three_buying_signals',
  falls_short: 'dossier_due gates live_signal',
  falls_short_lapsed: 'dossier_due criteria_lapsed',
  falls_short_recycled: 'dossier_due criteria_lapsed',
  confirm: 'gates live_signal three_buying_signals',
  flag_immediate: 'gates live_signal three_buying_signals',
  dispute: 'gates live_signal',
  dispute_lapsed: 'criteria_lapsed',
  dispute_recycled: 'criteria_lapsed',
  request_to_sql: 'gates live_signal fresh_briefing_request',
  briefing_ready: 'gates',
  assessment_qualified: 'briefing_held assessment_proposed',
  won: '',
  lost: 'reason',
  regress_sql: 'regression_proposed idle_or_lapsed',
  regress_mql: 'idle_or_lapsed',
  recycle: 'cooled_down gates',
  disqualify: 'reason ended_or_competitor',
  disqualify_confirmed: 'disqualification_proposed evidence',
  reinstate: 'reason',
  reopen: 'qualifying_signal',
  reopen_reply: 'answered',
  reopen_saved: 'qualifying_signal',
  archive_silent: 'silence_over',
  withdraw: 'nothing_on_file',
  return_noted: 'withdrawn',
  return_answered: 'withdrawn',
  return_saved: 'withdrawn',
  adopt_mql: 'adoptable',
  adopt_sql: 'adoptable',
  adopt_briefing_ready: 'adoptable',
  adopt_assessment_qualified: 'adoptable',
  adopt_won: 'adoptable',
  adopt_recycled: 'adoptable',
  adopt_disqualified: 'adoptable',
  adopt_archived: 'adoptable',
};

/** Ways in which a guard alone is not met; those that it implies come after it in the table. */
const unmet: Readonly<Record<string, readonly (readonly [string, Otherwise])[]>> = {
  gates: [
    ['no fact is on file', { state: { facts: [] } }],
    [
      'a gate fails',
      { state: { facts: base.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 199 } : each)) } },
    ],
  ],
  live_signal: [
    ['no signal is on file', { state: { signals: [] } }],
    ['all are 181 days old', { state: signals(() => ({ on: '2025-10-23' })) }],
    ['the contact is suppressed', { suppressed: base.contacts.map(({ id }) => id) }],
  ],
  fresh_strong_signal: [
    ['it was spent before', { state: signals(() => ({ spent })) }],
    ['it is 91 days old', { state: signals(() => ({ on: '2026-01-21' })) }],
    ['all are standard', { state: signals(() => ({ type: 'E1' })) }],
  ],
  fresh_briefing_request: [
    ['it was spent before', { state: signals(() => ({ spent })) }],
    ['it is 91 days old', { state: signals(() => ({ on: '2026-01-21' })) }],
    ['it is a reply', { state: signals(({ type }) => (type === 'E4' ? { type: 'E3' } : {})) }],
  ],
  dossier_due: [['no review is open below MQL', { state: { review: 'NONE' } }]],
  three_buying_signals: [
    ['two are high', { state: { dossier: base.dossier && { ...base.dossier, scores: highOnes(2) } } }],
    ['no dossier is on file', { state: { dossier: null } }],
  ],
  criteria_lapsed: [['they hold', { state: { facts: base.facts } }]],
  idle_or_lapsed: [
    ['the criteria hold again', { state: { facts: base.facts } }],
    ['the lapse is not flagged', { state: { flags: [] } }],
    ['idleness is the ground, a day after an act', { step: { idle: { lastAct: null } }, state: { review: 'NONE' } }],
  ],
  regression_proposed: [
    ['none waits', { state: { proposal: null } }],
    ['another waits', { state: { proposal: proposed('disqualify') } }],
  ],
  disqualification_proposed: [
    ['none waits', { state: { proposal: null } }],
    ['another waits', { state: { proposal: proposed('regress') } }],
  ],
  cooled_down: [['a day is left', { state: { cooldown_until: '2026-04-23' } }]],
  briefing_held: [['it was not', { state: { deal: { ...deal, held_at: null } } }]],
  assessment_proposed: [['it was not', { state: { deal: { ...deal, proposed_at: null } } }]],
  reason: [
    ['none is given', { step: { said: { ...said, reason: undefined } } }],
    ['it is empty', { step: { said: { ...said, reason: '' } } }],
  ],
  evidence: [
    ['none is given', { step: { said: { ...said, evidence: undefined } } }],
    ['it is empty', { step: { said: { ...said, evidence: '' } } }],
  ],
  ended_or_competitor: [
    ['no ecosystem motion is for the CRO to confirm', { step: { said: { ...said, trigger: 'no_ecosystem_motion' } } }],
    ['no trigger is given', { step: { said: { ...said, trigger: undefined } } }],
    ['a competitor by hearsay', { step: { said: { ...said, trigger: 'direct_competitor', evidence: undefined } } }],
  ],
  qualifying_signal: [
    ['the move rests on none', { step: { evidence: [] } }],
    ['it does not qualify', { state: signals(() => ({ qualifies: false })) }],
    ['its contact is suppressed', { suppressed: base.contacts.map(({ id }) => id) }],
    ['its contact is nobody here', { state: { contacts: [] } }],
  ],
  answered: [
    ['it rests on another', { step: { evidence: ['rpl_9'] } }],
    ['the reply was an objection', { state: { answered: { con_9: { reply: request, type: 6, at: now } } } }],
  ],
  nothing_on_file: [
    ['save_account named it', { state: { name: 'Acme' } }],
    ['an alias is on file', { state: { aliases: ['acme.io'] } }],
    ['a fact is on file', { state: { facts: base.facts } }],
    ['a note stands', { state: { signals: base.signals } }],
    [
      'save_account spoke of a contact',
      { state: { contacts: base.contacts.map((each) => ({ ...each, saved: true })) } },
    ],
    ['a contact was never noted', { state: { signals: [] } }],
    ['it took another account in', { state: { also: ['acc_2'] } }],
    ['a proposal waits', { state: { proposal: proposed('disqualify') } }],
    ['a dossier is on file', { state: { dossier: base.dossier } }],
    ['the CRO reinstated it', { state: { entered_by: 'reinstate' } }],
    ['save_account brought it back', { state: { entered_by: 'return_saved' } }],
    ['a duty towards a person waits', { state: { tasks: [owed] } }],
  ],
  silence_over: [
    ['a day is left', { now: '2026-04-21T14:00:00.000Z' }],
    ['re-engagement never ran', { state: { enrolments: [] } }],
    ['it was ended before', { state: { enrolments: [{ ...reengaged, over: { ...over, as: 'ended' } }] } }],
    ['a sequence runs', { state: { enrolments: [reengaged, running] } }],
    ['somebody answered', { state: { answered: { con_9: { reply: 'rpl_1', type: 2, at: over.at } } } }],
    ['somebody acted', { state: { signals: base.signals } }],
    ['a proposal waits', { state: { proposal: proposed('regress') } }],
  ],
  withdrawn: [['silence archived it', { state: { entered_by: 'archived' } }]],
  adoptable: [
    ['a qualifying signal is on file', { state: { signals: base.signals } }],
    [
      'it was adopted before',
      { state: { adopted: { by: 'cro', at: '2026-04-21T14:00:00.000Z', stage: 'SQL', file: 'board.csv', row: 2 } } },
    ],
  ],
};

const cases = Object.entries(named).flatMap(([id, list]) =>
  list
    .split(' ')
    .flatMap((guard) => (unmet[guard] ?? []).map(([why, over]) => [id as ArrowId, guard, why, over] as const)),
);

describe('the table is executed', () => {
  test('3.0 each arrow has these guards', () => {
    const table = Object.fromEntries(arrows.map(({ id, guards }) => [id, [...guards].sort().join(' ')]));
    expect(table).toEqual(
      Object.fromEntries(Object.entries(named).map(([id, list]) => [id, list.split(' ').sort().join(' ')])),
    );
  });

  test('3.0 each guard is known to be met and not to be met', () => {
    const asked = new Set(Object.values(named).flatMap((list) => list.split(' ').filter((guard) => guard !== '')));
    expect(Object.keys(unmet).sort()).toEqual([...asked].sort());
  });

  test.each(Object.keys(named))('3.0 %s is taken with its guards met', (id) => {
    const { draft, take } = taking(id as ArrowId);
    take();
    expect(draft.pending).toMatchObject([{ event: { type: 'moved', arrow: id } }]);
  });

  test.each(cases)('3.0 %s: a defect by its guard %s where %s', (id, guard, _, over) => {
    const { draft, take } = taking(id, over);
    expect(take).toThrow(new Error(`the arrow ${id} is barred by its guard ${guard}`));
    expect(draft.pending).toEqual([]);
  });

  test.each(arrows.map((arrow) => [arrow.id, arrow] as const))('3.0 %s is a defect by another role', (id, arrow) => {
    const own: readonly string[] = arrow.roles;
    for (const role of roles) {
      const { draft, take } = taking(id, { role });
      if (own.includes(role)) take();
      else expect(take).toThrow(new Error(`the arrow ${id} is barred by its roles ${own.join(', ')}: this is ${role}`));
      expect(draft.pending).toHaveLength(own.includes(role) ? 1 : 0);
    }
  });

  test.each(arrows.map((arrow) => [arrow.id, arrow.command] as const))(
    '3.0 %s is a defect by another command, and by none',
    (id, own) => {
      for (const command of [...new Set(arrows.map((arrow) => arrow.command))].filter((each) => each !== own)) {
        const { draft, take } = taking(id, { command });
        expect(take).toThrow(new Error(`the arrow ${id} is barred by its command ${own}: this is ${command}`));
        expect(draft.pending).toEqual([]);
      }
      expect(taking(id, { command: null }).take).toThrow(
        `the arrow ${id} is barred by its command ${own}: this is no command`,
      );
    },
  );
});
