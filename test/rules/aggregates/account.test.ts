import { describe, expect, test } from 'vitest';
import { type AccountState, flagsOf, label, outsideIds, titled } from '../../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { evolveAccount } from '../../../src/rules/aggregates/evolve-account.ts';
import { deskId, mint } from '../../../src/rules/aggregates/ids.ts';

const at = '2026-04-21T14:00:00.000Z';
const later = '2026-04-22T14:00:00.000Z';
const born: AccountEvent = { type: 'account_registered', id: 'acc_x', domain: 'acme.com', name: null };
interface Over {
  readonly from?: AccountState;
  readonly when?: string;
  readonly principal?: string;
}
const fold = (events: readonly object[], { from, when = at, principal }: Over = {}): AccountState => {
  const stamp = { at: when, by: 'cro' as const, ...(principal === undefined ? {} : { principal }) };
  const state = events.reduce<AccountState | null>(
    (before, event) => evolveAccount(before, event as AccountEvent, stamp),
    from ?? evolveAccount(null, born, stamp),
  );
  if (!state) throw new Error('nothing');
  return state;
};
const empty = fold([]);
/** Fields that the events made otherwise than they were. */
const changed = (events: readonly object[], over: Over = {}): Partial<AccountState> => {
  const before: Readonly<Record<string, unknown>> = { ...(over.from ?? empty) };
  const after = Object.entries(fold(events, { from: empty, ...over }));
  return Object.fromEntries(after.filter(([key, value]) => value !== before[key]));
};
const signal = (over: object = {}) => ({
  id: 'sig_1',
  type: 'E1',
  contact: 'con_1',
  tier: 'strong',
  qualifies: true,
  because: 'b',
  is_act: true,
  observed_at: at,
  at,
  on: '2026-04-21',
  source: 's',
  rests_on: ['sig_1'],
  ...over,
});
const recorded = (over: object = {}) => ({ type: 'signal_recorded', signal: signal(over) });
const filed = (over: object = {}) => ({ ...signal(over), filed_at: at, filed_by: 'cro' });
const moved = (over: object) => ({
  type: 'moved',
  from: 'PROSPECT',
  to: 'MQL',
  review: 'NONE',
  arrow: 'classify',
  ...over,
});

describe('an account', () => {
  test('3.1 begins as a prospect with nothing on file, and nothing befalls it before', () => {
    expect(empty).toEqual({
      id: 'acc_x',
      domain: 'acme.com',
      name: null,
      aliases: [],
      stage: 'PROSPECT',
      review: 'NONE',
      stage_since: at,
      registered_at: at,
      first_touch: null,
      trigger: null,
      priority: 'normal',
      cro_weight: false,
      contacts: [],
      facts: [],
      signals: [],
      dossier: null,
      tasks: [],
      held_by: [],
      fast_track: false,
      entry_floor: null,
      closed_acts: 0,
      entered_by: null,
      override: null,
      proposal: null,
      deal: { briefing_for: null, held_at: null, proposed_at: null },
      cooldown_until: null,
      idle_from: null,
      no_ecosystem: false,
      flags: [],
      intents: [],
      alarm: null,
      minted: 0,
    });
    expect(() => evolveAccount(null, { type: 'account_named', name: 'A' }, { at, by: 'cro' })).toThrow(
      'never registered',
    );
  });

  test('A1 is called by its name, else by its domain, and gives ids of its own', () => {
    const named = fold([
      { type: 'account_named', name: 'Acme' },
      { type: 'alias_added', domain: 'acme.org' },
    ]);
    expect([label(empty), titled(empty), label(named), titled(named), named.aliases]).toEqual([
      'acme.com',
      'acme.com',
      'Acme',
      'Acme (acme.com)',
      ['acme.org'],
    ]);
    expect([
      mint({ state: empty }, 'sig'),
      mint({ state: { id: 'acc_y', minted: 4 } }, 'con'),
      deskId({ state: { minted: 2 } }, 'int'),
    ]).toEqual(['sig_x_1', 'con_y_5', 'int_desk_3']);
    expect([
      flagsOf({ cro_weight: true, flags: ['needs_contact'] }),
      flagsOf({ cro_weight: false, flags: [] }),
    ]).toEqual([['cro_weight', 'needs_contact'], []]);
  });

  test('A13 keeps the ids of other systems, the newest of each', () => {
    const first = fold([{ type: 'outside_ids_recorded', external: { monday: '1', hubspot: '2' } }]);
    expect(fold([{ type: 'outside_ids_recorded', external: { monday: '3' } }], { from: first }).external).toEqual({
      monday: '3',
      hubspot: '2',
    });
    expect(outsideIds({ monday: '1', apollo: '', hubspot: null, gmail_thread: undefined })).toEqual({ monday: '1' });
    expect(outsideIds({ apollo: 'a', gmail_thread: 'g' })).toEqual({ apollo: 'a', gmail_thread: 'g' });
  });

  test('A2 its people come, change, leave, are joined and erased', () => {
    const person = (n: number, over: object = {}) => ({
      id: `con_${n}`,
      email_domain: 'acme.com',
      has_profile: false,
      has_name: true,
      ...over,
    });
    const added = (n: number, over: object = {}) => ({ type: 'contact_added', contact: person(n, over) });
    const two = fold([
      added(1, { saved: true }),
      added(2, { email_domain: 'else.com', further_domains: ['z.com'] }),
      added(3, { part_of: 'con_2' }),
    ]);
    expect([two.minted, two.contacts.length]).toEqual([3, 3]);
    expect(
      fold([{ type: 'contact_changed', contact: person(1, { has_profile: true }) }], { from: two }).contacts[0],
    ).toStrictEqual(person(1, { has_profile: true, saved: true }));
    expect(
      fold(
        [
          { type: 'contact_changed', contact: person(2) },
          { type: 'contact_changed', contact: person(3) },
        ],
        { from: two },
      ).contacts.slice(1),
    ).toStrictEqual([person(2, { further_domains: ['z.com'] }), person(3, { part_of: 'con_2' })]);
    const gone = fold(
      [
        { type: 'contact_left', contact: 'con_1', to: 'else.com', as: 'con_9' },
        { type: 'contact_left', contact: 'con_3', to: 'else.com' },
      ],
      { from: two },
    );
    expect(gone.contacts.map(({ left }) => left)).toStrictEqual([
      { to: 'else.com', at, as: 'con_9' },
      undefined,
      { to: 'else.com', at },
    ]);
    expect(fold([{ type: 'person_erased', contact: 'con_1', basis: 'b' }], { from: two }).contacts[0]).toStrictEqual(
      person(1, { saved: true, has_profile: false, has_name: false, erased: true }),
    );
    const answered = { con_1: { reply: 'r1', type: 2, at }, con_2: { reply: 'r2', type: 1, at: later } };
    const joined = (known: object) =>
      fold([recorded({ contact: 'con_2' }), { type: 'contacts_joined', contact: 'con_1', same_as: 'con_2' }], {
        from: { ...two, ...known },
      });
    expect(joined({}).contacts.map(({ part_of, further_domains }) => [part_of, further_domains])).toEqual([
      [undefined, ['else.com', 'z.com']],
      ['con_1', ['z.com']],
      ['con_1', undefined],
    ]);
    expect([joined({}).signals[0]?.contact, joined({}).answered]).toEqual(['con_1', undefined]);
    expect(joined({ answered }).answered).toEqual({ con_1: answered.con_2 });
    expect(
      joined({ answered: { con_1: { ...answered.con_1, at: '2026-05-01T00:00:00.000Z' }, con_2: answered.con_2 } })
        .answered,
    ).toEqual({
      con_1: { ...answered.con_1, at: '2026-05-01T00:00:00.000Z' },
    });
    expect(joined({ answered: { con_1: answered.con_1 } }).answered).toEqual({ con_1: answered.con_1 });
    for (const type of ['contact_tied', 'contact_suppressed', 'suppression_voided'])
      expect(fold([{ type, contact: 'con_1' }], { from: two })).toEqual(two);
  });

  test('A1 takes another one over, its facts in the order of their record, or is taken', () => {
    const fact = (id: string, recorded_at: string) => ({
      id,
      fact: 'employees',
      value: 1,
      source: 's',
      evidence: 'e',
      as_of: '2026-04-01',
      recorded_at,
      by: 'cro',
    });
    const own = fold([
      {
        type: 'fact_recorded',
        fact: { id: 'fct_1', fact: 'employees', value: 1, source: 's', evidence: 'e', as_of: '2026-04-01' },
      },
    ]);
    expect([own.facts, own.minted]).toEqual([[fact('fct_1', at)], 1]);
    const taken = {
      type: 'account_taken',
      ids: ['acc_y'],
      domain: 'acme.org',
      stage: 'MQL',
      facts: [fact('fct_9', later), fact('fct_8', '2026-04-20T14:00:00.000Z')],
      tasks: [{ id: 'tsk_9' }],
      intents: [{ id: 'int_9' }],
      dossier: { id: 'dos_9' },
      no_ecosystem: true,
    };
    expect(changed([taken], { from: own })).toMatchObject({
      also: ['acc_y'],
      facts: [{ id: 'fct_8' }, { id: 'fct_1' }, { id: 'fct_9' }],
      tasks: [{ id: 'tsk_9' }],
      intents: [{ id: 'int_9' }],
      dossier: { id: 'dos_9' },
      no_ecosystem: true,
    });
    const before = { ...own, also: ['acc_z'], dossier: { id: 'dos_1' }, no_ecosystem: true } as unknown as AccountState;
    const after = fold([{ ...taken, no_ecosystem: false }], { from: before });
    expect([after.also, after.dossier?.id, after.no_ecosystem]).toEqual([['acc_z', 'acc_y'], 'dos_1', true]);
    const brought = fold(
      [
        { type: 'contact_taken', contact: { id: 'con_9' } },
        { type: 'signal_taken', signal: filed({ id: 'sig_9' }) },
      ],
      { from: own },
    );
    expect([brought.contacts, brought.signals.map(({ id }) => id), brought.minted]).toEqual([
      [{ id: 'con_9' }],
      ['sig_9'],
      2,
    ]);
    expect(
      changed([{ type: 'account_absorbed', into: 'acc_z', domain: 'acme.com' }], { from: { ...own, alarm: at } }),
    ).toEqual({
      absorbed_into: 'acc_z',
      alarm: null,
    });
  });
});

describe('signals', () => {
  test('A4 are filed by who filed them, reweighed, gone and restored', () => {
    const two = fold([recorded(), { ...recorded({ id: 'sig_2' }), filed_by: 'mining.mind' }]);
    expect([two.minted, two.signals]).toEqual([2, [filed(), { ...filed({ id: 'sig_2' }), filed_by: 'mining.mind' }]]);
    const weighed = fold(
      [{ type: 'signal_reweighed', signal: 'sig_2', qualifies: false, because: 'c', rests_on: ['sig_1'] }],
      { from: two },
    );
    expect(weighed.signals.map(({ qualifies, because, rests_on }) => [qualifies, because, rests_on])).toEqual([
      [true, 'b', ['sig_1']],
      [false, 'c', ['sig_1']],
    ]);
    const gone = fold([{ type: 'signal_gone', signal: 'sig_1', why: 'retracted', because: 'x' }], {
      from: two,
      when: later,
    });
    expect(gone.signals.map(({ gone: end }) => end)).toEqual([
      { why: 'retracted', at: later, because: 'x' },
      undefined,
    ]);
    expect(fold([{ type: 'signal_restored', signal: 'sig_1', because: 'x' }], { from: gone })).toStrictEqual(two);
    const touch = { signal: 'sig_1', type: 'E1', at, source: 's' };
    expect(changed([{ type: 'first_touch_moved', first_touch: touch, because: 'x' }])).toEqual({ first_touch: touch });
  });

  test('A6 an E9 that qualifies has the weight of the CRO while one stands', () => {
    const weight = (...events: readonly object[]) => fold(events).cro_weight;
    const gone = { type: 'signal_gone', signal: 'sig_1', why: 'fallen', because: 'x' };
    expect([
      weight(recorded()),
      weight(recorded({ type: 'E9' })),
      weight(recorded({ type: 'E9', qualifies: false })),
      weight(recorded({ type: 'E9', gone: { why: 'fallen', at, because: 'x' } })),
      weight(recorded({ type: 'E9' }), recorded({ id: 'sig_2' })),
      weight(recorded({ type: 'E9' }), gone),
      weight(recorded({ type: 'E9' }), recorded({ id: 'sig_2', type: 'E9' }), gone),
      weight(recorded(), gone),
    ]).toEqual([false, true, false, false, true, false, true, false]);
  });
});

describe('the ladder', () => {
  const touch = { signal: 'sig_1', type: 'E1', at, source: 's' };
  const classified = (over: object) => ({
    type: 'classified',
    outcome: 'mql',
    trigger: 'sig_1',
    first_touch: touch,
    evidence: [],
    obstacles: ['G1'],
    ...over,
  });
  const strong = [
    recorded(),
    recorded({ id: 'sig_2', tier: 'standard' }),
    recorded({ id: 'sig_3', qualifies: false }),
    recorded({ id: 'sig_4' }),
    { type: 'signal_gone', signal: 'sig_4', why: 'retracted', because: 'x' },
  ];
  const marks = ({ signals }: AccountState) => signals.map(({ weighed, spent }) => [weighed, spent?.by]);

  test('L2 a classification keeps its first touch and trigger, what it was held by, and what it weighed and spent', () => {
    const one = fold([...strong, classified({ weighs: ['sig_1', 'sig_2'], spends: ['sig_1'] })]);
    expect([one.trigger, one.first_touch, one.held_by, one.fast_track, marks(one)]).toEqual([
      'sig_1',
      touch,
      [],
      false,
      [
        [true, 'mql'],
        [true, undefined],
        [undefined, undefined],
        [undefined, undefined],
      ],
    ]);
    expect(one.signals[0]?.spent).toEqual({ by: 'mql', at, minted: 4 });
    const other = { ...touch, signal: 'sig_2' };
    const again = fold(
      [classified({ outcome: 'stays_prospect', trigger: null, first_touch: other, weighs: [], spends: [] })],
      { from: one },
    );
    expect([again.trigger, again.first_touch, again.held_by]).toEqual(['sig_1', touch, ['G1']]);
    const fast = (outcome: string, from: AccountState = one) =>
      fold([classified({ outcome, weighs: [], spends: [] })], { from }).fast_track;
    expect([
      fast('fast_track'),
      fast('mql', { ...one, fast_track: true }),
      fast('auto_sql', { ...one, fast_track: true }),
      fast('unchanged', { ...one, fast_track: true }),
      fast('unchanged'),
    ]).toEqual([true, false, false, true, false]);
    expect(
      fold([classified({ outcome: 'unchanged', weighs: [], spends: ['sig_1'] })], { from: fold(strong) }).signals[0]
        ?.spent?.by,
    ).toBe('review');
  });

  test('L2 on a record that does not say, all strong signals that stood are weighed, and spent where it moved or kept the review', () => {
    const old = (over: object, from: Partial<AccountState> = {}) =>
      marks(fold([classified(over)], { from: { ...fold(strong), ...from } }))[0];
    const review = { review: 'PENDING_CRO' as const };
    expect([
      old({}),
      old({ outcome: 'fast_track' }),
      old({ outcome: 'auto_sql' }),
      old({ outcome: 'stays_prospect' }),
      old({ outcome: 'unchanged' }, review),
      old({ outcome: 'unchanged', obstacles: [] }, review),
      old({ outcome: 'unchanged', obstacles: [] }),
    ]).toEqual([
      [true, 'mql'],
      [true, 'fast_track'],
      [true, 'auto_sql'],
      [true, undefined],
      [true, undefined],
      [true, 'review'],
      [true, undefined],
    ]);
    const spent = fold([...strong, classified({}), classified({ outcome: 'fast_track' })]);
    expect(marks(spent)).toEqual([
      [true, 'mql'],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test('L8 S-6 a new stage starts its clocks anew; the same stage changes its review alone', () => {
    const deal = { briefing_for: at, held_at: at, proposed_at: at };
    const from: AccountState = {
      ...empty,
      stage: 'SQL',
      first_touch: touch as AccountState['first_touch'],
      trigger: 'sig_1',
      fast_track: true,
      held_by: ['G1'],
      proposal: { id: 'prp_1', change: 'regress', reason: 'r', at, by: 'cro' },
      idle_from: at,
      deal,
      cooldown_until: '2026-07-01',
      priority: 'high',
      entered_by: 'x',
    };
    const to = (stage: string, over: object = {}, more: Partial<AccountState> = {}) => {
      const {
        stage: now,
        review,
        stage_since,
        entered_by,
        first_touch,
        trigger,
        fast_track,
        held_by,
        proposal,
        idle_from,
        deal: d,
        cooldown_until,
        priority,
      } = fold([moved({ from: 'SQL', to: stage, arrow: 'a', ...over })], { from: { ...from, ...more }, when: later });
      return {
        now,
        review,
        stage_since,
        entered_by,
        touch: first_touch !== null,
        trigger,
        fast_track,
        held: held_by.length,
        proposal: proposal?.change,
        idle_from,
        deal: d === deal,
        cooldown_until,
        priority,
      };
    };
    const kept = {
      stage_since: later,
      entered_by: 'a',
      touch: true,
      trigger: 'sig_1',
      fast_track: false,
      held: 0,
      proposal: undefined,
      idle_from: null,
      cooldown_until: null,
    };
    expect(to('SQL', { review: 'PENDING_CRO' })).toEqual({
      now: 'SQL',
      review: 'PENDING_CRO',
      stage_since: at,
      entered_by: 'x',
      touch: true,
      trigger: 'sig_1',
      fast_track: true,
      held: 0,
      proposal: 'regress',
      idle_from: at,
      deal: true,
      cooldown_until: '2026-07-01',
      priority: 'high',
    });
    expect(to('SQL').fast_track).toBe(false);
    for (const beyond of ['BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON'])
      expect(to(beyond)).toEqual({ now: beyond, review: 'NONE', ...kept, deal: true, priority: 'high' });
    expect(to('MQL')).toEqual({ now: 'MQL', review: 'NONE', ...kept, deal: false, priority: 'normal' });
    expect(to('RECYCLED')).toEqual({
      now: 'RECYCLED',
      review: 'NONE',
      ...kept,
      deal: false,
      cooldown_until: '2026-07-01',
      priority: 'normal',
    });
    expect(to('PROSPECT')).toEqual({
      now: 'PROSPECT',
      review: 'NONE',
      ...kept,
      touch: false,
      trigger: null,
      deal: false,
      priority: 'normal',
    });
    expect(to('SQL', { from: 'MQL' }, { stage: 'MQL' }).priority).toBe('high');
    const asked = { proposal: { id: 'prp_1', change: 'disqualify' as const, reason: 'r', at, by: 'cro' as const } };
    expect(['MQL', 'DISQUALIFIED', 'WON'].map((stage) => to(stage, {}, asked).proposal)).toEqual([
      'disqualify',
      undefined,
      undefined,
    ]);
  });

  test('L9 A5 a fall resets the floor to the newest act, and a loss spends what was on file', () => {
    const acts = fold([
      recorded({ at: '2026-04-01T00:00:00.000Z' }),
      recorded({ id: 'sig_2', at: '2026-04-03T00:00:00.000Z' }),
      recorded({ id: 'sig_3', at: '2026-04-02T00:00:00.000Z', tier: 'standard' }),
      recorded({ id: 'sig_4', at: '2026-04-09T00:00:00.000Z', is_act: false }),
      recorded({ id: 'sig_5', at: '2026-04-10T00:00:00.000Z', gone: { why: 'retracted', at, because: 'x' } }),
    ]);
    const floor = (over: object, from: AccountState = acts) => fold([moved(over)], { from }).entry_floor;
    expect([
      floor({}),
      floor({ resets: true }),
      floor({ floor: at, resets: true }),
      floor({ resets: true }, empty),
      floor({}, { ...acts, entry_floor: at }),
    ]).toEqual([null, '2026-04-03T00:00:00.000Z', at, null, at]);
    const spent = (arrow: string) => {
      const after = fold([moved({ spends: true, arrow })], { from: acts });
      return [after.closed_acts, after.signals.map((each) => each.spent?.by)];
    };
    for (const arrow of ['lost', 'regress_sql', 'regress_mql'])
      expect(spent(arrow)).toEqual([5, [arrow, arrow, undefined, arrow, undefined]]);
    expect(spent('recycle')).toEqual([0, ['recycle', 'recycle', undefined, 'recycle', undefined]]);
    expect(fold([moved({ arrow: 'lost' })], { from: acts }).closed_acts).toBe(0);
    const twice = fold([moved({ spends: true, arrow: 'recycle' }), moved({ spends: true, arrow: 'lost' })], {
      from: acts,
    });
    expect(twice.signals[0]?.spent).toEqual({ by: 'recycle', at, minted: 5 });
  });

  test("4.3a 4.3c a dossier and the CRO's word on it", () => {
    const dossier = { id: 'dos_1', scores: [], count: 3, outcome: 'pending_review' };
    const scored = fold([{ type: 'dossier_scored', dossier }], { principal: 'p-1' });
    expect([scored.dossier, scored.minted]).toStrictEqual([
      { ...dossier, scored_at: at, by: 'cro', principal: 'p-1' },
      1,
    ]);
    expect(fold([{ type: 'dossier_scored', dossier }]).dossier).toStrictEqual({ ...dossier, scored_at: at, by: 'cro' });
    const decided = (over: object) =>
      fold([{ type: 'sql_decided', decision: 'confirm', dossier: 'dos_1', ...over }], { from: scored });
    expect([decided({}).dossier?.decided, decided({}).priority]).toStrictEqual([{ decision: 'confirm', at }, 'normal']);
    expect(decided({ decision: 'dispute', reason_code: 'icp', reason: 'r' }).dossier?.decided).toStrictEqual({
      decision: 'dispute',
      at,
      reason_code: 'icp',
      reason: 'r',
    });
    expect(decided({ decision: 'flag_immediate' }).priority).toBe('high');
    expect(fold([{ type: 'sql_decided', decision: 'flag_immediate', dossier: 'dos_1' }])).toEqual(empty);
  });

  test('A12 an adopted account stands as its list states, its clocks from the adoption', () => {
    const adopted = { type: 'account_adopted', stage: 'SQL', file: 'f.csv', row: 3 };
    expect(changed([adopted], { when: later, principal: 'p-1' })).toStrictEqual({
      adopted: { by: 'cro', principal: 'p-1', at: later, stage: 'SQL', file: 'f.csv', row: 3 },
      idle_from: later,
    });
    expect(
      changed([
        {
          ...adopted,
          stage_since: '2026-01-01T00:00:00.000Z',
          last_engagement: at,
          briefing_at: later,
          cooldown_until: '2026-07-01',
        },
      ]),
    ).toStrictEqual({
      adopted: { by: 'cro', at, stage: 'SQL', file: 'f.csv', row: 3, last_engagement: at },
      stage_since: '2026-01-01T00:00:00.000Z',
      idle_from: at,
      deal: { briefing_for: later, held_at: null, proposed_at: null },
      cooldown_until: '2026-07-01',
    });
    expect(fold([adopted], { from: { ...empty, cooldown_until: '2026-05-01' } }).cooldown_until).toBe('2026-05-01');
  });

  test('L8 G-4 L9 L11 steps, overrides, proposals, flags and lessons', () => {
    const step = (event: string, more: object = {}) => ({ type: 'deal_advanced', event, on: later, ...more });
    expect(fold([step('briefing_scheduled')]).deal).toEqual({ briefing_for: later, held_at: null, proposed_at: null });
    expect(fold([step('briefing_held')]).deal).toEqual({ briefing_for: null, held_at: later, proposed_at: null });
    expect(fold([step('assessment_proposed')]).deal).toEqual({ briefing_for: null, held_at: null, proposed_at: later });
    expect(changed([step('lost', { cooldown_until: '2026-07-20' }), step('won')])).toEqual({
      cooldown_until: '2026-07-20',
    });
    const override = { id: 'ovr_1', gate: 'G1', fact: 'fct_1', justification: 'j', compensating: [] };
    const over = fold([{ type: 'gate_overridden', override }]);
    expect([over.override, over.minted]).toEqual([{ ...override, at }, 1]);
    expect(fold([{ type: 'override_fell', override: 'ovr_1', because: 'b' }], { from: over }).override).toBeNull();
    const proposal = { id: 'prp_1', change: 'regress', reason: 'r' };
    const asked = fold([{ type: 'change_proposed', proposal }], { principal: 'p-1' });
    expect([asked.proposal, asked.minted]).toStrictEqual([{ ...proposal, at, by: 'cro', principal: 'p-1' }, 1]);
    const answered = (change: string, decision: string) => {
      const {
        proposal: left,
        idle_from,
        no_ecosystem,
      } = fold([{ type: 'change_decided', change, decision }], { from: asked, when: later });
      return [left, idle_from, no_ecosystem];
    };
    expect([
      answered('regress', 'declined'),
      answered('disqualify', 'declined'),
      answered('disqualify', 'confirmed'),
      answered('regress', 'confirmed'),
    ]).toEqual([
      [null, later, false],
      [null, null, false],
      [null, null, true],
      [null, null, false],
    ]);
    expect(
      fold([{ type: 'change_decided', change: 'reinstate', decision: 'done' }], {
        from: { ...asked, no_ecosystem: true, idle_from: at },
      }),
    ).toMatchObject({ no_ecosystem: true, idle_from: at });
    const flagged = fold([
      { type: 'flag_raised', flag: 'needs_contact', because: 'b' },
      { type: 'flag_raised', flag: 'gates_failing', because: 'b' },
    ]);
    expect([
      flagged.flags,
      fold([{ type: 'flag_lowered', flag: 'needs_contact', because: 'b' }], { from: flagged }).flags,
    ]).toEqual([['needs_contact', 'gates_failing'], ['gates_failing']]);
    expect(changed([{ type: 'post_mortem_filed', outcome: 'won', learnings: 'l', predictors: [] }])).toEqual({
      post_mortem: { outcome: 'won', learnings: 'l', predictors: [], at, by: 'cro' },
    });
    expect(fold([{ type: 'mql_disputed', criterion: 'G1', outcome: 'stands', claim: 'c' }])).toEqual(empty);
  });
});

describe('duties', () => {
  test('S-1 a task is opened, hastened, missed, escalated and closed', () => {
    const task = { id: 'tsk_1', kind: 'dossier', role: 'sales.ops', clause: '4.3', due_at: later };
    const two = fold([
      { type: 'task_opened', task },
      { type: 'task_opened', task: { ...task, id: 'tsk_2' } },
    ]);
    expect([two.minted, two.tasks.map(({ opened_at }) => opened_at)]).toEqual([2, [at, at]]);
    const [one, other] = fold(
      [
        { type: 'task_hastened', task: 'tsk_1', due_at: at, because: 'b' },
        { type: 'task_missed', task: 'tsk_1' },
        { type: 'task_escalated', task: 'tsk_1' },
        { type: 'task_closed', task: 'tsk_1', note: 'n' },
      ],
      { from: two, when: later },
    ).tasks;
    expect([one, other]).toStrictEqual([
      {
        ...task,
        opened_at: at,
        due_at: at,
        missed: true,
        escalated: true,
        closed_at: later,
        closed_by: 'cro',
        note: 'n',
      },
      { ...task, id: 'tsk_2', opened_at: at },
    ]);
    expect(fold([{ type: 'task_closed', task: 'tsk_1' }], { from: two }).tasks[0]).not.toHaveProperty('note');
    expect([changed([{ type: 'alarm_set', at: later }]), fold([{ type: 'posted', channel: 'c', text: 't' }])]).toEqual([
      { alarm: later },
      empty,
    ]);
  });

  test('4.4a an intent is raised, joined, claimed, settled or withdrawn', () => {
    const intent = {
      id: 'int_1',
      role: 'cro',
      target: 'monday',
      action: 'comment',
      payload: { item: 'i', text: 'one' },
    };
    const raised = fold([
      { type: 'intent_raised', intent },
      { type: 'intent_raised', intent: { ...intent, id: 'int_2' } },
    ]);
    const first = (events: readonly object[], from = raised) => fold(events, { from, when: later }).intents[0];
    const open = { ...intent, raised_at: at };
    expect([raised.minted, raised.intents[0], first([])]).toStrictEqual([2, open, open]);
    const joined = fold([{ type: 'intent_joined', intent: 'int_1', text: 'two' }], { from: raised });
    expect(joined.intents.map(({ payload }) => payload.text)).toEqual(['one\n\ntwo', 'one']);
    const bare = fold([
      { type: 'intent_raised', intent: { ...intent, payload: {} } },
      { type: 'intent_joined', intent: 'int_1', text: 'two' },
    ]);
    expect(bare.intents[0]?.payload.text).toBe('\n\ntwo');
    const claim = { type: 'intent_claimed', intent: 'int_1', claim: 'c', creates: true };
    const claimed = fold([claim], { from: raised });
    expect(claimed.intents[0]).toStrictEqual({ ...open, claimed: { by: 'cro', at, claim: 'c' }, creates: true });
    expect(first([{ ...claim, creates: undefined }], claimed)).not.toHaveProperty('creates');
    const settle = (result: string, more: object = {}) =>
      first([{ type: 'intent_settled', intent: 'int_1', result, ...more }], claimed);
    expect(settle('done', { reference: 'r' })).toStrictEqual({
      ...open,
      creates: true,
      payload: {},
      settled: { result: 'done', at: later, reference: 'r' },
    });
    expect(settle('unknown')).toStrictEqual({ ...open, creates: true, settled: { result: 'unknown', at: later } });
    expect(settle('failed')).toStrictEqual(open);
    const withdraw = { type: 'intent_withdrawn', intent: 'int_1', because: 'b' };
    expect(first([withdraw])?.settled).toStrictEqual({ result: 'withdrawn', at: later, because: 'b' });
    expect(first([{ ...withdraw, replaced_by: 'int_2' }])).toStrictEqual({
      ...open,
      payload: {},
      settled: { result: 'withdrawn', at: later, because: 'b', replaced_by: 'int_2' },
    });
  });
});

describe('enrolments and mails', () => {
  const enrolment = {
    id: 'enr_1',
    contact: 'con_1',
    sequence: 'nurture',
    list: 'lst_1',
    versions: {},
    touch: 1,
    due_on: '2026-04-21',
  };
  const enrolled = fold([
    { type: 'contact_enrolled', enrolment },
    { type: 'contact_enrolled', enrolment: { ...enrolment, id: 'enr_2' } },
  ]);
  const enrolments = (events: readonly object[], from = enrolled) =>
    fold(events, { from, when: later }).enrolments ?? [];
  const hold = (over: object = {}) => ({
    type: 'enrolment_held',
    enrolment: 'enr_1',
    hold: { why: 'reply', ref: 'tsk_1', because: 'b', ...over },
  });

  test('C4 an enrolment is held for each reason once, released by its own, and over without any', () => {
    expect([enrolled.minted, enrolled.enrolments?.[0]]).toStrictEqual([
      2,
      { ...enrolment, enrolled_at: at, sent: [], holds: [] },
    ]);
    const held = fold([hold(), hold({ ref: 'tsk_2' }), hold({ why: 'colleague' }), hold({ because: 'c' })], {
      from: enrolled,
    });
    expect(held.enrolments?.map(({ holds }) => holds.map(({ why, ref, because }) => [why, ref, because]))).toEqual([
      [
        ['reply', 'tsk_2', 'b'],
        ['colleague', 'tsk_1', 'b'],
        ['reply', 'tsk_1', 'c'],
      ],
      [],
    ]);
    const release = { type: 'enrolment_released', enrolment: 'enr_1', why: 'reply', ref: 'tsk_1', because: 'b' };
    expect(enrolments([release], held)[0]).toMatchObject({
      due_on: '2026-04-21',
      holds: [{ ref: 'tsk_2' }, { why: 'colleague' }],
    });
    expect(enrolments([{ ...release, due_on: '2026-04-30' }], held).map(({ due_on }) => due_on)).toEqual([
      '2026-04-30',
      '2026-04-21',
    ]);
    expect(
      enrolments([{ type: 'enrolment_over', enrolment: 'enr_1', as: 'ended', because: 'b' }], held)[0],
    ).toMatchObject({ holds: [], over: { as: 'ended', at: later, because: 'b' } });
    expect(
      enrolments([{ type: 'enrolment_handed_on', enrolment: 'enr_2', contact: 'con_9' }]).map(({ contact }) => contact),
    ).toEqual(['con_1', 'con_9']);
    expect(enrolments([{ type: 'enrolment_taken', enrolment: { ...enrolment, id: 'enr_9' } }], empty)).toEqual([
      { ...enrolment, id: 'enr_9' },
    ]);
    expect(enrolments([{ type: 'enrolment_taken', enrolment: { ...enrolment, id: 'enr_9' } }])).toHaveLength(3);
  });

  const permit = { id: 'prm_1', contact: 'con_1', enrolment: 'enr_1', touch: 1, hash: 'h', expires_at: later };
  const granted = fold(
    [
      { type: 'permit_granted', permit },
      { type: 'permit_granted', permit: { ...permit, id: 'prm_2' } },
    ],
    { from: enrolled },
  );
  const mails = (...events: readonly object[]) => {
    const { permits, over_permits, enrolments: each = [] } = fold(events, { from: granted, when: later });
    return {
      permits: permits?.map(({ id, state }) => [id, state]),
      over: over_permits?.map(({ permit: { id }, at: when, why }) => [id, when, why]),
      sent: each.map(({ touch, due_on, sent }) => [touch, due_on, sent]),
    };
  };
  const both = [
    ['prm_1', 'open'],
    ['prm_2', 'open'],
  ];
  const unsent = [
    [1, '2026-04-21', []],
    [1, '2026-04-21', []],
  ];
  const delivered = (event: string, more: object = {}) => ({
    type: 'delivery_recorded',
    delivery: { permit: 'prm_1', contact: 'con_1', event, at: later },
    ...more,
  });
  const touched = { touched: { on: '2026-04-22', next_due: '2026-04-24' } };

  test('M1 a permit is granted, redeemed, revoked or lapsed', () => {
    expect([granted.minted, granted.permits?.[0]]).toStrictEqual([
      4,
      { ...permit, by: 'cro', granted_at: at, state: 'open' },
    ]);
    expect(fold([{ type: 'permit_granted', permit }], { principal: 'p-1' }).permits?.[0]?.principal).toBe('p-1');
    const redeemed = fold(
      [
        { type: 'permit_redeemed', permit: 'prm_1', contact: 'con_1', by: 'x', call: 'c' },
        { type: 'permit_redeemed', permit: 'prm_2', contact: 'con_1', by: 'y' },
      ],
      { from: granted, when: later },
    );
    expect(redeemed.permits?.map(({ state, redeemed: use }) => [state, use])).toStrictEqual([
      ['redeemed', { at: later, by: 'x', call: 'c' }],
      ['redeemed', { at: later, by: 'y' }],
    ]);
    expect(
      mails(
        { type: 'permit_revoked', permit: 'prm_1', contact: 'con_1', because: 'b' },
        { type: 'permit_lapsed', permit: 'prm_2', contact: 'con_1' },
      ),
    ).toEqual({
      permits: [],
      over: [
        ['prm_1', later, 'b'],
        ['prm_2', later, 'it lapsed unused'],
      ],
      sent: unsent,
    });
    expect(mails({ type: 'permit_lapsed', permit: 'prm_9', contact: 'con_1' })).toEqual({
      permits: both,
      over: undefined,
      sent: unsent,
    });
    expect(
      fold([{ type: 'permit_taken', permit: { ...permit, id: 'prm_9' } }], { from: granted }).permits?.map(
        ({ id }) => id,
      ),
    ).toEqual(['prm_1', 'prm_2', 'prm_9']);
    expect(fold([{ type: 'permit_taken', permit }]).permits).toEqual([permit]);
    expect(fold([{ type: 'email_rendered', email: {} }])).toEqual(empty);
    const ids = Array.from({ length: 21 }, (_, n) => `prm_${n}`);
    const many = fold(
      ids.flatMap((id) => [
        { type: 'permit_granted', permit: { ...permit, id } },
        { type: 'permit_lapsed', permit: id, contact: 'con_1' },
      ]),
    );
    expect(many.over_permits?.map((each) => each.permit.id)).toEqual(ids.slice(1));
  });

  test('M2 a report settles a permit, sends its touch once, or leaves it unknown', () => {
    const sent = [[2, '2026-04-24', [{ touch: 1, permit: 'prm_1', on: '2026-04-22' }]], unsent[1]];
    expect(mails(delivered('sent', touched))).toEqual({ permits: [both[1]], over: undefined, sent });
    expect(mails(delivered('sent'))).toEqual({ permits: [both[1]], over: undefined, sent: unsent });
    expect(mails(delivered('failed', touched))).toEqual({ permits: [both[1]], over: undefined, sent: unsent });
    expect(mails(delivered('unknown'))).toEqual({
      permits: [['prm_1', 'unknown'], both[1]],
      over: undefined,
      sent: unsent,
    });
    for (const event of ['open', 'bounce_hard', 'complaint'])
      expect(mails(delivered(event, touched))).toEqual({ permits: both, over: undefined, sent: unsent });
    expect(
      mails({ type: 'permit_lapsed', permit: 'prm_1', contact: 'con_1' }, delivered('sent', touched)).sent,
    ).toEqual(sent);
    expect(fold([delivered('sent', touched)])).toEqual(empty);
    for (const missing of ['enrolment', 'touch']) {
      const { [missing as 'touch']: _, ...bare } = permit;
      const after = fold([{ type: 'permit_granted', permit: bare }, delivered('sent', touched)], { from: enrolled });
      expect([after.permits, after.enrolments]).toEqual([[], enrolled.enrolments]);
    }
  });

  test('A10 Y2 the newest answer of a person is kept, an absence is none; words that ask to stop withhold', () => {
    const reply = (id: string, kind: number, received_at: string, contact = 'con_1') => ({
      type: 'reply_recorded',
      reply: { id, contact, kind, received_at, hash: 'h' },
    });
    const answered = (...events: readonly object[]) => fold(events).answered;
    const first = { reply: 'r1', type: 2, at };
    expect(answered(reply('r1', 2, at), reply('r0', 6, '2026-04-20T00:00:00.000Z'), reply('r2', 9, later))).toEqual({
      con_1: first,
    });
    expect(answered(reply('r1', 2, at), reply('r3', 6, at))).toEqual({ con_1: { reply: 'r3', type: 6, at } });
    expect(answered(reply('r1', 2, at), reply('r4', 1, '2026-04-20T00:00:00.000Z', 'con_2'))).toEqual({
      con_1: first,
      con_2: { reply: 'r4', type: 1, at: '2026-04-20T00:00:00.000Z' },
    });
    expect(answered(reply('r2', 9, later))).toBeUndefined();
    const held = fold([
      { type: 'contact_withheld', withholding: { id: 'wth_1', contact: 'con_1' } },
      { type: 'contact_withheld', withholding: { id: 'wth_2', contact: 'con_2' } },
    ]);
    expect([held.minted, held.withheld]).toEqual([
      2,
      [
        { id: 'wth_1', contact: 'con_1', at },
        { id: 'wth_2', contact: 'con_2', at },
      ],
    ]);
    expect(
      fold([{ type: 'withholding_ended', withholding: 'wth_1', because: 'b' }], { from: held }).withheld?.map(
        ({ id }) => id,
      ),
    ).toEqual(['wth_2']);
  });
});
