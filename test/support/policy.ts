import type { PolicyInForce } from '../../src/ledger/port/ledger.ts';
import { isPolicyProblem, loadPolicy } from '../../src/policy/index.ts';

let shipped: PolicyInForce | undefined;

/** The shipped policy, loaded once a test file. */
export function testPolicy(): PolicyInForce {
  if (shipped) return shipped;
  const loaded = loadPolicy();
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems));
  shipped = loaded;
  return loaded;
}
