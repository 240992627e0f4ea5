import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { makeFolder } from '../../machine.ts';
import { oncePerText } from '../../rules/vocabulary/remembering.ts';
import { base32 } from '../events/canonical-json.ts';
import type { Erasure, KeptSuppression, KeyStore, OpenKeyStore } from '../keys/key-store.ts';
import { connect } from './connection.ts';
import { sqliteRoleKeys } from './role-keys.ts';

interface Identity {
  readonly id: string;
  readonly lookup: Buffer;
  readonly signing: Buffer;
}

const schema = `
CREATE TABLE IF NOT EXISTS identity (
  one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, lookup BLOB NOT NULL, signing BLOB NOT NULL, signed_seq INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS person_keys (person TEXT PRIMARY KEY, key BLOB NOT NULL, made_after INTEGER NOT NULL) WITHOUT ROWID;
`;

/** People whose keys were destroyed, to tell a lost key from an erasure. */
const ended = 'CREATE TABLE IF NOT EXISTS ended_keys (person TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID';

/** The people suppressed by now, for a restored backup to be told of. */
const suppressed =
  'CREATE TABLE IF NOT EXISTS suppressed (mark TEXT PRIMARY KEY, reason TEXT NOT NULL, contexts TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID';

/** The folder's database, made if there is none; many processes may come first at once. */
export function openKeyStore(folder: string): OpenKeyStore {
  makeFolder(folder, 0o700);
  const path = join(folder, 'keys.db');
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const db = connect(path, { timeout: 250 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    const identity = identityOf(db);
    db.exec(ended);
    db.exec(suppressed);
    return keyStore(db, folder, identity);
  } catch (error) {
    db.close();
    throw error;
  }
}

function identityOf(db: Database.Database): Identity {
  const read = () => db.prepare<[], Identity>('SELECT id, lookup, signing FROM identity WHERE one = 1').get();
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'identity'").get() ? read() : undefined;
  if (known) return known;
  db.transaction(() => {
    db.exec(schema);
    const { privateKey } = generateKeyPairSync('ed25519');
    const signing = privateKey.export({ format: 'der', type: 'pkcs8' });
    const insert =
      'INSERT INTO identity (one, id, lookup, signing, signed_seq) VALUES (1, ?, ?, ?, 0) ON CONFLICT DO NOTHING';
    db.prepare(insert).run(`keys_${base32(randomBytes(10), 16)}`, randomBytes(32), signing);
  }).immediate();
  const made = read();
  if (!made) throw new Error('the key store has no identity');
  return made;
}

function keyStore(db: Database.Database, folder: string, { id, lookup, signing }: Identity): OpenKeyStore {
  const get = db.prepare<[string], { key: Buffer }>('SELECT key FROM person_keys WHERE person = ?');
  const add = db.prepare<[string, Buffer, number]>(
    'INSERT INTO person_keys (person, key, made_after) VALUES (?, ?, ?)',
  );
  const signed = db.prepare<[], { signed_seq: number }>('SELECT signed_seq FROM identity WHERE one = 1');
  const setSigned = db.prepare<[number]>('UPDATE identity SET signed_seq = ? WHERE one = 1');
  const { hasEnded, destroy, destroyed } = endings(db);
  const privateKey = createPrivateKey({ key: signing, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const signedSeq = () => signed.get()?.signed_seq ?? 0;
  const addAll = (keys: ReadonlyMap<string, Buffer>, newestSeq: number) => {
    for (const [person, key] of keys) add.run(person, key, newestSeq);
  };
  const inTransaction = <T>(work: () => T): T => db.transaction(work).immediate();
  const marked = oncePerText((text) => base32(createHmac('sha256', lookup).update(text).digest(), 32), {
    room: 100,
    longest: 1000,
  });
  return {
    id,
    folder,
    keyOf: (person) => get.get(person)?.key,
    atOnce: (work) => db.transaction(work).deferred(),
    // The key first: it ends in one transaction with the note that it did.
    hasLost: (person) => get.get(person) === undefined && !hasEnded(person),
    put(keys, newestSeq) {
      if (db.inTransaction) addAll(keys, newestSeq);
      else if (keys.size > 0) inTransaction(() => addAll(keys, newestSeq));
    },
    destroy,
    destroyed,
    ...suppressionsIn(db),
    mark: (purpose, text) => marked(`${purpose}\n${text}`),
    together: inTransaction,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    isSigned: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')),
    signing(work) {
      db.transaction(() => {
        const seq = work(signedSeq());
        if (seq !== null) setSigned.run(seq);
      }).immediate();
    },
    signedSeq,
    roleKeys: sqliteRoleKeys(db),
    close: () => db.close(),
  };
}

function endings(
  db: Database.Database,
): Pick<KeyStore, 'destroy' | 'destroyed'> & { hasEnded(person: string): boolean } {
  const ended = db.prepare<[string], { found: number }>('SELECT 1 AS found FROM ended_keys WHERE person = ?');
  // A person whose id was given out again has a key, and was not erased.
  const all = db
    .prepare<[], string>(
      'SELECT person FROM ended_keys WHERE person NOT IN (SELECT person FROM person_keys) ORDER BY seq',
    )
    .pluck();
  const end = db.prepare<[string, number]>('INSERT INTO ended_keys (person, seq) VALUES (?, ?) ON CONFLICT DO NOTHING');
  // A key that claims to be younger than the ledger is of a state that was rolled back: it was used here before.
  const remove = db.prepare<[string, number, number]>(
    'DELETE FROM person_keys WHERE person = ? AND (made_after < ? OR made_after > ?)',
  );
  const has = db.prepare<[string], { found: number }>('SELECT 1 AS found FROM person_keys WHERE person = ?');
  const destroyOne = db.transaction(({ contact, seq }: Erasure, newestSeq: number) => {
    const { changes } = remove.run(contact, seq, newestSeq);
    if (changes > 0) end.run(contact, seq);
    return changes;
  });
  return {
    hasEnded: (person) => ended.get(person) !== undefined,
    destroyed: () => all.all(),
    destroy(erasures, newestSeq) {
      let destroyed = 0;
      for (const erasure of erasures)
        if (has.get(erasure.contact)) destroyed += destroyOne.immediate(erasure, newestSeq);
      // The log would keep the page with the key until it is written over.
      if (destroyed > 0) db.pragma('wal_checkpoint(TRUNCATE)');
    },
  };
}

function suppressionsIn(db: Database.Database): Pick<KeyStore, 'remember' | 'suppressions' | 'suppressionCount'> {
  const put = db.prepare<KeptSuppression>(
    `INSERT INTO suppressed (mark, reason, contexts, since) VALUES (@mark, @reason, @contexts, @since)
    ON CONFLICT (mark) DO UPDATE SET reason = excluded.reason, contexts = excluded.contexts, since = excluded.since`,
  );
  const lift = db.prepare<[string]>('DELETE FROM suppressed WHERE mark = ?');
  const liftAll = db.prepare<[]>('DELETE FROM suppressed');
  const all = db.prepare<[], KeptSuppression>(
    'SELECT mark, reason, contexts, since FROM suppressed ORDER BY since, mark',
  );
  const count = db.prepare<[], number>('SELECT COUNT(*) FROM suppressed').pluck();
  const remember = db.transaction((suppressed: readonly KeptSuppression[], lifted: readonly string[] | 'all') => {
    if (lifted === 'all') liftAll.run();
    else for (const mark of lifted) lift.run(mark);
    for (const each of suppressed) put.run(each);
  });
  return {
    remember: (suppressed, lifted) => remember.immediate(suppressed, lifted),
    suppressions: () => all.all(),
    suppressionCount: () => count.get() ?? 0,
  };
}
