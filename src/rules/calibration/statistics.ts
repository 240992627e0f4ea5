/** P3: intervals and tests of small counts, each exact or to the precision of a double. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's interval for k of n; `z` is the normal quantile of its confidence. Null of none. */
export function wilson(k: number, n: number, z: number): Interval | null {
  if (n === 0) return null;
  const p = k / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / scale;
  // Rounding must not leave the ends of a rate, nor cut off the rate itself.
  return { low: k === 0 ? 0 : Math.min(p, centre - half), high: k === n ? 1 : Math.max(p, centre + half) };
}

/** Coefficients of Lanczos's approximation, g = 7. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function, of a positive number. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const [first = 0, ...rest] = lanczos;
  const sum = rest.reduce((found, each, n) => found + each / (x + n), first);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const smallest = 1e-300;
const precision = 1e-15;
const rounds = 500;

const notZero = (value: number) => (Math.abs(value) < smallest ? smallest : value);

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let found = d;
  for (let m = 1; m <= rounds; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    found *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    found *= d * c;
    if (Math.abs(d * c - 1) < precision) break;
  }
  return found;
}

/** The regularised incomplete beta function: how likely a Beta(a, b) is x or less. */
export function betaUpTo(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** Successes and all cases, with the signal and without it. */
export interface Fourfold {
  readonly k: number;
  readonly n: number;
  readonly otherK: number;
  readonly otherN: number;
}

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

/** Tables that are as likely but for rounding count as no likelier. */
const rounding = 1 + 1e-7;

/** Fisher's exact test, two-sided: how likely a table that is no likelier than this one, its margins given. */
export function fisher({ k, n, otherK, otherN }: Fourfold): number {
  const hits = k + otherK;
  const all = n + otherN;
  const likely = (held: number) => Math.exp(logChoose(n, held) + logChoose(otherN, hits - held) - logChoose(all, hits));
  const own = likely(k) * rounding;
  let sum = 0;
  for (let held = Math.max(0, hits - otherN); held <= Math.min(n, hits); held += 1) {
    const each = likely(held);
    if (each <= own) sum += each;
  }
  return Math.min(1, sum);
}

/** Holm's step-down correction, in the order given. */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const found = new Map<number, number>();
  let most = 0;
  for (const [rank, { value, at }] of order.entries()) {
    most = Math.max(most, Math.min(1, (values.length - rank) * value));
    found.set(at, most);
  }
  return values.map((value, at) => found.get(at) ?? value);
}
