import { fold, inDoubleQuotes } from '../../language/normalise.ts';
import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isOneOf, isWord, quote, setOf, type Token, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy, VoiceRules } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import { namesOf } from '../grounds/grounds.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { firmsVoice } from './plural-voice.ts';

/** 5.3.6, ruling K6: a peer writes, no vendor. What stands in quotation marks is somebody else's. */
export function vendorSpeak(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { voice } = policy;
  const { us, aux, benefits, crowd, gains } = voice;
  const lists = { us: us.value, aux: aux.value, benefits: benefits.value, crowd: crowd.value, gains: gains.value };
  const names = new Set(namesOf(context).map((name) => fold(name).toLowerCase().split(' ')[0] ?? ''));
  const found = [message.subject, message.body, message.signoff].flatMap((part) => {
    const words = tokenise(inDoubleQuotes(fold(part)).replace(/"[^"\n]*"/g, ' " '));
    const claims = [...findPhrases(words, voice.vendor.value, lists), ...findPhrases(words, voice.descriptive.value)];
    const praise = findPhrases(words, voice.praise.value).filter((match) => !isSaid(words, match, names, voice));
    const own = claims.filter((match) => !isTold(words, match, names, voice) && !isRefused(words, match, voice));
    return [
      ...[...own, ...praise].map((match) => match.words),
      ...slogansIn(words, voice),
      ...firmsVoice(words, voice),
    ];
  });
  return offences('voice.vendor_speak', voice.vendor, {
    found,
    none: 'a peer speaks',
    some: 'a vendor speaks',
    remedy: 'say what you saw or counted yourself',
  });
}

/** `I offer no opinion`. */
function isRefused(words: Words, match: Match, rules: VoiceRules): boolean {
  return rules.refusals.value.includes(textOf(words.tokens[match.to + 1]));
}

/** `Grow faster with partners.` */
function slogansIn(words: Words, rules: VoiceRules): readonly string[] {
  return words.tokens.flatMap((token, at) => {
    const isHead = words.tokens[at - 1]?.sentence !== token.sentence;
    return isHead && rules.slogans.value.includes(token.text) ? [quote(words, at, at + 1)] : [];
  });
}

/** `Your site says you help companies`, `Slalom says it helps companies` tell what they do; `you need an end-to-end platform` promises it to them. */
function isTold(words: Words, match: Match, names: ReadonlySet<string>, rules: VoiceRules): boolean {
  const since = sinceTheirs(words, match, names, rules);
  const isOfIt = textOf(words.tokens[match.from - 1]) === 'it';
  if (isOfIt && isSaid(words, match, names, rules)) return true;
  const isReport = (at: number): boolean =>
    since?.[at]?.text === 'that' && rules.sayings.value.includes(textOf(since[at - 1]));
  return since !== undefined && !since.some(({ text }, at) => rules.promises.value.includes(text) && !isReport(at));
}

/** `Your deck calls it market-leading`: praise that they give themselves. */
function isSaid(words: Words, match: Match, names: ReadonlySet<string>, rules: VoiceRules): boolean {
  if (sinceTheirs(words, match, names, rules)?.some((token) => rules.sayings.value.includes(token.text))) return true;
  const before = words.tokens.slice(0, match.from).filter((token) => token.sentence === match.sentence);
  const saying = before.findLastIndex((token) => rules.sayings.value.includes(token.text));
  const speaker = textOf(before[saying - 1]);
  const isOurs = rules.our_words.value.includes(speaker) || isOneOf(before[saying - 2], 'my our');
  return speaker !== '' && !isOurs && !rules.crowd.value.includes(speaker);
}

/** The words from the last subject to the match, where that subject is theirs; undefined where we speak of ourselves. */
function sinceTheirs(
  words: Words,
  match: Match,
  names: ReadonlySet<string>,
  rules: VoiceRules,
): readonly Token[] | undefined {
  const isOurs = (token: Token): boolean => isOwn(token, rules);
  if (words.tokens.slice(match.from, match.to + 1).some(isOurs)) return undefined;
  const before = words.tokens.slice(0, match.from).filter((token) => token.sentence === match.sentence);
  const at = before.findLastIndex(
    (token, index) => isOurs(token) || isTheirs(words, token, { lead: before[index - 1], names, rules }),
  );
  const subject = before[at];
  return !subject || isOurs(subject) ? undefined : before.slice(at + 1);
}

function isOwn(token: Token, rules: VoiceRules): boolean {
  const own = setOf(rules.our_words.value);
  return own.has(token.text) || own.has(bare(token));
}

const pronoun = /^(?:it|that|this|here|there|what|who|let|he|she|how|where)'s$/;

/** `you`, or the owner of a thing (`your`, `Slalom's`, the company) where a subject may stand. */
function isTheirs(
  words: Words,
  token: Token,
  { lead, names, rules }: { lead: Token | undefined; names: ReadonlySet<string>; rules: VoiceRules },
): boolean {
  if (rules.their_words.value.includes(token.text)) return true;
  const isNamed =
    /^\p{Lu}[\p{L}\p{N}]+'s$/u.test(words.text.slice(token.start, token.end)) && !pronoun.test(token.text);
  if (!isNamed && !rules.owner_words.value.includes(token.text) && !names.has(bare(token))) return false;
  return !isWord(lead) || rules.subject_leads.value.includes(textOf(lead));
}
