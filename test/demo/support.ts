import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const program = resolve('dist/ladder.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the run left in its folder for temporary files. */
  readonly left: readonly string[];
}

/** Runs the built program with a folder of its own for temporary files. */
export function runDemo(...flags: readonly string[]): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'demo', ...flags], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status, stdout, stderr, left: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
