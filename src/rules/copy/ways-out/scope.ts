/** Of which mail a text speaks, where it isn't all of ours (K5). */

import { findPhrases, isListed, type Match } from '../../language/phrases.ts';
import { quote, type Token, textOf, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { End } from './ends.ts';

type Rules = CopyPolicy['optout'];

/** `the AWS list`, `stop Azure emails`: a name before a list or mail says which of it. */
export function namedIn({ text, tokens }: Words, rules: Rules): readonly Match[] {
  const { lists, contact } = rules.words.value;
  return tokens.flatMap((token, at) => {
    const joined = Number(textOf(tokens[at - 1]) === '-' && tokens[at - 1]?.end === token.start);
    const [lead, before] = tokens.slice(Math.max(0, at - 2 - joined), at - joined);
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
      ? [
          {
            words: quote({ text, tokens }, at - 1 - joined, at),
            from: at - 1 - joined,
            to: at,
            sentence: token.sentence,
          },
        ]
      : [];
  });
}

/** `the pricing mails`, `unsubscribe from reminders`: a part of our mail, by any word. */
export function scopesIn(words: Words, ends: readonly End[], rules: Rules): readonly Match[] {
  const { tokens } = words;
  const { contact, lists, unsubscribed } = rules.words.value;
  const left = new Set(findPhrases(words, rules.leavings.value).map(({ to }) => to));
  const isWhole = (token: Token | undefined): boolean =>
    [rules.whole, rules.of_us, rules.determiners].some(({ value }) => isListed(token, value));
  const named = tokens.flatMap((token, at) => {
    const { sentence } = token;
    const [before, lead] = [tokens[at - 1], tokens[at - 2]];
    const isPart =
      isListed(token, rules.mails.value) &&
      before?.isWord === true &&
      lead?.sentence === sentence &&
      isListed(lead, rules.determiners.value) &&
      !isWhole(before);
    if (isPart) return [{ words: quote(words, at - 2, at), from: at - 2, to: at, sentence }];
    // `unsubscribe you from`
    const verb = isListed(before, rules.words.value.reader) ? lead : before;
    const isFrom = (isListed(token, rules.froms.value) && isListed(verb, unsubscribed)) || left.has(at);
    const what = tokens.slice(at + 1, at + 4).find((other) => !isWhole(other) || other.sentence !== sentence);
    const isMail = [contact, lists].some((list) => isListed(what, list));
    const first = tokens[at + 1];
    if (!isFrom || isMail || what?.sentence !== sentence || !what.isWord || isListed(first, rules.of_us.value))
      return [];
    return [{ words: quote(words, at - 1, at + 1), from: at - 1, to: at + 1, sentence }];
  });
  return [
    ...named,
    ...compoundsIn(words, rules),
    ...listsOf(words, rules),
    ...ends.flatMap((end) => [...objectOf(end, words, rules), ...ofAnother(end, words, rules)]),
  ];
}

/** `the list for AWS`, `the list of people I like`, `de AWS-lijst`. */
function listsOf(words: Words, rules: Rules): readonly Match[] {
  const { tokens, text } = words;
  const isCapital = (token: Token): boolean => /^\p{Lu}\p{L}/u.test(text.slice(token.start, token.end));
  return findPhrases(words, rules.words.value.lists).flatMap(({ from, to, sentence }): readonly Match[] => {
    const [link, after] = tokens.slice(to + 1, to + 3);
    const isLinked = [rules.froms, rules.fors].some(({ value }) => isListed(link, value)) || textOf(link) === 'of';
    const head = isLinked ? after : link;
    const isPlain = [rules.whole.value, rules.aims.value, rules.of_us.value].some((list) => isListed(head, list));
    if (!head?.isWord || head.sentence !== sentence || text.slice(tokens[to]?.end, head.start).includes('\n'))
      return [];
    const isPart =
      (isCapital(head) && !isPlain) ||
      (textOf(link) === 'of' && !isPlain) ||
      (isLinked && isListed(head, rules.these.value));
    return isPart ? [{ words: quote(words, from, to + 2), from, to: to + 2, sentence }] : [];
  });
}

/** `Montagsmail`: one of our mails by a word of its own. */
function compoundsIn(words: Words, rules: Rules): readonly Match[] {
  return words.tokens.flatMap(({ text, sentence }, at) =>
    /^\p{L}{4,}mails?$/u.test(text) && !rules.kinds.value.some((kind) => text.startsWith(kind))
      ? [{ words: quote(words, at, at), from: at, to: at, sentence }]
      : [],
  );
}

/** `se désinscrit votre assistante`, `I take your colleague off`: somebody else than the reader. */
function ofAnother(end: End, { text, tokens }: Words, rules: Rules): readonly Match[] {
  const { contact, lists, thing, unsubscribed, remove, remove_abroad } = rules.words.value;
  const held = tokens.slice(end.from, end.to + 2);
  const step = held.findIndex((token) => token.sentence === end.sentence && isListed(token, rules.possessives.value));
  const at = step < 0 ? -1 : end.from + step;
  const name = tokens[end.from + 1];
  const isNamed =
    isListed(tokens[end.from], remove) &&
    name !== undefined &&
    end.to > end.from &&
    /^\p{Lu}\p{Ll}+$/u.test(text.slice(name.start, name.end)) &&
    ![contact, lists, thing, rules.whole.value, rules.words.value.reader].some((list) => isListed(name, list));
  if (isNamed && !end.isDenied)
    return [{ words: quote({ text, tokens }, end.from, end.to), from: end.from, to: end.to, sentence: end.sentence }];
  const verb = tokens[at - 1];
  const isTaken = [unsubscribed, remove, remove_abroad].some((list) => isListed(verb, list));
  const noun = tokens[at + 1];
  const isOurs = [contact, lists, thing, rules.whole.value, rules.of_us.value].some((list) => isListed(noun, list));
  if (at < 0 || !isTaken || end.isDenied || !noun?.isWord || noun.sentence !== end.sentence || isOurs) return [];
  return [{ words: quote({ text, tokens }, at - 1, at + 1), from: at - 1, to: at + 1, sentence: end.sentence }];
}

/** `unsubscribe my colleague`, `opt out of cookies`, `switch off tracking`: somebody or something else than the reader and our mail. */
function objectOf(end: End, words: Words, rules: Rules): readonly Match[] {
  const { tokens, text } = words;
  const isSwitched = isListed(tokens[end.from], rules.switching.value) && textOf(tokens[end.to]) === 'off';
  const isOfObject = isSwitched || [end.from, end.to].some((at) => isListed(tokens[at], rules.opting.value));
  if (!isOfObject || end.isDenied) return [];
  const rest = tokens.slice(end.to + 1, end.to + 5);
  const stop = rest.findIndex(
    (token, step) =>
      !token.isWord ||
      token.sentence !== end.sentence ||
      text.slice(tokens[end.to + step]?.end, token.start).includes('\n'),
  );
  const said = stop < 0 ? rest : rest.slice(0, stop);
  const { contact, lists, thing, reader } = rules.words.value;
  const isFree = (token: Token): boolean =>
    token.text.endsWith('ly') ||
    [
      rules.goes_on.value,
      rules.fors.value,
      rules.withs.value,
      rules.ifs.value,
      rules.means.value,
      rules.pages.value,
      rules.modals.value,
      rules.futures.value,
      rules.words.value.deny,
    ].some((list) => isListed(token, list));
  const isOurs = (token: Token): boolean =>
    [contact, lists, thing].some((list) => isListed(token, list)) ||
    (isListed(token, rules.of_us.value) && !isListed(token, rules.determiners.value));
  const isSmall = (token: Token): boolean =>
    [rules.whole.value, rules.determiners.value, reader].some((list) => isListed(token, list));
  const head = said.find((token) => !isSmall(token) || isOurs(token));
  // `unsubscribe from …` is read with the rest of our mail.
  const isTied = [rules.froms.value, rules.goes_on.value].some((list) => isListed(said[0], list));
  if (isTied || !head || isOurs(head) || isFree(head)) return [];
  return [
    {
      words: quote(words, end.from, end.to + said.indexOf(head) + 1),
      from: end.from,
      to: end.to + 1,
      sentence: end.sentence,
    },
  ];
}
