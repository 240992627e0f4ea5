/** The policy's schema: each value with its clause and its basis. */

import { z } from 'zod';
import { roles } from '../vocabulary/roles.ts';
import { stages } from '../vocabulary/stages.ts';
import { Boards } from './boards.ts';
import { CopyPolicy } from './copy.ts';
import { MailGate, mailTools } from './mail-gate.ts';
import { Mailbox } from './mailbox.ts';
import { Notify } from './notify.ts';
import { Replies, Stopping } from './replies.ts';

import { Calibration, Reports, Scaling } from './reports.ts';
import { Sending } from './sending.ts';
import { Authoring, ContentFlags, Sequences } from './sequences.ts';
import { BuyingRules, SignalRules } from './signals.ts';
import { clockTime, count, date, operators, scalar, source, texts, valued } from './source.ts';

const role = z.enum(roles);

/** One mandatory gate: the fact it reads, the test, and who may supply the fact. */
const Gate = z.strictObject({
  id: z.string().regex(/^G\d$/, 'a gate id such as G1'),
  says: z.string(),
  fact: z.string(),
  operator: z.enum(operators),
  value: z.union([scalar, z.array(z.string())], 'a text, a number, true or false, or a list of texts').optional(),
  verified_by: z.array(role).min(1),
  ...source,
});

/** When a duty falls due: working time, the close of the day, or elapsed hours (rulings T2, T3, T4). */
const Due = z.union(
  [
    z.strictObject({ business_days: z.int().min(0).max(2500) }),
    z.strictObject({ same_day: z.literal(true) }),
    z.strictObject({ hours: z.int().min(1) }),
  ],
  'one of `{ business_days: 1 }`, `{ same_day: true }` and `{ hours: 4 }`',
);

const Duty = z.strictObject({
  role,
  do: z.string(),
  due: Due,
  /** The tool whose act closes the duty; without one it is closed by hand, with a note. */
  tool: z.string().optional(),
  /** The role that may close it by hand beside its act, quoting the words that opened it and saying why they don't mean it (A9). */
  overruled_by: role.optional(),
  /** A step that somebody else waits for: missed, it is counted; far overdue, it escalates (S-3, S-4). */
  approval: z.literal(true).optional(),
  ...source,
});

/** A duty that comes back: opened when its day opens, one at a time, never a backlog (S-1). */
const Recurring = z.strictObject({
  kind: z.string(),
  role,
  do: z.string(),
  every: z.enum(['business_day', 'week', 'quarter']),
  /** ISO weekday of a weekly duty; moved to the next business day where it is a day off. */
  weekday: z.int().min(1).max(7).optional(),
  due: Due,
  /** The tool that does it, and by that closes it; without one it is closed by hand, with a note. */
  tool: z.string().optional(),
  ...source,
});

const FactKind = z.strictObject({
  kind: z.enum(['count', 'amount', 'truth', 'text']),
  says: z.string(),
  /** Other names for it: a fact under one of them is refused with the name meant (G-3). */
  also: z.array(z.string()).optional(),
  /** How many letters its source and its evidence must each have. */
  letters_min: z.int().positive().optional(),
  ...source,
});

const separating = valued(z.enum(['enforce', 'tell', 'off']));

/** The whole SOP as data. Every number, list, owner and word list of a ruling is read from here. */
export const Policy = z.strictObject({
  version: z.string().min(1).max(60),
  title: z.string(),
  status: z.enum(['draft', 'in_force', 'retired']),
  sop: z.string(),
  business_time: z.strictObject({
    zone: valued(z.string()),
    workdays: valued(z.array(z.int().min(1).max(7)).min(1)),
    open: valued(clockTime),
    close: valued(clockTime),
    holidays: valued(z.record(z.string().regex(/^\d{4}$/, 'a year such as 2026'), z.array(date))),
  }),
  stage_owner: z.strictObject({ value: z.record(z.enum(stages), role), ...source }),
  account: z.strictObject({
    minimum_fields: texts,
    free_mail_domains: texts,
    unread_mailboxes: texts,
    mailbox_relays: texts,
    not_mailbox_hosts: texts,
    shared_hosts: texts,
    own_domains: texts,
    competitors: texts,
  }),
  lists: z.strictObject({
    empty_cells: texts,
    no_employer: texts,
    honorifics: texts,
  }),
  adoption: z.strictObject({
    days: count,
    stage_aliases: valued(z.record(z.enum(stages), z.array(z.string().min(1)))),
    opt_out_headings: texts,
    no_opt_out: texts,
    opt_out_status_headings: texts,
    opt_out_statuses: texts,
  }),
  facts: z.record(z.string(), FactKind),
  stopping: Stopping,
  replies: Replies,
  gates: z.array(Gate).min(1),
  engagement: z.strictObject({
    window_days: count,
    full_credit_days: count,
    full_credit: valued(z.number()),
    half_credit: valued(z.number()),
    fresh_days: count,
    likes_needed: count,
    likes_within_days: count,
    subscription_days: count,
    repeat_acts: count,
    repeat_within_days: count,
    topics: texts,
    signals: SignalRules,
  }),
  buying: z.strictObject({
    needed: count,
    accessibility_max: count,
    ...BuyingRules,
  }),
  /** L16: pairs of acts for two people. */
  separation: z.strictObject({
    score_decide: separating,
    propose_confirm: separating,
    write_approve: separating,
    propose_ratify: separating,
  }),
  audit: z.strictObject({ sample: count }),
  duties: z.record(z.string(), Duty),
  override: z.strictObject({
    justification_min: count,
    rate_limit: valued(z.number().min(0).max(1)),
    not_after_no_ecosystem: texts,
  }),
  regression: z.strictObject({ sql_idle_days: count, mql_idle_days: count, cooldown_days: count }),
  alerts: z.strictObject({
    disputes_needed: count,
    missed_needed: count,
    missed_within_days: count,
    conversion_floor: valued(z.number().min(0).max(1)),
    conversion_weeks: count,
    mql_volume: valued(z.int().min(0).nullable()),
    mql_volume_weeks: count,
    holidays_check_days: count,
    holidays_sweep_days: count,
  }),
  reports: Reports,
  scaling: Scaling,
  calibration: Calibration,
  escalation_hours: count,
  claim_minutes: count,
  intent_references: texts,
  boards: Boards,
  recurring: z.array(Recurring),
  channels: z.strictObject({ notes: valued(z.string()), updates: valued(z.string()) }),
  limits: z.strictObject({ name: count, reference: count, quote: count }),
  sequences: Sequences,
  content_flags: ContentFlags,
  authoring: Authoring,
  copy: CopyPolicy,
  notify: valued(Notify),
  mail_domain: z.strictObject({ dkim_selectors: texts, spf_lookups: count }),
  mail_tools: mailTools,
  mail_apis: texts,
  mail_gate: MailGate,
  sending: Sending,
  mailbox: valued(Mailbox.nullable()),
});

export type PolicyValues = z.infer<typeof Policy>;

export type GateRule = z.infer<typeof Gate>;

export type DutyRule = z.infer<typeof Duty>;

export type RecurringRule = z.infer<typeof Recurring>;
