/** Owners, hosts and conditionals of other languages, and whose a sum beside them is (K3). */

import type { PriceRules as Rules } from '../../policy/price.ts';
import { isAny, isIn } from './sentence-talk.ts';

/** `Wer bei Ihnen wirbt`. */
export function isHosted(said: readonly string[], rules: Rules): boolean {
  const { hosts_abroad: hosts, readers_abroad: readers, owners_abroad: owners } = rules;
  return said.some((word, at) => isIn(word, hosts) && isIn(said[at + 1], readers, owners));
}

/** `Ihre Gold-Partner zahlen 900 Euro`, `wer bei Ihnen wirbt`: it opens with what is theirs, and with no price. */
export function isOwnAbroad(said: readonly string[], rules: Rules): boolean {
  const { owners_abroad: owners } = rules;
  if (isAskedAbroad(said, rules)) return false;
  if (isHosted(said, rules)) return true;
  if (isIn(said[0], rules.according) && isIn(said[1], owners)) return true;
  const [owner, noun = '', next = ''] = isIn(said[0], rules.articles_abroad) ? said.slice(1) : said;
  // `Ihr Tarif Team kostet`, `Ihr Bericht nennt`, and not `Ihr Tarif: 900 Euro`.
  const isProduct = isIn(noun, rules.products) && /^\p{L}{3}/u.test(next) && !isIn(next, rules.costing);
  const isPrice = [rules.hints, rules.wares, rules.own_abroad].some(({ value }) =>
    value.some((each) => noun.endsWith(each)),
  );
  return isIn(owner, owners) && /^\p{L}{3,}/u.test(noun) && (isProduct || isIn(next, rules.telling) || !isPrice);
}

/** `ich`, `nous`, `serait`: somebody who writes it asks. */
function isAskedAbroad(said: readonly string[], rules: Rules): boolean {
  const { own_acts: acts, parties, wares, owners_abroad: owners } = rules;
  return (
    isConditional(said, rules) ||
    said.some((word, at) => word !== 'i' && isIn(word, acts, parties.value.us, wares) && !isIn(said[at - 1], owners))
  );
}

/** `serait`, `supporterait`. */
export function isConditional(said: readonly string[], { conditionals, conditional_endings: endings }: Rules): boolean {
  return isAny(said, conditionals) || said.some((word) => endings.value.some((ending) => word.endsWith(ending)));
}
