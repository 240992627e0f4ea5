import { expect, test } from 'vitest';
import { namedTwice } from '../../src/policy/duplicate-rows.ts';

const row = (name: object) => ({ ...name, clause: '3.2', basis: 'sop' });

test('P1 rows of one name in a list that merges by name are a fault that names both places', () => {
  const base = { gates: [row({ id: 'G3' })], buying: { S3: { routes: [row({ route: 'aws' })] } } };
  const over = {
    gates: [{ id: 'G3' }, { id: 'G1' }, { id: 'G3' }],
    buying: { S3: { routes: [{ route: 'aws' }, { route: 'aws' }] } },
  };
  expect(namedTwice(base, over)).toEqual([
    { path: 'gates[2]', found: 'is named `G3`, and so is `gates[0]`', wanted: 'keep one of the two' },
    {
      path: 'buying.S3.routes[1]',
      found: 'is named `aws`, and so is `buying.S3.routes[0]`',
      wanted: 'keep one of the two',
    },
  ]);
});

test('P1 different names, and lists that are one value, are no fault', () => {
  expect(namedTwice({ gates: [row({ id: 'G3' })] }, { gates: [{ id: 'G3' }, { id: 'G4' }] })).toEqual([]);
  expect(namedTwice({ words: ['a'] }, { words: ['a', 'a'] })).toEqual([]);
});
