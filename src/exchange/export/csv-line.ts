/** A cell before it is written. */
export type Cell = string | number | boolean | null | undefined | readonly string[] | Readonly<Record<string, unknown>>;

/** A text that a spreadsheet would run as a formula begins with an apostrophe instead. */
function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'string') return neutral(cell);
  return neutral(isList(cell) ? cell.join(' ') : JSON.stringify(cell));
}

function isList(cell: readonly string[] | Readonly<Record<string, unknown>>): cell is readonly string[] {
  return Array.isArray(cell);
}

/** RFC 4180, with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  const quoted = cells.map((cell) => {
    const text = textOf(cell);
    return /[",\r\n\t;']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}
