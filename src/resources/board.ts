import type { Calendar } from '../rules/time/time.ts';
import { days } from '../rules/time/time.ts';
import { room } from '../rules/vocabulary/limits.ts';
import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { stages } from '../rules/vocabulary/stages.ts';
import { type BoardRow, type BoardStage, boardStageView, boardView } from '../views/board.ts';
import { spokenDate, spokenTime } from '../views/spoken.ts';
import { goesOn, page, sentence, table } from './markdown.ts';
import { resource, type Scope } from './resource.ts';

const heads = ['Account', 'Domain', 'Review', 'In stage', 'Next step', 'Due', 'Engaged', 'Owner', 'Flags'];

/** How long it has stood there, and how near that is to a step back. */
function standing({ days_in_stage, idle, cooldown_until }: BoardRow): string {
  const stood = days(days_in_stage);
  if (idle) return `${stood}; idle ${idle.days} of ${idle.limit}`;
  return cooldown_until ? `${stood}; cool-down until ${spokenDate(cooldown_until)}` : stood;
}

function dueOf({ due }: BoardRow, calendar: Calendar): string {
  return due ? `${spokenTime(due.at, calendar)}, ${due.role}${due.overdue ? ' OVERDUE' : ''}` : '';
}

function rows(accounts: readonly BoardRow[], calendar: Calendar): string {
  return table(
    heads,
    accounts.map((each) => [
      each.name,
      each.domain,
      each.review === 'NONE' ? '' : each.review,
      standing(each),
      { marked: sentence(each.next, calendar) },
      dueOf(each, calendar),
      each.engaged.map(({ name, types, last }) => `${name} (${types.join(', ')}; ${spokenDate(last)})`).join('; '),
      each.owner,
      [...(each.priority === 'high' ? ['high priority'] : []), ...each.flags].join(', '),
    ]),
  );
}

/** Sizes of page that are tried, until one fits. */
const sizes = [100, 50, 20, 10, 5, 2, 1] as const;

interface Shown<Data> {
  readonly data: Data;
  readonly markdown: string;
}

/** The largest page both of whose forms fit. */
function fitting<Data>(from: number, shown: (size: number) => Shown<Data>): Shown<Data> {
  const tried = sizes.filter((size) => size <= from);
  for (const size of tried) {
    const { data, markdown } = shown(size);
    if (Math.max(JSON.stringify(data).length, JSON.stringify(markdown).length) <= room.answer - room.afterPage)
      return { data, markdown };
  }
  return shown(0);
}

function stagePart({ stage, count, accounts, next }: BoardStage, calendar: Calendar): string {
  const more = next === undefined ? '' : `\n\n${count - accounts.length} more: \`${next}\``;
  return `## ${stage}: ${count}\n\n${accounts.length > 0 ? rows(accounts, calendar) : ''}${more}`;
}

export const board = resource({
  name: 'board',
  title: 'Board',
  description:
    'Every account by stage: how many, and of the newest how long they stand there, what is next and by when, and who engaged (§6.2).',
  uri: 'ladder://board',
  read(_, { reader, moment }) {
    return fitting(20, (size) => {
      const data = boardView(reader, size, moment);
      const counts = table(
        ['Stage', 'Accounts'],
        data.stages.map(({ stage, count }) => [stage, count]),
      );
      const filled = data.stages.filter(({ count }) => count > 0);
      return { data, markdown: page('Board', counts, ...filled.map((each) => stagePart(each, moment.calendar))) };
    });
  },
});

function stageNamed(text: string) {
  return stages.find((stage) => stage === text.toUpperCase());
}

export const boardStage = resource({
  name: 'board-stage',
  title: 'Board, one stage',
  description: 'The accounts of one stage, the newest in it first (§6.2).',
  uri: 'ladder://board/{stage}',
  pages: true,
  members: () =>
    stages.map((stage) => ({ uri: `ladder://board/${stage}`, name: `board-${stage}`, title: `Board: ${stage}` })),
  complete: (typed) => stages.filter((stage) => stage.startsWith(typed.toUpperCase())),
  read(variable, { reader, moment }: Scope, { cursor } = {}) {
    const stage = stageNamed(variable);
    if (!stage)
      return refuse('NOT_FOUND', { clause: '3', found: 'that is no stage', next: `name one of ${stages.join(', ')}` });
    const first = boardStageView(reader, { stage, limit: 1, cursor }, moment);
    if (isRefusal(first)) return first;
    return fitting(100, (limit) => {
      const found = limit === 0 ? first : boardStageView(reader, { stage, limit, cursor }, moment);
      const data = isRefusal(found) ? first : found;
      const more = goesOn(`ladder://board/${stage}`, data.next_cursor);
      return {
        data: { ...data },
        markdown: page(`${stage}: ${data.count}`, rows(data.accounts, moment.calendar), more),
      };
    });
  },
});
