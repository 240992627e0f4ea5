import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/ledger/sqlite/connection.ts';

/** A full collection, as the engine may do it at any time. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('a connection', () => {
  test('inv6 is never collected, nor are its statements, whoever lets go of them', async () => {
    const alone = new WeakRef({});
    const kept = (() => {
      const db = connect(':memory:');
      db.pragma('user_version = 7');
      const statements = [db.prepare('SELECT 1'), db.prepare('PRAGMA user_version')];
      db.close();
      return [db, ...statements].map((each) => new WeakRef(each));
    })();
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(alone.deref()).toBeUndefined();
    expect(kept.map((each) => each.deref() !== undefined)).toEqual([true, true, true]);
  });

  test('inv6 compiles each text once', () => {
    const db = connect(':memory:');
    expect(db.prepare('SELECT 1')).toBe(db.prepare('SELECT 1'));
    expect(db.prepare('SELECT 2')).not.toBe(db.prepare('SELECT 1'));
    db.close();
  });

  test('inv6 sets and tells what SQLite keeps, as a value and as rows', () => {
    const db = connect(':memory:');
    expect(db.pragma('user_version = 7')).toEqual([]);
    expect(db.pragma('user_version', { simple: true })).toBe(7);
    expect(db.pragma('user_version')).toEqual([{ user_version: 7 }]);
    db.close();
  });
});
