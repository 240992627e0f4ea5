import { numeralAt } from '../../language/numbers.ts';
import { isOneOf, quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Answer } from './offer.ts';

type Rules = CopyPolicy['optout'];

/** What a reader would have to fulfil besides answering: `reply stop twice`, `if you are a customer`, `before Friday`, `for a discount`. */
export function conditionsIn(words: Words, replies: readonly Answer[], rules: Rules): readonly string[] {
  const answers = [...replies, ...linksAt(words)].sort((one, other) => one.from - other.from);
  const offers = replies.filter((answer) => answer.isOffered);
  return [
    ...words.tokens.flatMap((_, at) => clauseAt(words, at, { answers, rules })),
    ...offers.flatMap((offer) => [
      ...repeatsIn(words, offer, rules),
      ...(offer.word ? [...addedTo(words, offer, rules), ...aimOf(words, offer, rules)] : []),
    ]),
  ];
}

/** A link is an answer too. */
function linksAt({ tokens }: Words): readonly Answer[] {
  return tokens.flatMap(({ text, sentence }, at) =>
    text === 'https' ? [{ from: at, to: at, sentence, word: undefined, isOffered: true }] : [],
  );
}

/** A clause with `if`, `when` or `once` that isn't about not wanting our mail, on an answer that is offered. */
function clauseAt(
  words: Words,
  at: number,
  { answers, rules }: { answers: readonly Answer[]; rules: Rules },
): readonly string[] {
  const { tokens } = words;
  const head = tokens[at];
  if (!head || !isClause(tokens, at)) return [];
  const said = tokens.slice(at + 1, at + 16);
  const end = said.findIndex(
    (token, step) =>
      token.sentence !== head.sentence ||
      /^[,;:.?!()]$/.test(token.text) ||
      answers.some(({ from }) => from === at + 1 + step),
  );
  const clause = end < 0 ? said : said.slice(0, end);
  const stopper = said[clause.length];
  const isOfAnswer = stopper !== undefined && answers.some(({ from }) => tokens[from] === stopper) && clause.length < 4;
  const owner = ownerOf(tokens, at, { answers, rules });
  const isLater = isOneOf(head, 'before after until while');
  const isToday = head.text === 'before' && clause.some((token) => isOneOf(token, 'day hour'));
  if (isOfAnswer || owner?.isOffered !== true || isToday || (!isLater && isUnwilling(clause, rules))) return [];
  return [quote(words, at, at + Math.max(1, clause.length))];
}

function isClause(tokens: readonly Token[], at: number): boolean {
  const word = textOf(tokens[at]);
  if (/^(?:if|unless|provided|assuming)$/.test(word)) return true;
  const isSubject = isOneOf(tokens[at + 1], "you your you've you're you'd the this that a an it they our my");
  return /^(?:when|once|should|after|before|until|while)$/.test(word) && isSubject;
}

/** At the beginning of a sentence or of a part of it, the clause goes with the answer that follows, else with the one before. */
function ownerOf(
  tokens: readonly Token[],
  at: number,
  { answers, rules }: { answers: readonly Answer[]; rules: Rules },
): Answer | undefined {
  const sentence = tokens[at]?.sentence;
  const own = answers.filter((answer) => answer.sentence === sentence);
  const before = own.findLast((answer) => answer.to < at);
  const after = own.find((answer) => answer.from > at);
  const isOpening = tokens[at - 1]?.sentence !== sentence || /^(?:[,;:(]|and|or|but)$/.test(textOf(tokens[at - 1]));
  const isOfEnd = tokens.some(
    (token, place) => place < at && token.sentence === sentence && rules.removals.value.includes(token.text),
  );
  return isOpening ? (after ?? before) : (before ?? (isOfEnd ? after : undefined));
}

function isUnwilling(clause: readonly Token[], rules: Rules): boolean {
  const said = clause.map((token) => token.text);
  const [subject = '', verb = '', ...rest] = said;
  if (/^(?:i|we)(?:'\w+)?$/.test(subject)) return true;
  if (said.some((word) => rules.standing.value.includes(word))) return false;
  if (!/^(?:you|your)(?:'\w+)?$/.test(subject)) return true;
  if (/^(?:you|you'd)$/.test(subject) && rules.wishing.value.includes(verb) && rest.length === 0) return true;
  if (subject === 'your') return said.some((word) => /^(?:not|no)$|n't$/.test(word));
  return said.some((word) => /n't$/.test(word) || rules.unwilling.value.includes(word));
}

/** `twice`, `three times`, `stop again`, `to each mail`. */
function repeatsIn(words: Words, offer: Answer, rules: Rules): readonly string[] {
  const { tokens } = words;
  const [next, second] = tokens.slice(offer.to + 1, offer.to + 3);
  if (next?.sentence !== offer.sentence) return [];
  const times = tokens.findIndex(
    (token, at) => at > offer.to && token.sentence === offer.sentence && rules.repeats.value.includes(token.text),
  );
  const count = numeralAt(words, times - 1);
  if (times >= 0 && (tokens[times]?.text !== 'times' || (count !== undefined && (count.readings[0] ?? 0) > 1)))
    return [quote(words, offer.from, times)];
  if (/^again$/.test(next.text)) return [quote(words, offer.from, offer.to + 1)];
  const isTime = isOneOf(next, 'each every') && second?.text === 'time';
  const isEach = isTime || (isOneOf(next, 'to from on in') && isOneOf(second, 'each every both all'));
  return isEach ? [quote(words, offer.from, offer.to + 2)] : [];
}

/** What hangs on the word to answer with: when, whence, with what and for what. */
function addedTo(words: Words, offer: Answer, rules: Rules): readonly string[] {
  const { tokens } = words;
  const skip = /^[,-]$/.test(textOf(tokens[offer.to + 1])) ? 1 : 0;
  const [link, next, third] = tokens.slice(offer.to + 1 + skip, offer.to + 4 + skip);
  if (link?.sentence !== offer.sentence || next?.sentence !== offer.sentence) return [];
  const isDay = [next, third].some((token) => rules.days.value.includes(textOf(token)) || /^\d/.test(textOf(token)));
  const isBound =
    (isOneOf(link, 'on by between during') && isDay) ||
    isOneOf(link, 'before after until till within only') ||
    (link.text === 'from' && isOneOf(next, 'your the a an all each every both')) ||
    (isOneOf(link, 'with along together') && !rules.plain_answers.value.includes(next.text)) ||
    (link.text === 'plus' && isOneOf(next, 'a an my our the your')) ||
    (link.text === 'in' && /^\p{Lu}/u.test(words.text.slice(next.start, next.end))) ||
    (link.text === 'for' && !rules.aims.value.includes(next.text));
  return isBound ? [quote(words, offer.from, offer.to + 2 + skip)] : [];
}

/** `"stop" to get our newsletter`, `to opt in`: what is had for it is more of our mail. */
function aimOf(words: Words, offer: Answer, rules: Rules): readonly string[] {
  const { tokens } = words;
  const [to, verb, ...rest] = tokens
    .slice(offer.to + 1, offer.to + 9)
    .filter((token) => token.sentence === offer.sentence);
  if (to?.text !== 'to' || verb === undefined) return [];
  const said = rest.map((token) => token.text);
  const isKept =
    (rules.keeping.value.includes(verb.text) &&
      !said.some((word) => rules.unwilling.value.includes(word) || rules.removals.value.includes(word))) ||
    (verb.text === 'opt' && !said.slice(0, 2).includes('out'));
  return isKept ? [quote(words, offer.from, offer.to + 2 + Math.min(2, rest.length))] : [];
}
