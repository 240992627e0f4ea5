import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import { entryObstacles } from '../../../src/rules/sequences/eligibility.ts';
import { acmePending, idAt } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const ana = idAt('con_7');

/** Every touch was sent by Tuesday 21 April 2026, 10:00. */
function completed(sequence: string, over: Partial<Enrolment> = {}): Enrolment {
  return {
    id: idAt('enr_90'),
    contact: ana,
    sequence,
    versions: { 1: `${sequence}_1_v1` },
    enrolled_at: '2026-04-21T14:00:00.000Z',
    touch: 2,
    due_on: null,
    sent: [],
    holds: [],
    over: { as: 'complete', at: '2026-04-21T14:00:00.000Z', because: 'every touch was sent' },
    ...over,
  };
}

/** Acme, with acts of the days before, as an MQL without review that was written to. */
function acmeWritten(enrolments: readonly Enrolment[], over: Partial<AccountState> = {}): TestWorld {
  const world = acmePending();
  const state = world.account('acme.com');
  const [contact] = state.contacts;
  if (!contact) throw new Error('nobody is at Acme');
  const own = enrolments.map((each) => ({ ...each, contact: contact.id }));
  world.place({
    ...state,
    stage: 'MQL',
    review: 'NONE',
    stage_since: '2026-04-10T14:00:00.000Z',
    enrolments: own,
    signals: state.signals.map((each) => ({
      ...each,
      at: '2026-04-20T13:00:00.000Z',
      filed_at: '2026-04-20T13:00:00.000Z',
    })),
    ...over,
  });
  return world;
}

/** Any act on the account: time is applied first. */
function at(world: TestWorld, now: string): AccountState {
  world.now = now;
  world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: [`acme${now.slice(5, 10)}.com`] });
  return world.account('acme.com');
}

const proposals = ({ tasks }: AccountState) => tasks.filter(({ kind }) => kind === 'propose_re_engagement');

describe('5.6 silence', () => {
  test('5.2c 5.6.10 C5 thirty days after a nurture that nobody answered sales.ops owes the proposal for re-engagement, once', () => {
    const world = acmeWritten([completed('nurture')]);
    expect(proposals(at(world, '2026-05-20T16:00:00.000Z'))).toEqual([]);
    expect(proposals(at(world, '2026-05-25T16:00:00.000Z'))).toMatchObject([
      { role: 'sales.ops', opened_at: '2026-05-21T04:00:00.000Z' },
    ]);
    expect(proposals(at(world, '2026-05-26T16:00:00.000Z'))).toHaveLength(1);
    const state = world.account('acme.com');
    const entry = entryObstacles(
      're_engagement',
      { state, suppressed: new Set() },
      state.contacts[0]?.id ?? '',
      world.context('sales.ops'),
    );
    expect(entry).toEqual([]);
  });

  test('5.6.10 C5 S-2 a proposal that is open already, of a recycling say, serves the silence too, and none is opened once it is done', () => {
    const open = {
      id: idAt('tsk_91'),
      kind: 'propose_re_engagement',
      role: 'sales.ops',
      clause: '3.5',
      opened_at: '2026-05-01T14:00:00.000Z',
      due_at: '2026-05-02T14:00:00.000Z',
    } as const;
    const world = acmeWritten([completed('nurture')], { tasks: [open] });
    expect(proposals(at(world, '2026-05-25T16:00:00.000Z'))).toEqual([open]);
    const state = world.account('acme.com');
    world.place({ ...state, tasks: [{ ...open, closed_at: '2026-05-25T16:00:00.000Z' }] });
    expect(proposals(at(world, '2026-05-26T16:00:00.000Z'))).toHaveLength(1);
  });

  test('C5 an answer is no silence, and who was enrolled again waits for that', () => {
    const answered = acmeWritten([completed('nurture')]);
    const { contacts } = answered.account('acme.com');
    const contact = contacts[0]?.id ?? '';
    answered.place({
      ...answered.account('acme.com'),
      answered: { [contact]: { reply: 'rpl_1', type: 2, at: '2026-04-25T14:00:00.000Z' } },
    });
    expect(proposals(at(answered, '2026-06-20T16:00:00.000Z'))).toEqual([]);
    const { over: _over, ...rest } = completed('re_engagement', { id: idAt('enr_91') });
    const again = { ...rest, enrolled_at: '2026-05-01T14:00:00.000Z', due_on: '2026-08-01' };
    expect(proposals(at(acmeWritten([completed('nurture'), again]), '2026-06-20T16:00:00.000Z'))).toEqual([]);
  });

  test.each(['PROSPECT', 'MQL', 'RECYCLED'] as const)(
    '5.2c 5.6.10 C5 thirty days after re-engagement in vain the account is archived from %s, at that instant',
    (stage) => {
      const world = acmeWritten([completed('re_engagement')], { stage });
      expect(at(world, '2026-05-20T16:00:00.000Z').stage).toBe(stage);
      const state = at(world, '2026-05-29T16:00:00.000Z');
      expect(state).toMatchObject({
        stage: 'ARCHIVED',
        stage_since: '2026-05-21T04:00:00.000Z',
        entered_by: 'archive_silent',
      });
    },
  );

  test('5.6.10 C5 no SQL is archived or re-engaged by silence, nor an account under review', () => {
    const both = [completed('activation'), completed('re_engagement', { id: idAt('enr_91') })];
    expect(at(acmeWritten(both, { stage: 'SQL' }), '2026-07-01T16:00:00.000Z').stage).toBe('SQL');
    const reviewed = at(acmeWritten(both, { review: 'DOSSIER_DUE' }), '2026-07-01T16:00:00.000Z');
    expect([reviewed.stage, proposals(reviewed)]).toEqual(['MQL', []]);
  });

  test('C5 an act after re-engagement began is no silence', () => {
    const world = acmeWritten([completed('re_engagement')]);
    const state = world.account('acme.com');
    const late = state.signals.map((each) => ({ ...each, at: '2026-05-02T13:00:00.000Z' }));
    world.place({ ...state, signals: late });
    expect(at(world, '2026-06-29T16:00:00.000Z').stage).toBe('MQL');
  });
});
