/** Markup that is safe to put into a page. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '').replace(/\p{Cc}/gu, ' ');
}

/** Markup of ours, taken as it is. */
export function raw(markup: string): Html {
  return { html: markup };
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(markupOf).join('\n');
}

/** Markup with values in it: whatever is no markup already is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return raw(strings.map((text, n) => text + (n < parts.length ? markupOf(parts[n] ?? '') : '')).join(''));
}

type Cell = string | number | Html;

/** Letters up to which a cell stands on one line. */
const short = 24;

const isShort = (cell: Cell | undefined) => typeof cell !== 'string' || cell.length <= short;

/** A name in capitals may break behind its underscores. */
function named(cell: Cell): Part {
  if (typeof cell !== 'string' || !cell.includes('_')) return cell;
  return html`${raw(cell.split('_').map(escaped).join('_<wbr>'))}`;
}

/** A table whose first column names its rows; columns of figures are named by their places. */
export function htmlTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  figures: readonly number[] = [],
): Html {
  const classes = heads.map((_, n) => {
    if (figures.includes(n)) return raw(' class="n"');
    return raw(rows.every((row) => isShort(row[n])) ? ' class="s"' : '');
  });
  const mark = (n: number) => classes[n] ?? raw('');
  const line = (cells: readonly Cell[]) =>
    html`<tr>${cells.map((each, n) =>
      n === 0 ? html`<th scope="row">${named(each)}</th>` : html`<td${mark(n)}>${each}</td>`,
    )}</tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map((each, n) => html`<th scope="col"${mark(n)}>${each}</th>`)}</tr></thead>
<tbody>${rows.map(line)}</tbody></table></div>`;
}
