/** Signs that Markdown lets a backslash stand before. */
const escaped = /\\([!-/:-@[-`{-~])/g;

const link = /^\[([^\]]*)\]\(\s*([^()\s]*)\s*\)$/;

const named = /^[^<>@]*<([^<>\s]+@[^<>\s]+)>$/;

/** Signs that a text may put around an id, an address or a name. */
const pairs: readonly (readonly [open: string, close: string])[] = [
  ['`', '`'],
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['<', '>'],
  ['**', '**'],
];

const isReference = (text: string) => /^[a-z]{3}\\?_[a-z0-9_\\]+$|^[^\s/]+\.[^\s/]{2,}$/i.test(text);

/** A text with nothing written around it. */
const bare = /^[a-z\d](?:[\w.-]*[a-z\d])?$/i;

/** One layer of writing less: a link, quotes, angle brackets, `mailto:`, a full stop. */
function unwrapped(text: string): string {
  const [, label = '', target = ''] = link.exec(text) ?? [];
  if (label !== '' || target !== '') return isReference(unwrapped(label.trim())) || target === '' ? label : target;
  const address = named.exec(text)?.[1];
  if (address !== undefined) return address;
  for (const [open, close] of pairs)
    if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close))
      return text.slice(open.length, -close.length);
  return text.replace(/^mailto:([^?]*)(?:\?.*)?$/i, '$1').replace(/(?<=\S)[.,;]$/, '');
}

/** An id, an address, a domain or a name as it is meant, without what mails and Markdown write around it. */
export function bareReference(given: string): string {
  if (bare.test(given)) return given;
  let text = given;
  for (let before: string | undefined; text !== before; text = unwrapped(text).trim()) before = text;
  return text.replace(escaped, '$1');
}
