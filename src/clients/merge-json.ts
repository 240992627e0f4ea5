import { applyEdits, type JSONPath, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { hasFields } from '../fields.ts';
import type { Client } from './client.ts';
import type { ServerEntry } from './entry.ts';
import type { Merged } from './merged.ts';

/** The file's own step of indentation; two spaces where it shows none. */
function indentation(text: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const step = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return step.startsWith('\t') ? { insertSpaces: false, tabSize: 1 } : { insertSpaces: true, tabSize: step.length };
}

function faultOf(text: string, { form }: Pick<Client, 'form'>): string | null {
  const faults: ParseError[] = [];
  const isCommented = form === 'jsonc';
  const tree: unknown = parse(text, faults, { disallowComments: !isCommented, allowTrailingComma: isCommented });
  const [fault] = faults;
  if (fault) {
    const line = text.slice(0, fault.offset).split('\n').length;
    return `it is no JSON: ${printParseErrorCode(fault.error)} in line ${line}`;
  }
  return hasFields(tree) ? null : 'it holds no JSON object';
}

interface Placed {
  readonly path: JSONPath;
  readonly value: unknown;
}

/** A new entry whole; of one that stands there, field by field and variable by variable, since what else it says stays. */
function wanted(
  held: unknown,
  { env, ...fields }: ServerEntry,
  [key, name]: readonly [string, string],
): readonly Placed[] {
  if (held === undefined) return [{ path: [key, name], value: { ...fields, env } }];
  return [
    ...Object.entries(fields).map(([field, value]) => ({ path: [key, name, field], value })),
    ...Object.entries(env).map(([variable, value]) => ({ path: [key, name, 'env', variable], value })),
  ];
}

/** A new entry goes first: behind the last of a list, a comment on that one would be taken for ours. */
const first = { getInsertionIndex: () => 0 };

function at(tree: unknown, path: JSONPath): unknown {
  return path.reduce<unknown>((part, step) => (hasFields(part) ? part[String(step)] : undefined), tree);
}

/** Puts Ladder's entries into a JSON file: every other byte of it stays. */
export function mergeJson(
  given: string,
  client: Pick<Client, 'form' | 'key'>,
  entries: Readonly<Record<string, ServerEntry>>,
): Merged {
  const mark = given.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = given.slice(mark.length);
  let text = body.trim() === '' ? '{}\n' : body;
  const fault = faultOf(text, client);
  if (fault !== null) return { problem: fault };
  const { key } = client;
  const formattingOptions = { ...indentation(text), eol: text.includes('\r\n') ? '\r\n' : '\n' };
  for (const [name, entry] of Object.entries(entries).reverse()) {
    for (const path of [[key], [key, name], [key, name, 'env']]) {
      const found = at(parse(text), path);
      if (found !== undefined && !hasFields(found)) return { problem: `\`${path.join('.')}\` is no object` };
    }
    for (const { path, value } of wanted(at(parse(text), [key, name]), entry, [key, name])) {
      if (JSON.stringify(at(parse(text), path)) === JSON.stringify(value)) continue;
      text = applyEdits(text, modify(text, path, value, { formattingOptions, ...(path.length <= 2 ? first : {}) }));
    }
  }
  return { text: mark + text };
}
