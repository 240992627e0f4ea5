/** Where a text says that our mail ends (K5). */

import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, textOf, unelided, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { stopsIn } from './way-out.ts';

type Rules = CopyPolicy['optout'];

export const isDenial = (token: Token | undefined): boolean =>
  /^(?:no|not|never|nothing|none|nobody|neither|without|cannot|cant|dont|wont|\w+n't)$/.test(textOf(token));

/** A verb that ends our mail, a denial of it, a removal, or being out. */
export function endsIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  // `you never write` is about their mail.
  const isTheirs = ({ from, to }: Match): boolean =>
    textOf(tokens[from - 1]) === 'you' && isDenial(tokens[from]) && rules.writing.value.includes(textOf(tokens[to]));
  // `not useful, reply "stop"`: a word to answer with stands apart.
  const isOne = ({ from, to }: Match): boolean => tokens.slice(from, to).every(({ text }) => text !== '"');
  const ended = findPhrases(words, rules.ended.value).filter(isOne);
  const spoken = [...stopsIn(words, rules.stop_phrases.value, rules), ...ended].filter(
    (match) => !isDenial(tokens[match.from - 1]) && !isTheirs(match) && textOf(tokens[match.to + 1]) !== 'up',
  );
  const read = tokens.flatMap((token, at) => {
    const to = [endedAt, deniedAt, removedAt, outAt].map((find) => find(words, at, rules)).find((end) => end >= 0);
    return to === undefined ? [] : [{ words: quote(words, at, to), from: at, to, sentence: token.sentence }];
  });
  return [...spoken, ...read, ...neversIn(words, rules)];
}

const widest = 6;

/** `nie wieder von mir`, `schreibe ich Ihnen nicht`, `ne vous derangerai plus`: a denial with contact of ours after it or before it. */
function neversIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  const [denials, sequels] = [new Set(rules.denials.value), new Set(rules.sequels.value)];
  const said = tokens.map(unelided);
  const isContact = said.map((word) => rules.contact_stems.value.some((stem) => word.startsWith(stem)));
  const isQuote = (at: number): boolean => /^["']$/.test(textOf(tokens[at]));
  return tokens.flatMap(({ sentence }, at) => {
    // `"no" and my colleague writes`: a word to answer with.
    const isHead = denials.has(said[at] ?? '') && !isQuote(at - 1);
    if (!isHead && !isContact[at]) return [];
    for (let to = at + 1; to <= at + widest; to += 1) {
      const token = tokens[to];
      if (token?.sentence !== sentence || /^[;:,?!"']$/.test(token.text) || sequels.has(token.text)) return [];
      if (isHead ? isContact[to] : denials.has(said[to] ?? ''))
        return [{ words: quote(words, at, to), from: at, to, sentence }];
    }
    return [];
  });
}

/** `I'll quit writing`, `a reply ends it`, `cancel all mail`: index of what ends, or -1. */
function endedAt({ tokens }: Words, at: number, rules: Rules): number {
  const verb = tokens[at];
  if (!rules.ending.value.includes(textOf(verb)) || isDenial(tokens[at - 1])) return -1;
  const [next, second] = tokens.slice(at + 1, at + 3);
  if (
    isOneOf(next, 'it this these them that all everything') &&
    (second === undefined || !second.isWord || isOneOf(second, 'all at for right now today and the'))
  )
    return at + 1;
  return mailFrom(tokens, at + 1, { rules, sentence: verb?.sentence, between: rules.whole.value });
}

/** `no further mail`, `never hear from me`, `I won't write to you`, `that is the last mail`. */
function deniedAt({ tokens }: Words, at: number, rules: Rules): number {
  const token = tokens[at];
  const before = textOf(tokens[at - 1]);
  if (isOneOf(token, 'last final') && /^(?:the|my)$/.test(before))
    return rules.mail.value.includes(textOf(tokens[at + 1])) ? at + 1 : -1;
  if (!isDenial(token)) return -1;
  const thing = thingAt(tokens, at);
  if (thing >= 0) return thing;
  const sentence = token?.sentence;
  const end = mailFrom(tokens, at + 1, { rules, sentence, between: rules.wished.value });
  // `if I don't hear back`, `hear from you`: their mail, and not ours.
  const isTheirs = tokens.slice(end + 1, end + 3).some((other) => isOneOf(other, 'back you'));
  if (end >= 0) return isTheirs && tokens[end]?.text === 'hear' ? -1 : end;
  const step = tokens.findIndex(
    (other, place) =>
      place > at && !isOneOf(other, 'one here of us ever will would to i we nor anyone else at eco | monetize'),
  );
  const isOurs = rules.writing.value.includes(textOf(tokens[step])) && tokens[step]?.sentence === sentence;
  return isOurs && before !== 'you' ? step : -1;
}

/** `don't want these`, `no need for it`: index of the last word, or -1. */
function thingAt(tokens: readonly Token[], at: number): number {
  const thing = tokens.findIndex(
    (other, place) => place > at && !isOneOf(other, 'want like need wish for get receive'),
  );
  const isThing = thing > at + 1 && isOneOf(tokens[thing], 'these those them this it');
  return isThing && tokens[thing + 1]?.isWord !== true ? thing : -1;
}

/** Index of the first word of mail from `at` on, over words that may stand between, or -1. */
function mailFrom(
  tokens: readonly Token[],
  at: number,
  { rules, sentence, between }: { rules: Rules; sentence: number | undefined; between: readonly string[] },
): number {
  const most = 8;
  for (let place = at; place < at + most; place += 1) {
    const token = tokens[place];
    if (token?.sentence !== sentence) return -1;
    if (rules.mail.value.includes(textOf(token)) || rules.mailing.value.includes(textOf(token))) return place;
    if (!between.includes(textOf(token))) return -1;
  }
  return -1;
}

/** `to be removed`, `I delete your address`, `takes you off`. */
function removedAt({ tokens }: Words, at: number, rules: Rules): number {
  const token = tokens[at];
  if (!rules.removals.value.includes(textOf(token)) || isDenial(tokens[at - 1])) return -1;
  if (isOneOf(tokens[at - 1], "be get are being you're")) return at;
  const [whom, what] = tokens.slice(at + 1, at + 3);
  if (isOneOf(whom, 'you yourself')) return at + 1;
  return whom?.text === 'your' && rules.removed.value.includes(textOf(what)) ? at + 2 : -1;
}

/** `want out`, `you're off`, `leave me alone`. */
function outAt({ tokens }: Words, at: number): number {
  const [verb, next, third] = tokens.slice(at, at + 3).map((token) => token.text);
  if (/^(?:want|get|you're|are|be|i'm|am|opt|wants)$/.test(verb ?? '') && /^(?:out|off|gone)$/.test(next ?? ''))
    return at + 1;
  return verb === 'leave' && /^(?:me|you)$/.test(next ?? '') && third === 'alone' ? at + 2 : -1;
}
