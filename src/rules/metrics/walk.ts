/** The history of accounts, and the figures of reports that are taken from it (§6.1, W1 to W8). */

import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent, AccountEventOf, Moved } from '../aggregates/account-events.ts';
import { evolveAccount } from '../aggregates/evolve-account.ts';
import { isAdoption } from '../ladder/arrows.ts';
import { briefingOf } from './briefings.ts';
import type { DossierDecision, Episode, History, HistoryEvent, Point } from './history.ts';
import { mailsWalked } from './mails.ts';
import { casesWalked } from './sla-cases.ts';
import { countSqlEntry, scheduled } from './sql-entries.ts';
import { standingsWalked } from './standings.ts';
import { touchesOf } from './touches.ts';
import {
  heldAlone,
  highIn,
  lastOf,
  type Means,
  restored,
  retracted,
  takenOver,
  voided,
  type Walk,
  type Walked,
  walkedFrom,
} from './walk-state.ts';

/** The events of whole streams, in the order of their numbers, told as what reports count. */
export function historyOf(events: readonly HistoryEvent[], means: Means): History {
  const walk: Walk = {
    ...means,
    accounts: new Map(),
    episodes: [],
    entries: [],
    decisions: new Map(),
    arrivals: [],
    held_alone: [],
    briefings: [],
    cases: casesWalked(),
    mails: mailsWalked(),
    standings: standingsWalked(means.policy),
  };
  for (const each of events) step(walk, each);
  const { episodes, entries, decisions, arrivals, held_alone, briefings, cases, mails } = walk;
  const told = { episodes, entries, decisions: [...decisions.values()], arrivals, held_alone, briefings };
  const { standings } = walk;
  const changed = { people: standings.people(), sequences: standings.sequences() };
  const stands = { people_now: standings.peopleNow(), running: standings.running(), permits: mails.permits() };
  return { ...told, ...changed, ...stands, cases: cases.all(), mails: mails.all() };
}

function step(walk: Walk, recorded: HistoryEvent): void {
  const { account: id, event, at, by, seq } = recorded;
  const known = walk.accounts.get(id);
  const state = evolveAccount(known?.state ?? null, event, { at, by });
  if (!known) {
    walk.accounts.set(id, walkedFrom(state));
    return;
  }
  const point = { account: state.domain, seq, at };
  const before = known.state;
  known.state = state;
  note(walk, known, { event, before, point });
  const on = briefingOf(state);
  if (on !== briefingOf(before)) walk.briefings.push({ ...point, on });
  walk.cases.take(event, point, by);
  walk.mails.take(event, point);
  walk.standings.take(event, id, known, point);
}

const absorbed = { arrow: 'absorbed', to: 'ARCHIVED' } as const;

interface Step<Event extends AccountEvent = AccountEvent> {
  readonly event: Event;
  readonly before: AccountState;
  readonly point: Point;
}

function note(walk: Walk, walked: Walked, { event, before, point }: Step): void {
  switch (event.type) {
    case 'contact_suppressed':
      walked.suppressed.add(event.contact);
      break;
    case 'suppression_voided':
      walked.suppressed.delete(event.contact);
      voided(walked, event.contact, point.at);
      break;
    case 'classified':
      classified(walk, walked, { event, before, point });
      break;
    case 'sql_decided':
      decided(walk, { ...point, dossier: event.dossier, confirmed: event.decision !== 'dispute' });
      walked.held = event.decision === 'dispute' ? walked.held : highIn(before, event.dossier);
      break;
    case 'dossier_scored':
      if (event.dossier.outcome === 'falls_short')
        decided(walk, { ...point, dossier: event.dossier.id, confirmed: false });
      break;
    case 'deal_advanced':
      if (event.event === 'briefing_scheduled' && walked.entry) scheduled(walked.entry, before, point);
      break;
    case 'moved':
      moved(walk, walked, { event, before, point });
      break;
    case 'account_absorbed':
      walk.arrivals.push({ ...point, ...lastOf(walked), ...absorbed, from: before.stage });
      break;
    case 'account_taken':
      takenOver(walk, walked, event, point);
      break;
    case 'signal_gone':
      if (event.why !== 'replaced') retracted(walked, event.signal, point.at);
      break;
    case 'signal_reweighed':
      if (event.qualifies) restored(walked, event.signal);
      else retracted(walked, event.signal, point.at);
      break;
    default:
  }
}

function decided({ decisions }: Walk, decision: DossierDecision): void {
  if (!decisions.has(`${decision.account} ${decision.dossier}`))
    decisions.set(`${decision.account} ${decision.dossier}`, decision);
}

type Begins = Episode['began_with'];

function beginningOf(outcome: string): Begins | null {
  return outcome === 'mql' || outcome === 'fast_track' || outcome === 'auto_sql' ? outcome : null;
}

/** W2: a classification that finds the criteria met where no episode is open begins one. */
function classified(walk: Walk, walked: Walked, { event, before, point }: Step<AccountEventOf<'classified'>>): void {
  heldAlone(walk, event, { state: before, point });
  const began_with = beginningOf(event.outcome);
  if (began_with === null || walked.episode) return;
  const standing = { state: before, suppressed: walked.suppressed };
  const touches = touchesOf(standing, { policy: walk.policy, today: walk.calendar.dateOf(point.at) });
  begin(walk, walked, {
    ...point,
    began_with,
    overridden: before.override !== null,
    first_touch: event.first_touch ?? before.first_touch,
    touches,
  });
}

function begin(
  walk: Walk,
  walked: Walked,
  episode: Omit<Episode, 'gone' | 'stood' | 'entries' | 'ended' | 'merged' | 'retracted'>,
): Episode {
  const begun: Episode = {
    ...episode,
    gone: new Map(),
    stood: false,
    entries: [],
    ended: null,
    merged: null,
    retracted: null,
  };
  walk.episodes.push(begun);
  walked.episodes.push(begun);
  walked.episode = begun;
  return begun;
}

const open: readonly string[] = ['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON', 'RECYCLED'];

function moved(walk: Walk, walked: Walked, { event, before, point }: Step<Moved>): void {
  const adopted = isAdoption(event.arrow);
  if (adopted && open.includes(event.to) && !walked.episode)
    begin(walk, walked, { ...point, began_with: 'adopted', overridden: false, first_touch: null, touches: [] });
  const { entry } = walked;
  if (entry && entry.left === null && entry.briefing === null && event.from === 'SQL' && event.to !== 'SQL')
    entry.left = point.at;
  if (event.to === 'SQL' && event.from !== 'SQL') countSqlEntry(walk, walked, { event, before, point });
  const { episode } = walked;
  if (episode && (event.to === 'MQL' || event.from === 'MQL')) episode.stood = true;
  walk.arrivals.push({ ...point, ...lastOf(walked), arrow: event.arrow, from: event.from, to: event.to });
  if (event.arrow === 'lost') walked.held = null;
  const ends =
    (event.to === 'PROSPECT' && event.review === 'NONE') || event.to === 'DISQUALIFIED' || event.to === 'ARCHIVED';
  if (ends) walked.held = null;
  if (!ends || !episode) return;
  episode.ended = point.at;
  walked.episode = null;
}
