import type { Acted, Reader } from '../ledger/port/ledger.ts';
import type { Moment } from '../rules/command/context.ts';
import { type SpentSignal, spentText } from '../rules/criteria/spent-signals.ts';
import { dueAlone } from '../rules/tasks/duties.ts';
import type { Calendar } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';
import { boundedHalves } from './bounds.ts';
import { erasedText, isErased } from './erased.ts';
import { viewTask } from './lists.ts';
import { leftLines, otherLine, wayToRest } from './other-lines.ts';
import { accountView, checkLine, type TaskView } from './shared.ts';
import type { BriefSignal } from './signals.ts';
import { inWords, spokenTime } from './spoken.ts';
import { withoutUnborn } from './trial-ids.ts';

/** The answer of a writing tool. */
export interface WrittenView extends Readonly<Record<string, unknown>> {
  readonly outcome: string;
  readonly summary: string;
  readonly account?: PlaceView;
  readonly checks: readonly Check[];
  /** Rules that hold, where `checks` has the others alone. */
  readonly passed?: readonly string[];
  /** Rules that don't hold and whose checks had no room. */
  readonly also_open?: readonly string[];
  readonly opened: readonly TaskView[];
  readonly closed: readonly TaskView[];
  readonly next?: string;
  readonly signal?: BriefSignal;
  readonly derived?: readonly BriefSignal[];
  /** Strong signals of the account that open nothing any more (L2). */
  readonly spent?: readonly SpentSignal[];
  readonly policy: { readonly version: string; readonly status: string };
}

interface PlaceView {
  readonly domain: string;
  readonly name?: string;
  readonly stage: string;
  readonly review: string;
  readonly owner?: string;
  readonly flags?: readonly string[];
}

export interface Shape {
  /** Words what the tool adds to the answer; without it each field stands under its name. */
  readonly tell?: (data: Readonly<Record<string, unknown>>, calendar: Calendar) => readonly string[];
  /** The tools whose answer is a decision give every check; the others those that don't pass. */
  readonly checks: 'all' | 'open';
  /** Domain, stage and review alone. */
  readonly account: 'whole' | 'place';
}

export function writtenView<Extra>(acted: Acted<Extra>, shape: Shape, reader: Reader, viewing: Moment): WrittenView {
  const { outcome, summary, checks, account, opened, closed } = acted;
  const alone = new Set(opened.flatMap(({ task }) => dueAlone(task, viewing) ?? []));
  const whole = account ? accountView(account, viewing) : null;
  const { policy } = viewing;
  return {
    outcome,
    summary: [summary, ...[...alone].map((how) => `What it opened is due ${how}.`)].join(' '),
    ...(whole ? { account: shape.account === 'whole' ? whole : placeOf(whole) } : {}),
    ...(shape.checks === 'all' ? { checks } : openOnes(checks)),
    opened: opened.map((task) => viewTask(task, reader, viewing)),
    closed: closed.map((task) => viewTask(task, reader, viewing)),
    ...(whole ? { next: whole.next } : {}),
    policy: { version: policy.version, status: policy.status },
  };
}

function placeOf({ domain, stage, review }: PlaceView): PlaceView {
  return { domain, stage, review };
}

/** The checks that don't pass, and the rules of the others. */
export function openOnes(checks: readonly Check[]) {
  const passed = checks.filter(({ verdict }) => verdict === 'pass').map(({ rule }) => rule);
  const open = checks.filter(({ verdict }) => verdict !== 'pass');
  return { checks: open, ...(passed.length > 0 ? { passed } : {}) };
}

/** Characters of JSON that make a signal note's answer of at most 250 tokens, and 80 for each further task or signal. */
const noteRoom = { first: 775, further: 248 } as const;

/** A signal note's answer within its room: checks that have none stand by their rule alone. */
export function fitted(view: WrittenView): WrittenView {
  const { checks, opened, closed, derived = [] } = view;
  const rows = opened.length + closed.length + derived.length;
  const room = noteRoom.first + noteRoom.further * Math.max(0, rows - 1);
  const brief = checks.map(({ evidence: _, remedy: __, ...check }) => check);
  let length = JSON.stringify({ ...view, checks: brief }).length;
  for (let kept = brief.length; kept > 0; kept -= 1) {
    if (length + roomOf(brief.slice(kept)) <= room) return shortened(view, brief, kept);
    length -= JSON.stringify(brief[kept - 1]).length + (kept > 1 ? 1 : 0);
  }
  const { next, ...least } = shortened(view, brief, 0);
  // The tasks that it opened name the next call.
  return next === undefined || JSON.stringify(least).length + next.length > room ? least : { ...least, next };
}

/** Characters that the rules of checks without room take in JSON, beside what else is told. */
function roomOf(left: readonly Check[]): number {
  return left.length > 0 ? JSON.stringify({ also_open: left.map(({ rule }) => rule) }).length - 1 : 0;
}

function shortened(view: WrittenView, checks: readonly Check[], kept: number): WrittenView {
  const left = checks.slice(kept).map(({ rule }) => rule);
  return { ...view, checks: checks.slice(0, kept), ...(left.length > 0 ? { also_open: left } : {}) };
}

/** Fields that the text words itself; every other one stands in it under its name. */
const worded: ReadonlySet<string> = new Set([
  ...['outcome', 'summary', 'account', 'checks', 'passed', 'opened', 'closed', 'next', 'signal', 'derived', 'spent'],
  ...['also_open', 'policy', 'dry_run', 'left_out'],
]);

interface Trial {
  /** The ids that a trial gave out; null where it was none. */
  readonly born: ReadonlySet<string> | null;
  /** The arguments of the call: an id that its caller names is none of the trial's. */
  readonly given?: unknown;
}

/** Both halves of an answer, whole: what a later call needs stands in each (contract, Results). */
export function bothHalves(
  data: WrittenView,
  { born, given, tell = otherLines }: Pick<Shape, 'tell'> & Trial,
  viewing: Moment,
) {
  const whole: WrittenView = born === null ? data : tried(data, born, given);
  if (isErased(whole)) return boundedHalves(whole, (told) => erasedText(told, viewing.calendar));
  const { data: told, text } = boundedHalves(whole, (cut) => writtenText(cut, tell(cut, viewing.calendar), viewing));
  return { data: { ...told, ...wayToRest(told) }, text };
}

const trial = 'dry run: nothing was written';

/** A dry run names nothing that doesn't exist yet, and says of itself what it is. */
function tried(data: WrittenView, born: ReadonlySet<string>, given: unknown): WrittenView {
  const told: WrittenView = withoutUnborn(data, born, given);
  const summary = told.summary.startsWith(trial) ? told.summary : `${trial}. It would answer: ${told.summary}`;
  return { ...told, summary, dry_run: true };
}

function writtenText(data: WrittenView, added: readonly string[], { calendar }: Moment): string {
  const {
    summary,
    account,
    checks,
    passed = [],
    opened,
    closed,
    next,
    signal,
    derived = [],
    spent = [],
    also_open = [],
  } = data;
  const lines = [
    summary,
    ...[...(signal ? [signal] : []), ...derived].map(signalLine),
    ...spent.map(spentText),
    ...(account ? [placeLine(account)] : []),
    ...checks.map(checkLine),
    ...(passed.length > 0 ? [`✓ ${passed.join(', ')}`] : []),
    ...(also_open.length > 0 ? [`Also open: ${also_open.join(', ')}; explain_account says why`] : []),
    ...opened.map((task) => `Opened ${taskLine(task)}`),
    ...closed.map(({ id, do: what }) => `Closed${id ? ` ${id}` : ''}: ${what}`),
    ...(next ? [`Next: ${next}`] : []),
    `Policy ${data.policy.version} (${data.policy.status}).`,
  ];
  const said = lines.map((line) => inWords(line, calendar));
  return [...said.slice(0, -1), ...added, ...leftLines(data), ...said.slice(-1)].join('\n');

  function taskLine({ id, role, subject, due_at, do: what, tool }: TaskView): string {
    const of = subject ? `, ${subject}` : '';
    return `${id ? `${id}: ` : ''}${what}${of}; ${role} by ${spokenTime(due_at, calendar)}${tool ? ` (${tool})` : ''}`;
  }
}

function signalLine({ id, type, tier, qualifies, contact }: BriefSignal): string {
  const of = contact ? `, contact ${contact}` : '';
  return `Signal ${type}${id ? ` ${id}` : ''}: ${tier}, ${qualifies ? 'qualifies' : 'does not qualify'}${of}`;
}

function placeLine({ domain, name, stage, review, owner, flags = [] }: PlaceView): string {
  const reviewed = review === 'NONE' ? '' : `, review ${review}`;
  const owned = owner ? `, owned by ${owner}` : '';
  const flagged = flags.length > 0 ? `, flags ${flags.join(', ')}` : '';
  return `${name && name !== domain ? `${name} (${domain})` : domain}: ${stage}${reviewed}${owned}${flagged}`;
}

/** Lines on the fields that a tool adds to its answer, as they stand in the other half: ids and payloads are carried out as they are. */
function otherLines(data: Readonly<Record<string, unknown>>): readonly string[] {
  const rest = Object.entries(data).filter(([name]) => !worded.has(name));
  return rest.flatMap(([name, value]) => otherLine(name, value));
}
