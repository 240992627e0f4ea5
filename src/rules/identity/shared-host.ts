import { keptMailboxHosts } from './kept-mailbox-hosts.ts';

let kept: ReadonlySet<string> | undefined;

/** Whether it holds of a host, or of a domain above it: of `a.b.com` or `b.com`. */
function isSoOrAbove(host: string, is: (domain: string) => boolean): boolean {
  for (let domain = host; domain.includes('.'); domain = domain.slice(domain.indexOf('.') + 1))
    if (is(domain)) return true;
  return false;
}

/** A1: whether the host, or one above it, hands mailboxes to the public by the list that is kept. Taken apart at its first use. */
export function isKeptMailboxHost(host: string): boolean {
  kept ??= new Set(keptMailboxHosts.split(' '));
  const hosts = kept;
  return isSoOrAbove(host, (domain) => hosts.has(domain));
}

/** Whether a list names the host, or one above it. */
export function isUnder(host: string, hosts: readonly string[]): boolean {
  return isSoOrAbove(host, (domain) => hosts.includes(domain));
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
