import { refuse } from '../rules/vocabulary/refusal.ts';
import { stages } from '../rules/vocabulary/stages.ts';
import { boardView } from '../views/lists.ts';
import type { AccountView } from '../views/shared.ts';
import { page, table } from './markdown.ts';
import { resource, type Scope } from './resource.ts';

const perStage = 20;

function rows(accounts: readonly AccountView[]): string {
  return table(
    ['Account', 'Domain', 'Review', 'Owner', 'Since', 'First touch', 'Flags'],
    accounts.map((each) => [
      each.name,
      each.domain,
      each.review,
      each.owner,
      each.stage_since,
      each.first_touch?.type,
      [...(each.priority === 'high' ? ['high priority'] : []), ...each.flags].join(', '),
    ]),
  );
}

export const board = resource({
  name: 'board',
  title: 'Board',
  description: 'Every account by stage: how many, and the newest of each (§6.2).',
  uri: 'ladder://board',
  read(_, { reader, moment }) {
    const data = boardView(reader, perStage, moment);
    const counts = table(
      ['Stage', 'Accounts'],
      data.stages.map(({ stage, count }) => [stage, count]),
    );
    const filled = data.stages.filter(({ accounts }) => accounts.length > 0);
    return {
      data,
      markdown: page('Board', counts, ...filled.map(({ stage, accounts }) => `## ${stage}\n\n${rows(accounts)}`)),
    };
  },
});

function stageNamed(text: string) {
  return stages.find((stage) => stage === text.toUpperCase());
}

export const boardStage = resource({
  name: 'board-stage',
  title: 'Board, one stage',
  description: 'The accounts of one stage, newest first (§6.2).',
  uri: 'ladder://board/{stage}',
  members: () =>
    stages.map((stage) => ({ uri: `ladder://board/${stage}`, name: `board-${stage}`, title: `Board: ${stage}` })),
  complete: (typed) => stages.filter((stage) => stage.startsWith(typed.toUpperCase())),
  read(variable, { reader, moment }: Scope) {
    const named = stageNamed(variable);
    if (!named)
      return refuse('NOT_FOUND', { clause: '3', found: 'that is no stage', next: `name one of ${stages.join(', ')}` });
    const found = boardView(reader, 100, moment).stages.find(({ stage }) => stage === named);
    const data = found ?? { stage: named, count: 0, accounts: [] };
    return { data, markdown: page(`${named}: ${data.count}`, rows(data.accounts)) };
  },
});
