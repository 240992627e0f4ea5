import type { Instant } from '../time/time.ts';
import { briefingsAhead } from './briefings.ts';
import type { Case } from './history.ts';
import { newMqls, sqlEntries, type Taking } from './ladder-figures.ts';
import { count, type Figure, type MetricHead, row } from './metric.ts';
import { isOpenLate } from './sla-figures.ts';

const named = (name: string): MetricHead => ({ name, clause: '4.3', ruling: 'W8', owner: 'cro', basis: 'ruling' });

const isOpenAt = ({ opened_at, closed }: Case, until: Instant) =>
  opened_at < until && (closed === null || closed.at >= until);

/** 4.3: late dossiers and reviews at the day's end, or now. */
export function lateReviews({ history, ...taking }: Pick<Taking, 'history' | 'until' | 'passed'>): readonly Case[] {
  return history.cases
    .filter(({ kind }) => kind === 'dossier' || kind === 'cro_review')
    .filter((each) => isOpenLate(each, taking))
    .sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
}

/** 4.3, 6.1: the day of the CRO. */
export function dailyFigures(taking: Taking): readonly Figure[] {
  const { history, until } = taking;
  const late = lateReviews(taking);
  const rowsOf = (cases: readonly Case[]) =>
    cases.map((each) => row({ account: each.account, seq: each.missed ?? each.seq, at: each.due_at }, ['numerator']));
  const requests = history.cases.filter((each) => each.kind === 'answer_briefing_request' && isOpenAt(each, until));
  const ahead = briefingsAhead(history.briefings, until);
  return [
    count(named('mqls_pending'), rowsOf(late.filter(({ kind }) => kind === 'dossier'))),
    count(named('sqls_pending'), rowsOf(late.filter(({ kind }) => kind === 'cro_review'))),
    newMqls(taking),
    sqlEntries(taking),
    count(
      named('briefing_requests_open'),
      requests.map((each) => row({ ...each, at: each.opened_at }, ['numerator'])),
    ),
    count(
      named('briefings_ahead'),
      ahead.map((each) => row(each, ['numerator'])),
    ),
  ];
}
