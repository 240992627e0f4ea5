import { describe, expect, test } from 'vitest';
import { walkProcesses } from '../properties/walk-processes.ts';

describe('several servers on one file, killed now and then', () => {
  test('inv6 whatever was acknowledged is in the ledger, and its chain and rows hold', async () => {
    const report = await walkProcesses({ processes: 2, rounds: 2, calls: 14, kill: true, seed: 7 });
    expect(report.wrong).toEqual([]);
    expect(report.calls).toBeGreaterThanOrEqual(2 * 2 * 14);
    expect([report.acknowledged > 5, report.killed > 0]).toEqual([true, true]);
  }, 40_000);
});
