const legalForms: ReadonlySet<string> = new Set([
  'inc',
  'incorporated',
  'llc',
  'ltd',
  'limited',
  'gmbh',
  'corp',
  'corporation',
  'co',
  'company',
  'sa',
  'ag',
  'plc',
  'bv',
]);

/** Letters that Unicode doesn't take apart into a base and an accent. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
};

/** A1, near-duplicates: names with one key may be one company. Never empty for a name that isn't. */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı&]/g, (sign) => undivided[sign] ?? sign);
  const words = plain
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  while (words.length > 1 && (legalForms.has(words.at(-1) ?? '') || words.at(-1) === 'and')) words.pop();
  return words.length > 0 ? words.join(' ').normalize('NFC') : name.trim().toLowerCase();
}
