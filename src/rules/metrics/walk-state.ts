import type { AccountState } from '../aggregates/account.ts';
import type { AccountEventOf } from '../aggregates/account-events.ts';
import { scoresHigh } from '../criteria/buying-signals.ts';
import { gateChecks } from '../criteria/gates.ts';
import type { PolicyValues } from '../policy/policy.ts';
import type { Calendar, Instant } from '../time/time.ts';
import type { Arrival, BriefingStep, DossierDecision, Entry, Episode, HeldAlone, Point } from './history.ts';
import type { Mails } from './mails.ts';
import type { Cases } from './sla-cases.ts';
import type { Standings } from './standings.ts';

export interface Means {
  readonly policy: PolicyValues;
  readonly calendar: Calendar;
}

/** An account on the way through its events. */
export interface Walked {
  state: AccountState;
  readonly suppressed: Set<string>;
  /** The one that is open. */
  episode: Episode | null;
  /** The last entry into SQL. */
  entry: Entry | null;
  /** All that began here, and at accounts that were absorbed. */
  readonly episodes: Episode[];
  readonly entries: Entry[];
  /** P3: buying signals that its last confirmed dossier held. */
  held: readonly string[] | null;
}

export interface Walk extends Means {
  readonly accounts: Map<string, Walked>;
  readonly episodes: Episode[];
  readonly entries: Entry[];
  readonly decisions: Map<string, DossierDecision>;
  readonly arrivals: Arrival[];
  readonly held_alone: HeldAlone[];
  readonly briefings: BriefingStep[];
  readonly cases: Cases;
  readonly mails: Mails;
  readonly standings: Standings;
}

/** W2: the open episode of an absorbed account goes on here; of two, the one that began earlier. */
export function takenOver(
  walk: Walk,
  walked: Walked,
  { ids }: AccountEventOf<'account_taken'>,
  { at, account }: Point,
): void {
  for (const id of ids) {
    const other = walk.accounts.get(id);
    if (!other) continue;
    walked.episodes.push(...other.episodes);
    walked.entries.push(...other.entries);
    walked.held ??= other.held;
    const theirs = other.episode;
    if (!theirs) continue;
    other.episode = null;
    const { entry } = other;
    if (entry && entry.left === null && entry.briefing === null) entry.left = at;
    const ours = walked.episode;
    walked.episode = ours === null ? theirs : joined(ours, theirs, { at, account });
  }
}

function joined(one: Episode, other: Episode, { at, account }: { readonly at: Instant; readonly account: string }) {
  const isFirst = one.at < other.at || (one.at === other.at && one.seq < other.seq);
  const [earlier, later] = isFirst ? [one, other] : [other, one];
  later.merged = { at, into: account, episode: earlier };
  later.ended = at;
  earlier.entries.push(...later.entries);
  if (later.stood) earlier.stood = true;
  return earlier;
}

/** W1, W7: a retracted signal did not influence; an episode of which every signal is retracted rests on nothing. */
export function retracted({ episodes, entries }: Walked, signal: string, at: Instant): void {
  for (const each of entries.flatMap(({ marketing }) => marketing))
    if (each.signal === signal) each.retracted_at ??= at;
  for (const episode of episodes) {
    if (!episode.gone.has(signal)) episode.gone.set(signal, at);
    const { touches, gone } = episode;
    if (touches.length > 0 && touches.every((touch) => gone.has(touch.signal))) episode.retracted ??= at;
  }
}

/** A4, A7: a signal that was insufficient for a while and qualifies again stood all along. */
export function restored({ episodes, entries }: Walked, signal: string): void {
  for (const each of entries.flatMap(({ marketing }) => marketing))
    if (each.signal === signal) each.retracted_at = null;
  for (const episode of episodes) if (episode.gone.delete(signal)) episode.retracted = null;
}

/** W1, A3: a contact whose suppression is voided counted all along. */
export function voided({ entries }: Walked, contact: string, at: Instant): void {
  for (const each of entries.flatMap(({ marketing }) => marketing))
    if (each.muted && each.contact === contact) each.voided_at ??= at;
}

export function walkedFrom(state: AccountState): Walked {
  return { state, suppressed: new Set(), episode: null, entry: null, episodes: [], entries: [], held: null };
}

/** The entry and the dossier behind an arrival. */
export function lastOf({ entry, held }: Walked): Pick<Arrival, 'entry' | 'held'> {
  return { entry, held };
}

/** P3: signals that the dossier held as CONFIRMED or LIKELY; null where it is not the one on file. */
export function highIn({ dossier }: AccountState, id: string): readonly string[] | null {
  return dossier?.id === id ? dossier.scores.filter(scoresHigh).map(({ signal }) => signal) : null;
}

/** §3.6: one gate that failed, all else holding; an unknown one is no failure (G-2). */
export function heldAlone(
  { held_alone, policy }: Walk,
  { obstacles }: AccountEventOf<'classified'>,
  { state, point }: { readonly state: AccountState; readonly point: Point },
): void {
  const [gate, more] = obstacles;
  if (gate === undefined || more !== undefined || !policy.gates.some(({ id }) => id === gate)) return;
  const check = gateChecks(state, { policy }).find(({ rule }) => rule === gate);
  if (check?.verdict === 'fail') held_alone.push({ ...point, gate });
}
