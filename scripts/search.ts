/** Searches the shipped decide functions breadth first: `node scripts/run-ts.mjs scripts/search.ts [--slice NAME] [--seconds N] [--states N]`. */
import { parseArgs } from 'node:util';
import { arrowIds, Search, told } from '../test/properties/exhaustive.ts';
import { slices } from '../test/properties/exhaustive-slices.ts';
import { searchSending } from '../test/properties/sending-search.ts';

const { values } = parseArgs({
  options: {
    slice: { type: 'string' },
    seconds: { type: 'string', default: '900' },
    states: { type: 'string', default: '400000' },
  },
});
const taken = new Map<string, number>();
let violations = 0;
const isWanted = (name: string) => values.slice === undefined || values.slice.split(',').includes(name);
for (const slice of slices.filter(({ name }) => isWanted(name))) {
  const report = new Search(slice).run({ seconds: Number(values.seconds), states: Number(values.states) });
  for (const [arrow, count] of Object.entries(report.arrows)) taken.set(arrow, (taken.get(arrow) ?? 0) + count);
  violations += report.violations.length;
  console.log(told(report));
}
if (isWanted('sending')) {
  const { violations: found, ...figures } = searchSending({ states: Number(values.states) });
  violations += found.length;
  console.log(`sending: ${JSON.stringify(figures)}, ${found.join('\n') || 'no violation'}`);
}
const never = arrowIds.filter((id) => !taken.has(id));
console.log(
  `arrows taken: ${arrowIds
    .filter((id) => taken.has(id))
    .map((id) => `${id} ${taken.get(id)}`)
    .join(', ')}`,
);
console.log(`arrows never taken: ${never.join(', ') || 'none'}; violations: ${violations}`);
process.exitCode = violations > 0 ? 1 : 0;
