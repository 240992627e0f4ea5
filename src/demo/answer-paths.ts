import type { Shown, StoryValue } from './story.ts';

/** The part of an answer at a path. In a list a word finds the entry that bears it or is it: `checks/G1`, `opened/dossier`, `passed/G3`. */
export function at(answer: unknown, path: string): unknown {
  return path.split('/').reduce<unknown>(step, answer);
}

function step(value: unknown, key: string): unknown {
  if (Array.isArray(value))
    return key === 'length'
      ? value.length
      : /^\d+$/.test(key)
        ? value[Number(key)]
        : value.find((entry) => bears(entry, key));
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

const names = ['rule', 'kind', 'fact', 'type', 'stage', 'id', 'name', 'signal_type'] as const;

function bears(entry: unknown, name: string): boolean {
  if (entry === name) return true;
  return typeof entry === 'object' && entry !== null && names.some((key) => Reflect.get(entry, key) === name);
}

/** Arguments with what earlier answers were saved under put in. Throws on a name that nothing was saved under. */
export function resolved(given: StoryValue, saved: ReadonlyMap<string, unknown>): unknown {
  if (isList(given)) return given.map((each) => resolved(each, saved));
  if (typeof given !== 'object') return given;
  const name = given.$;
  if (typeof name === 'string') {
    if (!saved.has(name)) throw new Error(`the story refers to \`${name}\` before anything was saved under it`);
    return saved.get(name);
  }
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, resolved(value, saved)]));
}

function isList(given: StoryValue): given is readonly StoryValue[] {
  return Array.isArray(given);
}

/** The first thing that an answer was to show and doesn't; `null` is for what must not be there. */
export function difference(answer: unknown, shows: Shown): string | null {
  for (const [path, wanted] of Object.entries(shows)) {
    const found = at(answer, path) ?? null;
    if (found !== wanted) return `\`${path}\` is ${JSON.stringify(found)}, the story has ${JSON.stringify(wanted)}`;
  }
  return null;
}
