import type { Reader } from '../../ledger/port/ledger.ts';
import type { SuppressionRecord } from '../../ledger/port/records.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { accountOf } from '../suppressed.ts';
import { dayOf, type Topic, type Watch } from './watch.ts';

const newest = 5;

/** The newest, one a person: an address and a profile are suppressed at once, by one word. */
function newestPeople(reader: Reader): readonly SuppressionRecord[] {
  const listed = reader.suppressions({ limit: newest });
  return isRefusal(listed) ? [] : listed.items;
}

const suppressions: Topic = ({ reader, context }) => {
  const count = reader.suppressionCount();
  const told = count === 1 ? '1 address or profile is' : `${count} addresses and profiles are`;
  const head: Watch = {
    kind: 'suppressions',
    clause: '3.5',
    summary: `${told} suppressed; void_suppression lifts one entered for the wrong person, with evidence`,
  };
  const single = newestPeople(reader).map(({ reason, contexts, since, contacts }): Watch => {
    const account = accountOf(reader, contacts);
    const [contact] = contacts;
    const summary = `Suppressed on ${dayOf(since, context)}: ${reason}, for ${contexts.join(' and ')}`;
    const line = { kind: 'suppressed', clause: '3.5', summary, ...(account ? { account } : {}) };
    return contact ? { ...line, contact } : line;
  });
  return [head, ...single];
};

const erasures: Topic = ({ reader, context }) =>
  reader.erasures(newest).map(({ contact, account, at }): Watch => {
    const domain = reader.account(account)?.state.domain;
    const summary = `Erased on ${dayOf(at, context)}: their words are unreadable, the decisions stay`;
    return { kind: 'erased', clause: '3.5', summary, contact, ...(domain ? { account: domain } : {}) };
  });

export const legal: readonly Topic[] = [suppressions, erasures];
