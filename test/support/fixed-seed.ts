/** Vitest's setup: every run draws the same cases, unless LADDER_TEST_SEED names another seed or says `random`. */
import fc from 'fast-check';

const shared = 491_011_609;
const given = process.env.LADDER_TEST_SEED ?? String(shared);

if (given !== 'random') {
  const seed = Number(given);
  if (!Number.isInteger(seed)) throw new Error(`LADDER_TEST_SEED is a whole number or "random", not ${given}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
