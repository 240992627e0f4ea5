import { waitingNotes } from '../../rules/aggregates/unmatched-person.ts';
import type {
  PersonDraft,
  PersonFile,
  PersonFound,
  PersonIdentity,
  PersonKey,
  WaitingDraft,
} from '../../rules/command/world.ts';
import type { ContactRow, Rows } from '../engine/rows.ts';
import { fingerprintsOf } from '../events/person-fingerprint.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Person } from '../port/records.ts';
import { personOf } from '../reading/person-rows.ts';
import { findPerson } from '../reading/row-records.ts';
import { answersAbout } from './kept-answers.ts';
import type { LoadedAccount, Loading } from './load.ts';
import { everywhere, isApart } from './same-person.ts';
import { addressOf, type Waits } from './unmatched-people.ts';

export interface PersonLoading extends Loading {
  account(ref: string): LoadedAccount | null;
  person(mark: string): PersonDraft;
  readonly waits: Waits;
}

/** A contact's record, with the person's fingerprints. */
interface Bearer {
  readonly id: string;
  readonly account: string;
  readonly loaded: LoadedAccount;
  readonly person: Person;
  /** Fingerprints of all it ever had. */
  readonly marks: readonly string[];
  /** Fingerprints of the addresses and profiles that it has now, or is said to have. */
  readonly own: readonly string[];
  readonly left: { readonly to: string; readonly as?: string } | undefined;
  /** The contact that it was joined into (A2). */
  readonly part_of: string | undefined;
}

/** L13: everybody's contact that is this person, by the fingerprints of address and profile. */
export function personFile(
  key: PersonKey,
  ground: PersonLoading,
): { file: PersonFile; home: LoadedAccount | null } | null {
  const { rows, mark } = ground;
  const known = findPerson(key, rows);
  if (!known && key.id !== undefined) return null;
  const asked = key.mark === undefined ? fingerprintsOf(addressOf(key), mark) : [key.mark];
  const own = known && key.id !== undefined ? ownMarks(known, ground) : [];
  const first = known && key.id !== undefined ? rows.marksOfContact.all(known.id) : [];
  const named = [...new Set([...asked, ...own, ...first.map((row) => row.mark)])];
  const walked = named.filter((each) => asked.includes(each) || own.includes(each) || !isApart(each, rows));
  const { marks, twins } = everywhere(walked, rows);
  const bearers = twins.flatMap((twin) => bearerOf(twin, ground));
  const start = known ? bearers.filter(({ id }) => id === known.id) : startsOf(asked, bearers);
  const current = closureOf(start, bearers);
  const contacts = bearers.map((each) => ({
    account: each.loaded.draft,
    contact: each.id,
    suppressed: each.loaded.suppressed,
    current: current.has(each),
    streams: each.marks.map((one) => `person:${one}`),
  }));
  const self = bearers.find(({ id }) => id === known?.id);
  const places = ground.waits.open([addressOf(key), ...[...current].map(({ person }) => person)]);
  const waiting = [...new Set([...ground.waits.under([...asked, ...theirs(current, bearers)]), ...places])];
  const file = {
    drafts: marks.map((each) => ground.person(each)),
    named: walked.map((each) => ground.person(each)),
    contacts,
    waiting,
    get traces() {
      return tracesOf([...current], waiting, ground);
    },
  };
  return { file, home: self?.loaded ?? [...current][0]?.loaded ?? bearers[0]?.loaded ?? null };
}

function bearerOf(
  { contact, account }: { readonly contact: string; readonly account: string },
  ground: PersonLoading,
): Bearer[] {
  const { rows } = ground;
  const loaded = ground.account(account);
  const row = rows.contactById.get(contact);
  if (!loaded || !row) return [];
  const marks = rows.marksOfContact.all(contact).map((each) => each.mark);
  const { left, part_of } = loaded.draft.state.contacts.find(({ id }) => id === contact) ?? {};
  return [{ id: contact, account, loaded, person: personOf(row), marks, own: ownMarks(row, ground), left, part_of }];
}

/** Fingerprints of a contact: its own, and those tied to it. */
function ownMarks(row: ContactRow, { rows, mark }: PersonLoading): readonly string[] {
  const tied = rows.marksOfContact.all(row.id).filter((each) => each.tied === 1);
  return [...fingerprintsOf(personOf(row), mark), ...tied.map((each) => each.mark)];
}

/** The contact with the address; where none has it any more, the one that once had it. */
function startsOf(asked: readonly string[], bearers: readonly Bearer[]): readonly Bearer[] {
  const having = bearers.filter(({ own }) => asked.some((each) => own.includes(each)));
  return having.length > 0 ? having : bearers.filter(({ marks }) => asked.some((each) => marks.includes(each)));
}

/** One person's records: those that share what they have now, were joined, and those that one of them left or came from. */
function closureOf(start: readonly Bearer[], bearers: readonly Bearer[]): ReadonlySet<Bearer> {
  const found = new Set(start);
  // A set grows while it is walked.
  for (const one of found)
    for (const other of bearers)
      if (one.own.some((each) => other.own.includes(each)) || follows(one, other) || follows(other, one))
        found.add(other);
  return found;
}

/** A joined part may have given its address to whom it was joined into, and have none of its own. */
function follows(one: Bearer, other: Bearer): boolean {
  return one.part_of === other.id || cameFrom(one, other);
}

/** Whether `to` is who `from` became at another account. An old move doesn't say; it took all fingerprints along. */
function cameFrom(from: Bearer, to: Bearer): boolean {
  if (!from.left) return false;
  if (from.left.as !== undefined) return from.left.as === to.id;
  const { domain, aliases } = to.loaded.draft.state;
  return [domain, ...aliases].includes(from.left.to) && from.marks.every((each) => to.marks.includes(each));
}

/** All that was ever theirs, but for what has passed to somebody else. */
function theirs(current: ReadonlySet<Bearer>, bearers: readonly Bearer[]): readonly string[] {
  const others = bearers.filter((each) => !current.has(each)).flatMap(({ own }) => own);
  return [...current].flatMap(({ marks }) => marks).filter((each) => !others.includes(each));
}

function tracesOf(
  current: readonly Bearer[],
  waiting: readonly WaitingDraft[],
  { rows, copies }: PersonLoading,
): PersonFile['traces'] {
  const notes = current.map(({ id, account }) => rows.wordsOfPerson.all(account, id).length);
  const told = waiting.flatMap(({ state, stream }) => answersAbout(state.id, [stream], rows));
  const ofContacts = current.flatMap(({ id, account, loaded }) => {
    const streams = [account, ...(loaded.draft.state.also ?? [])].map((each) => `account:${each}`);
    return answersAbout(id, streams, rows);
  });
  const answers = [...ofContacts, ...told];
  return {
    notes: [...notes, ...waiting.map(({ state }) => Math.max(1, waitingNotes(state).length))].reduce(
      (sum, each) => sum + each,
      0,
    ),
    kept_answers: new Set(answers.map(({ role, key }) => `${role} ${key}`)).size,
    copies: copies(),
  };
}

/** A2: contacts who had the address or profile and have another now; none while somebody has it. */
function leftBy(mark: string, key: PersonKey, rows: Rows, of: KeyStore['mark']): readonly PersonFound[] {
  if (findPerson(key, rows) || isApart(mark, rows)) return [];
  return rows.contactsOfMark.all(mark).flatMap(({ contact, account }) => {
    const row = rows.contactById.get(contact);
    const isTold = rows.marksOfContact.all(contact).some((each) => each.mark === mark && each.tied === 1);
    const has = row !== undefined && fingerprintsOf(personOf(row), of).includes(mark);
    return row && !isTold && !has ? [{ account, domain: row.domain, contact }] : [];
  });
}

/** Each address and profile among the keys, with what is known of it. */
export function identitiesOf(keys: readonly PersonKey[], ground: PersonLoading): readonly PersonIdentity[] {
  return keys.flatMap((key) =>
    fingerprintsOf(addressOf(key), ground.mark).map((each) => new Identity(key, each, ground)),
  );
}

/** An address or profile whose queries run when they are first asked for. */
class Identity implements PersonIdentity {
  readonly key: PersonKey;
  readonly draft: PersonDraft;
  readonly #mark: string;
  readonly #ground: PersonLoading;

  constructor(key: PersonKey, mark: string, ground: PersonLoading) {
    this.key = key;
    this.draft = ground.person(mark);
    this.#mark = mark;
    this.#ground = ground;
  }

  get open() {
    return this.#ground.rows.openBearer.get(this.#mark) ?? null;
  }

  get left() {
    const { rows, mark } = this.#ground;
    return leftBy(this.#mark, this.key, rows, mark);
  }

  get waits() {
    return this.#ground.rows.waitsOfMark.all(this.#mark).map(({ stream }) => stream);
  }
}
