import type { AccountState } from './account.ts';
import type { AccountEvent, AccountEventOf, LadderEvent, TaskEvent } from './account-events.ts';
import type { EnrolmentEvent } from './enrolment.ts';
import type { Stamp } from './event-stamp.ts';
import { evolveLadder, noDeal } from './evolve-account-ladder.ts';
import { evolveEnrolments, evolveMail } from './evolve-account-mail.ts';
import { evolveRecord } from './evolve-account-record.ts';
import { evolveTasks } from './evolve-account-tasks.ts';
import type { MailEvent } from './permit.ts';

/** The account as it stands after one more event. Total: every event of the five unions has its arm. */
export function evolveAccount(state: AccountState | null, event: AccountEvent, stamp: Stamp): AccountState {
  if (event.type === 'account_registered') return registered(event, stamp);
  if (state === null) throw new Error(`${event.type} on an account that was never registered`);
  if (isOfLadder(event)) return evolveLadder(state, event, stamp);
  if (isOfEnrolments(event)) return evolveEnrolments(state, event, stamp);
  if (isOfMail(event)) return evolveMail(state, event, stamp);
  return isOfTasks(event) ? evolveTasks(state, event, stamp) : evolveRecord(state, event, stamp);
}

const ladder: ReadonlySet<string> = new Set<LadderEvent['type']>([
  'classified',
  'dossier_scored',
  'sql_decided',
  'moved',
  'account_adopted',
  'gate_overridden',
  'override_fell',
  'deal_advanced',
  'post_mortem_filed',
  'change_proposed',
  'change_decided',
  'mql_disputed',
  'flag_raised',
  'flag_lowered',
]);

function isOfLadder(event: AccountEvent): event is LadderEvent {
  return ladder.has(event.type);
}

const tasks: ReadonlySet<string> = new Set<TaskEvent['type']>([
  'task_opened',
  'task_hastened',
  'task_closed',
  'task_missed',
  'task_escalated',
  'intent_raised',
  'intent_joined',
  'intent_claimed',
  'intent_settled',
  'intent_withdrawn',
  'alarm_set',
  'posted',
]);

function isOfTasks(event: AccountEvent): event is TaskEvent {
  return tasks.has(event.type);
}

const enrolments: ReadonlySet<string> = new Set<EnrolmentEvent['type']>([
  'contact_enrolled',
  'enrolment_held',
  'enrolment_released',
  'enrolment_over',
  'enrolment_handed_on',
  'enrolment_taken',
]);

function isOfEnrolments(event: AccountEvent): event is EnrolmentEvent {
  return enrolments.has(event.type);
}

const mail: ReadonlySet<string> = new Set<MailEvent['type']>([
  'email_rendered',
  'permit_granted',
  'permit_redeemed',
  'permit_revoked',
  'permit_taken',
  'permit_lapsed',
  'delivery_recorded',
  'reply_recorded',
  'contact_withheld',
  'withholding_ended',
  'words_taken',
]);

function isOfMail(event: AccountEvent): event is MailEvent {
  return mail.has(event.type);
}

function registered(event: AccountEventOf<'account_registered'>, stamp: Stamp): AccountState {
  return {
    id: event.id,
    domain: event.domain,
    name: event.name,
    aliases: [],
    stage: 'PROSPECT',
    review: 'NONE',
    stage_since: stamp.at,
    registered_at: stamp.at,
    first_touch: null,
    trigger: null,
    priority: 'normal',
    cro_weight: false,
    contacts: [],
    facts: [],
    signals: [],
    dossier: null,
    tasks: [],
    held_by: [],
    fast_track: false,
    entry_floor: null,
    closed_acts: 0,
    entered_by: null,
    override: null,
    proposal: null,
    deal: noDeal,
    cooldown_until: null,
    idle_from: null,
    no_ecosystem: false,
    flags: [],
    intents: [],
    alarm: null,
    minted: 0,
  };
}
