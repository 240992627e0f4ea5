import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, classify, con, file, put, signal, verdict } from '../../support/builders.ts';

/** Ana at Acme with a comment; Beta beside it. */
function two() {
  const world = acme();
  file(world, signal.comment(), { contact: { email: 'ana@acme.com', name: 'Ana Ruiz', title: 'VP' } });
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
  return world;
}

const move = (world: ReturnType<typeof acme>, more: object = {}) =>
  world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact: 'ana@acme.com', ...more }] });
const atBeta = (world: ReturnType<typeof acme>) => world.account('beta.com').contacts.at(-1)?.id ?? '';

describe('moving a contact', () => {
  test('A2 sales.ops moves one by naming it at the new account; the words go along, corrected', () => {
    const world = two();
    const moved = move(world, { email: 'ana@beta.com', title: 'CEO' });
    expect([moved.outcome, moved.summary]).toEqual([
      'updated',
      'Beta (beta.com) is brought up to date. A contact moves here from acme.com; what they did there stays there.',
    ]);
    expect(world.people.get(atBeta(world))?.fields).toMatchObject({
      name: 'Ana Ruiz',
      first_name: 'Ana',
      email: 'ana@beta.com',
      title: 'CEO',
    });
    expect(world.account('acme.com').contacts[0]).toMatchObject({
      id: con(world, 1),
      left: { to: 'beta.com', at: '2026-04-21T14:00:00.000Z' },
    });
  });

  test('A2, A3 what they did keeps its threshold at the old account', () => {
    const world = two();
    move(world);
    expect(verdict(world, 'engagement_signal')).toBe('pass');
    expect(classify(world).outcome).toBe('mql');
    expect(world.account('beta.com').signals).toEqual([]);
  });

  test('A2 later signals are filed at the new account, and wait under the old', () => {
    const world = two();
    move(world);
    const noted = file(world, signal.E3(), { account: 'beta.com', contact: { email: 'ana@acme.com' } });
    expect(world.account('beta.com').signals[0]?.contact).toBe(atBeta(world));
    expect(noted.outcome).toBe('recorded');
    expect(file(world, signal.comment(2), { contact: { email: 'ana@acme.com' } }).outcome).toBe('waiting');
  });

  test('L11 nobody who left can be written to: the old account needs a contact', () => {
    const world = two();
    move(world);
    expect(world.account('acme.com').flags).toContain('needs_contact');
    expect(world.account('beta.com').flags).toEqual([]);
  });

  test('A2 only naming the contact moves it: an address alone does not', () => {
    const world = two();
    const contacts = [{ email: 'ana@acme.com' }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'beta.com', contacts }).code).toBe('RULE_REFUSED');
  });

  test('A2 a contact moves to an account that the same call registers', () => {
    const world = two();
    const contacts = [{ contact: 'ana@acme.com' }];
    const done = world.run('sales.ops', saveAccount, { domain: 'gamma.com', name: 'Gamma', contacts });
    expect(done.outcome).toBe('created');
    expect(world.account('gamma.com').contacts).toHaveLength(1);
  });

  test('A2 who left is neither corrected nor moved from there again', () => {
    const world = two();
    move(world);
    const contacts = [{ contact: con(world, 1), title: 'CEO' }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A2',
      found: `${con(world, 1)} left for beta.com, and stands there under another id`,
      next: 'take the id from explain_account of beta.com',
    });
  });

  test('A2 and back: a third contact, the first stays as it was', () => {
    const world = two();
    move(world);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact: 'ana@acme.com' }] });
    expect(world.account('acme.com').contacts.map(({ left }) => left?.to)).toEqual(['beta.com', undefined]);
    expect(world.account('beta.com').contacts.map(({ left }) => left?.to)).toEqual(['acme.com']);
    expect(world.account('acme.com').flags).not.toContain('needs_contact');
  });

  test('L13 suppression follows the person, whether it came before the move', () => {
    const world = two();
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
    move(world, { email: 'ana@beta.com' });
    expect(world.suppressed.has(atBeta(world))).toBe(true);
  });

  test('L13 so does the word on the contact itself, and who was not suppressed is not', () => {
    const told = (isStopped: boolean) => {
      const world = two();
      if (isStopped) world.suppressContact(con(world, 1));
      const { events } = move(world);
      return [events.flatMap((event) => (event.type === 'contact_suppressed' ? [event.reason] : [])), world] as const;
    };
    const [reasons, world] = told(true);
    expect([reasons, world.suppressed.has(atBeta(world))]).toEqual([['suppressed before the move'], true]);
    expect(told(false)[0]).toEqual([]);
  });

  test('M6, A2 who replied may be written to where they are now', () => {
    const world = two();
    const answered = { [con(world, 1)]: { reply: 'rep_1', type: 2, at: '2026-04-20T14:00:00.000Z' } };
    put(world, { answered });
    move(world);
    expect(world.account('beta.com').answered).toEqual({
      [atBeta(world)]: { reply: 'rep_1', type: 2, at: '2026-04-20T14:00:00.000Z', elsewhere: true },
    });
  });

  test('L13 or after it: at both accounts', () => {
    const world = two();
    move(world, { email: 'ana@beta.com' });
    world.run('sales.ops', suppressContact, { contact: 'ana@beta.com', reason: 'opt_out' });
    expect([world.suppressed.has(atBeta(world)), world.suppressed.has(con(world, 1))]).toEqual([true, true]);
  });

  test('L13 or after it, under the address of before it', () => {
    const world = two();
    move(world, { email: 'ana@beta.com' });
    world.run('sales.ops', suppressContact, { contact: 'ana@acme.com', reason: 'opt_out' });
    expect(world.suppressed.has(atBeta(world))).toBe(true);
  });

  test('A2 an erased person has no words left to move', () => {
    const world = two();
    world.run('legal.exec', erasePerson, { contact: 'ana@acme.com', basis: 'a request under GDPR Art. 17' });
    const contacts = [{ contact: con(world, 1) }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'beta.com', contacts }).found).toBe(
      `${con(world, 1)} was erased: no words are left to move`,
    );
  });
});
