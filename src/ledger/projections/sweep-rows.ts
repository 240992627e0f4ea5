import type { AccountState, Signal } from '../../rules/aggregates/account.ts';
import { type Intent, isOver } from '../../rules/aggregates/intent.ts';
import { looseLikes } from '../../rules/signals/likes.ts';
import { type Row, row } from './tables.ts';

/** The row by which a role's sweep finds a signal; a signal that is gone is looked for by nobody. */
export function signalRows(account: string, { id, type, contact, at, filed_at, gone }: Signal): readonly Row[] {
  return gone ? [] : [row('signals', id, account, type, contact, at, filed_at)];
}

/** More likes than any threshold asks for. */
const likesKept = 20;

/**
 * Row `n` of a contact says since which day likes of theirs on n different posts stand; so an index finds who is one
 * like short of any threshold, in any window.
 */
export function likeRows(state: AccountState): readonly Row[] {
  return looseLikes(state).flatMap(({ contact, days }) =>
    days.slice(0, likesKept).map((day, n) => row('likes', state.id, contact, n + 1, day)),
  );
}

/** Open intents; those confirmed or withdrawn have no row. */
export function intentRows(owner: string, intent: Intent): readonly Row[] {
  const { id, role, target, action, raised_at, claimed, settled } = intent;
  if (isOver(intent)) return [];
  // At one instant, the board's later stage must not be set first.
  const nth = Number(id.slice(id.lastIndexOf('_') + 1));
  const held = [claimed?.by ?? null, claimed?.at ?? null, settled ? 1 : 0] as const;
  return [row('intents', id, owner, role, target, action, gistOf(intent), raised_at, nth, ...held)];
}

/** An intent's effect in fixed words; the texts that it carries go to whoever takes it. */
function gistOf({ action, payload }: Intent): string {
  if (action === 'set_stage') return `${payload.stage ?? ''} ${payload.review ?? ''}`.trim();
  if (action === 'set_contact_stage') return payload.stage ?? '';
  if (action === 'stop_contact') return payload.mode ?? '';
  return action === 'post' ? (payload.channel ?? '') : '';
}

/** Obstacles of an account or of a mail to its people: criteria, a reply that asks to stop, a send without a report. */
export function heldBy({ held_by, withheld = [], permits = [] }: AccountState): readonly string[] {
  return [
    ...held_by,
    ...(withheld.length > 0 ? ['withheld'] : []),
    ...(permits.some((permit) => permit.state === 'unknown') ? ['send_unknown'] : []),
  ];
}
