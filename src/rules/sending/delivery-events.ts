import { isRunning } from '../aggregates/enrolment.ts';
import type { Context } from '../command/context.ts';
import type { MailStep } from '../command/mail-on-file.ts';
import type { AccountDraft, PersonAt, World } from '../command/world.ts';
import { suppress } from '../suppression/suppress-contact.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { complaintsTold, countMail, pausedText } from './caps.ts';
import type { DeliveryRecorded, DeliveryTold } from './delivery-input.ts';
import { isTheirs } from './mail-recipient.ts';
import { type OutcomeAbout, toldOf } from './report-outcome.ts';

/** M4: records events of a mail that went out: bounces, a complaint, an open, a click. */
export function aftermath(
  row: DeliveryTold,
  { home, person }: OutcomeAbout,
  world: World,
  context: Context,
): DeliveryRecorded | Refusal {
  const { event, at, to } = row;
  const { draft, steps } = ofMail(row, { home, person }, world);
  const known = steps.find(({ step }) => step === event);
  if (known) return { outcome: 'repeated', delivery: toldOf(known, to) };
  const contact = steps[0]?.contact ?? person?.contact;
  if (!draft || contact === undefined) return noSuchMail();
  const permit = steps.find((each) => each.permit !== null)?.permit ?? row.permit;
  const message_id = row.message_id ?? steps.find((each) => each.message_id !== null)?.message_id;
  const of = { ...(permit ? { permit } : {}), ...(message_id ? { message_id } : {}) };
  draft.emit({ type: 'delivery_recorded', delivery: { ...of, contact, event, at } });
  const said = followed(row, { draft, contact, steps }, world, context);
  return { outcome: 'recorded', delivery: { ...of, event, ...(to === undefined ? {} : { to }), at }, said };
}

/** The mail that is told of: of several recipients under one message id, the one who is named. */
function ofMail(row: DeliveryTold, { home, person }: OutcomeAbout, world: World) {
  const draft = home ?? person?.home;
  const steps = stepsOf(row, { draft, person }, world);
  if (!person || row.permit !== undefined) return { draft, steps };
  const own = steps.filter((each) => isTheirs(each, { person }, world));
  const isElsewhere = own[0]?.account !== draft?.state.id;
  return { draft: isElsewhere ? person.home : draft, steps: own };
}

interface Whose {
  readonly draft: AccountDraft | undefined;
  readonly person: PersonAt | null;
}

/** Steps of the mail that a row tells of; a row with `to` alone is of the last mail that went to them until then. */
function stepsOf(row: DeliveryTold, { draft, person }: Whose, { mail }: World): readonly MailStep[] {
  const { permit, message_id, at } = row;
  const now = draft ? pendingSteps(draft) : [];
  const ofMail = (id: string | null, message: string | null) => {
    const isOf = (each: MailStep) =>
      (id !== null && each.permit === id) || (message !== null && each.message_id === message);
    const before = message === null ? (id === null ? [] : mail.stepsOf(id)) : mail.stepsOfMessage(message);
    return [...before, ...now.filter(isOf)];
  };
  if (message_id !== undefined || permit !== undefined) return ofMail(permit ?? null, message_id ?? null);
  const all = person ? [...mail.stepsOfContact(person.contact), ...now] : [];
  const to = all.filter(({ contact }) => contact === person?.contact);
  const sent = to.findLast((each) => each.step === 'sent' && each.at <= at);
  if (sent) return ofMail(sent.permit, sent.message_id);
  // No mail to them is on file: what was told so since the last one is of one mail.
  return to.filter((each) => each.permit === null && each.message_id === null);
}

/** Events that this unit of work has recorded already. */
function pendingSteps({ pending, state }: AccountDraft): readonly MailStep[] {
  return pending.flatMap(({ event }) => {
    if (event.type !== 'delivery_recorded') return [];
    const { permit = null, contact, event: step, at, message_id = null } = event.delivery;
    return [{ permit, account: state.id, contact, step, at, message_id, email: null }];
  });
}

function noSuchMail(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '5.5',
    ruling: 'M4',
    found: 'no mail and no contact stands under that message id or address',
    next: 'give `to`, the address that the mail went to, or report the mail as sent first',
  });
}

interface Of {
  readonly draft: AccountDraft;
  readonly contact: string;
  readonly steps: readonly MailStep[];
}

function followed({ event, at }: DeliveryTold, { draft, contact, steps }: Of, world: World, context: Context): string {
  const day = context.calendar.dateOf(at);
  const isBounce = event === 'bounce_hard' || event === 'bounce_soft';
  if (!isBounce && event !== 'complaint') return '';
  // One bounce a mail.
  const isCounted = isBounce && steps.some(({ step }) => step === 'bounce_hard' || step === 'bounce_soft');
  const what = isBounce ? 'bounced' : 'complaints';
  const paused = isCounted ? null : countMail(world.mailbox(), { what, day }, context);
  const told = isBounce || isCounted ? null : complaintsTold(world.mailbox().state, context);
  const held = paused === null && told !== null ? ` Complaints: ${told}.` : pausedText(paused);
  if (event === 'bounce_hard') return `${endAll(draft, contact)}${held}`;
  if (isBounce) return held;
  const person = world.personOf(contact);
  if (person) suppress(person, { reason: 'complaint', note: undefined, source: undefined }, context);
  return ` The person is suppressed: nobody writes to them again.${held}`;
}

/** M4: nobody reads at that address. */
function endAll(draft: AccountDraft, contact: string): string {
  const running = (draft.state.enrolments ?? []).filter((each) => each.contact === contact && isRunning(each));
  const because = 'a mail to them bounced for good';
  for (const { id } of running) draft.emit({ type: 'enrolment_over', enrolment: id, as: 'ended', because });
  return running.length === 0 ? '' : ` ${running.map(({ sequence }) => sequence).join(', ')} ended for them.`;
}
