import { spentText } from '../rules/criteria/spent-signals.ts';
import type { explainView } from './account.ts';
import { whyLine } from './decisions.ts';
import { type AccountView, checkLine } from './shared.ts';

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

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
