import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import { erasedText, erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acmeMql, con, file, isId, passingFacts, signal, verdict } from '../../support/builders.ts';
import { accountId, type TestWorld } from '../../support/world.ts';

const erase = (world: TestWorld, contact = 'ana@acme.com') =>
  world.run('legal.exec', erasePerson, { contact, basis: 'asked on 2026-04-20' });
const refused = (world: TestWorld, contact: string, basis = 'asked on 2026-04-20') =>
  world.refused('legal.exec', erasePerson, { contact, basis });

/** Acme's Ana, and the same person at Beta. */
function twice(): TestWorld {
  const world = acmeMql();
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: passingFacts() });
  file(world, signal.comment(), { account: 'beta.com', contact: { email: 'a.na@acme.com' }, ago: 1 });
  return world;
}

describe('3.5c who is erased', () => {
  test('3.5c the person, with what stands of them; what was decided stays', () => {
    const world = acmeMql();
    const done = erase(world);
    expect([done.outcome, done.extra]).toEqual([
      'done',
      { accounts: [accountId('acme.com')], erased: { records: 1, notes: 0, kept_answers: 0, copies: 0 } },
    ]);
    expect(done.checks.map(({ rule, verdict: found }) => [rule, found]).at(-1)).toEqual(['engagement_signal', 'pass']);
    expect(done.events[0]).toEqual({ type: 'person_erased', contact: con(world), basis: 'asked on 2026-04-20' });
    expect(done.events.map(({ type }) => type)).not.toContain('contact_suppressed');
    expect(world.people.get(con(world))?.fields).toEqual({});
    expect([world.account('acme.com').stage, verdict(world, 'engagement_signal')]).toEqual(['MQL', 'pass']);
    expect(world.account('acme.com').contacts).toMatchObject([{ id: isId('con'), erased: true }]);
  });

  test('L13 at every account at once, a suppression outliving it under its own reason', () => {
    const world = twice();
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'hostile' });
    const done = erase(world, con(world));
    expect([done.extra.accounts, done.extra.erased.records]).toEqual([
      [accountId('acme.com'), accountId('beta.com')],
      2,
    ]);
    const words = done.events.filter(({ type }) => type === 'contact_suppressed');
    expect(words).toMatchObject([{ reason: 'hostile' }, { reason: 'hostile' }]);
    expect(world.suppressed).toEqual(new Set([con(world), world.account('beta.com').contacts[0]?.id]));
  });

  test('A2 who waits for an account, whose wait ends', () => {
    const world = acmeMql();
    world.run('sales.ops', queueUnmatched, {
      person: { email: 'cy@home.org' },
      origin: 'row 3',
      because: 'no company',
    });
    const done = erase(world, 'cy@home.org');
    expect([done.extra.accounts, done.extra.erased.records, done.checks]).toEqual([[], 0, []]);
    expect(done.summary).toMatch(/^The person is erased from the unmatched people:/);
    expect([...world.waiting.values()]).toMatchObject([{ ended: { why: 'erased' } }]);
    expect(refused(world, 'cy@home.org').code).toBe('NOT_FOUND');
  });

  test('3.5c nobody, without a basis, or under no name of a person, is refused', () => {
    expect(refused(acmeMql(), 'nobody@acme.com')).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.5',
      ruling: 'L13',
      found: 'no contact stands under that id or address',
      next: 'take the id from explain_account, or give the e-mail address',
    });
    expect(refused(acmeMql(), 'ana@acme.com', ' ')).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`basis` is ` `',
      next: 'give a text that says it',
    });
    expect(refused(acmeMql(), 'Ana').code).toBe('INVALID_INPUT');
    const world = acmeMql();
    erase(world);
    expect(refused(world, 'ana@acme.com').code).toBe('NOT_FOUND');
  });
});

test('3.5c what went is told in numbers, one of a thing in the singular', () => {
  const one = { records: 1, notes: 1, kept_answers: 1, copies: 1 };
  const two = { records: 2, notes: 0, kept_answers: 3, copies: 2 };
  expect([erasedText(one, 1), erasedText(two, 2)]).toEqual([
    "The person is erased from 1 account: name, addresses and words can't be read any more. With them went 1 record, 1 note, 1 kept answer, 1 copy that a killed process left. The decisions stay, and so does a suppression.",
    "The person is erased from 2 accounts: name, addresses and words can't be read any more. With them went 2 records, 0 notes, 3 kept answers, 2 copies that killed processes left. The decisions stay, and so does a suppression.",
  ]);
  expect(erasedText(two, 0, true)).toBe(
    'dry run: nothing was written. The person would be erased from the unmatched people: name, addresses and words could not be read any more. It would take 2 records, 0 notes, 3 kept answers, 2 copies that killed processes left. The decisions would stay, and so would a suppression.',
  );
});
