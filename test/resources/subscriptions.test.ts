import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/client';
import { expect, test, vi } from 'vitest';
import { acme, comment, ok } from '../support/calls.ts';
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
