import type { AccountEvent } from '../aggregates/account-events.ts';
import type { Role } from '../vocabulary/roles.ts';
import type { Case, Point } from './history.ts';

/** Notes of tasks whose ground fell or that another act overtook (W8); events on record bear them. */
const overtaken: readonly RegExp[] = [
  /^a review is due first$/,
  /^a Briefing request made it SQL$/,
  /^nothing is left to classify$/,
  /^the (request|note that they came back with) was retracted$/,
  / is withdrawn$/,
  /^it is (a PROSPECT|MQL) again$/,
  /^it is [A-Z_]+$/,
  /^the proposal fell$/,
  /^the account was disqualified$/,
  /^the deal was (won|lost)$/,
  /^the step is closed$/,
  /^the suppression was voided$/,
  /^the person is erased$/,
  /^it goes on for con_/,
  /^the CRO reviews it first$/,
  / took the account over$/,
  /^nobody is left who asked and may be written to$/,
  /^the person is not to be written to any more$/,
  /^what was found false stands no more$/,
  /^it holds again, or no longer matters$/,
  /^it moved, or somebody engaged$/,
  /^they are one person now, or one of them stands here no more$/,
];

/** Only the act itself does these: a note beside their end says what overtook them. */
const byActAlone: readonly string[] = ['classify', 'dossier', 'cro_review'];

/** W8: whether a task that closed was done, not withdrawn. */
export function isDone(kind: string, note: string | undefined, isOwn: boolean): boolean {
  if (note === undefined) return true;
  // The classification that found the request closes its own task with that note; a Briefing's date overtakes it.
  if (kind === 'classify' && isOwn && note === 'a Briefing request made it SQL') return true;
  return !byActAlone.includes(kind) && !overtaken.some((pattern) => pattern.test(note));
}

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
    if (event.type === 'task_closed')
      found.closed = { seq, at, done: isDone(found.kind, event.note, by === found.role) };
  };
  return { take, all: () => [...cases.values()] };
}
