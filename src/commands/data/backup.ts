import { resolve } from 'node:path';
import { version } from '../../server.ts';
import { clockFromEnvironment, ledgerFiles, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** Copies the ledger while it runs; the copy counts once it is verified. */
export async function backupCommand({ positionals, keep: given, json }: Options): Promise<number> {
  const folder = folderIn(positionals, 'backup');
  const keep = given === undefined ? undefined : Number(given);
  if (keep !== undefined && !(Number.isSafeInteger(keep) && keep >= 1))
    throw new Usage(`--keep ${given}: a whole number of backups from 1 on is wanted`);
  const { takeBackup } = await import('../../backup/take-backup.ts');
  const about = { folder, keep, program: `ladder ${version}`, ...serving() };
  const { folder: backup, manifest, removed } = await telling(folder, () => takeBackup(about));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (json) console.log(JSON.stringify({ backup, removed, bytes, ...manifest }, null, 2));
  else {
    const { events, streams } = manifest.verified;
    const gone = removed.length === 0 ? '' : ` ${removed.length} older removed.`;
    console.log(`${backup}: ${events} events on ${streams} streams, ${bytes} bytes, verified.${gone}`);
  }
  return 0;
}

/** Puts a backup where LADDER_DB points, if no ledger stands there. */
export async function restoreCommand({ positionals, json }: Options): Promise<number> {
  const from = folderIn(positionals, 'restore');
  const { restoreBackup } = await import('../../backup/restore-backup.ts');
  const { path, keys, ...rest } = serving();
  const done = await telling(path, () => restoreBackup({ from, path, keys, ...rest }));
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
    `From the keys, newer than the copy: ${counted(applied.suppressions, 'suppression')}, ${counted(applied.erasures, 'erasure')} applied.`,
  );
  if (locked)
    console.log(`Sending is locked: ${lock.because}. Next: ${lock.by} closes ${lock.task} (session_sweep lists it).`);
  return 0;
}

function serving() {
  const policy = policyFrom(policyNamed(process.env.LADDER_POLICY));
  return { ...ledgerFiles(), policy, clock: clockFromEnvironment() };
}

function folderIn([folder, more]: readonly string[], name: string): string {
  if (folder === undefined || more !== undefined) throw new Usage(`${name} needs one folder`);
  return resolve(folder);
}

async function telling<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Unusable(`${place}: ${error.message}. Next: give this user the right to read and write there, and room`);
  }
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
