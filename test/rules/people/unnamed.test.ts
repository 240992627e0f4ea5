import { expect, test } from 'vitest';
import { unnamed } from '../../../src/rules/people/unnamed.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { acme, file, note, signal, signalsOf } from '../../support/builders.ts';

const ana = { email: 'ana.r+x@acme.com', linkedin_url: 'https://www.linkedin.com/in/ana-ruiz', name: 'Ana Ruiz' };

test.each([
  ['mail of Ana Ruiz <Ana.R+x@acme.com> to Rick', 'mail of the contact <the contact> to Rick'],
  ['https://www.linkedin.com/in/ana-ruiz/recent-activity/', 'the contact/recent-activity/'],
  ['uk.linkedin.com/in/Ana-Ruiz?trk=x, seen by ANA  RUIZ', 'the contact?trk=x, seen by the contact'],
  [
    'Mariana Ruizo, ana.r+x@acme.company, linkedin.com/in/ana-ruiz2',
    'Mariana Ruizo, ana.r+x@acme.company, linkedin.com/in/ana-ruiz2',
  ],
  ['linkedin export of Monday', 'linkedin export of Monday'],
])('L13 a source says %j without the person', (source, kept) => {
  expect(unnamed(source, ana)).toBe(kept);
});

test('L13 who is named by one word alone is left, and nobody is replaced by nothing', () => {
  expect(unnamed('Ana wrote', { name: 'Ana' })).toBe('Ana wrote');
  expect(unnamed('Ana wrote', {})).toBe('Ana wrote');
});

test('L13 the source of a note names its contact neither as given nor as on file, waiting or not', () => {
  const world = acme();
  file(world, signal.comment());
  const contact = { email: 'ana@acme.com' };
  const source = 'thread of Ana Ruiz, ana@acme.com';
  world.run('mining.mind', fileSignalNote, { ...note(signal.comment(2), { contact }), source });
  expect(signalsOf(world)[1]?.source).toBe('thread of the contact, the contact');
  const kim = { email: 'kim@gmail.com', name: 'Kim Lee' };
  const args = { ...note(signal.comment(), { account: 'gmail.com', contact: kim }), source: 'mail by Kim Lee' };
  world.run('mining.mind', fileSignalNote, args);
  expect(world.waiting.get('waiting:kim@gmail.com')?.notes?.[0]?.source).toBe('mail by the contact');
});
