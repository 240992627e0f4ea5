/** Letters and signs by their names in HTML, as exports of CRMs leave them in names. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  reg: '®',
  copy: '©',
  trade: '™',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  eth: 'ð',
  thorn: 'þ',
  middot: '·',
};

/** Accents by the ends of their names: `eacute` is e with one. */
const accents: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
};

/** Text without the escapes of a web page; some exports escape twice. */
export function unescaped(text: string): string {
  let plain = text;
  for (let pass = 0; pass < 3 && plain.includes('&'); pass++) {
    const next = plain.replace(
      /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi,
      (whole, name: string) => signOf(name) ?? whole,
    );
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

function signOf(name: string): string | undefined {
  if (name.startsWith('#')) {
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : undefined;
  }
  const accent = accents[name.slice(1)];
  if (accent !== undefined && /^[a-z]/i.test(name)) return `${name.charAt(0)}${accent}`.normalize('NFC');
  return Object.hasOwn(named, name) ? named[name] : undefined;
}
