import { expect, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acme, answer, comment, type Data, ok, seedMql, seedPending, seedSql, twoHigh } from '../../support/calls.ts';
import { type House, openHouse } from '../../support/server.ts';

const watch = async (house: House, role: Role, kind?: string): Promise<Data[]> => {
  const { watch: lines } = await ok(house, role, 'session_sweep', { limit: 100 });
  return lines.filter((line: Data) => kind === undefined || line.kind === kind);
};
/** Duties of sales.ops of one kind. */
const owed = async (house: House, kind: string): Promise<Data[]> => {
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  return tasks.filter((task: Data) => task.kind === kind);
};
const advance = (house: House, event: string, more: Data = {}) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });

async function nurtured(house: House): Promise<void> {
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
}

test('3.5e sales.ops owes the return of an SQL idle for 30 days, until it is proposed; then the CRO is told why', async () => {
  const house = await openHouse();
  await seedSql(house);
  house.clock.now = '2026-05-20T14:00:00.000Z';
  expect(await owed(house, 'flag_idle_sql')).toEqual([]);
  house.clock.now = '2026-05-21T14:00:00.000Z';
  const { applied } = await ok(house, 'viewer', 'session_sweep');
  expect(applied).toEqual([]);
  expect(await owed(house, 'flag_idle_sql')).toEqual([
    {
      id: expect.stringMatching(/^tsk_/),
      kind: 'flag_idle_sql',
      role: 'sales.ops',
      account: 'acme.com',
      due_at: '2026-05-21T21:00:00.000Z',
      overdue: false,
      do: 'Acme Corp: propose the return of the idle SQL to MQL',
      tool: 'propose_stage_change',
      call: { account: 'acme.com', change: 'regress' },
      about: 'SQL without engagement for 30 days',
    },
  ]);
  const args = { account: 'acme.com', change: 'regress', reason: 'no word since April' };
  await ok(house, 'sales.ops', 'propose_stage_change', args);
  expect(await owed(house, 'flag_idle_sql')).toEqual([]);
  const { tasks, watch: lines } = await ok(house, 'cro', 'session_sweep');
  expect(tasks.find((task: Data) => task.kind === 'confirm_regression')).toMatchObject({
    tool: 'decide_stage_change',
    call: { account: 'acme.com' },
    proposal: { change: 'regress', by: 'sales.ops', reason: { quoted: 'no word since April' } },
  });
  expect(lines.filter((line: Data) => line.kind === 'sql_open')).toEqual([]);
});

test('3.5f sales.ops owes the return of an MQL idle for 90 days, and a new act takes it off', async () => {
  const house = await openHouse();
  await nurtured(house);
  house.clock.now = '2026-07-19T14:00:00.000Z';
  expect(await owed(house, 'revert_idle_mql')).toEqual([]);
  house.clock.now = '2026-07-20T14:00:00.000Z';
  const [task] = await owed(house, 'revert_idle_mql');
  expect(task).toMatchObject({ call: { change: 'regress' }, about: 'MQL without engagement for 90 days' });
  const again = comment({
    observed_at: '2026-07-19T10:00:00-04:00',
    signal: { type: 'E1', interaction: 'share', object: 'p9' },
  });
  await ok(house, 'mining.mind', 'file_signal_note', again);
  expect(await owed(house, 'revert_idle_mql')).toEqual([]);
});

test('3.5g sales.ops owes the recycling from the day the cool-down ends, and is told what its gates lack', async () => {
  const house = await openHouse();
  await seedSql(house);
  await advance(house, 'briefing_scheduled', { at: '2026-04-21T16:00:00Z' });
  house.clock.now = '2026-04-22T14:00:00.000Z';
  await advance(house, 'briefing_held', { at: '2026-04-21T16:00:00Z' });
  await advance(house, 'lost', { reason: 'no budget' });
  house.clock.now = '2026-07-20T14:00:00.000Z';
  expect(await owed(house, 'recycle')).toEqual([]);
  expect((await watch(house, 'cmo', 'nurture_pool'))[0]?.summary).toBe(
    'Nurture pool: 0 MQLs, 1 more cooling down after a loss',
  );
  house.clock.now = '2026-07-21T14:00:00.000Z';
  const { applied } = await ok(house, 'cmo', 'session_sweep');
  expect(applied).toContainEqual({
    kind: 'recycle',
    account: 'acme.com',
    due_at: '2026-07-21T04:00:00.000Z',
    noticed_at: '2026-07-21T14:00:00.000Z',
  });
  const [ripe] = await owed(house, 'recycle');
  expect(ripe).toMatchObject({
    do: 'Acme Corp: recycle the account to MQL, its cool-down is over',
    tool: 'propose_stage_change',
    call: { account: 'acme.com', change: 'recycle' },
    about: 'the cool-down ended on 2026-07-21',
  });
  const facts = [{ ...acme.facts[0], value: 120, as_of: '2026-07-20' }];
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts });
  const [blocked] = await owed(house, 'recycle');
  expect(blocked).toMatchObject({
    about:
      'the cool-down ended on 2026-07-21; first its gates must hold: G1 fails: `employees` is 120 as of 2026-07-20, wanted at least 200 (assumed gate)',
    tool: 'save_account',
    call: { domain: 'acme.com' },
  });
});

test('3.5e the sweep of the CRO names deals that stand still for more than 30 days, and SQLs without a Briefing', async () => {
  const house = await openHouse();
  await seedSql(house);
  expect((await watch(house, 'cro', 'sql_open'))[0]).toMatchObject({
    summary: 'Acme Corp: SQL, no Briefing booked, 0 days without engagement; agree on a date',
    tool: 'advance_deal',
    call: { account: 'acme.com', event: 'briefing_scheduled' },
  });
  await advance(house, 'briefing_scheduled', { at: '2026-04-30T16:00:00Z' });
  expect(await watch(house, 'cro', 'sql_open')).toEqual([]);
  house.clock.now = '2026-05-21T14:00:00.000Z';
  expect(await watch(house, 'cro', 'idle_deal')).toEqual([]);
  house.clock.now = '2026-05-22T14:00:00.000Z';
  expect(await watch(house, 'cro', 'idle_deal')).toEqual([
    {
      kind: 'idle_deal',
      clause: '3.5',
      summary: 'Acme Corp: BRIEFING_READY without engagement for 31 days; take it on or record its loss',
      account: 'acme.com',
      tool: 'advance_deal',
      call: { account: 'acme.com', event: 'briefing_held|briefing_scheduled|lost' },
    },
  ]);
});

test('8.1 the sweep of customer.success names what was won', async () => {
  const house = await openHouse();
  await seedSql(house);
  expect(await watch(house, 'customer.success')).toEqual([]);
  await advance(house, 'briefing_scheduled', { at: '2026-04-21T16:00:00Z' });
  house.clock.now = '2026-04-22T14:00:00.000Z';
  await advance(house, 'briefing_held', { at: '2026-04-21T16:00:00Z' });
  for (const event of ['assessment_proposed', 'assessment_qualified', 'won']) await advance(house, event);
  expect(await watch(house, 'customer.success')).toEqual([
    {
      kind: 'won',
      clause: '8',
      summary: 'Acme Corp: won on 2026-04-22; its history goes with the hand-over',
      account: 'acme.com',
      tool: 'explain_account',
      call: { account: 'acme.com', detail: 'full' },
    },
    {
      kind: 'post_mortem_owed',
      clause: '6.3',
      summary: 'Acme Corp: no post-mortem is on file; the calibration of the quarter waits for it',
      account: 'acme.com',
      tool: 'file_post_mortem',
      call: { account: 'acme.com' },
    },
  ]);
});

test('3.5c the sweep of legal.exec counts suppressions, names the newest person once, and erasures', async () => {
  const house = await openHouse();
  await seedMql(house);
  const contact = { email: 'ana@acme.com', linkedin_url: 'https://www.linkedin.com/in/ana' };
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [contact] });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'hostile' });
  const lines = await watch(house, 'legal.exec');
  expect(lines.map(({ kind, summary, account }) => [kind, summary, account])).toEqual([
    [
      'suppressions',
      '2 addresses and profiles are suppressed; void_suppression lifts one entered for the wrong person, with evidence',
      undefined,
    ],
    ['suppressed', 'Suppressed on 2026-04-21: hostile, for sales and marketing', 'acme.com'],
  ]);
  await ok(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: 'request of 21 April' });
  expect(await watch(house, 'legal.exec', 'erased')).toMatchObject([
    { summary: 'Erased on 2026-04-21: their words are unreadable, the decisions stay', account: 'acme.com' },
  ]);
});

test('4.4a the sweep lists what is to be carried out: ready, taken until when, of unknown outcome, done no more', async () => {
  const house = await openHouse();
  await seedPending(house);
  const { intents: owed } = await ok(house, 'sales.ops', 'session_sweep');
  const dossier = owed.find(({ action }: Data) => action === 'comment').id;
  await ok(house, 'sales.ops', 'take_intent', { intent: dossier });
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  const intents = async () => (await ok(house, 'cro', 'session_sweep')).intents;
  const [ready, ...more] = await intents();
  expect(more).toEqual([]);
  expect(ready).toEqual({
    id: expect.stringMatching(/^int_/),
    target: 'monday',
    action: 'comment',
    summary: 'Acme Corp: comment on its item',
    tool: 'take_intent',
    account: 'acme.com',
  });
  await ok(house, 'cro', 'take_intent', { intent: ready.id });
  expect(await intents()).toMatchObject([
    {
      summary: 'Acme Corp: comment on its item; taken by cro until 2026-04-21T14:30:00.000Z',
      tool: 'confirm_intent',
    },
  ]);
  await ok(house, 'cro', 'confirm_intent', { intent: ready.id, result: 'unknown' });
  expect(await intents()).toMatchObject([
    {
      summary: 'Acme Corp: comment on its item; nobody knows whether it was done: look there',
      tool: 'confirm_intent',
    },
  ]);
  await ok(house, 'cro', 'confirm_intent', { intent: ready.id, result: 'done', reference: 'u1' });
  expect(await intents()).toEqual([]);
});

test('3.5c explain_account and the account page say who is suppressed, and what is flagged', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  const { data, text } = await answer(house, 'cro', 'explain_account', { account: 'acme.com' });
  expect(data.contacts[0]).toMatchObject({ name: 'Ana Ruiz', suppressed: true, counts: false });
  expect(data.account.flags).toEqual(['criteria_lapsed', 'needs_contact']);
  expect(text.split('\n')[0]).toBe(
    'Acme Corp (acme.com) is MQL, review DOSSIER_DUE, owned by cmo. Flags: criteria_lapsed, needs_contact. 1 contact suppressed: no mail.',
  );
  const { contents } = await (await house.as('cro')).readResource({ uri: 'ladder://accounts/acme.com' });
  expect(JSON.stringify(contents)).toContain(
    '| Ana Ruiz | VP Partnerships | ana@acme.com |  | no | suppressed, no mail |',
  );
});

test('4.2b sales.ops is told whom a live signal waits for whose gates fail, until they hold or the signal is gone', async () => {
  const house = await openHouse();
  const facts = (employees: number, as_of: string) => [
    ...acme.facts.filter(({ fact }) => fact !== 'employees'),
    { fact: 'employees', value: employees, source: 'apollo', evidence: 'profile page', as_of },
  ];
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts: facts(180, '2026-04-01') });
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  expect(await watch(house, 'sales.ops', 'gates_failing')).toEqual([]);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(await watch(house, 'sales.ops', 'gates_failing')).toEqual([
    {
      kind: 'gates_failing',
      clause: '4.2',
      summary:
        'Acme Corp has a live signal and stays PROSPECT: G1: `employees` is 180 as of 2026-04-01, wanted at least 200 (assumed gate). G1 fails: a newer fact may change that',
      account: 'acme.com',
      tool: 'explain_account',
      call: { account: 'acme.com' },
    },
  ]);
  expect(await watch(house, 'cmo', 'gates_failing')).toEqual([]);
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', facts: facts(250, '2026-04-20') });
  expect(await watch(house, 'sales.ops', 'gates_failing')).toEqual([]);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  await ok(house, 'sales.ops', 'save_account', { domain: 'other.com', name: 'Other', facts: facts(180, '2026-04-01') });
  await ok(house, 'mining.mind', 'file_signal_note', {
    ...comment(),
    account: 'other.com',
    contact: { email: 'bo@other.com' },
  });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'other.com' });
  expect(await watch(house, 'sales.ops', 'gates_failing')).toMatchObject([{ account: 'other.com' }]);
  house.clock.now = '2026-10-18T14:00:00.000Z';
  expect(await watch(house, 'sales.ops', 'gates_failing')).toEqual([]);
});

test("L2 the classification of a strong signal stands above its account's dossier, though due later, and off the page too", async () => {
  const house = await openHouse();
  await seedMql(house);
  house.clock.now = '2026-04-21T18:00:00.000Z';
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' };
  await ok(house, 'mining.mind', 'file_signal_note', {
    ...comment(),
    contact: { email: 'bo@acme.com' },
    signal: question,
  });
  const listed = async (limit: number) => {
    const { tasks } = await ok(house, 'sales.ops', 'session_sweep', { limit });
    return tasks.filter((task: Data) => task.account === 'acme.com').map((task: Data) => [task.kind, task.due_at]);
  };
  const order = [
    ['classify', '2026-04-22T18:00:00.000Z'],
    ['dossier', '2026-04-22T14:00:00.000Z'],
  ];
  expect(await listed(100)).toEqual(order);
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep', { limit: 100 });
  const place = tasks.findIndex((task: Data) => task.kind === 'dossier');
  expect(await listed(place)).toEqual([order[0]]);
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(await listed(100)).toEqual([order[1]]);
});
