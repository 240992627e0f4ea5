import { describe, expect, test } from 'vitest';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import type { Happened } from '../../../src/rules/simulation/happened.ts';
import { RecordedState } from '../../../src/rules/simulation/recorded-state.ts';
import { acme, con, file, signal, start } from '../../support/builders.ts';
import { mailing } from '../sending/mailing.ts';

const world = acme();
file(world, signal.comment(), { ago: 1 });
file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' } });
const { id } = world.account('acme.com');
const [ana, bo] = [con(world), con(world, 2)];
const told = { seq: 900, at: start, recorded_at: start, by: 'sales.ops', policy: 'hash' } as const;
const ofAccount = (event: object, marks: readonly string[] = [], more: object = {}): Happened =>
  ({ ...told, kind: 'account', account: id, event: event as AccountEvent, marks, words: null, ...more }) as Happened;
const ofPerson = (type: 'person_suppressed' | 'suppression_voided', mark: string): Happened =>
  ({ ...told, kind: 'person', mark, event: { type, reason: 'opt_out', contexts: [] } }) as Happened;

/** Acme as it stands, with these events after it. */
function held(...events: readonly Happened[]): RecordedState {
  const found = new RecordedState((at) => at.slice(0, 10));
  for (const each of [...world.happened, ...events]) found.take(each);
  return found;
}

const suppressed = (...events: readonly Happened[]) => {
  const found = held(...events);
  const account = found.accounts.get(id);
  if (!account) throw new Error('no account');
  return [...found.suppressed(account)];
};

describe('L13 who may not be written to, as it stood', () => {
  const [contact] = world.account('acme.com').contacts;
  const tie = { type: 'contact_tied', contact: ana };

  test.each<[string, object]>([
    ['is added', { type: 'contact_added', contact: { ...contact, id: 'con_9' } }],
    ['is changed', { type: 'contact_changed', contact }],
    ['comes with another account', { type: 'contact_taken', contact: { ...contact, id: 'con_9' } }],
    ['is tied to somebody', tie],
    ['goes over with who is joined', { type: 'contacts_joined', contact: ana, same_as: bo }],
  ])('L13 P4 by an address that %s, whichever came first', (_, event) => {
    const { contact: whose } = event as { readonly contact: string | { readonly id: string } };
    const them = typeof whose === 'string' ? whose : whose.id;
    const brought = ofAccount(event, ['mark_1', 'mark_2']);
    const stopped = ofPerson('person_suppressed', 'mark_2');
    expect([
      suppressed(brought),
      suppressed(brought, stopped),
      suppressed(stopped, brought),
      suppressed(stopped, ofAccount(event, ['mark_3'])),
      suppressed(brought, stopped, ofPerson('suppression_voided', 'mark_2')),
    ]).toEqual([[], [them], [them], [], []]);
  });

  test('L13 P4 an address that was theirs stays so, until they are erased', () => {
    const marks = (...more: readonly Happened[]) =>
      suppressed(ofAccount(tie, ['old']), ofAccount(tie, ['new']), ofPerson('person_suppressed', 'old'), ...more);
    expect(marks()).toEqual([ana]);
    expect(marks(ofAccount({ type: 'person_erased', contact: ana, basis: 'b' }))).toEqual([]);
    expect(marks(ofAccount({ type: 'person_erased', contact: bo, basis: 'b' }))).toEqual([ana]);
  });

  test('L13 L14 P4 by their own record, until that is voided, each at their own account', () => {
    const stop = (whose: string) => ofAccount({ type: 'contact_suppressed', contact: whose, reason: 'r' });
    const lift = (whose: string) => ofAccount({ type: 'suppression_voided', contact: whose });
    expect([
      suppressed(stop(ana)),
      suppressed(stop(ana), stop(bo)),
      suppressed(stop(ana), lift(bo)),
      suppressed(stop(ana), stop(bo), lift(ana)),
      suppressed(lift(ana)),
    ]).toEqual([[ana], [ana, bo], [ana], [bo], []]);
    expect(held(stop(ana)).suppressed({ ...world.account('acme.com'), id: 'acc_other', contacts: [] }).size).toBe(0);
  });
});

describe('P4 mails as they stood', () => {
  const permit = { id: 'prm_1', contact: ana, hash: 'h', expires_at: '2026-04-21T14:30:00.000Z' };
  const granted = (over: object = {}, at = start) =>
    ofAccount({ type: 'permit_granted', permit: { ...permit, ...over } }, [], { at, by: 'cro' });
  const delivered = (event: string, more: object = {}) =>
    ofAccount({ type: 'delivery_recorded', delivery: { contact: ana, event, at: start, permit: 'prm_1', ...more } });

  test('M1 P4 permits of a contact and bytes, the newest last, and whether one was used', () => {
    const found = held(granted(), granted({ id: 'prm_2' }), granted({ id: 'prm_3', hash: 'other' }), delivered('sent'));
    expect([found.permitsFor(ana, 'h'), found.permitsFor(ana, 'other'), found.permitsFor(bo, 'h')]).toEqual([
      [{ permit: 'prm_1' }, { permit: 'prm_2' }],
      [{ permit: 'prm_3' }],
      [],
    ]);
    expect([found.stepsOf('prm_1'), found.stepsOf('prm_2')]).toEqual([[{ step: 'sent' }], []]);
    const none = { permit: undefined };
    expect(held(granted(), delivered('open'), delivered('sent', none)).stepsOf('prm_1')).toEqual([]);
  });

  test('M3 P4 a permit takes its place in the cap of its day, once, and one whose time is over leaves it', () => {
    const slot = { permit: 'prm_1', day: '2026-04-20', is_direct: false, until: null };
    const taken = { ...told, kind: 'mailbox', event: { type: 'slot_taken', ...slot } } as unknown as Happened;
    const { until, day } = { until: permit.expires_at, day: '2026-04-21' };
    expect(held(granted(), taken).mailbox.slots).toEqual({ prm_1: { day, is_direct: true, until } });
    expect(held(granted({ email: 'eml_1' })).mailbox.slots).toEqual({ prm_1: { day, is_direct: false, until } });
    const kept = { ...told, kind: 'mailbox', event: { type: 'slot_kept', permit: 'prm_1' } } as Happened;
    expect(held(granted(), kept).mailbox.slots).toEqual({ prm_1: { day, is_direct: true, until: null } });
    expect(held(taken).mailbox.slots).toEqual({ prm_1: { day: '2026-04-20', is_direct: false, until: null } });
    expect(Object.keys(held(granted(), granted({ id: 'prm_2' }, '2026-04-21T15:00:00.000Z')).mailbox.slots)).toEqual([
      'prm_2',
    ]);
  });

  test('P4 rendered mails by their id, and the mailbox by its own events, stamped as they were', () => {
    const email = { id: 'eml_1', hash: 'h', contact: ana, failing: [], said: [] };
    expect([...held(ofAccount({ type: 'email_rendered', email })).emails]).toEqual([['eml_1', email]]);
    const pause = { type: 'mailbox_paused', because: 'bounces' };
    expect(held({ ...told, kind: 'mailbox', event: pause } as Happened).mailbox.paused).toEqual({
      at: start,
      because: 'bounces',
      by: 'sales.ops',
    });
  });
});

test('P4 the desk and the copy by their own events', () => {
  const task = { id: 'tsk_desk_90', kind: 'incident', role: 'chief.staff', clause: '7', due_at: start };
  const opened = { ...told, kind: 'desk', event: { type: 'task_opened', task } } as unknown as Happened;
  expect(held(opened).desk.tasks).toContainEqual({ ...task, opened_at: start });
  const mailed = mailing();
  const copied = new RecordedState((at) => at.slice(0, 10));
  for (const each of mailed.happened) copied.take(each);
  expect([copied.copy, copied.desk, [...copied.accounts.values()]]).toEqual([
    mailed.copy,
    mailed.desk,
    [...mailed.accounts.values()],
  ]);
});

test('L16 P4 who stood behind an event is on record with it, where somebody did', () => {
  const proposal = { id: 'prp_1', change: 'regress', reason: 'silent' };
  const by = (more: object) =>
    held(ofAccount({ type: 'change_proposed', proposal }, [], more)).accounts.get(id)?.proposal;
  expect([by({}), by({ principal: 'p1' })]).toStrictEqual([
    { ...proposal, at: start, by: 'sales.ops' },
    { ...proposal, at: start, by: 'sales.ops', principal: 'p1' },
  ]);
});
