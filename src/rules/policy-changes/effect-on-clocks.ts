import type { PolicyValues } from '../policy/policy.ts';
import { dueFrom } from '../tasks/duties.ts';
import { addHours } from '../time/time.ts';
import { type Both, type EffectFound, first, told, turns } from './effect-found.ts';

/** Each duty that is opened now, then a day and a half on: when it falls due, or that there is none. */
export function ofDuties(both: Both): EffectFound | null {
  const { before, after, moment } = both;
  const kinds = [...new Set([before, after].flatMap(({ duties }) => Object.keys(duties)))];
  const cases = [0, 36].flatMap((hours) => kinds.map((task) => ({ task, opened_at: addHours(moment.now, hours) })));
  return first(cases, ({ task, opened_at }) =>
    told(
      { task, opened_at },
      ({ duties }) => {
        const rule = duties[task];
        return rule ? `${rule.role} owes it by ${dueFrom(rule, opened_at, moment)}` : 'nobody owes it';
      },
      both,
    ),
  );
}

interface Span {
  /** The figure of the account: days that something has lasted. */
  readonly lasted: string;
  readonly limit: (policy: PolicyValues) => number;
  readonly reached: string;
  readonly short: string;
}

/** Spans after which time alone changes what may or must be done, from their last day on. */
const spans: readonly Span[] = [
  {
    lasted: 'sql_idle_days',
    limit: ({ regression }) => regression.sql_idle_days.value,
    reached: 'its return to MQL is owed',
    short: 'it stays SQL',
  },
  {
    lasted: 'mql_idle_days',
    limit: ({ regression }) => regression.mql_idle_days.value,
    reached: 'its return to PROSPECT is owed',
    short: 'it stays MQL',
  },
  {
    lasted: 'days_since_lost',
    limit: ({ regression }) => regression.cooldown_days.value,
    reached: 'it is recycled',
    short: 'it cools down',
  },
  {
    lasted: 'mql_idle_days',
    limit: ({ sequences }) => sequences.enrolling.idle_days.value,
    reached: 're_engagement may be proposed',
    short: 're_engagement is not for it yet',
  },
  {
    lasted: 'days_of_silence_after_a_sequence',
    limit: ({ sequences }) => sequences.enrolling.silence_days.value,
    reached: 'it counts as unanswered',
    short: 'an answer may still come',
  },
  {
    lasted: 'hours_a_step_is_open',
    limit: ({ escalation_hours }) => escalation_hours.value,
    reached: 'it goes to chief.staff',
    short: 'it stays with its role',
  },
  {
    lasted: 'minutes_since_the_permit',
    limit: ({ sending }) => sending.permit_minutes.value,
    reached: 'it has lapsed',
    short: 'the mail may go out',
  },
  {
    lasted: 'minutes_since_the_claim',
    limit: ({ claim_minutes }) => claim_minutes.value,
    reached: 'another may take the intent',
    short: 'it is with who took it',
  },
];

export function ofSpans(both: Both): EffectFound | null {
  return first(spans, ({ lasted, limit, reached, short }) => {
    const [was, would] = [limit(both.before), limit(both.after)];
    if (was === would) return null;
    return first(turns([was, would]), (n) =>
      told({ [lasted]: n }, (policy) => (n >= limit(policy) ? reached : short), both),
    );
  });
}
