import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { placeNamed } from '../../../src/commands/shared/places.ts';

test('Starting it: ~ and the home folder by its variable are filled in', () => {
  const home = homedir();
  expect(placeNamed('LADDER_DB', '~/l.db')).toBe(`${home}/l.db`);
  expect(placeNamed('LADDER_DB', ['$', '{HOME}/l.db'].join(''))).toBe(`${home}/l.db`);
  expect(placeNamed('LADDER_DB', '/data/a~b/l.db')).toBe('/data/a~b/l.db');
});

test.each([
  [['$', '{workspaceFolder}/l.db'].join(''), 'workspaceFolder'],
  ['"/data/l.db"', '"'],
  ["'/data/l.db'", "'"],
  [':memory:', ':memory:'],
  ['~ann/l.db', '~ann'],
  ['%APPDATA%/l.db', '%APPDATA%'],
])('Starting it: %s is refused and the sign named', (given, sign) => {
  expect(() => placeNamed('LADDER_KEYS', given)).toThrow(sign);
  expect(() => placeNamed('LADDER_KEYS', given)).toThrow('LADDER_KEYS');
});
