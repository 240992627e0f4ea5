/** Of which mail a text speaks, where it isn't all of ours (K5). */

import type { Match } from '../../language/phrases.ts';
import { textOf } from '../../language/words.ts';
import { type End, isKnown, isOfElse } from './ends.ts';
import { find, is, isCapital, isQuote, stretch, type Text } from './text.ts';

export const scopesIn = (text: Text, ends: readonly End[]): readonly Match[] => [
  ...namedIn(text),
  ...leftIn(text),
  ...listsOf(text),
  ...ends.filter((end) => !end.isDenied && isOfOther(end, text)).map(({ from, to }) => stretch(text, from, to + 1)),
];

/** Does a new line begin there? */
const isParted = ({ text, tokens }: Text, at: number): boolean =>
  text.slice(tokens[at - 1]?.end, tokens[at]?.start).includes('\n');

/** `the pricing mails`, `the AWS list`: a word of its own before mail or a list says which of it. */
const namedIn = (text: Text): readonly Match[] =>
  text.tokens.flatMap((token, at) => {
    const [lead, name] = [text.tokens[at - 2], text.tokens[at - 1]];
    const isMails = is(text, lead, 'determiners') && is(text, at, 'mails') && !is(text, name, 'of_us', 'determiners');
    // `NEVER EMAIL` names no mail.
    const isShouted = text.text.slice(token.start, token.end) === token.text.toUpperCase();
    const isList = isCapital(text, name) && !isShouted && is(text, at, 'lists', 'mails') && !isParted(text, at - 1);
    const isOwn = lead?.isWord && name?.isWord && lead.sentence === token.sentence && !is(text, name, 'whole');
    const isOurs = !isOwn || name.text.endsWith("'s");
    return (isMails || isList) && !isOurs ? [stretch(text, isMails ? at - 2 : at - 1, at)] : [];
  });

/** `unsubscribe from reminders`, `leave the beta group`: what is left is neither mail nor a list. */
function leftIn(text: Text): readonly Match[] {
  const left = new Set(find(text, 'leavings').map(({ to }) => to));
  return text.tokens.flatMap(({ sentence }, at) => {
    if (!left.has(at) && !(is(text, at, 'froms') && is(text, at - 1, 'unsubscribed'))) return [];
    const rest = text.tokens.slice(at + 1 + Number(isQuote(text.tokens[at + 1]))).slice(0, 3);
    const what = rest.find((token) => !is(text, token, 'whole', 'of_us', 'determiners') || token.sentence !== sentence);
    const isOther = what?.isWord && what.sentence === sentence && !is(text, what, 'contact', 'lists');
    const isAll = is(text, rest[0], 'of_us') && !is(text, rest[0], 'possessives', 'waivers');
    return isOther && !isAll ? [stretch(text, at - 1, at + 1)] : [];
  });
}

/** `the list for AWS`, `the list of people I like`, `de AWS-lijst`. */
const listsOf = (text: Text): readonly Match[] =>
  find(text, 'lists').flatMap(({ from, to, sentence }) => {
    const isLinked = is(text, to + 1, 'froms', 'fors');
    const at = to + 1 + Number(isLinked);
    const head = text.tokens[at];
    if (!head?.isWord || head.sentence !== sentence || isParted(text, at)) return [];
    const isNamed = isCapital(text, head) || textOf(text.tokens[to + 1]) === 'of';
    const isPart = isNamed && !is(text, head, 'whole', 'aims', 'of_us');
    return isPart || (isLinked && is(text, head, 'these')) ? [stretch(text, from, at)] : [];
  });

/** `unsubscribe my colleague`, `opt out of cookies`, `switch off tracking`: somebody or something else than the reader and our mail. */
function isOfOther({ from, to }: End, text: Text): boolean {
  const isSwitched = is(text, from, 'switching') && textOf(text.tokens[to]) === 'off';
  const isLeft = (is(text, from, 'opting') || is(text, to, 'opting')) && !is(text, to + 1, 'froms', 'goes_on');
  const whose = [to, to + 1].find(
    (at) => is(text, at, 'possessives') && is(text, at - 1, 'unsubscribed', 'remove', 'remove_abroad'),
  );
  // `take Bo off my list`, `opt my rival out`
  const verb = [from, from - 1, from - 2, from - 3].find(
    (at) => is(text, at, 'remove', 'opting') && text.tokens[at]?.sentence === text.tokens[from]?.sentence,
  );
  const taken = verb === undefined ? [] : text.tokens.slice(verb + 1, verb < from ? from : to);
  const object = taken.find((token) => token.isWord && !is(text, token, 'possessives'));
  const isSomebody = object !== undefined && !isKnown(text, object);
  return (
    isSomebody ||
    isOfOthers(text, to) ||
    ((isSwitched || isLeft) && isOfElse(text, to)) ||
    (whose !== undefined && isOfElse(text, whose))
  );
}

/** `no more mail from your current vendor` */
const isOfOthers = (text: Text, to: number): boolean =>
  [to + 1, to + 2].some(
    (at) =>
      is(text, at - 1, 'contact', 'channels') &&
      is(text, at, 'froms') &&
      is(text, at + 1, 'possessives') &&
      !is(text, at + 1, 'of_us') &&
      !is(text, at + 2, 'contact', 'lists', 'thing', 'plain_answers'),
  );
