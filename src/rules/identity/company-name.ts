import { oncePerText } from '../vocabulary/remembering.ts';

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
export const nameKey = oncePerText(keyOf, { room: 1000, longest: 200 });

function keyOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı&]/g, (sign) => undivided[sign] ?? sign);
  const words = plain
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]/u)
    .filter((word) => word !== '');
  while (words.length > 1 && (legalForms.has(words.at(-1) ?? '') || words.at(-1) === 'and')) words.pop();
  return words.length > 0 ? words.join(' ').normalize('NFC') : name.trim();
}

/** Legal forms that are no part of the name somebody looks for, in more languages than near-duplicates are told by. */
const foreignForms: ReadonlySet<string> = new Set(
  'ab abp aps as asa bhd doo eood eurl gbr gesmbh hf jsc kft kg kgaa kk lda llp lp ltda mbh nv ohg oo ooo ood oy oyj pao pjsc pte pty pvt rt sal sarl sas sasu sca scs sdn se sl slu snc spa sp spzoo srl sro uab ug zao zrt 株式会社 有限会社 有限公司 ооо оао зао пао ао'.split(
    ' ',
  ),
);

/** Whether a word of a name's key is its legal form alone. */
export function isLegalForm(word: string): boolean {
  return legalForms.has(word) || foreignForms.has(word);
}
