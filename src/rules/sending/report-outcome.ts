import type { IncidentTold } from '../aggregates/desk.ts';
import type { OverPermit, Permit } from '../aggregates/permit.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, MailStep, PersonAt, World } from '../command/world.ts';
import { nextDue } from '../sequences/cadence.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { countMail } from './caps.ts';
import type { DeliveryRecorded, DeliveryTold, Told } from './delivery-input.ts';
import { openIncident } from './incidents.ts';
import { isTheirs } from './whose-mail.ts';

export interface OutcomeAbout {
  /** The account of the permit, or of the message id. */
  readonly home: AccountDraft | null;
  readonly person: PersonAt | null;
}

/** M2: sent, failed or unknown, told of a permit or of a mail that none covers. */
export function reportOutcome(
  row: Told,
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
  if (person) return unpermitted(row, { home: person.home, contact: person.contact }, world, context);
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

function sentStep(steps: readonly MailStep[]): MailStep | undefined {
  return steps.find(({ step }) => step === 'sent');
}

/** What was told first. */
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
  row: Told & { readonly permit: string },
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
  const held = home.state.permits?.find((each) => each.id === id);
  const contact = steps[0]?.contact ?? '';
  if (event === 'sent' && !held && !(over && over.at > at))
    return unpermitted({ ...row, ...(to === undefined ? {} : { to }) }, { home, contact, over }, world, context);
  const delivery = { permit: id, contact, event, at, ...(message_id ? { message_id } : {}) };
  const touched = event === 'sent' ? touchedBy(held ?? over?.permit, home, at, context) : {};
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
  const what = (held ?? over?.permit)?.email === undefined ? 'direct' : 'sent';
  countMail(world.mailbox(), { what, day: context.calendar.dateOf(at), permit: id }, context);
  return { ...told, said: nextText(touched.touched?.next_due) };
}

function nextText(next: string | null | undefined): string {
  if (next === undefined) return '';
  return next === null ? ' That was the last touch.' : ` The next touch is due on ${next}.`;
}

/** C2: the touch that went out, and the day of the next; nothing where it was sent before. */
function touchedBy(permit: Permit | undefined, { state }: AccountDraft, at: string, context: Context) {
  const enrolment = state.enrolments?.find(({ id }) => id === permit?.enrolment);
  if (!enrolment || permit?.touch === undefined || enrolment.touch !== permit.touch) return {};
  const on = context.calendar.dateOf(at);
  return { touched: { on, next_due: nextDue({ ...enrolment, touch: permit.touch }, on, context) } };
}

interface Uncovered {
  readonly home: AccountDraft;
  readonly contact: string;
  readonly over?: OverPermit | undefined;
}

/** M2: a mail that no permit covers is recorded as it was told; to a suppressed person, or with a sequence's bytes, it is an incident. */
export function unpermitted(
  { message_id, at, to }: Pick<Told, 'message_id' | 'at' | 'to'>,
  { home, contact, over }: Uncovered,
  world: World,
  context: Context,
  isOfSequence = over?.permit.email !== undefined,
): DeliveryRecorded {
  const thread = message_id === undefined ? {} : { message_id };
  const of = over ? { permit: over.permit.id } : {};
  const delivery = { ...of, contact, event: 'sent' as const, at, ...thread };
  const touched = touchedBy(over?.permit, home, at, context);
  home.emit({
    type: 'delivery_recorded',
    delivery: isOfSequence ? { ...delivery, is_sequence: true } : delivery,
    ...touched,
  });
  const what = isOfSequence ? 'sent' : 'direct';
  countMail(world.mailbox(), { what, day: context.calendar.dateOf(at) }, context);
  const isSuppressed = world.suppressedOf(home).has(contact);
  const about = { account: home.state.id, contact, ...thread };
  const why = over ? `, by ${over.permit.id}, which was over at ${over.at} (${over.why})` : '';
  const incident = isSuppressed
    ? sev2(about, why, world, context)
    : isOfSequence
      ? openIncident(
          world.desk,
          {
            severity: 'SEV3',
            kind: 'unpermitted_sequence',
            ...about,
            because: `the bytes of a sequence went to ${contact} without a permit${why}`,
          },
          context,
        )
      : undefined;
  return {
    outcome: 'recorded',
    delivery: { event: 'sent', ...thread, ...(to === undefined ? {} : { to }), at },
    ...(incident ? { incident, said: ` ${incident.severity} ${incident.id} is opened.` } : {}),
  };
}

const suppressedRecipient = 'suppressed_recipient';

function sev2(
  about: { readonly account?: string; readonly contact?: string; readonly message_id?: string },
  why: string,
  world: World,
  context: Context,
): IncidentTold {
  const who = about.contact ?? 'somebody who is no contact';
  const because = `a mail went to ${who}, who is suppressed${why}`;
  return openIncident(world.desk, { severity: 'SEV2', kind: suppressedRecipient, ...about, because }, context);
}

/** Nobody on file has the address: only whether it is suppressed can be told. */
function toNobody({ message_id, at, to }: Told, world: World, context: Context): DeliveryRecorded | Refusal {
  const [identity] = to === undefined ? [] : world.identities([{ email: to }]);
  const suppressed = identity?.draft.before;
  if (!suppressed || suppressed.voided_at !== null)
    return refuse('NOT_FOUND', {
      clause: '5.5',
      ruling: 'M2',
      found: 'no contact has the address that the mail went to',
      next: 'let sales.ops put the person on file with save_account, then report the mail again',
    });
  const thread = message_id === undefined ? {} : { message_id };
  const delivery = { event: 'sent' as const, ...thread, ...(to === undefined ? {} : { to }), at };
  // Nothing but its incident tells of a mail to somebody who is no contact.
  const told = (world.desk.state.incidents ?? []).filter(
    ({ kind, contact }) => kind === suppressedRecipient && !contact,
  );
  if (told.some((each) => each.message_id === message_id)) return { outcome: 'repeated', delivery };
  countMail(world.mailbox(), { what: 'direct', day: context.calendar.dateOf(at) }, context);
  const incident = sev2(thread, '', world, context);
  return { outcome: 'recorded', delivery, incident, said: ` SEV2 ${incident.id} is opened.` };
}
