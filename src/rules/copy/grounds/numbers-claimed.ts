import { stem } from '../../language/content-words.ts';
import { monthBeside, monthOf, withSpokenDates } from '../../language/dates.ts';
import { withoutLinks } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { type Numeral, numeralAt } from '../../language/numbers.ts';
import { tensAbroadAt } from '../../language/numbers-abroad.ts';
import { quote, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { dateOfDay } from '../../time/civil-date.ts';
import { type CopyContext, dayOf } from '../message.ts';
import { namesOf, withoutNames } from './grounds.ts';

type Kind = 'share' | 'times' | 'date' | 'count';

/** A number that a text states. */
export interface ClaimedNumber {
  readonly words: string;
  readonly values: readonly number[];
  readonly kind: Kind;
  /** Of the date that a number belongs to. */
  readonly month?: string | undefined;
  /** Written in letters and small: `two`. */
  readonly isSmallWord: boolean;
  /** The stems of the two words that follow. */
  readonly counted: readonly string[];
  /** The stems of its sentence. */
  readonly sentence: readonly string[];
}

/** The numbers of a text: not those of names, links, labels such as `Q4` and the minutes of an ask. */
export function claimsIn(text: string, context: CopyContext, policy: CopyPolicy): readonly ClaimedNumber[] {
  const plain = withSpokenDates(withoutNames(withoutLinks(fold(text)), namesOf(context)))
    .replace(/\[\d{1,2}\]|(?<![\p{L}\p{N}])\d{1,2}-[KQ](?![\p{L}\p{N}])/gu, ' ')
    .replace(/(?<=\d)(?=\p{L})/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])\p{L}{1,4}-?\d+(?:\.\d+)?(?![\p{L}\d%])/gu, (label) =>
      /^usd/i.test(label) ? label : ' ',
    );
  const words = tokenise(plain);
  const claims: ClaimedNumber[] = [];
  for (let at = 0; at < words.tokens.length; at += 1) {
    const numeral = numeralAt(words, at) ?? spelledAbroad(words, at);
    if (!numeral) {
      claims.push(...spokenAt(words, at, policy));
      continue;
    }
    const next = wordsAfter(words, numeral.to);
    const isSpelled = !/^\d/.test(textOf(words.tokens[at]));
    const kind = kindOf(words, numeral.from, numeral.to, policy);
    // `por ciento` is no hundred.
    at = kind === 'share' && shareAt(words, numeral.to, policy) === 2 ? numeral.to + 2 : numeral.to;
    const [value = 0] = numeral.readings;
    const isYear = isThisYear(value, context);
    if (next.some((word) => policy.claims.free_units.value.includes(word)) || isYear || (isSpelled && value <= 1))
      continue;
    const date = monthBeside(words, numeral.from, numeral.to);
    const last = date ? Math.max(date.at, numeral.to) : Math.min(numeral.to + 1, words.tokens.length - 1);
    claims.push({
      words: quote(words, Math.min(date?.at ?? last, numeral.from), last),
      values: numeral.readings,
      kind,
      month: date?.month,
      isSmallWord: isSpelled && value <= 12 && kind === 'count',
      counted: next.map(stem),
      sentence: sentenceAt(words, numeral.from),
    });
  }
  return claims;
}

function spelledAbroad({ tokens }: Words, at: number): Numeral | undefined {
  const found = tensAbroadAt(tokens, at);
  return found && { from: at, to: found.to, readings: [found.value] };
}

/** How many words after a token make it a share: `percent` and `por ciento`. */
function shareAt({ tokens }: Words, at: number, { claims }: CopyPolicy): number {
  const [one, two] = tokens.slice(at + 1, at + 3).map((token) => token.text);
  if (claims.shares.value.includes(one ?? '')) return 1;
  return claims.shares.value.includes(`${one} ${two}`) ? 2 : 0;
}

/** `doubled`, `a dozen`, `half of`, `every fifth`: a number without a numeral. */
function spokenAt(words: Words, at: number, policy: CopyPolicy): readonly ClaimedNumber[] {
  const spoken = policy.claims.spoken.value[textOf(words.tokens[at])];
  if (spoken === undefined) return [];
  const [kind, value] = spoken;
  const next = wordsAfter(words, at);
  const isMultiple = kind === 'multiple';
  const isCompared = isComparison(words, at, isMultiple);
  const isPart = /^(?:of|the|your|their|its|all)$/.test(next[0] ?? '') && monthOf(next[1] ?? '') === undefined;
  if (!isCompared && (isMultiple || (kind === 'share' && !isPart))) return [];
  const isSmallWord = kind === 'share' && !isCompared;
  const told = { words: quote(words, at, at), values: [value], sentence: sentenceAt(words, at), isSmallWord };
  return [{ ...told, kind: isMultiple ? 'times' : kind, counted: next.map(stem) }];
}

/** `a third less`, `every fifth deal`, `twice what others get`: said of a figure, and of nothing small. */
function isComparison(words: Words, at: number, isMultiple: boolean): boolean {
  const [before = '', word = '', next = ''] = [at - 1, at, at + 1].map((n) => textOf(words.tokens[n]));
  if (isMultiple) return /^(?:as|what|the|that|your|their|its)$/.test(next);
  if (/^(?:every|each)$/.test(before)) return /th$|^third$/.test(word);
  const isMeasured = /^(?:less|more|fewer|lower|higher|smaller|larger|bigger|faster|slower|longer|shorter)$/.test(next);
  return isMeasured && /^(?:an?|one|two|three)$/.test(before);
}

function sentenceAt({ tokens }: Words, at: number): readonly string[] {
  return tokens.filter(({ sentence }) => sentence === tokens[at]?.sentence).map((token) => stem(token.text));
}

/** The two words after a token, signs such as the hyphen of `10-minute` aside, within the sentence. */
function wordsAfter({ tokens }: Words, at: number): readonly string[] {
  const sentence = tokens[at]?.sentence;
  return tokens
    .slice(at + 1, at + 5)
    .filter((token) => token.sentence === sentence && token.isWord)
    .slice(0, 2)
    .map((token) => token.text);
}

function kindOf(words: Words, from: number, to: number, policy: CopyPolicy): Kind {
  const step = words.tokens[to + 1]?.text === '-' ? 2 : 1;
  const next = textOf(words.tokens[to + step]);
  if (shareAt(words, to + step - 1, policy) > 0) return 'share';
  if (policy.claims.times.value.includes(next)) return 'times';
  return monthBeside(words, from, to) === undefined ? 'count' : 'date';
}

/** The same number of the same kind; a count may be the year of a date. */
export function isSame(claim: ClaimedNumber, fact: ClaimedNumber): boolean {
  const isValue = claim.values.some((value) => fact.values.some((other) => Math.abs(value - other) < 1e-9));
  if (claim.month !== undefined && fact.month !== undefined && claim.month !== fact.month) return false;
  // The day of a date is no count of things.
  if (claim.kind === 'date' && fact.kind === 'count' && claim.values.every((value) => value <= 31)) return false;
  return isValue && (claim.kind === fact.kind || (claim.kind === 'date' && fact.kind === 'count'));
}

function isThisYear(value: number, { now }: CopyContext): boolean {
  const day = dayOf(now);
  return day !== undefined && Number(dateOfDay(day).slice(0, 4)) === value;
}
