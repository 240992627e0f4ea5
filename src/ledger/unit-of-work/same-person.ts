import { isSuppressed, type PersonState } from '../../rules/aggregates/suppressed-person.ts';
import type { PersonDraft } from '../../rules/command/world.ts';
import { isStopped, suppressBy } from '../../rules/people/tied-identities.ts';
import type { Rows } from '../engine/rows.ts';
import { broughtBy, fingerprintsOf } from '../events/person-fingerprint.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { stored } from '../port/unusable.ts';
import type { LoadedAccount } from './load.ts';

interface Twin {
  readonly contact: string;
  readonly account: string;
}

export interface Everywhere {
  /** Fingerprints of every address and profile the person ever had. */
  readonly marks: readonly string[];
  /** Contacts of any account that are this person. */
  readonly twins: readonly Twin[];
}

/**
 * L13: the transitive closure of contacts and unmatched people that ever shared a fingerprint of an address or profile.
 * A fingerprint whose suppression was voided by name, though it came by another one, belongs to another person: the walk
 * leaves it out.
 */
export function everywhere(from: readonly string[], rows: Rows): Everywhere {
  const { marksOfContact, contactsOfMark, waitsOfMark, marksOfWait } = rows;
  const marks = new Set(from);
  const twins = new Map<string, Twin>();
  const waits = new Set<string>();
  const meet = (found: readonly { readonly mark: string }[]) => {
    for (const { mark } of found) if (!marks.has(mark) && !isApart(mark, rows)) marks.add(mark);
  };
  // A set grows while it is walked; what was met is not walked again.
  for (const mark of marks) {
    for (const { contact, account } of contactsOfMark.all(mark)) {
      if (twins.has(contact)) continue;
      twins.set(contact, { contact, account });
      meet(marksOfContact.all(contact));
    }
    for (const { stream } of waitsOfMark.all(mark)) {
      if (waits.has(stream)) continue;
      waits.add(stream);
      meet(marksOfWait.all(stream));
    }
  }
  return { marks: [...marks], twins: [...twins.values()] };
}

export function isApart(mark: string, { stream }: Rows): boolean {
  const json = stream.get(`person:${mark}`)?.state;
  const state: PersonState | null = json ? stored(json) : null;
  return state?.voided_at !== null && state?.apart === true;
}

interface Following {
  readonly rows: Rows;
  readonly mark: KeyStore['mark'];
  readonly person: (mark: string) => PersonDraft;
}

/** L13: an address or profile that a suppressed contact takes on is suppressed for everybody from then on. */
export function followSuppressed({ draft, suppressed }: LoadedAccount, { rows, mark, person }: Following): void {
  for (const { event } of [...draft.pending]) {
    const brought = broughtBy(event);
    if (!brought || !suppressed.has(brought.contact)) continue;
    const { contact, fields } = brought;
    if (event.type === 'contacts_joined') {
      stopBoth(contact, fingerprintsOf(fields, mark), { rows, person });
      continue;
    }
    const { known_as: before = '', ...given } = fields;
    const known = [...rows.marksOfContact.all(contact).map((row) => row.mark), ...before.split(' ')];
    const fresh = fingerprintsOf(given, mark).filter((each) => !known.includes(each));
    stop(fresh, [...fresh, ...known.filter((each) => each !== '')].map(person).find(isStopped), person);
  }
}

/** A2, L13: of two who are one, everything that either ever had; but for what was voided as somebody else's. */
function stopBoth(
  contact: string,
  brought: readonly string[],
  { rows, person }: Pick<Following, 'rows' | 'person'>,
): void {
  const known = rows.marksOfContact.all(contact).map((row) => row.mark);
  const both = [...new Set([...known, ...brought])].filter((each) => !isApart(each, rows));
  stop(both, both.map(person).find(isStopped), person);
}

function stop(marks: readonly string[], by: PersonDraft | undefined, person: Following['person']): void {
  for (const own of marks.map(person)) {
    if (isStopped(own)) continue;
    if (by) suppressBy(own, by);
    // The addresses were erased, or all voided but the word on the contact itself.
    else own.emit({ type: 'person_suppressed', reason: 'other', contexts: ['sales'] });
  }
}

/** L13: ... and so is what somebody who waits for an account was said to have beside it. */
export function followWaits(persons: Iterable<PersonDraft>, { rows, person }: Following): void {
  const { waitsOfMark, marksOfWait } = rows;
  // The persons grow while they are walked.
  for (const each of persons) {
    if (!isStopped(each) || isSuppressed(each.before)) continue;
    const beside = waitsOfMark
      .all(each.stream.slice('person:'.length))
      .flatMap(({ stream }) => marksOfWait.all(stream));
    stop(
      beside.map(({ mark }) => mark).filter((mark) => !isApart(mark, rows)),
      each,
      person,
    );
  }
}
