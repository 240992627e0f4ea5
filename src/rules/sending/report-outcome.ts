import type { OverPermit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { MailStep } from '../command/mail-on-file.ts';
import type { AccountDraft, PersonAt, World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { countMail, pausedText } from './caps.ts';
import { coverageOf, nextText, touchedBy } from './coverage.ts';
import type { DeliveryRecorded, DeliveryTold } from './delivery-input.ts';
import { isTheirs } from './mail-recipient.ts';
import { toNobody, unpermitted } from './uncovered-mail.ts';

export interface OutcomeAbout {
  /** The account of the permit, or of the message id. */
  readonly home: AccountDraft | null;
  readonly person: PersonAt | null;
}

/** M2: sent, failed or unknown, told of a permit or of a mail that none covers. */
export function reportOutcome(
  row: DeliveryTold,
  { home, person }: OutcomeAbout,
  world: World,
  context: Context,
): DeliveryRecorded | Refusal {
  const { permit, message_id } = row;
  if (permit !== undefined) {
    const steps = world.mail.stepsOf(permit);
    if (!home || steps.length === 0) return noSuchPermit(permit);
    return ofPermit({ ...row, permit }, { home, steps }, world, context);
  }
  const under = message_id === undefined ? [] : world.mail.stepsOfMessage(message_id);
  const before = sentStep(under.filter((step) => isTheirs(step, { person, to: row.to }, world)));
  if (before) return { outcome: 'repeated', delivery: toldOf(before, row.to) };
  const isSequence = under.some(({ permit: by }) => by !== null && isForSequence(by, world));
  if (person) return unpermitted(row, { home: person.home, contact: person.contact, isSequence }, world, context);
  return toNobody(row, world, context);
}

function noSuchPermit(permit: string): Refusal {
  return refuse('NOT_FOUND', {
    clause: '5.5',
    ruling: 'M1',
    found: `no permit stands under \`${permit}\``,
    next: 'take the id that authorize_send answered; a mail without one is told by message_id and to',
  });
}

/** A mail of a sequence is rendered, direct mail isn't. */
function isForSequence(permit: string, { mail }: World): boolean {
  return mail.stepsOf(permit).some(({ email }) => email !== null);
}

function sentStep(steps: readonly MailStep[]): MailStep | undefined {
  return steps.find(({ step }) => step === 'sent');
}

/** The first report, as it was given. */
export function toldOf({ permit, step, message_id, at }: MailStep, to?: string): DeliveryTold {
  const event = step === 'granted' || step === 'redeemed' || step === 'revoked' || step === 'lapsed' ? 'sent' : step;
  return {
    ...(permit === null ? {} : { permit }),
    event,
    ...(message_id === null ? {} : { message_id }),
    ...(to === undefined ? {} : { to }),
    at,
  };
}

/** The first report of a mail that the permit didn't cover any more named none. */
function asTold(settled: MailStep, over: OverPermit | undefined): MailStep {
  return over && over.at <= settled.at ? { ...settled, permit: null } : settled;
}

interface OfPermit {
  readonly home: AccountDraft;
  readonly steps: readonly MailStep[];
}

function ofPermit(
  row: DeliveryTold & { readonly permit: string },
  { home, steps }: OfPermit,
  world: World,
  context: Context,
): DeliveryRecorded | Refusal {
  const { permit: id, event, message_id, at } = row;
  const settled = steps.find(({ step }) => step === 'sent' || step === 'failed');
  const unknown = steps.find(({ step }) => step === 'unknown');
  // The bytes of a rendered mail stand with it, those of direct mail with the permit.
  const to = world.mail.wordsOf(steps[0]?.email ?? id).to ?? row.to;
  const over = home.state.over_permits?.find(({ permit }) => permit.id === id);
  if (settled) return { outcome: 'repeated', delivery: toldOf(asTold(settled, over), to) };
  if (unknown && event === 'unknown') return { outcome: 'repeated', delivery: toldOf(unknown, to) };
  const contact = steps[0]?.contact ?? '';
  const { covering, uncovered } = coverageOf(row, home, world);
  if (event === 'sent' && !covering) {
    const by = { home, contact, over: uncovered };
    return unpermitted({ ...row, ...(to === undefined ? {} : { to }) }, by, world, context);
  }
  const delivery = { permit: id, contact, event, at, ...(message_id ? { message_id } : {}) };
  const touched = event === 'sent' ? touchedBy(covering, home, at, context) : {};
  home.emit({ type: 'delivery_recorded', delivery, ...touched });
  const { contact: _, ...shown } = delivery;
  const told = { outcome: 'recorded' as const, delivery: { ...shown, ...(to === undefined ? {} : { to }) } };
  if (event === 'failed') world.mailbox().emit({ type: 'slot_returned', permit: id });
  if (event === 'unknown')
    return {
      ...told,
      said: ` Look for it in the sent folder, then report ${id} as sent or failed; nothing is sent anew until then.`,
    };
  if (event !== 'sent') return { ...told, said: ' Its place in the cap is free; ask for a new permit to try again.' };
  const what = covering?.email === undefined ? 'direct' : 'sent';
  const paused = countMail(world.mailbox(), { what, day: context.calendar.dateOf(at), permit: id }, context);
  return { ...told, said: `${nextText(covering, touched.touched?.next_due, home)}${pausedText(paused)}` };
}
