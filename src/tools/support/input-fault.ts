import { z } from 'zod';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { invalid, type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { kindWords } from './kind-words.ts';
import { unwrapped } from './lenient-arguments.ts';
import { shownOf } from './shown-enum.ts';

/** Says of bad arguments which field, what was given, and what is wanted: the first three faults of a call. */
export function inputFault(error: z.ZodError, given: unknown, input: z.ZodObject): Refusal {
  const issues = eachOnce(error.issues).slice(0, 3);
  const faults = issues.map((issue) => fault(issue, given, input));
  const [first] = faults;
  if (!first || faults.length === 1)
    return (
      first ??
      refuse('INVALID_INPUT', { found: 'the arguments do not fit', next: 'compare them with the schema of the tool' })
    );
  const next = faults.map((each, n) => `${fieldOf(issues[n])}${each.next}`);
  return refuse('INVALID_INPUT', { found: faults.map((each) => each.found).join('; '), next: next.join('; ') });
}

/** The first issue of each field: a value of the wrong kind is not measured too. */
function eachOnce(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const field = `${issue.code === 'unrecognized_keys'} ${path(issue.path)}`;
    return !seen.has(field) && seen.add(field);
  });
}

/** With several faults, each remedy says whose it is; an unknown field's names itself. */
function fieldOf(issue: z.core.$ZodIssue | undefined): string {
  return issue && issue.code !== 'unrecognized_keys' ? `for ${named(path(issue.path) || 'arguments')} ` : '';
}

function fault(issue: z.core.$ZodIssue, given: unknown, input: z.ZodObject): Refusal {
  const field = path(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(input, issue.path);
    const unknown = issue.keys.slice(0, 3).map((key) => named(path([...issue.path, key])));
    const more = issue.keys.length > unknown.length ? ` and ${issue.keys.length - unknown.length} more` : '';
    const is = issue.keys.length > 1 ? 'are no fields' : 'is no field';
    return refuse('INVALID_INPUT', {
      found: `${unknown.join(', ')}${more} ${is} here`,
      next: `leave ${unknown.join(', ')}${more} out${known ? `; the fields are ${known.join(', ')}` : ''}`,
    });
  }
  return invalid(field || 'arguments', glanced(at(given, issue.path)), wanted(issue, schemaAt(input, issue.path)));
}

/** A caller's own name for a field, which may be anything. */
function named(field: string): string {
  const clean = field.replace(/[\p{C}\u2028\u2029`]/gu, '\uFFFD');
  return `\`${clean.length > 60 ? `${clean.slice(0, 57)}...` : clean}\``;
}

/** Enough of a value to know it again: an endless or bottomless one is not walked. */
function glanced(value: unknown, depth = 2): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '...';
  if (Array.isArray(value)) return value.slice(0, 5).map((each) => glanced(each, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 5)
      .map(([key, each]) => [key, glanced(each, depth - 1)]),
  );
}

/** `scores.0.findings` reads as `scores[0].findings`. */
function path(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
}

function at(given: unknown, parts: readonly PropertyKey[]): unknown {
  let value = given;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

/** The expected value, in words; the schema names an enum's shown values. */
export function wanted(issue: z.core.$ZodIssue, schema?: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return kindWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length > 1
        ? `one of ${(shownOf(schema) ?? issue.values).join(', ')}`
        : String(issue.values[0]);
    case 'too_big':
      return issue.origin === 'string'
        ? `a text of at most ${issue.maximum} characters`
        : issue.origin === 'array'
          ? `at most ${issue.maximum} items`
          : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'a text that is not empty'
        : issue.origin === 'array'
          ? `at least ${plural(Number(issue.minimum), 'item')}`
          : `at least ${issue.minimum}`;
    case 'invalid_union':
      return 'a text, a number, true or false';
    case 'custom':
      return issue.message;
    default:
      return 'a value that fits the schema';
  }
}

function knownKeys(input: z.ZodObject, parts: readonly PropertyKey[]): readonly string[] | null {
  const bare = schemaAt(input, parts);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : null;
}

function schemaAt(input: z.ZodObject, parts: readonly PropertyKey[]): unknown {
  return unwrapped(parts.reduce<unknown>(inner, input));
}

function inner(schema: unknown, part: PropertyKey): unknown {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray) return bare.element;
  return bare instanceof z.ZodObject && typeof part === 'string' ? bare.shape[part] : null;
}
