import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type LedgerOptions, openLedger } from '../ledger/index.ts';
import { LedgerUnusable } from '../ledger/port/unusable.ts';
import type { VerifyReport } from '../ledger/port/verification.ts';
import { copyLedger, factsOf } from '../ledger/sqlite/copy-ledger.ts';
import { isAlive, makeFolder } from '../machine.ts';
import { damageText } from '../views/ledger-fault.ts';
import {
  type Backup,
  backupAt,
  backupsIn,
  filesIn,
  filesUnder,
  type Manifest,
  manifestFile,
  nthOf,
} from './manifest.ts';

export interface BackupTaking extends Pick<LedgerOptions, 'path' | 'keys' | 'policy' | 'clock' | 'onFolded'> {
  /** The folder that backups are kept in. */
  readonly folder: string;
  readonly program: string;
  /** How many backups of this ledger stay; all of them where it isn't told. */
  readonly keep?: number | undefined;
}

export interface TakenBackup extends Backup {
  /** Older backups that were removed. */
  readonly removed: readonly string[];
}

/** Copies the ledger while it runs, verifies the copy, and only then gives it its name. Throws LedgerUnusable. */
export async function takeBackup(taking: BackupTaking): Promise<TakenBackup> {
  const { folder, path, keep } = taking;
  if (!existsSync(path))
    throw new LedgerUnusable(`there is no ledger at ${path}`, 'name the ledger by LADDER_DB; nothing was backed up');
  makeFolder(folder, 0o700);
  removeUnfinished(folder);
  const at = taking.clock.now();
  const part = join(folder, `.${nameOf(at)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
  mkdirSync(part, { mode: 0o700 });
  try {
    const manifest = await filled(part, at, taking);
    const named = nameIt(part, folder, at);
    return { folder: named, manifest, removed: keep === undefined ? [] : prune(folder, manifest, keep) };
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
}

/** An instant as a folder's name: a colon isn't allowed everywhere. */
const nameOf = (at: string) => at.replaceAll(':', '-');

async function filled(
  part: string,
  at: string,
  { path, keys, program, policy, clock, onFolded }: BackupTaking,
): Promise<Manifest> {
  const to = filesIn(part);
  await copyLedger({ path, keys }, to);
  const report = await verified({ ...to, policy, clock, onFolded });
  const { events, streams, checkpoints } = report;
  const { id: ledger, ...facts } = factsOf(to.path);
  const files = filesUnder(part);
  const about = { format: 1 as const, at, program, ledger, ...facts };
  const manifest: Manifest = { ...about, verified: { events, streams, checkpoints }, files };
  writeFileSync(join(part, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  return manifest;
}

async function verified(copy: LedgerOptions): Promise<VerifyReport> {
  const ledger = await openLedger(copy);
  try {
    const report = await ledger.verify();
    if (report.fault === null) return report;
    throw new LedgerUnusable(
      `the copy does not verify, and no backup was kept: ${damageText(report.fault)}`,
      'run `ladder verify` on the ledger itself; older backups are untouched',
    );
  } finally {
    await ledger.close();
  }
}

/** A folder that holds something can't be replaced: further backups of one instant are numbered, and no number comes twice. */
function nameIt(part: string, folder: string, at: string): string {
  const first = Math.max(0, ...backupsIn(folder).flatMap((each) => (each.manifest.at === at ? nthOf(each) : []))) + 1;
  for (let n = first; ; n++) {
    const named = join(folder, n === 1 ? nameOf(at) : `${nameOf(at)}-${n}`);
    if (existsSync(named)) continue;
    try {
      renameSync(part, named);
      return named;
    } catch (error) {
      if (!existsSync(named)) throw error;
    }
  }
}

function prune(folder: string, { ledger }: Manifest, keep: number): readonly string[] {
  const older = backupsIn(folder).filter(({ manifest }) => manifest.ledger === ledger);
  return older.slice(keep).map((each) => {
    // Without its name first: what is half removed must not look whole.
    const gone = join(dirname(each.folder), `.${basename(each.folder)}.${process.pid}-gone.part`);
    renameSync(each.folder, gone);
    rmSync(gone, { recursive: true, force: true });
    return each.folder;
  });
}

/** Removes the unfinished files of backups whose process was killed. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^\..*\.(\d+)-\w+\.part$/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid) || backupAt(folder)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
