import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import type { Opened } from './database.ts';
import type { KeyStore } from './keys.ts';
import { connect } from './sqlite.ts';

/** A copy of the whole ledger in a file that nobody else can open by name, and keys that are kept nowhere. */
export function rehearsalOf({ db, keys, id }: Pick<Opened, 'db' | 'keys' | 'id'>, path: string): Opened {
  const copy = `${path}.rehearsal-${process.pid}-${randomBytes(4).toString('hex')}`;
  closeSync(openSync(copy, 'wx', 0o600));
  try {
    db.prepare('VACUUM INTO ?').run(copy);
    const opened = connect(copy);
    // What is lost with the process was never meant to last.
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'locking_mode = EXCLUSIVE'])
      opened.pragma(pragma);
    opened.prepare('SELECT 1 FROM meta').get();
    return { db: opened, keys: passingKeys(keys), id, inPlace: () => undefined, close: () => opened.close() };
  } finally {
    // An open file without a name goes with its last reader, even if the process is killed.
    rmSync(copy, { force: true });
  }
}

function passingKeys(keys: KeyStore): KeyStore {
  const passing = randomBytes(32);
  return {
    ...keys,
    keyOf: (person) => keys.keyOf(person) ?? passing,
    ensure: () => undefined,
    destroy: () => undefined,
    together: (work) => work(),
    signing: () => undefined,
    close: () => undefined,
  };
}
