import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { queueUnmatched, type WaitArgs } from '../../../src/rules/people/queue-unmatched.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, file, signal, start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const cy: WaitArgs = {
  person: { email: 'Cy@gmail.com', name: 'Cy Free' },
  origin: 'Substack export',
  because: 'a private mailbox',
  did: 'E2 2026-03-01',
};
const place = 'waiting:cy@gmail.com';
const waits = (world: TestWorld) => world.waiting.get(place)?.ended?.why ?? 'waits';

function queued(world = acme()) {
  expect(world.run('sales.ops', queueUnmatched, cy).outcome).toBe('unmatched');
  return world;
}

describe('people without an account', () => {
  test('A1 one waits once, however often they are imported', () => {
    const world = queued();
    const again = world.run('category.positioning', queueUnmatched, cy);
    expect([again.outcome, again.summary]).toEqual(['duplicate', `waits already, since ${start}`]);
    expect(world.waiting.size).toBe(1);
  });

  test('A2, L13 what is new of who waits is tied to them: addresses and profiles, each as what it is', () => {
    const world = queued();
    const linkedin_url = 'https://www.linkedin.com/in/cy-young';
    const tied = (person: typeof cy.person | { readonly linkedin_url: string }) => {
      const before = world.events.length;
      world.run('sales.ops', queueUnmatched, { ...cy, person });
      return world.events.slice(before).map(({ event }) => event);
    };
    expect(tied(cy.person)).toEqual([]);
    expect(tied({ ...cy.person, linkedin_url })).toEqual([
      { type: 'wait_tied', sealed: { person: 'wtg_cy@gmail.com', fields: { linkedin_url } } },
    ]);
    expect(tied({ linkedin_url })).toEqual([]);
  });

  test('A2 of who waits under a profile an address is what is new', () => {
    const world = new TestWorld(start);
    const linkedin_url = 'https://www.linkedin.com/in/cy-young';
    world.run('sales.ops', queueUnmatched, { ...cy, person: { linkedin_url } });
    const before = world.events.length;
    world.run('sales.ops', queueUnmatched, { ...cy, person: { linkedin_url, email: 'cy@home.org' } });
    expect(world.events.slice(before).map(({ event }) => event)).toMatchObject([
      { type: 'wait_tied', sealed: { fields: { email: 'cy@home.org' } } },
    ]);
  });

  test('A2 without address or profile nobody can wait', () => {
    expect(new TestWorld(start).refused('sales.ops', queueUnmatched, { ...cy, person: { name: 'Cy' } })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      ruling: 'A2',
      found: '`contact` has neither `email` nor `linkedin_url`',
      next: 'give one of the two, it is how a contact is known',
    });
  });

  test.each(['viewer', 'cmo', 'customer.success'] as const)('A9 %s queues nobody', (role) => {
    expect(new TestWorld(start).refused(role, queueUnmatched, cy).code).toBe('NOT_PERMITTED');
  });

  test('A2 save_account with that person ends the wait', () => {
    const world = queued();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'cy@gmail.com' }] });
    expect(waits(world)).toBe('matched');
  });

  test('A3 so does a note', () => {
    const world = queued();
    file(world, signal.comment(), { contact: { email: 'cy@gmail.com' } });
    expect(waits(world)).toBe('matched');
  });

  test('S-1 sales.ops dismisses one by hand, for good', () => {
    const world = queued();
    const args = { task: 'wtg_cy@gmail.com', note: 'a student' };
    expect(world.refused('cmo', completeTask, args).code).toBe('NOT_PERMITTED');
    expect(world.run('sales.ops', completeTask, args).outcome).toBe('done');
    expect(waits(world)).toBe('dismissed');
    expect(world.refused('sales.ops', completeTask, args).code).toBe('CONFLICT');
    expect(world.run('sales.ops', queueUnmatched, cy).outcome).toBe('duplicate');
    expect(world.refused('sales.ops', completeTask, { ...args, task: 'wtg_no' }).code).toBe('NOT_FOUND');
  });

  test('L13 an erased person waits no more, and may come again', () => {
    const world = queued();
    const erased = world.run('legal.exec', erasePerson, { contact: 'cy@gmail.com', basis: 'asked for it' });
    expect(erased.summary).toMatch(/^The person is erased from the unmatched people:/);
    expect(waits(world)).toBe('erased');
    expect(world.run('sales.ops', queueUnmatched, cy).outcome).toBe('unmatched');
  });
});
