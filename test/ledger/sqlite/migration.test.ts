import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openLedger } from '../../../src/ledger/index.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { testPolicy } from '../../support/policy.ts';
import { tempFolder } from '../support.ts';

const kept = 'test/fixtures/ledger-schema-1';

/** A ledger as the first schema wrote it: four months of thirteen accounts, with every kind of move that spent signals. */
function older(): { readonly path: string; readonly keys: string } {
  const folder = tempFolder();
  const path = join(folder, 'ladder.db');
  const keys = `${path}.keys`;
  mkdirSync(keys, { mode: 0o700 });
  const unpack = (file: string, to: string) => writeFileSync(to, gunzipSync(readFileSync(`${kept}/${file}.gz`)));
  unpack('demo.db', path);
  unpack('keys.db', join(keys, 'keys.db'));
  unpack('checkpoints.jsonl', join(keys, 'checkpoints.jsonl'));
  return { path, keys };
}

const opened = (
  { path, keys }: { readonly path: string; readonly keys: string },
  onFolded?: (done: number, of: number) => void,
) =>
  openLedger({
    path,
    keys,
    onFolded,
    policy: testPolicy(),
    clock: { now: () => '2026-12-01T15:00:00.000Z', simulated: true },
  });

/** Each event in the columns that the first schema had. */
const events = (path: string): readonly unknown[] => {
  const db = new Database(path, { readonly: true });
  try {
    return db
      .prepare(
        'SELECT seq, stream, version, type, at, recorded_at, role, client, policy_version, policy_hash, body, prev_hash, hash FROM events ORDER BY seq',
      )
      .all();
  } finally {
    db.close();
  }
};

test('inv7 a ledger of the first schema opens, keeps its events byte for byte, and verifies', async () => {
  const files = older();
  const before = events(files.path);
  const ledger = await opened(files);
  expect(await ledger.verify()).toMatchObject({ ok: true, events: 822, streams: 18, checkpoints: 51, fault: null });
  expect(await ledger.rebuild()).toMatchObject({ events: 822, drift: [] });
  await ledger.close();
  expect(before).toHaveLength(822);
  expect(events(files.path)).toEqual(before);
  const db = new Database(files.path, { readonly: true });
  expect(db.prepare('SELECT DISTINCT principal FROM events').all()).toEqual([{ principal: null }]);
  db.close();
});

test('inv7 a ledger of the first schema tells how far it is while it is brought up to date, and only then', async () => {
  const files = older();
  const told: (readonly [number, number])[] = [];
  const first = await opened(files, (done, of) => told.push([done, of]));
  await first.close();
  expect(told).toHaveLength(18);
  expect(told.at(-1)).toEqual([822, 822]);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  const second = await opened(files, () => expect.unreachable());
  await second.close();
});

test('inv7 what an older program left of something that no event speaks of is gone once the ledger is up to date', async () => {
  const files = older();
  const db = connect(files.path);
  db.prepare("INSERT INTO domains (domain, account) VALUES ('nobody.example', 'acc_nobody')").run();
  db.prepare("INSERT INTO counts (kind, key, n) VALUES ('stage', 'NOWHERE', 3)").run();
  db.close();
  const ledger = await opened(files);
  expect(await ledger.verify()).toMatchObject({ ok: true, fault: null });
  await ledger.close();
});

test('L16 a ledger of the first schema goes on with events that name a principal, and verifies', async () => {
  const files = older();
  const ledger = await opened(files);
  const swept = await ledger.applyDue({ role: 'cro', client: 'vitest', principal: 'p-7' }, 1000);
  expect(swept).not.toHaveProperty('refused');
  const added = await ledger.read((reader) => reader.head());
  expect(added).toBeGreaterThan(822);
  expect(await ledger.verify()).toMatchObject({ ok: true, events: added, fault: null });
  await ledger.close();
  const db = new Database(files.path, { readonly: true });
  expect(db.prepare('SELECT DISTINCT principal FROM events WHERE seq > 822').all()).toEqual([{ principal: 'p-7' }]);
  db.close();
});

test('L2 of moves that were recorded under the first schema, one that spends spent what was on file then', async () => {
  const ledger = await opened(older());
  const spent = (domain: string) =>
    ledger.read((reader) =>
      (reader.account(domain)?.state.signals ?? [])
        .filter(({ tier }) => tier === 'strong')
        .map(({ type, weighed, spent: by }) => [type, weighed ?? false, by?.by ?? null]),
    );
  expect(await spent('castor.example')).toEqual([['E8', true, 'fast_track']]);
  expect(await spent('everestpay.example')).toEqual([['E4', true, 'auto_sql']]);
  // A bare introduction, replaced before anybody classified.
  expect(await spent('harbor.example')).toEqual([
    ['E7', false, null],
    ['E10', true, 'fast_track'],
  ]);
  const closed = await ledger.read((reader) =>
    ['northwind.example', 'delphi.example', 'everestpay.example', 'foxglove.example'].map(
      (domain) => reader.account(domain)?.state.closed_acts,
    ),
  );
  expect(closed).toEqual([25, 23, 13, 0]);
  await ledger.close();
});

test('inv6 a damaged ledger of the first schema is not migrated, and stays as it is', async () => {
  const files = older();
  const db = connect(files.path);
  db.exec('DROP TRIGGER events_are_never_changed');
  db.prepare("UPDATE events SET body = replace(body, 'PROSPECT', 'prospect') WHERE seq = 40").run();
  db.prepare("UPDATE events SET type = 'x' WHERE seq = 40").run();
  db.close();
  copyFileSync(files.path, `${files.path}.was`);
  await expect(opened(files)).rejects.toThrow(
    /was written by an older program and is damaged: altered at event 40 .*Next: keep the file for inspection/,
  );
  const again = new Database(files.path, { readonly: true });
  expect(again.pragma('user_version', { simple: true })).toBe(1);
  again.close();
});
