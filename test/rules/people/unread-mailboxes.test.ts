import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { acme, actAt, signal } from '../../support/builders.ts';

const refusal = (field: string, email: string) => ({
  refused: true,
  code: 'RULE_REFUSED',
  clause: '3.1',
  ruling: 'A2',
  found: `\`${field}\` is ${email}: machines write from there and nobody reads it, so it is no contact's`,
  next: 'give the address or the LinkedIn profile of the person who acted; if a machine wrote, there is nothing to file',
});

const note = (email: string) => ({
  account: 'acme.com',
  contact: { email },
  observed_at: actAt(1),
  source: 'inbox',
  signal: signal.E4(),
});

describe('addresses that nobody reads', () => {
  test.each([
    'no-reply@acme.com',
    'noreply@beta.com',
    'donotreply@acme.com',
    'Mailer-Daemon@acme.com',
    'postmaster@acme.com',
    'bounces+1234@acme.com',
    'notifications@acme.com',
  ])('A2 a note under %s is refused, and nothing is on file', (email) => {
    const world = acme();
    expect(world.refused('mining.mind', fileSignalNote, note(email))).toEqual(
      refusal('contact.email', email.toLowerCase()),
    );
    expect(world.account('acme.com').contacts).toEqual([]);
  });

  test('A2 so are a save and a row', () => {
    const world = acme();
    const email = 'noreply@acme.com';
    const save = { domain: 'acme.com', contacts: [{ email: 'ann@acme.com' }, { email }] };
    expect(world.refused('sales.ops', saveAccount, save)).toEqual(refusal('contacts[1].email', email));
    const row = { person: { email }, origin: 'a list', because: 'no company' };
    expect(world.refused('sales.ops', queueUnmatched, row)).toEqual(refusal('contact.email', email));
  });

  test.each(['reply@acme.com', 'ann.noreply@acme.com', 'noreply.ann@acme.com', 'bounceback.jones@acme.com'])(
    'A2 the whole first part counts: %s is somebody',
    (email) => {
      expect(acme().run('mining.mind', fileSignalNote, note(email)).outcome).toBe('recorded');
    },
  );
});
