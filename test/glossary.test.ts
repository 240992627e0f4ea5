import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, rooms, sourceFiles } from '../scripts/rooms.ts';
import { migrations } from '../src/ledger/sqlite/schema.ts';
import { streamKinds } from '../src/rules/command/draft.ts';

/** Names in the first cell of a row, between backticks. */
const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => {
    const [, first = '', , place = ''] = line.split('|');
    return { names: [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''), place: place.trim() };
  });

/** The types and schemas that a text exports, those it hands on too: another value's name begins with a small letter or is all in capitals. */
function typesIn(text: string): readonly string[] {
  const exported = text.matchAll(
    /^export (?:(?:abstract )?(?:interface|type|class|const) (\w+)|(?:type )?\{([^}]+)\})/gm,
  );
  return [...exported]
    .flatMap(
      ([, name = '', several]) => several?.split(',').map((each) => each.trim().split(/\s/).at(-1) ?? '') ?? name,
    )
    .filter((name) => /^[A-Z][a-z]/.test(name));
}

test('house a type is found in whatever way it is exported', () => {
  const text = `export interface One {}
export abstract class Two {}
export type Three = One;
export type { Four, Five as Six } from './others.ts';
export { seven, type Eight } from './others.ts';
export const Nine = schema();
export const TEN = 10;`;
  expect(typesIn(text)).toEqual(['One', 'Two', 'Three', 'Four', 'Six', 'Eight', 'Nine']);
});

test("house every exported type of a room's main file is in the glossary, with the file that declares it", () => {
  const lacking = rooms.flatMap(({ main }) => {
    const handedOn = importsOf(main);
    const text = readFileSync(main, 'utf8');
    return typesIn(text).flatMap((name) => {
      const isOwn = new RegExp(`^export (?:abstract )?(?:interface|type|class|const) ${name}\\b`, 'm').test(text);
      const file = isOwn ? main : (handedOn.find((each) => each.name === name)?.target ?? main);
      const place = `\`${file.replace('src/', '')}\``;
      return rows.some((row) => row.names.includes(name) && row.place === place) ? [] : [`${name} of ${file}`];
    });
  });
  expect(lacking).toEqual([]);
});

test('house every type of the glossary is exported by the file that its row names', () => {
  const ofTypes = rows.filter(({ names, place }) => /^`[\w/-]+\.ts`$/.test(place) && /^[A-Z]/.test(names[0] ?? ''));
  expect(ofTypes.length).toBeGreaterThan(50);
  const gone = ofTypes.flatMap(({ names, place }) => {
    const text = readFileSync(`src/${place.slice(1, -1)}`, 'utf8');
    const known = typesIn(text);
    return names.filter((name) => !known.includes(name)).map((name) => `${name} of ${place}`);
  });
  expect(gone).toEqual([]);
});

test('house every table is in the glossary, and no other', () => {
  const tables = [...migrations.join('\n').matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name ?? '');
  const text = readFileSync('docs/glossary.md', 'utf8');
  const section = text.slice(text.indexOf('## Tables'));
  const told = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
  );
  // A migration may make a table anew.
  expect(told.sort()).toEqual([...new Set(tables)].sort());
});

/** Names between backticks in the first cells of the table under a heading. */
function firstCells(heading: string): readonly string[] {
  const text = readFileSync('docs/architecture.md', 'utf8');
  const [, ...lines] = text.slice(text.indexOf(heading)).split('\n\n', 1)[0]?.split('\n') ?? [];
  return lines.flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
}

test('house every kind of stream is in the architecture, and no other', () => {
  const told = firstCells('| Stream |').map((name) => name.split(':')[0]);
  expect(told.toSorted()).toEqual([...streamKinds].sort());
});

test('house every kind of id that the code gives out is in the architecture, and no other', () => {
  const given = sourceFiles()
    .filter((file) => !file.startsWith('src/demo/'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/`([a-z]{3,4}_(?:desk_|copy_|policy_)?)\$\{/g)])
    .map(([, prefix]) => prefix ?? '')
    // The prefix of an id for a timer's step is no id.
    .filter((prefix) => prefix !== 'step_');
  const ids = readFileSync('src/rules/aggregates/ids.ts', 'utf8');
  const minted = [...ids.matchAll(/'([a-z]{3})'/g)].map(([, prefix]) => `${prefix}_`);
  const ofDesk = [...(/prefix: ('tsk'.*)\)/.exec(ids)?.[1] ?? '').matchAll(/[a-z]+/g)].map(([kind]) => `${kind}_desk_`);
  expect(ofDesk).toEqual(['tsk_desk_', 'int_desk_']);
  const told = firstCells('| Id |').map((name) => name.replace('…', ''));
  expect(told.toSorted()).toEqual([...new Set([...given, ...minted, ...ofDesk])].sort());
});

test.each(['docs/glossary.md', 'docs/architecture.md'])('house every file that %s names is there', (page) => {
  const files = [
    ...readFileSync(page, 'utf8').matchAll(
      /`((?:rules|ledger|views|library|resources|exchange|commands|serving|tools)\/[\w/.-]+\.ts)`/g,
    ),
  ];
  expect(files.length).toBeGreaterThan(10);
  for (const [, file] of files) expect(readFileSync(`src/${file}`, 'utf8')).not.toBe('');
});
