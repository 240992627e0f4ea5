import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A room of the house: a folder of src, or a file that stands alone at its root. */
export interface Room {
  readonly path: string;
  readonly says: string;
  /** Its first comment says what the room is for; the glossary holds its exported types. */
  readonly main: string;
  /** Packages it may import; `node:` stands for Node's own modules. */
  readonly packages: readonly string[];
  /** The folder whose files alone may import it; without one, every room below it may. */
  readonly within?: string;
  /** Rooms of another folder's own that it imports all the same, each with the reason. */
  readonly also?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '..');

/** The one table of rooms, from the ground up: each imports itself and the rooms above it in this list, nothing else. */
export const rooms: readonly Room[] = JSON.parse(readFileSync(join(root, 'docs', 'rooms.json'), 'utf8'));

/** Every source file, relative to the root. */
export function sourceFiles(folder = 'src'): readonly string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sourceFiles(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

/** The innermost room that a file lies in. */
export function roomOf(file: string): Room | undefined {
  const holding = rooms.filter(({ path }) => file === path || file.startsWith(`${path}/`));
  return holding.reduce<Room | undefined>(
    (best, each) => (best && best.path.length > each.path.length ? best : each),
    undefined,
  );
}

interface Clause {
  /** Names as exported by the imported file; none for a namespace, a default alone or a side effect. */
  readonly names: readonly string[];
  readonly from: string;
  readonly isExport: boolean;
}

const clause =
  /^(import|export)\b\s*(?:type\b\s*)?(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}|\*(?:\s*as\s+[\w$]+)?)?\s*from\s*(['"])([^'"]+)\4|^import\s*(['"])([^'"]+)\6|\bimport\(\s*(['"])([^'"]+)\8/gm;

function clausesOf(text: string): readonly Clause[] {
  return [...text.matchAll(clause)].map(([, word, whole, list = '', , from, , bare, , late]) => ({
    names: [
      ...(whole === undefined || list === '' ? [] : ['default']),
      ...list
        .split(',')
        .map(
          (each) =>
            each
              .trim()
              .replace(/^type\s+/, '')
              .split(/\s+as\s+/)[0] ?? '',
        )
        .filter((each) => each !== ''),
    ],
    from: from ?? bare ?? late ?? '',
    isExport: word === 'export',
  }));
}

export interface Import {
  readonly file: string;
  /** The file that declares what is imported, behind all re-exports; a package as it is named. */
  readonly target: string;
  readonly name: string;
}

/** Every import of a file, type imports too, each followed to the file that declares the name. */
export function importsOf(file: string, text = readFileSync(join(root, file), 'utf8')): readonly Import[] {
  return clausesOf(text).flatMap(({ names, from }): readonly Import[] => {
    if (!from.startsWith('.')) return [{ file, target: from, name: names.join(', ') }];
    const direct = relative(root, resolve(root, dirname(file), from));
    if (names.length === 0) return [{ file, target: direct, name: '*' }];
    return names.map((name) => ({ file, target: declaring(direct, name), name }));
  });
}

function declaring(file: string, name: string): string {
  const path = join(root, file);
  if (!existsSync(path)) return file;
  const onward = clausesOf(readFileSync(path, 'utf8')).find(
    ({ isExport, names, from }) => isExport && from.startsWith('.') && names.includes(name),
  );
  return onward ? declaring(relative(root, resolve(root, dirname(file), onward.from)), name) : file;
}

export const isSource = (target: string): boolean => target.startsWith('src/');

/** Groups of files that import one another in a circle, types included. */
export function circles(imports: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    number.set(file, number.size);
    low.set(file, number.get(file) ?? 0);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!number.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(file) !== number.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of imports.keys()) if (!number.has(file)) visit(file);
  return found;
}

/** File by file, what it imports inside src. */
export function graph(): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    sourceFiles().map((file) => [
      file,
      new Set(
        importsOf(file)
          .map(({ target }) => target)
          .filter((target) => isSource(target) && target !== file),
      ),
    ]),
  );
}

/** Whether a room may import another: itself and what stands above it, but what is a folder's own only from there or for a reason. */
export function mayImport(room: Room, other: Room): boolean {
  if (rooms.indexOf(other) > rooms.indexOf(room)) return false;
  return (
    other.within === undefined || room.path.startsWith(`${other.within}/`) || room.also?.[other.path] !== undefined
  );
}

export function mayUse({ packages }: Room, name: string): boolean {
  return packages.some(
    (each) => name === each || name.startsWith(`${each}/`) || (each === 'node:' && name.startsWith(each)),
  );
}
