import { editDistance } from '../../language/edit-distance.ts';
import { withoutLinks } from '../../language/links.ts';
import { fold, visible } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding, offences } from '../finding.ts';
import { type CopyContext, type CopyMessage, partsOf } from '../message.ts';

/** 5.3.3, ruling K9: our own names as they are written, and no short form before the long one. */
export function brandTerms(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { canonical, short_forms: short } = policy.terms;
  const parts = partsOf(message).map((part) => withoutLinks(part));
  const wrong = parts.flatMap((part) => [...brandIn(part), ...termsIn(part, policy)]);
  const early = Object.entries(short.value)
    .filter(([letters]) => !context.termsDefinedInThread?.includes(letters))
    .flatMap(([letters, term]) => (isEarly(parts.join('\n'), letters, term) ? [letters] : []));
  return offences('brand.terms', canonical, {
    found: [...wrong, ...early],
    none: 'our terms are written as they are',
    some: wrong.length === 0 ? 'a short form before the long one' : 'not our spelling',
    remedy: `write ${canonical.value.map((term) => `\`${term}\``).join(', ')} so, and a short form only after its term`,
  });
}

/** Ruling K9: terms of ours that nobody has supplied are looked for in no mail, and each answer says so. */
export function termsSupplied({ terms: { canonical, of } }: CopyPolicy): Check {
  const lacking = of.value - canonical.value.length;
  const rule = 'brand.terms_supplied';
  if (lacking <= 0) return finding(rule, canonical, { verdict: 'pass', because: `all ${of.value} are supplied` });
  return finding(
    rule,
    { ...canonical, basis: 'not_supplied' },
    {
      verdict: 'warn',
      because: `${lacking} of our ${of.value} terms are not supplied and not looked for`,
      remedy: 'name them in `copy.terms.canonical` of the policy',
    },
  );
}

/** The brand in another case, with another sign or with none; its domain is no such thing. */
function brandIn(part: string): readonly string[] {
  const found =
    fold(part).match(
      /(?<![\p{L}\p{N}])e\s?c\s?o\s*(?:[^\p{L}\p{N}\s]|[Il1])?\s*moneti[sz]e(?:d|r|rs|s)?(?![\p{L}\p{N}]|\.\p{L})/giu,
    ) ?? [];
  return found.filter((words) => words !== 'eco|monetize');
}

/** Runs of as many words as a term has that are the term but for case, hyphens or a slip, or lack a word of it. */
function termsIn(part: string, policy: CopyPolicy): readonly string[] {
  const seen = visible(part);
  const tokens = [...seen.matchAll(/[\p{L}\p{N}]+/gu)];
  const found: string[] = [];
  for (const term of policy.terms.canonical.value) {
    const words = term.split(' ');
    if (words.length < 2) continue;
    for (let at = 0; at + words.length <= tokens.length; at += 1) {
      const run = tokens.slice(at, at + words.length);
      const last = run.at(-1);
      const given = run.map((token) => token[0]);
      if (!isNear(given, words)) continue;
      const spelled = seen.slice(run[0]?.index ?? 0, (last?.index ?? 0) + (last?.[0].length ?? 0));
      if (spelled !== term) found.push(spelled);
    }
  }
  const phrases = policy.terms.misnomers.value.flatMap((misnomer) =>
    [...seen.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${misnomer}(?![\\p{L}\\p{N}])`, 'gu'))].map((match) => match[0]),
  );
  return [...found, ...phrases];
}

/** Word by word the same but for case, a hyphen, a plural, an ending left off and two letters at most. */
function isNear(run: readonly string[], words: readonly string[]): boolean {
  return run.every((word, at) => {
    const wanted = (words[at] ?? '').toLowerCase();
    const given = fold(word).toLowerCase().replaceAll('-', '');
    const isCut = given.length >= 5 && wanted.startsWith(given);
    return given === wanted || (wanted.length > 6 && (isCut || editDistance(given, wanted) <= 2));
  });
}

/** Does the short form stand before its term, or without it? */
function isEarly(text: string, letters: string, term: string): boolean {
  const first = new RegExp(`(?<![\\p{L}\\p{N}])${letters}(?![\\p{L}\\p{N}])`, 'u').exec(fold(text))?.index;
  if (first === undefined) return false;
  const spelled = fold(text).indexOf(term);
  return spelled < 0 || spelled > first;
}
