import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, con, note, signal } from '../../support/builders.ts';

const email = 'ana@acme.com';
const linkedin_url = 'https://www.linkedin.com/in/ana-ruiz';

/** Acme with a contact, and somebody who is suppressed elsewhere. */
function one(contact: { email: string } | { linkedin_url: string }, stopped: string) {
  const world = acme();
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [contact] });
  world.run('sales.ops', suppressContact, { contact: stopped, reason: 'opt_out' });
  return world;
}

test.each([
  ['e-mail', { linkedin_url }, 'old@acme.com', { linkedin_url, email: 'old@acme.com' }],
  ['profile', { email }, linkedin_url, { email, linkedin_url }],
] as const)('L13 an open contact is not tied to who is suppressed: the %s decides', (word, known, stopped, given) => {
  const world = one(known, stopped);
  const contacts = [{ contact: con(world), ...given }];
  expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
    refused: true,
    code: 'CONFLICT',
    clause: '3.5',
    ruling: 'L13',
    found: `what is given ties a suppressed person to the contact ${con(world)}, who may be written to; the ${word} decides`,
    next: 'suppress_contact with that contact if they are one person; else give each person their own address and profile',
  });
  expect(world.suppressed.size).toBe(0);
});

test('L13 nobody but they is suppressed by what comes tied to them, and what they had is so already', () => {
  const world = one({ email }, email);
  const tie = (given: object) =>
    'refused' in world.try('mining.mind', fileSignalNote, note(signal.comment(), { contact: { email, ...given } }));
  expect([tie({}), tie({ linkedin_url }), tie({ linkedin_url })]).toEqual([false, false, false]);
  expect([...world.persons.keys()].sort()).toHaveLength(2);
  const other = { contact: { linkedin_url, email: 'ana@home.org' } };
  expect('refused' in world.try('mining.mind', fileSignalNote, note(signal.comment(2), other))).toBe(false);
  expect([...world.persons.keys()]).toContain('person:email:ana@home.org');
});
