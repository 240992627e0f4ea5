import { isSuppressed, type PersonState } from '../aggregates/suppressed-person.ts';
import type { PersonDraft, PersonIdentity, PersonKey } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** The contact that a call's address and profile lead to. */
export interface Tying {
  /** Null for a contact that the call adds. */
  readonly contact: string | null;
  readonly isSuppressed: boolean;
  /** Whether that address or profile was theirs before. */
  bears(key: PersonKey): boolean;
}

/** L13: an address or profile tied to a suppressed person is suppressed too, unless an open contact bears it already. */
export function mayTie(
  { contact, isSuppressed: stopped, bears }: Tying,
  given: readonly PersonIdentity[],
): Refusal | null {
  const fresh = contact === null ? given : given.filter(({ key }) => !bears(key));
  const suppressed = fresh.find((each) => isStopped(each.draft));
  if (contact !== null && !stopped) return suppressed ? openAlready(wordFor(suppressed), contact) : null;
  if (contact === null && !suppressed) return null;
  const open = fresh.find((each) => each.open !== null && each.open.contact !== contact);
  return open?.open ? openAlready(wordFor(open), `${open.open.contact} at ${open.open.domain}`) : null;
}

function wordFor({ key }: PersonIdentity): string {
  return key.email === undefined ? 'profile' : 'e-mail';
}

function openAlready(word: string, contact: string): Refusal {
  return refuse('CONFLICT', {
    clause: '3.5',
    ruling: 'L13',
    found: `what is given ties a suppressed person to the contact ${contact}, who may be written to; the ${word} decides`,
    next: 'suppress_contact with that contact if they are one person; else give each person their own address and profile',
  });
}

/**
 * L13: suppresses whatever is not, with what is; nothing where nothing is suppressed, or an open contact bears one.
 * Whether they are suppressed together by now.
 */
export function suppressTied(given: readonly PersonIdentity[]): boolean {
  const from = given.find((each) => isStopped(each.draft));
  if (!from || given.some((each) => each.open !== null)) return false;
  const rest = given.filter((each) => !isStopped(each.draft));
  for (const { draft } of rest) suppressBy(draft, from.draft);
  return new Set(given.map(({ draft }) => fingerprintOf(draft))).size > 1;
}

/** The other is suppressed; so is this one from now on, and with it. */
export function suppressBy(draft: PersonDraft, other: PersonDraft): void {
  const { reason, contexts } = other.state;
  draft.emit({ type: 'person_suppressed', reason, contexts, by: fingerprintOf(other) });
}

/** Whether it is suppressed by now. */
export function isStopped(draft: PersonDraft): boolean {
  return isSuppressed(stateIn(draft));
}

function stateIn(draft: PersonDraft): PersonState | null {
  return draft.pending.length > 0 ? draft.state : draft.before;
}

/** The fingerprint that a person's stream is named by. */
export function fingerprintOf({ stream }: Pick<PersonDraft, 'stream'>): string {
  return stream.slice('person:'.length);
}

/** L13: the refusal of a call that suppressed what it told of a suppressed person, or would have. */
export function tellingTied(refusal: Refusal, isTrial: boolean): Refusal {
  const found = `${refusal.found}; what it ties to a suppressed person ${isTrial ? 'would be' : 'is'} suppressed with them`;
  return isTrial ? { ...refusal, found } : { ...refusal, found, changed: true };
}
