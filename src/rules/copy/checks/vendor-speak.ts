import { fold } from '../../language/normalise.ts';
import { findPhrases, type Match } from '../../language/phrases.ts';
import { bare, isWord, type Token, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { type CopyContext, type CopyMessage, partsOf } from '../message.ts';
import { offences } from './finding.ts';
import { namesOf } from './grounds.ts';

type Rules = CopyPolicy['voice'];

/** 5.3.6, ruling K6: a peer writes, no vendor. What stands in quotation marks is somebody else's. */
export function vendorSpeak(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { voice } = policy;
  const names = new Set(namesOf(context).map((name) => fold(name).toLowerCase().split(' ')[0] ?? ''));
  const found = partsOf({ ...message, greeting: '', footer: '' }).flatMap((part) => {
    const words = tokenise(fold(part).replace(/"[^"\n]*"/g, ' " '));
    const claims = findPhrases(words, [...voice.vendor.value, ...voice.descriptive.value]);
    const praise = findPhrases(words, voice.praise.value);
    return [...claims.filter((match) => !isTold(words, match, { names, rules: voice })), ...praise];
  });
  return offences('voice.vendor_speak', voice.vendor, {
    found: found.map((match) => match.words),
    none: 'a peer speaks',
    some: 'a vendor speaks',
    remedy: 'say what you saw or counted yourself',
  });
}

/** `Your site says you help companies` tells what they do; `you need an end-to-end platform` promises it to them. */
function isTold(words: Words, match: Match, { names, rules }: { names: ReadonlySet<string>; rules: Rules }): boolean {
  const own = new Set(rules.our_words.value);
  const owners = new Set(rules.owner_words.value);
  if (words.tokens.slice(match.from, match.to + 1).some((token) => own.has(bare(token)) || own.has(token.text)))
    return false;
  const before = words.tokens.slice(0, match.from).filter((token) => token.sentence === match.sentence);
  const theirs = new Set(rules.their_words.value);
  const leads = new Set(rules.subject_leads.value);
  const isTheirs = (token: Token, at: number): boolean => {
    if (theirs.has(token.text)) return true;
    const lead = before[at - 1];
    return (owners.has(token.text) || names.has(bare(token))) && (!lead || !isWord(lead) || leads.has(lead.text));
  };
  const at = before.findLastIndex(
    (token, index) => own.has(token.text) || own.has(bare(token)) || isTheirs(token, index),
  );
  const subject = before[at];
  if (!subject || own.has(subject.text) || own.has(bare(subject))) return false;
  return !before.slice(at + 1).some((token) => rules.promises.value.includes(token.text));
}
