import type { AccountRecord } from '../ledger/port/records.ts';
import type { Signal } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { credit } from '../rules/criteria/attribution-credit.ts';
import { ageOf, counts } from '../rules/criteria/engagement.ts';
import { type SpentSignal, spentSignals } from '../rules/criteria/spent-signals.ts';
import { joinsOf } from '../rules/signals/likes.ts';
import { type Quoted, quoted } from './quoted.ts';

export interface SignalView {
  readonly id: string;
  readonly type: string;
  readonly tier: 'strong' | 'standard';
  readonly qualifies: boolean;
  /** The E1 of enough likes that a further like belongs to (A4). */
  readonly joins?: string;
  readonly because: string;
  readonly contact: string;
  readonly observed_at: string;
  readonly filed_by: string;
  readonly age_days: number;
  readonly live: boolean;
  readonly credit: number;
  readonly spent?: { readonly by: string; readonly at: string };
  readonly source?: Quoted;
  readonly filed_at?: string;
  readonly object?: Quoted;
  readonly rests_on?: readonly string[];
  readonly gone?: { readonly why: string; readonly at: string; readonly because: Quoted };
  readonly words?: Readonly<Record<string, Quoted>>;
}

/** A signal as the answer to its note gives it. */
export interface BriefSignal {
  /** No id in a dry run: the signal doesn't exist yet. */
  readonly id?: string;
  readonly type: string;
  readonly tier: 'strong' | 'standard';
  readonly qualifies: boolean;
  readonly joins?: string;
  readonly contact?: string;
}

export function signalView(record: AccountRecord | null, id: string): BriefSignal {
  const signal = record?.state.signals.findLast((each) => each.id === id);
  if (!signal) throw new Error(`signal ${id} is not on its account`);
  const { type, tier, qualifies, contact } = signal;
  const joins = record && joinsOf(signal, record.state);
  return { id, type, tier, qualifies, contact, ...(joins ? { joins } : {}) };
}

export function viewSignal(signal: Signal, { state, suppressed }: AccountRecord, context: Moment): SignalView {
  const age_days = ageOf(signal, context);
  const contact = state.contacts.find((each) => each.id === signal.contact);
  const counted = signal.qualifies && !signal.gone && counts(contact, { state, suppressed }, context);
  const joins = joinsOf(signal, state);
  const live = counted && age_days <= context.policy.engagement.window_days.value;
  return {
    id: signal.id,
    type: signal.type,
    tier: signal.tier,
    qualifies: signal.qualifies,
    because: signal.because,
    contact: signal.contact,
    observed_at: signal.observed_at,
    filed_by: signal.filed_by,
    age_days,
    live,
    credit: live ? credit(age_days, context.policy) : 0,
    ...(joins ? { joins } : {}),
    ...(signal.spent ? { spent: { by: signal.spent.by, at: signal.spent.at } } : {}),
  };
}

/** An older one is found by its signal in `explain_account`. */
const mostSpent = 10;

/** L2: nothing where no strong signal is spent. */
export function spentPart(record: AccountRecord | null, context: Moment): { readonly spent?: readonly SpentSignal[] } {
  const spent = record ? spentSignals(record, context).slice(0, mostSpent) : [];
  return spent.length > 0 ? { spent } : {};
}

export function viewSignalFully(
  signal: Signal,
  record: AccountRecord,
  words: Readonly<Record<string, string>> | undefined,
  context: Moment,
): SignalView {
  const { gone, object, rests_on } = signal;
  const spoken = Object.entries(words ?? {}).map(([name, text]) => [name, quoted(text)] as const);
  return {
    ...viewSignal(signal, record, context),
    source: quoted(signal.source),
    filed_at: signal.filed_at,
    rests_on,
    ...(object ? { object: quoted(object) } : {}),
    ...(gone ? { gone: { why: gone.why, at: gone.at, because: quoted(gone.because) } } : {}),
    ...(spoken.length > 0 ? { words: Object.fromEntries(spoken) } : {}),
  };
}
