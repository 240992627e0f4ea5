import type { Reader } from '../ledger/port/ledger.ts';
import type { AccountRecord } from '../ledger/port/records.ts';
import { outsideIds } from '../rules/aggregates/account.ts';
import { accountKey, noSuchAccount } from '../rules/command/account-ref.ts';
import { bareReference } from '../rules/identity/bare-reference.ts';
import { shown } from '../rules/vocabulary/printable.ts';
import { isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';

interface Candidate {
  readonly id: string;
  readonly domain: string;
  readonly name: string | null;
}

/** Candidates told, and accounts of one name looked at to tell their number. */
const [toldAtMost, lookedAt] = [5, 100] as const;

/** Whether a text can only be the name of an account: it is no id and no domain. */
export function isNameAlone(text: string): boolean {
  return isRefusal(accountKey(bareReference(text)));
}

/** Accounts spelled nearly like an id or domain that nothing stands under, in the words of the refusal. */
export function nearlySo(given: string, reader: Reader): string {
  const near = similar(bareReference(given), reader);
  return near.length === 0 ? '' : `; nearly so: ${told(near)}`;
}

/** The account that a text names: by id, domain, alias or exact name. */
export function accountMeant(given: string, reader: Reader): AccountRecord | Refusal {
  const text = bareReference(given);
  const ref = accountKey(text);
  if (!isRefusal(ref)) return reader.account(ref.key) ?? noSuchAccount();
  const called = accountCalled(text, reader);
  if (called === null) return ref;
  return typeof called === 'string' ? (reader.account(called) ?? noSuchAccount()) : called;
}

/** A name that reads as an address is told what is wrong with it. */
const isAddress = (text: string) => /^\S*[./:@]\S*$/.test(text);

/**
 * The id of the account that another system knows under this id, or that bears exactly this name, its case and its blanks aside; null where the text is no name or
 * nothing is known by one like it. Of several that bear it, or of none but similar ones, the candidates are told.
 */
export function accountCalled(given: string, reader: Reader): string | Refusal | null {
  const text = bareReference(given);
  const outside = knownOutside(text, reader);
  if (outside.length === 1) return outside[0]?.id ?? null;
  if (outside.length > 1)
    return refuse('NOT_FOUND', {
      ruling: 'A13',
      found: `${shown(text)} is the id of ${outside.length} accounts in other systems: ${told(outside)}`,
      next: 'name the one that is meant by its domain',
    });
  const alike: readonly Candidate[] = reader.near(text, lookedAt);
  const called = (spelling: (name: string) => string) =>
    alike.filter(({ name }) => name !== null && spelling(name) === spelling(text));
  const [same, bare] = [called(spelled), called((name) => spelled(withoutMarks(name)))];
  const exact = same.length > 0 ? same : bare;
  const [only, another] = exact;
  if (only && !another) return only.id;
  if (only)
    return refuse('NOT_FOUND', {
      ruling: 'A1',
      found: `${exact.length === lookedAt ? `${lookedAt} or more` : exact.length} accounts are called ${shown(text)}: ${told(exact)}`,
      next: 'name the one that is meant by its domain',
    });
  if (isAddress(text)) return null;
  const near = [...alike, ...similar(text, reader)];
  const found = `no account is called ${shown(text)}`;
  return near.length === 0
    ? refuse('NOT_FOUND', {
        ruling: 'A1',
        found: `${found}, nor nearly so`,
        next: 'look it up with find_accounts, or let sales.ops register it by its domain with save_account',
      })
    : refuse('NOT_FOUND', {
        ruling: 'A1',
        found: `${found}; nearly so: ${told(near)}`,
        next: 'if one of them is meant, name it by its domain; else look further with find_accounts',
      });
}

/** A13: accounts that another system knows under exactly that id, themselves or somebody there. */
function knownOutside(text: string, reader: Reader): readonly Candidate[] {
  const found = reader.findAccounts({ query: text, limit: lookedAt });
  if (isRefusal(found)) return [];
  return found.items.filter(({ id, external }) => Object.values(external ?? {}).includes(text) || isTheirs(id));

  function isTheirs(account: string): boolean {
    const record = reader.account(account);
    const people = record?.state.contacts.map((each) => record.people.get(each.id) ?? {}) ?? [];
    return people.some((words) => Object.values(outsideIds(words)).includes(text));
  }
}

function similar(text: string, reader: Reader): readonly Candidate[] {
  const found = reader.findAccounts({ query: text, limit: toldAtMost });
  if (isRefusal(found)) return [];
  return found.items.map(({ id, domain, name }) => ({ id, domain, name }));
}

/** Domain and name each, no account twice. */
function told(candidates: readonly Candidate[]): string {
  const each = new Map(candidates.map(({ id, domain, name }) => [id, name ? `${domain} (${name})` : domain]));
  const first = [...each.values()].slice(0, toldAtMost);
  const more = each.size - first.length;
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function withoutMarks(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '');
}

/** A name in one spelling of letters, case and blanks; a full stop at its end says nothing. */
function spelled(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '').trim();
}
