import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../build.mjs';

const brief = (text) => text.replace(/\s+/g, ' ').slice(0, 100);

/** A mutant in one line: where it stands, what stood there, what stands there instead. */
export function told({ fileName, location, mutatorName, replacement }) {
  const { start, end } = location;
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const was = lines.join('\n').slice(start.column - 1, lines.length > 1 ? undefined : end.column - 1);
  return `${relative(root, fileName)}:${start.line} ${mutatorName}: ${brief(was)} => ${brief(replacement)}`;
}
