import { isDeepStrictEqual } from 'node:util';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../src/rules/aggregates/account-events.ts';
import type { DeskState } from '../../src/rules/aggregates/desk.ts';
import { evolveAccount } from '../../src/rules/aggregates/evolve-account.ts';
import { isSuppressed } from '../../src/rules/aggregates/suppressed-person.ts';
import { waitingNotes } from '../../src/rules/aggregates/unmatched-person.ts';
import { arrows } from '../../src/rules/ladder/arrows.ts';
import { createCalendar } from '../../src/rules/time/business-calendar.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import { testPolicy } from '../support/policy.ts';
import { type SavedWorld, TestWorld } from '../support/world.ts';
import { dutiesWrong, movesWrong } from './exhaustive-checks.ts';
import { type Action, type Answer, all, domain, facts, hour, steps } from './exhaustive-commands.ts';
import { age, dateOf, gates, idle } from './exhaustive-facts.ts';
import { peopleCommands } from './exhaustive-people.ts';
import { peopleOnFile, type Waits, waitsWrong } from './exhaustive-waits.ts';

/** Commands and steps of time that a search may use, and the state from which it begins. */
export interface Slice {
  readonly name: string;
  readonly commands: readonly string[];
  readonly steps: readonly (keyof typeof steps)[];
  readonly from: 'registered' | 'unknown_gates' | 'archived' | 'noted';
  /** Notes are filed while fewer signals than this stand within their window. */
  readonly signals: number;
}

export interface Bounds {
  readonly states: number;
  readonly seconds: number;
}

export interface Violation {
  readonly says: string;
  readonly path: readonly string[];
}

export interface Report {
  readonly slice: string;
  readonly states: number;
  readonly transitions: number;
  readonly taken: number;
  readonly refused: number;
  readonly depth: number;
  /** States that were found and not gone on from: none where the search closed. */
  readonly frontier: number;
  readonly arrows: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  readonly seconds: number;
}

interface Node {
  readonly index: number;
  readonly depth: number;
  readonly now: string;
  readonly account: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly waiting: Waits;
  /** People who are suppressed, under which address, contact or not. */
  readonly stopped: string;
  /** All that is on record there. */
  readonly saved: SavedWorld;
}

/** The shipped policy with a calendar that ends later: long paths outlive the years whose holidays it lists. */
function policyForLong() {
  const policy = testPolicy();
  const { zone, workdays, open, close, holidays } = policy.values.business_time;
  const years = Array.from({ length: 60 }, (_, n) => [String(2025 + n), []] as const);
  const calendar = createCalendar({
    zone: zone.value,
    workdays: workdays.value,
    open: open.value,
    close: close.value,
    holidays: { ...Object.fromEntries(years), ...holidays.value },
  });
  return { ...policy, calendar };
}

/** One for all searches: its sixty years of days take a while to make. */
const longPolicy = policyForLong();

const bucket = (days: number, bounds: readonly number[]): number => bounds.filter((each) => days > each).length;

/** State that decisions read of an account and nothing else: no ids, no absolute times, ages by the windows they are held against. */
function abstractionOf(node: Omit<Node, 'index' | 'depth' | 'saved'>): string {
  const { account, suppressed, now } = node;
  const { stage, review, entered_by, proposal, deal, dossier, flags, override, entry_floor, fast_track } = account;
  const ids = account.contacts.map(({ id }) => id);
  const who = new Map(
    account.contacts.map(({ id, part_of, erased }, n) => {
      const joined = part_of === undefined ? '' : `j${ids.indexOf(part_of)}`;
      return [id, `${n}${suppressed.has(id) ? 'x' : ''}${joined}${erased ? 'e' : ''}`];
    }),
  );
  const signals = account.signals
    .filter((each) => !each.gone && age(each.on, { now }) <= 180)
    .map((each) => {
      const old = bucket(age(each.on, { now }), [30, 90]);
      const ordinal = Number(each.id.slice(each.id.lastIndexOf('_') + 1));
      const repeats = account.signals.flatMap((other) =>
        other.type === 'E8' && other.contact === each.contact && other.spent ? [other.spent.minted] : [],
      );
      const news = ordinal > Math.max(0, ...repeats) && ordinal > account.closed_acts;
      const above = entry_floor === null || each.at > entry_floor;
      return [
        each.type,
        each.interaction ?? '',
        each.object?.slice(-1) ?? '',
        each.qualifies,
        old,
        each.spent === undefined,
        each.weighed === true,
        news,
        above,
        who.get(each.contact),
      ].join(',');
    })
    .sort();
  const tasks = account.tasks
    .filter((task) => task.closed_at === undefined)
    .map((task) => {
      const subject = account.tasks.find((each) => each.id === task.subject)?.kind ?? '';
      return `${task.kind}${subject}${task.missed ? 'm' : ''}${task.escalated ? 'e' : ''}`;
    })
    .sort();
  const waits =
    stage === 'SQL' || stage === 'MQL'
      ? bucket(idle({ state: account, suppressed, now }), stage === 'SQL' ? [29] : [89])
      : 0;
  const cooling = account.cooldown_until === null ? 0 : dateOf(now) < account.cooldown_until ? 1 : 2;
  const short = entered_by === 'recycle' ? entered_by : '';
  return [
    `${stage}/${review}/${short}/${fast_track}`,
    Object.values(gates(account)).join(','),
    override?.gate ?? '',
    account.no_ecosystem ? 'none' : '',
    [...new Set(signals)].join(';'),
    proposal?.change ?? '',
    `${deal.briefing_for !== null}${deal.held_at !== null}${deal.proposed_at !== null}`,
    cooling,
    waits,
    dossier ? `${dossier.outcome}${dossier.decided ? (dossier.decided.decision === 'dispute' ? 'd' : 'c') : ''}` : '',
    [...flags].sort().join(','),
    tasks.join(','),
    [...who.values()].join(','),
    account.alarm === null ? '' : account.alarm <= now,
    account.first_touch !== null,
    peopleOnFile(node),
  ].join('|');
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
}

type Policy = typeof longPolicy;

/** A desk that was opened this instant: no decision on an account reads it. */
function deskAt(now: string, policy: Policy): DeskState {
  const world = new TestWorld(now, policy);
  world.run('sales.ops', saveAccount, { domain: 'other.com', name: 'Other' });
  return frozen(world.desk);
}

/** 21 April 2026, 10:00 in New York. */
const start = '2026-04-21T14:00:00.000Z';

const registering = {
  account: domain,
  contact: { email: 'ana@acme.com', name: 'Ana Ruiz' },
  observed_at: start,
  source: 'seen by hand',
  signal: { type: 'E1', interaction: 'comment', object: 'essay' },
};

function register(from: Slice['from'], world: TestWorld): void {
  const given = Object.entries(facts).filter(([fact]) => from !== 'unknown_gates' || fact !== 'gate_g5');
  world.run('sales.ops', saveAccount, {
    domain,
    name: 'Acme',
    facts: given.map(([fact, value]) => ({ fact, value, source: 'apollo', evidence: 'profile', as_of: '2026-04-01' })),
  });
}

function root({ from }: Slice, world: TestWorld): Node {
  if (from === 'noted') all.find(({ name }) => name === 'comment of ana')?.call(world, registering);
  else register(from, world);
  if (from === 'archived') world.place({ ...world.account(domain), stage: 'ARCHIVED' });
  const account = frozen(world.account(domain));
  return { index: 0, depth: 0, now: start, account, ...whoIn(world), saved: world.save() };
}

function whoIn(world: TestWorld): Pick<Node, 'suppressed' | 'waiting' | 'stopped'> {
  const { suppressed, waiting, persons } = world;
  const stopped = [...persons].flatMap(([stream, state]) => (isSuppressed(state) ? [stream] : []));
  return { suppressed, waiting: frozen(waiting), stopped: stopped.sort().join() };
}

/** Walks breadth first over all that can be reached, and looks at every transition. */
export class Search {
  readonly #policy = longPolicy;
  readonly #world = new TestWorld(start, this.#policy);
  readonly #slice: Slice;
  readonly #actions: readonly Action[];
  readonly #known = new Map<string, number>();
  readonly #parents: number[] = [-1];
  readonly #moves: string[] = [''];
  readonly #edges: number[] = [];
  readonly #kinds: string[] = [];
  readonly #duties: number[] = [];
  readonly #arrows: Record<string, number> = {};
  readonly #violations: Violation[] = [];
  readonly #seen = new Set<string>();
  readonly #desks = new Map<string, DeskState>();
  #taken = 0;
  #refused = 0;

  constructor(slice: Slice) {
    this.#slice = slice;
    this.#actions = slice.commands.map((name) => {
      const found = [...all, ...peopleCommands].find((each) => each.name === name);
      if (!found) throw new Error(`no command ${name}`);
      return found;
    });
  }

  run(bounds: Bounds): Report {
    const began = performance.now();
    const first = root(this.#slice, this.#world);
    this.#enter(first, -1, '');
    let layer: Node[] = [first];
    let depth = 0;
    let left = 0;
    const spent = () => (performance.now() - began) / 1000;
    while (layer.length > 0) {
      const next: Node[] = [];
      for (const [n, node] of layer.entries()) {
        if (spent() > bounds.seconds || this.#known.size > bounds.states) {
          left = layer.length - n + next.length;
          break;
        }
        this.#expand(node, next);
      }
      if (left > 0) break;
      layer = next;
      depth += 1;
    }
    if (left === 0) this.#stuck();
    return {
      slice: this.#slice.name,
      states: this.#known.size,
      transitions: this.#taken + this.#refused,
      taken: this.#taken,
      refused: this.#refused,
      depth,
      frontier: left,
      arrows: this.#arrows,
      violations: this.#violations,
      seconds: spent(),
    };
  }

  #expand(node: Node, next: Node[]): void {
    for (const step of this.#slice.steps) {
      const now = new Date(Date.parse(node.now) + (steps[step] ?? 0) * hour).toISOString();
      this.#arrive({ ...node, now }, node, `wait ${step}`, next, false);
    }
    const filed = node.account.signals.filter(
      (each) => !each.gone && each.type !== 'E8' && age(each.on, node) <= 180,
    ).length;
    const filing = filed + [...node.waiting.values()].flatMap(waitingNotes).length;
    for (const action of this.#actions) {
      if (action.tool === 'file_signal_note' && filing >= this.#slice.signals) continue;
      const args = action.args(node.account, node.now);
      if (args !== null) this.#take(node, action, args, next);
    }
  }

  #deskAt(now: string): DeskState {
    const known = this.#desks.get(now) ?? deskAt(now, this.#policy);
    this.#desks.set(now, known);
    return known;
  }

  #take(node: Node, action: Action, args: object, next: Node[]): void {
    const world = this.#world;
    const desk = this.#deskAt(node.now);
    world.restore(node.saved);
    world.now = node.now;
    world.desk = desk;
    const name = `${action.role}: ${action.name}`;
    let answer: Answer;
    try {
      answer = action.call(world, args);
    } catch (error) {
      this.#tell(`inv6 ${action.tool} threw: ${error instanceof Error ? error.message : error}`, node, name);
      return;
    }
    const account = world.account(domain);
    if (isRefusal(answer)) {
      this.#refused += 1;
      const touched =
        account !== node.account ||
        world.desk !== desk ||
        world.events.length > 0 ||
        !isDeepStrictEqual(world.suppressed, node.suppressed) ||
        !isDeepStrictEqual(world.waiting, node.waiting);
      if (touched) this.#tell(`inv6 ${action.tool} was refused and left a trace`, node, name);
      if (answer.next === '' || answer.found === '')
        this.#tell(`inv6 ${action.tool} refuses without a next step`, node, name);
      return;
    }
    this.#taken += 1;
    const who = whoIn(world);
    const { suppressed } = who;
    const before = { state: node.account, suppressed: node.suppressed, now: node.now };
    const after = { state: account, suppressed, now: node.now };
    for (const event of answer.events)
      if (event.type === 'moved') this.#arrows[event.arrow] = (this.#arrows[event.arrow] ?? 0) + 1;
    const taken = { tool: action.tool, role: action.role, before, after, events: answer.events };
    const wrong = [
      ...movesWrong(taken),
      // Nothing recorded, nothing settled.
      ...(answer.events.length > 0 ? dutiesWrong(after, taken, this.#policy.values) : []),
      ...this.#folds(node, world, account),
      ...waitsWrong({ ...node }, { account, ...who }, answer.outcome),
    ];
    for (const says of wrong) this.#tell(says, node, name);
    frozen(account);
    this.#arrive({ ...node, account, ...who }, node, name, next, true);
  }

  /** Invariant 7: the events as they are stored, folded upon what was, give what is. */
  #folds(node: Node, world: TestWorld, account: AccountState): readonly string[] {
    let folded: AccountState | null = node.account;
    for (const { stream, event, at, by } of world.events) {
      if (stream !== `account:${account.id}`) continue;
      const stored = event as AccountEvent;
      folded = evolveAccount(folded, stored, { at, by });
      if (at > node.now) return [`T6 ${stored.type} is dated ${at}, after ${node.now}`];
    }
    return isDeepStrictEqual(folded, account) ? [] : ['inv7 the events folded again give another state'];
  }

  #arrive(there: Omit<Node, 'index' | 'depth'>, from: Node, name: string, next: Node[], acted: boolean): void {
    const key = abstractionOf(there);
    const known = this.#known.get(key);
    if (known !== undefined) {
      if (known !== from.index) this.#edge(from.index, known, name, acted);
      return;
    }
    const saved = acted ? this.#world.save() : there.saved;
    const node = { ...there, saved, index: this.#known.size, depth: from.depth + 1 };
    this.#enter(node, from.index, name, key);
    this.#edge(from.index, node.index, name, acted);
    next.push(node);
  }

  #enter(node: Node, parent: number, name: string, key = abstractionOf(node)): void {
    this.#known.set(key, node.index);
    this.#parents[node.index] = parent;
    this.#moves[node.index] = name;
    let bits = 0;
    const waits = [...node.waiting.values()].flatMap(({ task }) => task ?? []);
    for (const task of [...node.account.tasks, ...waits]) {
      if (task.closed_at !== undefined) continue;
      if (!this.#kinds.includes(task.kind)) this.#kinds.push(task.kind);
      bits |= 1 << this.#kinds.indexOf(task.kind);
    }
    this.#duties[node.index] = bits;
  }

  /** Leaving by disqualification closes all; it is no way of doing a duty. */
  #edge(from: number, to: number, name: string, acted: boolean): void {
    if (!acted || !name.includes('disqualify')) this.#edges.push(from, to);
  }

  /** S-1: from wherever a duty stands open, some lawful way leads to where it is closed. */
  #stuck(): void {
    for (const [bit, kind] of this.#kinds.entries()) {
      // A task that is closed by hand, complete_task closes anywhere; a slice need not hold that command.
      if (this.#policy.values.duties[kind]?.tool === undefined) continue;
      const open = (node: number) => ((this.#duties[node] ?? 0) & (1 << bit)) !== 0;
      const closable = new Uint8Array(this.#known.size);
      for (let changed = true; changed; ) {
        changed = false;
        for (let n = this.#edges.length - 2; n >= 0; n -= 2) {
          const from = this.#edges[n] ?? 0;
          const to = this.#edges[n + 1] ?? 0;
          if (closable[from] || (open(to) && !closable[to])) continue;
          closable[from] = 1;
          changed = true;
        }
      }
      const stuck = this.#duties.findIndex((_, node) => open(node) && !closable[node]);
      if (stuck >= 0)
        this.#violations.push({ says: `S-1 nothing closes ${kind} from here on`, path: this.#pathTo(stuck) });
    }
  }

  #tell(says: string, node: Node, name: string): void {
    const kind = says.replace(/acc_\w+|\d{4}-\S+|\b[a-z]{3}_[a-z2-7]{10}_\d+/g, '*');
    if (this.#seen.has(kind)) return;
    this.#seen.add(kind);
    this.#violations.push({ says, path: [...this.#pathTo(node.index), `${name}  (at ${node.now})`] });
  }

  #pathTo(index: number): readonly string[] {
    const path: string[] = [];
    for (let at = index; at > 0; at = this.#parents[at] ?? -1) path.unshift(this.#moves[at] ?? '');
    return path;
  }
}

/** A list adopts, no command of a slice (A12). */
export const arrowIds: readonly string[] = arrows.filter(({ command }) => command !== 'adopt').map(({ id }) => id);

export function told(report: Report): string {
  const { slice, states, transitions, taken, refused, depth, frontier, seconds } = report;
  const closed = frontier === 0 ? 'closed' : `bounded, ${frontier} states not gone on from`;
  const head = `${slice}: ${states} states, ${transitions} transitions (${taken} taken, ${refused} refused), depth ${depth}, ${closed}, ${Object.keys(report.arrows).length} arrows, ${seconds.toFixed(1)} s`;
  return [head, ...report.violations.map(({ says, path }) => `  VIOLATION ${says}\n    ${path.join('\n    ')}`)].join(
    '\n',
  );
}
