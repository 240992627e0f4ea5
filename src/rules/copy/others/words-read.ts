import { fold } from '../../language/normalise.ts';
import { tokenise, type Words } from '../../language/words.ts';

/** Digits that stand in for letters in a word; a 1 may also stand for an i. */
const digitLetters: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 6: 'g', 8: 'b' };
/** Letters of a word at whose ends a digit may stand in for one: no `Q3`, `H1` or `Web3`. */
const fewestLetters = 4;

/** `qu'Orvanne`, `dell'Orvanne`: an article or a joint that lost its vowel. */
const elisions = /(?<!\p{L})((?:jus|lors|puis)?qu|[a-z]?[dns]?[aeu]ll|[ldjnsmtc])'(?=\p{L})/giu;

/** Only words; a word that was broken at a line's end is one again, and one that another leans on stands alone. */
export function wordsOf(text: string): Words {
  return readWith(text, 'l');
}

function readWith(text: string, one: 'l' | 'i'): Words {
  const joined = fold(text)
    .replace(/(?<=\p{Ll})-\n(?=\p{Ll})/gu, '')
    .replace(elisions, '$1 ');
  const { text: folded, tokens } = tokenise(joined.replace(/[\p{L}\p{N}]+/gu, (word) => lettersOf(word, one)));
  return { text: folded, tokens: tokens.filter((token) => token.isWord) };
}

/** The words of a text in each reading of a 1 that stands in for a letter. */
export function readingsOf(text: string): readonly Words[] {
  return /1\p{L}|\p{L}1/u.test(text) ? [wordsOf(text), readWith(text, 'i')] : [wordsOf(text)];
}

/** `6lobex`, `Gl0bex`: a word without the digits that stand in for letters. */
function lettersOf(word: string, one: string): string {
  const letter = (digit: string) => (digit === '1' ? one : (digitLetters[digit] ?? digit));
  const within = word.replace(/(?<=\p{L})[01345](?=\p{L})/gu, letter);
  if (word.replace(/\P{L}/gu, '').length < fewestLetters) return within;
  return within
    .replace(/^[0134568](?=\p{L})/u, (digit) => letter(digit).toUpperCase())
    .replace(/(?<=\p{L})(?:[68](?=\p{L})|[0134568]$)/gu, letter);
}
