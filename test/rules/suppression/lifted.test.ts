import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { staysText, voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import {
  acme,
  classify,
  con,
  file,
  openKinds,
  openOf,
  passingFacts,
  signal,
  standingE8,
} from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

const profile = (name: string) => `https://www.linkedin.com/in/${name}`;
const ana = { email: 'ana@acme.com', linkedin_url: profile('ana-ruiz') };
const suppress = (world: TestWorld, contact: string) =>
  world.run('sales.ops', suppressContact, { contact, reason: 'opt_out' });
const lift = (world: TestWorld, contact: string) =>
  world.run('legal.exec', voidSuppression, { contact, evidence: 'it was another Ana' });
const refused = (world: TestWorld, contact: string, evidence = 'it was another Ana') =>
  world.refused('legal.exec', voidSuppression, { contact, evidence });
const one = 'The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.';

/** Ana at Acme, known by an address and a profile. */
function known(): TestWorld {
  const world = acme();
  file(world, signal.comment(), { contact: ana, ago: 1 });
  return world;
}
/** Suppressed addresses and profiles, and the cause of each. */
const held = (world: TestWorld) =>
  [...world.persons].flatMap(([stream, { voided_at, by }]) =>
    voided_at === null ? [`${stream.replace(/^person:/, '')}${by === undefined ? '' : ` by ${by}`}`] : [],
  );
const stopped = (world: TestWorld) => world.suppressed.has(con(world));
const [address, page] = ['email:ana@acme.com', 'profile:https://www.linkedin.com/in/ana-ruiz'];

describe('L14 what a void lifts', () => {
  test('L14 what it names and what came by that', () => {
    const world = known();
    suppress(world, 'ana@acme.com');
    expect(held(world)).toEqual([address, `${page} by ${address}`]);
    const done = lift(world, 'ana@acme.com');
    expect([done.outcome, done.summary, done.extra]).toEqual(['done', one, { accounts: [accountId('acme.com')] }]);
    expect(done.events[0]).toEqual({
      type: 'suppression_voided',
      contact: con(world),
      sealed: { person: con(world), fields: { evidence: 'it was another Ana' } },
    });
    expect(done.checks.at(-1)).toMatchObject({ rule: 'engagement_signal', verdict: 'pass' });
    expect([held(world), stopped(world)]).toEqual([[], false]);
    expect([...world.persons.values()].map(({ apart }) => apart)).toEqual([undefined, undefined]);
  });

  test('L14 of what came by another that alone, and the contact stays for the other', () => {
    const world = known();
    suppress(world, 'ana@acme.com');
    const done = lift(world, ana.linkedin_url);
    expect(done.summary).toBe(`${one} One contact stays suppressed: another address or profile of theirs is.`);
    expect([held(world), stopped(world), done.events]).toEqual([[address], true, []]);
    expect(done.checks.at(-1)).toMatchObject({ verdict: 'fail' });
    expect([...world.persons.values()].map(({ apart }) => apart)).toEqual([undefined, true]);
    expect(refused(world, ana.linkedin_url)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L14',
      found: 'what is named is not suppressed, another address or profile of the person is',
      next: 'name the one that was suppressed',
    });
    lift(world, 'ana@acme.com');
    expect([held(world), stopped(world)]).toEqual([[], false]);
  });

  test('L14 not what was named by itself', () => {
    const world = known();
    suppress(world, 'ana@acme.com');
    suppress(world, ana.linkedin_url);
    expect(held(world)).toEqual([address, page]);
    lift(world, 'ana@acme.com');
    expect([held(world), stopped(world)]).toEqual([[page], true]);
  });

  test('L14 what another suppression of the person holds is held on by that', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' }, ago: 1 });
    suppress(world, 'ana@acme.com');
    suppress(world, 'ann@acme.com');
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: 'ana@acme.com', linkedin_url: ana.linkedin_url }],
    });
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: con(world), email: 'ann@acme.com' }],
    });
    expect(held(world)).toEqual([address, 'email:ann@acme.com', `${page} by ${address}`]);
    const done = lift(world, 'ana@acme.com');
    expect(done.summary).toContain('One contact stays suppressed');
    expect([held(world), stopped(world)]).toEqual([['email:ann@acme.com', `${page} by email:ann@acme.com`], true]);
    lift(world, 'ann@acme.com');
    expect([held(world), stopped(world)]).toEqual([[], false]);
  });

  test('L14 nobody is refused, and so is a void without evidence', () => {
    expect(refused(known(), 'nobody@acme.com')).toMatchObject({
      code: expect.stringMatching(/NOT_FOUND|RULE_REFUSED/),
    });
    expect(refused(known(), 'ana@acme.com')).toMatchObject({
      found: 'that person is not suppressed',
      next: 'nothing is to void',
    });
    expect(refused(known(), 'ana@acme.com', ' ')).toMatchObject({ found: '`evidence` is ` `' });
    expect(refused(known(), 'Ana').code).toBe('INVALID_INPUT');
  });

  test('L14 how many stay, in words', () => {
    const text = (stay: number) => staysText({ freed: new Set(), stay });
    expect([text(0), text(1), text(2)]).toEqual([
      '',
      ' One contact stays suppressed: another address or profile of theirs is.',
      ' 2 contacts stay suppressed: another address or profile of theirs is.',
    ]);
  });
});

describe('L14 what a void brings back', () => {
  test('A5 a repeat engagement that the suppression held back', () => {
    const world = acme();
    suppress(world, 'ana@acme.com');
    file(world, signal.comment(1), { ago: 9 });
    file(world, signal.comment(2), { ago: 2 });
    expect(standingE8(world)).toEqual([]);
    const { summary } = lift(world, 'ana@acme.com');
    const [repeat] = standingE8(world);
    expect(standingE8(world)).toHaveLength(1);
    expect(summary).toBe(`${one} On acts that count now, the engine found an E8 of ${repeat?.on} (${repeat?.id}).`);
    expect(openKinds(world)).toEqual(['classify']);
  });

  test('A11 the look at who came back is over, with its ground', () => {
    const world = acme();
    suppress(world, 'ana@acme.com');
    file(world, signal.comment(1), { ago: 9 });
    const look = openOf(world, 'look_at_returned');
    expect(look?.subject).toBe(con(world));
    lift(world, 'ana@acme.com');
    expect(world.account('acme.com').tasks.find(({ id }) => id === look?.id)?.note).toBe('the suppression was voided');
  });

  test('L3 an answer to the Briefing request that was filed meanwhile, unless the deal was won', () => {
    const world = acme();
    suppress(world, 'ana@acme.com');
    file(world, signal.E4(), { ago: 1 });
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
    lift(world, 'ana@acme.com');
    expect(openOf(world, 'answer_briefing_request')).toMatchObject({ role: 'cro', opened_at: world.now });
    const won = acme();
    suppress(won, 'ana@acme.com');
    file(won, signal.E4(), { ago: 1 });
    won.place({ ...won.account('acme.com'), stage: 'WON' });
    lift(won, 'ana@acme.com');
    expect(openOf(won, 'answer_briefing_request')).toBeUndefined();
  });

  test('L2 a classification where it could move the account, at each account of theirs', () => {
    const world = known();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
    suppress(world, 'ana@acme.com');
    file(world, signal.comment(5), { account: 'beta.com', contact: { email: 'a.na@acme.com' }, ago: 1 });
    expect(openKinds(world, 'beta.com')).toEqual(['look_at_returned']);
    const done = lift(world, 'ana@acme.com');
    expect(done.extra.accounts).toEqual([accountId('acme.com'), accountId('beta.com')]);
    expect([openKinds(world), openKinds(world, 'beta.com')]).toEqual([['classify'], ['classify']]);
    classify(world);
    suppress(world, 'ana@acme.com');
    lift(world, 'ana@acme.com');
    expect(openKinds(world)).toEqual(['dossier']);
  });
});
