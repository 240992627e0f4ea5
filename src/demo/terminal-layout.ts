/** Columns of a terminal that the story fits into. */
export const columns = 100;

export interface Ink {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const code = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const plain = (text: string) => text;

/** Colours for a terminal that wants them. */
export function inkFor(isColoured: boolean): Ink {
  if (!isColoured) return { strong: plain, faint: plain, good: plain, bad: plain };
  return { strong: code(1, 22), faint: code(2, 22), good: code(32, 39), bad: code(31, 39) };
}

/** A paragraph: its first line begins with `lead`, the others are indented below its text; a `│` runs on. */
export function paragraph(lead: string, text: string, ink: (line: string) => string = plain): string {
  const rest = lead.replace(/[^│]/g, ' ');
  const lines = wrapped(text, columns - lead.length);
  return lines.map((line, n) => `${ink(`${n === 0 ? lead : rest}${line}`.trimEnd())}\n`).join('');
}

function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ').flatMap((each) => pieces(each, width))) {
      if (current !== '' && current.length + 1 + word.length > width) {
        lines.push(current);
        current = word;
      } else current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current];
  });
}

/** The pieces of a word that is longer than a line. */
function pieces(word: string, width: number): readonly string[] {
  return word.length <= width ? [word] : [word.slice(0, width), ...pieces(word.slice(width), width)];
}

/** Rows in columns as wide as their widest cell; the last column takes what is left. */
export function table(rows: readonly (readonly string[])[], indent: string): string {
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return rows
    .map((row) => {
      const fixed = row.slice(0, -1).map((cell, n) => cell.padEnd(widths[n] ?? 0));
      return paragraph(`${indent}${fixed.join('  ')}  `, row.at(-1) ?? '');
    })
    .join('');
}
