import type { PersonListed } from '../ledger/port/records.ts';
import type { External } from '../rules/aggregates/account.ts';
import { spentText } from '../rules/criteria/spent-signals.ts';
import type { Calendar } from '../rules/time/time.ts';
import { plural } from '../rules/vocabulary/amount-text.ts';
import type { AccountPage } from './account-pages.ts';
import type { viewContact } from './contacts.ts';
import { whyLine } from './decisions.ts';
import { enrolmentLine } from './enrolments.ts';
import { accountLine } from './lists.ts';
import { permitLine, withheldLine } from './permits.ts';
import { type AccountView, checkLine } from './shared.ts';
import { inWords, spokenAct } from './spoken.ts';

type ContactView = ReturnType<typeof viewContact>;

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

/** Where an account stands and all that a later call needs: ids of facts, signals, contacts and tasks. */
export function explainText(data: AccountPage, calendar: Calendar): string {
  const { account, why, checks, contacts, facts, signals, tasks, enrolments, next_step, spent = [] } = data;
  const { permits = [], withheld = [] } = data;
  const next_cursor = 'next_cursor' in data ? data.next_cursor : undefined;
  const { name, domain, stage, review, owner, flags } = account;
  const flagged = flags.length > 0 ? ` Flags: ${flags.join(', ')}.` : '';
  const suppressed = contacts.filter((contact) => contact.suppressed).length;
  const quiet = suppressed > 0 ? ` ${plural(suppressed, 'contact')} suppressed: no mail.` : '';
  const called = name === domain ? domain : `${name} (${domain})`;
  const head = `${called} is ${stage}${review === 'NONE' ? '' : `, review ${review}`}, owned by ${owner}.${flagged}${quiet}`;
  const more =
    'more_in_full' in data ? Object.entries(data.more_in_full ?? {}).map(([what, n]) => `${n} more ${what}`) : [];
  const lines = [
    head,
    ...adoptedLines(account),
    ...(why ? [whyLine(why)] : []),
    ...checks.map(checkLine),
    ...spent.map(spentText),
    ...('dossier' in data && data.dossier ? [`Dossier ${data.dossier.id}: ${data.dossier.outcome}`] : []),
    ...tasks.map(
      ({ id, do: what, subject, role, due_at, tool }) =>
        `Task ${id}: ${what}${subject ? `, ${subject}` : ''}; ${role} by ${due_at}${tool ? ` (${tool})` : ''}`,
    ),
    ...signals.map((signal) => {
      const { id, type, qualifies, observed_at, filed_by, joins } = signal;
      const gone = 'gone' in signal && signal.gone ? `, ${signal.gone.why}: it counts no more` : '';
      return `Signal ${id}: ${type} of ${spokenAct(observed_at, calendar)}, filed by ${filed_by}, ${qualifies ? 'qualifies' : 'does not qualify'}${joins ? `, joins ${joins}` : ''}${gone}`;
    }),
    ...facts.map((each) => {
      const superseded = 'superseded' in each && each.superseded ? ', superseded' : '';
      return `Fact ${each.id}: ${each.fact} = ${JSON.stringify(each.value)} as of ${each.as_of}, from ${JSON.stringify(each.source)}${superseded}`;
    }),
    ...contacts.map(contactLine),
    ...enrolments.map(enrolmentLine),
    ...permits.map(permitLine),
    ...withheld.map(withheldLine),
    ...(more.length > 0 ? [`Left out: ${more.join(', ')}; detail full gives them.`] : []),
    ...cutLines(data),
    ...(next_cursor ? [`More: read_ladder ladder://accounts/${domain}?cursor=${next_cursor}`] : []),
    `Next: ${next_step}`,
  ];
  return lines.map((line) => inWords(line, calendar)).join('\n');
}

/** What had no room in full either, and where it stands. */
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

/** What it was taken over from, and where else it stands (A12, A13). */
export function adoptedLines({ adopted, external }: Pick<AccountPage['account'], 'adopted' | 'external'>) {
  const outside = outsideWords(external);
  const said = adopted
    ? [
        `Adopted at ${adopted.stage} by ${adopted.by} on ${adopted.at}, as row ${adopted.row} of ${JSON.stringify(adopted.file)} states it; nothing here decided that.`,
      ]
    : [];
  return [...said, ...(outside.length > 0 ? [`Outside: ${outside.join(', ')}.`] : [])];
}
