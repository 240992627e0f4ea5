import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, fact, file, movesIn, openKinds, openOf, passingFacts, retract, signal } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const start = '2026-04-21T14:00:00.000Z';
const ann = { email: 'ann@slip.com', name: 'Ann Lee' };
const at = { account: 'slip.com', contact: ann };

/** A comment of Ann at slip.com, which nobody had on file. */
function slip(): { readonly world: TestWorld; readonly id: string } {
  const world = new TestWorld(start);
  return { world, id: file(world, signal.comment(), at).extra.signal };
}

const stage = (world: TestWorld) => world.account('slip.com').stage;

describe('a company that a note registered in error', () => {
  test('A1 is withdrawn with its last note, its chores closed', () => {
    const { world, id } = slip();
    expect(openKinds(world, 'slip.com')).toContain('complete_account');
    const done = retract(world, id);
    expect(done.outcome).toBe('retracted');
    expect(done.summary).toBe(
      `E1 (${id}) of slip.com counts no more. The account is withdrawn: nothing else is on file. It is ARCHIVED; save_account with its domain, or a further note (file_signal_note): either makes it PROSPECT again.`,
    );
    expect(movesIn(done.events)).toMatchObject([
      {
        arrow: 'withdraw',
        from: 'PROSPECT',
        to: 'ARCHIVED',
        clause: '3.1',
        because: 'its notes are all retracted, and nothing else is on file',
        evidence: [id],
      },
    ]);
    expect(done.closed.map(({ note }) => note)).toContain('slip.com is withdrawn');
    expect(openKinds(world, 'slip.com')).toEqual([]);
    expect(done.closed.map(({ kind }) => kind)).toContain('complete_account');
  });

  test('A1 stays while another note stands', () => {
    const { world, id } = slip();
    const second = file(world, signal.E5(), { ...at, ago: 40 }).extra.signal;
    expect(retract(world, id).summary).toMatch(/The account stays PROSPECT\.$/);
    retract(world, second);
    expect(stage(world)).toBe('ARCHIVED');
  });

  test.each([
    ['a fact', { facts: [fact('employees', 400)] }],
    ['a name', { name: 'Slip' }],
    ['another contact', { contacts: [{ email: 'bo@slip.com', name: 'Bo Ek' }] }],
    ['more of its contact', { contacts: [{ contact: ann.email, title: 'CEO' }] }],
    ['an alias', { aliases: ['slip.io'] }],
  ])('A1 stays where save_account put %s on file', (_, given) => {
    const { world, id } = slip();
    world.run('sales.ops', saveAccount, { domain: 'slip.com', ...given });
    retract(world, id);
    expect(stage(world)).toBe('PROSPECT');
  });

  test('A1 stays where save_account registered it', () => {
    const world = acme();
    retract(world, file(world, signal.comment()).extra.signal);
    expect(world.account('acme.com').stage).toBe('PROSPECT');
  });

  test('A1, A9 stays while words that ask to stop wait for somebody to look', () => {
    const world = new TestWorld(start);
    const { signal: id } = file(world, { ...signal.E3(), quote: 'Please stop writing to me.' }, at).extra;
    retract(world, id);
    expect([stage(world), openOf(world, 'look_at_stop', 'slip.com')?.role]).toEqual(['PROSPECT', 'sales.ops']);
  });

  test('A1, A2 stays while a note of its contact waits for an account', () => {
    const { world, id } = slip();
    file(world, signal.comment(2), { account: 'other.com', contact: ann });
    retract(world, id);
    expect(stage(world)).toBe('PROSPECT');
  });

  test('A1, A11 the look at who came back goes with the note that they came back with', () => {
    const world = new TestWorld(start);
    const first = file(world, signal.comment(), at).extra.signal;
    world.run('sales.ops', suppressContact, { contact: ann.email, reason: 'opt_out' });
    const second = file(world, signal.comment(2), { ...at, ago: 1 }).extra.signal;
    retract(world, first);
    expect(openKinds(world, 'slip.com')).toContain('look_at_returned');
    retract(world, second);
    expect([stage(world), openKinds(world, 'slip.com'), world.account('slip.com').flags]).toEqual(['ARCHIVED', [], []]);
  });
});

describe('what was withdrawn', () => {
  test('A1 is PROSPECT again by a further note, whatever it is worth', () => {
    const { world, id } = slip();
    retract(world, id);
    const done = file(world, signal.like(), at);
    expect(done.summary).toContain('It was withdrawn and is PROSPECT again.');
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'return_noted', to: 'PROSPECT', because: 'a further note, E1', evidence: [done.extra.signal] },
    ]);
    expect(openKinds(world, 'slip.com')).toEqual(['complete_account']);
    retract(world, done.extra.signal);
    expect(stage(world)).toBe('ARCHIVED');
  });

  test('A1 is PROSPECT again by save_account that names it, and stays so', () => {
    const { world, id } = slip();
    retract(world, id);
    const done = world.run('sales.ops', saveAccount, { domain: 'slip.com' });
    expect(done.outcome).toBe('updated');
    expect(done.summary).toBe('slip.com is brought up to date. It was withdrawn and is PROSPECT again.');
    expect(movesIn(done.events)).toMatchObject([
      { arrow: 'return_saved', to: 'PROSPECT', because: 'save_account names it', evidence: [id] },
    ]);
    expect(openKinds(world, 'slip.com')).toEqual(['complete_account']);
    retract(world, file(world, signal.comment(3), at).extra.signal);
    expect(stage(world)).toBe('PROSPECT');
  });

  test('A1, L2 is classified as any other once it is back', () => {
    const { world, id } = slip();
    retract(world, id);
    expect(world.refused('sales.ops', classifyMql, { account: 'slip.com' })).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'A1',
      next: 'save_account with its domain, or a further note (file_signal_note): either makes it PROSPECT again',
    });
    world.run('sales.ops', saveAccount, { domain: 'slip.com', name: 'Slip', facts: passingFacts() });
    file(world, signal.comment(4), at);
    expect(world.run('sales.ops', classifyMql, { account: 'slip.com' }).outcome).toBe('mql');
  });

  test('A1 is absorbed as any ARCHIVED account is', () => {
    const { world, id } = slip();
    retract(world, id);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', aliases: ['slip.com'] });
    expect(world.account('acme.com').stage).toBe('PROSPECT');
    expect(world.account('slip.com').id).toBe(world.account('acme.com').id);
  });

  test('A1 opens no second account, and comes back with what it absorbs', () => {
    const { world, id } = slip();
    retract(world, id);
    file(world, signal.E3(), { account: 'slip.io', contact: { email: 'bo@slip.io', name: 'Bo Ek' } });
    world.run('sales.ops', saveAccount, { domain: 'slip.com', name: 'Slip', aliases: ['slip.io'] });
    expect(stage(world)).toBe('PROSPECT');
    expect(openKinds(world, 'slip.com')).toContain('classify');
  });
});
