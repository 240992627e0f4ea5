import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  circles,
  graph,
  importsOf,
  isSource,
  mayImport,
  mayUse,
  roomOf,
  rooms,
  sourceFiles,
} from '../scripts/rooms.ts';
import { tools } from '../src/tools/index.ts';

const files = sourceFiles();

describe('the rooms of docs/rooms.json', () => {
  test('house every source file lies in one, and each is there', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
    expect(rooms.filter(({ path }) => !files.some((file) => roomOf(file)?.path === path))).toEqual([]);
  });

  test('house a file imports its own room and those above it, types too, each name followed to where it is declared', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      return importsOf(file).flatMap(({ target, name }) => {
        const other = isSource(target) ? roomOf(target) : undefined;
        if (!room || !other || mayImport(room, other)) return [];
        return [`${file} imports ${name} of ${target}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('house a file imports no package but those of its room', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      const packages = importsOf(file).filter(({ target }) => !isSource(target) && !target.endsWith('.json'));
      return packages.filter(({ target }) => !room || !mayUse(room, target)).map(({ target }) => `${file}: ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('house what clients see asks the ledger by its port', () => {
    const seen = files.filter((file) => /^src\/(?:views|tools|resources|prompts|report-page)\//.test(file));
    const asked = seen.flatMap((file) => importsOf(file).map(({ target }) => target));
    const within = asked.filter((target) => target.startsWith('src/ledger/') && !target.startsWith('src/ledger/port/'));
    expect([...new Set(within)]).toEqual(['src/ledger/events/canonical-json.ts']);
  });

  test('house no files import one another in a circle, not for types either', () => {
    expect(circles(graph())).toEqual([]);
  });

  test("house the first comment of a room's main file says what the room is for", () => {
    const silent = rooms.filter(({ path, main, says }) => {
      if (path === main) return false;
      return !readFileSync(main, 'utf8').startsWith(`/** ${says[0]?.toUpperCase()}${says.slice(1)}. */`);
    });
    expect(silent.map(({ main }) => main)).toEqual([]);
  });

  test('house a command stands in a file that bears the name of its tool', () => {
    const names = tools.filter(({ effect }) => !effect.readOnly).map(({ name }) => name.replaceAll('_', '-'));
    const without = names.filter(
      (name) => !files.some((file) => file.startsWith('src/rules/') && file.endsWith(`/${name}.ts`)),
    );
    // The sweep applies what is due and decides nothing; of a list each row is a command of its own.
    expect(without).toEqual(['session-sweep', 'import-list']);
    expect(tools.filter(({ name }) => !existsSync(`src/tools/${name.replaceAll('_', '-')}.ts`))).toEqual([]);
  });
});

describe('how the rooms are read', () => {
  const links = (edges: Readonly<Record<string, readonly string[]>>) =>
    new Map(Object.entries(edges).map(([file, targets]) => [file, new Set(targets)]));

  test('house a circle is found through any number of files, and a chain is none', () => {
    expect(circles(links({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] }))).toEqual([['a', 'b', 'c']]);
    expect(circles(links({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]);
  });

  test('house a name that is handed on belongs to the file that declares it', () => {
    const found = importsOf('src/policy/index.ts').map(({ target }) => target);
    expect(found).toContain('src/policy/load.ts');
    const through = files.flatMap((file) => importsOf(file)).find(({ name }) => name === 'Calendar');
    expect(through?.target).toBe('src/rules/time/business-calendar.ts');
  });

  test('house rules stand above the ledger, and the engine alone may have its driver', () => {
    const at = (path: string) => {
      const room = rooms.find((each) => each.path === path);
      if (!room) throw new Error(`no room ${path}`);
      return room;
    };
    expect(mayImport(at('src/ledger/port'), at('src/rules/explain'))).toBe(true);
    expect(mayImport(at('src/rules/explain'), at('src/ledger/port'))).toBe(false);
    expect(mayUse(at('src/rules/signals'), 'node:fs')).toBe(false);
    expect(mayUse(at('src/ledger/sqlite'), 'better-sqlite3')).toBe(true);
    expect(mayUse(at('src/ledger/projections'), 'better-sqlite3')).toBe(false);
  });
});
