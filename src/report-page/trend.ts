import { type Html, html } from './html.ts';

/** In pixels. */
const [step, width, height] = [9, 7, 22];

function isWeek(value: unknown): value is { readonly week: string; readonly value: number } {
  return typeof value === 'object' && value !== null && 'week' in value && 'value' in value;
}

/** Values of weeks as small bars, the oldest first, with what they are; null where it is none. */
export function trend(value: unknown): Html | null {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isWeek)) return null;
  const values = value.map((each) => each.value);
  const most = Math.max(1, ...values);
  const bars = values.map((each, n) => {
    const tall = Math.max(1, Math.round((each / most) * height));
    return html`<rect class="full" x="${n * step}" y="${height - tall}" width="${width}" height="${tall}"/>`;
  });
  return html`<svg class="trend" aria-hidden="true" width="${values.length * step}" height="${height}">${bars}</svg> <span>${values.join(' ')}</span>`;
}
