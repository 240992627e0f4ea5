/** Character references of HTML that stand for a sign, a space, a line break or nothing that is seen. Letters with accents need none: `accented` has them. */
const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    quot: '"',
    apos: "'",
    lt: '<',
    gt: '>',
    pound: '£',
    euro: '€',
    yen: '¥',
    cent: '¢',
    dollar: '$',
    curren: '¤',
    num: '#',
    percnt: '%',
    plus: '+',
    minus: '-',
    equals: '=',
    ast: '*',
    commat: '@',
    lowbar: '_',
    colon: ':',
    semi: ';',
    comma: ',',
    period: '.',
    excl: '!',
    iexcl: '¡',
    quest: '?',
    iquest: '¿',
    sol: '/',
    bsol: '\\',
    vert: '|',
    verbar: '|',
    lpar: '(',
    rpar: ')',
    lbrack: '[',
    lsqb: '[',
    rbrack: ']',
    rsqb: ']',
    lbrace: '{',
    lcub: '{',
    rbrace: '}',
    rcub: '}',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    grave: '`',
    dash: '‐',
    hyphen: '‐',
    ndash: '–',
    mdash: '—',
    horbar: '―',
    hellip: '…',
    mldr: '…',
    middot: '·',
    half: '½',
    frac12: '½',
    frac14: '¼',
    frac34: '¾',
    szlig: 'ß',
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    emsp13: '\u2004',
    emsp14: '\u2005',
    numsp: '\u2007',
    puncsp: '\u2008',
    thinsp: '\u2009',
    hairsp: '\u200a',
    tab: '\t',
    newline: '\n',
    shy: '',
    zwj: '',
    zwnj: '',
    lrm: '',
    rlm: '',
    zerowidthspace: '',
    nobreak: '',
    invisibletimes: '',
    invisiblecomma: '',
    applyfunction: '',
    ic: '',
    it: '',
    af: '',
  }),
);

/** Characters that a page shows for the numbers 128 to 159. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const marks = 'acute|grave|circ|uml|tilde|cedil|ring|caron|slash|breve|macr|ogon|strok';
/** A page reads the names of its first days without the semicolon too. */
const reference = new RegExp(
  `&#(?<decimal>\\d{1,7});?|&#x(?<hex>[0-9a-f]{1,6});?|&(?<letter>[a-z])(?:${marks});|&(?<name>[a-z]{2,20}\\d{0,2});|&(?<old>pound|yen|cent|nbsp|shy|amp|quot)(?![a-z=;])`,
  'gi',
);
const mostTimes = 4;

/** A text as a mail program that takes it for HTML shows it: `&pound;2,500`, `&#36;2,500`, `&amp;euro;`. */
export function decodeEntities(text: string): string {
  let out = text;
  for (let time = 0; time < mostTimes && out.includes('&'); time += 1) {
    const next = out.replace(reference, (written, ...rest) => decoded(written, rest.at(-1)));
    if (next === out) return out;
    out = next;
  }
  return out;
}

type Groups = Readonly<Partial<Record<'decimal' | 'hex' | 'letter' | 'name' | 'old', string>>>;

function decoded(written: string, { decimal, hex, letter, name, old }: Groups): string {
  if (letter !== undefined) return letter;
  const word = (name ?? old)?.toLowerCase();
  if (word !== undefined) return named.get(word) ?? written;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const shown = windows[code - 0x80];
  if (shown !== undefined) return shown;
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : written;
}
