import { type DeskState, emptyDesk } from '../../rules/aggregates/desk.ts';
import { type WaitingState, waitingNotes } from '../../rules/aggregates/unmatched-person.ts';
import type { StreamKind } from '../../rules/command/draft.ts';
import type { ShownTasks } from '../../rules/notices/shown-tasks.ts';
import { codes } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { ActRow, HandRow } from '../engine/act-row.ts';
import type { IntentRow } from '../engine/intent-row.ts';
import type { OverrideRow } from '../engine/override-row.ts';
import type { Rows } from '../engine/rows.ts';
import { nameIn } from '../events/person-fingerprint.ts';
import { nameOf } from '../events/streams.ts';
import { lockOf, type Restored } from '../integrity/restored-backup.ts';
import type { SweepReader } from '../port/sweep-reader.ts';
import { stored } from '../port/unusable.ts';
import { waitingType } from '../projections/stream-rows.ts';
import type { StateOf } from './account-states.ts';
import { lastBefore } from './last-before.ts';
import { suppressions, taskOf } from './lists.ts';
import { storedWords } from './row-records.ts';
import { newestOf } from './stage-board.ts';

export function sweepReaderOf(q: Rows, stateOf: StateOf, restored: Restored | null): SweepReader {
  const desk = () => deskOf(q);
  return {
    intents: (role, limit) => q.intentsOfRole.all(role, limit).map(intentOf),
    intentCount: (role) => q.count.get('open_intents', role)?.n ?? 0,
    idle: ({ stage, before, limit }) => q.idleSince.all({ stage, before, limit }).map(stateOf),
    held: (by, limit) => q.held.all(by, limit).map(stateOf),
    touchesDue: (today, limit) => q.touchesDue.all(today, limit).map(stateOf),
    newestOf: (stage, limit) => newestOf(stage, { limit }, { q, stateOf }).accounts,
    clients: () =>
      q.clients
        .all()
        .map(({ domain, stage_since, adopted_at, filed }) => ({
          domain,
          // A list may date a client's stage before the ledger knew of it (A12).
          won_at: adopted_at !== null && adopted_at > stage_since ? adopted_at : stage_since,
          filed: filed === 1,
        }))
        .toSorted((one, other) => (one.domain < other.domain ? -1 : 1)),
    countOf: (stage, review) => q.count.get('standing', `${stage}/${review}`)?.n ?? 0,
    // A version is named {sequence}_{touch}_v{n}: a colon comes after every digit.
    isRunning: (sequence) =>
      (q.keyCount.get({ kind: 'bound', start: `${sequence}_0`, end: `${sequence}_:`, limit: 1 })?.n ?? 0) > 0,
    people: ({ stages, competitors, limit }) =>
      q.peopleInPipeline.get({
        stages: JSON.stringify(stages),
        competitors: JSON.stringify(competitors),
        limit,
      })?.n ?? 0,
    signals: ({ type, since, limit }) => q.signalsOfType.all(type, since, limit),
    nearLikes: ({ liked, since, limit }) => q.nearLikes.all({ liked, since, limit }),
    overrides: (since, limit) => q.overridesSince.all(since, limit).map(overrideOf),
    acts: (since, limit) => q.actsAfter.all(lastBefore(since, q)?.seq ?? 0, limit).map(actOf),
    hands: (limit) => handed.flatMap((stream) => q.handedOn.all(stream, limit).map(handOf)),
    disputes: (since, limit) => q.disputesSince.all(since, limit),
    refusals: (since) =>
      codes.map((code) => ({ code, count: q.refusalsSince.get(code, since)?.n ?? 0 })).filter(({ count }) => count > 0),
    suppressions: (paging) => suppressions(paging, q),
    erasures: (limit) => q.newestErased.all(limit),
    late: (kind, before, limit) => q.lateOfKind.all(kind, before, limit).map(taskOf),
    ...waitingOf(q),
    desk,
    sendingLock: () => lockOf(desk(), restored),
    shown: (role) => shownTo(role, q),
  };
}

export function deskOf({ stream }: Pick<Rows, 'stream'>): DeskState {
  const json = stream.get('desk')?.state;
  return json ? stored(json) : emptyDesk;
}

export function shownTo(role: Role, { shownTo: query }: Pick<Rows, 'shownTo'>): ShownTasks {
  const json = query.get(role)?.tasks;
  return json === undefined ? {} : stored(json);
}

function intentOf(row: IntentRow): ReturnType<SweepReader['intents']>[number] {
  const { id, target, action, gist, raised_at, claimed_by, claimed_at, is_unknown, domain, name } = row;
  return {
    id,
    target,
    action,
    gist,
    raised_at,
    claimed: claimed_by && claimed_at ? { by: claimed_by, at: claimed_at } : null,
    isUnknown: is_unknown === 1,
    account: domain === null ? null : { domain, name },
  };
}

function actOf({ stream, principal, role_key, ...act }: ActRow): ReturnType<SweepReader['acts']>[number] {
  return { ...act, account: nameOf(stream), principal, isProved: role_key !== null };
}

/** Streams of what is no account's and wants two hands. */
const handed = ['changes', 'lists', 'copy'] as const satisfies readonly StreamKind[];

function handOf({ role_key, ...hand }: HandRow): ReturnType<SweepReader['hands']>[number] {
  return { ...hand, isProved: role_key !== null };
}

function overrideOf(row: OverrideRow): ReturnType<SweepReader['overrides']>[number] {
  const { fell_at, fell_because, compensating, ...rest } = row;
  const fell = fell_at === null ? null : { at: fell_at, because: fell_because ?? '' };
  return { ...rest, compensating: stored(compensating), fell };
}

function waitingOf(q: Rows): Pick<SweepReader, 'waitingRequests' | 'waitingNotes' | 'waitingAddress'> {
  return {
    waitingRequests: (limit) => waitingRequests(limit, q),
    waitingNotes: (id) => waitingNotesOf(id, q),
    waitingAddress(id) {
      const { email, linkedin_url } = storedWords(q.waitingById.get(id));
      return email ?? linkedin_url;
    },
  };
}

function waitingRequests(limit: number, q: Rows): ReturnType<SweepReader['waitingRequests']> {
  return q.signalsOfType.all(waitingType('E4'), '', limit).map(({ id, contact, account: stream, at }) => {
    const person = storedWords(q.waitingById.get(contact));
    const isSuppressed = q.marksOfWait.all(stream).some(({ mark }) => q.isSuppressed.get(mark) !== undefined);
    return { id, at, person: nameIn(person) ?? contact, isSuppressed, words: storedWords(q.wordsOf.get(id)) };
  });
}

function waitingNotesOf(id: string, q: Rows): ReturnType<SweepReader['waitingNotes']> {
  const json = q.stream.get(id.replace(/^wtg_/, 'waiting:'))?.state;
  const state: WaitingState | null = json ? stored(json) : null;
  return (state ? waitingNotes(state) : []).map((note) => ({ ...note, words: storedWords(q.wordsOf.get(note.id)) }));
}
