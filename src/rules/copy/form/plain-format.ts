/** Headers, subject, markup and unfilled slots of a mail (K10). */

import { isOf, linksIn } from '../../language/links.ts';
import { fold, unseenIn, visible } from '../../language/normalise.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import { type CopyContext, type CopyMessage, partsOf } from '../message.ts';

/** Markup of pages and of notes. Each class is bounded, so that no text costs more than its length. */
const markup: readonly RegExp[] = [
  /<\/?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,200})?\/?>|<!--|-->|<![a-z]/gi,
  /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,10});/gi,
  /(?<![\w*])\*\*(?=\w)|(?<=\w)\*\*(?![\w*])|\*\*[^*\n]{1,120}\*\*|(?<![\w*])\*[^\s*][^*\n]{0,120}\*(?![\w*|])/g,
  /(?<!\w)__?[^\s_][^_\n]{0,120}__?(?!\w)/g,
  /~~[^~\n]{1,120}~~/g,
  /!?\[[^[\]\n]{0,120}\]\([^()\n]{0,200}\)/g,
  /\[[^[\]\n]{1,120}\]\[[^[\]\n]{0,40}\]/g,
  /\[\/?(?:b|i|u|s|url|img|color|size|quote|code)(?:=[^[\]\n]{0,120})?\]/gi,
  /^ {0,3}#{1,6} \S/gm,
  /^ {0,3}>/gm,
  /^ {0,3}(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$/gm,
  /^\s?\|[^\n]{0,200}\|\s*$/gm,
  /^ {0,3}\[[^[\]\n]{1,40}\]: ?\S/gm,
  /^ {0,3}[-*] \[[ xX]\] /gm,
  /<[^<>\s|]{1,200}\|[^<>\n]{1,100}>/g,
  /\b(?:javascript|vbscript):\S|\bdata:[a-z]{1,20}\/[a-z]/gi,
];

/** Letters that are bold, italic or framed by themselves. */
const styled = /[\u{1D400}-\u{1D7FF}\u{1F130}-\u{1F189}\u24B6-\u24E9]+/gu;

/** Ruling K10: a plain mail between peers: no markup, one link that shows where it leads, no shouting, nothing unseen. */
export function formatPlain(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { max_links: most, shorteners, max_exclamations: cries } = policy.format;
  const parts = partsOf(message);
  const links = parts.flatMap((part) => linksIn(part, shorteners.value));
  const authored = [message.subject, message.body, message.signoff]
    .flatMap((part) => linksIn(part, shorteners.value))
    .map((link) => link.words);
  const footer = linksIn(message.footer, shorteners.value).map((link) => link.words);
  // The mark in the company's own name is none of ours.
  const company = fold(context.company?.name ?? '').trim();
  const spoken = parts.map((part) => (company === '' ? fold(part) : fold(part).replaceAll(company, '')));
  const shouts = spoken.join('').match(/!/g)?.length ?? 0;
  const found = [
    ...parts.flatMap(markupIn),
    ...links.filter((link) => isOf(link.host, shorteners.value)).map((link) => `${link.words} (shortener)`),
    ...(authored.length > most.value ? authored : []),
    ...(footer.length > most.value ? footer : []),
    ...(shouts > cries.value ? [`${shouts} exclamation marks`] : []),
    ...parts.flatMap(unseenIn),
  ];
  return offences('format.plain', most, {
    found,
    none: 'plain text',
    some: 'not plain',
    remedy: `plain words, at most ${most.value} full link and ${cries.value} exclamation mark, no unseen characters`,
  });
}

export function markupIn(text: string): readonly string[] {
  const plain = visible(text).normalize('NFKC');
  const raw = text.includes('`') ? (text.match(/`[^`\n]{1,120}`|```/g) ?? []) : [];
  return [
    ...raw,
    ...(text.match(styled) ?? []),
    ...markup.flatMap((pattern) => (plain.match(pattern) ?? []).map((words) => words.trim())),
  ];
}
