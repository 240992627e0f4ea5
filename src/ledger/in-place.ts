import { statSync } from 'node:fs';
import { LedgerUnusable } from './errors.ts';

function markOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : 'none';
}

/** Throws once a file no longer stands under its name: what is written to it then is lost with the process. */
export function keptInPlace(paths: readonly string[]): () => void {
  const opened = paths.map((path) => ({ path, mark: markOf(path) }));
  return () => {
    const moved = opened.find(({ path, mark }) => markOf(path) !== mark);
    if (moved)
      throw new LedgerUnusable(
        `${moved.path} was removed or replaced while this server ran`,
        'put back what belongs there, then start this server anew',
      );
  };
}
