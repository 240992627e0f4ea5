import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rooms } from '../scripts/rooms.ts';
import { migrations } from '../src/ledger/sqlite/schema.ts';

/** Names in the first cell of a row, between backticks. */
const rows = readFileSync('docs/glossary.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => {
    const [, first = '', , place = ''] = line.split('|');
    return { names: [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''), place: place.trim() };
  });

test("house every exported type of a room's main file is in the glossary, with its file", () => {
  const lacking = rooms.flatMap(({ path, main }) => {
    if (path === main) return [];
    const types = [...readFileSync(main, 'utf8').matchAll(/^export (?:interface|type|class) (\w+)/gm)];
    const place = `\`${main.replace('src/', '')}\``;
    return types
      .map(([, name]) => name ?? '')
      .filter((name) => !rows.some((row) => row.names.includes(name) && row.place === place))
      .map((name) => `${name} of ${main}`);
  });
  expect(lacking).toEqual([]);
});

test('house every table is in the glossary, and no other', () => {
  const tables = [...migrations.join('\n').matchAll(/CREATE TABLE (\w+)/g)].map(([, name]) => name ?? '');
  const text = readFileSync('docs/glossary.md', 'utf8');
  const section = text.slice(text.indexOf('## Tables'), text.indexOf('## Streams'));
  const told = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
  );
  expect(told.sort()).toEqual(tables.sort());
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
