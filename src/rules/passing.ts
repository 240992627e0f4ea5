import type { AccountState } from './account.ts';
import type { AccountDraft, Context, DeskDraft } from './command.ts';
import type { DeskState } from './desk.ts';
import type { Instant } from './time.ts';

/** What time alone brought about: when it fell due, and when it was noticed (T6). */
export interface Applied {
  readonly kind: string;
  readonly account?: string;
  readonly due_at: Instant;
  readonly noticed_at: Instant;
}

/** When time next changes the desk: at the close of the day whose lines wait (S-5). */
export function deskDue(state: DeskState): Instant | null {
  return state.batch?.closes_at ?? null;
}

/** §4.2: one post a day for all that was classified, dated at the day's close. */
export function passDesk(draft: DeskDraft, { policy, calendar, now }: Context): readonly Applied[] {
  const batch = draft.before === null ? null : draft.state.batch;
  if (batch === null || batch.closes_at > now) return [];
  const { closes_at, lines } = batch;
  const text = `Classified ${calendar.dateOf(closes_at)}, ${lines.length} in all:\n${lines.map((line) => `- ${line}`).join('\n')}`;
  draft.emit({ type: 'batch_posted', channel: policy.channels.updates.value, text, lines: lines.length }, closes_at);
  return [{ kind: 'classifications_posted', due_at: closes_at, noticed_at: now }];
}

/** When time next changes an account by itself. */
export function accountDue(_state: AccountState): Instant | null {
  return null;
}

export function passAccount(_draft: AccountDraft, _context: Context): readonly Applied[] {
  return [];
}
