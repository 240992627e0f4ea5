/** The questions asked of a ledger, answered from an engine's rows. */

import { emptyPolicyChanges } from '../../rules/aggregates/policy-change.ts';
import { nameKey } from '../../rules/identity/company-name.ts';
import type { Rows } from '../engine/rows.ts';
import type { WaitingRow } from '../engine/waiting-row.ts';
import type { Restored } from '../integrity/restored-backup.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { Reader } from '../port/reader.ts';
import type { Unmatched } from '../port/records.ts';
import { stored } from '../port/unusable.ts';
import type { StateOf } from './account-states.ts';
import { findAccounts } from './find-accounts.ts';
import { findPeople } from './find-people.ts';
import { happenedAfter } from './happened.ts';
import { deskCases, historyEvents } from './history.ts';
import { entries, entryOf, posts, taskOf, tasks } from './lists.ts';
import { mailReader } from './mail.ts';
import { namedIn } from './named-in.ts';
import { personOf } from './person-rows.ts';
import type { PolicyRuling } from './policy-in-force.ts';
import { policyStanding } from './policy-standing.ts';
import { accountRow, findPerson, recordOf, storedWords, whoStays } from './row-records.ts';
import { isSaidElsewhere } from './said-elsewhere.ts';
import { boardReader } from './stage-board.ts';
import { sweepReaderOf } from './sweep-reader.ts';
import { copyReader } from './templates.ts';

interface Sources {
  readonly rows: Rows;
  readonly keys: Pick<KeyStore, 'keyOf'>;
  readonly mark: KeyStore['mark'];
  readonly ruling: PolicyRuling;
  readonly restored: Restored | null;
  readonly stateOf: StateOf;
}

/** The reader over the tables as one unit of work sees them. */
export function readerOf({ rows: q, keys, mark, ruling, restored, stateOf }: Sources): Reader {
  return {
    ...sweepReaderOf(q, stateOf, restored),
    ...eventReader(q, { keyOf: (person) => keys.keyOf(person), mark }),
    ...copyReader(q),
    ...policyReader(q, ruling),
    ...boardReader(q, stateOf),
    ...mailReader(q),
    history: (query) => historyEvents(query, q),
    deskCases: () => deskCases(q),
    account(ref) {
      const row = accountRow(ref, q);
      return row ? recordOf(row, q, stateOf) : null;
    },
    contact: (ref) => contactOf(ref, q, stateOf),
    words(ids) {
      const found = ids.map((id) => q.wordsOf.get(id)).filter((row) => row !== undefined);
      return new Map(found.map((row) => [row.id, storedWords(row)]));
    },
    findAccounts: (query) => findAccounts(query, q, stateOf),
    findPeople: (query) => findPeople(query, { q, stateOf }),
    tasks: (query) => tasks(query, q),
    task(id) {
      const row = q.task.get(id);
      return row ? taskOf(row) : null;
    },
    taskCount: (role, now) => ({
      open: q.count.get('open_tasks', role)?.n ?? 0,
      overdue: q.overdue.get(role, now)?.n ?? 0,
    }),
    posts: (channel, paging) => posts(channel, paging, q),
    piece(id) {
      const json = q.stream.get(`piece:${id}`)?.state;
      return json ? stored(json) : null;
    },
    pieces: (limit) => q.pieces.all(limit).map(({ state }) => stored(state)),
    head: () => q.newest.get()?.seq ?? 0,
    changedSince: (seq) => q.changed.all(seq).map(({ stream }) => stream),
    suppressionCount: () => q.count.get('suppression', 'all')?.n ?? 0,
    unmatched: (limit) => unmatchedIn(q, 'all', q.waiting.all(limit)),
    untasked: (limit) => unmatchedIn(q, 'untasked', q.waitingUntasked.all(limit)),
    namedIn: (text, except) => namedIn(text, except, q),
    isSaidElsewhere: (said, than, now) => isSaidElsewhere(said, than, { rows: q, stateOf, now }),
    near: (name, limit) => q.accountsByName.all(nameKey(name), limit),
  };
}

function policyReader(
  q: Rows,
  ruling: PolicyRuling,
): Pick<Reader, 'policies' | 'policyChanges' | 'policyInForce' | 'policyStanding'> {
  return {
    policies: () => q.policies.all(),
    policyChanges() {
      const json = q.stream.get('changes')?.state;
      return json ? stored(json) : emptyPolicyChanges;
    },
    policyInForce: () => {
      const { values, hash } = ruling.policy;
      return { version: values.version, hash, values };
    },
    policyStanding: () => policyStanding(q, ruling),
  };
}

function eventReader(
  q: Pick<Rows, 'timeline' | 'decisions' | 'decisionCount' | 'newestMove' | 'eventsAfter'>,
  keys: Pick<KeyStore, 'keyOf' | 'mark'>,
): Pick<Reader, 'timeline' | 'decisions' | 'decisionCount' | 'newestMove' | 'happenedAfter'> {
  return {
    happenedAfter: (seq, limit) => happenedAfter(seq, limit, q, keys),
    timeline: (account, paging) => entries(account, paging, { query: q.timeline, keys }),
    decisions: (account, paging) => entries(account, paging, { query: q.decisions, keys }),
    decisionCount: (account) => q.decisionCount.get(`account:${account}`)?.n ?? 0,
    newestMove(account) {
      const row = q.newestMove.get(`account:${account}`);
      return row ? entryOf(row, keys) : null;
    },
  };
}

function contactOf(ref: string, q: Rows, stateOf: StateOf): ReturnType<Reader['contact']> {
  const profile = ref.startsWith('https://') ? { profile: ref } : { id: ref };
  const found = findPerson(ref.includes('@') ? { email: ref } : profile, q);
  const account = found && accountRow(found.account, q);
  const row = found && account ? whoStays(found, stateOf(account), q) : found;
  return row ? { account: row.account, domain: row.domain, contact: row.id, person: personOf(row) } : null;
}

function unmatchedIn({ count }: Rows, which: string, first: readonly WaitingRow[]): Unmatched {
  return {
    count: count.get('unmatched', which)?.n ?? 0,
    first: first.map((row) => ({ ...row, words: storedWords(row) })),
  };
}
