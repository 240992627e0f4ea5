import type { Box } from '../events/sealed-fields.ts';
import { LedgerUnusable } from '../port/unusable.ts';
import type { Opened } from '../sqlite/open-database.ts';
import { prepareStatements, type Statements } from '../sqlite/statements.ts';
import { bringKeysBack, lostKeys } from './projection-drift.ts';

/** How far back the newest sealed words are looked at. */
const recent = 500;

/** The statements of a database that has all its tables and the keys of its newest people. */
export function soundStatements({ db, keys }: Pick<Opened, 'db' | 'keys'>, path: string): Statements {
  const statements = prepared(db, path);
  const newest = statements.newest.get()?.seq ?? 0;
  const sealed = statements.newestSealed.all(newest - recent).flatMap(({ body }) => personIn(body));
  const missing = [...new Set(sealed)].filter((person) => keys.hasLost(person));
  if (missing.length === 0) return statements;
  const erased = new Set(statements.erasures.all().map(({ contact }) => contact));
  const lost = missing.filter((person) => !erased.has(person));
  if (lost.length > 0) throw new LedgerUnusable(`${path}: ${lostKeys(lost, keys.folder)}`, bringKeysBack);
  return statements;
}

function prepared(db: Opened['db'], path: string): Statements {
  try {
    return prepareStatements(db);
  } catch (error) {
    if (!(error instanceof Error) || !/^no such (?:table|column)/.test(error.message)) throw error;
    const next = 'keep the file for inspection, put back the newest backup and run `ladder verify`';
    throw new LedgerUnusable(`${path} is damaged: ${error.message}`, next, { cause: error });
  }
}

/** A body that was tampered with is for `verify` to name. */
function personIn(body: string): readonly string[] {
  try {
    const { sealed }: { readonly sealed?: Box } = JSON.parse(body);
    return sealed ? [sealed.person] : [];
  } catch {
    return [];
  }
}
