import { type Contact, type Signal, titled } from '../aggregates/account.ts';
import { mint } from '../aggregates/ids.ts';
import type { Sealed } from '../aggregates/sealed.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { ageOf, counts, standingOf } from '../criteria/engagement.ts';
import { owesClassification } from '../criteria/mql-criteria.ts';
import { openTask, openTasks } from '../tasks/tasks.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { SignalInput } from '../vocabulary/signal-types.ts';
import { isBareLike } from './acts.ts';
import { openStop } from './asks-to-stop.ts';
import { findRepeats } from './derive-repeat.ts';
import { takeFirstTouch } from './first-touch.ts';
import { ofLikes } from './likes.ts';
import { type OfContact, reopen } from './reopen.ts';
import { replaceIntroduction } from './replace-introduction.ts';
import { interactionOf, objectKey } from './signal-input.ts';
import { quality } from './signal-quality.ts';

/** A note as read: the signal to file, and the words about the person that get sealed. */
export interface NoteRead {
  readonly observed_at: Instant;
  readonly source: string;
  readonly signal: SignalInput;
  readonly words: Readonly<Record<string, string>>;
  readonly referrer?: string;
  /** The role that filed it, where another puts it on record. */
  readonly filed_by?: Role;
}

/** The contact and the note that a signal is recorded from. */
export interface SignalGrounds {
  readonly contact: Contact;
  readonly note: NoteRead;
  /** The act that an E9 reads anew. */
  readonly engaged?: Signal;
}

/** The signals that a note and its consequences added: the note's own first. */
export function recordSignal(
  draft: AccountDraft,
  grounds: SignalGrounds,
  world: World,
  context: Context,
): readonly [Signal, ...Signal[]] {
  const { contact } = grounds;
  const filed = signalOf(draft, grounds, context);
  const { words, filed_by } = grounds.note;
  const sealed: Sealed = { person: contact.id, fields: words };
  draft.emit({
    type: 'signal_recorded',
    signal: filed,
    ...(filed_by && filed_by !== context.role ? { filed_by } : {}),
    ...(Object.keys(words).length > 0 ? { sealed } : {}),
  });
  const signal = newest(draft);
  replaceIntroduction(draft, signal, context);
  const isCounted = counts(contact, standingOf(draft, world), context);
  const derived = isCounted ? findRepeats(draft, signal, context) : [];
  const recorded = { contact, signals: [signal, ...derived] };
  reopen(draft, recorded, world, context);
  openTasksOfNote(draft, recorded, world, context);
  takeFirstTouch(draft, world, context);
  openStop(draft, { contact: contact.id, words }, world, context);
  draft.emit({
    type: 'posted',
    channel: context.policy.channels.notes.value,
    text: postOf(draft, signal, derived),
  });
  return [signal, ...derived];
}

function newest(draft: AccountDraft): Signal {
  const last = draft.state.signals.at(-1);
  if (!last) throw new Error('a signal was just recorded');
  return last;
}

function signalOf(
  draft: AccountDraft,
  { contact, note, engaged }: SignalGrounds,
  context: Context,
): Omit<Signal, 'filed_at' | 'filed_by'> {
  const { signal, observed_at, source, referrer } = note;
  const id = mint(draft, 'sig');
  const interaction = interactionOf(signal, context);
  const plain: Signal = {
    id,
    type: signal.type,
    contact: contact.id,
    tier: context.policy.engagement.signals[signal.type]?.tier ?? 'standard',
    ...quality(signal, context),
    observed_at,
    at: engaged?.at ?? observed_at,
    on: engaged?.on ?? context.calendar.dateOf(observed_at),
    filed_at: context.now,
    filed_by: note.filed_by ?? context.role,
    source,
    ...(signal.object ? { object: objectKey(signal.object) } : {}),
    ...(interaction ? { interaction } : {}),
    ...(signal.piece ? { piece: signal.piece } : {}),
    ...(referrer ? { referrer } : {}),
    rests_on: [engaged?.id ?? id],
  };
  const {
    filed_at: _at,
    filed_by: _by,
    ...body
  } = isBareLike(plain) ? { ...plain, ...ofLikes(draft.state, plain, context) } : plain;
  return body;
}

/** Opens the tasks of a note: classification, an answer to a Briefing request, a look at somebody who came back. */
export function openTasksOfNote(
  draft: AccountDraft,
  { contact, signals }: OfContact,
  world: World,
  context: Context,
): void {
  const standing = standingOf(draft, world);
  if (world.suppressed.has(contact.id)) {
    openTask(draft, { kind: 'look_at_returned', subject: contact.id }, context);
    return;
  }
  const counted = counts(contact, standing, context) ? signals.filter((signal) => signal.qualifies) : [];
  if (counted.length === 0) return;
  if (owesClassification(standing, context)) openTask(draft, { kind: 'classify' }, context);
  if (counted.some((signal) => signal.type === 'E4') && draft.state.stage !== 'WON')
    openTask(draft, { kind: 'answer_briefing_request' }, context);
  const fresh = context.policy.engagement.fresh_days.value;
  const repeat = counted.find((signal) => signal.type === 'E8' && ageOf(signal, context) <= fresh);
  if (repeat && openTasks(draft.state, 'cro_review').length > 0) {
    openTask(
      draft,
      { kind: 'cro_review', dueAs: 'cro_review_repeat', because: `${repeat.id} is a repeat engagement` },
      context,
    );
  }
}

function postOf(draft: AccountDraft, signal: Signal, derived: readonly Signal[]): string {
  const verdict = signal.qualifies ? 'qualifies' : 'does not qualify';
  const repeat = derived.length > 0 ? ' It completes a repeat engagement (E8).' : '';
  return `${titled(draft.state)}: ${signal.type} of ${signal.on}, noted by ${signal.filed_by}; ${verdict}: ${signal.because}.${repeat}`;
}
