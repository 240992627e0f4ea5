import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openHouse } from '../support/server.ts';
import { companies, people } from './people-and-companies.ts';
import { type Play, Played } from './played.ts';
import { rules, signals } from './signals-and-rules.ts';

/** The rows of the page: what you see, and what to do. */
const rows = readFileSync('docs/corrections.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!What you see|---)/.test(line))
  .map((line) => {
    const [sees = '', todo = ''] = line.slice(2).split(' | ');
    return { sees, todo };
  });

const plays: Readonly<Record<string, Play>> = { ...people, ...companies, ...signals, ...rules };

describe('docs/corrections.md', () => {
  test('contract every row of it is played, and nothing that it no longer says', () => {
    expect(Object.keys(plays)).toEqual(rows.map(({ sees }) => sees));
  });

  test.each(rows)('contract to do so helps: $sees', async ({ sees, todo }) => {
    const played = new Played(await openHouse());
    await plays[sees]?.(played);
    const named = [...todo.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    expect(named.flatMap((name) => played.lacks(name))).toEqual([]);
  });
});
