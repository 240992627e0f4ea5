import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Ledger, Reader } from '../../src/ledger/port/ledger.ts';
import { type Teller, watch } from '../../src/serving/change-notifications.ts';
import { acme, comment, ok } from '../support/calls.ts';
import { nurtureCopy, wanted } from '../support/copy.ts';
import { openHouse } from '../support/server.ts';

function heard(client: Client): string[] {
  const uris: string[] = [];
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    uris.push(params.uri);
  });
  return uris;
}

/** A writer over a database connection of its own, as another process has it. */
async function another(house: Awaited<ReturnType<typeof openHouse>>) {
  const writer = await house.apart('sales.ops');
  return (tool: string, args: object) => writer.callTool({ name: tool, arguments: { ...args } });
}

/** Longer than two looks of the watch. */
const twoLooks = 1200;

test('6.2a an older client is told of what it subscribed to when another process writes, and of nothing else', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'sales.ops', 'save_account', { domain: 'beta.com', name: 'Beta' });
  const reader = await house.as('cmo', 'legacy');
  const told = heard(reader);
  await reader.subscribeResource({ uri: 'ladder://accounts/acme.com' });
  await reader.subscribeResource({ uri: 'ladder://board' });
  const write = await another(house);
  await sleep(twoLooks);
  expect(told).toEqual([]);
  await write('save_account', { domain: 'acme.com', aliases: ['acme.io'] });
  await vi.waitFor(() => expect([...told].sort()).toEqual(['ladder://accounts/acme.com', 'ladder://board']), {
    timeout: 5000,
  });
  told.length = 0;
  await write('save_account', { domain: 'beta.com', aliases: ['beta.io'] });
  await vi.waitFor(() => expect(told).toContain('ladder://board'), { timeout: 5000 });
  await sleep(twoLooks);
  expect(told).not.toContain('ladder://accounts/acme.com');
  told.length = 0;
  await reader.unsubscribeResource({ uri: 'ladder://board' });
  await reader.unsubscribeResource({ uri: 'ladder://accounts/acme.com' });
  await write('save_account', { domain: 'acme.com', aliases: ['acme.org'] });
  await sleep(twoLooks);
  expect(told).toEqual([]);
});

test('6.2a a refusal on record tells no subscriber, a signal note tells its channel and the tasks', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const reader = await house.as('cro', 'legacy');
  const told = heard(reader);
  for (const uri of ['ladder://board', 'ladder://channels/agent-handoffs', 'ladder://tasks/sales.ops']) {
    await reader.subscribeResource({ uri });
  }
  const write = await another(house);
  await sleep(twoLooks);
  await write('cro_decide', { account: 'acme.com', decision: 'confirm' });
  await sleep(twoLooks);
  expect(told).toEqual([]);
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  await vi.waitFor(
    () =>
      expect(new Set(told)).toEqual(
        new Set(['ladder://board', 'ladder://channels/agent-handoffs', 'ladder://tasks/sales.ops']),
      ),
    { timeout: 5000 },
  );
});

test('A2, L13 a note that waits tells the tasks, an opt-out tells the list of the suppressed', async () => {
  const house = await openHouse();
  const reader = await house.as('sales.ops', 'legacy');
  const told = heard(reader);
  for (const uri of ['ladder://tasks/sales.ops', 'ladder://suppression']) await reader.subscribeResource({ uri });
  const write = await another(house);
  await sleep(twoLooks);
  const contact = { email: 'bea@gmail.com', name: 'Bea' };
  const note = { observed_at: '2026-04-20', source: 'Substack', signal: { type: 'E2' } };
  const waits = await ok(house, 'category.positioning', 'file_signal_note', { account: 'gmail.com', contact, ...note });
  expect(waits.outcome).toBe('waiting');
  await vi.waitFor(() => expect(told).toEqual(['ladder://tasks/sales.ops']), { timeout: 5000 });
  await write('suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  await vi.waitFor(() => expect(told).toContain('ladder://suppression'), { timeout: 5000 });
});

test('6.2a a current client is told through the subscription it listens on', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const reader = await house.as('cmo', 'modern');
  const told = heard(reader);
  const subscription = await reader.listen({ resourceSubscriptions: ['ladder://accounts/acme.com'] });
  const write = await another(house);
  await sleep(twoLooks);
  expect(told).toEqual([]);
  await write('save_account', { domain: 'acme.com', aliases: ['acme.io'] });
  await vi.waitFor(() => expect(told).toEqual(['ladder://accounts/acme.com']), { timeout: 5000 });
  await subscription.close();
});

test('6.2a a subscriber is told under each name of an account, of writes right after it connected too', async () => {
  const house = await openHouse();
  const { account } = await ok(house, 'sales.ops', 'save_account', { ...acme, aliases: ['acme.io'] });
  const reader = await house.as('cmo', 'legacy');
  const told = heard(reader);
  const uris = ['acme.com', 'acme.io', account.id].map((name) => `ladder://accounts/${name}`);
  for (const uri of uris) await reader.subscribeResource({ uri });
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', aliases: ['acme.org'] });
  await vi.waitFor(() => expect([...told].sort()).toEqual([...uris].sort()), { timeout: 5000 });
});

/** A ledger whose reads end when the test says so. */
function slowLedger() {
  const asked: { readonly answer: (head: number) => void; readonly fail: () => void }[] = [];
  const read = (look: (reader: Reader) => unknown) =>
    new Promise((done, failed) => {
      asked.push({
        answer: (head) => done(look({ head: () => head, changedSince: () => ['policy'] } as unknown as Reader)),
        fail: () => failed(new Error('out of reach')),
      });
    });
  return { asked, ledger: { read } as unknown as Ledger };
}

test('6.2a no look of the watch overtakes a slow one, one that fails ends nothing, and none begins after the end', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { asked, ledger } = slowLedger();
  const told: string[] = [];
  const server: Teller = {
    sendResourceUpdated: async ({ uri }) => void told.push(uri),
    getClientVersion: () => undefined,
  };
  const watching = watch(server, ledger);
  asked[0]?.answer(1);
  expect(await watching).toEqual(new Set());
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(2);
  asked[1]?.fail();
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(3);
  asked[2]?.answer(2);
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['ladder://policy', 'ladder://policy?format=json']);
  server.onclose?.();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(3);
});

test('6.2a a watch begins where its first look fails, and what is written after the next look is told', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { asked, ledger } = slowLedger();
  const told: string[] = [];
  const server: Teller = {
    sendResourceUpdated: async ({ uri }) => void told.push(uri),
    getClientVersion: () => undefined,
  };
  const watching = watch(server, ledger);
  asked[0]?.fail();
  await watching;
  for (const head of [4, 5]) {
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([]);
    asked.at(-1)?.answer(head);
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['ladder://policy', 'ladder://policy?format=json']);
  server.onclose?.();
});

test('6.2a a connection whose subscriptions the transport knows is told of those alone', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { asked, ledger } = slowLedger();
  const told: string[] = [];
  const server: Teller = {
    sendResourceUpdated: async ({ uri }) => void told.push(uri),
    getClientVersion: () => undefined,
  };
  const listened = new Set<string>();
  const watching = watch(server, ledger, listened);
  asked[0]?.answer(3);
  await watching;
  const next = async (head: number) => {
    await vi.advanceTimersByTimeAsync(500);
    asked.at(-1)?.answer(head);
    await vi.advanceTimersByTimeAsync(0);
  };
  await next(4);
  expect(told).toEqual([]);
  listened.add('ladder://policy');
  await next(5);
  expect(told).toEqual(['ladder://policy']);
  server.onclose?.();
});

test('6.2a a request for copy and a draft tell who reads the templates', async () => {
  const house = await openHouse();
  const reader = await house.as('cmo', 'legacy');
  const told = heard(reader);
  for (const uri of ['ladder://templates', 'ladder://templates/nurture_1']) await reader.subscribeResource({ uri });
  await sleep(twoLooks);
  await ok(house, 'cro', 'request_template', wanted);
  await vi.waitFor(() => expect(told).toEqual(['ladder://templates']), { timeout: 5000 });
  told.length = 0;
  await ok(house, 'category.positioning', 'draft_template', { request: 'req_copy_1', ...nurtureCopy, submit: false });
  await vi.waitFor(() => expect([...told].sort()).toEqual(['ladder://templates', 'ladder://templates/nurture_1']), {
    timeout: 5000,
  });
});

test('6.2b, W1 who reads a filtered board, a report or an account by another spelling is told, of a refusal nobody is', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const reader = await house.as('cmo', 'legacy');
  const told = heard(reader);
  const uris = [
    'ladder://board?signal_type=E1&stage=PROSPECT',
    'ladder://board/prospect?signal_type=E1',
    'ladder://reports/weekly_close',
    'ladder://reports/weekly/2026-W16?format=json',
    'ladder://reports/attribution/2026-04?format=json',
    'ladder://accounts/Acme.com?format=json',
  ];
  for (const uri of [...uris, 'ladder://policy']) await reader.subscribeResource({ uri });
  await sleep(twoLooks);
  await house
    .as('cro')
    .then((cro) => cro.callTool({ name: 'cro_decide', arguments: { account: 'acme.com', decision: 'confirm' } }));
  await sleep(twoLooks);
  expect(told).toEqual([]);
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  await vi.waitFor(() => expect([...told].sort()).toEqual([...uris].sort()), { timeout: 5000 });
});
