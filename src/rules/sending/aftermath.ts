import { isRunning } from '../aggregates/enrolment.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, MailStep, World } from '../command/world.ts';
import { suppress } from '../suppression/suppress-contact.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { countMail } from './caps.ts';
import type { Recorded, Told } from './delivery-input.ts';
import { type About, toldOf } from './report-outcome.ts';

/** M4: what came of a mail after it went out: bounces, a complaint, an open, a click. */
export function aftermath(row: Told, { home, person }: About, world: World, context: Context): Recorded | Refusal {
  const { event, message_id, at, to } = row;
  const steps = stepsOf(row, world);
  const known = steps.find(({ step }) => step === event);
  if (known) return { outcome: 'repeated', delivery: toldOf(known, to) };
  const contact = steps[0]?.contact ?? person?.contact;
  const draft = home ?? person?.home;
  if (!draft || contact === undefined) return noSuchMail();
  const permit = steps.find((each) => each.permit !== null)?.permit ?? row.permit;
  const of = { ...(permit ? { permit } : {}), ...(message_id ? { message_id } : {}) };
  draft.emit({ type: 'delivery_recorded', delivery: { ...of, contact, event, at } });
  const said = followed(row, { draft, contact, steps }, world, context);
  return { outcome: 'recorded', delivery: { ...of, event, ...(to === undefined ? {} : { to }), at }, said };
}

function stepsOf({ permit, message_id }: Told, { mail }: World): readonly MailStep[] {
  if (message_id !== undefined) return mail.stepsOfMessage(message_id);
  return permit === undefined ? [] : mail.stepsOf(permit);
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

function followed({ event, at }: Told, { draft, contact, steps }: Of, world: World, context: Context): string {
  const day = context.calendar.dateOf(at);
  const isBounce = event === 'bounce_hard' || event === 'bounce_soft';
  if (!isBounce && event !== 'complaint') return '';
  // One bounce a mail.
  const isCounted = isBounce && steps.some(({ step }) => step === 'bounce_hard' || step === 'bounce_soft');
  const what = isBounce ? 'bounced' : 'complaints';
  const paused = isCounted ? null : countMail(world.mailbox(), { what, day }, context);
  const held = paused === null ? '' : ` The sequences of the mailbox are paused: ${paused}.`;
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
