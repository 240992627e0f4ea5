import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { con, passingFacts } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { twoStarted } from '../sequences/nurtured.ts';
import { reply } from './replying.ts';

const referring = (world: TestWorld, email?: string) =>
  reply(world, 4, { details: { referred: { name: 'Cy Poe', ...(email === undefined ? {} : { email }) } } });
const introductions = (world: TestWorld) =>
  world
    .account('acme.com')
    .signals.filter(({ type }) => type === 'E7')
    .map(({ id, contact, qualifies, source }) => ({ id, contact, qualifies, source }));

test('5.6.4 whom they named becomes a contact, introduced and not yet answering', () => {
  const world = twoStarted();
  const { summary, extra } = referring(world, 'cy@acme.com');
  const [introduced] = introductions(world);
  expect(introduced).toMatchObject({ qualifies: false, source: `reply ${extra.reply?.id}` });
  expect(world.people.get(introduced?.contact ?? '')?.fields).toMatchObject({ name: 'Cy Poe', email: 'cy@acme.com' });
  expect(summary).toContain(`Whom they named is ${introduced?.contact}, introduced by ${introduced?.id} (E7).`);
});

test('5.6.4 somebody on file here is introduced as who they are', () => {
  const world = twoStarted();
  referring(world, 'BO@acme.com');
  expect(introductions(world)).toMatchObject([{ contact: con(world, 2) }]);
  expect(world.account('acme.com').contacts).toHaveLength(2);
});

test('5.6.4 A2 of somebody on file elsewhere nothing is filed, and without an address nothing either', () => {
  const world = twoStarted();
  const contacts = [{ name: 'Cy Poe', email: 'cy@beta.com' }];
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts(), contacts });
  expect(referring(world, 'cy@beta.com').summary).toContain(
    'Whom they named is a contact of beta.com already; nothing was filed for them.',
  );
  const other = twoStarted();
  expect(referring(other).summary).not.toContain('Whom they named');
  expect([introductions(world), introductions(other)]).toEqual([[], []]);
});

test('5.6.4 a name beside another type introduces nobody', () => {
  const world = twoStarted();
  reply(world, 2, { details: { referred: { name: 'Cy Poe', email: 'cy@acme.com' } } });
  expect(introductions(world)).toEqual([]);
});

test('5.6.1 hot below SQL is filed as a request for the Briefing, with its words', () => {
  const world = twoStarted();
  const { summary, extra } = reply(world, 1, { text: 'Let us talk this week.' });
  const asked = world.account('acme.com').signals.find(({ type }) => type === 'E4');
  expect(asked).toMatchObject({ contact: con(world), source: `reply ${extra.reply?.id}`, qualifies: true });
  expect(summary).toContain(`It is filed as ${asked?.id}, E4.`);
  expect(JSON.stringify(world.events.map(({ event }) => event))).toContain('"quote":"Let us talk this week."');
});

test('A2 who is named by id is found, and who moved is found where they are', () => {
  const world = twoStarted();
  expect(reply(world, 5, { contact: con(world, 2) }).summary).toContain(`of ${con(world, 2)} at Acme`);
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
  world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact: con(world) }] });
  const [moved] = world.account('beta.com').contacts;
  expect(reply(world, 5, { contact: 'ana@acme.com' }).summary).toContain(`of ${moved?.id} at Beta`);
});
