import type { Reader } from '../../ledger/port/ledger.ts';
import { dayOf, type Topic, type Watch } from './watch.ts';

const newest = 5;

function accountOf(reader: Reader, contacts: readonly string[]): string | undefined {
  for (const id of contacts) {
    const domain = reader.contact(id)?.domain;
    if (domain !== undefined) return domain;
  }
  return undefined;
}

/** L13: how many may not be written to, and who came last. */
const suppressions: Topic = ({ reader, context }) => {
  const count = reader.suppressionCount();
  const told = count === 1 ? '1 address or profile is' : `${count} addresses and profiles are`;
  const head: Watch = {
    kind: 'suppressions',
    clause: '3.5',
    summary: `${told} suppressed; void_suppression lifts one entered for the wrong person, with evidence`,
  };
  const seen = new Set<string>();
  const single = reader.suppressions(newest * 2).flatMap(({ reason, contexts, since, contacts }): Watch[] => {
    // One person's address and profile were suppressed at once, by one word.
    const key = `${since} ${contacts.join(' ')}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const account = accountOf(reader, contacts);
    const [contact] = contacts;
    const summary = `Suppressed on ${dayOf(since, context)}: ${reason}, for ${contexts.join(' and ')}`;
    const line = { kind: 'suppressed', clause: '3.5', summary, ...(account ? { account } : {}) };
    return [contact ? { ...line, contact } : line];
  });
  return [head, ...single.slice(0, newest)];
};

const erasures: Topic = ({ reader, context }) =>
  reader.erasures(newest).map(({ contact, account, at }): Watch => {
    const domain = reader.account(account)?.state.domain;
    const summary = `Erased on ${dayOf(at, context)}: their words are unreadable, the decisions stay`;
    return { kind: 'erased', clause: '3.5', summary, contact, ...(domain ? { account: domain } : {}) };
  });

export const legal: readonly Topic[] = [suppressions, erasures];
