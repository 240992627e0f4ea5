/** A value as JSON has them, looked through. */

import { type Fields, hasFields } from '../fields.ts';

/** Null, "", false, [] say no more than leaving the key out. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

const deepest = 40;

/** Text that holds JSON is looked into as what it holds. */
function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Every object in a value, the outermost first, those in text that is JSON too. */
export function objectsIn(value: unknown, depth = 0): readonly Fields[] {
  if (depth > deepest) return [];
  const within = opened(value);
  if (Array.isArray(within)) return within.flatMap((each) => objectsIn(each, depth + 1));
  if (!hasFields(within)) return [];
  return [within, ...Object.values(within).flatMap((each) => objectsIn(each, depth + 1))];
}

/** Every text in a value. */
export function textsIn(value: unknown, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') {
    const within = opened(value);
    return within === value ? [value] : [value, ...textsIn(within, depth + 1)];
  }
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, depth + 1));
  return hasFields(value) ? Object.values(value).flatMap((each) => textsIn(each, depth + 1)) : [];
}
