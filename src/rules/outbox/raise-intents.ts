/** Intents to act on the outside world: raised, taken, confirmed (§4.4). */

import type { AccountState } from '../aggregates/account.ts';
import type { AccountEvent, AccountEventOf } from '../aggregates/account-events.ts';
import { deskId, mint } from '../aggregates/ids.ts';
import { type Intent, isOver, type WantedIntent } from '../aggregates/intent.ts';
import type { Context } from '../command/context.ts';
import type { Pending } from '../command/draft.ts';
import type { AccountDraft, DeskDraft, StreamsBeside } from '../command/world.ts';
import type { Standing } from '../criteria/engagement.ts';
import { isAdoption } from '../ladder/arrows.ts';
import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Review, Stage } from '../vocabulary/stages.ts';
import { wantedInApollo, withdrawFromApollo } from './apollo-intents.ts';
import { classificationText, decisionText, dossierText, overrideText } from './comment-texts.ts';
import { isClaimed, newestStage, replaceStage } from './intent-owner.ts';
import { createsItem } from './outside-call.ts';

/** §4.4, L5: intents of each event: a comment on the board's item, its stage, a post. */
export function raiseIntents(
  draft: AccountDraft,
  suppressed: ReadonlySet<string>,
  beside: Pick<StreamsBeside, 'apolloIdOf'>,
  context: Context,
): void {
  const pending = [...draft.pending];
  const lastMove = pending.findLast(({ event }) => event.type === 'moved');
  for (const [n, each] of pending.entries()) {
    const { event, at } = each;
    // The board needs only the last of several moves in one unit, and none of those that it told of itself.
    if (event.type === 'moved' && (each !== lastMove || isKnownThere(event, draft))) continue;
    const about = event.type === 'posted' ? toldIn(pending.slice(0, n)) : null;
    for (const wanted of wantedFor(event, { state: draft.state, suppressed }, at, context)) {
      const open = openComment(draft, wanted, event, context);
      if (open) draft.emit({ type: 'intent_joined', intent: open.id, text: wanted.payload.text ?? '' }, at);
      else raise(draft, about ? { about, ...wanted } : wanted, at);
    }
  }
  raiseItem(draft, pending.length, context);
  for (const { wanted, at } of wantedInApollo(draft.state, pending, { suppressed, beside, context }))
    raise(draft, wanted, at);
  withdrawIntents(draft, pending, context);
  withdrawFromApollo(draft, context);
}

function raise(draft: AccountDraft, wanted: WantedIntent, at: Instant): void {
  draft.emit({ type: 'intent_raised', intent: { id: mint(draft, 'int'), ...wanted } }, at);
}

/** Moves that need no intent: the board told them, or only the review changed, which it doesn't show, after the stage was set there. */
function isKnownThere({ arrow, from, to }: AccountEventOf<'moved'>, { state }: AccountDraft): boolean {
  return isAdoption(arrow) || (from === to && newestStage(state.intents)?.settled?.result === 'done');
}

/**
 * A13: the comment that nobody has taken yet, which says this too. It is of the same role, or tells the dossier that is
 * decided on: §4.4 wants the evidence and the CRO's word beside one another.
 */
function openComment(
  { state }: AccountDraft,
  { role, action, payload }: WantedIntent,
  event: AccountEvent,
  { policy }: Context,
): Intent | undefined {
  if (action !== 'comment') return undefined;
  return state.intents.findLast((intent) => {
    const text = intent.payload.text ?? '';
    return (
      intent.action === 'comment' &&
      !intent.claimed &&
      !intent.settled &&
      (intent.role === role || (event.type === 'sql_decided' && text.includes(event.dossier))) &&
      text.length + (payload.text ?? '').length < policy.boards.comment_characters.value
    );
  });
}

/** A13: a comment wants an item; where the account has none, and nothing makes it yet, its stage does. */
function raiseItem(draft: AccountDraft, from: number, context: Context): void {
  const raised = draft.pending.slice(from);
  const isComment = raised.some(({ event }) => event.type === 'intent_raised' && event.intent.action === 'comment');
  const { intents, stage, review } = draft.state;
  if (!isComment || intents.some((intent) => intent.action === 'set_stage' && !isOver(intent))) return;
  const wanted = stageIntent(draft.state, stage, review);
  if (createsItem(wanted, draft.state, context)) raise(draft, wanted, context.now);
}

/** The signal whose note a post tells: recorded since the post before it. */
function toldIn(before: readonly Pending<AccountEvent>[]): string | null {
  const since = before.slice(before.findLastIndex(({ event }) => event.type === 'posted') + 1);
  return since.flatMap(({ event }) => (event.type === 'signal_recorded' ? [event.signal.id] : []))[0] ?? null;
}

/** Withdraws intents that a newer stage contradicts or whose note was retracted; a taken intent stays. */
function withdrawIntents(draft: AccountDraft, pending: readonly Pending<AccountEvent>[], context: Context): void {
  const retracted = pending.flatMap(({ event }) =>
    event.type === 'signal_gone' && event.why === 'retracted' ? [event.signal] : [],
  );
  const newest = newestStage(draft.state.intents);
  if (retracted.length === 0 && !newest) return;
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

function wantedFor(event: AccountEvent, standing: Standing, at: Instant, context: Context): readonly WantedIntent[] {
  const item = standing.state.domain;
  const comment = (text: string, role: Role = 'sales.ops'): WantedIntent => ({
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
      return [stageIntent(standing.state, event.to, event.review)];
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

function stageIntent({ domain }: AccountState, stage: Stage, review: Review): WantedIntent {
  return { role: 'sales.ops', target: 'monday', action: 'set_stage', payload: { item: domain, stage, review } };
}
