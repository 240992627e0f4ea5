/** Asks that are too heavy for a stranger: dates, calendars, long calls (K7). */

import { isOf, linksIn } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { numeralAt } from '../../language/numbers.ts';
import { smallAbroadValue } from '../../language/numbers-abroad.ts';
import { findPhrases } from '../../language/phrases.ts';
import { isOneOf, quote, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';

/** A text without its quotations: an ask inside quotation marks is somebody else's. */
export function unquoted(text: string): string {
  return fold(text).replace(/"[^"]*"/g, ' " ');
}

/** The heavy asks of a mail, as it writes them. */
export function heavyIn(
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
    const [theirs] = findPhrases(sentence, ask.narrated.value);
    // `Shall I put a slot in your calendar`: what stands before what is theirs is asked.
    const isAsked = (at: number): boolean =>
      theirs === undefined || (at < theirs.from && isAsking(sentence, about.policy));
    const phrases = findPhrases(sentence, ask.heavy.value).filter(({ from }) => isAsked(from));
    return [
      ...phrases.map((match) => match.words),
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
  const english = findPhrases(words, ask.encounters.value).filter((match) =>
    ask.encounter_leads.value.includes(textOf(words.tokens[match.from - 1])),
  );
  const abroad = sentence.includes('?') ? findPhrases(words, ask.encounters_abroad.value) : [];
  return [...english, ...abroad].map((match) => match.words);
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
    const unit = numeral.to + (textOf(words.tokens[numeral.to + 1]) === '-' ? 2 : 1);
    const isOfMinutes = /^(?:mins?|minut\p{L}*)$/u.test(textOf(words.tokens[unit]));
    if (isOfMinutes && (numeral.readings[0] ?? 0) > ask.max_minutes.value) long.push(quote(words, numeral.from, unit));
    at = numeral.to;
  }
  return [...long, ...longAbroad(words, ask.max_minutes.value)];
}

/** `quarante-cinq minutes`, `cuarenta y cinco minutos`. */
function longAbroad(words: Words, most: number): readonly string[] {
  return words.tokens.flatMap((token, at) => {
    if (!/^minut/.test(token.text)) return [];
    let [value, from] = [0, at];
    for (let back = at - 1; ; back -= 1) {
      const part = smallAbroadValue(textOf(words.tokens[back]));
      if (part === 0 && !isOneOf(words.tokens[back], '- y e et und')) break;
      if (part > 0) from = back;
      value += part;
    }
    return value > most ? [quote(words, from, at)] : [];
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
  const isNamed = findPhrases(sentence, policy.ask.briefing.value).length > 0;
  const isItsMail = policy.ask.briefing_in.value.some((sequence) => sequence === sequenceOf(context));
  return isNamed && isItsMail && sentence.includes('?');
}

function isAsking(sentence: string, policy: CopyPolicy): boolean {
  return sentence.includes('?') || findPhrases(sentence, policy.ask.offers.value).length > 0;
}
