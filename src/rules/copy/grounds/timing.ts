import { type Content, contentOf } from '../../language/content-words.ts';
import { findPhrases } from '../../language/phrases.ts';
import { countSentences } from '../../language/sentences.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { aMailOf, type CopyContext, type CopyMessage, dayOf, sequenceOf } from '../message.ts';
import { deedIn, isSupposed } from './deeds.ts';
import { grounds, restsOn, shared, speaksOfThem, speaksToReader } from './grounds.ts';

type When = CopyContext['now'];

/** 5.3.4, ruling K4: an activation mail answers to what this contact did, and never to what a machine saw. */
export function personalTrigger(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { trigger_in: where, trigger_days: days, watching } = policy.personal;
  const id = 'personal.trigger';
  const remedy = 'name what they did and what about, in their own terms, and never what a machine saw';
  const sequence = sequenceOf(context);
  if (sequence !== undefined && !where.value.includes(sequence))
    return finding(id, where, { verdict: 'pass', because: `${aMailOf(sequence)} needs no trigger` });
  const trigger = context.trigger?.text?.trim() ?? '';
  if (trigger === '')
    return finding(id, where, {
      verdict: sequence === undefined ? 'unknown' : 'fail',
      because: 'no signal of this contact is given',
      remedy,
    });
  const age = ageOf(context.trigger, context.now);
  if (age !== undefined && (age > days.value || age < 0))
    return finding(id, days, {
      verdict: 'fail',
      because: `the signal is ${age} days old, at most ${days.value}`,
      evidence: [trigger],
      remedy: 'name a live signal of this contact',
    });
  const watched = findPhrases(message.body, watching.value).map((match) => match.words);
  if (watched.length > 0)
    return finding(id, watching, {
      verdict: 'fail',
      because: 'it tells the reader that they were watched',
      evidence: watched,
      remedy,
    });
  const act = actOf(context, policy);
  const named = countSentences(message.body, policy.sentences).filter((sentence) =>
    refersTo(sentence, act, { context, policy }),
  );
  return named.length > 0
    ? finding(id, where, { verdict: 'pass', because: 'it answers to what the contact did', evidence: named })
    : finding(id, where, {
        verdict: 'fail',
        because: 'no sentence speaks of what the contact did',
        evidence: [trigger],
        remedy,
      });
}

/** The contact's act: the words of its record, those that any act has, and the phrases that tell of it. */
interface Act {
  readonly evidence: Content;
  readonly generic: Content;
  readonly phrases: readonly string[];
}

function actOf(context: CopyContext, { personal: rules }: CopyPolicy): Act {
  const evidence = grounds(context.trigger?.text ?? '', context, rules);
  const acts = [
    ...(rules.acts.value[context.trigger?.type ?? ''] ?? []),
    ...rules.act_nouns.value.filter(
      // `Your LinkedIn profile` tells no act.
      (noun) => noun !== 'linkedin' && evidence.has([...contentOf(noun, new Set()).keys()][0] ?? ''),
    ),
  ];
  return {
    evidence,
    generic: contentOf(rules.act_nouns.value.join(' '), new Set()),
    phrases: acts.length > 0 ? acts : rules.act_nouns.value,
  };
}

/** A sentence to the reader with the act and its topic, or the topic in two words. */
function refersTo(
  sentence: string,
  { evidence, generic, phrases }: Act,
  { context, policy }: { context: CopyContext; policy: CopyPolicy },
): boolean {
  const rules = policy.personal;
  const isShared = findPhrases(sentence, rules.shared_moments.value).length > 0;
  if (!isShared && !speaksOfThem(sentence, context, rules)) return false;
  const { words } = shared(grounds(sentence, context, rules), evidence, rules);
  const topics = words.filter((word) => !generic.has(word));
  const hasTopic = [...evidence.keys()].some((word) => !generic.has(word));
  const spoken = tokenise(sentence);
  const deed = deedIn(spoken, phrases, rules);
  if (deed === 'others' && !rules.acts_of_others.value.includes(context.trigger?.type ?? '')) return false;
  const isAct = deed === 'readers' || deed === 'somebodys' || (deed === 'others' && hasTopic);
  if (!hasTopic) return isAct;
  const isRead = findPhrases(sentence, rules.author_reads.value).length > 0;
  const isPlain =
    deed === 'none' && !isRead && !isSupposed(spoken, rules) && (isShared || speaksToReader(sentence, rules));
  return topics.length >= 2 ? isAct || isPlain : isAct && topics.length >= 1;
}

/** 5.3.4, ruling K4: an activation mail says what changed in the market or at a competitor, and lately. */
export function marketHook(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { hook_in: where, hook_days: days } = policy.personal;
  const id = 'personal.market_hook';
  const remedy = `name in a sentence what changed within the last ${days.value} days`;
  const sequence = sequenceOf(context);
  if (sequence !== undefined && !where.value.includes(sequence))
    return finding(id, where, { verdict: 'pass', because: `${aMailOf(sequence)} needs no market hook` });
  const hook = context.hook?.text?.trim() ?? '';
  if (hook === '')
    return finding(id, where, {
      verdict: sequence === undefined ? 'unknown' : 'fail',
      because: 'no change in the market or at a competitor is given',
      remedy,
    });
  const age = ageOf(context.hook, context.now);
  if (age !== undefined && (age > days.value || age < 0))
    return finding(id, days, {
      verdict: 'fail',
      because: `the change is ${age} days old, at most ${days.value}`,
      evidence: [hook],
      remedy,
    });
  const told = grounds(`${context.hook?.competitor ?? ''} ${hook}`, context, policy.personal);
  const fact = new Map([...told].filter(([word]) => !policy.personal.months.value.includes(word)));
  const named = countSentences(message.body, policy.sentences).filter((sentence) => {
    const said = grounds(sentence, context, policy.personal);
    return restsOn(said, fact, policy.personal) || shared(said, fact, policy.personal).words.length >= 3;
  });
  if (named.length === 0)
    return finding(id, where, {
      verdict: 'fail',
      because: 'no sentence speaks of that change',
      evidence: [hook],
      remedy,
    });
  return age === undefined
    ? finding(id, days, { verdict: 'unknown', because: 'the day of the change is not given', evidence: named, remedy })
    : finding(id, where, { verdict: 'pass', because: `it names a change ${age} days old`, evidence: named });
}

/** In days (T5); undefined where either instant isn't given. */
function ageOf(
  what: { readonly observed_at?: When; readonly observed_on?: When } | null | undefined,
  now: When,
): number | undefined {
  const then = dayOf(what?.observed_at ?? what?.observed_on);
  const today = dayOf(now);
  return then === undefined || today === undefined ? undefined : today - then;
}
