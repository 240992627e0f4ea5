import { z } from 'zod';
import { nearest } from '../rules/language/edit-distance.ts';
import { Policy, type PolicyValues } from '../rules/policy/policy.ts';
import {
  at,
  isLeaf,
  isList,
  type Mapping,
  type Path,
  type PolicyFault,
  quoted,
  rowName,
  step,
  type Tree,
} from './tree.ts';

type Issue = z.core.$ZodIssue;

export type Shaped = { readonly values: PolicyValues } | { readonly faults: readonly PolicyFault[] };

/** The schema's verdict, in our own words: unknown keys, missing keys, wrong kinds. */
export function shaped(tree: Mapping): Shaped {
  const result = Policy.safeParse(tree);
  if (result.success) return { values: result.data };
  return { faults: result.error.issues.flatMap((issue) => issueFaults(issue, tree)) };
}

function issueFaults(issue: Issue, tree: Mapping): readonly PolicyFault[] {
  const path = pathText(issue.path, tree);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path === '' ? key : `${path}.${key}`, key, knownKeys(issue.path)));
  }
  if (issue.code === 'invalid_key') {
    const reason = issue.issues[0]?.message ?? 'a known key';
    return [{ path, found: 'is not a key that may stand here', wanted: `wanted ${reason}` }];
  }
  const given = at(issue.path, tree);
  return [
    { path, found: given === undefined ? 'is missing' : `is ${quoted(given)}`, wanted: `wanted ${wantedText(issue)}` },
  ];
}

function unknownKey(path: string, key: string, known: readonly string[]): PolicyFault {
  const meant = nearest(key, known);
  const choice = known.length > 0 ? `known here: ${listed(known)}` : 'remove it';
  return { path, found: 'is not a known key', wanted: meant ? `did you mean \`${meant}\`?` : choice };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping (`key: value`)',
  record: 'a mapping (`key: value`)',
};

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address that begins with https://',
  date: 'a real date such as 2026-01-31',
};

function wantedText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? 'another kind of value';
    case 'invalid_value':
      return `one of ${listed(issue.values.map(String))}`;
    case 'too_small':
      return bound(
        issue.origin,
        issue.exact === true ? 'exactly' : issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
      );
    case 'too_big':
      return bound(
        issue.origin,
        issue.exact === true ? 'exactly' : issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
      );
    case 'invalid_format':
      return formats[issue.format] ?? issue.message;
    default:
      // The schema's own words: unions and refinements carry them.
      return issue.message;
  }
}

function bound(origin: string, how: string, limit: number | bigint): string {
  if (origin === 'string') return `a text of ${how} ${limit} character${limit === 1 ? '' : 's'}`;
  if (origin === 'array') return `a list of ${how} ${limit} entr${limit === 1 ? 'y' : 'ies'}`;
  return `${how} ${limit}`;
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, 24).map((word) => `\`${word}\``);
  return words.length > shown.length ? `${shown.join(', ')} and ${words.length - shown.length} more` : shown.join(', ');
}

/** `gates.G1.value`, `account.competitors[2]`; a leaf's own `value` is left out, as it may be in the file. */
export function pathText(path: Path, tree: Tree): string {
  let text = '';
  let here: Tree | undefined = tree;
  for (const key of path) {
    const next = step(here, key);
    const name = isList(here) ? rowName(next) : String(key);
    const isSilent = key === 'value' && isLeaf(here);
    if (name === undefined) text += `[${String(key)}]`;
    else if (!isSilent) text += text === '' ? name : `.${name}`;
    here = next;
  }
  return text;
}

/** The keys the schema knows at a path. */
export function knownKeys(path: Path): readonly string[] {
  let schema: unknown = Policy;
  for (const key of path) schema = below(unwrapped(schema), key);
  return keysOf(unwrapped(schema));
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrapped(schema.unwrap()) : schema;
}

function below(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function keysOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => keysOf(option)) : [];
}
