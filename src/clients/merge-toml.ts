import { isDeepStrictEqual } from 'node:util';
import { parse, stringify, TomlError } from 'smol-toml';
import { hasFields } from '../fields.ts';
import type { ServerEntry } from './entry.ts';
import type { Merged } from './merged.ts';

/** `[mcp_servers.ladder-cro]` and the tables below it, from each heading to the next. */
function without(text: string, key: string, name: string): string {
  const own = new RegExp(`^\\s*\\[\\s*${key}\\s*\\.\\s*(?:"${name}"|'${name}'|${name})\\s*[.\\]]`);
  let isOwn = false;
  return text
    .split(/(?<=\n)/)
    .filter((line) => {
      if (/^\s*\[/.test(line)) isOwn = own.test(line);
      return !isOwn;
    })
    .join('');
}

/** The entry as before, with our keys set; its other keys stay. */
function joined(before: unknown, entry: ServerEntry): Readonly<Record<string, unknown>> {
  const held = hasFields(before) ? before : {};
  return { ...held, ...entry, env: { ...(hasFields(held.env) ? held.env : {}), ...entry.env } };
}

interface Read {
  readonly tree: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

function read(text: string): Read {
  try {
    return { tree: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { tree: {}, problem: `it is no TOML: ${error.message.split('\n', 1)[0]} in line ${error.line}` };
  }
}

/** Puts Ladder's entries into a TOML file. The text is edited, then read again: what else it says must be what it said before. */
export function mergeToml(given: string, key: string, entries: Readonly<Record<string, ServerEntry>>): Merged {
  const mark = given.startsWith('\uFEFF') ? '\uFEFF' : '';
  let text = given.slice(mark.length);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [name, entry] of Object.entries(entries)) {
    const { tree, problem } = read(text);
    if (problem !== undefined) return { problem };
    const servers = tree[key] ?? {};
    if (!hasFields(servers)) return { problem: `\`${key}\` is no table` };
    const merged = joined(servers[name], entry);
    if (isDeepStrictEqual(plain(servers[name]), plain(merged))) continue;
    const rest = without(text, key, name).trimEnd();
    const block = stringify({ [key]: { [name]: merged } })
      .trimEnd()
      .replaceAll('\n', eol);
    const next = `${rest}${rest === '' ? '' : eol + eol}${block}${eol}`;
    const wanted = { ...tree, [key]: { ...servers, [name]: merged } };
    if (!isDeepStrictEqual(plain(read(next).tree), plain(wanted)))
      return { problem: `\`${key}.${name}\` is written in a form that can't be edited, such as an inline table` };
    text = next;
  }
  return { text: mark + text };
}

/** Tables of the parser have no prototype; compared are their values alone. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date || !hasFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
