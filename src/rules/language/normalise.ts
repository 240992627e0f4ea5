/** Words, sentences, numbers and links of a text (K1, Y2). */

import { codePoint } from '../vocabulary/printable.ts';
import { decodeEntities } from './entities.ts';

/**
 * Letters of other scripts and styles that a reader takes for Latin ones, each pair look-alike then Latin.
 * A fact about alphabets, not about the SOP, and so no policy data.
 */
const lookAlikePairs =
  'АAВBСCЕEЅSІIЈJКKМMНHОOРPТTУYХXЬbаaвbсcԁdеeһhіiјjкkӏlмmнhоoрpԛqѕsтtуyхxԝwѵvгrпnьbѐeёeїiґrҮYүyԌGԐEԚQԜW' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaεeηnιiκkνvοoρpσoτtυuχxωwγyϲcϳj' +
  'ՍUՏSօoսuհhոnցgզqԼL' +
  'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzıiȷjɑaɡgøoØOłlŁLđdĐDħhŧtƒfßs' +
  'ꓐBꓑPꓒDꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU❗!❕!❓?❔?💲$﹩$∶:꞉:ː:︰:';

const lookAlikes: ReadonlyMap<string, string> = pairs(lookAlikePairs);

/** First digit of scripts that write tens of digits in a row; NFKC leaves these as they are. */
const zeros: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

/** Letters on a disc or in a box, which NFKC does not open. */
const badges: readonly number[] = [0x1f150, 0x1f170, 0x1f1e6];

/** Most texts: nothing to fold. The backtick is a quote, the tab a space. */
const plainLatin = /^[ -_a-~\n]*$/;
const entity = /&#?[a-z\d]/i;
const unseen = /[\p{DI}\p{Cf}\u2800]/gu;
const unseenOrControl = /[\p{DI}\p{Cf}\p{Cc}\u2800\u2028\u2029]/u;

/** How a reader sees the text: one kind of quote, hyphen, space and line break, and nothing unseen. */
export function visible(text: string): string {
  if (plainLatin.test(text)) return text;
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(unseen, '')
    .replace(/[\p{Zs}\t]/gu, ' ')
    .replace(/[‘’‚‛′‵ʼʹ＇`´]/g, "'")
    .replace(/[“”„‟″‶«»＂]/g, '"')
    .replace(/[\p{Pd}−⁃˗]/gu, '-')
    .replace(/…/g, '...')
    .replace(/[。｡]/g, '. ')
    .replace(/[․‥．﹒！﹗？﹖‼⁇⁈⁉]/g, (mark) => mark.normalize('NFKC'));
}

/** Words between single quotes, of folded text, between double ones. */
export function inDoubleQuotes(text: string): string {
  return text.replace(/(?<=\s|^)'(?=\p{L})([^'"]{4,80})'(?!\p{L})/gu, '"$1"');
}

/** The text that `visible` gives, in plain Latin letters and digits, for checks only: no look-alike and no HTML entity hides a word. Case is kept. */
export function fold(written: string): string {
  const text = entity.test(written) ? decodeEntities(written) : written;
  if (plainLatin.test(text)) return text;
  const halves = text.replace(/(\d)½/g, '$1.5').replace(/½/g, '0.5');
  const plain = visible(visible(halves).normalize('NFKC')).normalize('NFD').replace(/\p{M}/gu, '');
  let out = '';
  for (const char of plain) out += char < '\u0080' ? char : latin(char);
  return out.normalize('NFC');
}

/** The first stretch of a text that folds to these words, in the author's letters; the words themselves where none does. */
export function asWritten(text: string, words: string): string {
  const letters = [...visible(text).normalize('NFC').replace(/\s+/g, ' ')];
  let folded = '';
  const origin: string[] = [];
  for (const letter of letters) {
    origin[folded.length] = letter;
    folded += fold(letter);
  }
  const at = folded.indexOf(words);
  return at < 0 ? words : origin.slice(at, at + words.length).join('');
}

/** The characters that a reader cannot see, as `U+200B`, but for line ends and for those that shape an emoji. */
export function unseenIn(text: string): readonly string[] {
  const found = new Set<string>();
  const plain = text
    .replace(/\r\n|\n/g, '')
    .replace(/(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier})[\uFE0F\u200D]+/gu, '');
  for (const char of plain) if (unseenOrControl.test(char)) found.add(codePoint(char));
  return [...found];
}

function latin(char: string): string {
  const twin = lookAlikes.get(char);
  if (twin !== undefined) return twin;
  const code = char.codePointAt(0) ?? 0;
  for (const zero of zeros) if (code >= zero && code < zero + 10) return String(code - zero);
  for (const first of badges) if (code >= first && code < first + 26) return String.fromCharCode(65 + code - first);
  return char;
}

function pairs(text: string): ReadonlyMap<string, string> {
  const chars = [...text];
  const map = new Map<string, string>();
  for (let i = 0; i + 1 < chars.length; i += 2) map.set(chars[i] ?? '', chars[i + 1] ?? '');
  return map;
}
