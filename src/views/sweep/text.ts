import type { Calendar } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { boundedText } from '../bounds.ts';
import type { Quoted } from '../quoted.ts';
import { inWords, spokenTime } from '../spoken.ts';
import type { sweepView } from './sweep.ts';

type QuotedWords = Readonly<Record<string, Quoted>>;

type Swept = Omit<ReturnType<typeof sweepView>, 'watch'> & {
  readonly watch: readonly {
    readonly kind: string;
    readonly summary: string;
    readonly contact?: string;
    readonly tool?: string;
    readonly call?: object;
    readonly words?: QuotedWords;
  }[];
};

/** The sweep for hosts that show the text alone: every row with its id and its call, and what was left out. */
export function sweepText(role: string, swept: Swept, calendar: Calendar): string {
  const { totals, alerts, tasks, dossiers = [], watch, intents, applied, left_out = {}, rest, next } = swept;
  const brought = applied.length + (left_out.applied ?? 0);
  const head = `${role}: ${plural(totals.tasks, 'open task')}, ${totals.overdue} overdue; ${plural(totals.alerts, 'alert')}; ${totals.watch} to watch; ${plural(totals.intents, 'intent')}; ${plural(brought, 'thing')} fell due and ${brought === 1 ? 'was' : 'were'} applied.`;
  const left = Object.entries(left_out).map(([name, n]) => `${n} more ${name}`);
  const lines = [
    head,
    ...alerts.map(({ summary }) => `! ${inWords(summary, calendar)}`),
    ...tasks.map((task) => taskLine(task, calendar)),
    ...dossiers.map((each) => `Dossier of ${dossierText(each)}`),
    ...watch.map(({ summary, contact, tool, call, words }) => {
      const said = wordsText(words, summary);
      return `- watch: ${inWords(summary, calendar)}${contact ? `; contact ${contact}` : ''}${said}${callText(tool, call)}`;
    }),
    ...intents.map(({ id, summary, tool }) => `- intent ${id}: ${inWords(summary, calendar)} (${tool})`),
    ...applied.map(({ kind, account, due_at }) => {
      const of = account ? ` at ${account}` : '';
      return `- applied: ${kind.replaceAll('_', ' ')}${of}, due ${spokenTime(due_at, calendar)}`;
    }),
    ...(left.length > 0 ? [`Left out: ${left.join(', ')}${rest ? `; ${rest}` : ''}.`] : []),
    ...(next ? [`More tasks: read_ladder ${next}`] : []),
  ];
  return boundedText(lines.join('\n'));
}

/** Quoted words, where the summary doesn't say them already. */
function wordsText(words: QuotedWords = {}, summary: string): string {
  const said = Object.entries(words).flatMap(([field, { quoted }]) => {
    const plain = quoted.replaceAll('"', "'");
    return summary.includes(plain) ? [] : [`${field.replaceAll('_', ' ')} "${plain}"`];
  });
  return said.length > 0 ? `; they wrote ${said.join(', ')}` : '';
}

function taskLine(task: Swept['tasks'][number], calendar: Calendar): string {
  const { id, due_at, overdue, escalated, do: what, subject, signal, about, proposal, tool, call } = task;
  const marks = `${overdue ? 'OVERDUE ' : ''}${escalated ? 'ESCALATED ' : ''}`;
  const parts = [what, subject, about].flatMap((part) => (part ? [inWords(part, calendar)] : []));
  const why = proposal ? ` ${JSON.stringify(proposal)}` : '';
  const strength = signal ? ` [${signal}]` : '';
  return `- ${marks}${spokenTime(due_at, calendar)} ${id} ${parts.join('; ')}${strength}${why}${callText(tool, call)}`;
}

/** An account alone is named by its domain. */
function callText(tool: string | undefined, call: object | undefined): string {
  if (!tool) return '';
  const args = Object.entries(call ?? {});
  const [first] = args;
  const plain = args.length === 1 && first && typeof first[1] === 'string' && first[0] !== 'task';
  if (args.length === 0 || (args.length === 1 && first?.[0] === 'task')) return ` (${tool})`;
  return plain ? ` (${tool} ${first[1]})` : ` (${tool} ${JSON.stringify(call)})`;
}

function dossierText({ account, count: counted, scores, gates, engagement }: NonNullable<Swept['dossiers']>[number]) {
  const told = scores.map(({ signal, score, finding, shows }) => {
    const found = finding ? ` (${finding}${shows ? `: ${JSON.stringify(shows.quoted)}` : ''})` : '';
    return `${signal} ${score}${found}`;
  });
  return `${account}: ${counted}; ${told.join('; ')}; gates: ${gates}; ${engagement}`;
}
