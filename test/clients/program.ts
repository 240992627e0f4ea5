import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const root = resolve(import.meta.dirname, '..', '..');
export const program = join(root, 'dist', 'ladder.js');

/** 10:00 in New York on a Tuesday. */
export const tuesday = '2026-04-21T10:00:00-04:00';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-clients-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** The environment of the process without anything of Ladder's, and the variables that the test sets. */
export function environment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('LADDER_'),
  );
  return { ...Object.fromEntries(inherited), ...own };
}

/** The line that each server writes on standard error when it has opened its ledger. */
export const announcement = /^ladder: Ledger: .*\n/m;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** All but the announcement. */
  readonly stderr: string;
  /** The ledger that a server said it opened, where one did. */
  readonly announced?: string;
}

export interface Running {
  write(text: string): void;
  endInput(): void;
  /** Nobody reads its output any more, and it is told so. */
  closeOutput(): void;
  /** Nobody takes its output, which stays open. */
  stopReading(): void;
  /** All streams are closed at once, as when the host is killed. */
  hangUp(): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when that many lines have come on stdout. */
  lines(count: number): Promise<void>;
  readonly ended: Promise<Ended>;
}

export interface Start {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A user to run as; the program must be readable by them. */
  readonly uid?: number;
  readonly program?: string;
  readonly node?: string;
}

/** The built program as a bare process, without any client between the test and its streams. */
export function start({ args, env, cwd, uid, program: file = program, node = process.execPath }: Start): Running {
  const child = spawn(node, [file, ...args], {
    env: environment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  const watching = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of watching) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => {
      const announced = announcement.exec(stderr)?.[0];
      done({ code, signal, stdout, stderr: stderr.replace(announcement, ''), ...(announced ? { announced } : {}) });
    });
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return {
    write: (text) => child.stdin.write(text),
    endInput: () => child.stdin.end(),
    closeOutput: () => child.stdout.destroy(),
    stopReading: () => child.stdout.pause(),
    hangUp: () => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
    kill: (signal) => child.kill(signal),
    lines: (count) =>
      new Promise((found) => {
        const look = () => {
          if (stdout.split('\n').length <= count) return;
          watching.delete(look);
          found();
        };
        watching.add(look);
        look();
      }),
    ended,
  };
}

interface Input extends Start {
  /** Whether the input stays open until each request in it has an answer, as a host's does. */
  readonly waits?: boolean;
}

/** Runs the program to its end, on an input that ends too. */
export async function run({ waits = true, ...given }: Input, input = ''): Promise<Ended> {
  const running = start(given);
  running.write(input);
  const requests = input.split('\n').filter((line) => line.startsWith('{"jsonrpc"') && line.includes('"id":'));
  if (waits) await Promise.race([running.lines(requests.length), running.ended]);
  running.endInput();
  return running.ended;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The messages on stdout, line by line; throws where a line is no message of the protocol. */
export function messages({ stdout }: Pick<Ended, 'stdout'>): readonly Message[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || Reflect.get(message, 'jsonrpc') !== '2.0')
      throw new Error(`no message: ${line}`);
    return message;
  });
}

const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;

/** The opening of a client of 2025. */
export const hello =
  line({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  }) + line({ method: 'notifications/initialized' });

export const request = (id: number, method: string, params: object = {}) => line({ id, method, params });

export const call = (id: number, name: string, args: object = {}) =>
  request(id, 'tools/call', { name, arguments: args });

/** The envelope of each modern request. */
const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

export const modern = (id: number | string, method: string, params: object = {}) =>
  line({ id, method, params: { ...params, _meta: envelope } });
