import { type WaitingNote, waitingNotes } from '../aggregates/unmatched-person.ts';
import type { Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { PersonRead } from '../command/input-reader.ts';
import type { WaitingDraft, World } from '../command/world.ts';
import { isWaiting } from '../people/queue-unmatched.ts';
import { isStopped, suppressTied } from '../people/tied-identities.ts';
import { openPlacing } from '../people/waiting-task.ts';
import { daysBetween } from '../time/time.ts';
import { everyNotedType, type SignalInput } from '../vocabulary/signal-types.ts';
import { askedToStop, asksToStopIn, openStops } from './asks-to-stop.ts';
import type { Noted } from './note-answer.ts';
import type { NoteRead } from './record-signal.ts';
import { interactionOf, objectKey } from './signal-input.ts';
import { kindOf } from './signal-kind.ts';
import { quality } from './signal-quality.ts';

/** The reason why a note waits. */
export interface Unplaced {
  readonly because: string;
  /** The list that tells of the act, and the company as it names it. */
  readonly origin?: string | undefined;
  readonly company?: string | undefined;
}

/** A2: a note whose account can't be told waits with what they did; nothing counts, and no account is registered. */
export function letWait(
  note: NoteRead & { readonly person: PersonRead },
  unplaced: Unplaced,
  world: World,
  context: Context,
): Decided<Noted> {
  const { waiting: draft } = world;
  if (!draft) throw new Error('the wait of an address was not loaded');
  const given = world.identities(note.person.keys);
  suppressTied(given);
  const isSuppressed = given.length > 0 && given.every(({ draft: each }) => isStopped(each));
  const known = isWaiting(draft) ? sameWaiting(draft, note, context) : undefined;
  queue(draft, note.person, unplaced, world);
  if (known && !isBetter(note, known, context)) return answer('duplicate', known, { isSuppressed });
  const waits = record(draft, note, unplaced.because);
  if (known) draft.emit({ type: 'note_wait_ended', note: known.id, why: 'replaced', as: waits.id });
  const asked = asksToStopIn(note.words, context);
  openPlacing(draft, { isRequest: note.signal.type === 'E4', asksToStop: asked }, context);
  if (asked) openStops(world.people, context);
  return answer('waiting', waits, { isSuppressed, asksToStop: asked && !isSuppressed });
}

function answer(
  outcome: 'duplicate' | 'waiting',
  { id, because, signal }: WaitingNote,
  { isSuppressed, asksToStop = false }: { readonly isSuppressed: boolean; readonly asksToStop?: boolean },
): Decided<Noted> {
  const what = outcome === 'waiting' ? 'waits for an account' : 'is on file already and waits for an account';
  const next = 'sales.ops places it: save_account that names the person files it there, complete_task dismisses it';
  const stopped = isSuppressed ? ' They are suppressed, by every address and profile given here.' : '';
  const asked = asksToStop ? ` ${askedToStop}` : '';
  const summary = `${signal.type} ${what} (${id}): ${because}. Nothing counts until then; ${next}.${stopped}${asked}`;
  return { outcome, summary, checks: [], extra: { account: null, signal: id, derived: [], waiting: { id, because } } };
}

/** Opens the person's wait, or adds what it lacks. */
function queue(draft: WaitingDraft, person: PersonRead, unplaced: Unplaced, world: World): void {
  const { because, origin, company } = unplaced;
  const id = draft.stream.replace(/^waiting:/, 'wtg_');
  const told = addresses(person, world);
  if (!isWaiting(draft)) {
    const { email: _email, linkedin_url: _profile, ...rest } = person.fields;
    const fields = { ...rest, ...told, ...(company ? { company } : {}) };
    draft.emit({
      type: 'person_waits',
      id,
      origin: origin ?? 'a signal note',
      because,
      sealed: { person: id, fields },
    });
    return;
  }
  const isNew = world.identities(person.keys).some(({ waits }) => !waits.includes(draft.stream));
  if (isNew) draft.emit({ type: 'wait_tied', sealed: { person: id, fields: told } });
}

/** L13: of two that may be two people's, the second is kept apart: it ties nobody. */
function addresses({ fields: { email, linkedin_url }, keys }: PersonRead, world: World): Record<string, string> {
  const given = world.identities(keys);
  const isTwo = new Set(world.people.flatMap((each) => each?.contact ?? [])).size > 1;
  const isApart = isTwo || (given.some(({ draft }) => isStopped(draft)) && given.some(({ open }) => open !== null));
  const profile = isApart && email !== undefined ? 'apart_linkedin_url' : 'linkedin_url';
  return {
    ...(email === undefined ? {} : { email }),
    ...(linkedin_url === undefined ? {} : { [profile]: linkedin_url }),
  };
}

function record(draft: WaitingDraft, note: NoteRead, because: string): WaitingNote {
  const { signal, observed_at, source, referrer, words } = note;
  const id = `${draft.state.id}_${(draft.state.minted ?? 0) + 1}`;
  const told = { id, signal: answered(signal, words), observed_at, source, because, ...(referrer ? { referrer } : {}) };
  const sealed = { person: draft.state.id, fields: words };
  draft.emit({ type: 'note_waits', note: told, ...(Object.keys(words).length > 0 ? { sealed } : {}) });
  const last = draft.state.notes?.at(-1);
  if (!last) throw new Error('a note was just let wait');
  return last;
}

/** The closed answers and the object; the words are sealed beside them. */
function answered(signal: SignalInput, words: Readonly<Record<string, string>>): WaitingNote['signal'] {
  const kept: Record<string, string | boolean> = {};
  for (const [field, value] of Object.entries(signal))
    if ((typeof value === 'string' || typeof value === 'boolean') && words[field] === undefined) kept[field] = value;
  return kept;
}

/** A waiting note as it would be filed. */
export function noteOf(note: WaitingNote, words: Readonly<Record<string, string>>): NoteRead {
  const { signal, observed_at, source, referrer, filed_by } = note;
  if (!isSignal(signal)) throw new Error(`${note.id} waits with a signal of no known type`);
  return { observed_at, source, signal, words, filed_by, ...(referrer ? { referrer } : {}) };
}

function isSignal(told: object): told is SignalInput {
  return 'type' in told && everyNotedType.some((type) => type === told.type);
}

/** A7 among waiting notes. */
function sameWaiting(draft: WaitingDraft, note: NoteRead, context: Context): WaitingNote | undefined {
  const { calendar, policy } = context;
  const on = calendar.dateOf(note.observed_at);
  return waitingNotes(draft.state).find((each) => {
    const { signal } = each;
    if (!isSignal(signal) || signal.type !== note.signal.type) return false;
    const day = calendar.dateOf(each.observed_at);
    if (kindOf(signal.type, policy).sameBy === 'contact')
      return Math.abs(daysBetween(day, on)) <= policy.engagement.subscription_days.value;
    const keys = ({ object, channel, ...rest }: SignalInput) =>
      [object ? objectKey(object) : '', channel, interactionOf({ object, channel, ...rest }, context)].join('\n');
    return day === on && each.referrer === note.referrer && keys(signal) === keys(note.signal);
  });
}

function isBetter({ signal }: NoteRead, known: WaitingNote, context: Context): boolean {
  if (!isSignal(known.signal) || known.signal.interaction === 'like') return false;
  return !quality(known.signal, context).qualifies && quality(signal, context).qualifies;
}
