import { createHash } from 'node:crypto';
import packaged from 'canonicalize';

// The package's types speak of a default export; its file has none, so that the import is the function itself.
const found: unknown = packaged;

/** RFC 8785: equal values give equal text. */
export function canonical(value: unknown): string {
  if (typeof found !== 'function') throw new Error('canonicalize did not load');
  const text: unknown = found(value);
  if (typeof text !== 'string') throw new Error('a value that JSON cannot hold was to be recorded');
  return text;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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
