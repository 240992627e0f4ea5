/** Signal notes and their effects: acts, likes, repeat engagement, content fuel, retraction (§3.2.1, §4.1). */

import { type AccountRef, accountKey, isAccountId, noSuchAccount } from '../command/account-ref.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader, neitherGiven, type PersonInput, type PersonRead, readPerson } from '../command/input-reader.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { saysOtherwise, takePerson, tiePerson, tyingOf, whoIs, whyUnplaced } from '../people/match-contact.ts';
import { barredDomain, barredPage, isMailboxHost, registerUnknown } from '../people/register-account.ts';
import { mayTie, suppressTied } from '../people/tied-identities.ts';
import { unnamed } from '../people/unnamed.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { SignalInput } from '../vocabulary/signal-types.ts';
import { answer, type Noted, nameIn } from './note-answer.ts';
import type { NoteRead } from './record-signal.ts';
import { isKnownByDay, missingField, unknownType } from './signal-input.ts';
import { takeNote } from './take-note.ts';
import { letWait, type Unplaced } from './waiting-note.ts';

export interface NoteArgs {
  /** Left out where a list's row names no company. */
  readonly account?: AccountRef | undefined;
  readonly contact: PersonInput;
  readonly observed_at: string;
  readonly source: string;
  readonly note?: string | undefined;
  readonly signal: SignalInput;
  /** The reason why no account is named. */
  readonly unplaced?: Unplaced | undefined;
}

interface Note extends NoteRead {
  readonly account: string | null;
  readonly person: PersonRead;
  readonly unplaced?: Unplaced | undefined;
}

/** §4.1, §3.2.1: takes a signal note, says whether it qualifies, and what it opens. */
export const fileSignalNote: Command<NoteArgs, Note, Noted> = {
  name: 'file_signal_note',
  clause: '3.2.1',
  prepare(args, context) {
    const { signal } = args;
    const unknown = unknownType(signal, context);
    if (unknown) return unknown;
    const filers = context.policy.engagement.signals[signal.type]?.filed_by ?? [];
    if (!filers.includes(context.role)) return notYourSignal(signal.type, filers, context);
    const account = args.account === undefined ? { key: null } : accountKey(args.account);
    if ('refused' in account) return account;
    const page = args.account === undefined ? null : barredPage(args.account, context);
    if (page) return page;
    const missing = missingField(signal, context);
    if (missing) return missing;
    const note = readNote(args, account.key, context);
    if ('refused' in note) return note;
    const { keys } = note.person;
    return {
      keys: {
        people: keys,
        waiting: keys,
        ...(account.key === null ? {} : { account: account.key, name: nameIn(account.key) }),
        ...(note.signal.piece ? { piece: note.signal.piece } : {}),
      },
      input: note,
    };
  },
  decide(note, world, context) {
    const unplaced = whyItWaits(note, world, context);
    if (unplaced) return 'refused' in unplaced ? unplaced : letWait(sourced(note), unplaced, world, context);
    const draft = world.account ?? registered(note.account, world, context);
    if ('refused' in draft) return draft;
    const who = whoIs(world.people, draft);
    if ('refused' in who) return who;
    const tied = mayTie(tyingOf(who, world.suppressed), world.identities(note.person.keys));
    if (tied) return tied;
    const otherwise = saysOtherwise(who, note.person);
    const actor = { contact: who.contact, take: () => takePerson(draft, who, note.person) };
    const noted = sourced(note, who.at?.words);
    const taken = takeNote(draft, { note: noted, ...actor }, world, context);
    if ('refused' in taken) return taken;
    if (taken.outcome === 'duplicate') tiePerson(draft, who, note.person.fields);
    return answer(draft, taken, note.person, { otherwise, world, context });
  },
  despite({ person }, { identities }) {
    suppressTied(identities(person.keys));
  },
};

/** A2: the reason why the account can't be told; null where it can, or where an E9's act tells it (A6). */
function whyItWaits(note: Note, world: World, context: Context): Unplaced | Refusal | null {
  const { account, person, signal, unplaced } = note;
  if (signal.type === 'E9') return null;
  if (account === null) return unplaced ?? { because: 'no company is named' };
  if (!world.account && isMailboxHost(account, context))
    return { because: `${account} gives mailboxes to anyone and names no company` };
  if (!world.account && (isAccountId(account) || barredDomain(account, context))) return null;
  const given = world.identities(person.keys);
  const because = whyUnplaced(world.people, given, world.account?.state.id ?? null);
  if (because) return { because };
  const who = world.account ? whoIs(world.people, world.account) : { contact: null };
  if ('refused' in who) return who;
  const tied = mayTie(tyingOf(who, world.suppressed), given);
  return tied ? { because: tied.found } : null;
}

/** Takes the person's data, as given and as on file, out of the source. */
function sourced(note: Note, known: PersonRead['fields'] = {}): Note {
  return { ...note, source: unnamed(note.source, { ...known, ...note.person.fields }) };
}

function registered(account: string | null, world: World, context: Context): AccountDraft | Refusal {
  return account === null || isAccountId(account) ? noSuchAccount() : registerUnknown(account, world, context);
}

function notYourSignal(type: string, filers: readonly string[], { role }: Context): Refusal {
  return refuse('NOT_PERMITTED', {
    clause: '3.2.1',
    ruling: 'A9',
    found: `${type} is not ${role}'s to file`,
    next: `hand it to ${filers.join(' or ')}`,
  });
}

function readNote(args: NoteArgs, account: string | null, context: Context): Note | Refusal {
  const read = inputReader(context);
  const { signal } = args;
  const person = readPerson('contact', args.contact, read);
  if (person.keys.length === 0) read.fault(neitherGiven('contact'));
  const observed_at = isKnownByDay(signal, context)
    ? read.pastOrDay('observed_at', args.observed_at)
    : read.past('observed_at', args.observed_at);
  const source = read.required('source', args.source, 'reference');
  const words: Record<string, string> = {};
  const take = (field: keyof SignalInput | 'note', given: string | undefined, limit: 'name' | 'quote') => {
    const text = read.text(field === 'note' ? field : `signal.${field}`, given, limit);
    if (text) words[field] = text;
  };
  take('note', args.note, 'quote');
  take('quote', signal.quote, 'quote');
  take('referrer', signal.referrer, 'name');
  for (const field of ['relationship', 'context', 'evidence', 'why_causal'] as const)
    take(field, signal[field], 'quote');
  const object = read.text('signal.object', signal.object, 'reference');
  const referrer = words.referrer ? context.fingerprint(words.referrer.toLowerCase().replace(/\s+/g, ' ')) : undefined;
  if (read.refusal) return read.refusal;
  return {
    account,
    person,
    observed_at,
    source,
    signal: {
      ...signal,
      object,
      piece: signal.piece?.trim().toLowerCase(),
      engagement_signal: signal.engagement_signal?.trim(),
    },
    words,
    ...(referrer ? { referrer } : {}),
    unplaced: args.unplaced,
  };
}
