import fc from 'fast-check';

/** Code points that stand for half a character. */
const halves = { first: 0xd800, count: 0x800 };

/** Any character, drawn as fast-check's own unit `binary` draws it, which keeps a table of a million of them to know one by. */
export const character = fc
  .nat({ max: 0x10ffff - halves.count })
  .map((nth) => String.fromCodePoint(nth < halves.first ? nth : nth + halves.count), placeOf);

function placeOf(value: unknown): number {
  const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
  const isHalf = code !== undefined && code >= halves.first && code < halves.first + halves.count;
  if (code === undefined || isHalf || String.fromCodePoint(code) !== value) throw new Error('no character');
  return code < halves.first ? code : code - halves.count;
}
