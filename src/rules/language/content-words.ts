import { monthBeside, monthOf, withSpokenDates } from './dates.ts';
import { type Numeral, numeralAt } from './numbers.ts';
import { bare, isWord, type Token, tokenise, type Words } from './words.ts';

/** How much a shared word proves: a figure or a name far more than an ordinary word. */
type Weight = 'figure' | 'name' | 'plain';

/** The words by which a text can be known again, by their stems. */
export type Content = ReadonlyMap<string, Weight>;

/** `co-sell` is one word, and not two that each prove something; `re-tiers` is the word `tiers`. */
const joined = /(?<!\p{L})(?:(co|e)|re|un)-(?=\p{L})/giu;

/** Stems of the words that carry a meaning; those in `ignored` don't. */
export function contentOf(text: string, ignored: ReadonlySet<string>): Content {
  const words = tokenise(withSpokenDates(text).replace(joined, '$1'));
  const content = new Map<string, Weight>();
  for (let at = 0; at < words.tokens.length; at += 1) {
    const token = words.tokens[at];
    if (!token || !isWord(token)) continue;
    const label = labelAt(words, at);
    const numeral = numeralAt(words, at);
    if (label !== undefined) {
      content.set(label, 'plain');
      at += 1;
    } else if (numeral) {
      content.set(...figureOf(words, numeral));
      at = numeral.to;
    } else if (bare(token).length > 1 && !ignored.has(bare(token))) {
      const key = monthOf(bare(token)) ?? stem(bare(token));
      if (content.get(key) !== 'name') content.set(key, isName(words, at, token) ? 'name' : 'plain');
    }
  }
  return content;
}

/** `Q3`, `FY25`: a name that many things have, and no figure. */
function labelAt({ tokens }: Words, at: number): string | undefined {
  const [letters, digits] = [tokens[at], tokens[at + 1]];
  const isLabel = /^\p{L}{1,2}$/u.test(letters?.text ?? '') && /^\d/.test(digits?.text ?? '');
  return isLabel && letters?.end === digits?.start ? `${letters?.text}${digits?.text}` : undefined;
}

/** A number under its value; `two` to `twelve` in letters and the parts of a date count little more than other words. */
function figureOf(words: Words, numeral: Numeral): [string, Weight] {
  const [value = 0] = numeral.readings;
  if (monthBeside(words, numeral.from, numeral.to)) return [`of a date ${value}`, 'plain'];
  const isSmallWord = !/^\d/.test(words.tokens[numeral.from]?.text ?? '') && value <= 12;
  return [`#${value}`, isSmallWord ? 'plain' : 'figure'];
}

/** A capital that the beginning of a sentence doesn't explain. */
function isName({ text, tokens }: Words, at: number, token: Token): boolean {
  const spelled = text.slice(token.start, token.end);
  if (/^\p{Lu}{2,}$/u.test(spelled)) return true;
  return /^\p{Lu}/u.test(spelled) && tokens[at - 1]?.sentence === token.sentence;
}

/** The endings that English puts on a word, taken off; long words by their first letters. */
export function stem(word: string): string {
  let root = word.replace(/(?:'s|')$/, '');
  if (root.length > 4) root = root.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
  else if (root.length > 3) root = root.replace(/([^su])s$/, '$1');
  if (root.length > 5) root = root.replace(/ing$/, '');
  if (root.length > 4) root = root.replace(/ed$/, '');
  root = root.replace(/([bdgklmnprt])\1$/, '$1');
  if (root.length > 3) root = root.replace(/e+$/, '');
  return root.slice(0, 7);
}
