/** Signal notes and what they make: acts, likes, repeat engagement, content fuel, retraction (§3.2.1, §4.1). */

import { label, type Signal } from '../aggregates/account.ts';
import { type AccountRef, accountKey, isAccountId, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { neitherGiven, type PersonInput, type PersonRead, reading, readPerson } from '../command/input-reader.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { counts } from '../criteria/engagement.ts';
import { criteriaChecks } from '../criteria/mql-criteria.ts';
import { saysOtherwise, takePerson, tiePerson, tyingOf, whoIs } from '../people/match-contact.ts';
import { registerUnknown } from '../people/register-account.ts';
import { mayTie, suppressTied } from '../people/tied-identities.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { causalCheck } from './content-fuel.ts';
import { type NoteRead, recordSignal } from './record-signal.ts';
import { isBetter, sameAct, takePlace } from './same-act.ts';
import { isKnownByDay, missingField, type SignalInput } from './signal-input.ts';

export interface NoteArgs {
  readonly account: AccountRef;
  readonly contact: PersonInput;
  readonly observed_at: string;
  readonly source: string;
  readonly note?: string | undefined;
  readonly signal: SignalInput;
}

interface Note extends NoteRead {
  readonly account: string;
  readonly person: PersonRead;
}

export interface Noted {
  readonly account: string;
  readonly signal: string;
  readonly derived: readonly string[];
}

/** §4.1, §3.2.1: takes a signal note, says whether it qualifies, and what it opens. */
export const fileSignalNote: Command<NoteArgs, Note, Noted> = {
  name: 'file_signal_note',
  clause: '3.2.1',
  prepare(args, context) {
    const { signal } = args;
    const filers = context.policy.engagement.signals[signal.type]?.filed_by ?? [];
    if (!filers.includes(context.role)) return notYourSignal(signal.type, filers, context);
    const account = accountKey(args.account);
    if ('refused' in account) return account;
    const missing = missingField(signal);
    if (missing) return missing;
    const note = readNote(args, account.key, context);
    if ('refused' in note) return note;
    return {
      keys: {
        account: account.key,
        people: note.person.keys,
        ...(note.signal.piece ? { piece: note.signal.piece } : {}),
      },
      input: note,
    };
  },
  decide(note, world, context) {
    const draft = world.account ?? (isAccountId(note.account) ? null : registerUnknown(note.account, world, context));
    if (!draft) return noSuchAccount();
    if ('refused' in draft) return draft;
    const who = whoIs(world.people, draft);
    if ('refused' in who) return who;
    const tied = mayTie(tyingOf(who, world.suppressed), world.identities(note.person.keys));
    if (tied) return tied;
    const known = who.contact ? sameAct(draft, who.contact, note, context) : undefined;
    const otherwise = saysOtherwise(who, note.person);
    const isReplaced = known !== undefined && isBetter(note, known, context);
    if (known && !isReplaced) {
      tiePerson(draft, who, note.person.fields);
      return answer(draft, known, 'duplicate', [], { otherwise, world, context });
    }
    const causal = note.signal.type === 'E9' ? causalCheck(draft, who.contact, note, world) : null;
    if (causal && 'refused' in causal) return causal;
    const contact = takePerson(draft, who, note.person);
    if (known)
      draft.emit({ type: 'signal_gone', signal: known.id, why: 'replaced', because: 'a better note of the act' });
    const [signal, ...derived] = recordSignal(
      draft,
      contact,
      { note, ...(causal ? { engaged: causal } : {}) },
      world,
      context,
    );
    if (known) takePlace(draft, known, signal);
    const outcome = signal.qualifies ? 'recorded' : 'insufficient';
    return answer(draft, signal, outcome, derived, { otherwise, world, context });
  },
  despite({ person }, { identities }) {
    suppressTied(identities(person.keys));
  },
};

function notYourSignal(type: string, filers: readonly string[], { role }: Context): Refusal {
  return refuse('NOT_PERMITTED', {
    clause: '3.2.1',
    ruling: 'A9',
    found: `${type} is not ${role}'s to file`,
    next: `hand it to ${filers.join(' or ')}`,
  });
}

function readNote(args: NoteArgs, account: string, context: Context): Note | Refusal {
  const read = reading(context);
  const { signal } = args;
  const person = readPerson('contact', args.contact, read);
  if (person.keys.length === 0) read.fault(neitherGiven('contact'));
  const observed_at = isKnownByDay(signal)
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
  };
}

interface Answering {
  /** It says something else of the person than stands on file. */
  readonly otherwise: boolean;
  readonly world: World;
  readonly context: Context;
}

function answer(
  draft: AccountDraft,
  signal: Signal,
  outcome: string,
  derived: readonly Signal[],
  { otherwise, world, context }: Answering,
): Decided<Noted> {
  const standing = { state: draft.state, suppressed: world.suppressed };
  const repeat = derived.length > 0 ? ' With it, the engine found a repeat engagement (E8).' : '';
  const stands = outcome === 'duplicate' ? `on file already (${signal.id})` : 'recorded';
  const gone = draft.state.signals.find((each) => each.id === signal.id)?.gone;
  const replaced = gone ? ` It counts no more: ${gone.because}.` : '';
  const verdict = signal.qualifies ? `it qualifies: ${signal.because}` : `it does not qualify: ${signal.because}`;
  return {
    outcome,
    summary: `${signal.type} at ${label(draft.state)} is ${stands}; ${verdict}.${replaced}${repeat}${ofPerson(draft, signal, { otherwise, world, context })}`,
    checks: criteriaChecks(standing, context),
    extra: { account: draft.state.id, signal: signal.id, derived: derived.map((each) => each.id) },
  };
}

function ofPerson(
  { state }: AccountDraft,
  { contact: id }: Signal,
  { otherwise, world: { suppressed }, context }: Answering,
): string {
  const contact = state.contacts.find((each) => each.id === id);
  const kept = otherwise
    ? ' What it says of the person is not what is on file, which stands; sales.ops corrects a contact with save_account.'
    : '';
  if (suppressed.has(id)) return ` The person is suppressed: it classifies nothing, and no mail goes to them.${kept}`;
  return counts(contact, { state, suppressed }, context)
    ? kept
    : ` The contact works for a listed competitor: it counts for nothing.${kept}`;
}
