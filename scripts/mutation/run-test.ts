import { expect, type RunnerTestCase, type RunnerTestSuite, TestRunner, vi } from 'vitest';

type Work = () => unknown;

const suitesOf = (suite: RunnerTestSuite | undefined): readonly RunnerTestSuite[] =>
  suite ? [...suitesOf(suite.suite), suite] : [];

/** The failure in one run of a test with the hooks of its suites, or undefined where it passed. */
export async function failureOf(test: RunnerTestCase): Promise<string | undefined> {
  const suites = [...new Set([test.file, ...suitesOf(test.suite)])];
  const undo: Work[] = [];
  let failure: string | undefined;
  const attempt = async (work: Work) => {
    try {
      await work();
    } catch (error) {
      failure ??= error instanceof Error ? error.message : String(error);
    }
  };
  await attempt(async () => {
    expect.setState({ assertionCalls: 0, currentTestName: test.fullTestName });
    for (const suite of suites) {
      const hooks = TestRunner.getSuiteHooks(suite);
      undo.push(...hooks.afterAll.map((hook) => () => hook(suite)));
      for (const hook of hooks.beforeAll) keep(await hook(suite));
    }
    for (const suite of suites) {
      const hooks = TestRunner.getSuiteHooks(suite);
      undo.push(...hooks.afterEach.map((hook) => () => hook(test.context, suite)));
      for (const hook of hooks.beforeEach) keep(await hook(test.context, suite));
    }
    await TestRunner.getTestFn(test)?.();
  });
  for (const work of undo.reverse()) await attempt(work);
  for (const work of finishers()) await attempt(work);
  vi.restoreAllMocks();
  return failure;

  function keep(cleanup: unknown) {
    if (typeof cleanup === 'function') undo.push(() => cleanup());
  }
}

/** Functions that the test gave to `onTestFinished`: the test that runs them all received them. */
function finishers(): readonly Work[] {
  const serving = TestRunner.getCurrentTest();
  if (!serving) return [];
  const asked: readonly Work[] = Reflect.get(serving, 'onFinished') ?? [];
  Reflect.set(serving, 'onFinished', []);
  return asked;
}
