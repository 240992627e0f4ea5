import { type AccountState, flagsOf } from '../../rules/aggregates/account.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { registrableDomain } from '../../rules/identity/domain-name.ts';
import { linkedinProfile } from '../../rules/identity/linkedin-profile.ts';
import { search } from '../../rules/vocabulary/limits.ts';
import type { ContactRow, Rows } from '../engine/rows.ts';
import type { AccountQuery, FoundPeople } from '../port/reader.ts';
import type { PersonListed } from '../port/records.ts';
import { personWords } from '../projections/person-words.ts';
import type { StateOf } from './account-states.ts';
import { afterWord, spellings } from './near-words.ts';
import { suppressedOf } from './row-records.ts';

interface Sources {
  readonly q: Rows;
  readonly stateOf: StateOf;
}

const nobody: FoundPeople = { people: [], more: 0 };

/** People by the start of their names, by address or profile; where none is called so, written without blanks or by one letter amiss. */
export function findPeople(query: AccountQuery, sources: Sources): FoundPeople {
  const text = query.query?.trim().toLowerCase() ?? '';
  if (text === '') return nobody;
  const profile = linkedinProfile(text);
  if ('url' in profile) return peopleAt(profile.url, query, sources);
  // No person has a domain for a name.
  if ('domain' in registrableDomain(text)) return nobody;
  const isAddress = text.includes('@');
  const words = isAddress ? [text] : nameKey(text).split(' ');
  const found = peopleBy(words, query, sources);
  if (found.people.length > 0 || isAddress) return found;
  for (const other of [...divided(text), ...spellings(text, 'person', sources.q)]) {
    const near = peopleBy(other, query, sources);
    if (near.people.length > 0) return near;
  }
  return nobody;
}

/** Contacts with that profile. */
function peopleAt(profile: string, query: AccountQuery, { q, stateOf }: Sources): FoundPeople {
  const found = q.contactByProfile.get(profile);
  const row = found && q.accountById.get(found.account);
  if (!found || !row) return nobody;
  const state = stateOf(row);
  if (isFiltered(query) && !fits(state, query)) return nobody;
  return { people: listed([found], found.domain, { q, state }), more: 0 };
}

/** A contact that was joined into another shows as the other (A2). */
function listed(
  found: readonly ContactRow[],
  domain: string,
  { q, state }: { readonly q: Rows; readonly state: AccountState },
): readonly PersonListed[] {
  const suppressed = suppressedOf(state.id, q);
  const ids = found.map(({ id }) => state.contacts.find((each) => each.id === id)?.part_of ?? id);
  return [...new Set(ids)].flatMap((id) => {
    const contact = q.contactById.get(id);
    return contact ? [personListed(contact, domain, suppressed.has(id))] : [];
  });
}

/** Family and given name of scripts that need no blank between them, wherever it may stand. */
function divided(text: string): readonly (readonly string[])[] {
  const letters = [...text];
  const isWhole = letters.length <= longestWhole && letters.every((each) => unspaced.test(each));
  return isWhole
    ? letters.slice(1).map((_, n) => [letters.slice(0, n + 1).join(''), letters.slice(n + 1).join('')])
    : [];
}

const longestWhole = 10;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

function peopleBy(words: readonly string[], query: AccountQuery, { q, stateOf }: Sources): FoundPeople {
  const [lead] = [...words].sort((a, b) => b.length - a.length);
  if (lead === undefined || lead === '') return nobody;
  const at = { kind: 'person', start: lead, end: afterWord(lead), key: lead, domain: '', limit: search.accounts };
  const accounts = q.accountsByKey.all({ ...noFilters, ...at });
  const people: PersonListed[] = [];
  let more = 0;
  for (const row of accounts) {
    if (isFiltered(query) && !fits(stateOf(row), query)) continue;
    const called = q.contactsOf.all(row.id).filter((contact) => isCalled(contact, words));
    // A contact without a row counts as filed, without a look-up.
    if (people.length >= query.limit) more += called.length;
    else if (called.length > 0) people.push(...listed(called, row.domain, { q, state: stateOf(row) }));
  }
  const rows = people.slice(0, query.limit);
  return { people: rows, more: more + people.length - rows.length };
}

const noFilters = {
  stage: null,
  review: null,
  signal: null,
  flag: null,
  first: null,
  first_end: null,
  second: null,
  second_end: null,
  third: null,
  third_end: null,
};

const isFiltered = ({ stage, review, signal_type, flag }: AccountQuery) =>
  [stage, review, signal_type, flag].some((each) => each !== undefined);

function fits(state: AccountState, { stage, review, signal_type, flag }: AccountQuery): boolean {
  return (
    (stage === undefined || state.stage === stage) &&
    (review === undefined || state.review === review) &&
    (signal_type === undefined ||
      state.signals.some(({ type, qualifies, gone }) => type === signal_type && qualifies && !gone)) &&
    (flag === undefined || flagsOf(state).includes(flag))
  );
}

function isCalled(contact: ContactRow, words: readonly string[]): boolean {
  const own = personWords(contact);
  return (
    words.every((word) => own.some((each) => each.startsWith(word))) || own[0]?.startsWith(words.join('')) === true
  );
}

function personListed({ id, name, first_name, email, linkedin_url }: ContactRow, account: string, suppressed: boolean) {
  return { contact: id, account, name: name ?? first_name ?? email ?? linkedin_url ?? id, suppressed };
}
