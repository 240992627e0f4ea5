import { z } from 'zod';
import type { AccountEvent, AccountEventOf } from '../rules/aggregates/account-events.ts';
import type { Calendar } from '../rules/time/time.ts';
import { reasonInWords } from './spoken.ts';

type EventSentences = {
  readonly [Type in AccountEvent['type']]: (event: AccountEventOf<Type>, days: Days) => string | null;
};

/** The day of an instant; the hour of an act may not be known. */
type Days = Pick<Calendar, 'dateOf'>;

/** Words somebody gave as a reason: bounded, and in quotation marks that nothing in them can close. */
const because = (text: string) => `: "${(text.length > 160 ? `${text.slice(0, 157)}...` : text).replaceAll('"', "'")}"`;

/**
 * One sentence for each kind of event, as a person would tell it; null for what only the machine needs. Total: a new kind
 * of event without its words does not compile.
 */
const told: EventSentences = {
  account_registered: ({ domain }) => `registered as ${domain}`,
  account_named: ({ name }) => `named ${name}`,
  outside_ids_recorded: ({ external }) =>
    `known outside as ${Object.entries(external)
      .map(([system, id]) => `${system} ${id}`)
      .join(', ')}`,
  alias_added: ({ domain }) => `${domain} is an alias of it`,
  contact_added: ({ contact }) => `contact ${contact.id} added`,
  contact_changed: ({ contact }) => `contact ${contact.id} corrected`,
  contact_tied: ({ contact }) => `a further address or profile of contact ${contact}`,
  contacts_joined: ({ contact, same_as }) => `contact ${same_as} is one person with ${contact} from now on`,
  contact_left: ({ contact, to }) => `contact ${contact} moved to ${to}`,
  account_taken: ({ domain, stage }) => `took over ${domain}, which was ${stage}`,
  contact_taken: ({ contact }) => `contact ${contact.id} came along`,
  signal_taken: ({ signal }) => `${signal.type} of ${signal.on} came along (${signal.id})`,
  account_absorbed: ({ domain }) => `taken over by ${domain}`,
  contact_suppressed: ({ contact, reason }) => `contact ${contact} suppressed: ${reason}`,
  suppression_voided: ({ contact }) => `suppression of ${contact} voided`,
  person_erased: ({ contact }) => `contact ${contact} erased`,
  fact_recorded: ({ fact }) => `fact ${fact.fact} = ${JSON.stringify(fact.value)} as of ${fact.as_of}`,
  signal_recorded: ({ signal }) =>
    `${signal.type} of ${signal.on} ${signal.qualifies ? 'qualifies' : 'does not qualify'}${because(signal.because)} (${signal.id})`,
  signal_gone: ({ signal, why }) => `signal ${signal} ${why}`,
  signal_reweighed: ({ signal, qualifies }) =>
    `signal ${signal} ${qualifies ? 'still qualifies' : 'qualifies no more'}`,
  signal_restored: ({ signal }) => `signal ${signal} counts again`,
  first_touch_moved: ({ first_touch: now }, days) =>
    `first touch is now ${now ? `${now.type} of ${days.dateOf(now.at)} (${now.signal})` : 'none'}`,
  classified: ({ outcome, trigger, obstacles }) =>
    `classified: ${outcome}${trigger ? ` on ${trigger}` : ''}${obstacles.length > 0 ? `; in the way: ${obstacles.join(', ')}` : ''}`,
  dossier_scored: ({ dossier }) =>
    `dossier ${dossier.id}: ${dossier.scores.map(({ signal, score }) => `${signal} ${score}`).join(', ')}; ${dossier.outcome}`,
  sql_decided: ({ decision, reason_code }) => `the CRO's word: ${decision}${reason_code ? ` (${reason_code})` : ''}`,
  moved: ({ from, to, review, clause, because: why }) =>
    `${from === to ? `${to}, review ${review}` : `${from} → ${to}`} by §${clause}${because(reasonInWords(why))}`,
  account_adopted: ({ stage, file, row }) => `adopted at ${stage}, as row ${row} of ${JSON.stringify(file)} states it`,
  gate_overridden: ({ override }) => `${override.gate} overridden${because(override.justification)}`,
  override_fell: ({ override, because: why }) => `override ${override} fell${because(why)}`,
  deal_advanced: ({ event, on }) => `${event.replaceAll('_', ' ')}, ${on}`,
  post_mortem_filed: ({ outcome, learnings, predictors }) =>
    `post-mortem: ${outcome}${predictors.map(({ signal, verdict }) => `, ${signal} ${verdict}`).join('')}${because(learnings)}`,
  change_proposed: ({ proposal }) => `proposed to ${proposal.change}${because(proposal.reason)}`,
  change_decided: ({ change, decision }) => `${change} ${decision}`,
  mql_disputed: ({ criterion, outcome }) => `${criterion} disputed: ${outcome}`,
  flag_raised: ({ flag, because: why }) => `flag ${flag} raised${because(why)}`,
  flag_lowered: ({ flag }) => `flag ${flag} lowered`,
  task_opened: ({ task }) => `${task.role} owes ${task.kind} by ${task.due_at}`,
  task_hastened: ({ task, due_at }) => `task ${task} is due earlier, ${due_at}`,
  task_closed: ({ task, note, verdict }) =>
    `task ${task} closed${verdict ? ` (${verdict})` : ''}${note ? because(note) : ''}`,
  task_missed: ({ task }) => `task ${task} missed its time`,
  task_escalated: ({ task }) => `task ${task} escalated to chief.staff`,
  intent_raised: () => null,
  intent_joined: () => null,
  intent_claimed: ({ intent }) => `intent ${intent} taken`,
  intent_settled: ({ intent, result }) => `intent ${intent} ${result}`,
  intent_withdrawn: ({ intent, because: why, replaced_by }) =>
    `intent ${intent} withdrawn${because(why)}${replaced_by ? `; ${replaced_by} stands in its place` : ''}`,
  contact_enrolled: ({ enrolment }) => `contact ${enrolment.contact} enrolled in ${enrolment.sequence}`,
  enrolment_held: ({ enrolment, hold }) =>
    `${enrolment} paused${hold.until ? ` until ${hold.until}` : ''}${because(hold.because)}`,
  enrolment_released: ({ enrolment, because: why }) => `${enrolment} goes on${because(why)}`,
  enrolment_over: ({ enrolment, as, because: why }) => `${enrolment} ${as}${because(why)}`,
  enrolment_handed_on: ({ enrolment, contact }) => `${enrolment} goes on as contact ${contact}`,
  enrolment_taken: ({ enrolment }) => `${enrolment.id} of ${enrolment.sequence} came along`,
  email_rendered: ({ email }) => `mail ${email.id} rendered for contact ${email.contact}`,
  permit_granted: ({ permit }) =>
    `permit ${permit.id} to write to contact ${permit.contact}, until ${permit.expires_at}`,
  permit_redeemed: ({ permit }) => `permit ${permit} used`,
  permit_taken: ({ permit: { id } }) => `permit ${id} came along with the account that was taken over`,
  permit_revoked: ({ permit, because: why }) => `permit ${permit} revoked${because(why)}`,
  permit_lapsed: ({ permit }) => `permit ${permit} lapsed unused`,
  delivery_recorded: ({ delivery }) =>
    `mail to contact ${delivery.contact}: ${delivery.event.replaceAll('_', ' ')}${delivery.permit ? ` (${delivery.permit})` : ', without a permit'}`,
  reply_recorded: ({ reply }) => `reply ${reply.id} of contact ${reply.contact}, type ${reply.kind}`,
  contact_withheld: ({ withholding }) => `nothing is permitted to contact ${withholding.contact}: they ask to stop`,
  withholding_ended: ({ withholding, because: why }) => `${withholding} settled${because(why)}`,
  words_taken: () => null,
  alarm_set: () => null,
  posted: ({ channel }) => `posted to #${channel}`,
};

const Event = z.custom<AccountEvent>((value) => typeof value === 'object' && value !== null);

/** An event in words; null for one that needs none. */
export function tell({ type, body }: { readonly type: string; readonly body: object }, days: Days): string | null {
  return isTold(type) ? spoken(type, Event.parse(body), days) : type;
}

function spoken<Type extends AccountEvent['type']>(type: Type, event: AccountEventOf<Type>, days: Days): string | null {
  return told[type](event, days);
}

function isTold(type: string): type is AccountEvent['type'] {
  return Object.hasOwn(told, type);
}
