/** What a clause says is theirs, in other languages than English (K3). */

import type { CopyPolicy } from '../../policy/copy.ts';

type Rules = CopyPolicy['price'];

/** `Ihre Gold-Partner zahlen 900 Euro`, `wer bei Ihnen wirbt`: it opens with what is theirs, and with no price. */
export function isOwnAbroad(said: readonly string[], rules: Rules): boolean {
  const [owner = '', noun = '', next = ''] = /^(?:i|il|la|le|gli|os|as|o|a)$/.test(said[0] ?? '')
    ? said.slice(1)
    : said;
  const ours = [...rules.hints.value, ...rules.wares.value, ...rules.own_abroad.value];
  if (isAskedAbroad(said, rules)) return false;
  if (
    said.some(
      (word, at) =>
        /^(?:bei|chez|da|con|bij)$/.test(word) &&
        /^(?:ihnen|vous|voi|ustedes|usted|jullie|u)$/.test(said[at + 1] ?? ''),
    )
  )
    return true;
  if (!rules.owners_abroad.value.includes(owner) || !/^\p{L}{3,}/u.test(noun)) return false;
  // `Ihr Tarif Team kostet`, and not `Ihr Tarif: 900 Euro`.
  const isProduct =
    rules.products.value.includes(noun) && /^\p{L}{3}/u.test(next) && !rules.costing.value.includes(next);
  return isProduct || !ours.some((word) => noun.endsWith(word));
}

/** `ich`, `nous`, `serait`: somebody who writes it asks. */
function isAskedAbroad(said: readonly string[], rules: Rules): boolean {
  const asking = [...rules.own_acts.value, ...rules.us_abroad.value, ...rules.wares.value];
  return said.some((word, at) => asking.includes(word) && !rules.owners_abroad.value.includes(said[at - 1] ?? ''));
}
