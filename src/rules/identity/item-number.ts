/** The number of an item on Monday's board, also where its link was given. */
export function itemNumber(item: string): number | null {
  const digits = /^\d{1,15}$/.test(item) ? item : /\/pulses\/(\d{1,15})(?:$|[/?#])/.exec(item)?.[1];
  return digits === undefined ? null : Number(digits);
}
