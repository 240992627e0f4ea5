import type { Clock } from './ledger/port/ledger.ts';
import { parseInstant } from './rules/time/time.ts';

/** The system's clock, or one that stands where `LADDER_NOW` puts it. */
export function clockFrom(simulated: string | undefined): Clock | { readonly problem: string } {
  if (simulated === undefined || simulated === '') return { simulated: false, now: () => new Date().toISOString() };
  const read = parseInstant(simulated);
  if ('problem' in read) return { problem: `LADDER_NOW: ${read.problem}` };
  return { simulated: true, now: () => read.instant };
}
