import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { host, kinds, until } from './hosts.ts';
import { tempFolder } from './program.ts';

const spoken = { modern: '2026-07-28', legacy: '2025-11-25', auto: '2026-07-28', old: '2025-11-25' } as const;

const readable = [
  'ladder://board/{stage}',
  'ladder://accounts/{domain}',
  'ladder://accounts/{domain}/timeline',
  'ladder://accounts/{domain}/dossier',
  'ladder://tasks/{role}',
  'ladder://policy/{version}',
  'ladder://channels/{channel}',
  'ladder://templates/{key}',
];

const comment = {
  account: 'acme.com',
  contact: { name: 'Ana Ruiz', email: 'ana@acme.com' },
  observed_at: '2026-04-20T09:00:00-04:00',
  source: 'LinkedIn notifications',
  signal: { type: 'E1', interaction: 'comment', object: 'https://www.linkedin.com/posts/1' },
};

describe.each(kinds)('a host with the %s client', (kind) => {
  test('agrees on the protocol and is told who it is', async () => {
    const client = await host(kind, { db: join(tempFolder(), 'l.db'), role: 'sales.ops' });
    expect(client.protocol).toBe(spoken[kind]);
    expect(client.server).toMatchObject({ name: 'ladder', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(client.instructions).toMatch(/^This connection acts as sales\.ops. /);
    await client.close();
    expect(client.log()).toBe('');
  });

  test('lists, calls, and gets refusals as text and as data', async () => {
    const client = await host(kind, { db: join(tempFolder(), 'l.db'), role: 'mining.mind' });
    const tools = await client.tools();
    expect(tools.slice(0, 5).map(({ name }) => name)).toEqual([
      'session_sweep',
      'find_accounts',
      'explain_account',
      'read_ladder',
      'file_signal_note',
    ]);
    expect(tools.filter(({ outputSchema }) => !outputSchema)).toEqual([]);

    const filed = await client.call('file_signal_note', comment);
    expect(filed.isError ?? false).toBe(false);
    expect(filed.structuredContent).toMatchObject({ outcome: 'recorded', signal: { type: 'E1', qualifies: true } });
    expect(filed.content).toEqual([
      {
        type: 'text',
        text: expect.stringMatching(
          /^E1 at acme\.com is recorded; it qualifies: a comment on a post\. .*\nSignal E1 sig_/,
        ),
      },
    ]);

    const foreign = await client.call('cro_decide', { account: 'acme.com', decision: 'confirm' });
    expect(foreign).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringMatching(/^NOT_PERMITTED \(§4\.3\): .*cro may call it\./) }],
      _meta: { 'ladder/error': { code: 'NOT_PERMITTED', clause: '4.3', remedy: 'cro may call it' } },
    });
    const wrong = await client.call('file_signal_note', { ...comment, observed_at: '2026-04-20T09:00:00' });
    expect(wrong).toMatchObject({ isError: true, _meta: { 'ladder/error': { code: 'INVALID_INPUT' } } });
    expect(wrong.content).toEqual([
      { type: 'text', text: expect.stringMatching(/^INVALID_INPUT.*observed_at.*`2026-04-20T09:00:00` has no offset/) },
    ]);
    expect(wrong.structuredContent).toBeUndefined();
    await expect(client.call('no_such_tool')).rejects.toThrow('there is no tool `no_such_tool`');
  });

  test('reads resources, in both forms, with lists and completions', async () => {
    const client = await host(kind, { db: join(tempFolder(), 'l.db'), role: 'mining.mind' });
    await client.call('file_signal_note', comment);
    expect(await client.templates()).toEqual(expect.arrayContaining(readable));
    const listed = await client.resources();
    expect(listed).toEqual(expect.arrayContaining(['ladder://board', 'ladder://policy', 'ladder://accounts/acme.com']));
    expect(await client.read('ladder://board')).toContain('PROSPECT');
    expect(JSON.parse(await client.read('ladder://board?format=json'))).toMatchObject({
      stages: expect.arrayContaining([expect.objectContaining({ stage: 'PROSPECT', count: 1 })]),
    });
    expect(JSON.parse(await client.read('ladder://accounts/acme.com?format=json'))).toMatchObject({
      account: { domain: 'acme.com', stage: 'PROSPECT' },
    });
    const family = { type: 'ref/resource', uri: 'ladder://accounts/{domain}' } as const;
    expect(await client.complete(family, 'domain', 'ac')).toEqual(['acme.com']);
    expect(await client.complete(family, 'domain', 'zz')).toEqual([]);
    await expect(client.read('ladder://accounts/nobody.com')).rejects.toThrow(
      'no account stands under that id or domain',
    );
    await expect(client.read('file:///etc/hosts')).rejects.toThrow('no resource has that address');
  });

  test('gets prompts', async () => {
    const client = await host(kind, { db: join(tempFolder(), 'l.db'), role: 'sales.ops' });
    expect(await client.prompts()).toEqual(expect.arrayContaining(['session-start-sweep', 'dossier', 'draft-email']));
    expect(await client.prompt('session-start-sweep')).toContain('session_sweep');
    await expect(client.prompt('dossier')).rejects.toThrow('the prompt needs `account`');
    await expect(client.prompt('nothing')).rejects.toThrow('there is no prompt `nothing`');
  });

  test('is told of a change that another process made, and of no other', async () => {
    const db = join(tempFolder(), 'l.db');
    const writer = await host('modern', { db, role: 'mining.mind' });
    const reader = await host(kind, { db, role: 'viewer' });
    const changed = await reader.watch('ladder://board');
    // The reader has to have looked once before a change can be one.
    await new Promise((done) => setTimeout(done, 700));
    await writer.call('file_signal_note', comment);
    await until(() => changed.length > 0, 'a notice of the change');
    expect(new Set(changed)).toEqual(new Set(['ladder://board']));
  });
});
