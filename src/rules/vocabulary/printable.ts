/** `U+0430` */
export const codePoint = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Control, format and unpaired surrogate characters: nothing one sees. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}]/u;

const longest = 80;

/** The caller's words in backticks: unseen characters spelled out, long texts cut. */
export function shown(text: string): string {
  // Code units, of which a character has two at most: an endless text isn't walked.
  const signs = Array.from(text.slice(0, 2 * longest + 2), (sign) => (unseen.test(sign) ? codePoint(sign) : sign));
  return `\`${signs.length > longest ? `${signs.slice(0, longest).join('')}…` : signs.join('')}\``;
}
