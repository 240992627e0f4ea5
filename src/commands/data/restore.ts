import { plural } from '../../rules/vocabulary/amount-text.ts';
import type { Options } from '../shared/options.ts';
import { folderIn, servedFiles, tellingPlace } from './backup-place.ts';

/** Puts a backup where LADDER_DB points, if no ledger stands there. */
export async function restoreCommand({ positionals, json }: Options): Promise<number> {
  const from = folderIn(positionals, 'restore');
  const { restoreBackup } = await import('../../backup/restore-backup.ts');
  const { path, keys, ...rest } = servedFiles();
  const done = await tellingPlace(path, () => restoreBackup({ from, path, keys, ...rest }));
  const { backup, applied, events, locked } = done;
  const lock = {
    by: 'chief.staff',
    task: 'confirm_restored_ledger',
    because: 'what was recorded after the backup is not in it',
  };
  if (json) {
    const from_backup = { backup: backup.folder, at: backup.manifest.at };
    const told = { restored: path, ...from_backup, keys: done.keys, events, applied };
    console.log(JSON.stringify({ ...told, sending: locked ? 'locked' : 'open', ...(locked ? { lock } : {}) }, null, 2));
    return 0;
  }
  console.log(`${path} is restored from ${backup.folder}: ${events} events, verified.`);
  console.log(
    done.keys === 'kept' ? `The keys folder ${keys} was there and is kept.` : `The keys folder ${keys} is put back.`,
  );
  console.log(
    `From the keys, newer than the copy: ${plural(applied.suppressions, 'suppression')}, ${plural(applied.erasures, 'erasure')} applied.`,
  );
  if (locked)
    console.log(`Sending is locked: ${lock.because}. Next: ${lock.by} closes ${lock.task} (session_sweep lists it).`);
  return 0;
}
