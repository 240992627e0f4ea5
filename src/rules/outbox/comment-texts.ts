/** Texts of the comments on the board's item (§4.4). */

import type { AccountState, Finding } from '../aggregates/account.ts';
import type { AccountEventOf } from '../aggregates/account-events.ts';
import type { Context } from '../command/context.ts';
import { liveSignals, type Standing } from '../criteria/engagement.ts';
import type { Instant } from '../time/time.ts';

/** §4.4: the comment of a classification: its role, signals, first touch and date, and the facts that the gates rest on. */
export function classificationText(
  { outcome, trigger, first_touch, evidence }: AccountEventOf<'classified'>,
  standing: Standing,
  at: Instant,
  context: Context,
): string {
  const { role, calendar } = context;
  const touch = first_touch
    ? `${first_touch.type} of ${calendar.dateOf(first_touch.at)}, ${inQuotes(first_touch.source)}`
    : 'none';
  const live = liveSignals(standing, context).map(({ id }) => id);
  const ids = [...new Set([...(trigger ? [trigger] : []), ...live])];
  const signals = ids.map((id) => told(id, standing.state)).join(', ') || 'none';
  const facts = evidence.filter((id) => standing.state.facts.some((fact) => fact.id === id));
  const rest = facts.map((id) => told(id, standing.state)).join(', ') || 'none';
  return `Classified ${outcome} by ${role} on ${calendar.dateOf(at)}. Signals: ${signals}. First touch: ${touch}. Facts: ${rest}`;
}

/** A signal or a fact as somebody reads it who has only the board. */
function told(id: string, { signals, facts }: AccountState): string {
  const signal = signals.find((each) => each.id === id);
  if (signal) return `${signal.type} of ${signal.on} (${id})`;
  const fact = facts.find((each) => each.id === id);
  return fact ? `${fact.fact} ${fact.value} as of ${fact.as_of} (${id})` : id;
}

export function dossierText(
  { dossier }: AccountEventOf<'dossier_scored'>,
  at: Instant,
  { role, calendar }: Context,
): string {
  const evidence = ({ route, value, date, source, reference }: Finding) =>
    `${route}${value === undefined ? '' : ` ${value}`} of ${date}, ${source}, ${reference}`;
  const scores = dossier.scores.map(
    ({ signal, score, findings }) => `${signal} ${score} (${findings.map(evidence).join('; ') || 'no finding'})`,
  );
  return `Dossier ${dossier.id} by ${role} on ${calendar.dateOf(at)}, ${dossier.count} of ${dossier.scores.length} count:\n${scores.map((line) => `- ${line}`).join('\n')}`;
}

export function decisionText(
  { decision, dossier, reason_code, reason }: AccountEventOf<'sql_decided'>,
  at: Instant,
  { calendar }: Context,
): string {
  const why = [reason_code, reason && inQuotes(reason)].filter((each) => each !== undefined).join(': ');
  return `CRO: ${decision} on ${calendar.dateOf(at)}, dossier ${dossier}${why ? `. ${why}` : ''}`;
}

export function overrideText(
  { override: { gate, fact, justification, compensating } }: AccountEventOf<'gate_overridden'>,
  state: AccountState,
  at: Instant,
  { calendar }: Context,
): string {
  const present = compensating.map((id) => told(id, state)).join(', ');
  return `CRO: override of ${gate} (${told(fact, state)}) on ${calendar.dateOf(at)}. Why: ${inQuotes(justification)}. Compensating: ${present}`;
}

/** Somebody's own words inside a text of ours, in marks that nothing in them can close. */
function inQuotes(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}
