/** The rooms as a diagram in docs/architecture.md and as a table in CONTRIBUTING.md. `--check` says whether either is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { graph, type Room, roomOf, rooms } from './rooms.ts';

const root = resolve(import.meta.dirname, '..');
const short = ({ path }: Room): string => path.replace('src/', '');
const port = rooms.findIndex((room) => short(room) === 'ledger/port');
const layers = ['rules', 'ground', 'ledger', 'surface'] as const;
/** A file that stands alone above the ledger in the list knows nothing of it. */
const layerOf = (room: Room): string =>
  /^(?:rules|ledger)/.exec(short(room))?.[0] ?? (rooms.indexOf(room) < port ? 'ground' : 'surface');

/** Which rooms a room imports today, the highest first. */
function imported(): ReadonlyMap<Room, ReadonlySet<Room>> {
  const found = new Map<Room, Set<Room>>();
  for (const [file, targets] of graph()) {
    const room = roomOf(file);
    for (const target of targets) {
      const other = roomOf(target);
      if (room && other && room !== other) found.set(room, (found.get(room) ?? new Set()).add(other));
    }
  }
  return found;
}

const uses = imported();

/** Inside a layer only the nearest room above is drawn, so that the arrows can be followed; the table has all. */
function diagram(): string {
  const id = (room: Room) => `r${rooms.indexOf(room)}`;
  const boxes = layers.flatMap((layer) => [
    `    subgraph ${layer}`,
    ...rooms.filter((room) => layerOf(room) === layer).map((room) => `        ${id(room)}["${short(room)}"]`),
    '    end',
  ]);
  const arrows = rooms.flatMap((room) => {
    const above = [...(uses.get(room) ?? [])].filter((each) => layerOf(each) === layerOf(room));
    const nearest = above.sort((a, b) => rooms.indexOf(b) - rooms.indexOf(a))[0];
    return nearest ? [`    ${id(room)} --> ${id(nearest)}`] : [];
  });
  return [
    '```mermaid',
    'flowchart BT',
    ...boxes,
    ...arrows,
    '    surface ==> ledger ==> rules',
    '    ledger ==> ground',
    '```',
  ].join('\n');
}

function table(): string {
  const rows = rooms.map((room) => {
    const within = room.within ? `; only \`${room.within.replace('src/', '')}\` imports it` : '';
    const also = Object.entries(room.also ?? {}).map(
      ([path, why]) => `; imports \`${path.replace('src/', '')}\`: ${why}`,
    );
    const packages = room.packages.map((name) => (name === 'node:' ? "Node's own" : `\`${name}\``)).join(', ');
    return `| \`${short(room)}\` | ${[room.says, within, ...also].join('')} | ${packages || 'none'} |`;
  });
  return ['| Room | Holds | Packages |', '| --- | --- | --- |', ...rows].join('\n');
}

const parts = [
  { file: 'docs/architecture.md', text: diagram() },
  { file: 'CONTRIBUTING.md', text: table() },
];

for (const { file, text } of parts) {
  const path = join(root, file);
  const [begin, end] = ['<!-- rooms: generated from docs/rooms.json -->', '<!-- /rooms -->'];
  const now = readFileSync(path, 'utf8');
  const from = now.indexOf(begin);
  const to = now.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}`);
  const wanted = `${now.slice(0, from + begin.length)}\n\n${text}\n\n${now.slice(to)}`;
  if (!process.argv.includes('--check')) writeFileSync(path, wanted);
  else if (now !== wanted) {
    console.error(`${file} is stale: run \`npm run generate\``);
    process.exitCode = 1;
  }
}
