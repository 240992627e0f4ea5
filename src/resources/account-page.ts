import type { AccountRecord } from '../ledger/port/records.ts';
import { currentFacts } from '../rules/criteria/gates.ts';
import type { AccountPage } from '../views/account-pages.ts';
import { accountStory, dealDates } from '../views/account-story.ts';
import { toldDecisions, whoText } from '../views/decisions.ts';
import { permitLine, withheldLine } from '../views/permits.ts';
import { checkLine } from '../views/shared.ts';
import { spokenAct, spokenDate, spokenTime } from '../views/spoken.ts';
import { adoptedLines } from '../views/text.ts';
import { asIs, cell, page, quote, section, sentence } from './markdown.ts';
import type { Scope } from './resource.ts';

/** The sources of a page beside the data: the account as it stands, and the ledger. */
export interface Scene extends Pick<Scope, 'reader' | 'moment'> {
  readonly record: AccountRecord;
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

const told = (value: string | number | boolean) => (typeof value === 'number' ? value.toLocaleString('en-US') : value);

function signalsOf({ signals, contacts }: AccountPage, { record, moment }: Scene): readonly string[] {
  const called = new Map(contacts.map(({ id, name }) => [id, name]));
  const rows = signals.map((each) => [
    each.type,
    spokenAct(each.observed_at, moment.calendar),
    called.get(each.contact) ?? record.people.get(each.contact)?.name ?? asIs(each.contact),
    each.gone ? `no: ${each.gone.why}` : yes(each.qualifies),
    yes(each.live),
    { marked: sentence(each.because, moment.calendar) },
    asIs(each.id),
  ]);
  const spoken = signals.flatMap(({ id, type, words }) => {
    const quotes = Object.values(words ?? {}).map((word) => quote(word.quoted));
    return quotes.length > 0 ? [`${type} \`${id}\`, in their words:\n\n${quotes.join('\n>\n')}`] : [];
  });
  return [section('Signals', ['Type', 'Observed', 'Who', 'Qualifies', 'Live', 'Because', 'Id'], rows), ...spoken];
}

function enrolmentsOf({ enrolments, contacts }: AccountPage, { moment }: Scene): string {
  const called = new Map(contacts.map(({ id, name }) => [id, name]));
  const rows = enrolments.map(({ contact, sequence, touch, due_on, state, because, until }) => [
    called.get(contact) ?? asIs(contact),
    sequence,
    touch,
    due_on === undefined ? undefined : spokenDate(due_on),
    `${state}${until === undefined ? '' : ` until ${spokenDate(until)}`}`,
    because === undefined ? undefined : { marked: sentence(because, moment.calendar) },
  ]);
  return section('Sequences', ['Who', 'Sequence', 'Touch', 'Due', 'State', 'Because'], rows);
}

/** M1, M4b, Y2: leave to send that stands, and people to whom none is given. */
function mailsOf({ permits = [], withheld = [] }: AccountPage, { moment }: Scene): string {
  const lines = [...permits.map(permitLine), ...withheld.map(withheldLine)];
  if (lines.length === 0) return '';
  return `## Mails\n\n${lines.map((line) => `- ${sentence(line, moment.calendar)}`).join('\n')}`;
}

function missingOf({ missing }: AccountPage, { moment }: Scene): string {
  const rows = missing.map((each) => [
    each.rule,
    { marked: sentence(each.what, moment.calendar) },
    each.who,
    each.tool,
  ]);
  return section('Missing', ['Rule', 'What', 'Who', 'Tool'], rows);
}

function tasksOf({ tasks }: AccountPage, { moment }: Scene): string {
  const rows = tasks.map((task) => [
    `${spokenTime(task.due_at, moment.calendar)}${task.overdue ? ' OVERDUE' : ''}`,
    task.role,
    { marked: sentence(task.do, moment.calendar) },
    task.tool,
    asIs(task.id),
  ]);
  return section('Tasks', ['Due', 'Role', 'What', 'Tool', 'Id'], rows);
}

/** G-3: the facts that count now; what they took the place of stands in the timeline. */
function factsOf({ facts }: AccountPage, { record }: Scene): string {
  const current = new Set([...currentFacts(record.state.facts).values()].map(({ id }) => id));
  const rows = facts
    .filter(({ id }) => current.has(id))
    .map((each) => [each.fact, told(each.value), spokenDate(each.as_of), each.source, asIs(each.id)]);
  return section('Facts', ['Fact', 'Value', 'As of', 'Source', 'Id'], rows);
}

function peopleOf({ contacts }: AccountPage, { record }: Scene): string {
  const rows = contacts.map((each) => [
    each.name,
    record.people.get(each.id)?.title,
    { marked: (each.addresses ?? [each.email ?? '']).map((address) => asIs(address).marked).join(', ') },
    asIs(each.linkedin_url),
    yes(each.counts),
    each.suppressed ? 'suppressed, no mail' : 'yes',
    asIs(each.id),
  ]);
  return section('Contacts', ['Name', 'Title', 'E-mail', 'Profile', 'Counts', 'May be written to', 'Id'], rows);
}

/** Decisions that a page shows; the timeline has them all. */
const newest = 15;

function decisionsPart({ record, reader, moment }: Scene): string {
  const rows = toldDecisions({ reader, moment }, record.state.id, newest).map(({ at, by, principal, words }) => [
    spokenTime(at, moment.calendar),
    whoText(by, principal),
    { marked: sentence(words, moment.calendar) },
  ]);
  return section('Decisions', ['When', 'Who', 'What'], rows);
}

/** An account on one page: its story, where it stands and why, what is missing, and all that this rests on. */
export function accountPage(data: AccountPage, scene: Scene, isFirst: boolean): string {
  const { account, checks, policy } = data;
  const { record, moment } = scene;
  const title = `${cell(account.name)} (${account.domain})`;
  const rests = [peopleOf(data, scene), ...signalsOf(data, scene), factsOf(data, scene)];
  if (!isFirst) return page(`${title}, continued`, ...rests);
  const { flags } = account;
  const deal = dealDates(record.state, moment);
  return page(
    title,
    cell(accountStory(record, data, moment)),
    `**Next:** ${sentence(data.next_step, moment.calendar)}`,
    sentence(adoptedLines(account).join(' '), moment.calendar),
    flags.length > 0 ? `Flags: ${cell(flags.join(', '))}.` : '',
    section('Deal', ['What', 'When'], deal),
    tasksOf(data, scene),
    enrolmentsOf(data, scene),
    mailsOf(data, scene),
    missingOf(data, scene),
    `## Criteria\n\n${checks.map((check) => `- ${sentence(checkLine(check), moment.calendar)}`).join('\n')}`,
    ...rests,
    decisionsPart(scene),
    `_Policy ${policy.version}, ${policy.status}._`,
  );
}
