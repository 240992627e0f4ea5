import type { Contact } from '../aggregates/account.ts';
import type { PersonRead } from '../command/input-reader.ts';
import type { AccountDraft, PersonAt, PersonKey, World } from '../command/world.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type Joined, joinContacts } from './join-contacts.ts';
import { correctPerson, savedAt, saysOtherwise, takePerson, tyingOf, whoIs } from './match-contact.ts';
import { moveContact } from './move-contact.ts';
import { mayTie, suppressTied } from './tied-identities.ts';

export interface PersonEntry {
  /** A contact that stands already, here or elsewhere. */
  readonly named: PersonKey | null;
  /** Another contact of the account who is the same person (A2). */
  readonly sameAs: PersonKey | null;
  readonly person: PersonRead;
}

/** All keys by which an entry is looked up: first the person named, then those said to be the same. */
export function keysOf({ named, sameAs, person }: PersonEntry): readonly PersonKey[] {
  return [...(named ? [named] : []), ...(sameAs ? [sameAs] : []), ...person.keys];
}

/** Changes of a call to people. */
export interface SavedContacts {
  /** The domains that contacts moved here from. */
  readonly from: readonly string[];
  /** Something else was said of a contact than stands on file, which stands. */
  readonly kept: boolean;
  readonly joined: readonly Joined[];
  /** People named, each with all that was said of them. */
  readonly named: readonly { readonly contact: Contact; readonly keys: readonly PersonKey[] }[];
}

/** A2: adds the people given, corrects those named, and moves here those named who stand at another account. */
export function takePeople(draft: AccountDraft, people: readonly PersonEntry[], world: World): SavedContacts | Refusal {
  const from: string[] = [];
  const joined: Joined[] = [];
  let kept = false;
  const met: SavedContacts['named'][number][] = [];
  const taken = new Map<string, Contact>();
  for (const { entry, found } of withFound(people, world)) {
    const { named, person } = entry;
    const done = named
      ? takeNamed(draft, entry, found, { taken, world })
      : takeUnnamed(draft, person, found, { taken, world });
    if ('refused' in done) return done;
    const bearer = inApollo(draft, done.contact, person, world);
    if (bearer) return bearer;
    for (const key of person.keys) taken.set(wordOf(key), done.contact);
    met.push({ contact: done.contact, keys: [...person.keys, ...borneBy(entry, found)] });
    if (done.from !== undefined) from.push(done.from);
    if (done.joined) joined.push(done.joined);
    kept ||= done.kept === true;
  }
  return { from, kept, joined, named: met };
}

/** A13: refuses an id in Apollo that is another contact's: what is meant for each would be done to the one. */
function inApollo(draft: AccountDraft, { id }: Contact, { fields }: PersonRead, world: World): Refusal | null {
  const { apollo } = fields;
  if (apollo === undefined) return null;
  const stays = (each: string) => draft.state.contacts.find((one) => one.id === each)?.part_of ?? each;
  const told = draft.pending.flatMap(({ event }) =>
    (event.type === 'contact_added' || event.type === 'contact_changed') && event.sealed.fields.apollo === apollo
      ? [{ contact: stays(event.contact.id), domain: draft.state.domain }]
      : [],
  );
  if (!told.some(({ contact }) => contact === id)) return null;
  const other = [...told, ...world.apolloBearers(apollo)].find(({ contact }) => contact !== id);
  if (!other) return null;
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A13',
    found: `${apollo} is the id in Apollo of another contact, ${other.contact} at ${other.domain}`,
    next: `if they are one person, call save_account with one as \`contacts[].contact\` and the other as \`same_as\`; else correct the id: \`contacts[].external.apollo\``,
  });
}

/** L13: suppresses what each entry ties to a suppressed person, though none of them is taken. */
export function tiePeople(people: readonly PersonEntry[], world: World): void {
  for (const { entry, found } of withFound(people, world)) {
    const [target] = entry.named ? found : [];
    const { email, linkedin_url: profile } = target?.words ?? {};
    const borne = [...(email === undefined ? [] : [{ email }]), ...(profile === undefined ? [] : [{ profile }])];
    suppressTied(world.identities([...borne, ...entry.person.keys]));
  }
}

/** Each entry with whom its keys found: first who was named. */
function* withFound(people: readonly PersonEntry[], world: World) {
  let at = 0;
  for (const entry of people) {
    const found = world.people.slice(at, at + keysOf(entry).length);
    at += found.length;
    yield { entry, found };
  }
}

/** Addresses and profiles on file of contacts that the entry names by an id: they may wait under any of them. */
function borneBy({ named, sameAs }: PersonEntry, found: readonly (PersonAt | null)[]): readonly PersonKey[] {
  const count = (named ? 1 : 0) + (sameAs ? 1 : 0);
  return found.slice(0, count).flatMap((each) => {
    const { known_as = '', tied_as = '' } = each?.words ?? {};
    return `${known_as} ${tied_as}`.split(' ').flatMap((mark) => (mark === '' ? [] : [{ mark }]));
  });
}

interface Done {
  readonly contact: Contact;
  readonly from?: string;
  readonly kept?: boolean;
  readonly joined?: Joined;
}

function wordOf({ id, email, profile }: PersonKey): string {
  return id ?? email ?? profile ?? '';
}

interface Taking {
  /** Contacts met earlier in the same call, by address and profile. */
  readonly taken: ReadonlyMap<string, Contact>;
  readonly world: World;
}

function takeUnnamed(
  draft: AccountDraft,
  person: PersonRead,
  found: readonly (PersonAt | null)[],
  { taken, world }: Taking,
): Done | Refusal {
  const twin = person.keys.map((key) => taken.get(wordOf(key))).find((each) => each !== undefined);
  const other = twin && anotherThan(twin.id, person, found, taken);
  if (other) return bearsAnothers(other);
  const who = twin ? { contact: twin } : whoIs(found, draft);
  if ('refused' in who) return who;
  const tied = mayTie(tyingOf(who, world.suppressed), world.identities(person.keys));
  return tied ?? { contact: takePerson(draft, who, person, savedAt(draft)), kept: saysOtherwise(who, person) };
}

/** Another contact with an address or profile given: on file, or since earlier in the same call. */
function anotherThan(
  contact: string,
  { keys }: PersonRead,
  found: readonly (PersonAt | null)[],
  taken: ReadonlyMap<string, Contact>,
): string | undefined {
  const onFile = found.find((each) => each && each.contact !== contact && !hasLeft(each));
  if (onFile) return `${onFile.contact} at ${onFile.domain}`;
  return keys.map((key) => taken.get(wordOf(key))).find((each) => each && each.id !== contact)?.id;
}

function hasLeft({ home, contact }: PersonAt): boolean {
  return home.state.contacts.some((each) => each.id === contact && each.left !== undefined);
}

function bearsAnothers(other: string): Refusal {
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A2',
    found: `the address or profile given belongs to another contact, ${other}`,
    next: 'correct that contact first, or name it instead',
  });
}

function takeNamed(
  draft: AccountDraft,
  { named, sameAs, person }: PersonEntry,
  [target, ...rest]: readonly (PersonAt | null)[],
  { taken, world }: Taking,
): Done | Refusal {
  const known = target?.home.state.contacts.find((each) => each.id === target.contact);
  if (!named || !target || !known) return noSuchContact();
  if (sameAs) return takeJoined(draft, person, [target, ...rest], { taken, world });
  return takeKnown(draft, person, { target, known, others: rest }, { taken, world });
}

/** A2: two become one, and what the entry says of them is said of the one who stays. */
function takeJoined(
  draft: AccountDraft,
  person: PersonRead,
  [stays, part, ...others]: readonly (PersonAt | null)[],
  taking: Taking,
): Done | Refusal {
  if (!stays || !part) return noSuchContact();
  const joined = joinContacts(draft, { stays, part });
  if (joined && 'refused' in joined) return joined;
  const known = draft.state.contacts.find(({ id }) => id === stays.contact);
  if (!known) return noSuchContact();
  const target: PersonAt = { ...stays, words: stays.words, bears: (key) => stays.bears(key) || part.bears(key) };
  const theirs = others.map((each) => (each?.contact === part.contact ? stays : each));
  const done = takeKnown(draft, person, { target, known, others: theirs }, taking);
  return 'refused' in done || !joined ? done : { ...done, joined };
}

function noSuchContact(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '3.1',
    ruling: 'A2',
    found: 'no contact stands under that id or e-mail',
    next: 'take the id from explain_account',
  });
}

interface Known {
  readonly target: PersonAt;
  readonly known: Contact;
  readonly others: readonly (PersonAt | null)[];
}

function takeKnown(
  draft: AccountDraft,
  person: PersonRead,
  { target, known, others }: Known,
  { taken, world }: Taking,
): Done | Refusal {
  const other = anotherThan(target.contact, person, others, taken);
  if (other) return bearsAnothers(other);
  if (known.left) return leftAlready(target, known.left.to);
  const tied = mayTie(tyingOf({ contact: known, at: target }, world.suppressed), world.identities(person.keys));
  if (tied) return tied;
  const isHere = target.account === draft.state.id;
  return isHere
    ? { contact: correctPerson(draft, known, person, target.words) }
    : moveContact(draft, target, known, person);
}

function leftAlready({ contact }: PersonAt, to: string): Refusal {
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A2',
    found: `${contact} left for ${to}, and stands there under another id`,
    next: `take the id from explain_account of ${to}`,
  });
}
