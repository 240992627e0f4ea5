import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../../src/rules/deals/advance-deal.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { type SuppressArgs, suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import {
  acme,
  acmeMql,
  acmePending,
  classify,
  con,
  daysLater,
  file,
  idAt,
  openKinds,
  openOf,
  passingFacts,
  signal,
  standing,
  verdict,
} from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { accountId } from '../../support/world.ts';

const suppress = (world: TestWorld, contact: string, over: Partial<SuppressArgs> = {}) =>
  world.run('sales.ops', suppressContact, { contact, reason: 'opt_out', ...over });
const voided = (world: TestWorld, contact: string) =>
  world.run('legal.exec', voidSuppression, { contact, evidence: 'it was another Ana' });
const flags = (world: TestWorld, domain = 'acme.com') => world.account(domain).flags;

/** Acme's Ana, and the same person at Beta under another spelling. */
function twice(): TestWorld {
  const world = acmeMql();
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
  file(world, signal.comment(), { account: 'beta.com', contact: { email: 'a.na+beta@acme.com' }, ago: 1 });
  return world;
}

describe('one person', () => {
  test.each([
    idAt('con_6'),
    'ana@acme.com',
    ' ANA@Acme.com ',
    'a.n.a@acme.com',
    'ana+news@acme.com',
    'A.na+x@ACME.com',
  ])('3.5c as %s', (ref) => {
    const world = acmeMql();
    const done = suppress(world, ref);
    expect([done.outcome, done.summary]).toEqual([
      'done',
      'The person is suppressed (opt_out): no mail goes to them again. It holds at Acme and wherever the person turns up.',
    ]);
    expect([world.suppressed.has(con(world)), verdict(world, 'engagement_signal')]).toEqual([true, 'fail']);
  });

  test('L13 another person of the same company is not concerned', () => {
    const world = acmeMql();
    suppress(world, 'anna@acme.com');
    expect([world.suppressed.has(con(world)), verdict(world, 'engagement_signal')]).toEqual([false, 'pass']);
  });

  test('A11 while somebody else asked too, an answer is owed', () => {
    const world = acmeMql();
    file(world, signal.E4());
    file(world, signal.E4(), { contact: { email: 'bo@acme.com' } });
    suppress(world, 'ana@acme.com');
    expect(openOf(world, 'answer_briefing_request')?.role).toBe('cro');
    suppress(world, 'bo@acme.com');
    expect(world.account('acme.com').tasks.find((task) => task.kind === 'answer_briefing_request')?.note).toBe(
      'nobody is left who asked and may be written to',
    );
  });

  test('L11 who was erased is no contact any more', () => {
    const world = acmeMql();
    world.run('legal.exec', erasePerson, { contact: 'ana@acme.com', basis: 'asked for it' });
    expect([flags(world), openOf(world, 'find_contact')?.role]).toEqual([['needs_contact'], 'sales.ops']);
    expect(verdict(world, 'engagement_signal')).toBe('pass');
    file(world, signal.comment(2), { contact: { email: 'bo@acme.com' } });
    expect(flags(world)).toEqual([]);
  });

  test('3.5c at every account at once', () => {
    const world = twice();
    const done = suppress(world, 'ana@acme.com');
    expect(done.extra.accounts).toEqual([accountId('acme.com'), accountId('beta.com')]);
    expect([flags(world), flags(world, 'beta.com')]).toEqual([['criteria_lapsed', 'needs_contact'], ['needs_contact']]);
  });

  test('L13 nobody yet: it waits for them', () => {
    expect(suppress(acmeMql(), 'cy@gamma.com').summary).toBe(
      'The person is suppressed (opt_out): no mail goes to them again. The person is no contact yet; it holds wherever they turn up.',
    );
  });

  test('L13 what it is taken from stands on record, and by which address or profile another came', () => {
    const world = acme();
    const linkedin_url = 'https://linkedin.com/in/ana-ruiz';
    file(world, signal.comment(), { contact: { email: 'ana@acme.com', linkedin_url } });
    suppress(world, 'ana@acme.com', { source: 'list.csv, column opt_out' });
    const words = world.events.flatMap(({ event }) =>
      JSON.stringify(event).includes('person_suppressed') ? [event] : [],
    );
    const rows = {
      type: 'person_suppressed',
      reason: 'opt_out',
      contexts: ['sales'],
      source: 'list.csv, column opt_out',
    };
    expect(words).toEqual([rows, { ...rows, by: expect.stringMatching(/./) }]);
    const other = acmeMql();
    suppress(other, 'ana@acme.com');
    expect(other.events.at(-1)?.event).not.toHaveProperty('source');
    expect([...other.persons.values()]).toMatchObject([{ reason: 'opt_out' }]);
    for (const state of other.persons.values()) {
      expect(state).not.toHaveProperty('by');
      expect(state).not.toHaveProperty('source');
    }
  });

  test('L13 a second word says nothing new', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    const again = suppress(world, 'a.na@acme.com');
    expect([again.summary, again.events]).toEqual([
      'The person is suppressed already. It holds at Acme and wherever the person turns up.',
      [],
    ]);
  });

  test.each([
    [idAt('con_99'), 'NOT_FOUND', 'no contact stands under that id or address'],
    [
      'Ana Ruiz',
      'INVALID_INPUT',
      '`contact`: a contact id (con_...), an e-mail address or a LinkedIn profile is wanted',
    ],
  ])('L13 %s is nobody', (contact, code, found) => {
    expect(acmeMql().refused('sales.ops', suppressContact, { contact, reason: 'opt_out' })).toMatchObject({
      code,
      found,
    });
  });
});

describe('what it leaves', () => {
  test('3.5c the account stays, without a contact left it is flagged, with a duty', () => {
    const world = acmePending();
    suppress(world, 'ana@acme.com');
    expect([standing(world), flags(world)]).toEqual([
      ['MQL', 'PENDING_CRO'],
      ['criteria_lapsed', 'needs_contact'],
    ]);
    expect(openOf(world, 'find_contact')).toMatchObject({ role: 'sales.ops' });
  });

  test('S-1 what is left to classify stays to be classified, and what is not is closed', () => {
    const world = acme();
    file(world, signal.E3(), { ago: 1 });
    file(world, signal.E2(), { contact: { email: 'bo@acme.com' }, ago: 1 });
    expect([suppress(world, 'ana@acme.com').closed, openKinds(world)]).toEqual([[], ['classify']]);
    const { closed } = suppress(world, 'bo@acme.com');
    expect([closed.map(({ kind }) => kind), openKinds(world)]).toEqual([['classify'], []]);
  });

  test('L11 with another contact left it is not', () => {
    const world = acmeMql();
    file(world, signal.comment(), { contact: { email: 'bo@acme.com' }, ago: 1 });
    suppress(world, 'ana@acme.com');
    expect([flags(world), openOf(world, 'find_contact')]).toEqual([[], undefined]);
  });

  test('L11 a new contact lowers the flag', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    file(world, signal.comment(), { contact: { email: 'bo@acme.com' }, ago: 1 });
    expect([flags(world), openOf(world, 'find_contact')]).toEqual([[], undefined]);
  });

  test('L13 an opt-out concerns sales alone', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    expect([[...world.persons.values()].map(({ contexts }) => contexts), openOf(world, 'remove_everywhere')]).toEqual([
      [['sales']],
      undefined,
    ]);
  });

  test('3.5c hostility every context, with a duty at each account', () => {
    const world = twice();
    suppress(world, 'ana@acme.com', { reason: 'hostile' });
    expect(openOf(world, 'remove_everywhere')?.subject).toBe(con(world));
    expect(openOf(world, 'remove_everywhere', 'beta.com')?.subject).toBe(world.account('beta.com').contacts[0]?.id);
    expect(world.persons.get('person:email:ana@acme.com')).toMatchObject({
      reason: 'hostile',
      contexts: ['sales', 'marketing'],
    });
  });

  test('L13 hostility after an opt-out adds its contexts, and is not taken back by another', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    suppress(world, 'ana@acme.com', { reason: 'hostile' });
    suppress(world, 'ana@acme.com');
    expect(world.persons.get('person:email:ana@acme.com')).toMatchObject({
      reason: 'hostile',
      contexts: ['sales', 'marketing'],
      voided_at: null,
    });
  });
});

describe('for the wrong person', () => {
  test('L14 legal.exec voids it, and all stands as before', () => {
    const world = twice();
    suppress(world, 'ana@acme.com', { reason: 'hostile' });
    const done = voided(world, 'A.na@acme.com');
    expect(done.summary).toBe(
      'The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger.',
    );
    expect([flags(world), flags(world, 'beta.com'), verdict(world, 'engagement_signal')]).toEqual([[], [], 'pass']);
    expect(['remove_everywhere', 'find_contact'].map((kind) => openOf(world, kind))).toEqual([undefined, undefined]);
  });

  test('L14, L2 what was filed while it held is to be classified, and a request for the Briefing answered', () => {
    const world = acme();
    file(world, signal.like(), { ago: 9 });
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
    file(world, signal.E4(), { ago: 1 });
    expect(openKinds(world)).toEqual(['look_at_returned']);
    voided(world, 'ana@acme.com');
    expect(new Set(openKinds(world))).toEqual(new Set(['classify', 'answer_briefing_request']));
    expect(classify(world).outcome).toBe('auto_sql');
  });

  test('L14 a request that was answered before stays answered', () => {
    const world = acme();
    file(world, signal.E4(), { ago: 1 });
    classify(world);
    world.run('cro', advanceDeal, { account: 'acme.com', event: 'briefing_scheduled', at: daysLater(3) });
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
    voided(world, 'ana@acme.com');
    expect(openKinds(world)).toEqual([]);
  });

  test('L14 who is not suppressed cannot be voided', () => {
    const world = acmeMql();
    const args = { contact: 'ana@acme.com', evidence: 'it was another Ana' };
    expect(world.refused('legal.exec', voidSuppression, args)).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L14',
      found: 'that person is not suppressed',
      next: 'nothing is to void',
    });
  });

  test.each(['2026-04-21T21:00:00.001Z', '2026-04-22T14:00:00.000Z', '2027-04-22T14:00:00.000Z'])(
    'L14 however old it is: %s',
    (now) => {
      const world = acmeMql();
      suppress(world, 'ana@acme.com');
      world.now = now;
      expect([voided(world, 'ana@acme.com').outcome, world.suppressed.has(con(world))]).toEqual(['done', false]);
    },
  );

  test('L14 what is owed about another person stays owed', () => {
    const world = acmeMql();
    file(world, signal.comment(2), { contact: { email: 'bo@acme.com' } });
    for (const contact of ['ana@acme.com', 'bo@acme.com']) {
      suppress(world, contact, { reason: 'hostile' });
      file(world, signal.comment(3), { contact: { email: contact } });
    }
    voided(world, 'ana@acme.com');
    const bo = con(world, 2);
    expect(['remove_everywhere', 'look_at_returned'].map((kind) => openOf(world, kind)?.subject)).toEqual([bo, bo]);
  });

  test('L14 the answer to their request for a Briefing is owed again, by then', () => {
    const world = acmeMql();
    file(world, signal.E4());
    const owed = openOf(world, 'answer_briefing_request');
    suppress(world, 'ana@acme.com');
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
    world.now = '2026-04-21T15:00:00.000Z';
    voided(world, 'ana@acme.com');
    expect(openOf(world, 'answer_briefing_request')).toMatchObject({ role: 'cro', due_at: owed?.due_at });
  });

  test('L14 the answer is owed to nobody but who asked, and not for a request that was taken back', () => {
    const world = acmeMql();
    const asked = file(world, signal.E4(), { contact: { email: 'bo@acme.com' } }).extra.signal;
    suppress(world, 'ana@acme.com');
    suppress(world, 'bo@acme.com');
    voided(world, 'ana@acme.com');
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
    world.run('sales.ops', retractSignal, { signal: asked, reason: 'it was somebody else' });
    voided(world, 'bo@acme.com');
    expect(openOf(world, 'answer_briefing_request')).toBeUndefined();
  });

  test('L14 who asked for nothing is owed no answer, and what the mistake opened is closed with its ground', () => {
    const world = twice();
    const before = openKinds(world);
    suppress(world, 'ana@acme.com', { reason: 'hostile' });
    voided(world, 'ana@acme.com');
    expect(openKinds(world)).toEqual(before);
    const removed = world.account('acme.com').tasks.find(({ kind }) => kind === 'remove_everywhere');
    expect(removed).toMatchObject({ subject: con(world), note: 'the suppression was voided' });
  });

  test('L14 without evidence it is not taken', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    expect(world.refused('legal.exec', voidSuppression, { contact: 'ana@acme.com', evidence: ' ' }).code).toBe(
      'INVALID_INPUT',
    );
  });

  test('L14 after a void a new opt-out holds again', () => {
    const world = acmeMql();
    suppress(world, 'ana@acme.com');
    voided(world, 'ana@acme.com');
    suppress(world, 'ana@acme.com');
    expect([world.suppressed.has(con(world)), flags(world)]).toEqual([true, ['criteria_lapsed', 'needs_contact']]);
  });
});
