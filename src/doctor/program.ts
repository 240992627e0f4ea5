import { driverTrouble } from '../ledger/sqlite/inspect-ledger.ts';
import { findings, type InstallationFinding } from './finding.ts';

/** The floor of package.json. */
const floor = [20, 19, 0] as const;

/** Whether this Node is one that the program runs on. */
export function nodeFindings(version: string): readonly InstallationFinding[] {
  const { fail, orOk } = findings('node');
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const at = floor.findIndex((least, n) => parts[n] !== least);
  const isOld = at >= 0 && (parts[at] ?? 0) < (floor[at] ?? 0);
  const because = `Node is ${version}, at least ${floor.join('.')} is wanted`;
  return orOk(isOld ? [fail({ because, next: 'install a newer Node, then run `npm rebuild`' })] : [], because);
}

/** Whether the native driver of the database loads. */
export function driverFindings(): readonly InstallationFinding[] {
  const { fail, orOk } = findings('driver');
  const trouble = driverTrouble();
  const next = 'run `npm rebuild better-sqlite3` in the folder of Ladder, with the Node that runs it';
  const found = trouble === null ? [] : [fail({ because: `the database driver doesn't load: ${trouble}`, next })];
  return orOk(found, 'the database driver loads');
}
