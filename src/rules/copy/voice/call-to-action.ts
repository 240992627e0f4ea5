import { fold } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import { countSentences } from '../../language/sentences.ts';
import { textOf, tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { heavyIn, unquoted } from './heavy-asks.ts';

interface Ask {
  readonly at: number;
  readonly text: string;
  readonly isQuestion: boolean;
  readonly isOffer: boolean;
}

const id = 'cta.low_friction';

/** 5.3.7, ruling K7: one small ask at the end, a question or an offer, that costs the reader next to nothing. */
export function lowFriction(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { heavy } = policy.ask;
  const remedy = 'end with one question or offer that a line answers, such as ten minutes or data to send';
  const sentences = countSentences(message.body, policy.sentences);
  const pressing = heavyIn(message, { sentences, context, policy });
  if (pressing.length > 0)
    return finding(id, heavy, { verdict: 'fail', because: 'it asks for too much', evidence: pressing, remedy });
  const asks = asksIn(sentences, policy);
  const [only] = asks;
  if (asks.length !== 1 || !only)
    return finding(id, policy.ask.offers, {
      verdict: 'fail',
      because: asks.length === 0 ? 'it asks nothing and offers nothing' : `it asks ${asks.length} things, expected one`,
      evidence: asks.map((ask) => ask.text),
      remedy,
    });
  if (only.at < sentences.length - 2)
    return finding(id, policy.ask.offers, {
      verdict: 'fail',
      because: `the ask is sentence ${only.at + 1} of ${sentences.length}, expected one of the last two`,
      evidence: [only.text],
      remedy,
    });
  return finding(id, policy.ask.offers, {
    verdict: 'pass',
    because: 'one small ask at the end',
    evidence: [only.text],
  });
}

/** An offer and the question right after it that asks for its acceptance are one. */
function asksIn(sentences: readonly string[], policy: CopyPolicy): readonly Ask[] {
  const asks: Ask[] = [];
  for (const [at, text] of sentences.entries()) {
    const own = unquoted(text);
    const isQuestion = /\?[)\]!.]*\s*$/.test(own) || /\?(?=[)\]]*\s*[-(])/.test(own);
    if (isQuestion && isAnswered(text, sentences[at + 1], policy)) continue;
    const isOffer = !isQuestion && offersIn(text, policy);
    if (!isQuestion && !isOffer) continue;
    const last = asks.at(-1);
    const isMore = findPhrases(text, policy.ask.additions.value).length > 0;
    const isAcceptance = last?.at === at - 1 && last.isOffer && !isMore && (isOffer || isAcceptanceOf(text, policy));
    const isRest = last?.at === at - 1 && last.isQuestion && isOffer;
    if (isAcceptance || isRest) asks[asks.length - 1] = { at, text, isQuestion, isOffer };
    else asks.push({ at, text, isQuestion, isOffer });
  }
  return asks;
}

/** `I could not tell` offers nothing, and `buyers ask me` asks nothing of the reader. */
function offersIn(text: string, { ask }: CopyPolicy): boolean {
  const words = tokenise(text);
  const { tokens } = words;
  return findPhrases(words, ask.offers.value).some(({ from, to, sentence }) => {
    const before = tokens[from - 1];
    const isOpening = before?.sentence !== sentence || !before.isWord || ask.joints.value.includes(before.text);
    const isDenied = tokens.slice(from, to).some((token) => ask.denials.value.includes(token.text));
    return !isDenied && (isOpening || !ask.imperatives.value.includes(textOf(tokens[from])));
  });
}

/** `Why now? Because budgets reset in June.` asks the reader nothing. */
function isAnswered(text: string, next: string | undefined, policy: CopyPolicy): boolean {
  const { rhetorical, asides, reasons, answers } = policy.ask;
  const begins = (sentence: string, list: readonly string[]): boolean =>
    findPhrases(sentence, list).some((match) => match.from === 0);
  if (next === undefined) return false;
  if (
    asides.value.includes(
      fold(text)
        .toLowerCase()
        .replace(/[?!. ]+$/, ''),
    )
  )
    return true;
  if (!begins(text, rhetorical.value)) return false;
  const isToReader = tokenise(text).tokens.some((token) => /^(?:you|your)(?:'\w+)?$/.test(token.text));
  return begins(next, reasons.value) || (!isToReader && begins(next, answers.value));
}

function isAcceptanceOf(text: string, policy: CopyPolicy): boolean {
  return findPhrases(text, policy.ask.acceptances.value).length > 0 || text.split(' ').length <= 4;
}
