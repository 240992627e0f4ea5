/** Whether a sentence after a way out goes on about it: only then may it spoil it (K5). */

import type { Match } from '../../language/phrases.ts';
import { isOneOf, type Token } from '../../language/words.ts';
import { find, is, type Name, type Text } from './text.ts';
import { leadsOn, type Sentence } from './tied.ts';

const isIn = ({ tokens, start }: Sentence, { from }: Match): boolean => from >= start && from < start + tokens.length;

/** A sentence goes on that refers back, tells of our mail or asks something of who leaves, and offers no way out of its own. */
export function goesOn(sentence: Sentence, text: Text): boolean {
  const { acts, tokens } = sentence;
  const has = (...names: readonly Name[]): boolean => tokens.some((token) => is(text, token, ...names));
  if (acts.some((act) => act.isOffered || act.word) || leadsOn(sentence)) return false;
  const [head] = tokens;
  // `To book a seat, log in.`
  if (is(text, head, 'purposes', 'fors')) return has('unsubscribed');
  const clause = firstClause(sentence);
  // `If you do, …`, `My colleague doesn't, …`
  if (refersBack(clause, text) || is(text, clause.at(-1), 'echoes', 'deny')) return true;
  if (is(text, head, 'ifs')) {
    // `If you leave, …`, `If you are a customer, …`
    const isOfReader = clause.some((token) => is(text, token, 'readers'));
    return isOfReader && (clause.length < 4 || clause.some((token) => is(text, token, 'standing', 'always')));
  }
  // `This e-mail is confidential.`
  if (tokens.some((_, at) => isThisMail(tokens, at, text))) return false;
  // `Kidding, …`
  const isTurned = clause.length < 3 && clause.length < tokens.length && !is(text, head, 'determiners');
  const others = [...find(text, 'others'), ...find(text, 'going')].some((match) => isIn(sentence, match));
  const isOfMail = has('contact', 'lists') && has('readers', 'more');
  return isTurned || others || isOfMail || is(text, head, 'sequels') || asks(sentence, text);
}

function firstClause({ tokens }: Sentence): readonly Token[] {
  const end = tokens.findIndex((token) => isOneOf(token, ', ;'));
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** `this e-mail`, `you receive this`, and not `this e-mail list` */
const isThisMail = (tokens: readonly Token[], at: number, text: Text): boolean =>
  is(text, tokens[at], 'these') &&
  (is(text, tokens[at - 1], 'read_by', 'contact') ||
    tokens
      .slice(at + 1, at + 4)
      .some((token, n) => is(text, token, 'contact') && !is(text, tokens[at + 2 + n], 'lists')));

/** `it takes`, `removal costs`, `this campaign`, and not `requests for a copy`, `so it may rain`. */
const refersBack = (tokens: readonly Token[], text: Text): boolean =>
  tokens.some((token, at) => {
    const isBack = is(text, token, 'refers') && !is(text, tokens[at - 1], 'sequels');
    const isOfThis = isBack && (is(text, token, 'authors') || !is(text, tokens[at + 1], 'fors'));
    const isThis = is(text, token, 'these') && !isThisMail(tokens, at, text);
    return isOfThis || isThis || is(text, token, 'unsubscribed');
  });

/** `Log in first.`, `Send us a form.`, `You need a code.` */
export function asks(sentence: Sentence, text: Text): boolean {
  const { tokens, start } = sentence;
  const [head, next] = tokens;
  const words = tokens.filter((token) => token.isWord);
  const isShort = words.length < (is(text, head, 'authors', 'determiners') ? 6 : 4) && tokens.at(-1)?.text !== '!';
  const isOrder = is(text, next, 'things') && !is(text, head, 'subjects', 'deny', 'channels');
  const isTold = find(text, 'asked').some((match) => {
    const at = match.from - start;
    const before = tokens.slice(Math.max(0, at - 4), at + 1);
    return isIn(sentence, match) && before.some((token) => is(text, token, 'readers', 'polite'));
  });
  return isShort || isOrder || isTold || refersBack(firstClause(sentence), text);
}
