import type { AccountState, Finding, Scalar, ScoredSignal, Signal } from '../aggregates/account.ts';
import { evolveAccount } from '../aggregates/evolve-account.ts';
import type { Moment } from '../command/context.ts';
import { evidenceOf } from '../criteria/buying-signals.ts';
import { gateChecks } from '../criteria/gates.ts';
import { classification } from '../criteria/mql-criteria.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { addDays } from '../time/time.ts';
import { holds } from '../vocabulary/check.ts';
import type { SignalType } from '../vocabulary/signal-types.ts';

/** An account that nobody has, on which two policies are compared. */
export interface Specimen {
  readonly facts: Readonly<Record<string, Scalar>>;
  readonly signal: { readonly type: SignalType; readonly age: number };
}

const contact = { id: 'con_specimen_1', email_domain: 'example.com', has_profile: false, has_name: true };

/** The outcome of a classification of a specimen. */
export function classified({ facts, signal }: Specimen, policy: PolicyValues, moment: Moment): string {
  const context = { ...moment, policy };
  const born = { type: 'account_registered', id: 'acc_specimen', domain: 'example.com', name: 'Example' } as const;
  const empty = evolveAccount(null, born, { at: moment.now, by: 'sales.ops' });
  const state: AccountState = {
    ...empty,
    contacts: [contact],
    facts: Object.entries(facts).map(([fact, value], n) => ({
      id: `fct_specimen_${n}`,
      fact,
      value,
      source: '',
      evidence: '',
      as_of: moment.today,
      recorded_at: moment.now,
      by: 'sales.ops',
    })),
    signals: [signalOf(signal, policy, moment)].filter((each) => each !== null),
  };
  const standing = { state, suppressed: new Set<string>() };
  return classification(standing, holds(gateChecks(state, context)), context).outcome;
}

function signalOf({ type, age }: Specimen['signal'], policy: PolicyValues, { now, today }: Moment): Signal | null {
  const rule = policy.engagement.signals[type];
  if (!rule) return null;
  const on = addDays(today, -age);
  const at = `${on}T12:00:00.000Z`;
  return {
    id: 'sig_specimen_1',
    type,
    contact: contact.id,
    tier: rule.tier,
    qualifies: true,
    because: '',
    is_act: true,
    observed_at: at,
    at,
    on,
    filed_at: now,
    filed_by: 'sales.ops',
    source: '',
    rests_on: ['sig_specimen_1'],
  };
}

/** A finding of a route, by its figure and its age. */
export interface ShownFinding {
  readonly route: string;
  readonly value?: number;
  readonly age: number;
}

/** Whether these findings carry a high score of a buying signal. */
export function carries(
  signal: ScoredSignal['signal'],
  shown: readonly ShownFinding[],
  policy: PolicyValues,
  moment: Moment,
): boolean {
  if (!policy.buying[signal]) return false;
  const findings = shown.map(({ route, value, age }, n): Finding => {
    const figure = value === undefined ? {} : { value };
    return { route, ...figure, date: addDays(moment.today, -age), source: '', reference: `${n}`, shows: '' };
  });
  return evidenceOf({ signal, score: 'CONFIRMED', findings }, { ...moment, policy }).meets;
}
