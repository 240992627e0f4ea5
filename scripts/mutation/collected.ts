import type { RunnerTestFile, RunnerTestSuite } from 'vitest';

/** The files of tests that this process has collected. */
export const collected: RunnerTestFile[] = [];

/** Leaves every test of a suite out until somebody asks for it by name. */
export function leaveOut(suite: RunnerTestSuite): void {
  for (const task of suite.tasks) {
    if (task.type === 'suite') leaveOut(task);
    else task.mode = 'skip';
  }
}
