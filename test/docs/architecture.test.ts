import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tableNames } from '../../src/ledger/projections/tables.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { acme, note, signal } from '../support/builders.ts';
import type { TestWorld } from '../support/world.ts';

function rowsIn(world: TestWorld): ReadonlyMap<string, string> {
  return new Map([...world.save().tables.maps].map(([name, rows]) => [name, JSON.stringify([...rows])]));
}

test('house a signal note writes the tables that the worked trace names, and no other', () => {
  const [step = ''] =
    readFileSync('docs/architecture.md', 'utf8').match(/^\d+\. `ledger\/unit-of-work\/recording\.ts`.*$/m) ?? [];
  const told = [...step.matchAll(/`(\w+)`/g)].flatMap(([, name]) => tableNames.filter((table) => table === name));
  const world = acme();
  const contact = { email: 'ann@acme.com', name: 'Ann Lee' };
  const before = rowsIn(world);
  const comment = { ...signal.comment(), quote: 'How do you count it?' };
  world.run('mining.mind', fileSignalNote, note(comment, { contact }));
  const written = [...rowsIn(world)].filter(([name, rows]) => before.get(name) !== rows).map(([name]) => name);
  // Of timers only where the next one is another.
  const always = told.filter((name) => name !== 'timers');
  expect(written.filter((name) => name !== 'timers').sort()).toEqual(always.sort());
});
