import type { DutyRule, GateRule } from '../rules/policy/policy.ts';
import type { RouteRule } from '../rules/policy/signals.ts';
import { grouped, plural } from '../rules/vocabulary/amount-text.ts';
import { isList, isMapping, type Tree } from './tree.ts';

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function table({ title, head, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.map(cell).join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** A table's cell: one line, and no bar of its own. */
function cell(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|');
}

export const cells = (words: readonly string[]): string => words.join(', ');

const labels: Readonly<Record<string, string>> = {
  'business_time.zone': 'time zone',
  'business_time.workdays': 'workdays (1 = Monday)',
  'business_time.open': 'the day opens',
  'business_time.close': 'the day closes',
  'business_time.holidays': 'holidays, by year',
  'engagement.window_days': 'days an act counts for',
  'engagement.full_credit_days': 'days with full credit in attribution',
  'engagement.full_credit': 'full credit',
  'engagement.half_credit': 'credit after that, to the end of the window',
  'engagement.fresh_days': 'days in which a strong signal opens the fast track or SQL',
  'engagement.likes_needed': 'likes that make one signal',
  'engagement.likes_within_days': 'days within which those likes fall',
  'engagement.subscription_days': 'days within which a further subscription is the same act',
  'engagement.repeat_acts': 'acts of one contact that make a repeat engagement',
  'engagement.repeat_within_days': 'days within which those acts fall',
  'engagement.topics': 'topics of a specific question',
  'buying.needed': 'buying signals needed',
  'buying.accessibility_max': 'highest score of accessibility (never counted)',
  'account.minimum_fields': 'fields a prospect has at least',
  'account.free_mail_domains': 'free-mail domains, no accounts',
  'account.mailbox_relays': 'hosts that forward mail for anyone, no accounts',
  'account.not_mailbox_hosts': 'domains of companies that the kept list of mailbox hosts names',
  'account.shared_hosts': 'hosts on which many organisations have a page, no accounts',
  'lists.empty_cells': 'cells of lists that say nothing',
  'lists.no_employer': 'words in place of a company that name none',
  'lists.honorifics': "honorifics, nobody's title",
  'account.own_domains': 'our own domains, no accounts',
  'account.competitors': 'direct competitors, no accounts',
  'adoption.days': 'days from the first event in which accounts may be adopted',
  'adoption.stage_aliases': 'names of the stages in other systems',
  'adoption.opt_out_headings': 'columns of lists that tell an opt-out',
  'adoption.no_opt_out': 'what is no opt-out in them',
  'adoption.opt_out_status_headings': 'columns of lists that tell an opt-out among other states',
  'adoption.opt_out_statuses': 'the states that are opt-outs',
  'separation.score_decide': 'scoring a dossier, deciding on it',
  'separation.propose_confirm': 'proposing a stage change, deciding on it',
  'separation.write_approve': 'writing copy, approving it',
  'separation.propose_ratify': 'proposing a policy change, ratifying it',
  'override.justification_min': 'characters of a justification, at least',
  'override.rate_limit': 'share of overrides in a month that calls a calibration',
  'override.not_after_no_ecosystem': 'gates not overridden once the absence of an ecosystem is confirmed',
  'regression.sql_idle_days': 'idle days after which an SQL may regress',
  'regression.mql_idle_days': 'idle days after which an MQL may regress',
  'regression.cooldown_days': 'days of cool-down after a loss',
  'limits.name': 'a name',
  'limits.reference': 'a reference',
  'limits.quote': 'a quote',
  'channels.notes': 'signal notes go to',
  'channels.updates': 'classifications and dossiers go to',
  'boards.monday': 'the Monday board with one item an account',
  'boards.apollo': "what Apollo calls the ladder's stages and sequences",
  'boards.apollo_contacts': 'people of one account whose stage is set in Apollo at once',
  'boards.comment_characters': 'characters that one comment gathers until it is taken',
  mailbox: 'the sending mailbox',
  notify: 'where what falls due is told, and how many hours ahead',
};

/** A leaf's name for people: `copy.price.per_period` becomes `price: per period`. */
export function labelOf(path: string): string {
  const known = labels[path];
  if (known !== undefined) return known;
  const parts = path.split('.');
  return (parts.length === 1 ? parts : parts.slice(1)).join(': ').replaceAll('_', ' ');
}

/** So many characters of a value stand in one row. */
const longestCell = 8_000;

/** A value as rows: a list or a mapping that is longer than a row goes on in the next. */
export function valueTexts(value: Tree): readonly string[] {
  if (valueText(value).length <= longestCell) return [valueText(value)];
  if (isList(value)) return filled(value.map(valueText), ', ');
  if (!isMapping(value)) return [valueText(value)];
  const parts = Object.entries(value).flatMap(([key, each]) => valueTexts(each).map((text) => `${key}: ${text}`));
  return filled(parts, '; ');
}

function filled(parts: readonly string[], between: string): readonly string[] {
  const rows: string[] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (last === undefined || last.length + part.length > longestCell) rows.push(part);
    else rows[rows.length - 1] = `${last}${between}${part}`;
  }
  return rows;
}

export function valueText(value: Tree): string {
  if (value === null) return 'not configured';
  if (isList(value)) return value.length === 0 ? 'none' : value.map((each) => valueText(each)).join(', ');
  if (isMapping(value)) {
    const parts = Object.entries(value).map(([key, each]) => `${key}: ${valueText(each)}`);
    return parts.length === 0 ? 'none' : parts.join('; ');
  }
  return typeof value === 'number' ? grouped(value) : String(value);
}

const comparisons = { gte: 'at least', lte: 'at most', gt: 'more than', lt: 'less than' } as const;

/** A gate's test in words: `employees at least 200`. */
export function testText({ fact, operator, value }: GateRule): string {
  const wanted = value === undefined ? '' : valueText(value);
  switch (operator) {
    case 'eq':
      return `${fact} is ${wanted}`;
    case 'in':
      return `${fact} is one of ${wanted}`;
    case 'present':
      return `${fact} is known`;
    default:
      return `${fact} ${comparisons[operator]} ${wanted}`;
  }
}

export function routeText({ operator, value, unit, most, max_age_days, group }: RouteRule): string {
  const isCompared = operator === 'gte' || operator === 'lte' || operator === 'gt' || operator === 'lt';
  const how = isCompared ? comparisons[operator] : 'exactly';
  const threshold = operator && value !== undefined ? [`${how} ${grouped(value)}${unitText(unit)}`] : [];
  const cap = most === undefined ? [] : [`up to ${grouped(most)}`];
  const age = max_age_days === undefined ? [] : [`at most ${max_age_days} days old`];
  const member = group === undefined ? [] : [`a ${group}`];
  const parts = [...threshold, ...cap, ...age, ...member];
  return parts.length > 0 ? parts.join(', ') : 'a dated finding';
}

function unitText(unit: string | undefined): string {
  if (unit === undefined) return '';
  return ` ${unit}`;
}

export function dueText(due: DutyRule['due']): string {
  if ('same_day' in due) return 'by the close of the same business day';
  if ('hours' in due) return `in ${plural(due.hours, 'hour')}, nights and weekends included`;
  return due.business_days === 0 ? 'when the business day opens' : `in ${plural(due.business_days, 'business day')}`;
}
