import type { CheckAnswer, Refused } from './orders.ts';
import { replayedText } from './replayed.ts';
import { type Ink, paragraph } from './terminal-layout.ts';
import type { CallAnswer, Local, MetricAnswer, TaskAnswer } from './views.ts';

export interface Pen {
  readonly ink: Ink;
  readonly local: Local;
}

/** The narrator's text begins at column 7, answers two further in. */
export const margin = ' '.repeat(7);
const inner = ' '.repeat(9);

const marks: Readonly<Record<string, string>> = { pass: '✓', fail: '✗', unknown: '?', warn: '!' };

/** Tools that are asked about the criteria. */
const onCriteria: ReadonlySet<string> = new Set(['classify_mql', 'explain_account']);

/** An answer in a line; where the criteria were asked about, those that fail. */
export function answerHead(tool: string, answer: CallAnswer, pen: Pen, indent: string): string {
  const open = reasons(tool, answer).filter(({ verdict }) => onCriteria.has(tool) && verdict === 'fail');
  const head = `${answer.outcome ?? tool}: ${pen.local.text(headline(answer, open, pen.local))}`;
  return [
    paragraph(`${indent}→ `, head, pen.ink.good),
    ...checkLines(open, pen, indent),
    ...(answer.next_step === undefined ? [] : [paragraph(`${indent}  next: `, pen.local.text(answer.next_step))]),
  ].join('');
}

/** The server's answer, with the reasons that stand against, and the duties that came and went. */
export function answerLines(tool: string, answer: CallAnswer, pen: Pen): string {
  const { ink, local } = pen;
  const open = reasons(tool, answer);
  const head = local.text(headline(answer, open, local));
  const dry = answer.dry_run ? ' [dry run: nothing was written]' : '';
  return [
    ...(head === '' ? [] : [paragraph(`${inner}→ `, `${answer.outcome ?? tool}${dry}: ${head}`, ink.good)]),
    ...answer.derived.map(({ type, tier }) => paragraph(`${inner}  `, `found by the engine: ${type} (${tier})`)),
    ...checkLines(open, pen, inner),
    ...(answer.email ? [mailLines(answer)] : []),
    ...answer.opened.map((task) =>
      paragraph(`${inner}  + `, `for ${task.role}: ${task.do}, due ${local.short(task.due_at)}`),
    ),
    ...(answer.closed.length > 0
      ? [paragraph(`${inner}  − `, `closed: ${answer.closed.map((task) => task.do).join('; ')}`, ink.faint)]
      : []),
    ...(answer.next_step === undefined ? [] : [paragraph(`${inner}  next: `, local.text(answer.next_step))]),
  ].join('');
}

/** Checks that don't pass. A company that was only put on file lacks its signal by nature. */
function reasons(tool: string, { checks }: CallAnswer): readonly CheckAnswer[] {
  return checks.filter(
    ({ rule, verdict }) => verdict !== 'pass' && !(tool === 'save_account' && rule === 'engagement_signal'),
  );
}

function headline(answer: CallAnswer, open: readonly CheckAnswer[], local: Local): string {
  const { summary, account, accounts, email, mails, metrics, checks, ok, events, streams } = answer;
  if (answer.point) return replayedText(answer, local);
  if (summary !== undefined) return shortened(summary, open);
  if (email)
    return `to ${email.to}, ${count(checks.length, 'check')}, ${checks.filter(({ verdict }) => verdict === 'fail').length} failed`;
  if (metrics) return figures(answer);
  if (Array.isArray(mails))
    return mails.map(({ result, message_id = '' }) => `${result} ${message_id}`).join(', ') || 'nothing to send';
  if (accounts)
    return (
      accounts
        .map((each) => (typeof each === 'string' ? each : `${each.name} (${each.stage}, review ${each.review})`))
        .join(', ') || 'none'
    );
  if (account)
    return `${account.name} is ${account.stage}, review ${account.review}, owned by ${account.owner}; ${checks.length - open.length} of ${checks.length} checks pass`;
  if (ok !== undefined)
    return ok ? `the ledger holds: ${events} events on ${streams} streams` : 'the ledger is damaged';
  return '';
}

/** The figures of a report that counted anything. */
function figures({ kind = '', period, metrics = [], by_signal = [], page }: CallAnswer): string {
  if (page !== undefined) return `the page is written: ${page}`;
  const counted = metrics.filter(
    ({ value, denominator }) => value !== null && (value > 0 || denominator !== undefined),
  );
  const credits = by_signal.filter(({ first_touch }) => first_touch > 0);
  const first = credits.map(({ signal_type, first_touch }) => `${signal_type} ${first_touch}`).join(', ');
  return [
    `${kind.replaceAll('_', ' ')} of ${period?.name}: ${counted.map(figure).join(', ') || 'nothing counted'}`,
    ...(first === '' ? [] : [`first touch: ${first}`]),
  ].join('; ');
}

function figure({ name, unit, value, numerator, denominator }: MetricAnswer): string {
  const words = name.replaceAll('_', ' ');
  return unit === 'share' ? `${words} ${numerator} of ${denominator}` : `${words} ${value}`;
}

/** Summaries repeat their reasons, which get lines of their own here. */
function shortened(summary: string, open: readonly CheckAnswer[]): string {
  const at = open.map(({ rule, because }) => summary.indexOf(`${rule}: ${because}`)).filter((found) => found > 0);
  return at.length === 0 ? summary : summary.slice(0, Math.min(...at)).trim();
}

/** A file without facts is unknown five times over: one line says it. */
function checkLines(checks: readonly CheckAnswer[], pen: Pen, indent: string): readonly string[] {
  const [first, ...others] = checks.filter(({ verdict, ruling }) => verdict === 'unknown' && ruling === 'G-2');
  if (!first || others.length < 2) return checks.map((check) => checkLine(check, pen, indent));
  const because = `${first.because}; unknown as well: ${others.map(({ rule }) => rule).join(', ')}`;
  const rest = checks.filter((check) => check !== first && !others.includes(check));
  return [{ ...first, because }, ...rest].map((check) => checkLine(check, pen, indent));
}

function checkLine(
  { rule, clause, ruling, verdict, because }: CheckAnswer,
  { ink, local }: Pen,
  indent: string,
): string {
  const line = `${rule} (§${clause}${ruling ? `, ${ruling}` : ''}): ${local.text(because)}`;
  return paragraph(`${indent}  ${marks[verdict] ?? '-'} `, line, verdict === 'fail' ? ink.bad : undefined);
}

function mailLines({ email, checks, sendable, withheld }: CallAnswer): string {
  if (!email) return '';
  // A mail that fails is not worth reading out.
  if (checks.some(({ verdict }) => verdict === 'fail')) return '';
  const lines = [`Subject: ${email.subject}`, '', ...email.text.split('\n')];
  const held = sendable === false ? paragraph(`${inner}  `, `not sendable: ${withheld.join('; ')}`) : '';
  return `${lines.map((line) => paragraph(`${inner}  │ `, line)).join('')}${held}`;
}

/** A refusal changes nothing and says who can go on. */
export function refusalLines(
  { code, message, clause, ruling, remedy, checks = [] }: Refused,
  pen: Pen,
  indent: string = inner,
): string {
  const { ink, local } = pen;
  const where = clause === undefined ? '' : ` (§${clause}${ruling ? `, ${ruling}` : ''})`;
  const further = checks.filter(({ verdict, because }) => verdict !== 'pass' && !message.includes(because));
  return [
    paragraph(`${indent}⊘ `, `${code}${where}: ${local.text(message)}`, ink.bad),
    ...checkLines(further, pen, indent),
    ...(remedy === undefined ? [] : [paragraph(`${indent}  next: `, local.text(remedy))]),
  ].join('');
}

export function deskLine(task: TaskAnswer, { ink, local }: Pen): string {
  const due = `due ${local.short(task.due_at)}${task.overdue ? ', OVERDUE' : ''}`;
  return paragraph(`${inner}· `, `${task.do} (${due})`, task.overdue ? ink.bad : ink.faint);
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
