import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/** A user who owns nothing and may read all that everybody may. */
export const nobody = 65_534;

/** Copies parts of the repository and the database driver to where another user may read them: a home folder is private. */
export function copyReadable(folder: string, parts: readonly string[]): void {
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path']) {
    cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
      dereference: true,
      filter: (from) => !/better-sqlite3\/(deps|src|build\/(?!Release(?:$|\/better_sqlite3\.node)))/.test(from),
    });
  }
}

/** Node as another user may run it: where it was installed in a private home, a copy of it. */
export function readableNode(folder: string): string {
  const tried = spawnSync(process.execPath, ['--version'], { uid: nobody, gid: nobody });
  if (!tried.error) return process.execPath;
  const copy = join(folder, 'node');
  rmSync(copy, { force: true });
  copyFileSync(process.execPath, copy);
  return copy;
}
