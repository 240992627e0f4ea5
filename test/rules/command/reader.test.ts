import { expect, test } from 'vitest';
import { inputReader } from '../../../src/rules/command/input-reader.ts';
import { start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const context = new TestWorld(start).context('sales.ops');
/** The value that one field is read as, and the fault found. */
const read = <T>(reads: (reader: ReturnType<typeof inputReader>) => T) => {
  const reader = inputReader(context);
  const value = reads(reader);
  return [value, reader.refusal?.found ?? null];
};
const ahead = (given: string, now: string) => `\`f\` is ${given}, which lies ahead: it is ${now} now`;

test('T7 what is told has happened by now, to the instant and to the day', () => {
  expect([
    read((each) => each.past('f', start)),
    read((each) => each.past('f', '2026-04-21T14:00:00.001Z')),
    read((each) => each.pastOrDay('f', '2026-04-21')),
    read((each) => each.pastOrDay('f', '2026-04-22')),
    read((each) => each.pastOrDay('f', '2026-04-21T09:00:00-04:00')),
    read((each) => each.pastDate('f', '2026-04-21')),
    read((each) => each.pastDate('f', '2026-04-22')),
    read((each) => each.pastDate('f', '2026-04-21T03:59:59Z')),
    read((each) => each.pastDate('f', '2026-04-21T15:00:00Z')),
    read((each) => each.pastDate('f', 'soon')),
    read((each) => each.pastDate('f', 'on 2026-04-21T03:59:59Z')),
  ]).toEqual([
    [start, null],
    ['2026-04-21T14:00:00.001Z', ahead('2026-04-21T14:00:00.001Z', start)],
    ['2026-04-21T04:00:00.000Z', null],
    ['2026-04-22T04:00:00.000Z', ahead('2026-04-22', '2026-04-21')],
    ['2026-04-21T13:00:00.000Z', null],
    ['2026-04-21', null],
    ['2026-04-22', ahead('2026-04-22', '2026-04-21')],
    ['2026-04-20', null],
    ['2026-04-21', ahead('2026-04-21T15:00:00.000Z', start)],
    ['2026-04-21', '`f` is `soon`'],
    ['2026-04-21', '`f` is `on 2026-04-21T03:59:59Z`'],
  ]);
  const [value, found] = read((each) => each.past('f', 'soon'));
  expect([value, found]).toEqual([start, expect.stringMatching(/^`f`: /)]);
});

test('A4 a text is there where it is wanted, in one line but for a quote, and the first fault is the answer', () => {
  expect([
    read((each) => each.text('f', undefined, 'name')),
    read((each) => each.text('f', ' Ann ', 'name')),
    read((each) => each.text('f', 'a\nb', 'name')),
    read((each) => each.text('f', 'a\tb', 'reference')),
    read((each) => each.text('f', 'a\nb', 'quote')),
    read((each) => each.required('f', undefined, 'name')),
    read((each) => each.required('f', ' ', 'name')),
    read((each) => each.required('f', 'x', 'name')),
  ]).toEqual([
    [undefined, null],
    ['Ann', null],
    [undefined, '`f`: holds a line break or a tab; one line is wanted'],
    [undefined, '`f`: holds a line break or a tab; one line is wanted'],
    ['a\nb', null],
    ['', '`f` is missing'],
    ['', '`f` is ` `'],
    ['x', null],
  ]);
  const reader = inputReader(context);
  reader.required('first', undefined, 'name');
  reader.required('second', undefined, 'name');
  expect(reader.refusal).toEqual({
    refused: true,
    code: 'INVALID_INPUT',
    found: '`first` is missing',
    next: 'give a text that says it',
  });
  const long = inputReader(context);
  expect([long.required('f', 'x'.repeat(201), 'name'), long.refusal?.found]).toEqual([
    '',
    '`f`: is 201 characters long, the limit is 200',
  ]);
});
