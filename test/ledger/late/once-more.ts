import { readdirSync } from 'node:fs';
import { beforeAll, describe } from 'vitest';

/** The tests of a room of the ledger once more, over an engine that answers late: in this process, which has loaded the sources. */
export function onceMore(room: string): void {
  beforeAll(() => {
    process.env.LADDER_TEST_ENGINE = 'late';
    return () => {
      delete process.env.LADDER_TEST_ENGINE;
    };
  });
  const names = readdirSync(new URL(`../${room}/`, import.meta.url)).filter((name) => name.endsWith('.test.ts'));
  // The query makes each file another module.
  for (const name of names.sort())
    describe(name, async () => {
      await import(`../${room}/${name}?late`);
    });
}
