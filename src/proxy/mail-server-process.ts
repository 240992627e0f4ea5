import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { deserializeMessage, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import { Lines } from '../serving/lines.ts';

/** How a mail server is started. */
export interface ProcessLaunch {
  readonly command: string;
  readonly args: readonly string[];
  /** All that it is given: its credentials stand here and nowhere else. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it writes to standard error, line by line. */
  readonly onComplaint: (line: string) => void;
}

/** Bytes that a line of its output may have. */
const longestLine = 10 * 1024 * 1024;

/** How long it may take to end by itself, in milliseconds. */
const grace = 200;

/** Servers that speak for it run in a group of their own, which is ended as a whole; Windows knows no such groups. */
const hasGroups = process.platform !== 'win32';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A mail server as a child process: messages by its standard input and output, one a line. */
export class MailServerProcess implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #launch: ProcessLaunch;
  #child: Child | null = null;
  #ended: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(launch: ProcessLaunch) {
    this.#launch = launch;
  }

  get isRunning(): boolean {
    return this.#child !== null && !this.#isOver;
  }

  start(): Promise<void> {
    const { command, args, env } = this.#launch;
    const child = spawn(command, [...args], { env: { ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: hasGroups });
    this.#child = child;
    process.once('exit', this.#kill);
    this.#listen(child);
    return new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => {
        reject(error);
        this.#over();
      });
    });
  }

  #listen(child: Child): void {
    const lines = new Lines(longestLine, () =>
      this.onerror?.(new Error('a line of the mail server is longer than 10 MiB')),
    );
    child.stdout.on('data', (bytes: Buffer) => {
      for (const line of lines.take(bytes)) this.#take(line);
    });
    const complaints = new Lines(longestLine, () => undefined);
    child.stderr.on('data', (bytes: Buffer) => {
      for (const line of complaints.take(bytes)) this.#launch.onComplaint(line);
    });
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream.on('error', (error) => this.onerror?.(error));
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.once('exit', () => this.#over());
  }

  #take(line: string): void {
    const message = messageIn(line);
    if (message) this.onmessage?.(message);
    else this.#launch.onComplaint(line);
  }

  send(message: JSONRPCMessage): Promise<void> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      if (!child || this.#isOver) reject(new Error('the mail server has ended'));
      else child.stdin.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Ends the server and all that it started, within a fraction of a second. */
  async close(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.stdin.end();
    this.#signal('SIGTERM');
    const late = new Promise<void>((resolve) => setTimeout(resolve, grace).unref());
    await Promise.race([this.#ended, late]);
    this.#kill();
    this.#over();
  }

  readonly #kill = (): void => this.#signal('SIGKILL');

  /** To the whole group: a launcher such as `npx` may have ended before what it started. */
  #signal(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      if (hasGroups) process.kill(-pid, signal);
      else this.#child?.kill(signal);
    } catch {
      // The process is gone already.
    }
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#kill();
    process.off('exit', this.#kill);
    this.onclose?.();
  }
}

/** A line that is no message is the server's log. */
function messageIn(line: string): JSONRPCMessage | null {
  try {
    return deserializeMessage(line);
  } catch {
    return null;
  }
}
