import { fold } from './normalise.ts';

export interface Link {
  readonly words: string;
  readonly host: string;
  readonly isSecure: boolean;
}

const withScheme = /\b[a-z][a-z0-9+.-]{1,12}:\/\/[^\s<>"]+|\b(?:mailto|javascript|data|tel):[^\s<>"]+/gi;
const withoutScheme = /(?<![\p{L}\p{N}@./-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:\/[^\s<>"]*)?(?![\p{L}\p{N}@])/giu;

/** The links a mail program makes of a text: with a scheme, or a host with a path, with `www.`, or of `hosts`. */
export function linksIn(text: string, hosts: readonly string[] = []): readonly Link[] {
  const plain = fold(text);
  const found: Link[] = [];
  const rest = plain.replace(withScheme, (words) => {
    found.push(linkOf(words));
    return ' ';
  });
  for (const match of rest.matchAll(withoutScheme)) {
    const link = linkOf(match[0]);
    if (/^www\./i.test(link.words) || link.words.includes('/') || isOf(link.host, hosts)) found.push(link);
  }
  return found;
}

/** The text without its links and addresses. */
export function withoutLinks(text: string): string {
  return text.replace(/\S+/g, (word) => (/:\/\/|@|^www\./i.test(word) ? ' ' : word));
}

/** Is the host one of these, or below one? */
export function isOf(host: string, hosts: readonly string[]): boolean {
  return hosts.some((known) => host === known || host.endsWith(`.${known}`));
}

function linkOf(text: string): Link {
  const words = text.replace(/[.,;:!?'")\]]+$/, '');
  const host = words.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/)?/i, '').split(/[/?#]/)[0] ?? '';
  return {
    words,
    host: host.replace(/^.*@/, '').replace(/:\d+$/, '').toLowerCase(),
    isSecure: /^https:\/\//i.test(words),
  };
}
