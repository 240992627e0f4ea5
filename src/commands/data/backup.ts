import { version } from '../../server.ts';
import { type Options, Usage } from '../shared/options.ts';
import { folderIn, servedFiles, tellingPlace } from './backup-place.ts';

/** Copies the ledger while it runs; the copy counts once it is verified. */
export async function backupCommand({ positionals, keep: given, json }: Options): Promise<number> {
  const folder = folderIn(positionals, 'backup');
  const keep = given === undefined ? undefined : Number(given);
  if (keep !== undefined && !(Number.isSafeInteger(keep) && keep >= 1))
    throw new Usage(`--keep ${given}: a whole number of backups from 1 on is wanted`);
  const { takeBackup } = await import('../../backup/take-backup.ts');
  const about = { folder, keep, program: `ladder ${version}`, ...servedFiles() };
  const { folder: backup, manifest, removed } = await tellingPlace(folder, () => takeBackup(about));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (json) console.log(JSON.stringify({ backup, removed, bytes, ...manifest }, null, 2));
  else {
    const { events, streams } = manifest.verified;
    const gone = removed.length === 0 ? '' : ` ${removed.length} older removed.`;
    console.log(`${backup}: ${events} events on ${streams} streams, ${bytes} bytes, verified.${gone}`);
  }
  return 0;
}
