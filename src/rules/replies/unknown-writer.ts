import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { takePerson, whyUnplaced } from '../people/match-contact.ts';
import { barredDomain, isMailboxHost } from '../people/register-account.ts';
import { isStopped } from '../people/tied-identities.ts';
import type { NoteRead } from '../signals/record-signal.ts';
import { letWait, type Unplaced } from '../signals/waiting-note.ts';
import { isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import type { Home } from './reply-home.ts';
import type { ResponseRead } from './response-input.ts';

/** A2, A3: somebody who wrote and is nobody's contact is one of the company that their address is of, where it is on file. */
export function placeWriter({ writer }: ResponseRead, world: World): Home | null {
  const [draft] = world.domains;
  if (!writer || !draft || isElsewhere(world, writer)) return null;
  const { id: contact } = takePerson(draft, { contact: null }, writer);
  return { draft, state: draft.state, contact, suppressed: world.suppressedOf(draft), at: null };
}

type Writer = NonNullable<ResponseRead['writer']>;

/** An address doesn't place a person who waits already, is suppressed, or left it. */
function isElsewhere(world: World, { keys }: Writer): boolean {
  return world
    .identities(keys)
    .some(({ waits, left, draft }) => waits.length > 0 || left.length > 0 || isStopped(draft));
}

/** A2: else their words wait, as a note does; what is recorded on placing is an act, the reply is recorded after that. */
export function letWriterWait(input: ResponseRead, world: World, context: Context): Waits | Refusal | null {
  const { writer, type, text, received_at, id } = input;
  if (!writer || waitingTypes.every((each) => each !== type)) return null;
  const unplaced = whyWaiting(writer, world, context);
  if (isRefusal(unplaced)) return unplaced;
  const signal: NoteRead['signal'] =
    type === 1
      ? { type: 'E4', channel: 'email', quote: text }
      : { type: 'E3', channel: 'email', topic: 'other', quote: text };
  const note = { observed_at: received_at, source: `reply ${id}`, signal, words: { quote: text }, person: writer };
  const { outcome, summary, extra } = letWait(note, unplaced, world, context);
  return { outcome, summary: `${summary} Once they are placed, record the reply again.`, waiting: extra.waiting };
}

interface Waits {
  readonly outcome: string;
  readonly summary: string;
  readonly waiting?: { readonly id: string; readonly because: string } | undefined;
}

/** Human replies that are no word to stop. */
const waitingTypes = [1, 2, 3, 4, 5, 6] as const;

function whyWaiting({ fields, keys }: Writer, world: World, context: Context): Unplaced | Refusal {
  const origin = 'a reply';
  const host = fields.email?.slice(fields.email.lastIndexOf('@') + 1);
  if (host === undefined) return { origin, because: 'a profile names no company' };
  if (isMailboxHost(host, context))
    return { origin, because: `${host} gives mailboxes to anyone and names no company` };
  const barred = barredDomain(host, context);
  if (barred) return barred;
  const because = whyUnplaced(world.people, world.identities(keys), null);
  return { origin, because: because ?? `nobody on file has ${fields.email}, nor is an account at ${host} theirs` };
}
