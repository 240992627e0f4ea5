import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { redeemPermit } from '../../../src/rules/sending/redeem-permit.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { put, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { reply } from '../replies/replying.ts';
import { ana, bo, direct, mailing, permitted, permittedDirect, rendered } from '../sending/mailing.ts';

/** What is recorded where Beta, an MQL without review, takes Acme over. */
function taken(world: TestWorld, over: (state: AccountState) => Partial<AccountState> = () => ({})) {
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
  put(world, { stage: 'MQL', entered_by: 'mql' }, 'beta.com');
  put(world, over(world.account('acme.com')));
  const owner = world.account('acme.com');
  const before = world.events.length;
  const done = world.run('sales.ops', saveAccount, { domain: 'beta.com', aliases: ['acme.com'] });
  const events = world.events.slice(before).map(({ event }) => event as { readonly type: string });
  const told = (...asked: readonly string[]) => events.filter(({ type }) => asked.includes(type));
  return { done, owner, told, now: world.account('beta.com') };
}

test('A1, M1, C4 an unused permit is revoked and its place returns; a mail on its way is waited for', () => {
  const world = mailing();
  const [open, gone] = [permitted(world, ana), permitted(world, bo)];
  world.run('sales.ops', redeemPermit, { permit: gone, tool_use_id: 'call_1' });
  const { done, owner, told, now } = taken(world);
  const [contact] = owner.contacts.map(({ id }) => id);
  const [redeemed] = owner.permits?.filter(({ id }) => id === gone) ?? [];
  const revoked = { type: 'permit_revoked', permit: open, contact, because: 'the account was taken over' };
  expect(told('permit_revoked', 'slot_returned', 'permit_taken', 'enrolment_taken')).toEqual([
    revoked,
    ...(owner.enrolments ?? []).map((enrolment) => ({ type: 'enrolment_taken', enrolment })),
    { type: 'permit_taken', permit: redeemed },
    {
      type: 'permit_taken',
      permit: owner.permits?.find(({ id }) => id === open),
      over: { at: world.now, why: revoked.because },
    },
    { type: 'slot_returned', permit: open },
  ]);
  expect(now.permits).toEqual([redeemed]);
  expect(now.enrolments).toEqual(owner.enrolments);
  expect(done.summary).toBe(
    'Beta (beta.com) is brought up to date. acme.com (MQL) is one account with it from now on: 2 contacts, 5 facts and 2 signals came along. So did 2 enrolments under way.',
  );
});

test('A1 what is over, and whose enrolments, is told by its own number', () => {
  const over = { as: 'complete', at: start, because: 'every touch was sent' } as const;
  const ended = (n: number) =>
    taken(mailing(), ({ enrolments = [] }) => ({
      enrolments: enrolments.map((each, m) => (m < n ? { ...each, over } : each)),
    })).done.summary.split('came along.')[1];
  expect([ended(1), ended(2)]).toEqual([' So did 1 enrolment under way.', '']);
});

test('M2, M6, Y3 the words of what was permitted and of the newest answer come along, of nobody who is erased', () => {
  const world = mailing();
  permitted(world, ana);
  rendered(world, ana, 2);
  permitted(world, bo);
  const id = reply(world, 2, { text: 'Interesting, send me more.' }).extra.reply?.id;
  const written = permittedDirect(world);
  world.run('legal.exec', erasePerson, { contact: bo, basis: 'asked for it' });
  const { told, owner, now } = taken(world);
  const person = owner.contacts[0]?.id;
  expect(told('words_taken')).toEqual([
    {
      type: 'words_taken',
      of: 'eml_ana@acme.com_1',
      sealed: { person, fields: expect.objectContaining({ text: 'Hi,\n\ntouch 1.\n' }) },
    },
    { type: 'words_taken', of: written, sealed: { person, fields: expect.objectContaining({ text: direct.text }) } },
    {
      type: 'words_taken',
      of: id,
      sealed: { person, fields: expect.objectContaining({ text: 'Interesting, send me more.' }) },
    },
  ]);
  expect(now.answered).toEqual(owner.answered);
  expect(told('contact_taken')).toEqual([
    {
      type: 'contact_taken',
      contact: owner.contacts[0],
      sealed: {
        person,
        fields: { email: ana, name: 'Ana Ruiz', first_name: 'Ana', known_as: expect.stringMatching(/^\S+$/) },
      },
    },
    { type: 'contact_taken', contact: owner.contacts[1] },
  ]);
});
