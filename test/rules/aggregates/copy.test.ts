import { describe, expect, test } from 'vitest';
import { type CopyEvent, type CopyState, emptyCopy, hundredths } from '../../../src/rules/aggregates/copy.ts';
import { evolveCopy } from '../../../src/rules/aggregates/evolve-copy.ts';
import { evolveLists } from '../../../src/rules/aggregates/evolve-lists.ts';
import { evolvePolicyChanges } from '../../../src/rules/aggregates/evolve-policy-changes.ts';
import type {
  PolicyChange,
  PolicyChangeEvent,
  PolicyChangesState,
} from '../../../src/rules/aggregates/policy-change.ts';
import { evolvePiece } from '../../../src/rules/aggregates/published-piece.ts';
import type { ListEvent, ListsState } from '../../../src/rules/aggregates/recipient-list.ts';
import {
  evolvePerson,
  isSuppressed,
  type PersonEvent,
  type PersonState,
} from '../../../src/rules/aggregates/suppressed-person.ts';
import {
  evolveWaiting,
  type WaitingEvent,
  type WaitingState,
  waitingNotes,
} from '../../../src/rules/aggregates/unmatched-person.ts';

const at = '2026-04-21T14:00:00.000Z';
const by = 'cmo' as const;

describe('copy', () => {
  const fold = (events: readonly CopyEvent[], from: CopyState | null = null, principal?: string) =>
    events.reduce<CopyState | null>(
      (state, event) => evolveCopy(state, event, { at, by, ...(principal === undefined ? {} : { principal }) }),
      from,
    ) ?? emptyCopy;
  const request = { id: 'req_1', sequence: 'nurture', touch: 1, purpose: 'p', estimate_hours: 1 };
  const version = (n: number, over: object = {}) => ({
    id: `nurture_1_v${n}`,
    key: 'nurture_1',
    version: n,
    sequence: 'nurture',
    touch: 1,
    request: `req_${n}`,
    hash: `h${n}`,
    ...over,
  });
  const words = { subject: 's', body: 'b', slots: [] };
  const drafted = (n: number, booked?: { week: string; hours: number }): CopyEvent => ({
    type: 'template_drafted',
    template: { ...version(n), ...words },
    ...(booked ? { booked } : {}),
  });
  const held = (n: number, over: object = {}) => ({
    ...version(n),
    state: 'draft',
    since: at,
    writers: [],
    approvals: [],
    ...over,
  });
  const keyOf = (state: CopyState) => state.keys.nurture_1;

  test('5.1c a request is numbered and queued, and a draft takes it off the order', () => {
    const two = fold([
      { type: 'template_requested', request },
      { type: 'template_requested', request: { ...request, id: 'req_2' } },
      { type: 'requests_ordered', order: ['req_2', 'req_1'] },
    ]);
    expect(two).toEqual({
      ...emptyCopy,
      requested: 2,
      requests: [
        { ...request, by, at },
        { ...request, id: 'req_2', by, at },
      ],
      order: ['req_2', 'req_1'],
    });
    const begun = fold([drafted(1, { week: '2026-W17', hours: 1.25 })], two, 'p-1');
    expect(begun).toEqual({
      ...two,
      requests: [{ ...request, by, at, template: 'nurture_1_v1' }, two.requests[1]],
      order: ['req_2'],
      booked: { '2026-W17': 1.25 },
      keys: {
        nurture_1: {
          last: 1,
          held: [held(1, { writers: ['p-1'] })],
          ended: {},
          wrote: [{ principal: 'p-1', request: 'req_1', hash: 'h1' }],
        },
      },
    });
    const anew = fold([drafted(1)], begun, 'p-2');
    expect([keyOf(anew)?.held, anew.booked]).toEqual([[held(1, { writers: ['p-1', 'p-2'] })], { '2026-W17': 1.25 }]);
  });

  test('5.4d a version goes through review to live, its writers and approvals with it', () => {
    const submitted = fold(
      [{ type: 'template_submitted', template: 'nurture_1_v1', hash: 'h1', state: 'cmo_review' }],
      fold(
        [
          { type: 'template_requested', request },
          drafted(1),
          { type: 'template_requested', request: { ...request, id: 'req_2' } },
          drafted(2),
        ],
        null,
        'p-1',
      ),
      'p-2',
    );
    expect(keyOf(submitted)?.held).toEqual([
      held(1, { state: 'cmo_review', writers: ['p-1', 'p-2'] }),
      held(2, { writers: ['p-1'] }),
    ]);
    const again = fold(
      [{ type: 'template_submitted', template: 'nurture_1_v1', hash: 'h1', state: 'cmo_review' }],
      submitted,
      'p-2',
    );
    expect(keyOf(again)?.held[0]?.writers).toEqual(['p-1', 'p-2']);
    const review = (state: 'cro_review' | 'approved' | 'rejected'): CopyEvent => ({
      type: 'template_reviewed',
      template: 'nurture_1_v1',
      hash: 'h1',
      decision: state === 'rejected' ? 'reject' : 'approve',
      state,
    });
    const half = fold([review('cro_review')], submitted, 'p-3');
    expect([keyOf(half)?.held[0]?.state, keyOf(half)?.held[0]?.approvals, half.requests.length]).toEqual([
      'cro_review',
      [{ role: by, hash: 'h1', at, principal: 'p-3' }],
      2,
    ]);
    const whole = fold([review('approved')], half);
    expect([
      keyOf(whole)?.held[0]?.state,
      keyOf(whole)?.held[0]?.approvals.at(-1),
      whole.requests.map(({ id }) => id),
    ]).toEqual(['approved', { role: by, hash: 'h1', at }, ['req_2']]);
    expect(
      keyOf(fold([{ type: 'template_loaded', template: 'nurture_1_v1', hash: 'h1' }], whole))?.held.map(
        ({ state }) => state,
      ),
    ).toEqual(['live', 'draft']);
    const rejected = fold([review('rejected')], submitted);
    expect(rejected.requests.map((each) => [each.id, each.rejected])).toEqual([
      ['req_1', { nurture_1_v1: 'h1' }],
      ['req_2', undefined],
    ]);
    expect([keyOf(rejected)?.held.map(({ id }) => id), keyOf(rejected)?.ended, keyOf(rejected)?.last]).toEqual([
      ['nurture_1_v2'],
      { nurture_1_v1: 'rejected' },
      2,
    ]);
  });

  test('I1 a flag holds its version until it is resolved, and goes with it where it retires', () => {
    const flag = {
      id: 'flg_1',
      template: 'nurture_1_v1',
      kind: 'brand_voice' as const,
      why: 'w',
      until: at,
      was: 'live' as const,
    };
    const flagged = fold([drafted(1), drafted(2), { type: 'content_flagged', flag }]);
    expect([keyOf(flagged)?.held.map(({ state }) => state), flagged.flags, flagged.flagged]).toEqual([
      ['paused', 'draft'],
      [{ ...flag, by, at }],
      1,
    ]);
    const two = fold([{ type: 'content_flagged', flag: { ...flag, id: 'flg_2', template: 'nurture_1_v2' } }], flagged);
    const mended = fold(
      [{ type: 'correction_proposed', flag: 'flg_1', template: 'nurture_1_v1', resolution: 'r' }],
      two,
      'p-1',
    );
    expect([mended.flagged, mended.flags]).toEqual([
      2,
      [
        { ...flag, by, at, proposal: { resolution: 'r', at, proposers: ['p-1'] } },
        { ...flag, id: 'flg_2', template: 'nurture_1_v2', by, at },
      ],
    ]);
    const resolved = (state: 'live' | 'retired') =>
      fold(
        [
          {
            type: 'flag_resolved',
            flag: 'flg_1',
            template: 'nurture_1_v1',
            decision: 'approve',
            state,
            resolution: 'r',
          },
        ],
        mended,
      );
    expect([keyOf(resolved('live'))?.held[0]?.state, resolved('live').flags?.map(({ id }) => id)]).toEqual([
      'live',
      ['flg_2'],
    ]);
    expect([keyOf(resolved('retired'))?.ended, resolved('retired').flags?.length]).toEqual([
      { nurture_1_v1: 'superseded' },
      1,
    ]);
    const retired = fold([{ type: 'template_retired', template: 'nurture_1_v1', because: 'b' }], mended);
    expect([keyOf(retired)?.ended, retired.flags?.map(({ id }) => id)]).toEqual([
      { nurture_1_v1: 'superseded' },
      ['flg_2'],
    ]);
    const plain = fold([{ type: 'template_retired', template: 'nurture_1_v1', because: 'b' }], fold([drafted(1)]));
    expect('flags' in plain).toBe(false);
  });

  test('5.1c hours are kept to the hundredth, of the newest eight weeks; of ended versions the newest fifty are known', () => {
    expect([hundredths(0.1 + 0.2), hundredths(1.005), hundredths(2)]).toEqual([0.3, 1, 2]);
    const weeks = Array.from({ length: 9 }, (_, n) => `2026-W${10 + n}`);
    const booked = fold([...weeks.toReversed(), '2026-W18'].map((week, n) => drafted(n + 1, { week, hours: 0.1 })));
    expect(booked.booked).toEqual(
      Object.fromEntries(weeks.slice(1).map((week) => [week, week === '2026-W18' ? 0.2 : 0.1])),
    );
    const many = fold(
      Array.from({ length: 51 }, (_, n) => n + 1).flatMap((n): CopyEvent[] => [
        drafted(n),
        { type: 'template_retired', template: `nurture_1_v${n}`, because: 'b' },
      ]),
    );
    expect([Object.keys(keyOf(many)?.ended ?? {}).length, keyOf(many)?.ended.nurture_1_v1, keyOf(many)?.last]).toEqual([
      50,
      undefined,
      51,
    ]);
  });
});

describe('Q5 recipient lists', () => {
  const fold = (events: readonly ListEvent[], from: ListsState | null = null, principal?: string) =>
    events.reduce<ListsState | null>(
      (state, event) => evolveLists(state, event, { at, by, ...(principal === undefined ? {} : { principal }) }),
      from,
    );
  const list = (n: number) =>
    ({
      id: `lst_copy_${n}`,
      sequence: 'nurture',
      recipients: [{ contact: 'con_1' }, { contact: 'con_2' }],
    }) as unknown as Extract<ListEvent, { type: 'recipients_proposed' }>['list'];

  test('5.4c a list is proposed, approved without whom was dropped, and ends one way', () => {
    const two = fold(
      [
        { type: 'recipients_proposed', list: list(1) },
        { type: 'recipients_proposed', list: list(2) },
      ],
      null,
      'p-1',
    );
    expect(two).toMatchObject({
      proposed: 2,
      open: [
        { ...list(1), state: 'proposed', by, proposed_at: at, principal: 'p-1' },
        { ...list(2), state: 'proposed', principal: 'p-1' },
      ],
      ended: {},
    });
    const reviewed = (over: object): ListEvent =>
      ({ type: 'recipients_reviewed', list: 'lst_copy_1', decision: 'approve', dropped: [], ...over }) as ListEvent;
    const until = '2026-05-21T14:00:00.000Z';
    const approved = fold([reviewed({ dropped: ['con_1'], until })], two, 'p-2');
    expect(approved?.open).toMatchObject([
      {
        id: 'lst_copy_1',
        state: 'approved',
        recipients: [{ contact: 'con_2' }],
        approved: { at, until, principal: 'p-2' },
      },
      { id: 'lst_copy_2', state: 'proposed', recipients: [{ contact: 'con_1' }, { contact: 'con_2' }] },
    ]);
    const bare = fold([reviewed({})], two)?.open[0]?.approved;
    expect(bare).toStrictEqual({ at, until: at });
    for (const [event, how] of [
      [reviewed({ decision: 'reject' }), 'rejected'],
      [{ type: 'sequence_started', list: 'lst_copy_1' }, 'started'],
      [{ type: 'list_lapsed', list: 'lst_copy_1' }, 'lapsed'],
    ] as const) {
      const ended = fold([event as ListEvent], two);
      expect([ended?.open.map(({ id }) => id), ended?.ended, ended?.proposed]).toEqual([
        ['lst_copy_2'],
        { lst_copy_1: how },
        2,
      ]);
    }
    const proposedAlone = fold([{ type: 'recipients_proposed', list: list(3) }]);
    expect(proposedAlone?.open[0]).not.toHaveProperty('principal');
    const many = fold(
      Array.from({ length: 101 }, (_, n) => ({ type: 'list_lapsed', list: `lst_copy_${n}` }) as ListEvent),
    );
    expect([Object.keys(many?.ended ?? {}).length, many?.ended.lst_copy_0]).toEqual([100, undefined]);
  });
});

describe('P2 changes of the policy', () => {
  const fold = (events: readonly PolicyChangeEvent[], from: PolicyChangesState | null = null, principal?: string) => {
    const stamp = { at, by: 'cro' as const, ...(principal === undefined ? {} : { principal }) };
    return events.reduce<PolicyChangesState | null>((state, event) => evolvePolicyChanges(state, event, stamp), from);
  };
  const change = (n: number) => ({ id: `chg_policy_${n}`, version: `v+c${n}` }) as PolicyChange;

  test('P2 proposed, ratified or ended, in force, and the accounts looked at anew', () => {
    const two = fold(
      [1, 2, 3].map((n) => ({ type: 'policy_change_proposed', change: change(n) })),
      null,
      'p-1',
    );
    expect([two?.proposed, two?.open]).toEqual([
      3,
      [1, 2, 3].map((n) => ({ ...change(n), by: 'cro', at, principal: 'p-1' })),
    ]);
    const effective_at = '2026-05-01T00:00:00.000Z';
    const ratified = fold(
      [
        { type: 'policy_change_ratified', change: 'chg_policy_1', effective_at },
        { type: 'policy_change_ratified', change: 'chg_policy_2', effective_at },
        { type: 'policy_change_rejected', change: 'chg_policy_3', how: 'withdrawn', reason: 'r' },
      ],
      two,
    );
    expect([
      ratified?.open,
      ratified?.ended,
      ratified?.ratified.map(({ id, effective_at: from, ratified: who }) => [id, from, who]),
    ]).toEqual([
      [],
      { chg_policy_3: 'withdrawn' },
      [1, 2].map((n) => [`chg_policy_${n}`, effective_at, { by: 'cro', at }]),
    ]);
    const first = fold([{ type: 'policy_change_took_effect', change: 'chg_policy_1' }], ratified);
    expect([first?.ratified.map(({ took_effect }) => took_effect), first?.look]).toEqual([
      [true, undefined],
      { changes: ['chg_policy_1'], at, kind: 0, after: '', lapsed: 0 },
    ]);
    const looking = fold([{ type: 'accounts_looked_at', kind: 2, after: 'acme.com', lapsed: 4 }], first);
    expect(looking?.look).toEqual({ changes: ['chg_policy_1'], at, kind: 2, after: 'acme.com', lapsed: 4 });
    const second = fold([{ type: 'policy_change_took_effect', change: 'chg_policy_2' }], looking);
    expect(second?.look).toEqual({ changes: ['chg_policy_1', 'chg_policy_2'], at, kind: 0, after: '', lapsed: 0 });
    expect(fold([{ type: 'accounts_looked_through' }], second)?.look).toBeNull();
    expect(fold([{ type: 'accounts_looked_at', kind: 1, after: 'a', lapsed: 0 }], two)?.look).toBeNull();
    const many = fold(
      Array.from({ length: 101 }, (_, n) => ({
        type: 'policy_change_rejected',
        change: `chg_policy_${n}`,
        how: 'rejected',
        reason: 'r',
      })),
    );
    expect([Object.keys(many?.ended ?? {}).length, many?.ended.chg_policy_0]).toEqual([100, undefined]);
  });
});

describe('L13 who is suppressed', () => {
  const fold = (events: readonly PersonEvent[], from: PersonState | null = null, when = at) =>
    events.reduce<PersonState | null>((state, event) => evolvePerson(state, event, when), from);
  const stop = (over: object = {}): PersonEvent => ({
    type: 'person_suppressed',
    reason: 'opt_out',
    contexts: ['sales_mail'],
    ...over,
  });
  const later = '2026-05-21T14:00:00.000Z';

  test('L13 for ever, a second word adds its contexts, and hostility covers what came before', () => {
    const one = fold([stop({ by: 'f1', source: 'list' })]);
    expect(one).toStrictEqual({
      reason: 'opt_out',
      contexts: ['sales_mail'],
      since: at,
      voided_at: null,
      by: 'f1',
      source: 'list',
    });
    expect(fold([stop()])).toStrictEqual({ reason: 'opt_out', contexts: ['sales_mail'], since: at, voided_at: null });
    expect(
      fold([stop({ reason: 'hostile', contexts: ['sales_mail', 'events'], by: 'f2', source: 'other' })], one, later),
    ).toStrictEqual({
      reason: 'hostile',
      contexts: ['sales_mail', 'events'],
      since: at,
      voided_at: null,
      by: 'f2',
      source: 'list',
    });
    expect(fold([stop({ reason: 'complaint', source: 'x' })], one, later)).toStrictEqual({
      reason: 'opt_out',
      contexts: ['sales_mail'],
      since: at,
      voided_at: null,
      source: 'list',
    });
    expect(fold([stop({ by: 'f2' })], fold([stop()]), later)).not.toHaveProperty('by');
  });

  test('L14 a void lifts it, and what comes after begins anew', () => {
    const voided = fold([{ type: 'suppression_voided', apart: true }], fold([stop()]), later);
    expect(voided).toMatchObject({ voided_at: later, apart: true });
    expect(fold([{ type: 'suppression_voided' }], fold([stop()]), later)).not.toHaveProperty('apart');
    expect(fold([stop({ reason: 'other' })], voided, later)).toStrictEqual({
      reason: 'other',
      contexts: ['sales_mail'],
      since: later,
      voided_at: null,
    });
    expect([isSuppressed(null), isSuppressed(voided), isSuppressed(fold([stop()]))]).toEqual([false, false, true]);
    expect(() => fold([{ type: 'suppression_voided' }])).toThrow('never entered');
  });
});

describe('A2 A6 who waits, and what was published', () => {
  const fold = (events: readonly WaitingEvent[], from: WaitingState | null = null) =>
    events.reduce<WaitingState | null>((state, event) => evolveWaiting(state, event, { at, by }), from);
  const sealed = { person: 'x', fields: {} };
  const waits: WaitingEvent = { type: 'person_waits', id: 'wtg_1', origin: 'a note', because: 'b', sealed };
  const note = (n: number) => ({ id: `wtn_${n}`, signal: { type: 'E1' }, observed_at: at, source: 's', because: 'b' });
  const task = { id: 'tsk_1', kind: 'find_company', role: 'sales.ops' as const, clause: '3.1', due_at: at };

  test('A2 somebody waits with notes and a task, until that ends', () => {
    const one = fold([
      waits,
      { type: 'note_waits', note: note(1) },
      { type: 'note_waits', note: note(2) },
      { type: 'wait_tied', sealed },
    ]);
    const begun = { id: 'wtg_1', since: at, origin: 'a note', because: 'b', ended: null };
    expect(one).toStrictEqual({
      ...begun,
      notes: [1, 2].map((n) => ({ ...note(n), filed_at: at, filed_by: by })),
      minted: 2,
    });
    const told = fold(
      [
        { type: 'note_wait_ended', note: 'wtn_1', why: 'placed', as: 'sig_1' },
        { type: 'task_opened', task },
        { type: 'task_hastened', task: 'tsk_1', due_at: '2026-04-22T14:00:00.000Z', because: 'b' },
      ],
      one,
    );
    expect(told?.notes?.map(({ ended }) => ended)).toStrictEqual([{ why: 'placed', at, as: 'sig_1' }, undefined]);
    expect(told?.task).toEqual({ ...task, opened_at: at, due_at: '2026-04-22T14:00:00.000Z' });
    expect(told && waitingNotes(told).map(({ id }) => id)).toEqual(['wtn_2']);
    expect(fold([{ type: 'note_wait_ended', note: 'wtn_2', why: 'retracted' }], one)?.notes?.[1]?.ended).toStrictEqual({
      why: 'retracted',
      at,
    });
    const dismissed = fold([{ type: 'wait_ended', why: 'dismissed', note: 'n' }], told);
    expect([dismissed?.ended, dismissed?.task]).toEqual([
      { why: 'dismissed', at },
      { ...task, opened_at: at, due_at: '2026-04-22T14:00:00.000Z', closed_at: at, closed_by: by, note: 'n' },
    ]);
    expect(fold([{ type: 'wait_ended', why: 'erased', note: 'n' }], told)?.task).not.toHaveProperty('note');
    expect(fold([{ type: 'wait_ended', why: 'matched' }], one)).not.toHaveProperty('task');
    expect(dismissed && waitingNotes(dismissed)).toEqual([]);
    expect(waitingNotes({ ended: null })).toEqual([]);
    expect(fold([waits], dismissed)).toStrictEqual({ ...begun, minted: 2 });
    expect(fold([{ type: 'task_hastened', task: 'tsk_1', due_at: at, because: 'b' }], one)).toEqual(one);
    expect(() => fold([{ type: 'wait_tied', sealed }])).toThrow('not begun');
  });

  test('A6 a piece that is logged again names whom it named before as well', () => {
    const piece = { id: 'p', title: 't', url: 'u', published_at: at, domains: ['a.com'], contacts: ['con_1'] };
    const one = evolvePiece(null, { type: 'piece_logged', piece });
    expect(one).toEqual(piece);
    const more = { ...piece, title: 'T', domains: ['b.com', 'a.com'], contacts: ['con_2'] };
    expect(evolvePiece(one, { type: 'piece_logged', piece: more })).toEqual({
      ...more,
      domains: ['a.com', 'b.com'],
      contacts: ['con_1', 'con_2'],
    });
  });
});
