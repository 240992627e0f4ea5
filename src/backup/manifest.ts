/** Backups of a ledger: taken while it runs, verified, put back. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The contents of a backup. It is written last, so that a folder without one is no backup. */
const Manifest = z.object({
  format: z.literal(1),
  /** The ledger's time at which it was taken. */
  at: z.string(),
  program: z.string(),
  ledger: z.string(),
  clock: z.enum(['real', 'simulated']),
  schema: z.int(),
  /** The newest event; null for an empty ledger. */
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  policy: z.object({ version: z.string(), hash: z.string() }).nullable(),
  verified: z.object({ events: z.int(), streams: z.int(), checkpoints: z.int() }),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof Manifest>;

export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

export const manifestFile = 'manifest.json';

/** Paths of the ledger and its keys in a backup's folder. */
export const filesIn = (folder: string) => ({ path: join(folder, 'ledger.db'), keys: join(folder, 'keys') });

/** The backup that a folder is, or null where it is none. */
export function backupAt(folder: string): Backup | null {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) return null;
  try {
    const read = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? { folder, manifest: read.data } : null;
  } catch {
    return null;
  }
}

/** The backups in a folder, the newest first. */
export function backupsIn(folder: string): readonly Backup[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => backupAt(join(folder, name)) ?? [])
    .sort((one, other) => age(other).localeCompare(age(one)));
}

/** The number of a backup among those of one instant. */
export function nthOf({ folder }: Backup): number {
  return Number(/Z-(\d+)$/.exec(folder)?.[1] ?? 1);
}

function age(backup: Backup): string {
  return `${backup.manifest.at} ${String(nthOf(backup)).padStart(9, '0')}`;
}

/** The files under a folder, but for the manifest, each with what it holds. */
export function filesUnder(folder: string, below = ''): Manifest['files'] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    if (statSync(join(folder, path)).isDirectory()) return filesUnder(folder, path);
    if (path === manifestFile) return [];
    const content = readFileSync(join(folder, path));
    return [{ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }];
  });
}
