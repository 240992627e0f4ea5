import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findings, type InstallationFinding } from './finding.ts';

export interface Places {
  /** The database. */
  readonly path: string;
  /** The folder of its key store. */
  readonly keys: string;
}

/** Whether the ledger is there, or can be made there. */
export function pathFindings({ path }: Places): readonly InstallationFinding[] {
  const { fail, warn, orOk } = findings('paths');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory())
    return [fail({ path, because: 'it is a folder, and a file is wanted', next: 'name a file in it by LADDER_DB' })];
  const folder = standing(dirname(path));
  if (!isAllowed(folder, constants.W_OK))
    return [
      fail({
        path: folder,
        because: 'this user may not write in the folder of the ledger, where its log lies too',
        next: 'give this user the right to write there, or name another place by LADDER_DB',
      }),
    ];
  if (stat && !isAllowed(path, constants.R_OK | constants.W_OK))
    return [fail({ path, because: 'this user may not read and write the ledger', next: 'give this user that right' })];
  if (stat) return orOk([], 'the ledger is there and can be written', path);
  const because = 'there is no ledger yet';
  return [warn({ path, because, next: 'start a server, which makes it; if there was one, look at LADDER_DB' })];
}

/** The folder itself, or the nearest above it that is there. */
function standing(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : standing(dirname(folder));
}

function isAllowed(path: string, what: number): boolean {
  try {
    accessSync(path, what);
    return true;
  } catch {
    return false;
  }
}

/** Whether others than the owner can read names and keys. */
export function permissionFindings({ path, keys }: Places): readonly InstallationFinding[] {
  const { warn, orOk } = findings('permissions');
  if (process.platform === 'win32') return orOk([], 'rights of files are not looked at on this system');
  const secret = ['', 'keys.db', 'keys.db-wal', 'checkpoints.jsonl'].map((name) => join(keys, name));
  const found = [path, ...secret].flatMap((each) => {
    const mode = statSync(each, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) === 0) return [];
    const what = each === path ? 'names and addresses stand in it' : 'whoever has the keys can read all that is sealed';
    const because = `others than its owner may use it (mode ${(mode & 0o777).toString(8)}): ${what}`;
    const wanted = statSync(each).isDirectory() ? '700' : '600';
    return [warn({ path: each, because, next: `run \`chmod ${wanted} ${each}\`` })];
  });
  return orOk(found, 'nobody but their owner may read the ledger and its keys');
}

/** File systems by the number that statfs gives: those whose locks can't be trusted, and those that may lie over such a one. */
const drives: ReadonlyMap<number, { readonly name: string; readonly level: 'fail' | 'warn' }> = new Map([
  [0x6969, { name: 'NFS', level: 'fail' }],
  [0xff534d42, { name: 'CIFS', level: 'fail' }],
  [0xfe534d42, { name: 'SMB', level: 'fail' }],
  [0x517b, { name: 'SMB', level: 'fail' }],
  [0x5346414f, { name: 'AFS', level: 'fail' }],
  [0x00c36400, { name: 'Ceph', level: 'fail' }],
  [0x65735546, { name: 'FUSE', level: 'warn' }],
  [0x01021997, { name: '9p', level: 'warn' }],
]);

/** SQLite's locks don't hold on a network drive. */
export function driveFindings({ path, keys }: Places): readonly InstallationFinding[] {
  const found = findings('network_drive');
  const each = [...new Set([dirname(path), keys].map(standing))].flatMap((folder) => {
    const drive = drives.get(statfsSync(folder).type >>> 0);
    if (!drive) return [];
    const because = `it lies on ${drive.name}, where the locks of several processes can't be trusted`;
    return [found[drive.level]({ path: folder, because, next: "move the ledger to this machine's own disk" })];
  });
  return found.orOk(each, "the ledger lies on this machine's own disk");
}

/** Findings on files that killed processes left, and on logs whose database is gone. */
export function leftoverFindings({ path }: Places): readonly InstallationFinding[] {
  const { fail, warn, orOk } = findings('leftovers');
  const [has, hasLog, hasIndex] = [path, `${path}-wal`, `${path}-shm`].map((each) => existsSync(each));
  const lost = !has && (hasLog || hasIndex);
  const folder = dirname(path);
  const copies = existsSync(folder)
    ? readdirSync(folder).filter((name) => isCopy(name.slice(basename(path).length)) && name.startsWith(basename(path)))
    : [];
  const found = [
    ...(lost
      ? [
          fail({
            path: hasLog ? `${path}-wal` : `${path}-shm`,
            because: 'a log stands without its database: the last writes are in it, and a new database would lose them',
            next: 'put the database back beside it, or move the log away and run `ladder restore`',
          }),
        ]
      : []),
    ...(has && hasIndex && !hasLog
      ? [
          fail({
            path: `${path}-shm`,
            because: 'the index of a log stands without the log: it was removed while servers ran',
            next: 'end all servers, put the log back or remove the index, then run `ladder verify`',
          }),
        ]
      : []),
    ...copies.map((name) =>
      warn({
        path: join(folder, name),
        because: 'a copy of the ledger that a killed process may have left',
        next: 'remove it once no import and no restore runs',
      }),
    ),
  ];
  return orOk(found, 'no process left anything behind');
}

const isCopy = (rest: string) => /^(?:\.keys)?\.(?:rehearsal|restoring)-\d+-[0-9a-f]{8}$/.test(rest);
