import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { openTasks } from '../../../src/rules/tasks/tasks.ts';
import type { TestWorld } from '../../support/world.ts';
import { ana, mailing } from '../sending/mailing.ts';
import { reply } from './replying.ts';

const owed = (world: TestWorld, role = 'cro') =>
  openTasks(world.account('acme.com'))
    .filter((task) => task.role === role)
    .map(({ kind, due_at }) => `${kind} ${due_at}`);

const warm = ['answer_warm 2026-04-22T14:00:00.000Z', 'follow_up_warm 2026-04-26T14:00:00.000Z'];
const later = (world: TestWorld, hours: number) => {
  world.now = new Date(Date.parse(world.now) + hours * 3_600_000).toISOString();
};

test.each([
  ['an opt-out', (world: TestWorld) => reply(world, 8, { text: 'Please unsubscribe me.' })],
  ['a hostile reply', (world: TestWorld) => reply(world, 7, { text: 'Go away.' })],
  [
    'a complaint',
    (world: TestWorld) => world.run('cro', recordDelivery, { event: 'complaint', to: ana, at: world.now }),
  ],
  ['suppress_contact', (world: TestWorld) => world.run('cro', suppressContact, { contact: ana, reason: 'opt_out' })],
  ['an erasure', (world: TestWorld) => world.run('legal.exec', erasePerson, { contact: ana, basis: 'request 7' })],
])('3.5c L13 S-1 after %s the cro owes that person no mail, and colleagues wait for none', (_, act) => {
  const world = mailing();
  reply(world, 2);
  expect(owed(world)).toEqual(warm);
  later(world, 1);
  act(world);
  expect(owed(world)).toEqual([]);
  const holds = world.account('acme.com').enrolments?.flatMap((each) => (each.over ? [] : each.holds));
  expect(holds?.filter(({ because }) => because.startsWith('a reply of type 2'))).toEqual([]);
});

test('3.5c S-1 the right person at the company is looked for all the same, and a colleague is answered', () => {
  const world = mailing();
  reply(world, 5);
  reply(world, 3, { contact: 'bo@acme.com', details: { timeline: '2026-Q3' } });
  reply(world, 8, { text: 'Please unsubscribe me.' });
  expect(owed(world, 'sales.ops').filter((each) => each.startsWith('answer_wrong_person'))).toHaveLength(1);
  expect(owed(world)).toEqual([
    'answer_later 2026-04-23T14:00:00.000Z',
    'timeline_trigger 2026-05-20T21:00:00.000Z',
    'send_value_piece 2026-04-28T14:00:00.000Z',
  ]);
});

test('L14 what a voided suppression had ended is owed again, due as it was; what was answered before is not', () => {
  const world = mailing();
  const suppress = () => world.run('cro', suppressContact, { contact: ana, reason: 'opt_out' });
  const lift = () => world.run('legal.exec', voidSuppression, { contact: ana, evidence: 'another Ana wrote' });
  reply(world, 2);
  later(world, 1);
  suppress();
  later(world, 1);
  lift();
  expect(owed(world)).toEqual(warm);
  world.run('cro', recordDelivery, { event: 'sent', to: ana, message_id: '<by-hand@ours.example>', at: world.now });
  expect(owed(world)).toEqual(warm.slice(1));
  suppress();
  lift();
  expect(owed(world)).toEqual(warm.slice(1));
});

test('L14 what was closed by hand stays closed, though its note reads like a suppression’s', () => {
  const world = mailing();
  reply(world, 2);
  const [answer] = openTasks(world.account('acme.com'), 'answer_warm');
  world.run('cro', completeTask, { task: answer?.id ?? '', note: 'the person is not to be written to any more' });
  world.run('cro', suppressContact, { contact: ana, reason: 'opt_out' });
  world.run('legal.exec', voidSuppression, { contact: ana, evidence: 'another Ana wrote' });
  expect(owed(world)).toEqual(warm.slice(1));
});

test('L14 A11 what a suppressed person wrote is owed its answer once the suppression is voided, and only once', () => {
  const world = mailing();
  const suppress = () => world.run('cro', suppressContact, { contact: ana, reason: 'opt_out' });
  const lift = () => world.run('legal.exec', voidSuppression, { contact: ana, evidence: 'another Ana wrote' });
  suppress();
  reply(world, 2);
  expect(owed(world)).toEqual(['look_at_returned 2026-04-22T14:00:00.000Z']);
  later(world, 1);
  lift();
  expect(owed(world)).toEqual(['answer_warm 2026-04-22T15:00:00.000Z']);
  world.run('cro', recordDelivery, { event: 'sent', to: ana, message_id: '<by-hand@ours.example>', at: world.now });
  suppress();
  lift();
  expect(owed(world)).toEqual([]);
});

test('A2 Y3 an answer owed goes with the person who moves, and is given there; colleagues wait no more', () => {
  const world = mailing();
  reply(world, 2);
  world.run('sales.ops', saveAccount, { domain: 'hooli.com', name: 'Hooli' });
  world.run('sales.ops', saveAccount, {
    domain: 'hooli.com',
    contacts: [{ contact: ana, email: 'ana@hooli.com' }],
  });
  expect(owed(world)).toEqual([]);
  expect(world.account('acme.com').enrolments?.find(({ over }) => !over)?.holds).toEqual([]);
  const there = () => openTasks(world.account('hooli.com')).filter(({ role }) => role === 'cro');
  expect(there().map(({ kind, due_at, subject }) => [`${kind} ${due_at}`, subject])).toEqual(
    warm.map((each) => [each, world.account('hooli.com').contacts[0]?.id]),
  );
  const to = 'ana@hooli.com';
  world.run('cro', recordDelivery, { event: 'sent', to, message_id: '<by-hand@ours.example>', at: world.now });
  expect(there().map(({ kind }) => kind)).toEqual(['follow_up_warm']);
});
