import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Intent } from '../../../src/rules/aggregates/intent.ts';
import { confirmIntent } from '../../../src/rules/outbox/confirm-intent.ts';
import { takeIntent } from '../../../src/rules/outbox/take-intent.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { classify, con, decide, file, put, score, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { acmeNurtured, twoStarted } from '../sequences/nurtured.ts';

const inApollo = (world: TestWorld, domain = 'acme.com') =>
  world.account(domain).intents.filter(({ target }) => target === 'apollo');
const told = ({ action, payload: { contact, mode, sequence, stage, item }, settled }: Intent) =>
  [
    action,
    contact,
    mode,
    sequence,
    stage,
    item,
    settled?.result === 'withdrawn' ? settled.because : settled?.result,
  ].filter((each) => each !== undefined);
const all = (world: TestWorld) => inApollo(world).map(told);
const open = (world: TestWorld) => inApollo(world).filter(({ settled }) => settled === undefined);
const know = (world: TestWorld, ...people: readonly string[]) =>
  world.run('sales.ops', saveAccount, {
    domain: 'acme.com',
    contacts: people.map((email, n) => ({ email, external: { apollo: `apollo-${n}` } })),
  });
const hold = (world: TestWorld, action: 'pause' | 'resume' | 'end', contact = 'ana@acme.com') =>
  world.run('sales.ops', holdSequence, { contact, action, reason: 'she asked for a week' });

/** Ana and Bo on their way through nurture, both known to Apollo. */
function known(): TestWorld {
  const world = twoStarted();
  know(world, 'ana@acme.com', 'bo@acme.com');
  return world;
}

test('5.5b M8 a stage is told of whom Apollo knows and who is still there, at most ten of an account', () => {
  const world = acmeNurtured();
  const people = Array.from({ length: 14 }, (_, n) => `p${n}@acme.com`);
  world.run('sales.ops', saveAccount, {
    domain: 'acme.com',
    contacts: people.map((email, n) => ({ email, name: `P ${n}`, external: { apollo: `apollo-${n}` } })),
  });
  const { contacts } = world.account('acme.com');
  const gone = [{ left: { to: 'acc_x', at: world.now } }, { part_of: con(world) }, { erased: true as const }];
  put(world, {
    contacts: contacts.map((each, n) => ({ ...each, ...gone[n - 1] })),
  });
  file(world, signal.E4(), { contact: { email: 'zed@acme.com', name: 'Zed Q' } });
  expect(all(world)).toEqual([]);
  classify(world);
  const now = world.account('acme.com');
  expect(now.stage).toBe('SQL');
  expect(all(world)).toEqual(contacts.slice(4, 14).map(({ id }) => ['set_contact_stage', id, 'SQL', 'acme.com']));
  expect(inApollo(world)[0]).toMatchObject({ role: 'sales.ops', target: 'apollo', raised_at: world.now });
});

test('M8 a change of the review alone is nothing to Apollo, and a newer stage takes the place of an open one', () => {
  const world = acmeNurtured();
  know(world, 'ana@acme.com');
  score(world);
  expect(all(world)).toEqual([]);
  decide(world, 'confirm');
  const ana = con(world);
  expect(all(world)).toEqual([['set_contact_stage', ana, 'SQL', 'acme.com']]);
});

test('5.5b C4 a pause stops in Apollo, falls once it goes on, and an end is finished there', () => {
  const world = known();
  const [ana, bo] = [con(world), con(world, 2)];
  const stop = (contact: string, mode: string) => ['stop_contact', contact, mode, 'nurture', 'acme.com'];
  hold(world, 'pause');
  hold(world, 'pause', 'bo@acme.com');
  expect(all(world)).toEqual([stop(ana, 'stop'), stop(bo, 'stop')]);
  hold(world, 'resume');
  expect(all(world)).toEqual([['stop_contact', 'the sequence goes on'], stop(bo, 'stop')]);
  hold(world, 'end', 'bo@acme.com');
  expect(all(world).slice(1)).toEqual([
    ['stop_contact', 'what came since stands in its place'],
    stop(bo, 'mark_as_finished'),
  ]);
  const [, first, second] = inApollo(world);
  expect(world.refused('sales.ops', takeIntent, { intent: first?.id })).toEqual({
    refused: true,
    code: 'CONFLICT',
    clause: '4.4',
    found: `that intent is withdrawn since ${world.now}: what came since stands in its place, ${second?.id}`,
    next: `call take_intent with ${second?.id} in its place`,
  });
});

test('M8 a stop that somebody has taken stays theirs, and the same is not asked twice', () => {
  const world = known();
  hold(world, 'pause');
  const [stop] = open(world);
  world.run('sales.ops', takeIntent, { intent: stop?.id });
  hold(world, 'resume');
  hold(world, 'pause');
  expect(open(world).map(({ id }) => id)).toEqual([stop?.id]);
  world.run('sales.ops', confirmIntent, { intent: stop?.id, result: 'done' });
  hold(world, 'resume');
  hold(world, 'pause');
  expect(open(world)).toHaveLength(1);
  expect(open(world)[0]?.id).not.toBe(stop?.id);
});

test('L13 who opts out is removed, once and from everything; more than that is not asked', () => {
  const world = known();
  const ana = con(world);
  hold(world, 'pause');
  world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
  expect(all(world)).toEqual([
    ['stop_contact', 'what came since stands in its place'],
    ['stop_contact', ana, 'remove', 'acme.com'],
  ]);
  world.run('legal.exec', erasePerson, { contact: 'ana@acme.com', basis: 'request of 2026-04-21' });
  expect(all(world)[1]).toEqual(['stop_contact', 'the person was erased']);
});

test('M8 who is unknown to Apollo is nothing to it, whatever becomes of them', () => {
  const world = twoStarted();
  hold(world, 'pause');
  world.run('sales.ops', suppressContact, { contact: 'bo@acme.com', reason: 'opt_out' });
  expect(all(world)).toEqual([]);
});
