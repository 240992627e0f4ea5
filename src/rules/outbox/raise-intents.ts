/** Intents to act on the outside world: raised, taken, confirmed (§4.4). */

import type { AccountState, Finding } from '../aggregates/account.ts';
import type { AccountEvent } from '../aggregates/account-events.ts';
import { deskId, mint } from '../aggregates/ids.ts';
import { type Intent, isOver } from '../aggregates/intent.ts';
import type { Context } from '../command/context.ts';
import type { Pending } from '../command/draft.ts';
import type { AccountDraft, DeskDraft } from '../command/world.ts';
import { liveSignals, type Standing } from '../criteria/engagement.ts';
import { isAdoption } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import { isClaimed, newestStage, replaceStage } from './intent-owner.ts';

type Wanted = Pick<Intent, 'role' | 'target' | 'action' | 'payload' | 'about'>;

/** §4.4, L5: what each event asks to be done outside: a comment on the board's item, its stage, a post. */
export function raiseIntents(draft: AccountDraft, suppressed: ReadonlySet<string>, context: Context): void {
  const pending = [...draft.pending];
  const lastMove = pending.findLast(({ event }) => event.type === 'moved');
  for (const [n, each] of pending.entries()) {
    const { event, at } = each;
    // Of several moves in one unit the board needs the last alone, and none of those that it told of itself.
    if (event.type === 'moved' && (each !== lastMove || isAdoption(event.arrow))) continue;
    const about = event.type === 'posted' ? toldIn(pending.slice(0, n)) : null;
    for (const wanted of wantedFor(event, { state: draft.state, suppressed }, at, context)) {
      const intent = { id: mint(draft, 'int'), ...wanted, ...(about ? { about } : {}) };
      draft.emit({ type: 'intent_raised', intent }, at);
    }
  }
  withdrawIntents(draft, pending, context);
}

/** The signal whose note a post tells: recorded since the post before it. */
function toldIn(before: readonly Pending<AccountEvent>[]): string | null {
  const since = before.slice(before.findLastIndex(({ event }) => event.type === 'posted') + 1);
  return since.flatMap(({ event }) => (event.type === 'signal_recorded' ? [event.signal.id] : []))[0] ?? null;
}

/** What is contradicted by a newer stage, or rests on a note that was retracted; what somebody has taken stays theirs. */
function withdrawIntents(draft: AccountDraft, pending: readonly Pending<AccountEvent>[], context: Context): void {
  const retracted = pending.flatMap(({ event }) =>
    event.type === 'signal_gone' && event.why === 'retracted' ? [event.signal] : [],
  );
  const newest = newestStage(draft.state.intents);
  for (const intent of draft.state.intents) {
    if (isOver(intent) || intent.settled || isClaimed(intent, context)) continue;
    const { id, about } = intent;
    if (about !== undefined && retracted.includes(about))
      draft.emit({ type: 'intent_withdrawn', intent: id, because: `the note it tells (${about}) was retracted` });
    if (intent.action === 'set_stage' && newest && newest.id !== id) replaceStage(draft, id, newest.id);
  }
}

export function raisePost(draft: DeskDraft, channel: string, text: string, at: Instant): void {
  draft.emit(
    {
      type: 'intent_raised',
      intent: {
        id: deskId(draft, 'int'),
        role: 'sales.ops',
        target: 'slack',
        action: 'post',
        payload: { channel, text },
      },
    },
    at,
  );
}

function wantedFor(event: AccountEvent, standing: Standing, at: Instant, context: Context): readonly Wanted[] {
  const item = standing.state.domain;
  const comment = (text: string, role: Role = 'sales.ops'): Wanted => ({
    role,
    target: 'monday',
    action: 'comment',
    payload: { item, text },
  });
  switch (event.type) {
    case 'posted':
      return [
        { role: 'sales.ops', target: 'slack', action: 'post', payload: { channel: event.channel, text: event.text } },
      ];
    case 'moved':
      return [
        {
          role: 'sales.ops',
          target: 'monday',
          action: 'set_stage',
          payload: { item, stage: event.to, review: event.review },
        },
      ];
    case 'classified':
      return event.first_touch ? [comment(classificationText(event, standing, at, context))] : [];
    case 'dossier_scored':
      return [comment(dossierText(event, at, context))];
    case 'sql_decided':
      return [comment(decisionText(event, at, context), 'cro')];
    case 'gate_overridden':
      return [comment(overrideText(event, standing.state, at, context), 'cro')];
    default:
      return [];
  }
}

/** §4.4: who verified it, on which signals, the first touch, the date; and the facts that the gates rest on. */
function classificationText(
  { outcome, trigger, first_touch, evidence }: Extract<AccountEvent, { type: 'classified' }>,
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

function dossierText(
  { dossier }: Extract<AccountEvent, { type: 'dossier_scored' }>,
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

function decisionText(
  { decision, dossier, reason_code, reason }: Extract<AccountEvent, { type: 'sql_decided' }>,
  at: Instant,
  { calendar }: Context,
): string {
  const why = [reason_code, reason && inQuotes(reason)].filter((each) => each !== undefined).join(': ');
  return `CRO: ${decision} on ${calendar.dateOf(at)}, dossier ${dossier}${why ? `. ${why}` : ''}`;
}

function overrideText(
  { override: { gate, fact, justification, compensating } }: Extract<AccountEvent, { type: 'gate_overridden' }>,
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
