import { readFileSync, statSync } from 'node:fs';
import { type Document, LineCounter, parseDocument, visit as walk, type YAMLError } from 'yaml';
import { fault, isMapping, type Mapping, type PolicyFault, quoted, type Tree } from './tree.ts';

export type Read = { readonly tree: Mapping } | { readonly faults: readonly PolicyFault[] };

const maxBytes = 1024 * 1024;
const maxAliases = 100;
const maxNodes = 100_000;
const maxDepth = 32;

/** A policy file as plain data. YAML's core schema reads JSON too. */
export function readPolicyFile(file: string): Read {
  const bytes = bytesOf(file);
  if ('faults' in bytes) return bytes;
  const text = decoded(bytes.bytes);
  if (text === undefined) return { faults: [fault('', 'the file is not text in UTF-8', 'save it as UTF-8')] };
  return readPolicyText(text);
}

function bytesOf(file: string): { readonly bytes: Buffer } | { readonly faults: readonly PolicyFault[] } {
  try {
    const { size, ...stat } = describe(file);
    if (!stat.isFile) return { faults: [fault('', 'it is not a file', 'name a YAML or JSON file')] };
    if (size > maxBytes) {
      return { faults: [fault('', `the file has ${size} bytes`, `at most ${maxBytes} bytes (1 MiB) are read`)] };
    }
    return { bytes: readFileSync(file) };
  } catch (error) {
    return { faults: [unreadable(error)] };
  }
}

function describe(file: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(file);
  return { size: stat.size, isFile: stat.isFile() };
}

function unreadable(error: unknown): PolicyFault {
  const code = isMapping(error) || error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return fault('', 'there is no such file', 'correct the path that names it');
  if (code === 'EACCES' || code === 'EPERM')
    return fault('', 'the file may not be read', 'give this user the right to read it');
  return fault(
    '',
    `the file cannot be read (${typeof code === 'string' ? code : 'unknown cause'})`,
    'check the path and the disk',
  );
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function readPolicyText(text: string): Read {
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      schema: 'core',
      resolveKnownTags: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const errors = [...document.errors, ...document.warnings, ...strayAliases(document)];
    if (errors.length > 0) return { faults: errors.slice(0, 20).map((error) => yamlFault(error, text, lines)) };
    return planted(document.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    // Only two things throw here: aliases beyond the bound, and nesting beyond the stack.
    const isAlias = error instanceof ReferenceError;
    const unfold = fault('', `aliases unfold more than ${maxAliases} times`, 'write the values out');
    return { faults: [isAlias ? unfold : tooDeep('')] };
  }
}

type Complaint = Pick<YAMLError, 'code' | 'pos'>;

/** Aliases that name no anchor, which the parser lets pass. */
function strayAliases(document: Document.Parsed): readonly Complaint[] {
  const stray: Complaint[] = [];
  let count = 0;
  walk(document, {
    Alias(_, alias) {
      count += 1;
      const [from = 0, to = 0] = alias.range ?? [];
      // To resolve one walks the document; beyond the bound it is refused anyway.
      if (count <= maxAliases && !alias.resolve(document)) stray.push({ code: 'BAD_ALIAS', pos: [from, to] });
    },
  });
  return stray;
}

const tooDeep = (path: string) =>
  fault(path, `is nested more than ${maxDepth} levels deep`, 'no policy value lies that deep');

/** YAML's own complaints, in our words. */
const yamlWords: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  TAB_AS_INDENT: 'a tab indents this line; indent with spaces',
  DUPLICATE_KEY: 'the same key stands twice in one mapping; keep one',
  MULTIPLE_DOCS: 'a second document begins here (`---`); a policy is one document',
  MISSING_CHAR: 'a character is missing here, such as a closing quote, bracket, colon or comma',
  TAG_RESOLVE_FAILED: 'a tag (`!`) stands here; a policy has none, quote the text if it begins with `!`',
  BAD_ALIAS: 'an alias (`*`) names no anchor before it; quote the text if it begins with `*`',
  BAD_SCALAR_START: 'a plain text cannot begin with this character; put it in quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes escapes nothing known; use single quotes',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines, or a colon is missing',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon on one line; put the text in quotes',
  BAD_DIRECTIVE: 'a directive (`%`) stands here; a policy has none',
};

function yamlFault(error: Complaint, text: string, lines: LineCounter): PolicyFault {
  const { line, col } = lines.linePos(Math.min(error.pos[0], text.length));
  return fault(`line ${line}, column ${col}`, yamlWords[error.code] ?? 'the text is not YAML here', 'correct the line');
}

/** Refuses what JSON cannot hold, and what a reader could not see. */
function planted(root: unknown): Read {
  const faults: PolicyFault[] = [];
  let nodes = 0;
  const visit = (given: unknown, path: string, depth: number): Tree => {
    nodes += 1;
    if (depth > maxDepth || nodes > maxNodes) {
      if (faults.length < 20)
        faults.push(
          depth > maxDepth
            ? tooDeep(path)
            : fault(path, `holds more than ${maxNodes} values`, 'no policy is that long'),
        );
      return null;
    }
    if (Array.isArray(given)) return given.map((each, index) => visit(each, `${path}[${index}]`, depth + 1));
    if (isMapping(given))
      return Object.fromEntries(
        Array.from(fieldsOf(given, path, faults), ({ key, at, value }) => [key, visit(value, at, depth + 1)]),
      );
    return scalar(given, path, faults);
  };
  const tree = visit(root, '', 0);
  if (faults.length > 0) return { faults };
  if (isMapping(tree)) return { tree };
  return {
    faults: [
      fault(
        '',
        tree === null || tree === '' ? 'the file is empty' : `the file holds ${quoted(tree)}`,
        'wanted keys and values, such as `extends: handoff-0.2`',
      ),
    ],
  };
}

function* fieldsOf(given: Mapping, path: string, faults: PolicyFault[]) {
  for (const [key, value] of Object.entries(given)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === '__proto__') faults.push(fault(at, 'is no key of a policy', 'remove it'));
    else yield { key, at, value };
  }
}

/** Control characters and halves of a character; tab and line end are text. */
const hidden = /[^\P{Cc}\n\t]|\p{Cs}/u;

function scalar(given: unknown, path: string, faults: PolicyFault[]): Tree {
  if (typeof given === 'string') {
    if (hidden.test(given))
      faults.push(fault(path, `${quoted(given)} holds a character that cannot be seen`, 'remove it'));
    return given;
  }
  if (given === null || typeof given === 'boolean') return given;
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  faults.push(fault(path, `\`${String(given)}\` is no number a policy can hold`, 'wanted a finite number'));
  return null;
}
