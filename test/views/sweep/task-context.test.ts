import { expect, test } from 'vitest';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acme, comment, type Data, ok, seedMql, twoHigh } from '../../support/calls.ts';
import { type House, openHouse } from '../../support/server.ts';

const about = async (house: House, role: Role, kind: string): Promise<string | undefined> => {
  const { tasks } = await ok(house, role, 'session_sweep');
  return tasks.find((task: Data) => task.kind === kind)?.about;
};
const request = comment({ signal: { type: 'E4', channel: 'email', quote: 'may we have the Briefing?' } });

async function asked(facts: readonly Data[]): Promise<House> {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts });
  await ok(house, 'mining.mind', 'file_signal_note', request);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  return house;
}
const small = acme.facts.map((fact) => (fact.fact === 'employees' ? { ...fact, value: 120 } : fact));

test.each([
  [
    'all gates hold',
    acme.facts,
    'SQL; all gates hold; advance_deal with briefing_scheduled closes it once a date is agreed',
  ],
  [
    'one fails',
    small,
    'PROSPECT; G1 fails: `employees` is 120 as of 2026-04-01, wanted at least 200 (assumed gate); override_gate if you justify it, or answer without a Briefing',
  ],
  [
    'two are unknown',
    acme.facts.slice(2),
    'PROSPECT; no fact for G1 (employees), G2 (has_ecosystem_motion); newer facts decide (sales.ops), answer meanwhile',
  ],
])('L3 the request for a Briefing tells the CRO how its gates stand where %s', async (_, facts, expected) => {
  expect(await about(await asked(facts), 'cro', 'answer_briefing_request')).toBe(expected);
});

test('G-2 research and completion name the facts that are missing', async () => {
  const house = await asked(acme.facts.slice(2));
  expect(await about(house, 'sales.ops', 'research_gates')).toBe(
    'no fact for G1 (employees), G2 (has_ecosystem_motion)',
  );
  await ok(house, 'mining.mind', 'file_signal_note', {
    ...request,
    account: 'new.example',
    contact: { email: 'bo@new.example' },
  });
  expect(await about(house, 'sales.ops', 'complete_account')).toBe(
    'no name; no fact for G1 (employees), G2 (has_ecosystem_motion), G3 (arr_usd), G4 (industry), G5 (gate_g5)',
  );
});

test('3.1 people without an account come with the call of the role that asks, and their day in New York', async () => {
  const house = await openHouse({ now: '2026-04-22T01:30:00.000Z' });
  await house.ledger.act({
    command: queueUnmatched,
    args: { person: { email: 'zed@gmail.com' }, origin: 'list.csv', because: 'a private address' },
    call: { role: 'sales.ops', client: 'test', tool: 'import', args: {}, dryRun: false },
    answer: () => null,
  });
  const line = async (role: Role) => (await ok(house, role, 'session_sweep')).watch[0];
  const head = '1 person without an account, waiting since 2026-04-21 (list.csv: a private address)';
  expect(await line('mining.mind')).toMatchObject({
    summary: expect.stringContaining(head),
    tool: 'file_signal_note',
    call: { contact: { email: 'zed@gmail.com' } },
  });
  expect(await line('sales.ops')).toMatchObject({
    summary: expect.stringContaining(head),
    tool: 'save_account',
    call: { contacts: [{ email: 'zed@gmail.com' }] },
  });
});

test('A2 who waits with a note is a task of sales.ops, and is not counted again among those without an account', async () => {
  const house = await openHouse();
  const waiting = async (role: Role) => {
    const { watch } = await ok(house, role, 'session_sweep');
    return watch.flatMap(({ kind, summary }: Data) => (kind === 'unmatched' ? [summary.slice(0, 35)] : []));
  };
  await ok(
    house,
    'mining.mind',
    'file_signal_note',
    comment({ account: 'gmail.com', contact: { email: 'kim@gmail.com' } }),
  );
  expect(await waiting('sales.ops')).toEqual([]);
  expect(await waiting('mining.mind')).toEqual(['1 person without an account, waitin']);
  await house.ledger.act({
    command: queueUnmatched,
    args: { person: { email: 'zed@gmail.com' }, origin: 'list.csv', because: 'a private address' },
    call: { role: 'sales.ops', client: 'test', tool: 'import', args: {}, dryRun: false },
    answer: () => null,
  });
  expect(await waiting('sales.ops')).toEqual(['1 person without an account, waitin']);
  expect(await waiting('mining.mind')).toEqual(['2 people without an account, waitin']);
});

test('A2 who waits without a task is found behind more people with one than a sweep lists', async () => {
  const house = await openHouse();
  for (const name of ['ada', 'bea', 'cem', 'dov'])
    await ok(
      house,
      'mining.mind',
      'file_signal_note',
      comment({ account: 'gmail.com', contact: { email: `${name}@gmail.com` } }),
    );
  await house.ledger.act({
    command: queueUnmatched,
    args: { person: { email: 'zed@gmail.com' }, origin: 'list.csv', because: 'a private address' },
    call: { role: 'sales.ops', client: 'test', tool: 'import', args: {}, dryRun: false },
    answer: () => null,
  });
  const { watch } = await ok(house, 'sales.ops', 'session_sweep', { limit: 2 });
  expect(watch.filter(({ kind }: Data) => kind === 'unmatched')).toMatchObject([
    {
      summary: expect.stringMatching(/^1 person without an account/),
      call: { contacts: [{ email: 'zed@gmail.com' }] },
    },
  ]);
});

test('T6 after a long absence what befell an account is told before what recurs at the desk', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  house.clock.now = '2026-10-18T04:00:00.000Z';
  const { applied, left_out } = await ok(house, 'sales.ops', 'session_sweep', { limit: 3 });
  expect(applied.map(({ kind, account }: Data) => [kind, account])).toEqual([
    ['classifications_posted', undefined],
    ['revert_idle_mql', 'acme.com'],
    ['criteria_lapsed', 'acme.com'],
  ]);
  expect(left_out.applied).toBeGreaterThan(20);
});

test('5.6.6 Y1 an answer that is owed quotes the reply it answers, and no later one of another type', async () => {
  const house = await asked(acme.facts);
  const wrote = (type: number, text: string, details = {}) => {
    const said = { contact: 'ana@acme.com', received_at: house.clock.now, type, text, details };
    return ok(house, 'cro', 'record_response', said);
  };
  await wrote(6, 'We have this covered.', { objection: 'covered' });
  expect(await about(house, 'cro', 'answer_objection')).toBe('Ana Ruiz wrote: "We have this covered."');
  await wrote(4, 'Ask Bo.', { referred: { name: 'Bo Lind' } });
  expect(await about(house, 'cro', 'answer_objection')).toBe('Ana Ruiz');
  expect(await about(house, 'cro', 'answer_referral')).toBe('Ana Ruiz wrote: "Ask Bo."');
});
