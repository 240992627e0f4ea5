import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { type ArrowId, arrows } from '../../../src/rules/ladder/arrows.ts';
import { moveInTime } from '../../../src/rules/moves/move.ts';
import { idAt } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';
import { base, now, type Otherwise, request, said, signals, step, taking } from '../ladder/taking.ts';

const competing = (state: Partial<AccountState>): Otherwise => ({
  state,
  step: { said: { ...said, trigger: 'direct_competitor', evidence: undefined } },
});
const answering = (type: number): Otherwise => ({
  state: { answered: { con_9: { reply: 'rpl_1', type: 6, at: now }, con_8: { reply: request, type, at: now } } },
});
const hollow = ({ type }: AccountState['signals'][number]): object =>
  type === 'E4' ? { gone: { why: 'retracted', at: now, because: 'a slip' } } : { qualifies: false };
const adoptedOn = (day: string): Otherwise => ({
  state: { adopted: { by: 'cro', at: `${day}T14:00:00.000Z`, stage: 'MQL', file: 'board.csv', row: 2 } },
});
const [person] = base.contacts;
if (!person) throw new Error('nobody is on file');
const twoPeople: Otherwise = {
  state: {
    contacts: ['con_7', 'con_8'].map((id) => ({ ...person, id: idAt(id), email: `${id}@acme.com` })),
    ...signals(() => ({ contact: idAt('con_8') })),
  },
};

describe('both sides of a guard', () => {
  const taken = (id: ArrowId, over: Otherwise): boolean => {
    const { draft, take } = taking(id, over);
    try {
      take();
    } catch {
      return false;
    }
    return draft.pending.length === 1;
  };
  const idle = { step: { idle: { lastAct: null } } };

  test.each<[string, boolean, ArrowId, Otherwise]>([
    ['L2 a strong signal of 90 days', true, 'fast_track', { state: signals(() => ({ on: '2026-01-22' })) }],
    ['L2 a live signal of 180 days', true, 'mql', { state: signals(() => ({ on: '2025-10-24' })) }],
    ['L4 the dossier of an MQL without review', true, 'pending_review', { state: { stage: 'MQL', review: 'NONE' } }],
    ['L9 an SQL idle for 29 days', false, 'regress_sql', { ...idle, now: '2026-05-20T14:00:00.000Z' }],
    ['L9 an SQL idle for 30 days', true, 'regress_sql', { ...idle, now: '2026-05-21T14:00:00.000Z' }],
    [
      'L9 an MQL idle for 89 days',
      false,
      'regress_mql',
      { ...idle, state: { review: 'NONE' }, now: '2026-07-19T14:00:00.000Z' },
    ],
    [
      'L9 an MQL idle for 90 days',
      true,
      'regress_mql',
      { ...idle, state: { review: 'NONE' }, now: '2026-07-20T14:00:00.000Z' },
    ],
    [
      'L9 an idle MQL under review',
      false,
      'regress_mql',
      { ...idle, state: { review: 'DOSSIER_DUE' }, now: '2026-07-20T14:00:00.000Z' },
    ],
    ['L14 an MQL under review whose criteria lapsed', true, 'regress_mql', { state: { review: 'DOSSIER_DUE' } }],
    ['L10 a cool-down that never was', true, 'recycle', { state: { cooldown_until: null } }],
    [
      'L11 a competitor with evidence',
      true,
      'disqualify',
      { step: { said: { ...said, trigger: 'direct_competitor' } } },
    ],
    [
      'L11 a company that ended, without evidence',
      true,
      'disqualify',
      { step: { said: { ...said, evidence: undefined } } },
    ],
    ['L12 a signal of somebody who counts', true, 'reopen', { step: { evidence: [request] } }],
    ['L11 a listed competitor, without evidence', true, 'disqualify', competing({ domain: 'crossbeam.com' })],
    ['L11 a listed competitor by its alias', true, 'disqualify', competing({ aliases: ['acme.io', 'reveal.co'] })],
    ['L11 a company that no list names, without evidence', false, 'disqualify', competing({ aliases: ['acme.io'] })],
    ['L12 a reply of type 4 beside an objection', true, 'reopen_reply', answering(4)],
    ['L12 a reply of type 5 beside an objection', false, 'reopen_reply', answering(5)],
    ['C5 the instant at which silence is over', true, 'archive_silent', { now: '2026-04-22T04:00:00.000Z' }],
    ['C5 a millisecond before', false, 'archive_silent', { now: '2026-04-22T03:59:59.999Z' }],
    ['A12 signals that do not qualify, or are gone', true, 'adopt_mql', { state: signals(hollow) }],
    [
      'A12 one that qualifies among others',
      false,
      'adopt_mql',
      { state: signals((each) => (each.type === 'E4' ? {} : hollow(each))) },
    ],
    ['A12 L14 adopted 29 days ago, lapsed', false, 'regress_mql', adoptedOn('2026-03-24')],
    ['A12 L14 adopted 30 days ago, lapsed', true, 'regress_mql', adoptedOn('2026-03-23')],
    [
      'L12 a signal of somebody suppressed beside one who counts',
      false,
      'reopen',
      { ...twoPeople, suppressed: [idAt('con_8')] },
    ],
    [
      'L12 a signal of somebody who counts beside one suppressed',
      true,
      'reopen',
      { ...twoPeople, suppressed: [idAt('con_7')] },
    ],
  ])('%s: %s', (_, may, id, over) => {
    expect(taken(id, over)).toBe(may);
  });

  test('L2 L9 L10 a loss, and a regression for idleness, spend what is on file; nothing else does', () => {
    const spending = arrows.flatMap(({ id }) => {
      const { draft, take } = taking(id);
      take();
      return draft.pending.some(({ event }) => event.type === 'moved' && event.spends) ? [id] : [];
    });
    expect(spending).toEqual(['lost']);
    const lastAct = '2026-04-21T14:00:00.000Z';
    const moved = (id: ArrowId, state: Partial<AccountState> = {}) => {
      const { draft, take } = taking(id, { state, step: { idle: { lastAct } }, now: '2026-09-01T14:00:00.000Z' });
      take();
      return draft.pending.at(-1)?.event;
    };
    expect(moved('regress_sql')).toMatchObject({ spends: true });
    expect(moved('regress_sql')).not.toHaveProperty('floor');
    expect(moved('regress_mql', { review: 'NONE' })).toMatchObject({ spends: true, floor: lastAct });
  });

  test('3.0 an arrow that does not start here is a defect, and so is one that time does not take', () => {
    const { draft, take } = taking('won', { state: { stage: 'SQL', review: 'NONE' } });
    expect(take).toThrow(new Error('no arrow won from SQL/NONE'));
    const late = taking('archive_silent', { state: { stage: 'WON', review: 'NONE' } });
    expect(late.take).toThrow(new Error('no arrow archive_silent from WON/NONE'));
    const { draft: own } = taking('won');
    const context = new TestWorld(now).context('cro', null);
    expect(() => moveInTime(own, { arrow: 'won', ...step }, { suppressed: new Set(), context, at: now })).toThrow(
      new Error('the arrow won is barred by its command advance_deal: this is time'),
    );
    expect([...draft.pending, ...late.draft.pending, ...own.pending]).toEqual([]);
  });

  test('L2 what the same command spends may open its own move', () => {
    const { draft, take } = taking('auto_sql');
    draft.emit({
      type: 'classified',
      outcome: 'auto_sql',
      trigger: request,
      first_touch: null,
      evidence: [],
      obstacles: [],
      weighs: [request],
      spends: [request],
    });
    expect(draft.state.signals.find(({ id }) => id === request)?.spent).toBeDefined();
    take();
    expect(draft.state.stage).toBe('SQL');
  });

  test('L9 the proposal that the same command confirms is one that waited', () => {
    const { draft, take } = taking('regress_sql');
    draft.emit({ type: 'change_decided', change: 'regress', decision: 'confirmed' });
    expect(draft.state.proposal).toBeNull();
    take();
    expect(draft.state.stage).toBe('MQL');
  });
});
