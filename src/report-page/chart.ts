import { type Html, html } from './html.ts';

export interface Chart {
  /** A name that no other chart of the page bears. */
  readonly id: string;
  readonly title: string;
  /** The drawing in one sentence. */
  readonly says: string;
  readonly drawing: Html;
  readonly height: number;
  readonly table: Html;
}

/** A drawing with its heading, and its figures as a table beside it. */
export function chart({ id, title, says, drawing, height, table }: Chart): Html {
  return html`<figure class="chart" id="${id}">
<figcaption><h2>${title}</h2><p>${says}</p></figcaption>
<div class="drawn"><svg role="img" aria-labelledby="${id}-title ${id}-desc" width="100%" height="${height}" xmlns="http://www.w3.org/2000/svg">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${says}</desc>
${drawing}
</svg></div>
<div class="beside">${table}</div>
</figure>`;
}

/** A chart without anything to draw. */
export function noChart(id: string, title: string, because: string): Html {
  return html`<figure class="chart" id="${id}"><figcaption><h2>${title}</h2><p>${because}</p></figcaption></figure>`;
}

/** A share of the drawing's width. */
export function across(part: number): string {
  return `${Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 100}%`;
}

export const percent = (share: number | null) => (share === null ? 'none' : `${Math.round(share * 1000) / 10} %`);

/** Height of a row of a chart, in pixels. */
export const rowHeight = 44;

interface Line {
  readonly label: string;
  readonly value: string;
  readonly drawing: Html;
}

/** Rows of a chart: what each is called on the left, its figure on the right, its drawing beneath. */
export function lines(rows: readonly Line[]): Html {
  return html`${rows.map(
    ({ label, value, drawing }, n) => html`<svg y="${n * rowHeight}" width="100%" height="${rowHeight}">
<text x="0" y="13" class="label">${label}</text><text x="100%" y="13" class="value">${value}</text>
${drawing}</svg>`,
  )}`;
}

export function bar(from: number, to: number, kind: 'full' | 'rest' | 'soft'): Html {
  return html`<rect class="${kind}" x="${across(from)}" y="19" width="${across(to - from)}" height="12"/>`;
}

export const track = html`<rect class="track" x="0" y="19" width="100%" height="12"/>`;
