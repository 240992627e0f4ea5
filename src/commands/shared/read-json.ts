import { readFileSync } from 'node:fs';
import { Unusable } from './options.ts';

export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Unusable(`${file} can't be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
