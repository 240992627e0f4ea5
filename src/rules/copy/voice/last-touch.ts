import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';

const id = 'sequence.last_touch';

/** 5.2, ruling K10: only the last activation touch closes the loop, and it does. */
export function lastTouch(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { touches } = policy.last_touch;
  const found = [message.subject, message.body].flatMap((text) => farewells(tokenise(text), policy));
  const sequence = sequenceOf(context);
  const touch = context.touch ?? undefined;
  const last = sequence && touches.value[sequence];
  const isLast = last !== undefined && touch === last;
  const here = `${sequence ?? 'an unnamed sequence'}, touch ${touch ?? 'unknown'}`;
  if (found.length > 0 && !isLast) {
    return finding(id, touches, {
      verdict: 'fail',
      because: `${here}: ${found.map((words) => `\`${words}\``).join(', ')} closes the loop before its time`,
      evidence: found,
      remedy: `keep it for ${lastOnes(policy)}`,
    });
  }
  if (found.length === 0 && isLast) {
    return finding(id, touches, {
      verdict: 'fail',
      because: `${here} is the last one and doesn't close the loop`,
      remedy: 'say that you are closing the loop',
    });
  }
  return finding(id, touches, {
    verdict: 'pass',
    because: isLast ? `${here}, closes the loop` : `${here}, leaves the loop open`,
    evidence: found,
  });
}

function lastOnes(policy: CopyPolicy): string {
  return Object.entries(policy.last_touch.touches.value)
    .map(([sequence, touch]) => `${sequence}, touch ${touch}`)
    .join(', ');
}

function farewells(words: Words, policy: CopyPolicy): readonly string[] {
  const loops = findPhrases(words, policy.last_touch.loop.value).filter((match) => isAuthors(words, match));
  return [...loops, ...findPhrases(words, policy.last_touch.farewells.value)]
    .filter((match) => !policy.last_touch.negations.value.includes(textOf(words.tokens[match.from - 1])))
    .map((match) => match.words);
}

const authors = "i i'm i'll i'd me my let's";
const others = 'you your they their who that which teams peers partners vendors companies';

/** `I am closing the loop`, not `your teams never close the loop`: the nearest one named before the words is who closes. */
function isAuthors(words: Words, match: Match): boolean {
  const before = words.tokens.slice(0, match.from).filter((token) => token.sentence === match.sentence);
  const nearest = before.findLast((token) => isOneOf(token, authors) || isOneOf(token, others));
  if (nearest) return isOneOf(nearest, authors);
  return before.length <= 3 && !/^closed/i.test(match.words);
}
