import { readdirSync, readFileSync } from 'node:fs';
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

  test('house a type that a room shows to others has a name of its own', () => {
    const names = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name ?? ''),
    );
    expect(names.length).toBeGreaterThan(600);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });

  test('house a file imports no package but those of its room', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      const packages = importsOf(file).filter(({ target }) => !isSource(target) && !target.endsWith('.json'));
      return packages.filter(({ target }) => !room || !mayUse(room, target)).map(({ target }) => `${file}: ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('house those above the ledger ask it by its port, and the commands and backups alone open one', () => {
    const asked = files
      .filter((file) => !file.startsWith('src/ledger/'))
      .flatMap((file) => importsOf(file))
      .filter(({ target }) => target.startsWith('src/ledger/') && !target.startsWith('src/ledger/port/'));
    const openers = asked.filter(({ target }) => target === 'src/ledger/index.ts').map(({ file }) => file);
    expect(openers.filter((file) => !/^src\/(?:commands|backup)\//.test(file))).toEqual([]);
    // Canonical JSON is how policies and texts are hashed too; of the rest each exception has its reason in the list.
    const excepted = asked.filter(({ file, target }) => roomOf(file)?.also?.[roomOf(target)?.path ?? '']);
    const others = asked.filter((each) => !excepted.includes(each)).map(({ target }) => target);
    expect(new Set(others)).toEqual(new Set(['src/ledger/index.ts', 'src/ledger/events/canonical-json.ts']));
    expect(new Set(excepted.map(({ file }) => roomOf(file)?.path))).toEqual(
      new Set(rooms.flatMap(({ path, also }) => (also ? [path] : []))),
    );
  });

  test('house no SQL is written but by the engine', () => {
    const sql =
      /\b(?:SELECT\s.+\sFROM|INSERT\s(?:OR\s\w+\s)?INTO|UPDATE\s.+\sSET|DELETE\sFROM|CREATE\s(?:TABLE|INDEX))\s/s;
    const writing = files.filter((file) => sql.test(readFileSync(file, 'utf8')));
    expect(writing.filter((file) => !file.startsWith('src/ledger/sqlite/'))).toEqual([]);
    expect(writing).toContain('src/ledger/sqlite/queries.ts');
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

  test('house no comment begins with a pronoun, neither by itself nor after its clause', () => {
    const begun =
      /(?:\/\*\*\s+(?:\* )?|^ *\/\/ )(?:(?:§?\d|[A-Z]{1,2}-?\d)[^:\n]{0,24}: )?(?:what|who|whose|whom|whoever|which|it|they|this|these|that|those)\b.*/gim;
    const tests = readdirSync('test', { encoding: 'utf8', recursive: true }).filter((file) => file.endsWith('.ts'));
    const texts = [...files, ...tests.map((file) => `test/${file}`)].map(
      (file) => [file, readFileSync(file, 'utf8')] as const,
    );
    expect(texts.flatMap(([file, text]) => [...text.matchAll(begun)].map(([line]) => `${file}: ${line}`))).toEqual([]);
  });

  test('house a tool stands in a file that bears its name, and so does its command', async () => {
    const named = (folder: string) => async (name: string) => {
      const path = files.find((file) => file.startsWith(folder) && file.endsWith(`/${name.replaceAll('_', '-')}.ts`));
      const module: object = path === undefined ? {} : await import(`../${path}`);
      return Object.values(module).some((each) => each?.name === name && (each.decide ?? each.call));
    };
    const lacking = async (folder: string, names: readonly string[]) => {
      const found = await Promise.all(names.map(named(folder)));
      return names.filter((_, n) => !found[n]);
    };
    const writing = tools.filter(({ effect }) => !effect.readOnly).map(({ name }) => name);
    const every = tools.map(({ name }) => name);
    expect(await lacking('src/tools/', every)).toEqual([]);
    // The sweep applies what is due and decides nothing; of a list each row is a command of its own.
    expect(await lacking('src/rules/', writing)).toEqual(['session_sweep', 'import_list']);
  });
});

describe('how the rooms are read', () => {
  test.each([
    ["import Database, { type Statement, SqliteError } from 'driver';", 'default, Statement, SqliteError'],
    ['import { "quoted" as name } from "driver";', '"quoted"'],
    ['import type Database from "driver";', ''],
    ["import * as driver from 'driver';", ''],
    ["import Database, * as driver from 'driver';", ''],
    ["import 'driver';", ''],
    ["export * from 'driver';", ''],
    ["export type { One as Another } from 'driver';", 'One'],
    ['import {\n  one,\n  two,\n} from "driver";', 'one, two'],
    ['const late = await import("driver");', ''],
    ["type Late = typeof import('driver');", ''],
  ])('house an import is found in whatever form: %s', (text, name) => {
    expect(importsOf('src/main.ts', text)).toEqual([{ file: 'src/main.ts', target: 'driver', name }]);
  });

  test('house what is imported beside a default belongs to the file that declares it', () => {
    const text = "import whole, { Reader } from './ledger/port/ledger.ts';";
    expect(importsOf('src/main.ts', text).map(({ target, name }) => [name, target])).toEqual([
      ['default', 'src/ledger/port/ledger.ts'],
      ['Reader', 'src/ledger/port/reader.ts'],
    ]);
  });

  const at = (path: string) => {
    const room = rooms.find((each) => each.path === path);
    if (!room) throw new Error(`no room ${path}`);
    return room;
  };
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
    expect(mayImport(at('src/ledger/port'), at('src/rules/explain'))).toBe(true);
    expect(mayImport(at('src/rules/explain'), at('src/ledger/port'))).toBe(false);
    expect(mayUse(at('src/rules/signals'), 'node:fs')).toBe(false);
    expect(mayUse(at('src/ledger/sqlite'), 'better-sqlite3')).toBe(true);
    expect(mayUse(at('src/ledger/projections'), 'better-sqlite3')).toBe(false);
  });

  test.each([
    ['src/ledger/sqlite', ['src/backup', 'src/doctor', 'src/commands/setup']],
    ['src/ledger/unit-of-work', []],
  ])('house outside the ledger %s may be imported by %j alone', (inner, those) => {
    const outside = rooms.filter(({ path }) => !path.startsWith('src/ledger/'));
    expect(outside.filter((room) => mayImport(room, at(inner))).map(({ path }) => path)).toEqual(those);
    expect(mayImport(at('src/ledger/index.ts'), at(inner))).toBe(true);
  });
});
