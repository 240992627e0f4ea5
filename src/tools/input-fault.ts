import { z } from 'zod';
import { invalid, type Refusal, refuse } from '../rules/refusal.ts';

/** Says of bad arguments which field, what was given, and what is wanted: the first three faults of a call. */
export function inputFault(error: z.ZodError, given: unknown, input: z.ZodObject): Refusal {
  const faults = error.issues.slice(0, 3).map((issue) => fault(issue, given, input));
  const [first] = faults;
  if (!first || faults.length === 1) return first ?? refuse('INVALID_INPUT', { found: 'the arguments do not fit', next: 'compare them with the schema of the tool' });
  return refuse('INVALID_INPUT', { found: faults.map((each) => each.found).join('; '), next: faults.map((each) => each.next).join('; ') });
}

function fault(issue: z.core.$ZodIssue, given: unknown, input: z.ZodObject): Refusal {
  const field = path(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(input, issue.path);
    const unknown = issue.keys.map((key) => `\`${[...issue.path, key].join('.')}\``).join(', ');
    return refuse('INVALID_INPUT', { found: `${unknown} is no field here`, next: known ? `leave it out; the fields are ${known.join(', ')}` : 'leave it out' });
  }
  return invalid(field || 'arguments', at(given, issue.path), wanted(issue));
}

/** `scores.0.findings` reads as `scores[0].findings`. */
function path(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)), '');
}

function at(given: unknown, parts: readonly PropertyKey[]): unknown {
  let value = given;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'invalid_value':
      return issue.values.length > 1 ? `one of ${issue.values.join(', ')}` : String(issue.values[0]);
    case 'too_big':
      return issue.origin === 'string' ? `a text of at most ${issue.maximum} characters` : issue.origin === 'array' ? `at most ${issue.maximum} items` : `at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string' ? 'a text that is not empty' : issue.origin === 'array' ? `at least ${issue.minimum} items` : `at least ${issue.minimum}`;
    case 'invalid_union':
      return 'a text, a number, true or false';
    default:
      return 'a value that fits the schema';
  }
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  };
  return words[expected] ?? expected;
}

function knownKeys(input: z.ZodObject, parts: readonly PropertyKey[]): readonly string[] | null {
  let schema: unknown = input;
  for (const part of parts) schema = inner(schema, part);
  const bare = unwrapped(schema);
  return bare instanceof z.ZodObject ? Object.keys(bare.shape) : null;
}

function inner(schema: unknown, part: PropertyKey): unknown {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray) return bare.element;
  return bare instanceof z.ZodObject && typeof part === 'string' ? bare.shape[part] : null;
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}
