import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Command } from '../../../src/rules/command/command.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acme, comment, type Data, ok, threeHigh } from '../../support/calls.ts';
import { type House, openHouse, shippedPolicy } from '../../support/server.ts';

interface Who {
  readonly principal?: string;
  readonly key?: string;
}

/** Acme taken to SQL on a Tuesday: all by one, but for the CRO's word. */
async function confirmed(all: Who, decider: Who, value: 'enforce' | 'tell' | 'off' = 'enforce'): Promise<House> {
  const { values, ...rest } = shippedPolicy();
  const { score_decide } = values.separation;
  const separation = { ...values.separation, score_decide: { ...score_decide, value } };
  const house = await openHouse({ policy: { ...rest, values: { ...values, separation } } });
  const act = async <Args extends object, Input>(
    role: Role,
    command: Command<Args, Input, object>,
    args: Args,
    who: Who = all,
  ) => {
    const call = { role, client: 'test/1', tool: command.name, args, dryRun: false, ...who };
    expect(await house.ledger.act({ command, args, call, answer: () => ({ done: true }) })).toEqual({ done: true });
  };
  await act('sales.ops', saveAccount, acme);
  const { signal, ...note } = comment();
  await act('mining.mind', fileSignalNote, { ...note, signal: { ...signal, type: 'E1', interaction: 'comment' } });
  await act('sales.ops', classifyMql, { account: 'acme.com' });
  await act('sales.ops', scoreDossier, threeHigh as Parameters<typeof scoreDossier.prepare>[0]);
  await act('cro', croDecide, { account: 'acme.com', decision: 'confirm' }, decider);
  return house;
}

const said = async (house: House, day = '24'): Promise<Data[]> => {
  house.clock.now = `2026-04-${day}T14:00:00.000Z`;
  const { watch } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  return watch.filter(({ kind }: Data) => kind === 'roles_alone' || kind === 'one_principal');
};

const alone =
  '1 decision since 2026-04-17 stood on roles alone, for no key proves who took both acts: Acme Corp (a dossier decided on 2026-04-21)';

test('L16 the Friday audit says which decisions stood on roles alone, and no other sweep does', async () => {
  const house = await confirmed({}, {});
  expect(await said(house, '23')).toEqual([]);
  expect(await said(house)).toEqual([{ kind: 'roles_alone', clause: '4.3', summary: alone, tool: 'explain_account' }]);
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep', { limit: 100 });
  const audit = tasks.find(({ kind }: Data) => kind === 'board_audit');
  await ok(house, 'chief.staff', 'complete_task', { task: audit.id, note: 'looked' });
  expect(await said(house)).toEqual([]);
});

test('L16 one act of the two that is proved is not enough', async () => {
  const house = await confirmed({ principal: 'p-1', key: 'key_1' }, { principal: 'p-2' });
  expect((await said(house)).map(({ summary }) => summary)).toEqual([alone]);
});

test('L16 two people with keys are nothing to tell', async () => {
  expect(await said(await confirmed({ principal: 'p-1', key: 'key_1' }, { principal: 'p-2', key: 'key_2' }))).toEqual(
    [],
  );
});

test('L16 one principal that nothing proves, in several roles on one account, is told with what they did', async () => {
  const who = { principal: 'p-1' };
  expect((await said(await confirmed(who, who))).map(({ summary }) => summary)).toEqual([
    alone,
    'Acme Corp: p-1 acted as cro (sql decided) and mining.mind (signal recorded) and sales.ops (fact recorded, classified, dossier scored); no key proves who p-1 is',
  ]);
});

test.each(['tell', 'off'] as const)('L16 where a pair is %s, who did both is told', async (value) => {
  const who = { principal: 'p-1', key: 'key_1' };
  expect(await said(await confirmed(who, who, value))).toEqual([
    {
      kind: 'one_principal',
      clause: '4.3',
      summary: `Acme Corp: p-1 acted as cro (sql decided) and mining.mind (signal recorded) and sales.ops (fact recorded, classified, dossier scored); separation.score_decide is ${value}`,
      account: 'acme.com',
      tool: 'explain_account',
      call: { account: 'acme.com' },
    },
  ]);
});
