import { hash } from 'node:crypto';

/** RFC 8785: equal values give equal text. */
export function canonical(value: unknown): string {
  return isInOrder(value) ? JSON.stringify(value) : textOf(value);
}

/** Whether JSON's own writer puts it down canonically: most values were read from canonical text, and keep its order. */
function isInOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isInOrder) : areInOrder(value));
    default:
      return false;
  }
}

function areInOrder(value: object): boolean {
  let last: string | undefined;
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if ((last !== undefined && key < last) || (inner !== undefined && !isInOrder(inner))) return false;
    last = key;
  }
  return !('toJSON' in value);
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return leafOf(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return textOf(value.toJSON());
  if (Array.isArray(value))
    return `[${value.map((each: unknown) => (each === undefined ? 'null' : textOf(each))).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const inner: unknown = Reflect.get(value, key);
    if (inner !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${textOf(inner)}`;
  }
  return `{${text}}`;
}

/** Printable ASCII that JSON puts down as it is: most words, and sooner told than JSON's own writer is called. */
const isPlain = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return isPlain.test(text) ? `"${text}"` : JSON.stringify(text);
}

function leafOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || isInOrder(value)) return JSON.stringify(value);
  throw new Error(`a value that JSON cannot hold was to be recorded: ${String(value)}`);
}

export function sha256(text: string): string {
  return hash('sha256', text);
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 in lower case, without padding: the first `length` characters. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters.charAt((held >> bits) & 31);
    }
    if (text.length >= length) break;
  }
  return text.slice(0, length);
}
