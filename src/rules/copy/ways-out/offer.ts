import { findPhrases, type Match } from '../../language/phrases.ts';
import { isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import { stopsIn } from './way-out.ts';

type Rules = CopyPolicy['optout'];

/** Something that the reader is told to do: `reply`, `reply with "stop"`. `to` is the last token of what to answer with. */
export interface Answer {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
  /** The word to answer with, where there is one. */
  readonly word: Match | undefined;
  /** Nobody forbids it, it is the reader's to do, and no other answer is asked for. */
  readonly isOffered: boolean;
}

export const isDenial = (token: Token | undefined): boolean =>
  /^(?:no|not|never|nothing|none|nobody|neither|without|cannot|cant|dont|wont|\w+n't)$/.test(textOf(token));

/** The acts by which a reader answers, in order. */
export function answersIn(words: Words, rules: Rules): readonly Answer[] {
  const stops = stopsIn(words, rules.stop_phrases.value, rules);
  const found = findPhrases(words, rules.answers.value);
  const isConsent = (word: Match | undefined, match: Match): boolean =>
    rules.consents.value.includes(word?.words.toLowerCase() ?? textOf(words.tokens[match.to + 1]));
  const apart = found.filter((match) => !found.some((other) => other.from < match.from && match.from <= other.to));
  return apart.map((match) => {
    const word = wordAfter(words, match, stops);
    const to = word ? closing(words, word) : match.to;
    return {
      from: match.from,
      to,
      sentence: match.sentence,
      word,
      isOffered:
        !isBarred(words, match, rules) &&
        !isConsent(word, match) &&
        (word !== undefined || !isOtherwise(words, match, rules)),
    };
  });
}

/** `reply "stop"`, `reply to this mail with the word stop`: a word to answer with, in quotes or of the policy. */
function wordAfter(words: Words, match: Match, stops: readonly Match[]): Match | undefined {
  const { tokens } = words;
  const ahead = tokens.slice(match.to + 1, match.to + 9);
  const end = ahead.findIndex(
    (token) => token.sentence !== match.sentence || /^(?:[;,]|and|if|when|unless|so|for|from)$/.test(token.text),
  );
  const last = match.to + (end < 0 ? ahead.length : end);
  // `reply to stop` says what for, and not what to answer.
  const known = stops.find(
    (stop) => stop.from > match.from && stop.from <= last && tokens[stop.from - 1]?.text !== 'to',
  );
  if (known) return known;
  const opened = tokens.findIndex((token, at) => at > match.to && at <= last && /^["']$/.test(token.text));
  const closed = tokens.findIndex((token, at) => at > opened + 1 && at <= opened + 5 && /^["']$/.test(token.text));
  if (opened < 0 || closed < 0) return undefined;
  return {
    words: quote(words, opened + 1, closed - 1),
    from: opened + 1,
    to: closed - 1,
    sentence: match.sentence,
  };
}

/** The quote or bracket that closes a word belongs to it, and so does what else stands in the quotes: `"stop sign"`. */
function closing({ tokens }: Words, { from, to }: Match): number {
  if (/^["')\]]$/.test(textOf(tokens[to + 1]))) return to + 1;
  if (!/^["']$/.test(textOf(tokens[from - 1]))) return to;
  const closed = tokens.slice(to + 1, to + 6).findIndex((token) => /^["']$/.test(token.text));
  return closed < 0 ? to : to + 1 + closed;
}

/** `never reply`, `other readers reply`. */
function isBarred({ tokens }: Words, { from, sentence }: Match, rules: Rules): boolean {
  const before = tokens.slice(Math.max(0, from - 3), from).filter((token) => token.sentence === sentence);
  const near = before
    .slice(before.findLastIndex((token) => !token.isWord) + 1)
    .filter((token) => !isOneOf(token, 'ever just please simply even'));
  const last = near.at(-1);
  return isDenial(last) || rules.bystanders.value.includes(textOf(last));
}

const isDeterminer = (token: Token | undefined): boolean => isOneOf(token, 'my our the this that your a an');

/** `reply with a time`, `reply for the map`, `reply to win`: an answer to something else than our mail. */
function isOtherwise({ tokens }: Words, match: Match, rules: Rules): boolean {
  const [link, next] = tokens.slice(match.to + 1, match.to + 3).filter((token) => token.sentence === match.sentence);
  if (link?.text === 'with') return !rules.plain_answers.value.includes(textOf(next));
  if (link?.text === 'for') return !rules.aims.value.includes(textOf(next));
  const isAimed = link?.text === 'to';
  if (!isAimed && !isDeterminer(link)) return false;
  const said = tokens.slice(match.to + 1 + Number(isAimed)).filter((token) => token.sentence === match.sentence);
  const known = [rules.whole, rules.ends, rules.mail, rules.plain_answers].flatMap((list) => list.value);
  const noun = said.find((token) => !isDeterminer(token));
  return noun?.isWord === true && !known.includes(noun.text);
}

/** Where a text says that our mail ends: a verb that ends it, a denial of it, a removal, or being out. */
export function endsIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  // `you never write` is about their mail.
  const isTheirs = ({ from, to }: Match): boolean =>
    textOf(tokens[from - 1]) === 'you' && isDenial(tokens[from]) && rules.writing.value.includes(textOf(tokens[to]));
  const spoken = stopsIn(words, rules.stop_phrases.value, rules).filter(
    (match) => !isDenial(tokens[match.from - 1]) && !isTheirs(match),
  );
  const read = tokens.flatMap((token, at) => {
    const to = [endedAt, deniedAt, removedAt, outAt].map((find) => find(words, at, rules)).find((end) => end >= 0);
    return to === undefined ? [] : [{ words: quote(words, at, to), from: at, to, sentence: token.sentence }];
  });
  return [...spoken, ...read];
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
