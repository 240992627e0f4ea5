import { label } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { PersonFile, PersonKey, World } from '../command/world.ts';
import { noSuchPerson } from '../suppression/person-ref.ts';
import { suppress } from '../suppression/suppress-contact.ts';
import { faulty, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Followed, follow } from './reply-effects.ts';
import { type Home, homeOf } from './reply-home.ts';
import {
  neededFault,
  type ResponseArgs,
  type ResponseRead,
  readResponse,
  replyId,
  stopping,
} from './response-input.ts';
import type { Suggestion } from './suggest-reply.ts';
import { letWriterWait, placeWriter } from './unknown-writer.ts';

export interface Responded extends Followed {
  /** None while the writer waits for an account. */
  readonly reply?: { readonly id: string; readonly type: number };
  readonly waiting?: { readonly id: string; readonly because: string };
  readonly suggested?: Pick<Suggestion, 'type' | 'kind' | 'words'>;
}

/** §5.6: a reply, with its effects: tasks, pauses, ends, suppression (Y1 to Y3). */
export const recordResponse: Command<ResponseArgs, ResponseRead, Responded> = {
  name: 'record_response',
  clause: '5.6',
  prepare: readResponse,
  decide(input, world, context) {
    const { type } = input;
    const home = homeOf(world);
    if (!home && !(world.person && (stopping.includes(type) || input.writer))) return noSuchPerson();
    const filed = filedReply(input, home, world, context);
    if (filed) return again(filed, input, world, context);
    const refusal = asksToStop(input) ?? notAReply(input) ?? neededFault(input) ?? namesItself(input, world);
    if (refusal) return refusal;
    if (home) return record(home, input, world, { context });
    if (stopping.includes(type)) return stopUnknown(input, world, context);
    const placed = placeWriter(input, world);
    return placed ? record(placed, input, world, { context, isNew: true }) : waits(input, world, context);
  },
  /** Y2: the record of the refusal withholds the person. */
  despite({ asks }, world) {
    const home = asks === null ? null : homeOf(world);
    if (!home || home.state.withheld?.some(({ contact }) => contact === home.contact)) return;
    const { draft, contact, suppressed } = home;
    // Nothing is permitted to them as it is.
    if (suppressed.has(contact)) return;
    const withholding = { id: mint(draft, 'wth'), contact };
    draft.emit({ type: 'contact_withheld', withholding, sealed: { person: contact, fields: { words: asks ?? '' } } });
  },
};

/** Y2: before anything else that the type needs is asked for. */
function asksToStop({ asks, type }: ResponseRead): Refusal | null {
  if (asks === null) return null;
  return refuse('RULE_REFUSED', {
    clause: '5.6',
    ruling: 'Y2',
    found: `the reply asks to stop ("${asks}"), and type ${type} is another; until it is settled nothing is permitted to them`,
    next: 'record it as type 8, or 7 where it is hostile; the cro alone overrules, with `details.overrules`',
  });
}

/** Y1: the writer can't be the person whom they named, on file or not. */
function namesItself({ referred, writer }: ResponseRead, { people: [by, ...named] }: World): Refusal | null {
  const isSame = (one: PersonKey) =>
    referred?.keys.some(({ email, profile }) => email === one.email && profile === one.profile);
  const isWriter = writer?.keys.some(isSame) === true;
  if (!isWriter && (!by || !named.some((each) => each?.contact === by.contact))) return null;
  return faulty(
    'details.referred',
    'it names who wrote, and a referral names somebody else; without one it is another type',
  );
}

/** Types that tell of interest. */
const interested: readonly number[] = [1, 2, 3, 4];

function notAReply({ type, suggested: { kind, words }, automatic }: ResponseRead): Refusal | null {
  if (kind === 'bounce_hard' || kind === 'bounce_soft')
    return refuse('RULE_REFUSED', {
      clause: '5.5',
      ruling: 'Y2',
      found: `no person wrote it: a mail server says "${words}"`,
      next: `report it with record_delivery, event ${kind}`,
    });
  if (automatic !== null && interested.includes(type))
    return refuse('RULE_REFUSED', {
      clause: '5.6',
      ruling: 'Y2',
      found: `a program wrote it, and an automatic reply is no engagement ("${automatic}")`,
      next: 'record it as type 9 or 5 where it says so; if a person wrote it through a help desk, give their words alone as `text`',
    });
  if (type !== 10) return null;
  return refuse('RULE_REFUSED', {
    clause: '5.6',
    ruling: 'Y1',
    found: 'silence is no reply: time alone tells it, 30 days after a sequence that nobody answered',
    next: 'nothing is to be recorded; the sweep proposes re-engagement when it is due',
  });
}

function suggestedOf({ suggested: { type, kind, words } }: ResponseRead): Pick<Responded, 'suggested'> {
  return { suggested: { type, kind, words } };
}

interface FiledReply {
  readonly id: string;
  /** As it was recorded. */
  readonly type: number;
}

/** The same reply on file, by whichever name the call has for who wrote. */
function filedReply({ id, print }: ResponseRead, home: Home | null, { mail }: World, context: Context) {
  const ids = [...(home ? [replyId(home.contact, print, context)] : []), id];
  return ids.flatMap((each): readonly FiledReply[] => {
    const type = mail.replyKind(each);
    return type === undefined ? [] : [{ id: each, type }];
  })[0];
}

/** Told anew as one that asks to stop, a reply stops the person; else nothing is changed. */
function again(reply: FiledReply, input: ResponseRead, world: World, context: Context): Decided<Responded> {
  const { person } = world;
  const home = homeOf(world);
  const isStopped = home?.suppressed.has(home.contact);
  const said = { checks: [], extra: { reply, paused: [], ended: [], ...suggestedOf(input) } };
  if (!person || !stopping.includes(input.type) || stopping.includes(reply.type) || isStopped)
    return { outcome: 'duplicate', summary: 'That reply is on file already; nothing was changed.', ...said };
  const { summary, checks } = suppressBy(person, input, context);
  if (home) endWithholding(home, input);
  return { ...said, outcome: 'recorded', summary: `That reply is on file as type ${reply.type}. ${summary}`, checks };
}

/** A2: a writer who can't be placed waits with their reply. */
function waits(input: ResponseRead, world: World, context: Context): Decided<Responded> | Refusal {
  const waiting = letWriterWait(input, world, context);
  if (waiting === null) return noSuchPerson();
  if ('refused' in waiting) return waiting;
  const { outcome, summary, waiting: told } = waiting;
  const extra = { ...(told ? { waiting: told } : {}), paused: [], ended: [], ...suggestedOf(input) };
  return { outcome, summary, checks: [], extra };
}

function stopUnknown(input: ResponseRead, { person }: World, context: Context): Decided<Responded> | Refusal {
  if (!person) return noSuchPerson();
  const { id, type } = input;
  const { summary, checks } = suppressBy(person, input, context);
  const extra = { reply: { id, type }, ...suggestedOf(input), paused: [], ended: [] };
  return { outcome: 'recorded', summary, checks, extra };
}

function suppressBy(person: PersonFile, { type }: Pick<ResponseRead, 'type'>, context: Context) {
  const reason = type === 7 ? ('hostile' as const) : ('opt_out' as const);
  return suppress(person, { reason, note: undefined, source: undefined }, context);
}

function record(
  home: Home,
  input: ResponseRead,
  world: World,
  { context, isNew }: { readonly context: Context; readonly isNew?: boolean },
): Decided<Responded> {
  const { type, received_at, text, details, shortened } = input;
  const { draft, contact } = home;
  const isBack = home.suppressed.has(contact);
  const id = replyId(contact, input.print, context);
  draft.emit({
    type: 'reply_recorded',
    reply: {
      id,
      contact,
      kind: type,
      received_at,
      hash: world.digest(text),
      ...(type === 6 && details.objection ? { objection: details.objection } : {}),
    },
    sealed: { person: contact, fields: { text } },
  });
  const stopped = stopping.includes(type) && world.person ? suppressBy(world.person, input, context) : null;
  endWithholding(home, input);
  const followed = follow(home, { ...input, id, isBack }, world, context);
  const { remarks, ...extra } = followed;
  const { paused, ended } = extra;
  const lines = [
    `Reply of type ${type} of ${contact} at ${label(draft.state)} is recorded.`,
    ...(isNew ? [`Nobody had them on file: they are a contact now, of the company that their address is of.`] : []),
    ...(shortened === null ? [] : [`Of its ${shortened} characters the author's own words are kept.`]),
    ...(stopped ? [stopped.summary] : []),
    ...(paused.length > 0 ? [`Paused: ${paused.map((each) => each.contact).join(', ')}.`] : []),
    ...(ended.length > 0 ? [`Ended: ${ended.map((each) => each.contact).join(', ')}.`] : []),
    ...remarks,
  ];
  const told = { reply: { id, type }, ...suggestedOf(input) };
  return { outcome: 'recorded', summary: lines.join(' '), checks: [], extra: { ...told, ...extra } };
}

/** Y2: 7 or 8 settles it, or the CRO's word. */
function endWithholding({ draft, contact }: Home, { type, isOverruled }: ResponseRead): void {
  const isSettled = stopping.includes(type) || isOverruled;
  for (const each of isSettled ? (draft.state.withheld ?? []) : [])
    if (each.contact === contact) {
      const because = isOverruled ? 'the cro overruled the words' : `recorded as type ${type}`;
      draft.emit({ type: 'withholding_ended', withholding: each.id, because });
    }
}
