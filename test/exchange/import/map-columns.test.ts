import { expect, test } from 'vitest';
import { mapColumns } from '../../../src/exchange/import/map-columns.ts';

const kindOf = (type: string) =>
  mapColumns(['Email', 'Type', 'Domain'], { map: new Map(), optOut: () => undefined }, [
    { row: 2, cells: ['ana@acme.com', type, 'acme.com'] },
  ]).kind;

test('P6 a list whose rows have types of signals, those of a policy too, is a list of signals', () => {
  expect(['E1', 'e10', 'E11', 'E20'].map(kindOf)).toEqual(['signals', 'signals', 'signals', 'signals']);
  expect(['E0', 'E21', 'Event', ''].map(kindOf)).toEqual(['contacts', 'contacts', 'contacts', 'contacts']);
});
