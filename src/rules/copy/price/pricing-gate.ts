/** Amounts and talk of money in a mail, and which of them are a price of ours (K3). */

import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { aMailOf, type CopyContext, type CopyMessage, partsOf, sequenceOf } from '../message.ts';
import { pricesIn, repaired } from './prices.ts';
import { isIn } from './sentence-talk.ts';
import { isToldBelow } from './subject-line.ts';
import { termsIn } from './terms.ts';

const id = 'pricing.gate';

/**
 * 5.3.2, ruling K3: a price of ours appears in activation only, from SQL on, and only the one of the policy. Each sum is
 * asked in this order. (1) Is it one: a number with a currency, the policy's amount, a discount, or what stands where a
 * price stands (`prices`, `exchange`, `sum`)? (2) It is theirs where it goes on with a sum of somebody else. (3) The
 * subject of its clause tells whose it is (`party`, `reading`, `owner`): theirs where somebody else pays, asks, gets or
 * owns it, where a thing that we don't sell has it (`thing`), where we paid it or ours only finds it; ours where it is
 * for us, planned, agreed to, or what a buyer would pay. (4) Where the clause tells nothing, it is theirs if a fact on
 * record has the same sum, or if its size or a word beside it makes it a company's; else it is ours. (5) A subject line
 * that names nothing of ours goes with a body that tells of the same money and has no price of ours (`subject-line`).
 * Terms without a sum (`terms`) are ours unless their clause is about somebody else: what is given for less stops every
 * mail, talk of a price the mails in which none may be named.
 */
export function pricingGate(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const rules = policy.price;
  const said = partsOf({
    ...message,
    signoff: withoutNames(message.signoff, context),
    footer: withoutToken(withoutNames(message.footer, context), context),
  }).map(repaired);
  const read = said.map((words, part) => ({
    words,
    prices: pricesIn(words, { rules, context, bareToo: part < 4 }),
    ...termsIn(words, { rules, context }),
  }));
  const kept = isToldBelow(read, { rules, context }) ? read.slice(1) : read;
  const sequence = sequenceOf(context);
  const stage = (context.qualified ?? '').toUpperCase();
  const isOpen = isIn(sequence, rules.sequences) && rules.stages.value.includes(stage);
  const others = kept
    .flatMap(({ prices }) => prices)
    .filter((price) => !isOpen || !price.isListed)
    .map((price) => price.words);
  const offending = [...others, ...kept.flatMap(({ given }) => given)];
  const found = longest(isOpen ? offending : [...offending, ...kept.flatMap(({ taken }) => taken)]);
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

/** `Marco Costa`: the sender's name is no word of price. */
function withoutNames(text: string, { sender }: CopyContext): string {
  return sender?.name ? text.replaceAll(sender.name, ' ') : text;
}
