import type { AccountState, Contact, FirstTouch, Signal } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import { days, daysBetween, type Instant } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';

/** An account with the persons among its contacts who are suppressed: a fact no rule may leave out. */
export interface Standing {
  readonly state: AccountState;
  readonly suppressed: ReadonlySet<string>;
}

/** A3: a suppressed contact and a listed competitor's employee count for nothing. */
export function counts(
  contact: Contact | undefined,
  { suppressed }: Standing,
  { policy }: Pick<Context, 'policy'>,
): boolean {
  if (!contact || suppressed.has(contact.id)) return false;
  return contact.email_domain === null || !policy.account.competitors.value.includes(contact.email_domain);
}

/** The signals on which the account's qualification may rest, oldest first (§3.2, A3). */
export function countedSignals(standing: Standing, context: Pick<Context, 'policy'>): readonly Signal[] {
  const counted = new Set<string>();
  for (const contact of standing.state.contacts) if (counts(contact, standing, context)) counted.add(contact.id);
  const floor = standing.state.entry_floor;
  return standing.state.signals.filter(
    (signal) =>
      signal.qualifies && !signal.gone && counted.has(signal.contact) && (floor === null || signal.at > floor),
  );
}

/** Acts of people who count, sufficient or not (A3, A5). */
export function countedActs(standing: Standing, context: Pick<Context, 'policy'>): readonly Signal[] {
  const { contacts, signals } = standing.state;
  const counted = new Set(contacts.filter((each) => counts(each, standing, context)).map(({ id }) => id));
  return signals.filter((signal) => signal.is_act && !signal.gone && counted.has(signal.contact));
}

/** §3.2: qualifying signals inside the trailing window. */
export function liveSignals(standing: Standing, context: Pick<Context, 'policy' | 'today'>): readonly Signal[] {
  const window = context.policy.engagement.window_days.value;
  return countedSignals(standing, context).filter((signal) => daysBetween(signal.on, context.today) <= window);
}

export function ageOf(signal: Signal, { today }: Pick<Context, 'today'>): number {
  return daysBetween(signal.on, today);
}

/** Attribution weight by age in days: full, half, then none (A8). It never touches the threshold. */
export function credit(age: number, { engagement }: Context['policy']): number {
  if (age <= engagement.full_credit_days.value) return engagement.full_credit.value;
  return age <= engagement.window_days.value ? engagement.half_credit.value : 0;
}

const own = { rule: 'engagement_signal', clause: '3.2', ruling: 'L2', basis: 'sop' } as const;
const seen = 'mining.mind or category.positioning: file_signal_note when';

/** §3.2: one live qualifying signal keeps the engagement criterion alive. */
export function engagementCheck(standing: Standing, context: Pick<Context, 'policy' | 'today'>): Check {
  const { rule, clause, ruling, basis } = own;
  const newest = newestOf(countedSignals(standing, context));
  if (!newest) {
    const because = 'no qualifying engagement signal is on file';
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

export function newestOf(signals: readonly Signal[]): Signal | undefined {
  return signals.reduce<Signal | undefined>(
    (newest, signal) => (!newest || signal.at >= newest.at ? signal : newest),
    undefined,
  );
}

/** S-6: the earliest act behind a live qualifying signal; an E8 lends its earliest act's own type. */
export function firstTouchOf(live: readonly Signal[], state: AccountState): FirstTouch | null {
  const byId = new Map(state.signals.map((signal) => [signal.id, signal]));
  let earliest: Signal | undefined;
  for (const signal of live) {
    for (const id of signal.rests_on) {
      const act = byId.get(id);
      if (act && !act.gone && (!earliest || act.observed_at < earliest.observed_at)) earliest = act;
    }
  }
  return earliest
    ? { signal: earliest.id, type: earliest.type, at: earliest.observed_at, source: earliest.source }
    : null;
}

/** A10: the newest act of anybody at the account, sufficient or not, or a Briefing held. Opens and clicks are none. */
export function lastEngagement({ signals, deal }: AccountState): Instant | null {
  let newest = deal.held_at;
  for (const signal of signals)
    if (signal.is_act && !signal.gone && (newest === null || signal.at > newest)) newest = signal.at;
  return newest;
}

/** L9: days since the later of the last engagement, the entry into the stage, and a declined regression. */
export function idleDays(state: AccountState, { calendar, today }: Pick<Context, 'calendar' | 'today'>): number {
  return daysBetween(calendar.dateOf(idleSince(state)), today);
}

export function idleSince(state: AccountState): Instant {
  const from = [state.stage_since, lastEngagement(state), state.idle_from].filter((each) => each !== null);
  return from.reduce((latest, each) => (each > latest ? each : latest));
}
