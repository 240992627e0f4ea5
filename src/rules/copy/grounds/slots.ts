import { linksIn } from '../../language/links.ts';
import { fold, unseenIn } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import { countSentences } from '../../language/sentences.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import { markupIn } from '../form/plain-format.ts';
import { leftoversIn } from '../form/unresolved-tokens.ts';
import type { CopyContext } from '../message.ts';
import { pricesIn, repaired } from '../price/prices.ts';
import { isTold } from './told-terms.ts';

/** Ruling K1: a slot holds one whole sentence about the company, by itself, and nothing that only an approved template may say. */
export function slotFloor(context: CopyContext, policy: CopyPolicy): Check {
  const slots = Object.entries(context.slots ?? {});
  const told = slots.map(([name, text]) => ({
    name,
    refused: refusedIn(text, context, policy),
    misplaced: misplaced(name, context, policy),
  }));
  const found = told.flatMap(({ name, ...why }) =>
    [...why.refused, ...why.misplaced].map((each) => `${name}: ${each}`),
  );
  const astray = told.filter((each) => each.misplaced.length > 0).map(({ name }) => `{{${name}}}`);
  const remedies = [
    ...(told.some(({ refused }) => refused.length > 0) ? [wholeSentence] : []),
    ...(astray.length > 0
      ? [`category.positioning puts ${astray.join(' and ')} between sentences of the template, once`]
      : []),
  ];
  return offences('slot.floor', policy.slots.own_terms, {
    found,
    none: slots.length > 0 ? `${slots.length} slots, a sentence each` : 'no slot was filled',
    some: 'a slot may not say this',
    remedy: remedies.join('; '),
  });
}

const wholeSentence =
  'one whole sentence about the company, ending in a full stop: no terms, prices, links or asks of ours';

/** K1: a slot is a sentence of its own, and so it stands in the template between sentences, once. */
function misplaced(name: string, { template, slots }: CopyContext, { sentences }: CopyPolicy): readonly string[] {
  const texts = [template?.approved.subject ?? '', template?.approved.body ?? ''];
  const uses = texts.flatMap((text) => slotsIn(text).filter((slot) => slot === name)).length;
  if (uses > 1) return [`stands ${uses} times in the template`];
  const isWithin = texts.some((text) => {
    if (!slotsIn(text).includes(name)) return false;
    const filled = text.replace(mustache, (_, slot: string) =>
      slot === name ? sample : Object.hasOwn(slots ?? {}, slot) ? 'Another.' : 'Acme',
    );
    const told = countSentences(filled, sentences).map((sentence) => sentence.replace(/^P\.?S[.:]+ /i, ''));
    return !told.includes(sample) || /^\p{Ll}[\p{Ll}']*(?![\p{L}|])/u.test(told[told.indexOf(sample) + 1] ?? '');
  });
  return isWithin ? ['stands within a sentence of the template'] : [];
}

const mustache = /\{\{\s*(\w+)\s*\}\}/g;
const sample = 'Sentence.';

function slotsIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(mustache)].map(([, slot]) => slot);
}

/** Things that a slot's text may not hold, each with the words found. */
function refusedIn(text: string, context: CopyContext, policy: CopyPolicy): readonly string[] {
  const { own_terms: terms, our_words: ours, asks } = policy.slots;
  const plain = fold(text);
  const count = countSentences(text, policy.sentences).length;
  const words = tokenise(text);
  const own = findPhrases(words, terms.value, { revops: policy.axis.revops.value });
  // `US` the country is no `us`.
  const ourWords = words.tokens.filter(
    (token) => ours.value.includes(token.text) || words.text.slice(token.start, token.end) === 'us',
  );
  return [
    ...(count === 1 ? [] : [`${count} sentences`]),
    ...(/^["'(]?[\p{Lu}\p{N}]/u.test(plain.trim()) || /^[\p{Ll}][\p{L}\d]*[\p{Lu}.]/u.test(plain.trim())
      ? []
      : ['does not begin like a sentence']),
    ...(/[.]["')\]]*$/.test(plain.trim()) ? [] : ['does not end in a full stop']),
    ...(/[\r\n\u2028\u2029]/.test(text) ? ['a line break'] : []),
    ...(plain.match(/[!?]/g) ?? []),
    ...(isTold(text, own, context, policy) ? [] : own.map((match) => match.words)),
    ...ourWords.map((token) => words.text.slice(token.start, token.end)),
    ...findPhrases(words, asks.value).map((match) => match.words),
    ...pricesIn(repaired(text), { rules: policy.price, context, bareToo: true }).map((price) => price.words),
    ...linksIn(text, policy.format.shorteners.value).map((link) => link.words),
    ...(plain.match(/\S+/g) ?? []).filter((word) => /[^@]@[^@]+\.[^@.]/.test(word)),
    ...markupIn(text),
    ...leftoversIn(text, policy),
    ...unseenIn(text),
  ];
}
