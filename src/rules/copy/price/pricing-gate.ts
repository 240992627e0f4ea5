/** Amounts and talk of money in a mail, and which of them are a price of ours (K3). */

import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { aMailOf, type CopyContext, type CopyMessage, partsOf, sequenceOf } from '../message.ts';
import { pricesIn, repaired } from './prices.ts';
import { termsIn } from './terms.ts';

const id = 'pricing.gate';

/**
 * 5.3.2, ruling K3: a price of ours appears in activation only, from SQL on, and only the one of the policy. (a) A sum is
 * a number with a currency, or the policy's amount, a discount or what stands where a price stands without one (`prices`,
 * `exchange`, `sum`); a sum that goes on with somebody else's is theirs. (b) Whose it is, the clause tells in which it
 * stands (`reading`, `party`): of somebody else where they pay, ask, get or own it, where its subject is a thing that we
 * don't sell, or where ours only finds it (`elsewhere`, `thing`); ours where it is for us, planned or asked. (c) Where
 * the clause tells nothing, it is theirs if a fact on record tells the same sum, or if it is a company's by its size or
 * its words; else ours. (d) Terms without a sum stop a mail too, unless their clause is about somebody else (`terms`):
 * what is given always, what is taken where no price may be named.
 */
export function pricingGate(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const rules = policy.price;
  const texts = partsOf({ ...message, footer: withoutToken(message.footer, context) });
  const said = texts.map(repaired);
  const prices = said.flatMap((words, part) => pricesIn(words, { rules, context, bareToo: part < 4 }));
  const terms = said.map((words) => termsIn(words, { rules, context }));
  const sequence = sequenceOf(context);
  const stage = (context.qualified ?? '').toUpperCase();
  const isOpen =
    sequence !== undefined && rules.sequences.value.includes(sequence) && rules.stages.value.includes(stage);
  const others = prices.filter((price) => !isOpen || !price.isListed).map((price) => price.words);
  const offending = [...others, ...terms.flatMap(({ given }) => given)];
  const found = longest(isOpen ? offending : [...offending, ...terms.flatMap(({ taken }) => taken)]);
  if (found.length === 0)
    return finding(id, rules.amount, {
      verdict: 'pass',
      because: isOpen ? "no price but the policy's" : 'no price of ours',
    });
  const told = found.map((words) => `\`${words}\``).join(', ');
  const listed = `${rules.amount.value} ${rules.currency.value}`;
  return finding(id, rules.amount, {
    verdict: 'fail',
    because: isOpen
      ? `${told} is not the price of the policy, ${listed}`
      : `${told} in ${aMailOf(sequence)} at stage ${stage || 'unknown'}; a price is for ${rules.sequences.value.join(', ')} at ${rules.stages.value.join(', ')}`,
    evidence: found,
    remedy: isOpen
      ? `state ${listed} or no price`
      : "take the price out; an amount of the company's own needs a word that says so, such as revenue or ARR",
  });
}

/** Each of the quotes that stands in no longer one. */
function longest(quotes: readonly string[]): readonly string[] {
  return [...new Set(quotes)].filter((each) => !quotes.some((other) => other !== each && other.includes(each)));
}

/** The token by which an opt-out is known is chance: `3yen` in it is no price. */
function withoutToken(footer: string, { optout }: CopyContext): string {
  const token = optout?.token ?? '';
  return /^[a-z2-7]{32}-[a-z2-7]{16}$/.test(token) ? footer.replaceAll(token, ' ') : footer;
}
