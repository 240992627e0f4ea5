import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Ledger, openLedger } from '../../src/ledger/index.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { tools } from '../../src/tools/index.ts';
import { type Made, make } from './walk-calls.ts';
import { policyOf, start } from './walk-house.ts';
import { type Dice, diceOf, drawnOf } from './walk-maker.ts';

export interface Crowd {
  readonly processes: number;
  readonly rounds: number;
  /** Calls of each process in each round. */
  readonly calls: number;
  readonly kill: boolean;
  readonly seed: number;
}

export interface CrowdReport {
  readonly calls: number;
  readonly written: number;
  readonly refused: number;
  readonly killed: number;
  readonly repeated: number;
  readonly acknowledged: number;
  readonly events: number;
  readonly wrong: readonly string[];
}

const seats: readonly Role[] = [
  'sales.ops',
  'cro',
  'mining.mind',
  'category.positioning',
  'legal.exec',
  'cmo',
  'chief.staff',
  'sales.ops',
];
const program = resolve('dist', 'ladder.js');

interface Reply {
  readonly refused: boolean;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

/** A built server over stdio, as a client that speaks plain lines meets it. */
class Seat {
  readonly role: Role;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (reply: Reply | null) => void>();
  readonly ended: Promise<void>;
  stderr = '';
  #last = 0;
  #rest = '';

  constructor(role: Role, env: Readonly<Record<string, string>>) {
    this.role = role;
    this.#child = spawn(process.execPath, [program, 'serve', '--as', role], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    this.ended = new Promise((done) => {
      this.#child.on('close', () => {
        for (const settle of this.#waiting.values()) settle(null);
        this.#waiting.clear();
        done();
      });
    });
    this.#write({
      id: 0,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: `crowd-${role}`, version: '1' } },
    });
    this.#write({ method: 'notifications/initialized' });
  }

  #write(message: object): void {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = JSON.parse(line);
      const settle = this.#waiting.get(message.id);
      if (!settle) continue;
      this.#waiting.delete(message.id);
      const { result, error } = message;
      settle({
        refused: error !== undefined || result?.isError === true,
        text: error ? `protocol: ${error.message}` : String(result?.content?.[0]?.text ?? ''),
        data: result?.structuredContent,
      });
    }
  }

  /** The answer, or null where the server died before it gave one. */
  call({ tool, args }: Pick<Made, 'tool' | 'args'>): Promise<Reply | null> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((settle) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return settle(null);
      this.#waiting.set(id, settle);
      this.#write({ id, method: 'tools/call', params: { name: tool, arguments: args } });
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.ended;
  }
}

/** Ids that an answer gave out as recorded, by the account they stand on. */
interface Acknowledged {
  readonly account: string;
  readonly ids: readonly string[];
  readonly tool: string;
}

class CrowdWalk {
  readonly #crowd: Crowd;
  readonly #folder = mkdtempSync(join(tmpdir(), 'ladder-crowd-'));
  readonly #clock = { now: start };
  readonly #acknowledged: Acknowledged[] = [];
  readonly #wrong: string[] = [];
  readonly #counts = { calls: 0, written: 0, refused: 0, killed: 0, repeated: 0 };

  constructor(crowd: Crowd) {
    this.#crowd = crowd;
  }

  async run(): Promise<CrowdReport> {
    const path = join(this.#folder, 'ladder.db');
    const policy = policyOf(undefined);
    const ledger = await openLedger({
      path,
      keys: `${path}.keys`,
      policy,
      clock: { now: () => this.#clock.now, simulated: true },
    });
    for (let round = 0; round < this.#crowd.rounds; round++) {
      const env = { LADDER_DB: path, LADDER_NOW: this.#clock.now };
      await Promise.all(Array.from({ length: this.#crowd.processes }, (_, n) => this.#sit(n, round, env, ledger)));
      this.#clock.now = new Date(Date.parse(this.#clock.now) + (round % 4 === 3 ? 35 : 6) * 86_400_000).toISOString();
    }
    const events = await ledger.read((reader) => reader.head());
    await this.#prove(ledger);
    await ledger.close();
    rmSync(this.#folder, { recursive: true, force: true });
    return { ...this.#counts, acknowledged: this.#acknowledged.length, events, wrong: this.#wrong };
  }

  async #sit(n: number, round: number, env: Readonly<Record<string, string>>, ledger: Ledger): Promise<void> {
    const role = seats[n % seats.length] ?? 'sales.ops';
    const { calls, processes, seed } = this.#crowd;
    const dice = diceOf(Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(round * 64 + n + 1, 0xc2b2ae35));
    let seat = new Seat(role, env);
    const hear = () => {
      if (/defect|fault of ours/.test(seat.stderr)) this.#wrong.push(`inv6 ${role}: ${seat.stderr.slice(0, 800)}`);
    };
    for (let call = 0; call < calls; call++) {
      const number = round * calls * processes + call * processes + n;
      const made = await this.#made(role, dice, number, ledger);
      const reply = await this.#one(seat, made, dice);
      if (reply) continue;
      await seat.ended;
      hear();
      seat = new Seat(role, env);
      // Nobody knows whether it was done: under its key it is safe to ask again.
      this.#counts.repeated += 1;
      const again = await this.#one(seat, made, () => 1);
      if (!again) this.#wrong.push(`inv6 ${role}: a server died of ${made.tool}: ${seat.stderr.slice(0, 400)}`);
    }
    await seat.end();
    hear();
  }

  async #made(role: Role, dice: Dice, number: number, ledger: Ledger): Promise<Made> {
    for (let tries = 0; ; tries++) {
      const drawn = drawnOf(Math.floor(dice() * 4_294_967_296));
      const made = await ledger.read((reader) => make(drawn, { now: this.#clock.now, number, reader, met: [] }));
      const tool = tools.find((each) => each.name === made.tool);
      const fits = made.role === role && tool?.callers.includes(role) === true && made.tool !== 'verify_ledger';
      if (!fits && tries < 400) continue;
      const keyed = tool?.effect.readOnly === false && made.tool !== 'session_sweep' && drawn.mood === 'valid';
      return keyed ? { ...made, args: { ...made.args, idempotency_key: `n${number}` } } : made;
    }
  }

  async #one(seat: Seat, made: Made, dice: Dice): Promise<Reply | null> {
    this.#counts.calls += 1;
    const answered = seat.call(made);
    if (this.#crowd.kill && dice() < 0.03) {
      this.#counts.killed += 1;
      setTimeout(() => seat.kill(), dice() * 12);
    }
    const reply = await answered;
    if (reply) this.#look(made, reply);
    return reply;
  }

  #look({ tool, args, role }: Made, { refused, text, data }: Reply): void {
    if (text.includes('a fault of ours') || text.startsWith('UNAVAILABLE') || text.startsWith('protocol:'))
      this.#wrong.push(`inv6 ${role} ${tool}: ${text.slice(0, 300)}`);
    if (refused) {
      this.#counts.refused += 1;
      if (text.includes('used by') && String(args.idempotency_key).startsWith('n'))
        this.#wrong.push(`inv6 ${tool} repeated under its key is another call: ${text}`);
      return;
    }
    if (
      args.dry_run === true ||
      typeof data?.account !== 'object' ||
      data.account === null ||
      !('domain' in data.account) ||
      !('opened' in data)
    )
      return;
    this.#counts.written += 1;
    const account = String(data.account.domain);
    const ids =
      JSON.stringify([data.signal, data.derived, data.dossier, data.override, data.opened]).match(
        /"(?:sig|dos|ovr|tsk)_[a-z0-9]+_\d+"/g,
      ) ?? [];
    this.#acknowledged.push({ account, ids: ids.map((each) => each.slice(1, -1)), tool });
  }

  /** Everything acknowledged is on file, the chain holds, and the rows are what the events say. */
  async #prove(ledger: Ledger): Promise<void> {
    const texts = new Map<string, string>();
    for (const { account, ids, tool } of this.#acknowledged) {
      const text = texts.get(account) ?? JSON.stringify(await this.#events(ledger, account));
      texts.set(account, text);
      // A task may be the desk's, or another account's that the act touched.
      const lost = await ledger.read((reader) =>
        ids.filter((id) => (id.startsWith('tsk_') ? reader.task(id) === null : !text.includes(`"${id}"`))),
      );
      if (lost.length > 0 || text === '[]')
        this.#wrong.push(`inv6 ${tool} was acknowledged and is lost: ${lost} of ${account}`);
    }
    const report = await ledger.verify();
    if (!report.ok) this.#wrong.push(`inv6 verify: ${JSON.stringify(report.fault)}`);
    const rebuilt = await ledger.rebuild();
    if ('refused' in rebuilt) this.#wrong.push(`inv7 rebuild refused: ${rebuilt.found}`);
    else if (rebuilt.drift.length > 0) this.#wrong.push(`inv7 drift: ${rebuilt.drift.slice(0, 5)}`);
  }

  async #events(ledger: Ledger, domain: string): Promise<readonly unknown[]> {
    const account = await ledger.read((reader) => reader.account(domain)?.state.id ?? domain);
    const all: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await ledger.read((reader) =>
        reader.timeline(account, { limit: 500, ...(cursor ? { cursor } : {}) }),
      );
      if ('refused' in page) throw new Error(page.found);
      all.push(...page.items.map(({ body }) => body));
      cursor = page.next_cursor;
      if (!cursor) return all;
    }
  }
}

/** Several built servers on one file at once, killed now and then, a day or more going by between rounds. */
export function walkProcesses(crowd: Crowd): Promise<CrowdReport> {
  return new CrowdWalk(crowd).run();
}
