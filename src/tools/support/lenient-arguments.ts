import { z } from 'zod';
import { hasFields } from '../../fields.ts';

/**
 * Arguments as their sender means them, by the schema: null or an empty text for an optional field is none, null for a
 * required one is missing, and a number, a truth, a list or an object may come as its JSON text. A list of one stands for
 * its member and a member for a list of one, an id of figures for its text, a word of a closed list in any case, with
 * blanks or hyphens. At any depth.
 */
export function meant(schema: unknown, given: unknown): unknown {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray) {
    const list = listMeant(bare.element, decoded(given, '['));
    return Array.isArray(list) ? list.map((each) => meant(bare.element, each)) : list;
  }
  if (Array.isArray(given)) {
    const isOfOne = given.length === 1 && !Array.isArray(given[0]) && isOne(bare);
    return isOfOne ? meant(bare, given[0]) : given;
  }
  if (bare instanceof z.ZodNumber) return numberMeant(given);
  if (bare instanceof z.ZodBoolean) return truthMeant(given);
  if (bare instanceof z.ZodString) return isOutsideId(given) ? String(given) : given;
  if (bare instanceof z.ZodEnum) return wordMeant(bare.options, given);
  if (bare instanceof z.ZodRecord) {
    const record = decoded(given, '{');
    return hasFields(record)
      ? Object.fromEntries(Object.entries(record).map(([key, each]) => [key, meant(bare.valueType, each)]))
      : record;
  }
  if (bare instanceof z.ZodObject) {
    const object = decoded(given, '{');
    return hasFields(object) ? fieldsMeant(bare, object) : object;
  }
  return given;
}

function fieldsMeant(schema: z.ZodObject, given: object): object {
  const entries = Object.entries(given).flatMap(([key, value]): [string, unknown][] => {
    const field: unknown = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    if (field === undefined) return [[key, value]];
    const isLeftOut = value === null || (value === '' && mayBeLeftOut(field));
    return isLeftOut && !takesNull(field) ? [] : [[key, meant(field, value)]];
  });
  return Object.fromEntries(entries);
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

function numberMeant(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const text = given.trim();
  return jsonNumber.test(text) ? Number(text) : given;
}

function truthMeant(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const text = given.trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : given;
}

/** A kind of which a list is none. */
function isOne(schema: unknown): boolean {
  return [z.ZodString, z.ZodEnum, z.ZodNumber, z.ZodBoolean, z.ZodObject].some((kind) => schema instanceof kind);
}

/** Ids of other systems are often figures alone (A13). */
function isOutsideId(given: unknown): boolean {
  return typeof given === 'number' && Number.isSafeInteger(given) && given > 999;
}

/** A word of the list as others spell it: `Comment`, `LinkedIn DM`, `mql`. */
function wordMeant(options: readonly (string | number)[], given: unknown): unknown {
  if (typeof given !== 'string' || options.includes(given)) return given;
  const plain = (word: string) =>
    word
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
  return options.find((option) => plain(String(option)) === plain(given)) ?? given;
}

/** A text where a list of texts is wanted, or an object where one of objects, as a list of one. */
function listMeant(element: unknown, given: unknown): unknown {
  const bare = unwrapped(element);
  if (bare instanceof z.ZodObject) return hasFields(given) ? [given] : given;
  const isWord = bare instanceof z.ZodString || bare instanceof z.ZodEnum;
  return isWord && typeof given === 'string' && /^\s*[^\s[]/.test(given) ? [given] : given;
}

/** The list or object that a text is the JSON of; anything else as it came. */
function decoded(given: unknown, opening: '[' | '{'): unknown {
  if (typeof given !== 'string' || !given.trimStart().startsWith(opening)) return given;
  try {
    const value: unknown = JSON.parse(given);
    return value;
  } catch {
    return given;
  }
}

function mayBeLeftOut(schema: unknown): boolean {
  return schema instanceof z.ZodType && schema.safeParse(undefined).success;
}

function takesNull(schema: unknown): boolean {
  if (schema instanceof z.ZodNullable) return true;
  return schema instanceof z.ZodOptional && takesNull(schema.unwrap());
}

export function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodDefault ? unwrapped(schema.unwrap()) : schema;
}
