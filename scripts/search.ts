/** Searches the shipped decide functions breadth first: `node scripts/run-ts.mjs scripts/search.ts [--slice NAME] [--seconds N] [--states N]`. */
import { parseArgs } from 'node:util';
import { arrowIds, Search, told } from '../test/properties/exhaustive.ts';
import { slices } from '../test/properties/exhaustive-slices.ts';

const { values } = parseArgs({
  options: {
    slice: { type: 'string' },
    seconds: { type: 'string', default: '900' },
    states: { type: 'string', default: '400000' },
  },
});
const taken = new Map<string, number>();
let violations = 0;
for (const slice of slices.filter(
  (each) => values.slice === undefined || values.slice.split(',').includes(each.name),
)) {
  const report = new Search(slice).run({ seconds: Number(values.seconds), states: Number(values.states) });
  for (const [arrow, count] of Object.entries(report.arrows)) taken.set(arrow, (taken.get(arrow) ?? 0) + count);
  violations += report.violations.length;
  console.log(told(report));
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
