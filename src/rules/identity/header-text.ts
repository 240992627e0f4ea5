import { decodeWords } from 'postal-mime';

/** A header as people read it: unfolded, its encoded words decoded (RFC 2047, RFC 5322). */
export function headerText(value: string): string {
  return decodeWords(value.replaceAll(/\r?\n(?=[ \t])/g, '')).normalize('NFC');
}
