import type { CopyState } from '../aggregates/copy.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { EmailAt, World } from '../command/world.ts';
import { personKey } from '../suppression/person-ref.ts';
import { sequenceRule } from '../templates/flow.ts';
import type { Check } from '../vocabulary/check.ts';
import { faulty, invalid, isRefusal, type Refusal, type RefusedMail, refuse } from '../vocabulary/refusal.ts';
import { capLeft, capOf } from './caps.ts';
import { type DirectArgs, directFault, directHindrances, notYoursToWrite } from './direct-mail.ts';
import { enrolForPermit } from './enrol-for-permit.ts';
import { type GrantedPermit, grantPermit, type Payload, payloadOf } from './grant-permit.ts';
import type { HindranceGround } from './hindrance.ts';
import { hindrances, inOrder, withheldMail } from './hindrances.ts';
import { ofInsights } from './insights.ts';
import { enrolmentFor } from './touch-hindrances.ts';

export interface AuthorizeArgs {
  readonly email?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly direct?: DirectArgs | undefined;
}

interface PermitRow extends Omit<GrantedPermit['permit'], never> {
  readonly email: string;
  readonly payload: Payload;
}

interface RefusedEmail {
  readonly email: string;
  readonly code: string;
  readonly because: string;
  readonly next: string;
}

interface Authorized {
  readonly permit?: GrantedPermit['permit'];
  readonly payload?: Payload;
  readonly permits?: readonly PermitRow[];
  readonly refused?: readonly RefusedEmail[];
}

/** §5.5, M1: leave to send one mail, once: a rendered one, several, or direct mail. */
export const authorizeSend: Command<AuthorizeArgs, AuthorizeArgs, Authorized> = {
  name: 'authorize_send',
  clause: '5.5',
  prepare(args, context) {
    const { email, emails, direct } = args;
    const given = [email, emails, direct].filter((each) => each !== undefined).length;
    if (given === 0) return invalid('email', undefined, 'one of `email`, `emails` and `direct`');
    if (given > 1)
      return faulty('email', `${given} of \`email\`, \`emails\` and \`direct\` are given, and one is wanted`);
    if (direct) {
      const key = personKey(direct.contact, context);
      if ('refused' in key) return key;
      return directFault(direct, context) ?? { keys: { people: [key.key] }, input: args };
    }
    const ids = (emails ?? [email ?? '']).map((each) => each.trim());
    const most = context.policy.sending.most_at_once.value;
    if (ids.length === 0 || ids.length > most)
      return invalid('emails', `${ids.length} ids`, `1 to ${most} ids of rendered mails`);
    return { keys: { emails: ids }, input: emails ? { emails: ids } : { email: ids[0] } };
  },
  decide({ email, emails, direct }, world, context) {
    const done = direct
      ? authorizeDirect(direct, world, context)
      : emails
        ? authorizeMany(emails, world, context)
        : authorizeEmail(email ?? '', world.emails[0] ?? null, world, context);
    if (isRefusal(done)) return done;
    return 'permits' in done ? manyGranted(done, world, context) : oneGranted(done, world, context);
  },
};

function ground(standing: HindranceGround['standing'], world: World): HindranceGround {
  const copy: CopyState = world.copy().state;
  return { standing, copy, mailbox: world.mailbox().state, desk: world.desk.state };
}

function authorizeDirect(direct: DirectArgs, world: World, context: Context): GrantedPermit | Refusal {
  const [person] = world.people;
  if (!person)
    return refuse('NOT_FOUND', {
      clause: '5.6',
      ruling: 'M6',
      found: 'no contact stands under that id or address',
      next: 'take the id from explain_account; sales.ops adds a person with save_account',
    });
  const notYours = notYoursToWrite(person, context);
  if (notYours) return notYours;
  const { home, contact, suppressed, words } = person;
  const { subject, text, in_reply_to } = direct;
  const address = words.email;
  const thread = in_reply_to === undefined ? {} : { in_reply_to };
  const payload: Payload = { to: address === undefined ? [] : [address], subject, body: text, ...thread, headers: {} };
  const hash = world.digest(payload);
  const mail = { contact, to: address, address };
  const found = inOrder([
    ...hindrances(mail, ground({ state: home.state, suppressed }, world), context),
    ...directHindrances(person, { payload, hash }, { mail: world.mail, mailbox: world.mailbox().state }, context),
  ]);
  const withheld = withheldMail(home.state.id, mail, found);
  if (withheld) return withheld;
  return grantPermit({ draft: home, mailbox: world.mailbox(), of: { contact, hash, ...thread }, payload }, context);
}

function authorizeEmail(id: string, at: EmailAt | null, world: World, context: Context): GrantedPermit | Refusal {
  if (!at) return noSuchEmail(id);
  const { account, suppressed, email, words } = at;
  const isBespoke = sequenceRule(email.sequence, context)?.checked_as === 'post_briefing';
  if (isBespoke && context.role !== 'cro')
    return refuse('NOT_PERMITTED', {
      clause: '5.2',
      ruling: 'C1',
      found: `${email.sequence} mails are the cro's to send`,
      next: 'let the cro ask for its permit',
    });
  const payload = payloadOf(words);
  const mail = { contact: email.contact, email, to: payload?.to[0], address: at.address };
  const found = inOrder([
    ...hindrances(mail, ground({ state: account.state, suppressed }, world), context),
    ...ofInsights(email.id, account.state, world),
  ]);
  const withheld = withheldMail(account.state.id, mail, found);
  if (withheld) return withheld;
  if (!payload) return noSuchEmail(id);
  const enrolment = enrolmentFor(email, account.state.enrolments)?.id ?? enrolForPermit(account, email, context);
  const of = { contact: email.contact, email: email.id, enrolment, touch: email.touch, hash: email.hash };
  return grantPermit({ draft: account, mailbox: world.mailbox(), of, payload }, context);
}

function noSuchEmail(id: string): Refusal {
  return refuse('NOT_FOUND', {
    clause: '5.5',
    ruling: 'M1',
    found: `no rendered mail stands under \`${id}\``,
    next: 'render it with render_sequence_email and take email.id',
  });
}

interface Many {
  readonly permits: readonly PermitRow[];
  readonly refused: readonly RefusedEmail[];
  readonly mails: readonly RefusedMail[];
}

/** Each is tried in the order given; the whole is refused as the first was if none is granted. */
function authorizeMany(ids: readonly string[], world: World, context: Context): Many | Refusal {
  const permits: PermitRow[] = [];
  const refused: Many['refused'][number][] = [];
  const withheld: { readonly mail: RefusedMail; readonly before: number }[] = [];
  let first: Refusal | null = null;
  for (const [n, id] of ids.entries()) {
    const done = authorizeEmail(id, world.emails[n] ?? null, world, context);
    if (isRefusal(done)) {
      first ??= done;
      // The day that has room is told with each (M3).
      const room = done.code === 'CAP_REACHED' ? `; ${done.next}` : '';
      refused.push({ email: id, code: done.code, because: `${done.found}${room}`, next: done.next });
      for (const mail of done.mails ?? []) withheld.push({ mail, before: permits.length });
    } else permits.push({ email: id, ...done.permit, payload: done.payload });
  }
  const mails = withheld.map(({ mail, before }) => beforeThese(mail, permits.slice(before)));
  return permits.length === 0 && first ? { ...first, mails } : { permits, refused, mails };
}

/** A refused mail with the permits of the same call: they are recorded before it, though it was asked for first. */
function beforeThese(mail: RefusedMail, later: readonly PermitRow[]): RefusedMail {
  return later.length === 0 ? mail : { ...mail, granted: later.map(({ id }) => id) };
}

function oneGranted({ permit, payload }: GrantedPermit, world: World, context: Context): Decided<Authorized> {
  return {
    outcome: 'granted',
    summary: `${permit.id} lets this mail to ${permit.to} out once, until ${permit.expires_at}: send exactly these bytes, then report with record_delivery.${leftText(world, context)}`,
    checks: unreconciled(world, context),
    extra: { permit, payload },
  };
}

const permittedOf = (n: number, all: number) => `${n} of ${all} mail${all === 1 ? '' : 's'} ${n === 1 ? 'is' : 'are'}`;

function manyGranted({ permits, refused, mails }: Many, world: World, context: Context): Decided<Authorized> {
  const no = refused.length === 0 ? '' : ` ${refused.length} refused.`;
  return {
    outcome: 'granted',
    summary: `${permittedOf(permits.length, permits.length + refused.length)} permitted until ${permits[0]?.expires_at}: send exactly these bytes, then report with record_delivery.${no}${leftText(world, context)}`,
    checks: unreconciled(world, context),
    extra: { permits, refused },
    mails,
  };
}

function leftText(world: World, context: Context): string {
  const { all, sequences } = capLeft(capOf(world.mailbox().state, context));
  return ` Left of today's cap: ${all}, ${sequences} of them for sequences.`;
}

/** M4b: replies and bounces of the day that nobody took in may hold what would stop this mail. */
function unreconciled({ desk }: World, { policy }: Context): readonly Check[] {
  const rule = policy.recurring.find(({ kind }) => kind === 'take_in_replies');
  const open = desk.state.tasks.find(({ kind, closed_at }) => kind === 'take_in_replies' && closed_at === undefined);
  if (!open || !rule) return [];
  return [
    {
      rule: 'sent_folder.reconciled',
      clause: rule.clause,
      ruling: 'M4b',
      verdict: 'warn',
      because: "the day's replies and bounces are not taken in yet, nor the sent folder compared",
      basis: rule.basis,
      remedy: 'sales.ops calls reconcile_sent once the replies are recorded',
    },
  ];
}
