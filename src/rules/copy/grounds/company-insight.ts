import { countSentences } from '../../language/sentences.ts';
import { isWord, textOf, tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { aMailOf, type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';
import { factsIn, tells } from './facts.ts';
import { grounds, namesOf, restsOn, speaksOfThem, textsOf, withoutNames } from './grounds.ts';
import { claimsIn } from './numbers-claimed.ts';

const id = 'personal.company_insight';

/** 5.3.4, ruling K4: one sentence at least that rests on a recorded fact of this account and fits no other. */
export function companyInsight(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { insight_in: where } = policy.personal;
  const sequence = sequenceOf(context);
  const isDemanded = sequence !== undefined && where.value.includes(sequence);
  const evidence = textsOf(context.insight?.evidence);
  const say = (verdict: Check['verdict'], because: string, words: readonly string[] = []): Check =>
    finding(id, where, {
      verdict,
      because,
      evidence: words,
      ...(verdict === 'pass' ? {} : { remedy: 'say in one sentence what is on file of this company alone' }),
    });
  if (sequence !== undefined && !isDemanded) return say('pass', `${aMailOf(sequence)} rests on the conversation`);
  if (evidence.length === 0)
    return say(isDemanded || context.insight ? 'fail' : 'unknown', 'no recorded fact of this account is given');
  const grounded = insightsOf(message, context, policy);
  if (grounded.length === 0)
    return say(
      'fail',
      'no sentence rests on a recorded fact of this account',
      countSentences(message.body, policy.sentences),
    );
  const used = usedElsewhere(context, policy);
  const own = grounded.filter(
    (sentence) =>
      !isUsed(masked(sentence, namesOf(context)), used) &&
      !context.saidToOthers?.includes(saying(sentence, context, policy)),
  );
  return own.length > 0
    ? say('pass', 'a sentence rests on a recorded fact of this account', own)
    : say('fail', 'but for the names, the same sentence went to another company', grounded);
}

/** Sentences that rest on a recorded fact of this account. */
export function insightsOf(
  message: Pick<CopyMessage, 'body'>,
  context: CopyContext,
  policy: CopyPolicy,
): readonly string[] {
  const evidence = context.insight?.evidence;
  const facts = textsOf(evidence).map((text) => grounds(text, context, policy.personal));
  const measured = factsIn(evidence, context, policy).filter(({ about }) => about.size > 0);
  return ownSentences(message, context, policy).filter((sentence) => {
    if (isOfOthers(sentence, context, policy)) return false;
    const said = grounds(sentence, context, policy.personal);
    const rests = facts.some((fact) => restsOn(said, fact, policy.personal));
    return rests || claimsIn(sentence, context, policy).some((claim) => measured.some((fact) => tells(claim, fact)));
  });
}

/** `Most SaaS firms see 11%`. */
function isOfOthers(sentence: string, context: CopyContext, { personal: rules }: CopyPolicy): boolean {
  const isCrowd = rules.crowds.value.includes(textOf(tokenise(sentence).tokens.find(isWord)));
  return isCrowd && !speaksOfThem(sentence, context, rules);
}

/** The words of a sentence, names aside and in whatever order: two that say the same are one sentence to two companies. */
export function saying(sentence: string, context: CopyContext, policy: CopyPolicy): string {
  return [...grounds(sentence, context, policy.personal).keys()].sort().join(' ');
}

/** The approved text is the same for every company: where the slots are told, the insight stands in one of them. */
function ownSentences(
  message: Pick<CopyMessage, 'body'>,
  { slots }: CopyContext,
  policy: CopyPolicy,
): readonly string[] {
  const filled = Object.values(slots ?? {});
  const texts = filled.length > 0 ? filled : [message.body];
  return texts.flatMap((text) => countSentences(text, policy.sentences));
}

type WordSet = ReadonlySet<string>;
/** Sentences of mails to others, each once, by their figures. */
type Used = ReadonlyMap<string, readonly WordSet[]>;

function usedElsewhere(context: CopyContext, policy: CopyPolicy): Used {
  const known = new Map<string, Map<string, WordSet>>();
  for (const { company, body } of context.emailsToOthers ?? []) {
    const own = namesOf({ company: typeof company === 'string' ? { name: company } : company });
    for (const sentence of countSentences(body ?? '', policy.sentences)) {
      const words = masked(sentence, own);
      const alike = known.get(figuresOf(words)) ?? new Map<string, WordSet>();
      known.set(figuresOf(words), alike.set([...words].join(' '), words));
    }
  }
  return new Map([...known].map(([figures, alike]) => [figures, [...alike.values()]]));
}

/** The words of a sentence, names aside. */
function masked(sentence: string, names: readonly string[]): WordSet {
  return new Set(
    withoutNames(sentence, names)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}

/** The same words, or all but a fifth of them with the same figures. */
function isUsed(words: WordSet, used: Used): boolean {
  return (used.get(figuresOf(words)) ?? []).some((other) => {
    const both = [...words].filter((word) => other.has(word)).length;
    return both / (words.size + other.size - both) >= 0.8;
  });
}

function figuresOf(words: WordSet): string {
  return [...words]
    .filter((word) => /\d/.test(word))
    .sort()
    .join(' ');
}
