import { describe, expect, test } from 'vitest';
import type { AccountState, Contact, Signal } from '../../../src/rules/aggregates/account.ts';
import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import { archivedOn, completedOf, reengagementOn, silenceOver } from '../../../src/rules/criteria/silence.ts';
import { acme, file, signal } from '../../support/builders.ts';

const world = acme();
file(world, signal.comment(), { ago: 100 });
file(world, signal.like(), { ago: 100, contact: { email: 'bo@acme.com' } });
const context = world.context('sales.ops');
const [ana, bo] = world.account('acme.com').contacts as readonly [Contact, Contact];
const early = '2026-01-01T00:00:00.000Z';
const acts = world.account('acme.com').signals.map((each) => ({ ...each, filed_at: early })) as [Signal, Signal];
const [began, ended] = ['2026-03-02T15:00:00.000Z', '2026-04-10T15:00:00.000Z'];
/** Thirty days after the day on which it ended. */
const over = '2026-05-10T04:00:00.000Z';

const enrolled = (sequence: string, given: Partial<Enrolment> = {}): Enrolment => ({
  id: `enr_${sequence}`,
  contact: ana.id,
  sequence,
  versions: {},
  enrolled_at: began,
  touch: 5,
  due_on: null,
  sent: [],
  holds: [],
  over: { as: 'complete', at: ended, because: 'every touch was sent' },
  ...given,
});
const at = (given: Partial<AccountState>): AccountState => ({
  ...world.account('acme.com'),
  signals: acts,
  stage: 'MQL',
  review: 'NONE',
  stage_since: early,
  ...given,
});
const answered = (when: string, contact = ana.id) => ({
  answered: { [contact]: { reply: 'rep_1', type: 9, at: when } },
});
const cut = { over: { as: 'ended' as const, at: ended, because: 'it is SQL' } };
const { over: _over, ...running } = enrolled('activation');

describe('C5 sequences that ran to their end', () => {
  test('C5 of the kinds that are asked for, every touch sent', () => {
    const enrolments = [
      enrolled('nurture'),
      enrolled('activation'),
      enrolled('re_engagement'),
      enrolled('nurture', cut),
      enrolled('toString'),
      running,
    ];
    const names = (...kinds: Parameters<typeof completedOf>[1]) =>
      completedOf({ enrolments }, kinds, context).map(({ sequence }) => sequence);
    expect([names('nurture', 'activation'), names('re_engagement'), names()]).toEqual([
      ['nurture', 'activation'],
      ['re_engagement'],
      [],
    ]);
    expect(completedOf({}, ['nurture'], context)).toEqual([]);
    const [first] = completedOf({ enrolments }, ['nurture'], context);
    expect(first && silenceOver(first, context)).toBe(over);
  });
});

describe('C5 when re-engagement may be proposed', () => {
  const from = (given: Partial<AccountState>, ...suppressed: readonly string[]) =>
    reengagementOn(
      { state: at({ enrolments: [enrolled('nurture')], ...given }), suppressed: new Set(suppressed) },
      context,
    );

  test('C5 thirty days after the silence, or after the account came to its stage', () => {
    expect(from({})).toBe(over);
    expect(from({ enrolments: [enrolled('activation')] })).toBe(over);
    expect(from({ stage_since: '2026-06-01T00:00:00.000Z' })).toBe('2026-06-01T00:00:00.000Z');
    const later = { as: 'complete' as const, at: '2026-04-11T15:00:00.000Z', because: 'every touch was sent' };
    expect(from({ enrolments: [enrolled('nurture', { contact: bo.id, over: later }), enrolled('nurture')] })).toBe(
      over,
    );
    expect(from({ enrolments: [enrolled('nurture'), enrolled('nurture', { contact: bo.id, over: later })] })).toBe(
      over,
    );
  });

  test('C5 only where it is quiet', () => {
    const stages = ['PROSPECT', 'MQL', 'RECYCLED', 'SQL', 'ARCHIVED', 'WON', 'DISQUALIFIED'] as const;
    expect(stages.map((stage) => from({ stage }))).toEqual([over, over, over, null, null, null, null]);
    expect([
      from({ review: 'DOSSIER_DUE' }),
      from({ enrolments: [] }),
      from({ enrolments: [enrolled('nurture', cut)] }),
    ]).toEqual([null, null, null]);
    expect(from({ enrolments: [enrolled('re_engagement')] })).toBeNull();
  });

  test('C5 for who may still be written to', () => {
    const as = (given: Partial<Contact>) => from({ contacts: [{ ...ana, ...given }] });
    expect([as({}), as({ left: { to: 'beta.com', at: ended } }), as({ erased: true }), as({ part_of: bo.id })]).toEqual(
      [over, null, null, null],
    );
    expect([from({}, ana.id), from({}, bo.id), from({ contacts: [] })]).toEqual([null, over, null]);
  });

  test('C5 who did not answer from its beginning on', () => {
    expect([from(answered(began)), from(answered('2026-03-02T14:59:59.999Z')), from(answered(ended, bo.id))]).toEqual([
      null,
      over,
      over,
    ]);
  });

  test('C5 and stands in no later sequence', () => {
    const other = (enrolled_at: string, contact = ana.id) =>
      from({ enrolments: [enrolled('nurture'), enrolled('re_engagement', { enrolled_at, contact, ...cut })] });
    expect([other(began), other('2026-03-02T15:00:00.001Z'), other(ended, bo.id)]).toEqual([over, null, over]);
  });
});

describe('C5 when silence archives', () => {
  const on = (given: Partial<AccountState>, ...suppressed: readonly string[]) =>
    archivedOn(
      { state: at({ enrolments: [enrolled('re_engagement')], ...given }), suppressed: new Set(suppressed) },
      context,
    );

  test('C5 thirty days after re-engagement ended, or after the account came to its stage', () => {
    expect(on({})).toBe(over);
    expect(on({ stage_since: '2026-06-01T00:00:00.000Z' })).toBe('2026-06-01T00:00:00.000Z');
    const two = (one: string, other: string) =>
      on({
        enrolments: [one, other].map((each) =>
          enrolled('re_engagement', { over: { as: 'complete', at: `${each}T15:00:00.000Z`, because: 'sent' } }),
        ),
      });
    expect([two('2026-04-10', '2026-04-12'), two('2026-04-12', '2026-04-10')]).toEqual([
      '2026-05-12T04:00:00.000Z',
      '2026-05-12T04:00:00.000Z',
    ]);
  });

  test('C5 from PROSPECT, MQL or RECYCLED, not while a review, a proposal or a sequence runs', () => {
    const stages = ['PROSPECT', 'MQL', 'RECYCLED', 'SQL', 'BRIEFING_READY', 'ARCHIVED'] as const;
    expect(stages.map((stage) => on({ stage }))).toEqual([over, over, over, null, null, null]);
    const proposal = {} as NonNullable<AccountState['proposal']>;
    expect([
      on({ review: 'PENDING_CRO' }),
      on({ proposal }),
      on({ enrolments: [enrolled('re_engagement'), running] }),
    ]).toEqual([null, null, null]);
    expect([on({ enrolments: [] }), on({ enrolments: [enrolled('nurture')] })]).toEqual([null, null]);
    expect(on({ enrolments: [enrolled('re_engagement', cut)] })).toBeNull();
  });

  test('C5 nobody answered or acted since it began', () => {
    expect([on(answered(began)), on(answered(began, bo.id)), on(answered('2026-03-02T14:59:59.999Z'))]).toEqual([
      null,
      null,
      over,
    ]);
    const acted = (given: Partial<Signal>, ...suppressed: readonly string[]) =>
      on({ signals: [{ ...acts[0], filed_at: early, at: early, ...given }] }, ...suppressed);
    expect([acted({}), acted({ at: began }), acted({ filed_at: began }), acted({ at: began }, ana.id)]).toEqual([
      over,
      null,
      null,
      over,
    ]);
    const kept = { at: '2026-03-02T14:59:59.999Z', filed_at: '2026-03-02T14:59:59.999Z' };
    expect([acted(kept), acted({ at: began, is_act: false })]).toEqual([over, over]);
  });
});
