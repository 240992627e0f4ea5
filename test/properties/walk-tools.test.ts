import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { longPolicyFile, openWalkHouse, policyOf } from './walk-house.ts';
import { type Drawn, drawnOf } from './walk-maker.ts';
import { Walker } from './walk-steps.ts';

const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 0, max: 0xffff_ffff }).map(drawnOf);
const length = 500;

const folder = mkdtempSync(join(tmpdir(), 'ladder-walk-policy-'));
const inForce = policyOf(longPolicyFile(folder, 2034));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Faults of one walk: empty, where all that may never happen did not. */
async function walk(calls: readonly Drawn[]): Promise<readonly string[]> {
  const house = await openWalkHouse(inForce);
  try {
    const walker = new Walker(house);
    for (const each of calls) {
      const { wrong, role, tool, args, now } = await walker.step(each);
      if (wrong.length > 0) return [...wrong, `${now} ${role} ${tool} ${JSON.stringify(args)}`];
    }
    return await walker.prove();
  } finally {
    await house.close();
  }
}

describe('all roles over all tools', () => {
  test('inv6 inv2 inv3 inv7 inv8 2,000 calls, valid, nearly so and garbage, break nothing', async () => {
    const walks = fc.array(drawn, { minLength: 1, maxLength: length, size: 'max' });
    const full = Array.from({ length: 3 }, (_, n): [readonly Drawn[]] => [
      Array.from({ length }, (_each, k) => drawnOf(Math.imul(n * length + k + 1, 0x9e3779b1) >>> 0)),
    ]);
    await fc.assert(
      fc.asyncProperty(walks, async (calls) => {
        expect(await walk(calls)).toEqual([]);
      }),
      { numRuns: 4, examples: full, interruptAfterTimeLimit: 100_000 },
    );
  });
});
