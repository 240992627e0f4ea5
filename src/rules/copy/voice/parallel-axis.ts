import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, textOf, tokenise, type Words } from '../../language/words.ts';
import type { AxisRules, CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { aMailOf, type CopyContext, type CopyMessage, partsOf, sequenceOf } from '../message.ts';
import { endingsOf, ordersOf, placedBeside, takeoversOf, unplaced } from './axis-order.ts';

const id = 'brand.parallel_axis';

/** 5.3.8, ruling K8: a second axis beside RevOps, never what comes after it; activation says so in words. */
export function parallelAxis(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const rules = policy.axis;
  const lists = { revops: rules.revops.value };
  const parts = partsOf(message).map(tokenise);
  const frames = parts.flatMap((words) => successorFrames(words, rules));
  const remedy = 'say that RevOps handles one axis and Ecosystem Revenue Intelligence the other';
  if (frames.length > 0) {
    return finding(id, rules.successor_frames, {
      verdict: 'fail',
      because: `${frames.map((words) => `\`${words}\``).join(', ')} makes ours the successor of RevOps`,
      evidence: frames,
      remedy,
    });
  }
  const loose = parts.flatMap((words) => unplaced(words, rules));
  if (loose.length > 0) {
    return finding(id, rules.beside, {
      verdict: 'fail',
      because: `${loose.map((words) => `\`${words}\``).join(', ')} names RevOps and ours without putting them side by side`,
      evidence: loose,
      remedy,
    });
  }
  const stated = [message.subject, message.body].map(tokenise).flatMap((words) => {
    const frame = findPhrases(words, rules.frame.value, lists).map((match) => match.words);
    return frame.length > 0 ? frame : placedBeside(words, rules);
  });
  const sequence = sequenceOf(context);
  if (stated.length === 0 && sequence !== undefined && rules.frame_in.value.includes(sequence)) {
    return finding(id, rules.frame, {
      verdict: 'fail',
      because: `${aMailOf(sequence)} states the two axes, this one doesn't`,
      remedy: 'add a sentence that puts RevOps on one axis and Ecosystem Revenue Intelligence on the other',
    });
  }
  return finding(id, rules.successor_frames, {
    verdict: 'pass',
    because: stated.length > 0 ? 'the two axes stand side by side' : 'nothing is called a successor of RevOps',
    evidence: stated,
  });
}

function successorFrames(words: Words, rules: AxisRules): readonly string[] {
  const lists = { revops: rules.revops.value, ends: rules.ends.value, ours: rules.ours.value };
  const labels = findPhrases(words, rules.labels.value, lists).filter((match) => !isThing(words, match, rules));
  return [
    ...findPhrases(words, rules.successor_frames.value, lists),
    ...labels,
    ...ordersOf(words, rules),
    ...takeoversOf(words, rules),
    ...endingsOf(words, rules),
  ]
    .filter(
      (match) => !isPerson(words, match, rules) && !isDenied(words, match, rules) && !isTheirOwn(words, match, rules),
    )
    .map((match) => match.words);
}

/** `your old RevOps tool`, `das neue RevOps-Team`. */
function isThing(words: Words, match: Match, rules: AxisRules): boolean {
  return rules.things.value.includes(nounAfter(words, match));
}

/** The word after the match, over a hyphen. */
function nounAfter({ tokens }: Words, match: Match): string {
  return bare(tokens.slice(match.to + 1, match.to + 3).find((token) => token.text !== '-'));
}

/** `replaced your RevOps lead`, `remplace votre responsable RevOps`: news about the company. */
function isPerson(words: Words, match: Match, rules: AxisRules): boolean {
  const said = words.tokens.slice(match.from, match.to);
  return (
    rules.persons.value.includes(nounAfter(words, match)) ||
    said.some((token) => rules.posts.value.includes(bare(token)))
  );
}

/** `It doesn't replace RevOps` says what the clause wants said; `not just` and `why not` deny nothing. */
function isDenied(words: Words, match: Match, rules: AxisRules): boolean {
  const before = words.tokens.slice(0, match.from).filter((token) => token.sentence === match.sentence);
  // `ersetzt RevOps nicht`, `ersetzt RevOps nicht nur`.
  const [next, second] = words.tokens.slice(match.to + 1, match.to + 3);
  if (isOneOf(next, 'nicht niet') && !isOneOf(second, 'nur alleen bloss')) return true;
  const clause = before.slice(before.findLastIndex((token) => isOneOf(token, ', ; :')) + 1).slice(-9);
  if (findPhrases({ text: words.text, tokens: clause }, rules.denials.value).length > 0) return true;
  const own = words.tokens.slice(match.from, match.to + 1);
  if (findPhrases({ text: words.text, tokens: [...clause, ...own] }, rules.not_negations.value).length > 0)
    return false;
  // A frame that begins with a negation is one by it: `no one will hire RevOps`.
  return [...clause, ...own.slice(1)].some((token) => rules.negations.value.includes(token.text));
}

/**
 * The next evolution of something else than RevOps is no frame of ours, nor is `after RevOps moved to the CFO`,
 * nor `a new version of your RevOps handbook` where nothing of ours is named.
 */
function isTheirOwn(words: Words, match: Match, rules: AxisRules): boolean {
  const isOfThing = /\s(?:of|for|in) (?:your|their|its|\S+'s) /i.test(match.words) && isThing(words, match, rules);
  if (isOfThing && findPhrases(words, rules.ours.value).every((own) => own.sentence !== match.sentence)) return true;
  if (/^next evolution$/i.test(match.words)) return isOneOf(words.tokens[match.to + 1], 'of');
  if (!/^after\s/i.test(match.words)) return false;
  const [next, second] = words.tokens.slice(match.to + 1, match.to + 3);
  const verb = textOf(isOneOf(next, 'has had was were is') ? second : next);
  if (rules.passings.value.includes(verb)) return false;
  return rules.workings.value.includes(verb) || /[^e]ed$|[^s']s$/.test(verb);
}
