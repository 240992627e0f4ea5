import type { AccountEvent } from '../../rules/aggregates/account-events.ts';
import type { Case, HistoryEvent } from '../../rules/metrics/history.ts';
import { casesWalked } from '../../rules/metrics/sla-cases.ts';
import type { Rows } from '../engine/rows.ts';
import type { EventRow } from '../events/hash-chain.ts';
import { nameOf } from '../events/streams.ts';
import type { HistoryQuery } from '../port/history.ts';
import { lastBefore } from './last-before.ts';
import { withStopped } from './stopped-before.ts';

/** More than any stream or table holds. */
const all = Number.MAX_SAFE_INTEGER;

/** Whole streams of the accounts that a report counts, in the order of numbers; absorbed ones with those that took them. */
export function historyEvents({ since, stages, kinds, running }: HistoryQuery, q: Rows): readonly HistoryEvent[] {
  const asked = new Set<string>([
    ...q.figured.all(since).map(({ stream }) => stream),
    ...stages.flatMap((stage) => q.accountsAt.all(stage).map(({ id }) => `account:${id}`)),
    ...(running ? standingIn({ since, running }, q) : []),
    ...kinds.flatMap((kind) => q.openOfKind.all(kind).map(({ account }) => `account:${account}`)),
  ]);
  const found: HistoryEvent[] = [];
  // Ids that a stream names are read in their turn: the set grows while it is walked.
  for (const stream of asked) {
    if (!stream.startsWith('account:')) continue;
    const told = q.eventsOf.all(stream, 0, 0, all).map(recordedOf);
    for (const each of withStopped(told, q.stopsOf.all(nameOf(stream)))) found.push(each);
    for (const { event } of told) for (const id of alsoOf(event)) asked.add(`account:${id}`);
  }
  return found.sort((a, b) => a.seq - b.seq);
}

/** Streams by what was recorded since, not by its own time: what fell due earlier is among it, and does no harm. */
function standingIn({ since, running }: Required<Pick<HistoryQuery, 'since' | 'running'>>, q: Rows): readonly string[] {
  const after = lastBefore(since, q)?.seq ?? 0;
  return [
    ...q.standingSince.all(after).map(({ stream }) => stream),
    // A version is named {sequence}_{touch}_v{n}: a colon comes after every digit.
    ...running
      .flatMap((sequence) => q.accountsBound.all(`${sequence}_0`, `${sequence}_:`))
      .map(({ account }) => `account:${account}`),
  ];
}

/** Tasks of the desk, recurring ones among them. */
export function deskCases(q: Pick<Rows, 'eventsOf'>): readonly Case[] {
  const cases = casesWalked();
  for (const row of q.eventsOf.all('desk', 0, 0, all)) {
    if (!row.type.startsWith('task_')) continue;
    const { event, seq, at, by } = recordedOf(row);
    cases.take(event, { account: 'desk', seq, at }, by);
  }
  return cases.all();
}

function recordedOf(row: EventRow): HistoryEvent {
  const event: AccountEvent = { ...JSON.parse(row.body), type: row.type };
  return { seq: row.seq, account: nameOf(row.stream), at: row.at, by: row.role, event };
}

function alsoOf(event: AccountEvent): readonly string[] {
  if (event.type === 'account_absorbed') return [event.into];
  return event.type === 'account_taken' ? event.ids : [];
}
