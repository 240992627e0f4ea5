import Database from 'better-sqlite3';

/**
 * For the life of the process: since Node 24.19 it aborts when a connection or statement that the driver made is
 * collected while no JavaScript runs.
 */
const held: Database.Database[] = [];

/** Opens a file. Each text is compiled once for a connection, so that what is held stays small; it is never iterated over. */
export function connect(path: string, options: Database.Options = {}): Database.Database {
  const db = new Database(path, options);
  const compile = db.prepare.bind(db);
  const compiled = new Map<string, Database.Statement>();
  const prepare = (sql: string) => {
    const known = compiled.get(sql);
    if (known) return known;
    const statement = compile(sql);
    compiled.set(sql, statement);
    return statement;
  };
  const pragma = (source: string, { simple = false }: Database.PragmaOptions = {}) => {
    const statement = prepare(`PRAGMA ${source}`);
    if (statement.reader) return simple ? statement.pluck().get() : statement.pluck(false).all();
    statement.run();
    return simple ? undefined : [];
  };
  Object.defineProperties(db, { prepare: { value: prepare }, pragma: { value: pragma } });
  held.push(db);
  return db;
}
