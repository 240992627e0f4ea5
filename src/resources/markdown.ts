/** A cell of a table: one line, nothing in it can end the cell or start markup. */
export function cell(text: unknown): string {
  return String(text ?? '')
    .replace(/[\p{C}\u2028\u2029]+/gu, ' ')
    .replace(/[\\|`*_<>[\]#~]/g, (sign) => `\\${sign}`)
    .trim();
}

export function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return '_nothing_';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** Words of an outsider: quoted line by line, so that nothing in them reads as ours. */
export function quote(text: string): string {
  return text
    .split('\n')
    .map(
      (line) =>
        `> ${cell(line).replace(/^(?:[-+=]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))}`,
    )
    .join('\n');
}

export function page(title: string, ...parts: readonly string[]): string {
  return [`# ${title}`, ...parts.filter((part) => part !== '')].join('\n\n');
}

/** The last line of a page that goes on. */
export function goesOn(address: string, cursor: string | undefined): string {
  return cursor === undefined ? '' : `Goes on: \`${address}?cursor=${cursor}\``;
}
