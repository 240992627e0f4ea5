import { describe, expect, test } from 'vitest';
import { mailOf } from '../../src/gate/match.ts';

const profile = {
  profile: 'house',
  tool: 'deliver_note',
  class: 'send',
  to: 'recipient',
  subject: 'title',
  body: 'text',
  thread: 'answers',
  inert: { format: 'plain' },
  clause: '5.5',
  basis: 'ruling',
} as const;

const note = { recipient: 'ana@acme.com', title: 'Hello', text: 'A note.' };
const read = { to: 'ana@acme.com', subject: 'Hello', body: 'A note.', profile };

describe('the mail in an input (§5.5)', () => {
  test('M1 recipient, subject and body stand under the names of the profile', () => {
    expect(mailOf(note, profile)).toEqual(read);
    expect(mailOf({ ...note, recipient: ['ana@acme.com'] }, profile)).toEqual(read);
    expect(mailOf({ ...note, answers: '<a@b>' }, profile)).toEqual({ ...read, thread: '<a@b>' });
  });

  test.each([[null], [''], [false], [[]]])('M1 a key that holds %j says nothing', (nothing) => {
    expect(mailOf({ ...note, cc: nothing, answers: nothing }, profile)).toEqual(read);
  });

  test('M1 a value that the profile calls inert says nothing, any other of that key does', () => {
    expect(mailOf({ ...note, format: 'plain' }, profile)).toEqual(read);
    expect(mailOf({ ...note, format: 'html' }, profile)).toEqual({
      why: '`format` is given: a permit covers recipient, subject and body alone',
    });
  });

  test.each([
    [{ ...note, cc: ['x@acme.com'] }, '`cc` is given: a permit covers recipient, subject and body alone'],
    [{ ...note, 'b`\u0000cc': 0 }, '`bcc` is given: a permit covers recipient, subject and body alone'],
    [{ ...note, recipient: ['ana@acme.com', 'x@acme.com'] }, '`recipient` is not exactly one address'],
    [{ ...note, recipient: { email: 'ana@acme.com' } }, '`recipient` is not exactly one address'],
    [{ title: 'Hello', text: 'A note.' }, '`recipient` is not exactly one address'],
    [{ ...note, title: '' }, '`title` and `text` are not both a text'],
    [{ ...note, text: 7 }, '`title` and `text` are not both a text'],
    [{ ...note, answers: ['<a@b>'] }, '`answers` is no text'],
  ])('M1 %j is no mail that a permit covers', (input, why) => {
    expect(mailOf(input, profile)).toEqual({ why });
  });

  test('M1 without names the profile means to, subject and body, and no thread', () => {
    const plain = { profile: 'p', tool: 't', class: 'send', clause: '5.5', basis: 'ruling' } as const;
    const input = { to: 'ana@acme.com', subject: 'Hello', body: 'A note.' };
    expect(mailOf(input, plain)).toEqual({ ...read, profile: plain });
    expect(mailOf({ ...input, thread: 't1' }, plain)).toEqual({
      why: '`thread` is given: a permit covers recipient, subject and body alone',
    });
  });
});
