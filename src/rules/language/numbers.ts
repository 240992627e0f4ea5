import { abroadAt } from './numbers-abroad.ts';
import type { Token, Words } from './words.ts';

/** A number in digits, in words or in both. `readings`: `2,500` is 2500, and `2.500` is 2.5 here and 2500 elsewhere. */
export interface Numeral {
  readonly from: number;
  readonly to: number;
  readonly readings: readonly number[];
  /** Without what an `and` added: `twenty-five hundred and two weeks`. */
  readonly without?: Numeral;
}

// English itself, not the SOP: and so no policy data.
const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const small: ReadonlyMap<string, number> = new Map([
  ...units.map((word, n): [string, number] => [word, n]),
  ...tens.map((word, n): [string, number] => [word, n * 10 + 20]),
]);
const scales: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['grand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['crore', 1e7],
  ['crores', 1e7],
  ['millionen', 1e6],
  ['millions', 1e6],
  ['millones', 1e6],
  ['millon', 1e6],
  ['milioni', 1e6],
  ['milione', 1e6],
  ['miljoen', 1e6],
  ['milhoes', 1e6],
  ['milhao', 1e6],
  ['milliarden', 1e9],
  ['milliards', 1e9],
  ['miliardi', 1e9],
  ['miljard', 1e9],
  ['bilhoes', 1e9],
]);
const shortScales: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['tausend', 1e3],
  ['tsd', 1e3],
  ['duizend', 1e3],
  ['mille', 1e3],
  ['mila', 1e3],
  ['m', 1e6],
  ['mm', 1e6],
  ['mn', 1e6],
  ['mil', 1e6],
  ['mio', 1e6],
  ['mln', 1e6],
  ['mrd', 1e9],
  ['b', 1e9],
  ['bn', 1e9],
  ['t', 1e12],
]);
const rough: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['few', 3],
  ['several', 5],
]);
const fractions: ReadonlyMap<string, number> = new Map([
  ['half', 0.5],
  ['quarter', 0.25],
]);

/** The numeral that begins at token `at`, if one does. */
export function numeralAt(words: Words, at: number): Numeral | undefined {
  return partAt(words, at) ?? wholeAt(words, at);
}

function wholeAt({ tokens }: Words, at: number): Numeral | undefined {
  const digits = digitsAt(tokens, at);
  if (digits) return scaled(tokens, withFraction(tokens, digits));
  const abroad = abroadAt(tokens, at);
  if (abroad) return { from: at, to: abroad.to, readings: [abroad.value] };
  const spelled = dictatedAt(tokens, at) ?? spelledAt(tokens, at);
  return spelled ? scaled(tokens, withFraction(tokens, spelled)) : undefined;
}

const shares: ReadonlyMap<string, number> = new Map([
  ['half', 1 / 2],
  ['third', 1 / 3],
  ['quarter', 1 / 4],
  ['fifth', 1 / 5],
  ['tenth', 1 / 10],
]);

/** `a quarter of ten thousand`. */
function partAt(words: Words, at: number): Numeral | undefined {
  const { tokens } = words;
  const share = shares.get(tokens[at]?.text ?? '');
  if (share === undefined || tokens[at + 1]?.text !== 'of') return undefined;
  const whole = wholeAt(words, at + 2);
  const [value = 0] = whole?.readings ?? [];
  return whole && value >= 1000 ? { from: at, to: whole.to, readings: [value * share] } : undefined;
}

/** `two-five-zero-zero`, `two five oh oh`: three digits or more, one after another. */
function dictatedAt(tokens: readonly Token[], at: number): Numeral | undefined {
  let said = '';
  let to = at;
  for (let next = at; next < at + 14; next += 1) {
    const text = tokens[next]?.text ?? '';
    if (text === '-' && said !== '') continue;
    const digit = text === 'oh' && said !== '' ? 0 : small.get(text);
    if (digit === undefined || digit > 9) break;
    said += digit;
    to = next;
  }
  return said.length >= 3 ? { from: at, to, readings: [Number(said)] } : undefined;
}

function digitsAt(tokens: readonly Token[], at: number): Numeral | undefined {
  const text = tokens[at]?.text ?? '';
  if (!/^\d/.test(text)) return undefined;
  const gap = tokens[at + 1]?.text === ',' ? 2 : 1;
  const next = tokens[at + gap]?.text ?? '';
  // `2 500` and `2 , 500`: thousands apart.
  const grouped = /^\d{1,3}$/.test(text) && /^\d{3}$/.test(next) ? [Number(text + next)] : [];
  if (grouped.length > 0) return { from: at, to: at + gap, readings: grouped };
  return { from: at, to: at, readings: readingsOf(text) };
}

function readingsOf(text: string): readonly number[] {
  const here = /^\d+(?:\.\d+)?$/.test(text) || /^\d{1,3}(?:[,']\d{3})+(?:\.\d+)?$/.test(text);
  const elsewhere = /^\d{1,3}(?:[.']\d{3})+(?:,\d+)?$/.test(text) || /^\d+,\d{1,2}$/.test(text);
  const readings = [
    ...(here ? [Number(text.replace(/[,']/g, ''))] : []),
    ...(elsewhere ? [Number(text.replace(/[.']/g, '').replace(',', '.'))] : []),
  ];
  return readings.length > 0 ? readings : [Number(text.replace(/\D/g, ''))];
}

/** `twenty-five`, `two point five`, `two hundred and five`, `a`, `half a`: up to the scale that follows. */
function spelledAt(tokens: readonly Token[], at: number): Numeral | undefined {
  const lead = leadAt(tokens, at);
  if (lead) return lead;
  let value = small.get(tokens[at]?.text ?? '');
  if (value === undefined) return undefined;
  let to = at;
  if (value >= 20) {
    const step = tokens[to + 1]?.text === '-' ? 2 : 1;
    const unit = small.get(tokens[to + step]?.text ?? '');
    if (unit !== undefined && unit > 0 && unit < 10) [value, to] = [value + unit, to + step];
  }
  const decimal = tokens[to + 1]?.text === 'point' ? small.get(tokens[to + 2]?.text ?? '') : undefined;
  if (decimal !== undefined && decimal < 10) [value, to] = [value + decimal / 10, to + 2];
  return { from: at, to, readings: [value] };
}

/** A number before a scale that is no numeral: `a`, `half a`; `a few`, an amount all the same; `the` of `the hundred and twenty`. */
function leadAt(tokens: readonly Token[], at: number): Numeral | undefined {
  const [before = '', word = '', next = '', third = ''] = [-1, 0, 1, 2].map((step) => tokens[at + step]?.text);
  const isCounted = /^(?:the|those|these|that|your|all)$/.test(before) && next === 'and' && small.has(third);
  if (isCounted && scales.has(word)) return { from: at, to: at - 1, readings: [1] };
  if (/^an?$/.test(word) && scales.has(next)) return { from: at, to: at, readings: [1] };
  if (word === 'half' && /^an?$/.test(next) && scales.has(third)) return { from: at, to: at + 1, readings: [0.5] };
  const value = rough.get(word);
  const to = next === 'of' ? at + 1 : at;
  return value !== undefined && scales.has(tokens[to + 1]?.text ?? '')
    ? { from: at, to, readings: [value] }
    : undefined;
}

/** `and a half`, `and one-half`, ` 1/2`. */
function withFraction(tokens: readonly Token[], numeral: Numeral): Numeral {
  if (!/^(?:and|-|[1-9])$/.test(tokens[numeral.to + 1]?.text ?? '')) return numeral;
  const ahead = [1, 2, 3, 4, 5, 6].map((step) => tokens[numeral.to + step]?.text ?? '');
  const [first = '', second = '', third = ''] = ahead;
  const spoken = ahead.flatMap((text, step) => (text === '-' ? [] : [{ text, step: step + 1 }]));
  const [and, one, part] = spoken;
  const spelled =
    and?.text === 'and' && /^(?:an?|one)$/.test(one?.text ?? '') ? fractions.get(part?.text ?? '') : undefined;
  if (spelled !== undefined) return plus(numeral, spelled, part?.step ?? 0);
  const slash = /^[1-9]$/.test(first) && /^[/⁄]$/.test(second) && /^[2-9]$/.test(third);
  return slash ? plus(numeral, Number(first) / Number(third), 3) : numeral;
}

function plus(numeral: Numeral, more: number, steps: number): Numeral {
  return { from: numeral.from, to: numeral.to + steps, readings: numeral.readings.map((value) => value + more) };
}

/** `2,5 mil dólares`: a thousand, and not the English million. */
function isIberian(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.text !== 'mil') return false;
  return (
    /^\d+,\d{1,2}$/.test(tokens[at - 1]?.text ?? '') ||
    /^(?:dolares|euros|reais|pesos)$/.test(tokens[at + 1]?.text ?? '')
  );
}

/** Multiplies by the scales that follow and adds smaller parts: `2 thousand five hundred`, `twenty-five hundred`, `2.5k`. */
function scaled(tokens: readonly Token[], numeral: Numeral, below = Number.POSITIVE_INFINITY): Numeral {
  const step = tokens[numeral.to + 1]?.text === '-' ? 2 : 1;
  const word = tokens[numeral.to + step];
  const isDigit = /^\d/.test(tokens[numeral.to]?.text ?? '');
  const short = isIberian(tokens, numeral.to + step) ? 1e3 : shortScales.get(word?.text ?? '');
  const scale = scales.get(word?.text ?? '') ?? (isDigit || word?.text === 'k' ? short : undefined);
  if (scale === undefined || scale >= below) return numeral;
  const to = numeral.to + step;
  const so = { from: numeral.from, to, readings: numeral.readings.map((value) => value * scale) };
  const skip = tokens[to + 1]?.text === 'and' ? 2 : 1;
  const after = digitsAt(tokens, to + skip) ?? spelledAt(tokens, to + skip);
  if (!after) return scaled(tokens, so);
  const rest = scaled(tokens, after, scale);
  const [added = 0] = rest.readings;
  // `between two thousand and three thousand`.
  const isNext = skip === 2 && (scales.get(tokens[rest.to + 1]?.text ?? '') ?? 0) >= scale;
  if (added >= scale || isNext) return so;
  const readings = so.readings.map((value) => value + added);
  return { from: so.from, to: rest.to, readings, ...(skip === 2 ? { without: so } : {}) };
}
