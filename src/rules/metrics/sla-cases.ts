import type { AccountEvent } from '../aggregates/account-events.ts';
import { closingReason } from '../tasks/closing.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Case, Point } from './history.ts';

export interface Cases {
  take(event: AccountEvent, point: Point, by: Role): void;
  all(): readonly Case[];
}

/** Tasks as cases; one that came along with an absorbed account (A1), or that goes on in another, stays the same case. */
export function casesWalked(): Cases {
  const cases = new Map<string, Case>();
  const take = (event: AccountEvent, { account, seq, at }: Point, by: Role) => {
    if (event.type === 'task_opened') {
      const { id, kind, role, clause, due_at, carries } = event.task;
      const before = carries === undefined ? undefined : cases.get(carries);
      if (carries !== undefined && before) {
        cases.delete(carries);
        cases.set(id, { ...before, closed: null });
        return;
      }
      cases.set(id, { account, seq, kind, role, clause, opened_at: at, due_at, missed: null, closed: null });
      return;
    }
    const found = 'task' in event && typeof event.task === 'string' ? cases.get(event.task) : undefined;
    if (!found) return;
    if (event.type === 'task_hastened') found.due_at = event.due_at;
    if (event.type === 'task_missed') found.missed = seq;
    if (event.type !== 'task_closed') return;
    found.closed = { seq, at, done: closingReason({ ...found, ...event }, by) === 'done' };
  };
  return { take, all: () => [...cases.values()] };
}
