import { fold } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { messageId } from './headers.ts';

type SubjectRules = CopyPolicy['subject'];

/** Ruling K10: the subject promises what the mail is: no thread that isn't, no alarm, no shouting. */
export function subjectHonest(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { subject: rules } = policy;
  const plain = fold(message.subject).trim();
  const length = [...message.subject.trim()].length;
  const hasPrior = context.threadHasPrior === true || messageId.test(context.in_reply_to ?? '');
  const found = [
    ...(/[\p{L}\p{N}]/u.test(plain) ? [] : ['(empty subject)']),
    ...(hasPrior ? [] : repliesIn(plain, rules)),
    ...alarmsIn(plain, rules),
    ...(/[!?]\s*!|!\s*[!?]/.test(plain) ? ['!!'] : []),
    ...(length > rules.max.value ? [`${length} characters, at most ${rules.max.value}`] : []),
  ];
  return offences('subject.honest', rules.max, {
    found,
    none: `the subject says what it is in ${length} characters`,
    some: 'the subject misleads or runs over',
    remedy: `name what the mail is about in at most ${rules.max.value} characters; Re: only in a thread that exists`,
  });
}

/** Without tags such as `[Acme]` and quotes in front. */
function untagged(plain: string): string {
  return plain.replace(/^(?:[[(][^\])]{0,30}[\])]\s*)+(?=\S)/, '').replace(/^["'([<>|*\s-]+/, '');
}

/** Marks of an answer or of a forwarded mail. */
function repliesIn(plain: string, rules: SubjectRules): readonly string[] {
  const tagged = untagged(plain);
  const prefix = /^([a-z]{1,9})\s*(?:[[(]\d{1,3}[\])]|\^?\d{1,3})?(?:\s*[:;]|\s+[-|](?=\s))/i.exec(tagged);
  const boxed = /^\s*[[(]\s*([a-z]{2,9})\s*:?\s*[\])]/i.exec(plain);
  const isName = rules.names_like_replies.value.some((name) => tagged.toLowerCase().startsWith(name));
  const isMark = (word: string | undefined): boolean => rules.reply_prefixes.value.includes((word ?? '').toLowerCase());
  return [
    ...(prefix && !isName && isMark(prefix[1]) ? [prefix[0]] : []),
    ...(boxed && isMark(boxed[1]) ? [boxed[0]] : []),
  ];
}

/** Words that frighten or press, and the headings of mail that machines write. */
function alarmsIn(plain: string, rules: SubjectRules): readonly string[] {
  const tagged = untagged(plain);
  const label =
    /^([a-z]{2,20})\s*(?:[:!#]|\s-\s|\d{3,}|$)/i.exec(tagged) ?? /^([A-Z]{4,20})(?=\s[\w[("'])/.exec(tagged);
  const heading = /^([^:!-]+)[:!-]/.exec(plain)?.[1] ?? '';
  const machines = findPhrases(heading, rules.machine_mail.value).filter((match) => match.from === 0);
  const uses = findPhrases(plain, rules.plain_uses.value);
  const alarms = findPhrases(plain, rules.alarm.value).filter(
    (match) => !uses.some((use) => use.from <= match.from && match.to <= use.to),
  );
  return [
    ...(label && rules.alarm_labels.value.includes((label[1] ?? '').toLowerCase()) ? [label[0]] : []),
    ...[...machines, ...alarms].map((match) => match.words),
  ];
}
