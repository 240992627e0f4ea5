import { spentText } from '../rules/criteria/spent-signals.ts';
import type { explainView } from './account.ts';
import { whyLine } from './decisions.ts';
import { type AccountView, checkLine } from './shared.ts';
import type { sweepView } from './sweep/sweep.ts';

type Swept = Pick<ReturnType<typeof sweepView>, 'tasks' | 'alerts' | 'intents'> & {
  readonly watch: readonly { readonly kind: string; readonly summary?: string; readonly tool?: string }[];
};

/** The short text block beside each answer's data: what a person would want to read first. */
export function sweepText(role: string, { tasks, alerts, watch, intents }: Swept, applied: number): string {
  const overdue = tasks.filter((task) => task.overdue).length;
  const brought = `${count(applied, 'thing')} fell due and ${applied === 1 ? 'was' : 'were'} applied`;
  const head = `${role}: ${count(tasks.length, 'open task')}, ${overdue} overdue; ${count(alerts.length, 'alert')}; ${brought}.`;
  const by = (tool: string | undefined) => (tool ? ` (${tool})` : '');
  const due = (task: Swept['tasks'][number]) => `${task.overdue ? 'OVERDUE ' : ''}${task.due_at.slice(0, 16)}Z`;
  const seen = watch.flatMap(({ summary, tool }) => (summary ? [`- watch: ${summary}${by(tool)}`] : []));
  return [
    head,
    ...alerts.slice(0, 6).map(({ summary }) => `! ${summary}`),
    ...tasks.slice(0, 10).map((task) => `- ${due(task)} ${task.do}${by(task.tool)}`),
    ...seen.slice(0, 5),
    ...(intents.length > 0 ? [`- ${count(intents.length, 'intent')} to carry out (take_intent)`] : []),
  ].join('\n');
}

export function accountsText({
  accounts,
  next_cursor,
}: {
  readonly accounts: readonly AccountView[];
  readonly next_cursor?: string;
}): string {
  if (accounts.length === 0) return 'No account fits.';
  const lines = accounts.map(
    ({ name, domain, stage, review }) => `- ${name} (${domain}): ${stage}${review === 'NONE' ? '' : `, ${review}`}`,
  );
  return [...lines, ...(next_cursor ? ['More with the cursor.'] : [])].join('\n');
}

export function explainText({
  account,
  why,
  checks,
  contacts,
  next_step,
  spent = [],
}: ReturnType<typeof explainView>): string {
  const { name, domain, stage, review, owner, flags } = account;
  const flagged = flags.length > 0 ? ` Flags: ${flags.join(', ')}.` : '';
  const suppressed = contacts.filter((contact) => contact.suppressed).length;
  const quiet = suppressed > 0 ? ` ${count(suppressed, 'contact')} suppressed: no mail.` : '';
  const head = `${name} (${domain}) is ${stage}${review === 'NONE' ? '' : `, review ${review}`}, owned by ${owner}.${flagged}${quiet}`;
  return [
    head,
    ...(why ? [whyLine(why)] : []),
    ...checks.map(checkLine),
    ...spent.map(spentText),
    `Next: ${next_step}`,
  ].join('\n');
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
