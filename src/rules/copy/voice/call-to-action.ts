import { isOf, linksIn } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { numeralAt } from '../../language/numbers.ts';
import { smallAbroadValue } from '../../language/numbers-abroad.ts';
import { findPhrases } from '../../language/phrases.ts';
import { countSentences } from '../../language/sentences.ts';
import { quote, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';

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

/** What stands in quotation marks is asked by somebody else. */
function unquoted(text: string): string {
  return fold(text).replace(/"[^"]*"/g, ' " ');
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

/** What a peer doesn't ask of a stranger: dates, calendars, long calls. */
function heavyIn(
  message: CopyMessage,
  about: { sentences: readonly string[]; context: CopyContext; policy: CopyPolicy },
): readonly string[] {
  const { ask } = about.policy;
  const links = [message.subject, message.body, message.signoff].flatMap((part) =>
    linksIn(part, ask.calendar_hosts.value)
      .filter(
        (link) =>
          isOf(link.host, ask.calendar_hosts.value) ||
          ask.calendar_paths.value.some((path) => link.words.toLowerCase().includes(path)),
      )
      .map((link) => link.words),
  );
  const spoken = [message.subject, ...about.sentences].map(unquoted).flatMap((sentence) => {
    const isTheirs = findPhrases(sentence, ask.narrated.value).length > 0;
    const phrases = isTheirs ? [] : findPhrases(sentence, ask.heavy.value).map((match) => match.words);
    return [
      ...phrases,
      ...encounters(sentence, about.policy),
      ...tooLong(sentence, about),
      ...briefing(sentence, about),
    ];
  });
  return [...links, ...spoken];
}

/** `A coffee`, `our webinar`, `over lunch` in a sentence that asks; `no call needed` and `your board meeting` ask for none. */
function encounters(sentence: string, policy: CopyPolicy): readonly string[] {
  const { ask } = policy;
  if (!isAsking(sentence, policy) || findPhrases(sentence, ask.narrated.value).length > 0) return [];
  const words = tokenise(sentence);
  return findPhrases(words, ask.encounters.value)
    .filter((match) => ask.encounter_leads.value.includes(textOf(words.tokens[match.from - 1])))
    .map((match) => match.words);
}

/** Minutes or hours beyond what a peer asks for, in a sentence that asks. */
function tooLong(sentence: string, about: { context: CopyContext; policy: CopyPolicy }): readonly string[] {
  const { ask } = about.policy;
  if (!isAsking(sentence, about.policy) || isAllowedBriefing(sentence, about)) return [];
  const words = tokenise(sentence);
  const long = findPhrases(words, ask.long_times.value).map((match) => match.words);
  for (let at = 0; at < words.tokens.length; at += 1) {
    const numeral = numeralAt(words, at);
    if (!numeral) continue;
    const next = textOf(words.tokens[numeral.to + (words.tokens[numeral.to + 1]?.text === '-' ? 2 : 1)]);
    const isLong = /^(?:mins?|minut\p{L}*)$/u.test(next) && (numeral.readings[0] ?? 0) > ask.max_minutes.value;
    if (isLong)
      long.push(`${words.text.slice(words.tokens[numeral.from]?.start, words.tokens[numeral.to]?.end)} ${next}`);
    at = numeral.to;
  }
  return [...long, ...longAbroad(words, ask.max_minutes.value)];
}

/** `quarante-cinq minutes`, `cuarenta y cinco minutos`. */
function longAbroad(words: Words, most: number): readonly string[] {
  return words.tokens.flatMap((token, at) => {
    if (!/^minut/.test(token.text)) return [];
    let value = 0;
    let from = at - 1;
    for (; from >= at - 4; from -= 1) {
      const said = textOf(words.tokens[from]);
      const part = smallAbroadValue(said);
      if (part === 0 && !/^(?:-|y|e|et|und)$/.test(said)) break;
      value += part;
    }
    return value > most ? [quote(words, from + 1, at)] : [];
  });
}

/** Outside activation the Briefing is no small ask. */
function briefing(sentence: string, about: { context: CopyContext; policy: CopyPolicy }): readonly string[] {
  if (!isAsking(sentence, about.policy) || isAllowedBriefing(sentence, about)) return [];
  return findPhrases(sentence, about.policy.ask.briefing.value).map((match) => match.words);
}

function isAllowedBriefing(
  sentence: string,
  { context, policy }: { context: CopyContext; policy: CopyPolicy },
): boolean {
  const sequence = sequenceOf(context);
  const isNamed = findPhrases(sentence, policy.ask.briefing.value).length > 0;
  return isNamed && sequence !== undefined && policy.ask.briefing_in.value.includes(sequence) && sentence.includes('?');
}

function isAsking(sentence: string, policy: CopyPolicy): boolean {
  return sentence.includes('?') || findPhrases(sentence, policy.ask.offers.value).length > 0;
}
