import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Unusable } from './options.ts';
import { placeNamed } from './places.ts';

/** Writes what `--html` names: the file bears its name only once it is whole. */
export function writePage(file: string, page: string): void {
  const path = resolve(placeNamed('--html', file));
  try {
    writeFileSync(`${path}.part`, page);
    renameSync(`${path}.part`, path);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new Unusable(`${path} can't be written: ${error.message}. Next: name a file that can be, by --html`);
  }
}
