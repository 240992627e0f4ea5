import { keptMailboxHosts } from './kept-mailbox-hosts.ts';

let kept: ReadonlySet<string> | undefined;

/** A host and the domains above it: `a.b.com`, `b.com`. */
function withParents(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
}

/** A1: whether the host, or one above it, hands mailboxes to the public by the list that is kept. Taken apart at its first use. */
export function isKeptMailboxHost(host: string): boolean {
  kept ??= new Set(keptMailboxHosts.split(' '));
  return withParents(host).some((each) => kept?.has(each));
}

/** Whether a list names the host, or one above it. */
export function isUnder(host: string, hosts: readonly string[]): boolean {
  return withParents(host).some((each) => hosts.includes(each));
}

/** The whole host of a domain or page as given, and whether a page below it is meant. */
export function pageIn(given: string): { readonly host: string; readonly isPage: boolean } {
  const [, authority = '', path = ''] = /^(?:(?:[a-z][a-z\d+.-]*:)?\/\/)?([^/?#]*)(.*)$/i.exec(given.trim()) ?? [];
  const host = authority
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  return { host, isPage: /[^/]/.test(path) };
}
