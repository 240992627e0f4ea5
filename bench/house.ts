import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Ledger, openLedger } from '../src/ledger/index.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../src/policy/index.ts';

export const root = resolve(import.meta.dirname, '..');
export const program = join(root, 'dist', 'ladder.js');
export const start = '2026-04-21T14:00:00.000Z';

const temporary: string[] = [];

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-bench-'));
  temporary.push(folder);
  return folder;
}

export function clearUp(): void {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

let loaded: LoadedPolicy | undefined;

export function policy(): LoadedPolicy {
  if (loaded) return loaded;
  const read = loadPolicy();
  if (isPolicyProblem(read)) throw new Error(JSON.stringify(read.problems));
  loaded = read;
  return read;
}

export interface Opened {
  readonly ledger: Ledger;
  readonly clock: { now: string };
  readonly path: string;
}

export async function open(path: string, synchronous: 'FULL' | 'NORMAL'): Promise<Opened> {
  const clock = { now: start };
  const ledger = await openLedger({
    path,
    keys: `${path}.keys`,
    policy: policy(),
    synchronous,
    clock: { now: () => clock.now, simulated: true },
  });
  return { ledger, clock, path };
}

export function environment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('LADDER_'),
  );
  return { ...Object.fromEntries(inherited), LADDER_NOW: start, ...own };
}

export interface Connected {
  readonly pid: number | null;
  call(name: string, args: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

/** A server process with a client of the present protocol. A refusal is an error here. */
export async function connect(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Connected> {
  const client = new Client(
    { name: 'bench', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...args],
    env: environment(env),
    stderr: 'inherit',
  });
  await client.connect(transport);
  return {
    pid: transport.pid,
    async call(name, given) {
      const answer = await client.callTool({ name, arguments: given });
      if (answer.isError) throw new Error(JSON.stringify(answer.content));
      return answer;
    },
    close: () => client.close(),
  };
}
