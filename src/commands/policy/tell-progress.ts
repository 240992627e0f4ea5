/** Events between two words on how far it is. */
const step = 10_000;

/** Tells on standard error how far a replay is. */
export function tellProgress(): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    if (done < told + step) return;
    told = done;
    console.error(`ladder: ${done} of ${total} events looked at`);
  };
}
