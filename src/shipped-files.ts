import { fileURLToPath } from 'node:url';

/** The files that come with the program. They are found from the bundle in dist/ as well, which lies one folder below the root too. */
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The policy that comes with the program, and where the build leaves its sealed form. */
export const handoff = { file: beside('../policy/handoff-0.2.yaml'), sealed: beside('./handoff-0.2.sealed') };

export const rulingsFile = beside('../policy/rulings.yaml');

/** Other meanings that clauses could have, beside our reading of them. */
export const otherReadingsFile = beside('../policy/other-readings.yaml');

export const clausesFile = beside('../docs/clauses.json');

/** Ends with a slash. */
export const templatesFolder = beside('../templates/');

/** Every tool as the build listed it: making JSON Schema of each takes longer than the rest of a first list. */
export const listingsFile = beside('./tools.json');

/** One agent definition a role. Ends with a slash. */
export const agentsFolder = beside('../agents/');

/** The program itself, as the build leaves it. */
export const programFile = beside('../dist/ladder.js');
