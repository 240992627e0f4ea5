/** The wording of a mail: person, length, words of sellers, the method and its brand (K2, K6 to K9). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases } from '../../language/phrases.ts';
import { countSentences } from '../../language/sentences.ts';
import { textOf, tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { grounds, recordsOf, restsOn, shared, speaksOfThem } from '../grounds/grounds.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

/** 5.3.6, ruling K6: the first sentence brings a figure or a fact of the company, and isn't about us. */
export function valueFirst(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { about_us: ours } = policy.voice;
  const [first = ''] = countSentences(message.body, policy.sentences);
  const id = 'voice.value_first';
  const remedy = 'begin with a figure or an observation on the company; say who you are in the sign-off';
  const own = findPhrases(first, ours.value).map((match) => match.words);
  if (own.length > 0)
    return finding(id, ours, {
      verdict: 'fail',
      because: 'the first sentence is about us or says nothing',
      evidence: own,
      remedy,
    });
  return hasFigure(first, policy) || isAccountFact(first, context, policy)
    ? finding(id, ours, { verdict: 'pass', because: 'it begins with a figure or a fact', evidence: [first] })
    : finding(id, ours, {
        verdict: 'fail',
        because: 'the first sentence holds no figure and no fact of the company',
        evidence: [first],
        remedy,
      });
}

/** A number or share that counts something: not `one`, nor the minutes that a mail asks for. */
function hasFigure(sentence: string, policy: CopyPolicy): boolean {
  const words = tokenise(sentence);
  return words.tokens.some((token, at) => {
    if (policy.claims.spoken.value[token.text]?.[0] === 'share' && textOf(words.tokens[at + 1]) === 'of') return true;
    const numeral = numeralAt(words, at);
    if (!numeral || token.text === 'one') return false;
    const after = words.tokens.slice(numeral.to + 1, numeral.to + 3).map((each) => each.text);
    return !after.some((word) => policy.voice.idle_units.value.includes(word));
  });
}

/** Whether a sentence rests on what is on file: a fact, the signal or the hook. */
function isAccountFact(sentence: string, context: CopyContext, policy: CopyPolicy): boolean {
  const said = grounds(sentence, context, policy.personal);
  return recordsOf(context).some((text) => {
    const fact = grounds(text, context, policy.personal);
    const isEnough =
      speaksOfThem(sentence, context, policy.personal) && shared(said, fact, policy.personal).words.length >= 2;
    return restsOn(said, fact, policy.personal) || isEnough;
  });
}
