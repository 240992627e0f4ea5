import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { reconcileStages, type StagesArgs } from '../../../src/rules/sending/reconcile-stages.ts';
import { acme, acmePending, con, decide, file, signal, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const [ana, bo] = ['ana@acme.com', 'bo@acme.com'];
const report = (world: TestWorld, args: StagesArgs) => world.run('sales.ops', reconcileStages, args);
const differing = (world: TestWorld, args: StagesArgs) => report(world, args).extra.discrepancies;
const told = (stage: string, contact = ana) => [{ contact, stage }];
const standing = (world: TestWorld) => world.desk.discrepancies ?? [];

/** Acme, under review, with Ana and Bo. */
function two(): TestWorld {
  const world = acmePending();
  file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: bo } });
  return world;
}

test('5.5f M5 a stage that differs is told and kept, by system, until a report agrees', () => {
  const world = two();
  const [a, account] = [con(world), world.account('acme.com').id];
  const of = (over: object) => ({ contact: a, account: 'acme.com', ladder: 'MQL', ...over });
  expect(report(world, { apollo: told('SQL') })).toMatchObject({
    outcome: 'done',
    summary: '1 reported stages are compared with the ladder: 1 contact differs.',
    checks: [],
    extra: { discrepancies: [of({ apollo: 'SQL' })], unknown: [] },
  });
  expect(standing(world)).toEqual([{ contact: a, account, apollo: 'SQL' }]);
  expect(differing(world, { monday: told('prospect') })).toEqual([of({ apollo: 'SQL', monday: 'PROSPECT' })]);
  expect(differing(world, { apollo: told('MQL') })).toEqual([of({ monday: 'PROSPECT' })]);
  expect(report(world, { monday: told(' mql '), apollo: [] })).toMatchObject({
    summary: '1 reported stages are compared with the ladder: 0 contacts differ.',
    extra: { discrepancies: [], unknown: [] },
  });
  expect(standing(world)).toEqual([]);
  const before = world.events.length;
  report(world, { monday: told('MQL') });
  expect(world.events.slice(before).map(({ event }) => (event as { type: string }).type)).not.toContain(
    'stages_compared',
  );
});

test('M5 a report names those whom it speaks of, and keeps what it said of others', () => {
  const world = two();
  report(world, { apollo: [...told('SQL'), ...told('SQL', bo)] });
  expect(differing(world, { apollo: told('PROSPECT', bo) }).map(({ contact, apollo }) => [contact, apollo])).toEqual([
    [con(world, 2), 'PROSPECT'],
  ]);
  expect(standing(world).map(({ contact, apollo }) => [contact, apollo])).toEqual([
    [con(world), 'SQL'],
    [con(world, 2), 'PROSPECT'],
  ]);
});

test('M5 names and stages that nobody knows are told, and compared with nothing', () => {
  const world = two();
  expect(
    report(world, {
      apollo: [...told('SQL', 'zoe@acme.com'), ...told('Somewhere else'), ...told('SQL', ' ')],
      monday: told('SQL', bo),
    }),
  ).toMatchObject({
    summary: '4 reported stages are compared with the ladder: 1 contact differs. 3 names or stages are unknown.',
    extra: {
      discrepancies: [{ contact: con(world, 2), monday: 'SQL' }],
      unknown: [{ contact: 'zoe@acme.com' }, { stage: 'Somewhere else' }, { contact: ' ' }],
    },
  });
  expect(world.refused('sales.ops', reconcileStages, {})).toEqual({
    refused: true,
    code: 'INVALID_INPUT',
    found: '`apollo` is missing',
    next: 'give the stages that Apollo or Monday reports; `[]` where it has none',
  });
});

test('M5 what the ladder has come to by itself differs no more; what another system says, and of others, stands', () => {
  const world = two();
  world.run('sales.ops', saveAccount, {
    domain: 'else.com',
    name: 'Else',
    contacts: [{ name: 'Zoe Q', email: 'zoe@else.com' }],
  });
  report(world, {
    apollo: [...told('SQL'), ...told('SQL', bo), ...told('SQL', 'zoe@else.com')],
    monday: told('PROSPECT', bo),
  });
  expect(standing(world)).toHaveLength(3);
  decide(world, 'confirm');
  expect(standing(world).map(({ contact: _, account: __, ...rest }) => rest)).toEqual([
    { monday: 'PROSPECT' },
    { apollo: 'SQL' },
  ]);
});

test("S-1 comparing closes the caller's duty of the day, and no other", () => {
  const world = acme();
  const { desk } = world;
  const [some] = desk.tasks;
  if (!some) throw new Error('no task');
  const { closed_at: _, ...open } = some;
  const duty = (id: string, over: object) => ({
    ...open,
    id,
    kind: 'reconcile_stages',
    role: 'sales.ops' as const,
    ...over,
  });
  const tasks = [
    duty('tsk_desk_90', {}),
    duty('tsk_desk_91', { role: 'cro' }),
    duty('tsk_desk_92', { kind: 'take_in_replies' }),
    duty('tsk_desk_93', { closed_at: '2026-04-20T14:00:00.000Z', note: 'then' }),
  ];
  world.desk = { ...desk, tasks };
  report(world, { apollo: [] });
  expect(world.desk.tasks.map(({ closed_at, note }) => [closed_at, note])).toEqual([
    [start, 'the stages were compared'],
    [undefined, undefined],
    [undefined, undefined],
    ['2026-04-20T14:00:00.000Z', 'then'],
  ]);
});
