import type { PersonListed } from '../ledger/port/records.ts';
import { spentText } from '../rules/criteria/spent-signals.ts';
import type { explainView } from './account.ts';
import { whyLine } from './decisions.ts';
import { type AccountView, checkLine } from './shared.ts';

export function accountsText({
  accounts,
  near,
  people = [],
  next_cursor,
}: {
  readonly accounts: readonly AccountView[];
  readonly near?: boolean;
  readonly people?: readonly PersonListed[];
  readonly next_cursor?: string;
}): string {
  const lines = accounts.map(
    ({ name, domain, stage, review }) => `- ${name} (${domain}): ${stage}${review === 'NONE' ? '' : `, ${review}`}`,
  );
  const called = people.map(
    ({ contact, account, name, suppressed }) =>
      `- ${name} (${contact}) at ${account}${suppressed ? ': suppressed, no mail' : ''}`,
  );
  return [
    ...(accounts.length === 0 ? ['No account fits.'] : []),
    ...(near ? ['No account is spelled so; nearly:'] : []),
    ...lines,
    ...(called.length > 0 ? ['People:', ...called] : []),
    ...(next_cursor ? [`More: cursor ${next_cursor}`] : []),
  ].join('\n');
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
