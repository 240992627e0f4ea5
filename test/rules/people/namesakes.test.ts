import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, con, file, retract, signal } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const kind = 'look_at_namesakes';
const save = (world: TestWorld, ...contacts: readonly object[]) =>
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
const tasks = (world: TestWorld, domain = 'acme.com') =>
  world.account(domain).tasks.filter((each) => each.kind === kind);
const open = (world: TestWorld, domain?: string) =>
  tasks(world, domain).flatMap(({ closed_at, subject }) => (closed_at === undefined ? [subject] : []));

const ann = { email: 'ann@acme.com', name: 'Ann Lee' };
const other = { email: 'a.lee@gmail.com', name: 'ann  LEE' };

/** Acme with two contacts of one name; their ids. */
function two(): { readonly world: TestWorld; readonly ids: readonly string[] } {
  const world = acme();
  save(world, ann);
  save(world, other);
  return { world, ids: world.account('acme.com').contacts.map(({ id }) => id) };
}

describe('two contacts of one account with one name', () => {
  test('A2 are a task of sales.ops, in any spelling of the name', () => {
    const { world, ids } = two();
    expect(tasks(world)).toMatchObject([
      { role: 'sales.ops', clause: '3.1', due_at: '2026-04-22T14:00:00.000Z', subject: ids.join(' ') },
    ]);
  });

  test('A2 are a task also where a note brought them, and keep nobody from withdrawing', () => {
    const world = new TestWorld('2026-04-21T14:00:00.000Z');
    const at = { account: 'slip.com' };
    const first = file(world, signal.comment(), { ...at, contact: { email: 'ann@slip.com', name: 'Ann Lee' } });
    const second = file(world, signal.comment(2), { ...at, contact: { email: 'al@slip.com', name: 'Ann Lee' } });
    expect(second.opened.map((task) => task.kind)).toContain(kind);
    retract(world, first.extra.signal);
    retract(world, second.extra.signal);
    expect([world.account('slip.com').stage, open(world, 'slip.com')]).toEqual(['ARCHIVED', []]);
  });

  test('A2 are looked at no more once they are joined', () => {
    const { world, ids } = two();
    const done = save(world, { contact: ids[0], same_as: ids[1] });
    expect(done.closed.map((task) => task.kind)).toEqual([kind]);
    expect(open(world)).toEqual([]);
  });

  test('A2 are told apart for good by complete_task', () => {
    const { world, ids } = two();
    const [task] = tasks(world);
    world.run('sales.ops', completeTask, { task: task?.id ?? '', note: 'two people: one is in Lyon, one in Oslo' });
    save(world, { contact: ids[1], title: 'CFO' }, { contact: ids[0], name: 'Ann  Lee' });
    expect(open(world)).toEqual([]);
  });

  test('A2 a third is a task with each of them', () => {
    const { world, ids } = two();
    save(world, { email: 'lee@acme.com', name: 'Ann Lee' });
    const third = con(world, 3);
    expect(open(world)).toEqual([ids.join(' '), `${ids[0]} ${third}`, `${ids[1]} ${third}`]);
    save(world, { contact: ids[0], same_as: ids[1] });
    expect(open(world)).toEqual([`${ids[0]} ${third}`]);
  });

  test('A2 end with a corrected name, a move, an erasure', () => {
    const renamed = two();
    save(renamed.world, { contact: renamed.ids[1], name: 'Anna Leeds' });
    expect(open(renamed.world)).toEqual([]);
    const moved = two();
    moved.world.run('sales.ops', saveAccount, {
      domain: 'other.com',
      name: 'Other',
      contacts: [{ contact: moved.ids[1] }],
    });
    expect(open(moved.world)).toEqual([]);
    const erased = two();
    erased.world.run('legal.exec', erasePerson, { contact: erased.ids[1] ?? '', basis: 'asked' });
    expect(open(erased.world)).toEqual([]);
  });

  test('A2 come also with a name that was lacking, a move, an absorbed account', () => {
    const named = acme();
    save(named, ann, { email: other.email });
    expect(open(named)).toEqual([]);
    save(named, { contact: other.email, name: other.name });
    expect(open(named)).toHaveLength(1);
    const absorbed = acme();
    save(absorbed, ann);
    absorbed.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', contacts: [other] });
    absorbed.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
    expect(open(absorbed)).toHaveLength(1);
  });

  test('A2 are nobody where a name is lacking or differs', () => {
    const world = acme();
    save(world, ann, { email: 'x@acme.com' }, { email: 'y@acme.com' }, { email: 'z@acme.com', name: 'Ann Leeds' });
    expect(tasks(world)).toEqual([]);
  });
});

describe('of a crowd', () => {
  test('A2 each further one is held against the first three', () => {
    const world = acme();
    const crowd = [1, 2, 3, 4, 5].map((n) => ({ email: `ann${n}@acme.com`, name: 'Ann Lee' }));
    for (const each of crowd) save(world, each);
    const ids = world.account('acme.com').contacts.map(({ id }) => id);
    const pairs = (n: number) => ids.slice(0, Math.min(n, 3)).map((id) => `${id} ${ids[n]}`);
    expect(open(world)).toEqual([...pairs(1), ...pairs(2), ...pairs(3), ...pairs(4)]);
  });

  test('A2 who has no name, or stands here no more, has no namesakes', () => {
    const world = acme();
    save(world, { email: 'one@acme.com' }, { email: 'two@acme.com' });
    expect(open(world)).toEqual([]);
    save(world, ann);
    world.run('legal.exec', erasePerson, { contact: 'ann@acme.com', basis: 'asked for it' });
    save(world, { email: 'ann.lee@acme.com', name: 'Ann Lee' });
    expect(open(world)).toEqual([]);
  });

  test('A2 a corrected name closes the duty with that ground, and no other duty', () => {
    const { world, ids } = two();
    save(world, { email: 'bo@acme.com', name: 'Bo Lind' }, { email: 'b.lind@acme.com', name: 'Bo Lind' });
    save(world, { contact: ids[1], name: 'Anna Leeds' });
    const notes = tasks(world).map(({ note }) => note);
    expect(notes).toEqual(['they are called otherwise now', undefined]);
  });
});
