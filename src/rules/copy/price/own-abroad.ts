/** What a clause says is theirs, in other languages than English (K3). */

import type { CopyPolicy } from '../../policy/copy.ts';
import { isAny, isIn } from './reading.ts';

type Rules = CopyPolicy['price'];

/** `Ihre Gold-Partner zahlen 900 Euro`, `wer bei Ihnen wirbt`: it opens with what is theirs, and with no price. */
export function isOwnAbroad(said: readonly string[], rules: Rules): boolean {
  const { owners_abroad: owners, costing, past_costing: past, hosts_abroad: hosts } = rules;
  const isHosted = said.some((word, at) => isIn(word, hosts) && isIn(said[at + 1], rules.readers_abroad));
  if (!isHosted && !isAny(said, owners)) return false;
  if (isAskedAbroad(said, rules)) return false;
  if (isHosted) return true;
  const isOurs = (word: string): boolean =>
    [rules.hints, rules.wares, rules.own_abroad].some(({ value }) => value.some((each) => word.endsWith(each)));
  // `La inscripción a su cumbre costaba`.
  if (isAny(said.slice(1, 6), owners) && isAny(said, past)) return !said.some(isOurs);
  if (isIn(said[0], rules.according) && isIn(said[1], owners)) return true;
  const [owner, noun = '', next = ''] = isIn(said[0], rules.articles_abroad) ? said.slice(1) : said;
  if (!isIn(owner, owners) || !/^\p{L}{3,}/u.test(noun)) return false;
  // `Ihr Tarif Team kostet`, and not `Ihr Tarif: 900 Euro`.
  const isProduct = isIn(noun, rules.products) && /^\p{L}{3}/u.test(next) && !isIn(next, costing);
  return isProduct || !isOurs(noun);
}

/** `ich`, `nous`, `serait`, `supporterait`: somebody who writes it asks. */
function isAskedAbroad(said: readonly string[], rules: Rules): boolean {
  const { own_acts: acts, us_abroad: us, wares, owners_abroad: owners, conditional_endings: endings } = rules;
  return said.some(
    (word, at) =>
      endings.value.some((ending) => word.endsWith(ending)) ||
      (isIn(word, acts, us, wares) && !isIn(said[at - 1], owners)),
  );
}
