import { shown, unseen } from '../vocabulary/printable.ts';

export type Problem = { problem: string };

export function unseenProblem(text: string): Problem | undefined {
  return unseen.test(text) ? { problem: `${shown(text)} holds a character that cannot be seen; remove it` } : undefined;
}

/** U+202A to U+202E and U+2066 to U+2069 turn the order of what is read round. */
const forbidden = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** A mail program's text without the signs that free text may not hold, and without half characters. */
export function withoutControls(text: string): string {
  return Array.from(text.replaceAll('\r\n', '\n'))
    .filter((sign) => sign === '\n' || sign === '\t' || !forbidden.test(sign))
    .join('');
}

/** Whether there is anything to see: blanks, format and filler characters alone say nothing. */
export function hasSubstance(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/** Free text: composed (NFC), trimmed, line ends as \n; `max` counts code points. */
export function cleanText(input: string, max: number): { text: string } | Problem {
  const text = input.replaceAll('\r\n', '\n').normalize('NFC').trim();
  const signs = Array.from(text);
  const at = signs.findIndex((sign) => sign !== '\n' && sign !== '\t' && forbidden.test(sign));
  if (at >= 0) return { problem: `holds ${shown(signs[at] ?? '')} as character ${at + 1}; remove it` };
  if (!hasSubstance(text)) return { text: '' };
  return signs.length > max ? { problem: `is ${signs.length} characters long, the limit is ${max}` } : { text };
}

/** A2: the first word. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/, 1)[0] ?? '';
