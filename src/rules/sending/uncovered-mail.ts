import type { IncidentTold } from '../aggregates/desk.ts';
import type { Enrolment } from '../aggregates/enrolment.ts';
import type { OverPermit } from '../aggregates/permit.ts';
import { isSuppressed } from '../aggregates/suppressed-person.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { countMail, pausedText } from './caps.ts';
import { touchedBy, touchOf } from './coverage.ts';
import type { DeliveryRecorded, DeliveryTold } from './delivery-input.ts';
import { isUnconfirmed } from './hindrances.ts';
import { openIncident } from './incidents.ts';

interface Uncovered {
  readonly home: AccountDraft;
  readonly contact: string;
  readonly over?: OverPermit | undefined;
  /** Whether its bytes are a sequence's; else as the permit that is over says. */
  readonly isSequence?: boolean;
  /** The mail is its touch in turn. */
  readonly enrolment?: Enrolment | undefined;
}

/** M2: a mail that no permit covers is recorded as it was told; to a suppressed person, or with a sequence's bytes, it is an incident. */
export function unpermitted(
  { message_id, at, to }: Pick<DeliveryTold, 'message_id' | 'at' | 'to'>,
  { home, contact, over, enrolment, isSequence = over?.permit.email !== undefined }: Uncovered,
  world: World,
  context: Context,
): DeliveryRecorded {
  const thread = message_id === undefined ? {} : { message_id };
  const of = over ? { permit: over.permit.id } : {};
  const delivery = { ...of, contact, event: 'sent' as const, at, ...thread };
  const touched = over || !enrolment ? touchedBy(over?.permit, home, at, context) : touchOf(enrolment, at, context);
  if (home.state.permits?.some(({ id }) => id === over?.permit.id))
    world.mailbox().emit({ type: 'slot_returned', permit: over?.permit.id ?? '' });
  home.emit({
    type: 'delivery_recorded',
    delivery: isSequence ? { ...delivery, is_sequence: true } : delivery,
    ...touched,
  });
  const what = isSequence ? 'sent' : 'direct';
  const paused = countMail(world.mailbox(), { what, day: context.calendar.dateOf(at) }, context);
  const isToSuppressed = world.suppressedOf(home).has(contact) && wasSuppressed(contact, at, world);
  const about = { account: home.state.id, contact, ...thread };
  const why = over ? `, by ${over.permit.id}, which was over at ${over.at} (${over.why})` : '';
  const incident = isToSuppressed
    ? sev2(about, why, world, context)
    : isSequence && !(enrolment && isUnconfirmed(world.desk.state))
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
    ...(incident ? { incident } : {}),
    said: `${incident ? ` ${incident.severity} ${incident.id} is opened.` : ''}${pausedText(paused)}`,
  };
}

const suppressedRecipient = 'suppressed_recipient';

/** A mail that went out before is none to a suppressed person, however late it is told; of who was erased nobody can say. */
function wasSuppressed(contact: string, at: string, world: World): boolean {
  const since = world.personOf(contact)?.drafts.flatMap(({ before }) => (isSuppressed(before) ? [before.since] : []));
  return !since?.length || since.some((each) => each <= at);
}

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

/** A report of a mail to nobody on file: only whether the address is suppressed can be told. */
export function toNobody(
  { message_id, at, to }: DeliveryTold,
  world: World,
  context: Context,
): DeliveryRecorded | Refusal {
  const [identity] = to === undefined ? [] : world.identities([{ email: to }]);
  const suppressed = identity?.draft.before;
  if (!suppressed || suppressed.voided_at !== null || suppressed.since > at)
    return refuse('NOT_FOUND', {
      clause: '5.5',
      ruling: 'M2',
      found: 'no contact has the address that the mail went to',
      next: 'let sales.ops put the person on file with save_account, then report the mail again',
    });
  const thread = message_id === undefined ? {} : { message_id };
  const delivery = { event: 'sent' as const, ...thread, ...(to === undefined ? {} : { to }), at };
  // A mail to somebody who is no contact is on record in its incident alone.
  const told = (world.desk.state.incidents ?? []).filter(
    ({ kind, contact }) => kind === suppressedRecipient && !contact,
  );
  if (told.some((each) => each.message_id === message_id)) return { outcome: 'repeated', delivery };
  countMail(world.mailbox(), { what: 'direct', day: context.calendar.dateOf(at) }, context);
  const incident = sev2(thread, '', world, context);
  return { outcome: 'recorded', delivery, incident, said: ` SEV2 ${incident.id} is opened.` };
}
