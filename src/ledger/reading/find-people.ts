import { type AccountState, flagsOf } from '../../rules/aggregates/account.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import { search } from '../../rules/vocabulary/limits.ts';
import type { ContactRow, Rows } from '../engine/rows.ts';
import type { AccountQuery } from '../port/reader.ts';
import type { PersonListed } from '../port/records.ts';
import { personWords } from '../projections/person-words.ts';
import type { StateOf } from './account-states.ts';
import { afterWord, spellings } from './near-words.ts';
import { suppressedOf } from './row-records.ts';

interface Sources {
  readonly q: Rows;
  readonly stateOf: StateOf;
}

/** People by the start of their names, by address or profile; where none is called so, by one letter amiss. */
export function findPeople(query: AccountQuery, sources: Sources): readonly PersonListed[] {
  const text = query.query?.trim().toLowerCase() ?? '';
  if (text === '') return [];
  const isAddress = text.includes('@');
  const words = isAddress ? [text] : nameKey(text).split(' ');
  const found = peopleBy(words, query, sources);
  if (found.length > 0 || isAddress) return found;
  for (const other of spellings(text, 'person', sources.q)) {
    const near = peopleBy(other, query, sources);
    if (near.length > 0) return near;
  }
  return [];
}

function peopleBy(words: readonly string[], query: AccountQuery, { q, stateOf }: Sources): readonly PersonListed[] {
  const [lead] = [...words].sort((a, b) => b.length - a.length);
  if (lead === undefined || lead === '') return [];
  const at = { kind: 'person', start: lead, end: afterWord(lead), key: lead, domain: '', limit: search.accounts };
  const accounts = q.accountsByKey.all({ ...noFilters, ...at });
  const people: PersonListed[] = [];
  for (const row of accounts) {
    if (people.length >= query.limit) break;
    if (isFiltered(query) && !fits(stateOf(row), query)) continue;
    const suppressed = suppressedOf(row.id, q);
    for (const contact of q.contactsOf.all(row.id))
      if (isCalled(contact, words)) people.push(personListed(contact, row.domain, suppressed.has(contact.id)));
  }
  return people.slice(0, query.limit);
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
  return words.every((word) => own.some((each) => each.startsWith(word)));
}

function personListed({ id, name, first_name, email, linkedin_url }: ContactRow, account: string, suppressed: boolean) {
  return { contact: id, account, name: name ?? first_name ?? email ?? linkedin_url ?? id, suppressed };
}
