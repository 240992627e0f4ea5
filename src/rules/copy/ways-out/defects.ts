/** What makes a way out none: nobody reads it, it is not meant, it comes late, some mail goes on, or more is asked than an answer (K5). */

import { numeralAt } from '../../language/numbers.ts';
import { findPhrases, isListed, type Match, placed } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Act } from './acts.ts';
import { isQuote, isSign } from './clauses.ts';

type Rules = CopyPolicy['optout'];

/** Said anywhere in the text: it is not meant, not sure, or no longer so. */
export function voidsIn(words: Words, rules: Rules): readonly Match[] {
  return findPhrases(words, rules.defects.value.void).filter((match) => !isQuoted(words, match));
}

/** Said near a way out: `words` hold its sentences, with these acts. */
export function defectsIn(words: Words, acts: readonly Act[], rules: Rules): readonly Match[] {
  const { late, less, others, part, asked } = rules.defects.value;
  const find = (list: readonly string[]): readonly Match[] =>
    findPhrases(words, list, rules.words.value).filter((match) => !isQuoted(words, match));
  const sentencesWith = (list: readonly string[]): ReadonlySet<number> =>
    new Set(findPhrases(words, list).map((match) => match.sentence));
  const whole = sentencesWith(rules.made_whole.value);
  const free = sentencesWith(rules.voluntary.value);
  return [
    ...find(late),
    ...[...find(less), ...find(asked).filter((match) => !free.has(match.sentence))].filter(
      (match) => !isWaived(words, match, rules),
    ),
    ...find(others).filter((match) => !whole.has(match.sentence) && !isWaived(words, match, rules)),
    ...[...find(part), ...namedIn(words, rules), ...scopesIn(words, rules)].filter(
      (match) => !whole.has(match.sentence) && !isNone(words, match, rules),
    ),
    ...feesIn(words, rules),
    ...spansIn(words, rules),
    ...conditionsIn(words, acts, rules).filter((match) => !free.has(match.sentence)),
    ...acts.flatMap((act) => (act.word && act.isOffered ? boundTo(words, act, rules) : [])),
  ];
}

/** A word to answer with is no defect, nor is what stands before it, `only "stop"`, or goes on from it. */
function isQuoted({ tokens }: Words, { from, to }: Match): boolean {
  const isClosed = isQuote(tokens[to + 1]);
  const goesOn = tokens.slice(from, to).some(isQuote);
  return (isQuote(tokens[from - 1]) && (isClosed || goesOn)) || (isClosed && from === to);
}

const reach = 9;

/** `no login, no form`, `neither I nor my colleagues`, `you needn't call, sign in or fill in a form`. */
function isWaived(words: Words, { from, to, sentence }: Match, rules: Rules): boolean {
  const { tokens } = words;
  // `password not required`, `einen Grund brauche ich nicht`
  const after = tokens.slice(to + 1, to + 6);
  const end = after.findIndex((token) => token.sentence !== sentence || !token.isWord);
  const isLater = (end < 0 ? after : after.slice(0, end)).some((token) =>
    isListed(token, rules.words.value.deny_after),
  );
  if (isLater || isListed(tokens[to + 1], rules.words.value.deny)) return true;
  for (let at = from - 1; at >= Math.max(0, from - reach); at -= 1) {
    const token = tokens[at];
    const isLeft = token?.sentence !== sentence || isQuote(token) || isListed(token, rules.waiver_ends.value);
    const isNew =
      isListed(token, rules.authors.value) && (isSign(tokens, at - 1) || isListed(tokens[at - 1], rules.sequels.value));
    if (isLeft || isNew) return false;
    if (isListed(token, rules.waivers.value) || isListed(token, rules.words.value.deny)) return true;
  }
  return false;
}

/** `no digest`, and not `I don't want your digest`; `but you needn't`. */
function isNone({ tokens }: Words, { from, to }: Match, rules: Rules): boolean {
  if (isListed(tokens[to + 1], rules.words.value.deny)) return true;
  return tokens.slice(Math.max(0, from - 2), from).some((token) => isListed(token, rules.waivers.value));
}

/** `the AWS list`, `stop Azure emails`: a name before a list or mail says which of it. */
function namedIn({ text, tokens }: Words, rules: Rules): readonly Match[] {
  const { lists, contact } = rules.words.value;
  return tokens.flatMap((token, at) => {
    const [lead, before] = tokens.slice(Math.max(0, at - 2), at);
    const isName =
      before !== undefined &&
      lead?.isWord === true &&
      lead.sentence === token.sentence &&
      !text.slice(lead.end, before.start).includes('\n') &&
      /^\p{Lu}\p{L}/u.test(text.slice(before.start, before.end)) &&
      !isListed(before, rules.whole.value) &&
      !before.text.endsWith("'s");
    const isMail = isListed(token, lists) || isListed(token, contact);
    return isName && isMail
      ? [{ words: quote({ text, tokens }, at - 1, at), from: at - 1, to: at, sentence: token.sentence }]
      : [];
  });
}

/** `the pricing mails`, `unsubscribe from reminders`: a part of our mail, by any word. */
function scopesIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  const { contact, lists, unsubscribed } = rules.words.value;
  const left = placed(findPhrases(words, rules.leavings.value));
  const isWhole = (token: Token | undefined): boolean =>
    [rules.whole, rules.of_us, rules.determiners].some(({ value }) => isListed(token, value));
  return tokens.flatMap((token, at) => {
    const { sentence } = token;
    const [before, lead] = [tokens[at - 1], tokens[at - 2]];
    const isPart =
      isListed(token, rules.mails.value) &&
      before?.isWord === true &&
      lead?.sentence === sentence &&
      isListed(lead, rules.determiners.value) &&
      !isWhole(before);
    if (isPart) return [{ words: quote(words, at - 2, at), from: at - 2, to: at, sentence }];
    const isFrom = (isListed(token, rules.froms.value) && isListed(before, unsubscribed)) || left.has(at - 1);
    const what = tokens.slice(at + 1, at + 4).find((other) => !isWhole(other) || other.sentence !== sentence);
    const isMail = [contact, lists].some((list) => isListed(what, list));
    const first = tokens[at + 1];
    if (!isFrom || isMail || what?.sentence !== sentence || !what.isWord || isListed(first, rules.of_us.value))
      return [];
    return [{ words: quote(words, at - 1, at + 1), from: at - 1, to: at + 1, sentence }];
  });
}

/** `$5`. */
function feesIn(words: Words, rules: Rules): readonly Match[] {
  return words.tokens.flatMap(({ text, sentence }, at) => {
    const isFee = rules.money.value.includes(text) && /\d/.test(textOf(words.tokens[at + 1]));
    return isFee ? [{ words: quote(words, at, at + 1), from: at, to: at + 1, sentence }] : [];
  });
}

/** A number with so many days is none of a span, but of an address. */
const longest = 10_000;

/** `for 30 days`, `after 90 days`: the stop ends again, or comes later than it may. */
function spansIn(words: Words, rules: Rules): readonly Match[] {
  const { tokens } = words;
  return tokens.flatMap(({ sentence }, at) => {
    const numeral = numeralAt(words, at);
    if (!numeral || numeralAt(words, at - 1)?.to === numeral.to) return [];
    const step = tokens
      .slice(numeral.to + 1, numeral.to + 3)
      .findIndex(({ text }) => rules.unit_days.value[text] !== undefined);
    if (step < 0) return [];
    const to = numeral.to + 1 + step;
    const days = (numeral.readings[0] ?? 0) * (rules.unit_days.value[textOf(tokens[to])] ?? 0);
    const isPause = isListed(tokens[at - 1], rules.pauses.value);
    return (isPause || days > rules.most_days.value) && days < longest
      ? [{ words: quote(words, at, to), from: at, to, sentence }]
      : [];
  });
}

const breaks: ReadonlySet<string> = new Set(',;:."()');

/** `if you are a customer`, `after you have met me`: a clause that makes a condition of something. */
function conditionsIn(words: Words, acts: readonly Act[], rules: Rules): readonly Match[] {
  const { tokens } = words;
  const begun = new Set(acts.map(({ from }) => from));
  const ended = new Set(acts.map(({ to }) => to));
  return tokens.flatMap((head, at) => {
    const isFirst = isListed(head, rules.firsts.value);
    if (!isFirst && !isListed(head, rules.ifs.value)) return [];
    const rest = tokens.slice(at + 1, at + 16);
    const end = rest.findIndex(
      (token, step) => token.sentence !== head.sentence || breaks.has(token.text) || begun.has(at + 1 + step),
    );
    const clause = end < 0 ? rest : rest.slice(0, end);
    const isAbout = (list: readonly string[]): boolean => clause.some((token: Token) => isListed(token, list));
    // `"stop" once and it is over`
    if (isListed(tokens[at + 1], rules.sequels.value)) return [];
    const isCondition = isFirst
      ? isAbout(rules.standing.value) ||
        (clause.length > (ended.has(at - 1) ? 0 : 1) && !isAbout(rules.unwilling.value))
      : isAbout(rules.standing.value);
    return isCondition
      ? [{ words: quote(words, at, at + clause.length), from: at, to: at + clause.length, sentence: head.sentence }]
      : [];
  });
}

const pauses: ReadonlySet<string> = new Set(',-');

/** What hangs on the word to answer with: `"stop" before Friday`, `"stop" in German`, `"stop" for a discount`. */
function boundTo(words: Words, { from, to, sentence }: Act, rules: Rules): readonly Match[] {
  const { text, tokens } = words;
  const at = to + 1 + Number(pauses.has(textOf(tokens[to + 1])));
  const [link, next] = tokens.slice(at, at + 2);
  if (link?.sentence !== sentence) return [];
  const goesOn = next?.sentence === sentence && next.isWord;
  const isNamed =
    goesOn && isListed(link, rules.intos.value) && /^\p{Lu}\p{Ll}/u.test(text.slice(next.start, next.end));
  const isFor =
    goesOn &&
    ((isListed(link, rules.fors.value) && !isListed(next, rules.aims.value)) ||
      (isListed(link, rules.withs.value) && !isListed(next, rules.plain_answers.value)));
  const bound = placed(findPhrases(words, rules.bound.value, { days: rules.days.value })).has(at);
  return isNamed || isFor || bound ? [{ words: quote(words, from, at + 1), from, to: at + 1, sentence }] : [];
}
