/** Processor time that one mutant may cost, in milliseconds of the tests' own time. */
const budget = Number(process.env.LADDER_MUTATION_BUDGET ?? 1200);

const nameOf = (file) => file.split('/').at(-1).split('.')[0];

/** Mutants are numbered as they stand in the sources: those so near are of the same function, or of one beside it. */
const near = 12;

/** How many mutants about this one a test reaches: one that goes further in is likelier to notice. */
function depth(reached, mutant) {
  let count = 0;
  for (let id = mutant - near; id <= mutant + near; id += 1) if (reached?.[id] !== undefined) count += 1;
  return count;
}

/** The tests to try on a mutant, the likeliest to notice it for the least time first, as many as the budget holds. */
export function inTurn(tests, { mutant, file, killers, times, reach }) {
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
      return [id, ((times[id] ?? 1000) * weight(id) * hope) / (1 + depth(reach[id], Number(mutant))) ** 2];
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
