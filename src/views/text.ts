import type { explainView } from './account.ts';
import type { sweepView } from './desk.ts';
import { type AccountView, checkLine } from './written.ts';

/** The short text block beside each answer's data: what a person would want to read first. */
export function sweepText(role: string, { tasks, alerts, applied }: Pick<ReturnType<typeof sweepView>, 'tasks' | 'alerts'> & { readonly applied: readonly unknown[] }): string {
  const head = `${role}: ${count(tasks.length, 'open task')}, ${tasks.filter((task) => task.overdue).length} overdue; ${count(alerts.length, 'alert')}; ${count(applied.length, 'thing')} fell due and ${applied.length === 1 ? 'was' : 'were'} applied.`;
  const lines = tasks.slice(0, 10).map((task) => `- ${task.overdue ? 'OVERDUE ' : ''}${task.due_at.slice(0, 16)}Z ${task.do}${task.tool ? ` (${task.tool})` : ''}`);
  return [head, ...lines].join('\n');
}

export function accountsText({ accounts, next_cursor }: { readonly accounts: readonly AccountView[]; readonly next_cursor?: string }): string {
  if (accounts.length === 0) return 'No account fits.';
  const lines = accounts.map(({ name, domain, stage, review }) => `- ${name} (${domain}): ${stage}${review === 'NONE' ? '' : `, ${review}`}`);
  return [...lines, ...(next_cursor ? ['More with the cursor.'] : [])].join('\n');
}

export function explainText({ account, checks, next_step }: ReturnType<typeof explainView>): string {
  const head = `${account.name} (${account.domain}) is ${account.stage}${account.review === 'NONE' ? '' : `, review ${account.review}`}, owned by ${account.owner}.`;
  return [head, ...checks.map(checkLine), `Next: ${next_step}`].join('\n');
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
