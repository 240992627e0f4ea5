import { findPhrases } from '../../language/phrases.ts';
import { type Token, textOf, unelided, type Words } from '../../language/words.ts';
import type { PersonalRules } from '../../policy/copy.ts';

/** The doer of an act that a sentence tells: the reader, somebody unnamed or somebody else; `undone` is what may be done, or wasn't. */
type Deed = 'readers' | 'somebodys' | 'others' | 'authors' | 'undone' | 'none';

/** The deed that a sentence tells, the reader's before anybody else's. */
export function deedIn(words: Words, acts: readonly string[], rules: PersonalRules): Deed {
  const deeds = findPhrases(words, acts).map((match) => doerOf(words, match.from, rules));
  const order: readonly Deed[] = ['readers', 'others', 'somebodys', 'undone', 'authors'];
  return order.find((deed) => deeds.includes(deed)) ?? 'none';
}

/** The doer of an act, by the nearest word before it that tells. */
function doerOf(words: Words, at: number, rules: PersonalRules): Deed {
  const { tokens } = words;
  if (isNamed(words, at, rules)) return 'others';
  for (let back = at - 1; tokens[back]?.sentence === tokens[at]?.sentence; back -= 1) {
    const told = toldBy(tokens, { act: at, word: back }, rules);
    if (told !== undefined) return told;
  }
  return 'somebodys';
}

function toldBy(tokens: readonly Token[], at: { act: number; word: number }, rules: PersonalRules): Deed | undefined {
  const token = tokens[at.word];
  if (!token) return undefined;
  const isIn = (list: readonly string[]): boolean => list.includes(token.text) || list.includes(unelided(token));
  if (isIn(rules.undone.value)) return 'undone';
  if (isIn(rules.bystanders.value)) return 'others';
  if (at.act - at.word <= 3 && isIn(rules.author_words.value)) return 'authors';
  // `Somebody of your industry commented`: theirs is the industry, not the comment.
  if (token.text === 'yours' || (isIn(rules.possessives.value) && isPast(tokens[at.act], rules))) return undefined;
  if (!isIn(rules.reader_words.value)) return undefined;
  return isInverted(tokens, at.word, rules) ? 'undone' : 'readers';
}

/** `You may want`, `Had you been`: of the reader it is told what may be, and not what they did. */
export function isSupposed({ tokens }: Words, rules: PersonalRules): boolean {
  const { reader_words: readers, undone } = rules;
  return tokens.some(({ text }, at) => {
    const isMaybe = at === 0 && undone.value.includes(textOf(tokens[1]));
    return readers.value.includes(text) && (isMaybe || isInverted(tokens, at, rules));
  });
}

/** `Have you seen`: at the beginning, or after a sign. */
function isInverted(tokens: readonly Token[], at: number, rules: PersonalRules): boolean {
  const [lead, verb] = [tokens[at - 2], tokens[at - 1]];
  const isHead = lead?.sentence !== tokens[at]?.sentence || !lead?.isWord;
  return isHead && rules.inverted.value.includes(textOf(verb));
}

/** `Dana Whitfield asked`, `Dana Whitfield hat gefragt`: a name right before a verb of the past. */
function isNamed({ text, tokens }: Words, at: number, rules: PersonalRules): boolean {
  const isHelped = rules.helpers.value.includes(textOf(tokens[at - 1]));
  const end = isHelped ? at - 1 : at;
  const name = tokens.slice(Math.max(0, end - 2), end);
  const isName = (token: Token): boolean => /^\p{Lu}\p{Ll}/u.test(text.slice(token.start, token.end));
  // `nach Attribution Overlays gefragt`.
  const isObject = rules.prepositions.value.includes(textOf(tokens[end - 3]));
  return name.length === 2 && !isObject && isPast(tokens[at], rules) && name.every(isName);
}

function isPast(verb: Token | undefined, { past }: PersonalRules): boolean {
  return /ed$/.test(textOf(verb)) || past.value.includes(textOf(verb));
}
