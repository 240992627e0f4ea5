import { describe, expect, test } from 'vitest';
import { type CopyState, emptyCopy, type TemplateHeld } from '../../../src/rules/aggregates/copy.ts';
import { emptyDesk } from '../../../src/rules/aggregates/desk.ts';
import { evolveLists } from '../../../src/rules/aggregates/evolve-lists.ts';
import { emptyMailbox } from '../../../src/rules/aggregates/mailbox.ts';
import {
  emptyLists,
  type ListEvent,
  type ListsState,
  type RecipientList,
} from '../../../src/rules/aggregates/recipient-list.ts';
import { draftOf } from '../../../src/rules/command/draft.ts';
import { bindVersions, hasNoList, sequenceNamed, versionsAstray } from '../../../src/rules/sequences/bind-versions.ts';
import { toPropose } from '../../../src/rules/sequences/complete-proposal.ts';
import { entryObstacles } from '../../../src/rules/sequences/eligibility.ts';
import { followVersion, versionNews } from '../../../src/rules/sequences/follow-versions.ts';
import { applyListTimers, leftOutText, listNamed, openList } from '../../../src/rules/sequences/lists.ts';
import { accountDraft, besideThen } from '../../../src/rules/simulation/recorded-world.ts';
import { con, put, start } from '../../support/builders.ts';
import { policyWith } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';
import { acmeNurtured, enrolmentOf, twoStarted } from './nurtured.ts';

const context = new TestWorld(start).context('sales.ops');
type State = TemplateHeld['state'];
const held = (sequence: string, touch: number, version: number, state: State): TemplateHeld =>
  ({
    id: `${sequence}_${touch}_v${version}`,
    key: `${sequence}_${touch}`,
    sequence,
    touch,
    version,
    hash: `h${version}`,
    state,
    since: start,
    writers: [],
    approvals: [],
  }) as unknown as TemplateHeld;
/** Copy of a sequence: for each touch its versions' states, in their order. */
const copyOf = (sequence: string, touches: readonly (readonly State[])[], ended: object = {}): CopyState => ({
  ...emptyCopy,
  keys: Object.fromEntries(
    touches.map((states, n) => [
      `${sequence}_${n + 1}`,
      {
        last: states.length,
        held: states.map((state, v) => held(sequence, n + 1, v + 1, state)),
        ended: n === 0 ? ended : {},
      },
    ]),
  ) as CopyState['keys'],
});
const live: readonly State[] = ['live'];

describe('Q4 which sequence a list is for, and what it binds', () => {
  const copy = copyOf('nurture', [['live', 'live', 'approved'], live, live, live, live], { nurture_1_v9: 'retired' });
  const named = (text: string, state = copy) => {
    const found = sequenceNamed(text, state, context);
    if ('refused' in found) return [found.code, found.found, found.next];
    return [found.sequence, found.version];
  };

  test('Q4 a template names its touch 1, by key or by version, though none is drafted', () => {
    expect([named(' nurture_1 '), named('nurture_1_v2'), named('nurture_1_v1'), named('activation_1')]).toEqual([
      ['nurture', undefined],
      ['nurture', 'nurture_1_v2'],
      ['nurture', 'nurture_1_v1'],
      ['activation', undefined],
    ]);
    expect(named('activation')).toEqual(['activation', undefined]);
    const touch = 'touch 1 of the sequence, nurture_1: a list binds every touch';
    expect([named('nurture_2'), named('nurture_2_v1'), named('nurture_1_v9'), named('no_such_1')]).toEqual([
      ['INVALID_INPUT', '`template` is `nurture_2`', `give ${touch}`],
      ['INVALID_INPUT', '`template` is `nurture_2_v1`', `give ${touch}`],
      [
        'RULE_REFUSED',
        'nurture_1_v9 is retired; it can no longer be bound to a list',
        'ask for a new version with request_template',
      ],
      ['NOT_FOUND', 'no template was drafted under that id or key', expect.any(String)],
    ]);
  });

  const bound = (state: CopyState, sequence = 'nurture', version?: string) => {
    const rule = context.policy.sequences.types[sequence];
    if (!rule) throw new Error('no rule');
    const found = bindVersions({ sequence, rule, ...(version === undefined ? {} : { version }) }, state);
    return 'refused' in found ? [found.clause, found.found, found.next] : found;
  };
  const rest = [live, live, live, live];

  test('Q4 the newest live version of every touch; beside a review the newest on its way', () => {
    const versions = (first: string) => ({
      1: first,
      2: 'nurture_2_v1',
      3: 'nurture_3_v1',
      4: 'nurture_4_v1',
      5: 'nurture_5_v1',
    });
    const first = (...states: readonly State[]) => bound(copyOf('nurture', [states, ...rest]));
    expect(first('live', 'live', 'approved')).toEqual(versions('nurture_1_v2'));
    expect(first('cmo_review', 'approved', 'draft')).toEqual(versions('nurture_1_v2'));
    expect(first('approved', 'cro_review')).toEqual(versions('nurture_1_v2'));
    expect([first('paused'), first('draft'), bound(copyOf('nurture', [live, live, live]))]).toEqual([
      [
        '5.4.3',
        'nurture_1 (nurture_1_v1 is paused by a flag) has no live version, and none under review or approved',
        expect.any(String),
      ],
      ['5.4.3', 'nurture_1 has no live version, and none under review or approved', expect.any(String)],
      ['5.4.3', 'nurture_4, nurture_5 have no live version, and none under review or approved', expect.any(String)],
    ]);
    expect(bound(copyOf('activation', [['approved'], ...rest]), 'activation')).toEqual([
      '5.4.3',
      'activation_1 has no live version',
      'read ladder://templates for what is on its way; request_template asks for what is missing',
    ]);
  });

  test('Q4 a version that is named must be the one that is bound', () => {
    const copyTwo = copyOf('nurture', [['live', 'approved'], ...rest]);
    expect(bound(copyTwo, 'nurture', 'nurture_1_v1')).toMatchObject({ 1: 'nurture_1_v1' });
    expect(bound(copyTwo, 'nurture', 'nurture_1_v2')).toEqual([
      '5.4.3',
      'nurture_1_v2 is not the version that a list binds: that is nurture_1_v1 (live)',
      'name nurture_1, or load the other version first',
    ]);
  });

  test('C1 a sequence without days has no list', () => {
    const listless = (sequence: string, over: object = {}) => {
      const rule = context.policy.sequences.types[sequence];
      if (!rule) throw new Error('no rule');
      return hasNoList({ sequence, rule: { ...rule, ...over } });
    };
    expect([
      listless('nurture'),
      listless('post_briefing')?.next,
      listless('nurture', { days: undefined })?.next,
    ]).toEqual([
      null,
      'the cro renders the mail with render_sequence_email and asks for its permit with authorize_send',
      'set sequences.types.nurture.days in the policy: the day of each touch',
    ]);
    expect(listless('post_briefing')).toMatchObject({
      clause: '5.2',
      ruling: 'C1',
      found: 'post_briefing has no recipient list',
    });
  });

  test('Q4 bound versions that went astray are named with where they stand', () => {
    const state = copyOf('nurture', [['live', 'paused'], ['approved']], { nurture_1_v9: 'rejected' });
    const astray = (id: string, wanted: readonly State[] | 'held') =>
      versionsAstray({ 1: id }, state, wanted).map(({ says }) => says);
    expect([
      astray('nurture_1_v1', ['live']),
      astray('nurture_1_v2', ['live']),
      astray('nurture_1_v2', 'held'),
      astray('nurture_2_v1', ['live']),
      astray('nurture_2_v1', ['live', 'approved']),
      astray('nurture_1_v9', 'held'),
      astray('nurture_1_v8', 'held'),
    ]).toEqual([
      [],
      ['nurture_1_v2 is paused'],
      [],
      ['nurture_2_v1 is approved'],
      [],
      ['nurture_1_v9 is rejected'],
      ['nurture_1_v8 is retired'],
    ]);
  });
});

describe('C3 S-1 whom a duty to propose is about', () => {
  const world = acmeNurtured();
  const { state, copy } = { state: world.account('acme.com'), copy: world.copy };
  const due = (kind: string, over: object = {}, more: { copy?: CopyState; suppressed?: readonly string[] } = {}) =>
    toPropose(kind, { state: { ...state, ...over }, suppressed: new Set(more.suppressed) }, more.copy ?? copy, context);
  const [ana] = state.contacts;
  if (!ana) throw new Error('nobody');
  const people = ['con_a', 'con_b', 'con_c', 'con_d'].map((id) => ({ ...ana, id }));

  test('C3 those who may be enrolled, once every touch is live', () => {
    const all = { sequence: 'nurture', template: 'nurture_1', contacts: [ana.id] };
    expect([due('propose_nurture'), due('propose_re_engagement'), due('dossier')]).toEqual([all, null, null]);
    const [, ...others] = Object.entries(copy.keys);
    expect(due('propose_nurture', {}, { copy: { ...copy, keys: Object.fromEntries(others) } })).toBeNull();
    expect(due('propose_nurture', {}, { copy: copyOf('nurture', [['approved'], live, live, live, live]) })).toBeNull();
    expect(
      due('propose_nurture', {}, { copy: copyOf('nurture', [['approved', 'live'], live, live, live, live]) }),
    ).toEqual(all);
    expect([due('propose_nurture', {}, { suppressed: [ana.id] }), due('propose_nurture', { stage: 'SQL' })]).toEqual([
      null,
      null,
    ]);
  });

  test('Q5 as many as the account has places for', () => {
    const names = (over: object) => due('propose_nurture', { contacts: people, ...over })?.contacts ?? [];
    const running = (...ids: readonly string[]) => ({
      enrolments: ids.map((contact) => ({
        id: `enr_${contact}`,
        contact,
        sequence: 'nurture',
        versions: {},
        enrolled_at: start,
        touch: 1,
        due_on: null,
        sent: [],
        holds: [],
      })),
    });
    expect([
      names({}),
      names(running('con_a')),
      names(running('con_a', 'con_b', 'con_c')),
      names(running('con_a', 'con_b', 'con_c', 'con_x')),
    ]).toEqual([['con_a', 'con_b', 'con_c'], ['con_b', 'con_c'], [], []]);
  });
});

describe('Q4 a list by its id', () => {
  const list = { id: 'lst_copy_12', sequence: 'nurture', versions: { 1: 'a', 2: 'b' } } as unknown as RecipientList;
  const lists = {
    ...emptyLists,
    open: [list],
    ended: { lst_copy_11: 'started', lst_copy_10: 'lapsed' } as const,
    proposed: 12,
  };
  const named = (id: string) => {
    const found = openList(lists, id);
    return 'refused' in found ? [found.code, found.clause, found.ruling, found.found, found.next] : found.id;
  };

  test('Q4 open, over in one way or another, or none at all', () => {
    const anew = 'sales.ops proposes the contacts anew with propose_recipients';
    const none = [
      'NOT_FOUND',
      '5.4',
      'Q4',
      'no recipient list stands under that id',
      'take the id from session_sweep or from propose_recipients',
    ];
    expect(
      [
        ' lst_copy_12 ',
        'lst_copy_11',
        'lst_copy_10',
        'lst_copy_1',
        'lst_copy_12a',
        'lst_copy_13',
        'lst_copy_0',
        'toString',
      ].map(named),
    ).toEqual([
      'lst_copy_12',
      ['CONFLICT', '5.4', 'Q4', 'lst_copy_11 was started already', 'explain_account shows who is enrolled'],
      ['RULE_REFUSED', '5.4', 'Q4', 'lst_copy_10 is lapsed', anew],
      ['RULE_REFUSED', '5.4', 'Q4', 'lst_copy_1 is over', anew],
      none,
      none,
      none,
      none,
    ]);
    const open = openList({ ...lists, open: [] }, 'lst_copy_12');
    expect('refused' in open && open.found).toBe('lst_copy_12 is over');
  });

  test('Q4 T6 approvals that nobody used lapse in their order, each after its own last instant, with their duties', () => {
    const approved = (id: string, until: string) => ({ ...list, id, approved: { at: start, until } });
    const open = [
      approved('lst_copy_3', '2026-04-28T14:00:00.000Z'),
      approved('lst_copy_4', '2026-04-24T14:00:00.000Z'),
      approved('lst_copy_5', '2026-04-26T14:00:00.000Z'),
      approved('lst_copy_6', '2026-04-29T14:00:00.000Z'),
      list,
    ];
    const now = '2026-04-29T14:00:00.000Z';
    const evolve = (state: ListsState | null, event: ListEvent, at: string) =>
      evolveLists(state, event, { at, by: 'sales.ops' });
    const draft = draftOf({ kind: 'lists', stream: 'lists', before: { ...lists, open }, now, evolve });
    const task = { kind: 'start_sequence', role: 'sales.ops', clause: '5.4', opened_at: start, due_at: start } as const;
    const tasks = open.map(({ id }) => ({ ...task, id: `tsk_${id}`, subject: id }));
    const { desk } = besideThen({ desk: { ...emptyDesk, tasks }, mailbox: emptyMailbox }, { role: 'sales.ops', now });
    const lapsed = ['lst_copy_4', 'lst_copy_5', 'lst_copy_3'];
    const until = ['2026-04-24T14:00:00.000Z', '2026-04-26T14:00:00.000Z', '2026-04-28T14:00:00.000Z'];
    expect(applyListTimers(draft, desk, now)).toEqual(
      until.map((due_at) => ({ kind: 'list_lapsed', due_at, noticed_at: now })),
    );
    const because = 'it was not started while its approval stood';
    expect(draft.pending).toEqual(
      lapsed.map((id, n) => ({ event: { type: 'list_lapsed', list: id, because }, at: until[n] })),
    );
    expect(desk.pending.map(({ event }) => event)).toEqual(
      lapsed.map((id) => ({ type: 'task_closed', task: `tsk_${id}`, note: because, reason: 'overtaken' })),
    );
  });

  test('Q4 how an answer tells of it', () => {
    const row = { contact: 'c', because: 'b', suppressed: true };
    expect(listNamed(list, ['con_1'], [row])).toEqual({
      id: 'lst_copy_12',
      sequence: 'nurture',
      contacts: ['con_1'],
      versions: ['a', 'b'],
      refused: [{ contact: 'c', because: 'b' }],
    });
    expect([leftOutText([]), leftOutText([row, row])]).toEqual(['', ' Left out: 2; `refused` says why.']);
  });
});

describe('I1 what a flag does to those who stand on its version', () => {
  const flag = { id: 'flg_1', template: 'nurture_1_v1' };

  test('I1 a flag, its resolution and the end of a version are news; a newer version is none', () => {
    const news = (event: object) => versionNews([{ event: event as never, at: start }]);
    const of = { version: 'nurture_1_v1', at: start };
    expect([
      news({ type: 'content_flagged', flag }),
      news({ type: 'flag_resolved', flag: 'flg_1', template: 'nurture_1_v1', decision: 'approve', state: 'live' }),
      // Q4: its place was taken meanwhile; those who are bound to it go on.
      news({ type: 'flag_resolved', flag: 'flg_1', template: 'nurture_1_v1', decision: 'approve', state: 'retired' }),
      news({ type: 'flag_resolved', flag: 'flg_1', template: 'nurture_1_v1', decision: 'reject', state: 'retired' }),
      news({ type: 'template_retired', template: 'nurture_1_v1', because: 'b', lapsed: true }),
      news({ type: 'template_retired', template: 'nurture_1_v1', because: 'b' }),
      news({ type: 'template_loaded', template: 'nurture_1_v1', hash: 'h' }),
    ]).toEqual([
      [{ ...of, flag: 'flg_1', as: 'flagged' }],
      [{ ...of, flag: 'flg_1', as: 'resolved' }],
      [{ ...of, flag: 'flg_1', as: 'resolved' }],
      [{ ...of, flag: 'flg_1', as: 'retired' }],
      [{ ...of, flag: '', as: 'lapsed' }],
      [],
      [],
    ]);
  });

  test('I1 they pause, go on or end, from its instant; nobody else does', () => {
    const world = twoStarted();
    const [one, other] = world.account('acme.com').enrolments ?? [];
    if (!one || !other) throw new Error('nobody is enrolled');
    const hold = { why: 'flag', ref: 'flg_1', because: 'b', at: start } as const;
    const at = '2026-04-22T14:00:00.000Z';
    const followed = (
      as: 'flagged' | 'resolved' | 'retired' | 'lapsed',
      flagId = 'flg_1',
      version = 'nurture_1_v1',
    ) => {
      const enrolments = [{ ...one, holds: [hold] }, other, { ...other, id: 'enr_9', touch: 2 }];
      const draft = accountDraft({ ...world.account('acme.com'), enrolments }, context);
      followVersion(draft, { version, flag: flagId, as, at });
      return draft.pending;
    };
    const event = (type: string, enrolment: string, more: object) => ({ event: { type, enrolment, ...more }, at });
    const held = (id: string, version = 'nurture_1_v1') =>
      event('enrolment_held', id, {
        hold: { why: 'flag', ref: 'flg_1', version, because: `${version} is flagged (flg_1)` },
      });
    const over = (because: string) =>
      [one, other].map(({ id }) => event('enrolment_over', id, { as: 'ended', because }));
    expect(followed('flagged')).toEqual([held(one.id), held(other.id)]);
    expect(followed('flagged', 'flg_1', 'nurture_2_v1')).toEqual(
      [one.id, other.id, 'enr_9'].map((id) => held(id, 'nurture_2_v1')),
    );
    expect(followed('resolved')).toEqual([
      event('enrolment_released', one.id, {
        why: 'flag',
        ref: 'flg_1',
        because: 'the flag on nurture_1_v1 is resolved',
      }),
    ]);
    expect(followed('resolved', 'flg_2')).toEqual([]);
    expect(followed('retired')).toEqual(over('nurture_1_v1 was retired by the flag flg_1'));
    expect(followed('lapsed', '')).toEqual(over('nobody resolved the flag on nurture_1_v1'));
  });
});

test('C3 Q5 obstacles to an enrolment name their clauses', () => {
  const world = twoStarted();
  put(world, { name: null });
  const { values: policy, calendar } = policyWith({ 'gates.G1.value': 5000 });
  const found = entryObstacles(
    're_engagement',
    { state: world.account('acme.com'), suppressed: new Set() },
    con(world),
    { ...context, policy, calendar },
  );
  expect(found.map(({ code, clause, ruling }) => [code, clause, ruling])).toEqual([
    ['RULE_REFUSED', '5.3.4', 'K4'],
    ['RULE_REFUSED', '5.2', 'C3'],
    ['RULE_REFUSED', '3.2', 'L13b'],
    ['RULE_REFUSED', '5.2', 'Q5'],
  ]);
  expect(enrolmentOf(world).contact).toBe(con(world));
});
