/**
 * docs/clauses.md: every clause of docs/clauses.json with the tests that carry its id.
 * A test carries the ids that its name begins with, rulings among them: `3.2b an act ...`, `4.2a, 4.2b a ...`, `9.3 9.5 W10 ...`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Clause {
  readonly id: string;
  readonly clause: string;
  readonly must: string;
  /** The part that is missing, and why. */
  readonly in_part?: string;
}

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'docs', 'clauses.md');
const clauses: readonly Clause[] = JSON.parse(readFileSync(join(root, 'docs', 'clauses.json'), 'utf8'));

/** `it('…')`, `test.only("…")`, `it.each(rows)('…')`, `it.each\`…\`('…')`, `it.for([...])('…')`, `test.prop([...])('…')`. */
const call = /(?<![\w.$])(?:it|test)(?:\.\w+)*\s*(?=[(`])/g;
const clauseId = /^\d+(?:\.\w+)+$/;
/** A ruling or an invariant, which may stand among the ids that a name begins with. */
const otherId = /^(?:[A-Z]-?\d+b?|inv\d+)$/;

/** The end of the bracket or template that opens at `from`; strings and comments inside are skipped. */
function closing(text: string, from: number): number {
  if (text[from] === '`') return quoted(text, from).end;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "'" || char === '"' || char === '`') at = quoted(text, at).end;
    else if (char === '/' && text[at + 1] === '/') at = text.indexOf('\n', at);
    else if (char === '/' && text[at + 1] === '*') at = text.indexOf('*/', at) + 1;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
    if (at < from) return text.length;
  }
  return text.length;
}

/** The string literal that opens at `from`, without its escapes' backslashes. */
function quoted(text: string, from: number): { readonly value: string; readonly end: number } {
  const quote = text[from];
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') value += text[++at] ?? '';
    else if (text[at] === quote) return { value, end: at };
    else value += text[at];
  }
  return { value, end: text.length };
}

/** The names of a file's tests, in its order. */
function names(text: string): string[] {
  const found: string[] = [];
  for (const { 0: match, index } of text.matchAll(call)) {
    if (/\.(skip|todo)\b/.test(match)) continue;
    let at = index + match.length;
    let next = firstArgument(text, at);
    if (next === undefined) {
      // The parenthesis held the rows of a table: the name stands in the one after it.
      at = text.slice(closing(text, at) + 1).search(/\S/) + closing(text, at) + 1;
      next = text[at] === '(' ? firstArgument(text, at) : undefined;
    }
    if (next !== undefined) found.push(next.replace(/\s+/g, ' ').trim());
  }
  return found;
}

function firstArgument(text: string, open: number): string | undefined {
  if (text[open] !== '(') return undefined;
  const start = open + 1 + text.slice(open + 1).search(/\S/);
  return ["'", '"', '`'].includes(text[start] ?? '') ? quoted(text, start).value : undefined;
}

function testFiles(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const files = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? testFiles(path) : entry.name.endsWith('.test.ts') ? [path] : [];
  });
  return files.sort((a, b) => (a < b ? -1 : 1));
}

/** The clauses among the ids that a name begins with. */
function idsOf(name: string): readonly string[] {
  const words = name.split(/[\s,]+/);
  const end = words.findIndex((word) => !clauseId.test(word) && !otherId.test(word));
  return words.slice(0, end < 0 ? words.length : end).filter((word) => clauseId.test(word));
}

/** Per id, per file, the number of tests; and the ids that no clause has. */
function coverage() {
  const known = new Set(clauses.map(({ id }) => id));
  const covered = new Map<string, Map<string, number>>();
  const strange: string[] = [];
  for (const file of testFiles('test')) {
    for (const name of names(readFileSync(join(root, file), 'utf8').replace(/^\s*\/\/.*$/gm, ''))) {
      for (const id of idsOf(name)) {
        if (!known.has(id)) strange.push(`${file}: \`${id}\` is no clause of docs/clauses.json (test: ${name})`);
        const files = covered.get(id) ?? new Map<string, number>();
        covered.set(id, files.set(file, (files.get(file) ?? 0) + 1));
      }
    }
  }
  return { covered, strange };
}

function table(covered: ReadonlyMap<string, ReadonlyMap<string, number>>): string {
  const rows = clauses.map(({ id, clause, must, in_part }) => {
    const tests = [...(covered.get(id) ?? [])].map(([file, count]) => `[${file.slice(5, -8)}](../${file}) ${count}`);
    const lacks = in_part === undefined ? '' : ` **In part:** ${in_part}`;
    return `| ${id} | §${clause} | ${must}${lacks} | ${tests.join(', ') || 'not yet'} |`;
  });
  const done = clauses.filter(({ id }) => covered.has(id)).length;
  return [
    '# Clauses and their tests',
    '',
    `Generated by \`npm run generate\`. ${done} of ${clauses.length} have a test, ${clauses.filter(({ in_part }) => in_part !== undefined).length} of them cover it in part and say so; the number after a file says how many there are in it.`,
    'A test belongs to a clause when its id is among those that its name begins with.',
    '',
    '| Id | Clause | What must work | Tests |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const { covered, strange } = coverage();
const fresh = table(covered);
for (const line of strange) console.error(line);
if (process.argv.includes('--check')) {
  const committed = readFileSync(target, 'utf8');
  if (committed !== fresh) console.error('docs/clauses.md is stale. Next: npm run generate');
  if (committed !== fresh || strange.length > 0) process.exitCode = 1;
} else {
  writeFileSync(target, fresh);
}
