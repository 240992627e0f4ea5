import type { AccountState, Signal } from '../../src/rules/aggregates/account.ts';

/** The SOP's own arithmetic on an account, written without a look at the rules: what a reader of its text would count. */
export interface Seen {
  readonly state: AccountState;
  readonly suppressed: ReadonlySet<string>;
  readonly now: string;
}

const zone = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });
const dates = new Map<string, string>();

/** The business date of an instant. */
export function dateOf(at: string): string {
  const known = dates.get(at);
  if (known !== undefined) return known;
  const date = zone.format(new Date(at));
  if (dates.size > 200_000) dates.clear();
  dates.set(at, date);
  return date;
}

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
export const age = (on: string, { now }: Pick<Seen, 'now'>): number => days(on, dateOf(now));

const industries = [
  'b2b saas',
  'enterprise software',
  'cloud infrastructure',
  'cybersecurity',
  'data & analytics',
  'fintech',
];
const meets: Readonly<Record<string, readonly [string, (value: unknown) => boolean]>> = {
  G1: ['employees', (value) => typeof value === 'number' && value >= 200],
  G2: ['has_ecosystem_motion', (value) => value === true],
  G3: ['arr_usd', (value) => typeof value === 'number' && value >= 50_000_000],
  G4: ['industry', (value) => industries.includes(String(value).trim().toLowerCase())],
  G5: ['gate_g5', (value) => value === true],
};

export type GateWord = 'pass' | 'fail' | 'unknown' | 'overridden';

/** Each gate by the newest word on its fact: by date first, then by the order of recording. */
export function gates({ facts, override }: AccountState): Readonly<Record<string, GateWord>> {
  return Object.fromEntries(
    Object.entries(meets).map(([gate, [name, test]]) => {
      let newest: AccountState['facts'][number] | undefined;
      for (const fact of facts) if (fact.fact === name && (!newest || fact.as_of >= newest.as_of)) newest = fact;
      if (!newest) return [gate, 'unknown'];
      if (test(newest.value)) return [gate, 'pass'];
      const then = facts.find((fact) => fact.id === override?.fact);
      return [gate, override?.gate === gate && then?.value === newest.value ? 'overridden' : 'fail'];
    }),
  );
}

/** All five pass, or exactly one fails and the CRO set it aside. */
export function gatesHold(state: AccountState): boolean {
  const words = Object.values(gates(state));
  const aside = words.filter((each) => each === 'overridden').length;
  return words.every((each) => each === 'pass' || each === 'overridden') && aside <= 1;
}

/** Signals on which something may rest: they qualify, stand, are of somebody who may be written to, and came after the floor. */
function counted({ state, suppressed }: Seen): readonly Signal[] {
  const known = new Set(state.contacts.map(({ id }) => id));
  return state.signals.filter(
    (each) =>
      each.qualifies &&
      !each.gone &&
      known.has(each.contact) &&
      !suppressed.has(each.contact) &&
      (state.entry_floor === null || each.at > state.entry_floor),
  );
}

export const live = (seen: Seen): readonly Signal[] => counted(seen).filter((each) => age(each.on, seen) <= 180);

const strong: readonly string[] = ['E3', 'E4', 'E6', 'E7', 'E8', 'E10'];
export const freshStrong = (seen: Seen): readonly Signal[] =>
  counted(seen).filter((each) => strong.includes(each.type) && age(each.on, seen) <= 90 && each.spent === undefined);
export const freshRequest = (seen: Seen): readonly Signal[] => freshStrong(seen).filter((each) => each.type === 'E4');

/** Buying signals that the dossier at hand scores high. */
export function high({ dossier }: AccountState): number {
  const named = (dossier?.scores ?? []).filter((each) => each.score === 'CONFIRMED' || each.score === 'LIKELY');
  return new Set(named.map((each) => each.signal)).size;
}

/** Whole days without an act: since the last one, the entry into the stage, or a declined regression. */
/** A10: acts of a suppressed person keep nobody from being idle. */
export function idle({ state, suppressed, now }: Pick<Seen, 'state' | 'suppressed' | 'now'>): number {
  const acts = state.signals
    .filter((each) => each.is_act && !each.gone && !suppressed.has(each.contact))
    .map((each) => each.at);
  const since = [state.stage_since, state.idle_from, state.deal.held_at, ...acts].filter((each) => each !== null);
  return days(dateOf(since.reduce((latest, each) => (each > latest ? each : latest))), dateOf(now));
}

/** A recycled MQL, and one back from SQL, came without a signal of its own; a review asks for one again. */
function needsSignal({ stage, review, entered_by }: AccountState): boolean {
  return !(stage === 'MQL' && review === 'NONE' && entered_by === 'recycle');
}

export function lapsed(seen: Seen): boolean {
  return !gatesHold(seen.state) || (needsSignal(seen.state) && live(seen).length === 0) || lostRequest(seen);
}

/** L14: an SQL without a dossier stands on its Briefing request. */
function lostRequest(seen: Seen): boolean {
  const { state } = seen;
  const entered = state.stage === 'SQL' && ['auto_sql', 'request_to_sql'].includes(state.entered_by ?? '');
  const isRetracted = state.signals.some(({ id, gone }) => id === state.trigger && gone?.why === 'retracted');
  return entered && isRetracted && !counted(seen).some(({ type }) => type === 'E4');
}

export const reachable = ({ state, suppressed }: Seen): boolean =>
  state.contacts.some(({ id, left, erased }) => !left && !erased && !suppressed.has(id));
