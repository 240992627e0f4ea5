import type { BoardFilter } from '../ledger/port/reader.ts';
import type { Moment } from '../rules/command/context.ts';
import type { Calendar } from '../rules/time/time.ts';
import { days } from '../rules/time/time.ts';
import { room } from '../rules/vocabulary/limits.ts';
import { invalid, isRefusal, type Refusal, refuse } from '../rules/vocabulary/refusal.ts';
import { everySignalType, type SignalType, signalTypes } from '../rules/vocabulary/signal-types.ts';
import { type Stage, stages } from '../rules/vocabulary/stages.ts';
import { type BoardAccount, type BoardStage, boardStageView, boardView, stageAddress } from '../views/board.ts';
import { spokenDate, spokenTime } from '../views/spoken.ts';
import { goesOn, page, sentence, table } from './markdown.ts';
import { type Paged, resource, type Scope, type Seen, type UriVariables } from './resource.ts';

const heads = ['Account', 'Domain', 'Review', 'In stage', 'Next step', 'Due', 'Engaged', 'Owner', 'Flags'];

/** How long it has stood there, and how near that is to a step back. */
function standing({ days_in_stage, idle, cooldown_until }: BoardAccount): string {
  const stood = days(days_in_stage);
  if (idle) return `${stood}; idle ${idle.days} of ${idle.limit}`;
  return cooldown_until ? `${stood}; cool-down until ${spokenDate(cooldown_until)}` : stood;
}

function dueOf({ due }: BoardAccount, calendar: Calendar): string {
  return due ? `${spokenTime(due.at, calendar)}, ${due.role}${due.overdue ? ' OVERDUE' : ''}` : '';
}

function rows(accounts: readonly BoardAccount[], calendar: Calendar): string {
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

function stageNamed(text: string): Stage | Refusal {
  const found = stages.find((stage) => stage === text.toUpperCase());
  return (
    found ?? refuse('NOT_FOUND', { clause: '3', found: 'that is no stage', next: `name one of ${stages.join(', ')}` })
  );
}

/** The SOP's own types, and what the policy in force has beside them (P6). */
function typesOf({ policy }: Moment): readonly SignalType[] {
  const own: readonly SignalType[] = signalTypes;
  return everySignalType.filter((type) => own.includes(type) || policy.engagement.signals[type] !== undefined);
}

function typeNamed(
  name: string,
  values: readonly string[] | undefined,
  known: readonly SignalType[],
): SignalType | undefined | Refusal {
  const [value, ...more] = values ?? [];
  if (value === undefined) return undefined;
  const found = known.find((type) => type === value.toUpperCase());
  if (found && more.length === 0) return found;
  return invalid(name, [value, ...more].join(','), `one of ${known.join(', ')}`);
}

/** The filter of an address: no stage named is every stage. */
function filterOf({ signal_type, first_touch }: UriVariables = {}, moment: Moment): BoardFilter | Refusal {
  const known = typesOf(moment);
  const [type, touch] = [typeNamed('signal_type', signal_type, known), typeNamed('first_touch', first_touch, known)];
  if (isRefused(type)) return type;
  if (isRefused(touch)) return touch;
  return { ...(type ? { signal_type: type } : {}), ...(touch ? { first_touch: touch } : {}) };
}

const isRefused = (found: string | undefined | Refusal): found is Refusal => typeof found === 'object';

/** The condition that the accounts share, in words. */
function filterText({ signal_type, first_touch }: BoardFilter): string {
  const said = [
    ...(signal_type ? [`hold a qualifying ${signal_type}`] : []),
    ...(first_touch ? [`were first touched by ${first_touch}`] : []),
  ];
  return said.length > 0 ? `Accounts that ${said.join(' and ')}.` : '';
}

const filters = ['signal_type', 'first_touch'] as const;

/** Stages or types of signals that begin with what was typed. */
function completed(typed: string, _: Scope, variable: string): readonly string[] {
  const values: readonly string[] = variable === 'stage' ? stages : signalTypes;
  return values.filter((each) => each.startsWith(typed.toUpperCase()));
}

function readBoard(_: string, { reader, moment }: Scope, { asked }: Paged = {}): Seen | Refusal {
  const filter = filterOf(asked, moment);
  if ('refused' in filter) return filter;
  const named: Stage[] = [];
  for (const each of (asked?.stage ?? []).map(stageNamed)) {
    if (isRefused(each)) return each;
    named.push(each);
  }
  const wanted = named.length > 0 ? { stages: stages.filter((each) => named.includes(each)) } : {};
  return fitting(20, (perStage) => {
    const data = boardView(reader, { ...filter, ...wanted, perStage }, moment);
    const counts = table(
      ['Stage', 'Accounts'],
      data.stages.map(({ stage, count }) => [stage, count]),
    );
    const filled = data.stages.filter(({ count }) => count > 0);
    const parts = filled.map((each) => stagePart(each, moment.calendar));
    return { data: { ...data, ...filter }, markdown: page('Board', filterText(filter), counts, ...parts) };
  });
}

const own = {
  description:
    'Every account by stage: how many, and of the newest how long they stand there, what is next and by when, and who engaged (§6.2).',
  takes: ['stage', ...filters],
  read: readBoard,
};

export const board = resource({ ...own, name: 'board', title: 'Board', uri: 'ladder://board' });

/** The same address as a template. */
export const boardFiltered = resource({
  ...own,
  name: 'board-filtered',
  title: 'Board, filtered',
  description:
    'Accounts by stage that hold a qualifying signal of a type, or whose first touch was of one; stages with commas between them (§6.2).',
  uri: 'ladder://board{?stage,signal_type,first_touch}',
  complete: completed,
});

export const boardStage = resource({
  name: 'board-stage',
  title: 'Board, one stage',
  description: 'The accounts of one stage, the newest in it first (§6.2).',
  uri: 'ladder://board/{stage}',
  pages: true,
  takes: filters,
  members: () =>
    stages.map((stage) => ({ uri: `ladder://board/${stage}`, name: `board-${stage}`, title: `Board: ${stage}` })),
  complete: completed,
  read(variable, { reader, moment }: Scope, { cursor, asked } = {}) {
    const stage = stageNamed(variable);
    if (isRefused(stage)) return stage;
    const filter = filterOf(asked, moment);
    if ('refused' in filter) return filter;
    const first = boardStageView(reader, { stage, limit: 1, cursor, ...filter }, moment);
    if (isRefusal(first)) return first;
    return fitting(100, (limit) => {
      const found = limit === 0 ? first : boardStageView(reader, { stage, limit, cursor, ...filter }, moment);
      const data = isRefusal(found) ? first : found;
      const more = goesOn(stageAddress(stage, filter), data.next_cursor);
      return {
        data: { ...data, ...filter },
        markdown: page(`${stage}: ${data.count}`, filterText(filter), rows(data.accounts, moment.calendar), more),
      };
    });
  },
});
