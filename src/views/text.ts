import type { PersonListed } from '../ledger/port/records.ts';
import type { External } from '../rules/aggregates/account.ts';
import { spentText } from '../rules/criteria/spent-signals.ts';
import type { Calendar } from '../rules/time/time.ts';
import { plural } from '../rules/vocabulary/amount-text.ts';
import type { AccountPage } from './account-pages.ts';
import type { ContactView } from './contacts.ts';
import { whyLine } from './decisions.ts';
import { enrolmentLine } from './enrolments.ts';
import { accountLine } from './lists.ts';
import { permitLine, withheldLine } from './permits.ts';
import { type AccountView, checkLine, type TaskView } from './shared.ts';
import type { SignalView } from './signals.ts';
import { inWords, spokenAct } from './spoken.ts';

export function accountsText(
  {
    accounts,
    near,
    people = [],
    left_out = {},
    rest,
    next_cursor,
  }: {
    readonly accounts: readonly AccountView[];
    readonly near?: boolean;
    readonly people?: readonly PersonListed[];
    readonly left_out?: Readonly<Record<string, number>>;
    readonly rest?: string;
    readonly next_cursor?: string;
  },
  calendar: Calendar,
): string {
  const lines = accounts.map((each) => inWords(accountLine(each), calendar));
  const left = Object.entries(left_out).map(([what, n]) => `${n} more ${what}`);
  const called = people.map(
    ({ contact, account, name, suppressed }) =>
      `- ${name} (${contact}) at ${account}${suppressed ? ': suppressed, no mail' : ''}`,
  );
  return [
    ...(accounts.length === 0 ? ['No account fits.'] : []),
    ...(near ? ['No account is spelled so; nearly:'] : []),
    ...lines,
    ...(called.length > 0 ? ['People:', ...called] : []),
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}; ${rest}.`] : []),
    ...(next_cursor ? [`More: cursor ${next_cursor}`] : []),
  ].join('\n');
}

/** The standing of an account and all that a later call needs: ids of facts, signals, contacts and tasks. */
export function explainText(data: AccountPage, calendar: Calendar): string {
  const { account, why, checks, contacts, facts, signals, tasks, enrolments, next_step, spent = [] } = data;
  const { permits = [], withheld = [] } = data;
  const next_cursor = 'next_cursor' in data ? data.next_cursor : undefined;
  const more =
    'more_in_full' in data ? Object.entries(data.more_in_full ?? {}).map(([what, n]) => `${n} more ${what}`) : [];
  const lines = [headLine(account, contacts), ...adoptedLines(account)];
  if (why) lines.push(whyLine(why));
  for (const check of checks) lines.push(checkLine(check));
  for (const each of spent) lines.push(spentText(each));
  if ('dossier' in data && data.dossier) lines.push(`Dossier ${data.dossier.id}: ${data.dossier.outcome}`);
  for (const task of tasks) lines.push(taskLine(task));
  for (const signal of signals) lines.push(signalLine(signal, calendar));
  for (const fact of facts) lines.push(factLine(fact));
  for (const contact of contacts) lines.push(contactLine(contact));
  for (const enrolment of enrolments) lines.push(enrolmentLine(enrolment));
  for (const permit of permits) lines.push(permitLine(permit));
  for (const each of withheld) lines.push(withheldLine(each));
  if (more.length > 0) lines.push(`Left out: ${more.join(', ')}; detail full gives them.`);
  lines.push(...cutLines(data));
  if (next_cursor) lines.push(`More: read_ladder ladder://accounts/${account.domain}?cursor=${next_cursor}`);
  lines.push(`Next: ${next_step}`);
  return inWords(lines.join('\n'), calendar);
}

function headLine(
  { name, domain, stage, review, owner, flags }: AccountView,
  contacts: readonly ContactView[],
): string {
  const flagged = flags.length > 0 ? ` Flags: ${flags.join(', ')}.` : '';
  const suppressed = contacts.filter((contact) => contact.suppressed).length;
  const quiet = suppressed > 0 ? ` ${plural(suppressed, 'contact')} suppressed: no mail.` : '';
  const called = name === domain ? domain : `${name} (${domain})`;
  return `${called} is ${stage}${review === 'NONE' ? '' : `, review ${review}`}, owned by ${owner}.${flagged}${quiet}`;
}

function taskLine({ id, do: what, subject, role, due_at, tool }: TaskView): string {
  return `Task ${id}: ${what}${subject ? `, ${subject}` : ''}; ${role} by ${due_at}${tool ? ` (${tool})` : ''}`;
}

function signalLine(
  { id, type, qualifies, observed_at, filed_by, joins, gone }: SignalView,
  calendar: Calendar,
): string {
  const counts = qualifies ? 'qualifies' : 'does not qualify';
  const no_more = gone ? `, ${gone.why}: it counts no more` : '';
  return `Signal ${id}: ${type} of ${spokenAct(observed_at, calendar)}, filed by ${filed_by}, ${counts}${joins ? `, joins ${joins}` : ''}${no_more}`;
}

function factLine(fact: AccountPage['facts'][number]): string {
  const superseded = 'superseded' in fact && fact.superseded ? ', superseded' : '';
  return `Fact ${fact.id}: ${fact.fact} = ${JSON.stringify(fact.value)} as of ${fact.as_of}, from ${JSON.stringify(fact.source)}${superseded}`;
}

/** Lines on rows that had no room in the full answer either, and where they stand. */
function cutLines(data: AccountPage): readonly string[] {
  const { left_out, left_at } = data;
  if (!left_out || !left_at) return [];
  const left = Object.entries(left_out).map(([what, n]) => `${n} more ${what}`);
  return [`No room here: ${left.join(', ')}; read_ladder ${left_at.join(', ')}`];
}

/** A person with all that the other half says of them. */
function contactLine(contact: ContactView): string {
  const { id, name, email, linkedin_url, title, addresses, external, left_to, suppressed, counts } = contact;
  const known = addresses ?? [email, linkedin_url].filter((each) => each !== undefined);
  const said = [
    JSON.stringify(name),
    ...(title ? [JSON.stringify(title.quoted)] : []),
    ...known,
    ...outsideWords(external),
    ...(left_to ? [`left for ${left_to}`] : []),
    ...(suppressed ? ['suppressed, no mail'] : counts || left_to ? [] : ['counts for nothing']),
  ];
  return `Contact ${id}: ${said.join(', ')}`;
}

/** A13: each id that another system has for it, after the system's name. */
function outsideWords(external: External = {}): readonly string[] {
  return Object.entries(external).map(([system, id]) => `${system} ${id}`);
}

/** Lines on the list that an account was taken over from, and its ids in other systems (A12, A13). */
export function adoptedLines({ adopted, external }: Pick<AccountPage['account'], 'adopted' | 'external'>) {
  const outside = outsideWords(external);
  const said = adopted
    ? [
        `Adopted at ${adopted.stage} by ${adopted.by} on ${adopted.at}, as row ${adopted.row} of ${JSON.stringify(adopted.file)} states it; nothing here decided that.`,
      ]
    : [];
  return [...said, ...(outside.length > 0 ? [`Outside: ${outside.join(', ')}.`] : [])];
}
