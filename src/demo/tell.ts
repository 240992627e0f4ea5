import { answerLines, count, deskLine, margin, type Pen, refusalLines } from './answers.ts';
import { endingLines } from './ending.ts';
import type { Audience, Played } from './play.ts';
import type { Story } from './story.ts';
import { columns, type Ink, paragraph } from './terminal-layout.ts';
import { CallAnswer, localTime, Sweep, type TaskAnswer } from './views.ts';

/** How many tasks of a full desk are read out. */
const readOut = 3;

/** How many instants of what time brought are read out. */
const instants = 3;

/** Tells a play to a person, as it goes on. What it says of an answer is read from the answer. */
export function storyteller(story: Story, write: (text: string) => void, ink: Ink): Audience {
  const pen = { ink, local: localTime(story.zone) };
  let day = '';
  write(
    `\n${ink.strong(story.title.toUpperCase())}\n\n${story.opening.map((text) => `${paragraph('', text)}\n`).join('')}`,
  );
  return {
    sitting({ role, says, reads, chapter }, sweep) {
      if (chapter !== undefined) write(`\n\n${ink.strong(chapter.toUpperCase())}\n`);
      const today = pen.local.day(sweep.at);
      if (today !== day) write(`\n${ink.strong(`── ${today} ${'─'.repeat(columns - today.length - 4)}`)}\n`);
      day = today;
      write(
        `\n${ink.strong(`${pen.local.hour(sweep.at)}  ${role}`)}\n${paragraph(margin, says)}${sweepLines(sweep, { quiet: story.quiet, reads }, pen)}`,
      );
    },
    routine(tasks) {
      write(paragraph(`${margin}  `, `routine, done: ${tasks.map((task) => task.do).join('; ')}`, ink.faint));
    },
    step({ says, untold }, played) {
      if (untold && !('refusal' in played)) return;
      write(`\n${paragraph(`${margin}– `, says)}`);
      write(
        'refusal' in played
          ? refusalLines(played.refusal, pen)
          : answerLines(played.tool, CallAnswer.parse(played.answer), pen),
      );
    },
    ended: (ending) => write(endingLines(ending, pen)),
  };
}

interface Telling {
  readonly quiet: readonly string[];
  readonly reads: readonly string[] | undefined;
}

function sweepLines(played: Played, { quiet, reads = [] }: Telling, pen: Pen): string {
  if ('refusal' in played) return refusalLines(played.refusal, pen);
  const { tasks, alerts, watch, applied } = Sweep.parse(played.answer);
  const late = tasks.filter((task) => task.overdue).length;
  const shown = [...tasks].sort((a, b) => weight(a) - weight(b)).slice(0, readOut);
  const rest = tasks.length - shown.length;
  const desk =
    tasks.length === 0
      ? 'the desk is empty'
      : `on the desk: ${count(tasks.length, 'task')}${late > 0 ? `, ${late} overdue` : ''}`;
  return [
    ...byTime(
      applied.filter(({ kind }) => !quiet.includes(kind)),
      pen,
    ).map((line) => paragraph(`${margin}  `, line, pen.ink.faint)),
    paragraph(`${margin}  `, desk, pen.ink.faint),
    ...shown.map((task) => deskLine(task, pen)),
    ...(rest > 0 ? [paragraph(`${margin}  · `, `and ${rest} more`, pen.ink.faint)] : []),
    ...alerts
      .filter(({ kind }) => kind !== 'overdue')
      .map(({ summary }) => paragraph(`${margin}  ! `, pen.local.text(summary), pen.ink.bad)),
    ...watch
      .filter(({ kind }) => reads.includes(kind))
      .map(({ summary }) => paragraph(`${margin}  ~ `, pen.local.text(summary))),
  ].join('');
}

/** Accounts are the story, recurring duties its furniture: within either the server's order stands. */
function weight(task: TaskAnswer): number {
  return task.account === undefined ? 1 : 0;
}

/** Changes that time alone brought since the last sweep, one line an instant. */
function byTime(applied: Sweep['applied'], { local }: Pen): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const { kind, account, due_at } of applied) {
    const what = `${kind.replaceAll('_', ' ')}${account === undefined ? '' : ` (${account})`}`;
    lines.set(due_at, [...(lines.get(due_at) ?? []), what]);
  }
  const told = [...lines].map(([at, what]) => `brought by time, ${local.short(at)}: ${what.join(', ')}`);
  const rest = told.length - instants;
  return rest > 0 ? [`brought by time, earlier: on ${count(rest, 'more occasion')}`, ...told.slice(-instants)] : told;
}
