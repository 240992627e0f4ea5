import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A text of an event, and the text put in its place: of one length, a byte apart. */
export interface Tampering {
  readonly said: string;
  readonly says: string;
  /** The narrator's line. */
  readonly told: string;
}

/** Changes an event in the database file, past every lock and trigger. Two hashes stand behind an event, unlike behind the tables made of it. */
export function tamper(database: string, { said, says }: Pick<Tampering, 'said' | 'says'>): void {
  const literal = said.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
  const at = readFileSync(database, 'latin1').search(new RegExp(`${literal}\\}+[0-9a-f]{128}`));
  if (at < 0) throw new Error(`no event of ${database} ends with \`${said}\``);
  const file = openSync(database, 'r+');
  try {
    writeSync(file, says, at, 'latin1');
  } finally {
    closeSync(file);
  }
}
