import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PolicyInForce } from '../../src/ledger/port.ts';
import { isPolicyProblem, loadPolicy } from '../../src/policy.ts';
import { createCalendar } from '../../src/rules/calendar.ts';
import { Policy } from '../../src/rules/policy.ts';

let shipped: PolicyInForce | undefined;

/** The shipped policy, loaded once a test file. */
export function testPolicy(): PolicyInForce {
  shipped ??= load();
  return shipped;
}

function load(): PolicyInForce {
  const parts = ['holidays', 'copy'].filter((name) => existsSync(`policy/${name}.part.yaml`));
  if (parts.length === 0) {
    const loaded = loadPolicy();
    if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems));
    return loaded;
  }
  const tree = parse(readFileSync('policy/handoff-0.2.yaml', 'utf8'));
  if (parts.includes('holidays'))
    tree.business_time.holidays.value = parse(readFileSync('policy/holidays.part.yaml', 'utf8'));
  if (parts.includes('copy')) tree.copy = parse(readFileSync('policy/copy.part.yaml', 'utf8'));
  const values = Policy.parse(tree);
  const flat = values.business_time;
  const calendar = createCalendar({
    zone: flat.zone.value,
    workdays: flat.workdays.value,
    open: flat.open.value,
    close: flat.close.value,
    holidays: flat.holidays.value,
  });
  return { values, hash: 'test', canonical: JSON.stringify(values), calendar };
}
