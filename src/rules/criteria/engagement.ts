import type { AccountState, Contact, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { addDays, type CalendarDate, days, daysBetween, type Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import { keptAlong, onceAlong, oncePerText, remembering } from '../vocabulary/remembering.ts';

/** An account's state with the ids of its suppressed contacts: passed together, so that no rule forgets suppression. */
export interface Standing {
  readonly state: AccountState;
  readonly suppressed: ReadonlySet<string>;
}

/** A draft's account as it stands now, with whom the world knows to be suppressed. */
export function standingOf(draft: Pick<Standing, 'state'>, world: Pick<Standing, 'suppressed'>): Standing {
  return { state: draft.state, suppressed: world.suppressed };
}

/** A3: a suppressed contact and a listed competitor's employee count for nothing. */
export function counts(
  contact: Contact | undefined,
  { suppressed }: Standing,
  { policy }: Pick<Context, 'policy'>,
): boolean {
  if (!contact || suppressed.has(contact.id)) return false;
  const competitors = policy.account.competitors.value;
  const isTheirs = (domain: string) => competitors.includes(domain);
  if (contact.further_domains?.some(isTheirs)) return false;
  return contact.email_domain === null || !isTheirs(contact.email_domain);
}

/** The signals on which the account's qualification may rest, oldest first (§3.2, A3); a type that the policy no longer has is no criterion (P6). */
export function countedSignals(standing: Standing, context: Pick<Context, 'policy'>): readonly Signal[] {
  return ofKnownType(qualifyingSignals(standing, context), context.policy.engagement.signals);
}

const ofKnownType = keptAlong(
  ({ type }: Signal, types: Context['policy']['engagement']['signals']) => types[type] !== undefined,
);

/** The same, of types that the policy no longer has too. */
export function qualifyingSignals(standing: Standing, context: Pick<Context, 'policy'>): readonly Signal[] {
  const { signals, entry_floor } = standing.state;
  return qualifying(signals, peopleWhoCount(standing, context), entry_floor);
}

const qualifying = keptAlong(
  (signal: Signal, counted: ReadonlySet<string>, floor: Instant | null) =>
    signal.qualifies &&
    !signal.gone &&
    !signal.below_floor &&
    counted.has(signal.contact) &&
    (floor === null || signal.at > floor),
);

/** Acts of people who count, sufficient or not (A3, A5). */
export function countedActs(standing: Standing, context: Pick<Context, 'policy'>): readonly Signal[] {
  return actsOf(standing.state.signals, peopleWhoCount(standing, context));
}

const actsOf = keptAlong(
  (signal: Signal, counted: ReadonlySet<string>) => signal.is_act && !signal.gone && counted.has(signal.contact),
);

/** The ids of an account's contacts who count: the same set as long as they are the same people. */
function peopleWhoCount(standing: Standing, { policy }: Pick<Context, 'policy'>): ReadonlySet<string> {
  const { state, suppressed } = standing;
  // Each read brings a set of its own of the same people.
  const conditions = [suppressed.size === 0 ? '' : [...suppressed].join(' '), policy.account.competitors];
  const ids = () => state.contacts.flatMap((contact) => (counts(contact, standing, { policy }) ? [contact.id] : []));
  return counting(state.contacts, () => setOfIds(ids().join(' ')), conditions);
}

const counting = remembering<AccountState['contacts'], ReadonlySet<string>>();

const setOfIds = oncePerText((ids): ReadonlySet<string> => new Set(ids.split(' ')), { room: 100, longest: 10_000 });

/** §3.2: qualifying signals inside the trailing window. */
export function liveSignals(standing: Standing, context: Pick<Context, 'policy' | 'today'>): readonly Signal[] {
  const from = addDays(context.today, -context.policy.engagement.window_days.value);
  return signalsFrom(countedSignals(standing, context), from);
}

const signalsFrom = keptAlong(({ on }: Signal, from: CalendarDate) => on >= from);

export function ageOf(signal: Signal, { today }: Pick<Context, 'today'>): number {
  return daysBetween(signal.on, today);
}

const own = { rule: 'engagement_signal', clause: '3.2', ruling: 'L2', basis: 'sop' } as const;

const seen = 'mining.mind or category.positioning: file_signal_note when';

/** §3.2: one live qualifying signal keeps the engagement criterion alive. */
export function engagementCheck(standing: Standing, context: Pick<Context, 'policy' | 'today'>): Check {
  const { rule, clause, ruling, basis } = own;
  const newest = newestOf(countedSignals(standing, context));
  if (!newest) {
    const because = whyNone(standing, context);
    return { rule, clause, ruling, verdict: 'fail', because, basis, remedy: `${seen} one is seen` };
  }
  const window = context.policy.engagement.window_days.value;
  const age = ageOf(newest, context);
  const because = `the newest qualifying signal is ${newest.type}, ${days(age)} old; the window is ${window} days`;
  const evidence = [newest.id];
  return age > window
    ? { rule, clause, ruling, verdict: 'fail', because, basis, evidence, remedy: `${seen} a new act is seen` }
    : { rule, clause, ruling, verdict: 'pass', because, basis, evidence };
}

/** Qualifying signals on file, and why none of them counts (A3, L9). */
function whyNone(standing: Standing, context: Pick<Context, 'policy'>): string {
  const { signals, contacts } = standing.state;
  const types = context.policy.engagement.signals;
  const known = newestOf(signals.filter(({ type, qualifies, gone }) => qualifies && !gone && types[type]));
  if (!known) return 'no qualifying engagement signal is on file';
  const is = `the newest qualifying signal is ${known.type} of ${known.on}`;
  return counts(
    contacts.find(({ id }) => id === known.contact),
    standing,
    context,
  )
    ? `${is}; after idleness it takes an act later than the last one known then`
    : `${is}, of somebody who does not count: suppressed, or a listed competitor's`;
}

export const newestOf = onceAlong(undefined, (found: Signal | undefined, more: readonly Signal[]) => {
  let newest = found;
  for (const signal of more) if (newest === undefined || signal.at >= newest.at) newest = signal;
  return newest;
});
