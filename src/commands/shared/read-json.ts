import { readFileSync } from 'node:fs';
import { Unusable } from './options.ts';

export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Unusable(`${file} ${isMissing ? 'is not there' : "can't be read"}. Next: name a file of JSON`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Unusable(`${file} is no JSON. Next: name a file of JSON`);
  }
}
