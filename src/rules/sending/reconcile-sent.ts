import type { IncidentTold } from '../aggregates/desk.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { PersonAt, World } from '../command/world.ts';
import { recipientsIn } from '../identity/address-list.ts';
import { takePerson } from '../people/match-contact.ts';
import { done } from '../tasks/closing.ts';
import type { Instant } from '../time/time.ts';
import { invalid, isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import { pausedText } from './caps.ts';
import { isTheirs } from './mail-recipient.ts';
import { bareMessageId } from './permit-bytes.ts';
import { reportOutcome } from './report-outcome.ts';
import { isOfPermit, isOfSequence, isSameMessage, type SentCopy, touchIn } from './sent-copy.ts';
import { unpermitted } from './uncovered-mail.ts';

export interface SentMessage {
  readonly message_id: string;
  readonly to: readonly string[];
  readonly at: string;
  readonly subject: string;
  readonly text?: string | undefined;
  readonly thread?: string | undefined;
}

export interface ReconcileArgs {
  readonly messages: readonly SentMessage[];
  readonly until: string;
}

interface SentFolderInput {
  readonly copies: readonly SentCopy[];
  readonly until: Instant;
}

interface Found {
  readonly message_id: string;
  readonly to: string;
}

interface Reconciled {
  readonly matched: readonly (Found & { readonly permit?: string })[];
  readonly direct: readonly Found[];
  readonly unmatched: readonly (Found & { readonly because: string })[];
  readonly incident?: IncidentTold;
  readonly incidents?: readonly IncidentTold[];
  readonly missing: readonly { readonly permit: string; readonly to?: string }[];
}

/** M4b, M7: the sent folder against permits and people: what was written by hand is recorded, what must not have gone out is found. */
export const reconcileSent: Command<ReconcileArgs, SentFolderInput, Reconciled> = {
  name: 'reconcile_sent',
  clause: '5.5',
  prepare(args, context) {
    const read = inputReader(context);
    const until = read.past('until', args.until);
    const own = context.policy.mailbox.value?.address.toLowerCase();
    const copies: SentCopy[] = [];
    for (const [n, { message_id, to, at, subject, text, ...rest }] of args.messages.entries()) {
      const when = read.past(`messages[${n}].at`, at);
      const thread = read.text(`messages[${n}].thread`, rest.thread, 'reference') || undefined;
      if (message_id.trim() === '') return invalid(`messages[${n}].message_id`, message_id, 'its message id');
      for (const bare of recipientsIn(to))
        if (bare !== own) copies.push({ message_id: message_id.trim(), to: bare, at: when, subject, text, thread });
    }
    if (read.refusal) return read.refusal;
    // Touches went out one after another.
    copies.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    return { keys: { people: copies.map(({ to }) => ({ email: to })) }, input: { copies, until } };
  },
  decide({ copies, until }, world, context) {
    const wasPaused = world.mailbox().state.paused !== undefined;
    const told = copies.flatMap((copy, n) => {
      const person = world.people[n] ?? null;
      if (isAgain(copies, n, world)) return [];
      const others = othersOf(copies, n, world);
      return [{ copy, ...reconcileCopy(copy, { person, others }, world, context) }];
    });
    const refusal = told.find((each) => each.refusal)?.refusal;
    if (refusal) return refusal;
    for (const [n, { thread }] of copies.entries()) noteThread(thread, world.people[n] ?? null);
    const found = ({ message_id, to }: SentCopy): Found => ({ message_id, to });
    const matched = told.flatMap((each) =>
      each.is === 'matched' ? [{ ...found(each.copy), ...(each.permit ? { permit: each.permit } : {}) }] : [],
    );
    const direct = told.flatMap((each) => (each.is === 'direct' ? [found(each.copy)] : []));
    const unmatched = told.flatMap((each) =>
      each.is === 'unmatched' ? [{ ...found(each.copy), because: 'nobody on file has that address' }] : [],
    );
    const incidents = told.flatMap(({ incident }) => incident ?? []);
    const paused = wasPaused ? null : (world.mailbox().state.paused?.because ?? null);
    const missing = missingFrom(copies, until, world);
    world.mailbox().emit({ type: 'sent_folder_reconciled', until });
    closeDuty(world);
    const incident = incidents.find(({ severity }) => severity === 'SEV2') ?? incidents[0];
    const opened = incidents.map(({ severity, id }) => ` ${severity} ${id} is opened.`).join('');
    return {
      outcome: 'done',
      summary: `The sent folder up to ${until}: ${matched.length} matched, ${direct.length} written by hand and recorded, ${unmatched.length} to nobody on file, ${missing.length} reported as sent and not there.${opened}${pausedText(paused)}`,
      checks: [],
      extra: {
        matched,
        direct,
        unmatched,
        ...(incident ? { incident } : {}),
        ...(incidents.length > 1 ? { incidents } : {}),
        missing,
      },
    };
  },
};

/** Whether that mail to that person, by another of their addresses maybe, stands further up already. */
function isAgain(copies: readonly SentCopy[], n: number, { people }: World): boolean {
  const contact = people[n]?.contact;
  if (contact === undefined) return false;
  const of = copies[n]?.message_id ?? '';
  return copies
    .slice(0, n)
    .some(({ message_id }, at) => isSameMessage(message_id, of) && people[at]?.contact === contact);
}

/** The contacts besides that one that the same mail went to. */
function othersOf(copies: readonly SentCopy[], n: number, { people }: World): readonly string[] {
  const of = copies[n]?.message_id ?? '';
  return copies.flatMap(({ message_id }, at) => {
    const contact = people[at]?.contact;
    return at !== n && contact !== undefined && isSameMessage(message_id, of) ? [contact] : [];
  });
}

/** A13: the thread finds the person, and goes along with what is asked of the mailbox. */
function noteThread(gmail_thread: string | undefined, person: PersonAt | null): void {
  const contact = person?.home.state.contacts.find(({ id }) => id === person.contact);
  if (!person || !contact || gmail_thread === undefined) return;
  const told = { fields: { gmail_thread }, email_domain: null, has_profile: false, has_name: false, keys: [] };
  takePerson(person.home, { contact, at: person }, told);
}

interface CopyReconciled {
  readonly is: 'matched' | 'direct' | 'unmatched' | 'incident';
  readonly permit?: string;
  readonly incident?: IncidentTold;
  readonly refusal?: Refusal;
}

interface Recipients {
  readonly person: PersonAt | null;
  /** Contacts that the same mail went to. */
  readonly others: readonly string[];
}

function reconcileCopy(copy: SentCopy, { person, others }: Recipients, world: World, context: Context): CopyReconciled {
  const { message_id, at, to } = copy;
  const known = world.mail
    .stepsOfMessage(message_id)
    .find((each) => each.step === 'sent' && isTheirs(each, { person, to }, world));
  if (known) return { is: 'matched', ...(known.permit === null ? {} : { permit: known.permit }) };
  const row = { event: 'sent' as const, message_id, at, to };
  if (!person) {
    const told = reportOutcome(row, { home: null, person }, world, context);
    return isRefusal(told) || !told.incident ? { is: 'unmatched' } : { is: 'incident', incident: told.incident };
  }
  const { held, over } = permitOf(copy, person, world, context);
  if (held || (over && over.at > at)) {
    const permit = held?.id ?? over?.permit.id ?? '';
    const told = reportOutcome({ ...row, permit }, { home: person.home, person }, world, context);
    if (isRefusal(told)) return { is: 'matched', refusal: told };
    return told.incident ? { is: 'incident', incident: told.incident } : { is: 'matched', permit };
  }
  const enrolment = over ? undefined : touchIn(copy, person, world.mail);
  const isSequence = enrolment !== undefined || isOfSequence(copy, person, others, world.mail);
  const by = { home: person.home, contact: person.contact, over, enrolment, isSequence };
  const { incident } = unpermitted(row, by, world, context);
  if (incident) return { is: 'incident', incident };
  return { is: enrolment ? 'matched' : 'direct' };
}

/** M1, M2: the permit that the mail went out by: one that stands, or one that is over and of which nobody told. */
function permitOf(copy: SentCopy, { home, contact }: PersonAt, world: World, { policy }: Context) {
  const from = { mail: world.mail, mailbox: policy.mailbox.value?.address ?? '' };
  const isOf = (permit: Permit) => permit.contact === contact && isOfPermit(copy, permit, from);
  const { permits = [], over_permits = [] } = home.state;
  const over = over_permits.findLast((each) => isOf(each.permit) && !isTold(each.permit.id, world));
  return { held: permits.find(isOf), over };
}

/** M2: whether somebody told what became of it. */
function isTold(permit: string, { mail }: World): boolean {
  return mail.stepsOf(permit).some(({ step }) => step === 'sent' || step === 'failed');
}

/** Reported as sent since the folder was looked through last, and not in it. */
function missingFrom(copies: readonly SentCopy[], until: Instant, world: World): Reconciled['missing'] {
  const there = new Set(copies.map(({ message_id }) => bareMessageId(message_id)));
  const { reconciled_until = '', sent_then = [] } = world.mailbox().state;
  const then = sent_then.flatMap((permit) => world.mail.stepsOf(permit).filter(({ step }) => step === 'sent'));
  return [...then, ...world.mail.sentBetween(reconciled_until, until)].flatMap(({ permit, message_id, contact }) => {
    if (permit === null || (message_id !== null && there.has(bareMessageId(message_id)))) return [];
    const to = world.addressOf(contact);
    return [{ permit, ...(to === undefined ? {} : { to }) }];
  });
}

/** S-1: the day's replies and bounces are taken in. */
function closeDuty({ desk }: World): void {
  for (const { id, kind, closed_at } of desk.state.tasks)
    if (kind === 'take_in_replies' && closed_at === undefined)
      desk.emit({ type: 'task_closed', task: id, ...done('the sent folder was compared') });
}
