import type { PersonDraft } from '../rules/command.ts';
import { isSuppressed, type PersonState } from '../rules/person.ts';
import { marksOf } from './gather.ts';
import type { KeyStore } from './keys.ts';
import type { Statements } from './statements.ts';
import type { LoadedAccount } from './streams.ts';

export interface Twin {
  readonly contact: string;
  readonly account: string;
}

export interface Everywhere {
  /** Stand-ins of every address and profile the person ever had. */
  readonly marks: readonly string[];
  /** Everybody's contact that is this person. */
  readonly twins: readonly Twin[];
}

/** L13: who once had one of these addresses is this person, and so is whoever had one of theirs. */
export function everywhere(from: readonly string[], { marksOfContact, contactsOfMark }: Statements): Everywhere {
  const marks = new Set(from);
  const twins = new Map<string, Twin>();
  // A set grows while it is walked; what was met is not walked again.
  for (const mark of marks) {
    for (const { contact, account } of contactsOfMark.all(mark)) {
      if (twins.has(contact)) continue;
      twins.set(contact, { contact, account });
      for (const other of marksOfContact.all(contact)) marks.add(other.mark);
    }
  }
  return { marks: [...marks], twins: [...twins.values()] };
}

interface Following {
  readonly statements: Statements;
  readonly mark: KeyStore['mark'];
  readonly person: (mark: string) => PersonDraft;
}

/** L13: an address or profile that a suppressed contact takes on is suppressed for everybody from then on. */
export function followSuppressed({ draft, suppressed }: LoadedAccount, { statements, mark, person }: Following): void {
  for (const { event } of [...draft.pending]) {
    if (event.type !== 'contact_added' && event.type !== 'contact_changed') continue;
    if (!suppressed.has(event.contact.id)) continue;
    const taken = marksOf(event.sealed.fields, mark);
    const known = statements.marksOfContact.all(event.contact.id).map((row) => row.mark);
    const said = wordOn([...known, ...taken], statements);
    for (const each of taken) {
      const own = person(each);
      if (own.pending.length === 0 && !isSuppressed(own.before)) own.emit({ type: 'person_suppressed', ...said });
    }
  }
}

/** What was said when the person was suppressed, by any of their addresses. */
function wordOn(marks: readonly string[], { stream }: Statements): Pick<PersonState, 'reason' | 'contexts'> {
  for (const mark of marks) {
    const json = stream.get(`person:${mark}`)?.state;
    const state: PersonState | null = json ? JSON.parse(json) : null;
    if (state && isSuppressed(state)) return { reason: state.reason, contexts: state.contexts };
  }
  return { reason: 'other', contexts: ['sales'] };
}
