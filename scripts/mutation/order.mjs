/** Processor time that one mutant may cost, in milliseconds of the tests' own time. */
const budget = Number(process.env.LADDER_MUTATION_BUDGET ?? 1200);

const nameOf = (file) => file.split('/').at(-1).split('.')[0];

/** The tests to try on a mutant, the likeliest to notice it for the least time first, as many as the budget holds. */
export function inTurn(tests, { file, killers, times }) {
  const room = file.split('/').slice(0, 3).join('/').replace('src/', 'test/');
  const weight = (id) => {
    const test = id.split('#')[0];
    if (test.startsWith(`${room}/`)) return 0.3;
    return nameOf(test) === nameOf(file) ? 0.6 : 3;
  };
  const costs = new Map(
    tests.map((id) => {
      const killed = killers.indexOf(id);
      const hope = killed < 0 ? 1 : Math.min(1, 0.05 + killed / 10);
      return [id, (times[id] ?? 1000) * weight(id) * hope];
    }),
  );
  let spent = 0;
  return tests
    .toSorted((a, b) => costs.get(a) - costs.get(b))
    .filter((id, index) => {
      spent += times[id] ?? 1000;
      return index === 0 || spent <= budget;
    });
}
