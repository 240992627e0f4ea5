import { findPhrases } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { VoiceRules } from '../../policy/copy.ts';

/**
 * 5.3.6: a peer says I. `We`, `our` and `us` are a firm's, unless they are the writer's and the reader's: what the two did
 * or may do (`we spoke in March`, `shall we`), what they share (`our talk`), or what was seen and not sold (`we counted`).
 */
export function firmsVoice(words: Words, rules: VoiceRules): readonly string[] {
  const together = new Set(findPhrases(words, rules.together.value).map((match) => match.sentence));
  const abroad = new Set(
    words.tokens.filter((token) => rules.together_abroad.value.includes(token.text)).map((token) => token.sentence),
  );
  return words.tokens.flatMap((token, at) => {
    const isPlural = plural.test(token.text);
    if (!isPlural && !rules.plural_abroad.value.includes(token.text)) return [];
    if (isPlural ? together.has(token.sentence) || isAllowed(words, token, { at, rules }) : abroad.has(token.sentence))
      return [];
    const isSame = words.tokens[at + 1]?.sentence === token.sentence;
    return [quote(words, at, isSame ? at + 1 : at)];
  });
}

const plural = /^(?:we(?:'\p{L}+)?|our|ours|us)$/u;

function isAllowed(words: Words, token: Token, { at, rules }: { at: number; rules: VoiceRules }): boolean {
  if (token.text === 'us') return rules.us_leads.value.includes(textOf(words.tokens[at - 1]));
  if (token.text === 'we' && rules.we_leads.value.includes(textOf(words.tokens[at - 1]))) return true;
  const next = words.tokens.slice(at + 1, at + 6).find((each) => !rules.fillers.value.includes(each.text));
  const list = token.text.startsWith('we') ? rules.shared_acts.value : rules.shared_things.value;
  return next?.sentence === token.sentence && list.includes(next.text);
}
