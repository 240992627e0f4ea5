import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { announcement, environment, program, tuesday } from './program.ts';

/** `modern` and `legacy` are the two eras of the 2.x client, `auto` its own choice, `old` the 1.x client. */
export const kinds = ['modern', 'legacy', 'auto', 'old'] as const;
export type Kind = (typeof kinds)[number];

interface Result {
  readonly content?: unknown;
  readonly isError?: boolean | undefined;
  readonly structuredContent?: Readonly<Record<string, unknown>> | undefined;
  readonly _meta?: Readonly<Record<string, unknown>> | undefined;
}

interface Ref {
  readonly type: 'ref/resource';
  readonly uri: string;
}

/** A host program with a client of its own, and the one server process it started. */
export interface Host {
  readonly protocol: string | undefined;
  readonly server: { readonly name: string; readonly version: string } | undefined;
  readonly instructions: string | undefined;
  readonly pid: number | null;
  /** The server's output on stderr so far. */
  log(): string;
  tools(): Promise<
    readonly { readonly name: string; readonly inputSchema: object; readonly outputSchema?: object | undefined }[]
  >;
  call(name: string, args?: Record<string, unknown>): Promise<Result>;
  resources(): Promise<readonly string[]>;
  templates(): Promise<readonly string[]>;
  read(uri: string): Promise<string>;
  complete(ref: Ref, name: string, value: string): Promise<readonly string[]>;
  prompts(): Promise<readonly string[]>;
  prompt(name: string, args?: Record<string, string>): Promise<string>;
  /** Collects the addresses that the server says have changed. */
  watch(uri: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Hosting {
  readonly db: string;
  readonly role?: Role;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Starts the built server as a host does, and ends it with the test. */
export async function host(kind: Kind, { db, role, env, args }: Hosting): Promise<Host> {
  const parameters = {
    command: process.execPath,
    args: [program, 'serve', ...(role === undefined ? [] : ['--as', role]), ...(args ?? [])],
    env: environment({ LADDER_DB: db, LADDER_NOW: tuesday, ...env }),
    stderr: 'pipe' as const,
  };
  const opened = kind === 'old' ? await oldHost(parameters) : await newHost(kind, parameters);
  onTestFinished(() => opened.close());
  return opened;
}

interface Parameters {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly stderr: 'pipe';
}

function texts(items: readonly object[]): string {
  return items.map((item) => String(Reflect.get(item, 'text'))).join('\n');
}

async function newHost(kind: Exclude<Kind, 'old'>, parameters: Parameters): Promise<Host> {
  const mode = kind === 'modern' ? { pin: '2026-07-28' } : kind;
  const client = new Client({ name: `host-${kind}`, version: '2.0.0' }, { versionNegotiation: { mode } });
  const transport = new StdioClientTransport(parameters);
  let said = '';
  transport.stderr?.on('data', (data: Buffer) => {
    said += data.toString();
  });
  await client.connect(transport);
  const isModern = client.getNegotiatedProtocolVersion() === '2026-07-28';
  return {
    protocol: client.getNegotiatedProtocolVersion(),
    server: client.getServerVersion(),
    instructions: client.getInstructions(),
    pid: transport.pid,
    log: () => said.replace(announcement, ''),
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as Result,
    resources: async () => (await client.listResources()).resources.map(({ uri }) => uri),
    templates: async () =>
      (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    read: async (uri) => texts((await client.readResource({ uri })).contents),
    complete: async (ref, name, value) => (await client.complete({ ref, argument: { name, value } })).completion.values,
    prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
    prompt: async (name, args = {}) =>
      texts((await client.getPrompt({ name, arguments: args })).messages.map(({ content }) => content)),
    async watch(uri) {
      const changed: string[] = [];
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
        changed.push(params.uri);
      });
      if (isModern) await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
      return changed;
    },
    close: () => client.close(),
  };
}

async function oldHost(parameters: Parameters): Promise<Host> {
  const client = new OldClient({ name: 'host-old', version: '1.0.0' });
  const transport = new OldTransport(parameters);
  let said = '';
  transport.stderr?.on('data', (data: Buffer) => {
    said += data.toString();
  });
  let protocol: string | undefined;
  Object.assign(transport, {
    setProtocolVersion: (version: string) => {
      protocol = version;
    },
  });
  await client.connect(transport);
  return {
    protocol,
    server: client.getServerVersion(),
    instructions: client.getInstructions(),
    pid: transport.pid,
    log: () => said.replace(announcement, ''),
    tools: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as Result,
    resources: async () => (await client.listResources()).resources.map(({ uri }) => uri),
    templates: async () =>
      (await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    read: async (uri) => texts((await client.readResource({ uri })).contents),
    complete: async (ref, name, value) => (await client.complete({ ref, argument: { name, value } })).completion.values,
    prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
    prompt: async (name, args = {}) =>
      texts((await client.getPrompt({ name, arguments: args })).messages.map(({ content }) => content)),
    async watch(uri) {
      const changed: string[] = [];
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
        changed.push(params.uri);
      });
      await client.subscribeResource({ uri });
      return changed;
    },
    close: () => client.close(),
  };
}

/** Waits until something holds, a few seconds at most. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
