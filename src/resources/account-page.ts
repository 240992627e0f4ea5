import type { AccountPage } from '../views/account-pages.ts';
import { whyLine } from '../views/decisions.ts';
import { checkLine } from '../views/shared.ts';
import { cell, page, quote, table } from './markdown.ts';

function section(title: string, heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return `## ${title}\n\n${table(heads, rows)}`;
}

function headOf({ account }: AccountPage): string {
  const { stage, review, owner, stage_since, priority, flags } = account;
  const high = priority === 'high' ? ' **High priority.**' : '';
  const flagged = flags.length > 0 ? ` Flags: ${flags.join(', ')}.` : '';
  return `**${stage}**, review ${review}, owned by ${owner} since ${stage_since}.${high}${flagged}`;
}

function missingOf({ missing }: AccountPage): string {
  if (missing.length === 0) return '';
  const rows = missing.map((each) => [each.rule, each.what, each.who, each.tool]);
  return section('Missing', ['Rule', 'What', 'Who', 'Tool'], rows);
}

function signalsOf({ signals }: AccountPage): string {
  const rows = signals.map((each) => [
    each.type,
    each.observed_at,
    `${each.age_days} d`,
    each.live ? 'yes' : 'no',
    each.qualifies ? 'yes' : 'no',
    each.because,
  ]);
  const spoken = signals.flatMap(({ id, type, words }) => {
    const quotes = Object.values(words ?? {}).map((word) => quote(word.quoted));
    return quotes.length > 0 ? [`${type} ${id}, in their words:\n\n${quotes.join('\n>\n')}`] : [];
  });
  return [section('Signals', ['Type', 'Observed', 'Age', 'Live', 'Qualifies', 'Because'], rows), ...spoken].join(
    '\n\n',
  );
}

/** An account on one page: where it stands, why, what is missing, and all that this rests on. */
export function accountPage(data: AccountPage): string {
  const { account, checks, facts, contacts, tasks, policy } = data;
  const due = tasks.map((task) => [task.due_at, task.role, task.do, task.tool]);
  const known = facts.map((fact) => [fact.fact, fact.value, fact.as_of, fact.source]);
  const said = (yes: boolean) => (yes ? 'yes' : 'no');
  const people = contacts.map((each) => [
    each.name,
    each.email,
    each.linkedin_url,
    said(each.counts),
    each.suppressed ? 'yes, no mail' : 'no',
  ]);
  return page(
    `${cell(account.name)} (${account.domain})`,
    headOf(data),
    data.why ? cell(whyLine(data.why)) : '',
    `**Next:** ${cell(data.next_step)}`,
    `## Criteria\n\n${checks.map((check) => `- ${cell(checkLine(check))}`).join('\n')}`,
    missingOf(data),
    section('Tasks', ['Due', 'Role', 'What', 'Tool'], due),
    signalsOf(data),
    section('Facts', ['Fact', 'Value', 'As of', 'Source'], known),
    section('Contacts', ['Name', 'E-mail', 'Profile', 'Counts', 'Suppressed'], people),
    `_Policy ${policy.version}, ${policy.status}._`,
  );
}
