/** docs/ladder.md: the table of arrows as a diagram and a table. `--check` says whether the committed file is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Arrow } from '../src/rules/ladder/arrow.ts';
import { arrows } from '../src/rules/ladder/arrows.ts';
import { stages } from '../src/rules/vocabulary/stages.ts';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'docs', 'ladder.md');
const table: readonly Arrow[] = arrows;
/** In the order in which the table first asks for them. */
const guardNames = [...new Set(table.flatMap(({ guards }) => guards))];

/** One line of the diagram for each pair of stages, with the arrows that lead from one to the other. */
function diagram(): string {
  const edges = new Map<string, string[]>();
  for (const { id, from, to } of table) {
    for (const stage of from) {
      const edge = `    ${stage} --> ${to === 'same' ? stage : to}`;
      edges.set(edge, [...(edges.get(edge) ?? []), id]);
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    '    [*] --> PROSPECT: registered',
    ...[...edges].map(([edge, ids]) => `${edge}: ${ids.join(', ')}`),
    '```',
  ].join('\n');
}

function row({ id, from, reviews, command, to, review, guards, roles, clause, says }: Arrow): string {
  const becomes = to === 'same' ? `stays, review ${review}` : `${to}, review ${review}`;
  const cells = [
    id,
    from.join(' '),
    reviews.join(' '),
    `\`${command}\``,
    becomes,
    guards.join(', ') || 'none',
    roles.join(', '),
    `§${clause}`,
    says,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The condition of each guard, as its comment in the code says. */
function guardRows(): readonly string[] {
  const code = readFileSync(join(root, 'src', 'rules', 'moves', 'guards.ts'), 'utf8');
  return guardNames.map((name) => {
    const said = new RegExp(`\\n  /\\*\\* ([^\\n]+) \\*/\\n  ${name}: `).exec(code)?.[1];
    if (said === undefined) throw new Error(`the guard ${name} has no comment of one line`);
    return `| ${name} | ${said} |`;
  });
}

const text = [
  '# The ladder',
  '',
  'Generated from `src/rules/ladder/arrows.ts` by `npm run generate`. A move that is not in the table cannot be made,',
  'nor one by another command or role, nor one of which a [guard](#guards) (`src/rules/moves/guards.ts`) is not met.',
  `Stages: ${stages.join(', ')}. Beside the stage stands a review: NONE, DOSSIER_DUE or PENDING_CRO.`,
  '',
  diagram(),
  '',
  '| Arrow | From | Review | Command | Becomes | Guards | Roles | Clause | In words |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...table.map(row),
  '',
  '## Guards',
  '',
  '| Guard | Holds where |',
  '| --- | --- |',
  ...guardRows(),
  '',
].join('\n');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error('docs/ladder.md is stale: run `npm run generate`');
  process.exitCode = 1;
}
