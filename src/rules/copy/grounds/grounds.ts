import { type Content, contentOf, stem } from '../../language/content-words.ts';
import { fold } from '../../language/normalise.ts';
import { setOf, tokenise } from '../../language/words.ts';
import type { PersonalRules } from '../../policy/copy.ts';
import { dateOfDay } from '../../time/civil-date.ts';
import { oncePerObject } from '../../vocabulary/remembering.ts';
import { type CopyContext, dayOf } from '../message.ts';

/** Words that a sentence shares with the text that it is said to rest on. */
export interface Shared {
  readonly words: readonly string[];
  /** Figures and names among them that not every company has in common. */
  readonly telling: readonly string[];
}

/** The content of a text, without the company's names: they prove nothing. */
export function grounds(text: string, context: CopyContext, rules: PersonalRules): Content {
  return contentOf(withoutNames(text, namesOf(context)), setOf(rules.common_words.value));
}

export function shared(said: Content, evidence: Content, rules: PersonalRules): Shared {
  const words = [...said.keys()].filter((word) => evidence.has(word));
  const everybodys = stemSet(rules.shared_names.value);
  const telling = words.filter((word) => evidence.get(word) !== 'plain' && !everybodys.has(word));
  return { words, telling };
}

/** A sentence rests on a text if it repeats a figure or a name of it in its setting, or most of what it says. */
export function restsOn(said: Content, evidence: Content, rules: PersonalRules): boolean {
  const { words, telling } = shared(said, evidence, rules);
  const figures = [...said].filter(([, weight]) => weight === 'figure').map(([word]) => word);
  const isWrong = figures.length > 0 && !figures.some((figure) => evidence.has(figure));
  if (isWrong && telling.length < 2) return false;
  if (telling.length >= 2 || (telling.length === 1 && words.length >= 2)) return true;
  return words.length >= 3 && (words.length >= evidence.size / 2 || words.length >= 5);
}

/** The company's names as text may give them. */
export function namesOf({ company }: CopyContext): readonly string[] {
  return [company?.name ?? '', ...(company?.aliases ?? [])].map((name) => name.trim()).filter((name) => name !== '');
}

/** The text with each whole occurrence of a name taken out, the longest first. */
export function withoutNames(text: string, names: readonly string[]): string {
  const plain = fold(text);
  const patterns = [...names]
    .sort((one, other) => other.length - one.length)
    .map((name) => fold(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (patterns.length === 0) return plain;
  return plain.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), ' ');
}

/** The evidence texts, whatever their form. */
export function textsOf(
  entries: readonly (string | { readonly text?: string | null | undefined })[] | null | undefined,
): readonly string[] {
  return (entries ?? [])
    .map((entry) => (typeof entry === 'string' ? entry : (entry.text ?? '')))
    .filter((text) => text.trim() !== '');
}

/** Texts on file of this account, and the texts that this mail answers to. */
export function recordsOf({ insight, conversation, trigger, hook }: CopyContext): readonly string[] {
  return textsOf([...(insight?.evidence ?? []), ...(conversation ?? []), trigger ?? {}, hook ?? {}]);
}

/** The days on which that was seen, said or done, as dates. */
export function daysOf({ insight, conversation, trigger, hook }: CopyContext): readonly string[] {
  const dated = [...(insight?.evidence ?? []), ...(conversation ?? [])].flatMap((each) =>
    typeof each === 'string' ? [] : [each.observed_on],
  );
  const given = [...dated, trigger?.observed_at, trigger?.observed_on, hook?.observed_at, hook?.observed_on];
  return given.map(dayOf).flatMap((day) => (day === undefined ? [] : [dateOfDay(day)]));
}

/** Does the text name the company, or speak to it? */
export function speaksOfThem(text: string, context: CopyContext, rules: PersonalRules): boolean {
  if (withoutNames(text, namesOf(context)) !== fold(text)) return true;
  return speaksToReader(text, rules);
}

/** `You`, `Ihre`. */
export function speaksToReader(text: string, rules: PersonalRules): boolean {
  const words = setOf(rules.reader_words.value);
  return tokenise(text).tokens.some(({ text: word }) => words.has(word.replace(/'(?:re|ve|ll|d|s)$/, '')));
}

const stemSet = oncePerObject((list: readonly string[]): ReadonlySet<string> => new Set(list.map(stem)));
