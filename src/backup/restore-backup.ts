import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type LedgerOptions, openLedger, takeUp } from '../ledger/index.ts';
import type { AppliedKnown, Clock } from '../ledger/port/ledger.ts';
import { LedgerUnusable } from '../ledger/port/unusable.ts';
import { isAlive, makeFolder } from '../machine.ts';
import { damageText } from '../views/ledger-fault.ts';
import { type Backup, backupAt, backupsIn, filesIn } from './manifest.ts';

export interface Restoring extends Pick<LedgerOptions, 'path' | 'keys' | 'policy' | 'clock' | 'onFolded'> {
  /** A backup, or the folder that backups are kept in. */
  readonly from: string;
}

export interface PutBack {
  readonly backup: Backup;
  readonly keys: 'kept' | 'put_back';
  readonly applied: AppliedKnown;
  readonly events: number;
  readonly locked: boolean;
}

/** Puts a backup where no ledger stands. Nothing is in place before the copy is told what its key store knows, and verified. */
export async function restoreBackup(restoring: Restoring): Promise<PutBack> {
  const { path, keys, from, ...serving } = restoring;
  refuseWhereOneStands(path);
  const backup = chosen(from);
  refuseOtherClock(backup, serving.clock);
  refuseChanged(backup);
  const source = filesIn(backup.folder);
  const mark = `restoring-${process.pid}-${randomBytes(4).toString('hex')}`;
  const isKept = existsSync(join(keys, 'keys.db'));
  const staged = { path: `${path}.${mark}`, keys: isKept || existsSync(keys) ? keys : `${keys}.${mark}` };
  makeFolder(dirname(path));
  makeFolder(dirname(keys), 0o700);
  for (const place of [path, keys]) removeUnfinished(place);
  try {
    copyFileSync(source.path, staged.path);
    if (!isKept) cpSync(source.keys, staged.keys, { recursive: true });
    const applied = await takeUp({ ...staged, ...serving }, backup.manifest.at);
    const { events, locked } = await looked({ ...staged, ...serving });
    if (staged.keys !== keys) renameSync(staged.keys, keys);
    putInPlace(staged.path, path);
    return { backup, keys: isKept ? 'kept' : 'put_back', applied, events, locked };
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${staged.path}${suffix}`, { force: true });
    if (staged.keys !== keys) rmSync(staged.keys, { recursive: true, force: true });
  }
}

function refuseWhereOneStands(path: string): void {
  const found = ['', '-wal', '-shm'].map((suffix) => `${path}${suffix}`).find((each) => existsSync(each));
  if (found === undefined) return;
  throw new LedgerUnusable(
    `a ledger stands at ${path} (${found} is there), and nothing was restored`,
    'end its servers and move it away with its -wal and -shm, or name another place by LADDER_DB',
  );
}

function chosen(from: string): Backup {
  const named = existsSync(from) ? backupAt(from) : null;
  if (named) return named;
  const found = existsSync(from) ? backupsIn(from) : [];
  const ledgers = new Set(found.map(({ manifest }) => manifest.ledger));
  const [newest] = found;
  if (newest === undefined)
    throw new LedgerUnusable(`${from} holds no whole backup`, 'name a folder that `ladder backup` wrote to');
  if (ledgers.size === 1) return newest;
  const each = [...ledgers].map((id) => found.find(({ manifest }) => manifest.ledger === id)?.folder);
  throw new LedgerUnusable(`${from} holds backups of ${ledgers.size} ledgers`, `name one: ${each.join(', ')}`);
}

function refuseOtherClock({ folder, manifest }: Backup, { simulated }: Clock): void {
  if ((manifest.clock === 'simulated') === simulated) return;
  throw new LedgerUnusable(
    `${folder} is of ${manifest.clock} time and this clock is ${simulated ? 'simulated' : 'real'}`,
    simulated
      ? 'unset LADDER_NOW and restore again'
      : 'set LADDER_NOW to an instant of the simulation and restore again',
  );
}

/** Removes the unfinished folders beside a place whose restoring process was killed. */
function removeUnfinished(place: string): void {
  for (const name of readdirSync(dirname(place))) {
    const pid = name.startsWith(basename(place)) && /^\.restoring-(\d+)-/.exec(name.slice(basename(place).length))?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(dirname(place), name), { recursive: true, force: true });
  }
}

/** Whether the files are those that were verified when the backup was taken. */
function refuseChanged({ folder, manifest }: Backup): void {
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path);
    const content = existsSync(file) ? readFileSync(file) : null;
    const met =
      content === null ? 'is missing' : content.length === bytes ? 'was changed' : `holds ${content.length} bytes`;
    if (content !== null && createHash('sha256').update(content).digest('hex') === sha256) continue;
    throw new LedgerUnusable(
      `${file} ${met}; the backup was verified with ${bytes} bytes of another content there`,
      'restore another backup by its folder; this one is kept as it is',
    );
  }
}

async function looked(options: LedgerOptions) {
  const ledger = await openLedger(options);
  try {
    const report = await ledger.verify();
    if (report.fault !== null)
      throw new LedgerUnusable(
        `the copy does not verify, and nothing was put in place: ${damageText(report.fault)}`,
        'restore another backup by its folder',
      );
    return { events: report.events, locked: await ledger.isLocked() };
  } finally {
    await ledger.close();
  }
}

/** A ledger that somebody made there meanwhile stays. */
function putInPlace(staged: string, path: string): void {
  refuseWhereOneStands(path);
  try {
    linkSync(staged, path);
  } catch (error) {
    if (existsSync(path)) throw error;
    // A disk without links.
    renameSync(staged, path);
  }
}
