import type { Token } from './words.ts';

/** A number in words of German, French, Spanish, Italian, Dutch or Portuguese. */
export interface Abroad {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const values = (text: string, first: number, step = 1): [string, number][] =>
  text.split(' ').flatMap((words, at) => words.split('/').map((word): [string, number] => [word, first + at * step]));

// In folded spelling. Languages themselves, not the SOP: and so no policy data.
const parts: ReadonlyMap<string, number> = new Map([
  ...values('ein/eine/eins zwei/zwo drei vier funf sechs/sech sieben/sieb acht neun zehn elf zwolf', 1),
  ...values('zwanzig dreissig/dreisig vierzig funfzig sechzig siebzig achtzig neunzig', 20, 10),
  ...values('een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien', 1),
  ...values('twintig dertig veertig vijftig zestig zeventig tachtig negentig', 20, 10),
  ...values('un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize', 1),
  ...values('vingt trente quarante cinquante soixante', 20, 10),
  ...values('uno/una dos tres cuatro cinco seis siete ocho nueve diez', 1),
  ...values('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa', 20, 10),
  ...values('cien/ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos', 100, 100),
  ...values('ochocientos novecientos', 800, 100),
  ...values('veintiun veintidos veintitres veinticuatro veinticinco veintiseis veintisiete', 21),
  ...values('due tre quattro cinque sei sette otto nove dieci', 2),
  ...values('venti trenta quaranta cinquanta sessanta settanta ottanta novanta', 20, 10),
  ...values('um/uma dois/duas tres quatro cinco seis sete oito nove dez', 1),
  ...values('vinte trinta quarenta cinquenta/cinquenta sessenta setenta oitenta noventa', 20, 10),
  ...values('duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos', 200, 100),
]);
const hundreds: ReadonlySet<string> = new Set(['hundert', 'honderd', 'cent', 'cents', 'cento']);
const thousands: ReadonlySet<string> = new Set(['tausend', 'duizend', 'mille', 'mila', 'mil']);
const halves: ReadonlySet<string> = new Set(['einhalb', 'eneenhalf', 'enhalf', 'halb']);
const joints: ReadonlySet<string> = new Set(['und', 'en', 'et', 'y', 'e', 'i']);
const pieces = [...parts.keys(), ...hundreds, ...thousands, ...halves, ...joints].sort((a, b) => b.length - a.length);
const longest = 40;

/** The number that begins at token `at`, where words of another language than English make it a hundred or more. */
export function abroadAt(tokens: readonly Token[], at: number): Abroad | undefined {
  const read: string[] = [];
  let to = at - 1;
  for (let next = at; next < at + 8; next += 1) {
    const text = tokens[next]?.text ?? '';
    if (text === '-' && read.length > 0) continue;
    const split = partsOf(text);
    if (text === '' || split === undefined || isLoose(split)) break;
    read.push(...split);
    if (!joints.has(text)) to = next;
  }
  const value = amountOf(read);
  return value >= 100 && to >= at ? { from: at, to, value } : undefined;
}

/** `Emily` is no `e mil y`: what joins numbers stands between them, or alone. */
function isLoose(split: readonly string[]): boolean {
  return split.length > 1 && [split[0], split.at(-1)].some((piece) => joints.has(piece ?? ''));
}

/** `zweitausendfunfhundert`: its parts, the longest first; undefined where a rest is no number. */
function partsOf(word: string): readonly string[] | undefined {
  if (word === '') return [];
  if (word.length > longest) return undefined;
  for (const piece of pieces) {
    if (!word.startsWith(piece)) continue;
    const rest = partsOf(word.slice(piece.length));
    if (rest) return [piece, ...rest];
  }
  return undefined;
}

/** 0 where no word says hundred or thousand: `six` and `once` are English as well. */
function amountOf(read: readonly string[]): number {
  let total = 0;
  let part = 0;
  let isScaled = false;
  for (const piece of read) {
    if (thousands.has(piece)) [total, part, isScaled] = [total + (part || 1) * 1000, 0, true];
    else if (hundreds.has(piece)) [part, isScaled] = [(part || 1) * 100, true];
    else if (halves.has(piece)) part += 0.5;
    else part += parts.get(piece) ?? 0;
    isScaled ||= (parts.get(piece) ?? 0) >= 100;
  }
  return isScaled ? total + part : 0;
}

/** `zweieinhalb`: less than a hundred, which may be a word of English as well; 0 where it is no number. */
export function smallAbroadValue(word: string): number {
  const read = word.length > 1 ? partsOf(word) : undefined;
  return (read ?? []).reduce((sum, piece) => sum + (halves.has(piece) ? 0.5 : (parts.get(piece) ?? 0)), 0);
}

/** `siebzehn`, `quarante-cinq`: more than a dozen and less than a hundred, in words that aren't English too. */
export function tensAbroadAt(tokens: readonly Token[], at: number): Abroad | undefined {
  let value = smallAbroadValue(tokens[at]?.text ?? '');
  if (value <= 12 || tokens[at]?.text === 'seize') return undefined;
  let to = at;
  const unit = smallAbroadValue(tokens[at + 2]?.text ?? '');
  const joint = tokens[at + 1]?.text ?? '';
  if (value % 10 === 0 && unit > 0 && unit < 20 && (joint === '-' || joints.has(joint)))
    [value, to] = [value + unit, at + 2];
  return { from: at, to, value };
}
