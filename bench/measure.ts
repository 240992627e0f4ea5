import { performance } from 'node:perf_hooks';

/** One line of the table: the thing measured, and whether it is within its goal. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean | null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export interface Contender {
  readonly name: string;
  readonly work: (n: number) => Promise<unknown> | unknown;
}

/** Medians in milliseconds: every contender has its turn in each round, so that noise falls on all of them. */
export async function sideBySide(
  contenders: readonly Contender[],
  { warmUp, rounds }: { readonly warmUp: number; readonly rounds: number },
): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let n = 0; n < warmUp + rounds; n++) {
    for (const { name, work } of contenders) {
      const took = await timed(() => work(n));
      if (n >= warmUp) times.get(name)?.push(took);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/**
 * Medians in milliseconds of calls that follow their own kind, as a client makes them that goes through a list: each
 * contender is warmed up alone, then they take turns by blocks.
 */
export async function inBlocks(
  contenders: readonly Contender[],
  { warmUp, rounds, block }: { readonly warmUp: number; readonly rounds: number; readonly block: number },
): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (const { work } of contenders) for (let n = 0; n < warmUp; n++) await work(n);
  for (let from = 0; from < rounds; from += block) {
    for (const { name, work } of contenders) {
      for (let n = from; n < from + block; n++) times.get(name)?.push(await timed(() => work(n)));
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

/** The second against the first, and no more than `limit` times of it, where there is a goal. */
export function ratio(what: string, base: number, value: number, limit?: number): Row {
  const times = value / base;
  const measured = `${times.toFixed(2)}x (${ms(value)} : ${ms(base)})`;
  if (limit === undefined) return { what, measured, goal: '-', met: null };
  return { what, measured, goal: `<= ${limit.toFixed(1)}x`, met: times <= limit };
}

/** Results of an earlier run, by line; empty where there was none. */
export type Before = Readonly<Record<string, string>>;

export function table(rows: readonly Row[], before: Before): string {
  const cells = [
    ['what', 'before', 'measured', 'goal', 'met'],
    ...rows.map(({ what, measured, goal, met }) => [
      what,
      before[what] ?? '-',
      measured,
      goal,
      met === null ? '-' : met ? 'yes' : 'NO',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
