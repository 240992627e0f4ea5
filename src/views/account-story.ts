import type { AccountRecord } from '../ledger/port/records.ts';
import { type AccountState, titled } from '../rules/aggregates/account.ts';
import type { Moment } from '../rules/command/context.ts';
import { type Calendar, days, daysBetween } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { engagedOf, idleOf } from './board.ts';
import { type Why, whoText } from './decisions.ts';
import { reasonInWords, spokenDate, spokenTime } from './spoken.ts';

/** Names in a sentence: `a, b and c`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const reviews: Readonly<Record<string, string>> = {
  DOSSIER_DUE: ', with a dossier due',
  PENDING_CRO: ', with a dossier before the CRO',
};

/** The words may be somebody's own, and stand in quotation marks that nothing closes. */
function lastStep({ at, by, principal, clause, because }: Why, calendar: Calendar): string {
  const words = reasonInWords(because.quoted).replaceAll('"', "'");
  return `Its last step, by §${clause}: "${words}" (${whoText(by, principal)} on ${spokenTime(at, calendar)}).`;
}

function whereItStands({ state }: AccountRecord, why: Why | undefined, { calendar, policy, today }: Moment): string {
  const { stage, review, stage_since, priority } = state;
  const since = calendar.dateOf(stage_since);
  const age = daysBetween(since, today);
  const stood = age === 0 ? 'today' : `${spokenDate(since)}, ${days(age)} ago`;
  const high = priority === 'high' ? ', of high priority' : '';
  const ground = why ? ` ${lastStep(why, calendar)}` : '';
  return `${titled(state)} is ${stage} since ${stood}${reviews[review] ?? ''}${high}; ${policy.stage_owner.value[stage]} owns it.${ground}`;
}

function whoEngaged(record: AccountRecord, context: Moment): string {
  const { first_touch } = record.state;
  const { calendar, policy } = context;
  const first = first_touch
    ? `First touch was ${first_touch.type} on ${spokenDate(calendar.dateOf(first_touch.at))}. `
    : '';
  const people = engagedOf(record, context);
  const shown = people
    .slice(0, 4)
    .map(({ name, types, last }) => `${name} (${types.join(', ')}, last ${spokenDate(last)})`);
  const rest = people.length > shown.length ? [...shown, `${people.length - shown.length} more`] : shown;
  const window = policy.engagement.window_days.value;
  return people.length === 0
    ? `${first}Nobody's engagement counts within the last ${window} days.`
    : `${first}${listed(rest)} engaged within the last ${window} days.`;
}

function whatHolds(checks: readonly Check[]): string {
  const gates = checks.filter(({ rule }) => /^G\d/.test(rule));
  const of = (verdict: Check['verdict']) => gates.filter((each) => each.verdict === verdict).map(({ rule }) => rule);
  const [failed, unknown] = [of('fail'), of('unknown')];
  if (failed.length + unknown.length === 0) return `All ${gates.length} gates hold.`;
  const parts = [
    ...(failed.length > 0 ? [`${listed(failed)} ${failed.length === 1 ? 'fails' : 'fail'}`] : []),
    ...(unknown.length > 0 ? [`${listed(unknown)} ${unknown.length === 1 ? 'is' : 'are'} not known yet`] : []),
  ];
  return `Of ${gates.length} gates ${parts.join(', ')}.`;
}

function dossierSentence({ dossier }: AccountState, { calendar, policy }: Moment): string {
  if (!dossier) return '';
  const { decided, count, scored_at, scores } = dossier;
  const word = decided
    ? `the CRO's word of ${spokenTime(decided.at, calendar)}: ${decided.decision}`
    : `${policy.buying.needed.value} are needed`;
  return `The dossier of ${spokenTime(scored_at, calendar)} counts ${count} of ${scores.length}; ${word}.`;
}

/** L8: the milestones beyond SQL, with their days. */
export function dealDates(
  { deal, cooldown_until }: AccountState,
  { calendar }: Moment,
): readonly (readonly [string, string])[] {
  const dates: readonly (readonly [string, string | null])[] = [
    ['Briefing agreed for', deal.briefing_for && spokenTime(deal.briefing_for, calendar)],
    ['Briefing held', deal.held_at && spokenTime(deal.held_at, calendar)],
    ['Assessment proposed', deal.proposed_at && spokenTime(deal.proposed_at, calendar)],
    ['Cool-down until', cooldown_until && spokenDate(cooldown_until)],
  ];
  return dates.flatMap(([what, when]) => (when === null ? [] : [[what, when] as const]));
}

/** An account's story in one paragraph, times as people say them. */
export function accountStory(
  record: AccountRecord,
  { why, checks }: { readonly why?: Why; readonly checks: readonly Check[] },
  context: Moment,
): string {
  const { state } = record;
  const idle = idleOf(record, context);
  const reached = dealDates(state, context).map(([what, when]) => `${what} ${when}.`);
  const quiet = state.contacts.filter(({ id }) => record.suppressed.has(id)).length;
  const sentences = [
    whereItStands(record, why, context),
    whoEngaged(record, context),
    whatHolds(checks),
    dossierSentence(state, context),
    ...reached,
    idle ? `It has been idle for ${idle.days} of ${days(idle.limit)}.` : '',
    quiet > 0 ? `${quiet} of its people ${quiet === 1 ? 'is' : 'are'} suppressed: no mail.` : '',
  ];
  return sentences.filter((each) => each !== '').join(' ');
}
