import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Ledger, ledgerOver } from '../../src/ledger/index.ts';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { openKeyStore } from '../../src/ledger/sqlite/key-store.ts';
import { openSqlite } from '../../src/ledger/sqlite/open-sqlite.ts';
import { type Library, libraryFor } from '../../src/library/library.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../../src/policy/index.ts';
import { isRefusal, type Refusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { tools } from '../../src/tools/index.ts';
import { repeatable } from './dice.ts';

/** Tuesday, 21 April 2026, 09:00 in New York. */
export const opening = '2026-04-21T13:00:00.000Z';

/** A mailbox that is warm, and years enough for a long run. */
function policyText(): string {
  const years = Array.from({ length: 22 }, (_, n) => `'${2029 + n}': ['${2029 + n}-12-25']`);
  return `extends: handoff-0.2
mailbox:
  address: rick@ours.example
  sender_name: Rick Bell
  postal_address: 1 Main Street, Springfield, IL 62701
  warmup_started_on: '2026-03-01'
boards:
  monday: { board: 4400, stage_column: status_1, labels: { MQL: Marketing, SQL: Sales, BRIEFING_READY: Briefing, ASSESSMENT_QUALIFIED: Assessment, WON: Won, RECYCLED: Recycled, DISQUALIFIED: Out, PROSPECT: Lead, ARCHIVED: Gone } }
business_time: { holidays: { ${years.join(', ')} } }
`;
}

export function marketPolicy(folder: string): LoadedPolicy {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, policyText());
  const loaded = loadPolicy(path);
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

export type Answer = Readonly<Record<string, unknown>>;

/** One deployment: a ledger on a file, its clock, and every role's calls counted. */
export class Firm {
  readonly clock = { now: opening };
  readonly path: string;
  readonly policy: LoadedPolicy;
  readonly refused = new Map<string, number>();
  calls = 0;
  /** Told of each call that is answered. */
  onCall: () => void = () => undefined;
  #ledger: Ledger | undefined;
  readonly #library: Library;

  private constructor(path: string, policy: LoadedPolicy) {
    this.path = path;
    this.policy = policy;
    this.#library = libraryFor(policy);
  }

  /** With keys and random bytes that come of the seed: the same calls leave the same bytes. */
  static async open(folder: string, policy: LoadedPolicy, seed: number): Promise<Firm> {
    const firm = new Firm(join(folder, 'ladder.db'), policy);
    const keys = join(folder, 'keys');
    const lookup = createHash('sha256').update(`lookup/${seed}`).digest();
    openKeyStore(keys).close();
    const db = connect(join(keys, 'keys.db'));
    db.prepare('UPDATE identity SET lookup = ?').run(lookup);
    db.close();
    const engine = await openSqlite({ path: firm.path, keys, simulated: true, synchronous: 'NORMAL' });
    const clock = { now: () => firm.clock.now, simulated: true };
    firm.#ledger = await ledgerOver(engine, { policy, clock, random: repeatable(seed) });
    return firm;
  }

  get ledger(): Ledger {
    if (!this.#ledger) throw new Error('the firm is closed');
    return this.#ledger;
  }

  /** Every call takes a second. */
  async call(role: Role, name: string, args: object): Promise<Answer | Refusal> {
    const tool = tools.find((each) => each.name === name);
    if (!tool) throw new Error(`no tool ${name}`);
    this.clock.now = new Date(Date.parse(this.clock.now) + 1000).toISOString();
    this.calls += 1;
    const answer = await tool.call(args, { role, client: 'market', ledger: this.ledger, library: this.#library });
    this.onCall();
    if (!isRefusal(answer)) return answer.data;
    const key = `${name} ${answer.code}`;
    this.refused.set(key, (this.refused.get(key) ?? 0) + 1);
    return answer;
  }

  /** For a call that nothing may refuse. */
  async done(role: Role, name: string, args: object): Promise<Answer> {
    const answer = await this.call(role, name, args);
    if (isRefusal(answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Goes on to an instant, unless it is past. */
  until(instant: string): void {
    if (instant > this.clock.now) this.clock.now = instant;
  }

  events(): Promise<number> {
    return this.ledger.read((reader) => reader.head());
  }

  /** One hash over the hashes of all events, in their order. */
  headHash(): string {
    const db = connect(this.path);
    const hash = createHash('sha256');
    for (const each of db.prepare<[], string>('SELECT hash FROM events ORDER BY seq').pluck().iterate())
      hash.update(each);
    db.close();
    return hash.digest('hex');
  }

  /** How many events of a type there are. */
  counted(type: string): number {
    const db = connect(this.path);
    const found = db.prepare<[string], number>('SELECT count(*) FROM events WHERE type = ?').pluck().get(type);
    db.close();
    return found ?? 0;
  }

  async close(): Promise<void> {
    await this.#ledger?.close();
    this.#ledger = undefined;
  }
}

/** The readable part of an answer's field, in the shape that is wanted; undefined where the field isn't there. */
export function partOf<Shape extends z.ZodType>(answer: Answer | Refusal, field: string, shape: Shape) {
  return isRefusal(answer) ? undefined : shape.safeParse(answer[field]).data;
}

export const Named = z.looseObject({ id: z.string() });
