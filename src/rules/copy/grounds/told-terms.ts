import { contentOf } from '../../language/content-words.ts';
import { withoutDates } from '../../language/dates.ts';
import { findPhrases, type Match } from '../../language/phrases.ts';
import { setOf, tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { deedIn } from './deeds.ts';
import { namesOf, speaksToReader, textsOf, withoutNames } from './grounds.ts';

/**
 * K1, K4: terms of ours in a slot that its reader named first. The slot tells their act, and holds no word that isn't on
 * file: so it neither offers nor praises.
 */
export function isTold(text: string, terms: readonly Match[], context: CopyContext, policy: CopyPolicy): boolean {
  const { type, text: filed } = context.trigger ?? {};
  const named = [
    ...findPhrases(filed ?? '', policy.slots.own_terms.value, { revops: policy.axis.revops.value }),
    ...findPhrases((policy.slots.told_terms.value[type ?? ''] ?? []).join('. '), policy.slots.own_terms.value),
  ].map(({ words }) => words.toLowerCase());
  return terms.every(({ words }) => named.includes(words.toLowerCase())) && tellsAct(text, terms, context, policy);
}

function tellsAct(text: string, terms: readonly Match[], context: CopyContext, policy: CopyPolicy): boolean {
  const { personal: rules, slots } = policy;
  const { type } = context.trigger ?? {};
  const names = [...namesOf(context), context.contact?.name ?? '', context.contact?.first_name ?? ''];
  const plainText = withoutDates(
    withoutNames(
      text,
      names.filter((name) => name !== ''),
    ),
  );
  const own = terms.reduce((rest, { words }) => rest.replace(words, ' '), plainText);
  const spoken = tokenise(own);
  const acts = rules.acts.value[type ?? ''] ?? rules.act_nouns.value;
  const deed = deedIn(spoken, acts, rules);
  if (!speaksToReader(own, rules) || (deed !== 'readers' && deed !== 'somebodys')) return false;
  const barred = setOf([...rules.undone.value, ...rules.author_words.value]);
  if (spoken.tokens.some(({ text: word }) => barred.has(word))) return false;
  const allowed = [slots.telling, rules.reader_words, rules.helpers, rules.prepositions, rules.act_nouns];
  const plain = setOf([...allowed.flatMap(({ value }) => value), ...policy.cross_account.calendar_words.value]);
  const known = new Map([
    ...contentOf(acts.join(' ').replaceAll('|', ' '), new Set()),
    ...[context.trigger?.text ?? '', ...textsOf(context.insight?.evidence)].flatMap((record) => [
      ...contentOf(record, new Set()),
    ]),
  ]);
  return [...contentOf(own, plain).keys()].every((word) => known.has(word));
}
