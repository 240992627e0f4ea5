import type { Metric } from './metric.ts';

/** A share in per cent, to a tenth unless told otherwise. */
export function percentText(share: number | null, digits = 1): string {
  return share === null ? 'none' : `${Number((share * 100).toFixed(digits))} %`;
}

/** A figure as people say it. */
export function figureText(value: number | null | undefined, unit: Metric['unit'], digits?: number): string {
  if (value === null || value === undefined) return 'none';
  if (unit === 'share') return percentText(value, digits);
  return unit === 'count' ? String(value) : `${Number(value.toFixed(digits ?? 2))} ${unit}`;
}

/** Digits beyond which two figures count as told alike. */
const finest = 6;

/** Two figures that differ, to as many digits as show it. */
export function apartText(one: number, other: number, unit: Metric['unit']): readonly [string, string] {
  for (let digits = 1; digits < finest; digits += 1) {
    const [left, right] = [figureText(one, unit, digits), figureText(other, unit, digits)];
    if (left !== right) return [left, right];
  }
  return [figureText(one, unit, finest), figureText(other, unit, finest)];
}
