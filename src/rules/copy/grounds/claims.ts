/** Claims of a mail about its reader, the evidence behind them, and the text that slots may hold (K1, K4). */

import { stem } from '../../language/content-words.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';
import { factsIn, tells } from './facts.ts';
import { daysOf, recordsOf } from './grounds.ts';
import { claimsIn, isSame } from './numbers-claimed.ts';

const id = 'claims.traced';

/** Ruling K4: each number that an agent wrote stands in the evidence, as the same kind of number. */
export function claimsTraced(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { free_units: source } = policy.claims;
  const isFilled = Boolean(context.slots);
  const texts = context.slots ? Object.values(context.slots) : [message.body];
  const evidence = recordsOf(context);
  const vocabulary = new Set(evidence.flatMap((text) => tokenise(text).tokens.map((token) => stem(token.text))));
  const known = [...evidence, ...daysOf(context)].flatMap((text) => claimsIn(text, context, policy));
  const facts = factsIn(context.facts, context, policy);
  const claims = texts
    .flatMap((text) => claimsIn(text, context, policy))
    .filter((claim) => isFilled || !claim.isSmallWord || claim.counted.some((word) => vocabulary.has(word)));
  const untraced = claims.filter(
    (claim) => !known.some((fact) => isSame(claim, fact)) && !facts.some((fact) => tells(claim, fact)),
  );
  const own = untraced.filter((claim) => isFilled || !claim.values.includes(policy.price.amount.value));
  if (own.length === 0)
    return finding(id, source, {
      verdict: 'pass',
      because: claims.length > 0 ? 'every number stands in the evidence' : 'no number is claimed',
      evidence: claims.map((claim) => claim.words),
    });
  const isGiven = context.insight || context.trigger || context.hook || sequenceOf(context) !== undefined;
  return finding(id, source, {
    verdict: isGiven ? 'fail' : 'unknown',
    because: `${own.map((claim) => `\`${claim.words}\``).join(', ')} stands in no evidence`,
    evidence: own.map((claim) => claim.words),
    remedy: 'take the number from the recorded fact, or record the fact that holds it',
  });
}
