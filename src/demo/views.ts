import { DateTime } from 'luxon';
import { z } from 'zod';
import { CheckAnswer } from './orders.ts';

/** The parts of the server's answers that are told. Nothing else of an answer is looked at. */
const TaskAnswer = z.looseObject({
  id: z.string(),
  kind: z.string(),
  role: z.string(),
  account: z.string().optional(),
  due_at: z.string(),
  overdue: z.boolean(),
  do: z.string(),
  tool: z.string(),
});
export type TaskAnswer = z.infer<typeof TaskAnswer>;

const Account = z.looseObject({
  name: z.string(),
  domain: z.string(),
  stage: z.string(),
  review: z.string(),
  owner: z.string(),
  stage_since: z.string(),
  priority: z.string(),
  flags: z.array(z.string()),
  first_touch: z.looseObject({ type: z.string(), at: z.string() }).optional(),
});
export type Account = z.infer<typeof Account>;

export type Sweep = z.infer<typeof Sweep>;
export const Sweep = z.looseObject({
  tasks: z.array(TaskAnswer),
  alerts: z.array(z.looseObject({ kind: z.string(), summary: z.string() })),
  watch: z.array(z.looseObject({ kind: z.string(), summary: z.string() })),
  applied: z.array(z.looseObject({ kind: z.string(), account: z.string().optional(), due_at: z.string() })),
});

const Signal = z.looseObject({ type: z.string(), tier: z.string() });

const MetricAnswer = z.looseObject({
  name: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
});
export type MetricAnswer = z.infer<typeof MetricAnswer>;

const Credit = z.looseObject({ signal_type: z.string(), first_touch: z.number(), weighted: z.number() });

const ReplayAnswer = z.looseObject({
  decisions: z.number().optional(),
  accounts: z.number().optional(),
  different: z.number(),
  differences: z.array(
    z.looseObject({
      account: z.string(),
      decision: z.string().optional(),
      at: z.string().optional(),
      was: z.unknown(),
      would: z.unknown(),
      because: z.array(z.looseObject({ because: z.string() })).default([]),
    }),
  ),
  not_replayable_why: z.array(z.looseObject({ why: z.string(), decisions: z.number() })).default([]),
  unobserved: z.array(z.looseObject({ account: z.string(), question: z.string() })).default([]),
});
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;

const MailsReplayed = z.looseObject({
  counts: z.looseObject({ would_not: z.number(), would: z.number() }),
  unknown: z.number(),
});
export type MailsReplayed = z.infer<typeof MailsReplayed>;

export const CallAnswer = z.looseObject({
  outcome: z.string().optional(),
  summary: z.string().optional(),
  /** A signal note names no more of it than domain, stage and review. */
  account: Account.partial().optional(),
  /** Listed by find_accounts; a tool that acts on a person names them by their ids alone. */
  accounts: z.array(z.union([Account, z.string()])).optional(),
  derived: z.array(Signal).default([]),
  checks: z.array(CheckAnswer).default([]),
  next_step: z.string().optional(),
  /** A task that a dry run would open has no id yet. */
  opened: z.array(TaskAnswer.partial({ id: true })).default([]),
  closed: z.array(TaskAnswer).default([]),
  dry_run: z.boolean().default(false),
  email: z.looseObject({ to: z.string(), subject: z.string(), text: z.string() }).optional(),
  sendable: z.boolean().optional(),
  withheld: z.array(z.string()).default([]),
  /** The mails of `ladder send`; a replay counts its mails under the same name. */
  mails: z
    .union([z.array(z.looseObject({ result: z.string(), message_id: z.string().optional() })), MailsReplayed])
    .optional(),
  /** The kind of a report, its figures, and the page that was made of it. */
  kind: z.string().optional(),
  period: z.looseObject({ name: z.string() }).optional(),
  metrics: z.array(MetricAnswer).optional(),
  by_signal: z.array(Credit).optional(),
  page: z.string().optional(),
  /** Parts of a replay under another policy. */
  point: ReplayAnswer.optional(),
  trajectory: ReplayAnswer.optional(),
  draft: z.looseObject({}).optional(),
  /** Findings of verify_ledger. */
  ok: z.boolean().optional(),
  events: z.number().optional(),
  streams: z.number().optional(),
});
export type CallAnswer = z.infer<typeof CallAnswer>;

export const Board = z.looseObject({
  stages: z.array(z.looseObject({ stage: z.string(), count: z.number(), accounts: z.array(Account) })),
});
export const Channel = z.looseObject({ posts: z.array(z.looseObject({ at: z.string(), text: z.string() })) });
export const Proof = z.looseObject({
  ok: z.boolean(),
  events: z.number(),
  streams: z.number(),
  checkpoints: z.number(),
});

export type Local = ReturnType<typeof localTime>;

/** Instants as people in the story's zone read them. */
export function localTime(zone: string) {
  const moment = (at: string) => DateTime.fromISO(at, { zone });
  const short = (at: string) => moment(at).toFormat('ccc d LLL HH:mm');
  return {
    short,
    day: (at: string) => moment(at).toFormat('cccc d LLLL yyyy'),
    hour: (at: string) => moment(at).toFormat('HH:mm'),
    /** A text with the instants in it. */
    text: (text: string) => text.replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, short),
  };
}
