/** How much an answer may hold: characters, of JSON where it is data. None of it decides anything of the procedure. */
export const room = {
  /** Length of either half of an answer, and of a page: of more, a host keeps it from the model. */
  answer: 20_000,
  /** For what is added after a cut: a cursor, a note on the policy. */
  afterCut: 800,
  /** For the note on a policy, the address that goes on and what `read_ladder` adds to a page. */
  afterPage: 1200,
  /** For an account's answer without its contacts, signals and facts. */
  accountHead: 9000,
  /** For what the Markdown of an account adds to its data. */
  accountMarkup: 2000,
  /** For people found beside accounts. */
  people: 5000,
  /** For all of a sweep but its tasks, and for a task of it: 120 tokens. */
  besideTasks: 9000,
  sweepTask: 470,
  /** For the payloads of intents that are taken together. */
  payloads: 12_000,
  /** For the rows of a list that was imported. */
  importedRows: 11_000,
} as const;

/** How long an answer is given again to the call that repeats it under its key; then the key is free. */
export const keptAnswers = { days: 30 } as const;

/** How far a search looks before it ends. */
export const search = {
  /** Words of a query that are asked of each account. */
  words: 3,
  /** Rows counted before one way in is wide enough to be no narrower than another. */
  counted: 200,
  /** Accounts looked into for people. */
  accounts: 100,
  /** Words on file that are nearly like one of the query, fewer than this many. */
  corrections: 6,
  /** Readings of a query that are tried. */
  readings: 12,
  /** Letters of the shortest word that is corrected: shorter ones have too many neighbours. */
  shortest: 4,
} as const;
