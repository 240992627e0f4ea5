/** Milliseconds between two lines. */
const between = 2000;

/** Says on standard error how far it is where the ledger of an older program is brought up to date. */
export function upgradeProgress(): (done: number, of: number) => void {
  let told = performance.now();
  return (done, of) => {
    if (performance.now() - told < between) return;
    told = performance.now();
    const [some, all] = [done, of].map((events) => events.toLocaleString('en-US'));
    process.stderr.write(`ladder: bringing the ledger of an older version up to date: ${some} of ${all} events\n`);
  };
}
