import { expect, test } from 'vitest';
import { answer, comment, describeWriting, ok, refusal, seedNoted } from '../support/calls.ts';
import { headOf, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'suppress_contact',
  by: 'sales.ops',
  clause: '3.5',
  who: 'sales.ops or cro or mining.mind or category.positioning',
  callers: ['sales.ops', 'cro', 'mining.mind', 'category.positioning'],
  outcome: 'done',
  prepare: async (house) => {
    await seedNoted(house);
    return { contact: 'ana@acme.com', reason: 'opt_out' };
  },
  other: { reason: 'hostile' },
});

test('3.5c suppress_contact holds for every spelling of the address, and a second time changes nothing', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const { account } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  const { data } = await answer(house, 'sales.ops', 'suppress_contact', {
    contact: 'ANA@acme.com',
    reason: 'opt_out',
    note: 'leave me alone',
  });
  expect(data).toMatchObject({ outcome: 'done', accounts: [account.id] });
  expect(data.summary).toMatch(
    /^The person is suppressed \(opt_out\): no mail goes to them again\. It holds at Acme Corp/,
  );
  const head = await headOf(house);
  const again = await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  expect(again.summary).toMatch(/^The person is suppressed already\./);
  expect(await headOf(house)).toBe(head);
  const other = comment({ account: 'beta.com', contact: { email: 'a.na+news@acme.com', name: 'Ana' } });
  const filed = await answer(house, 'mining.mind', 'file_signal_note', other);
  expect(filed.text).toMatch(/The person is suppressed: it classifies nothing, and no mail goes to them\./);
});

test('3.5c suppress_contact takes unknown addresses and refuses what is none', async () => {
  const house = await openHouse();
  const unknown = await ok(house, 'sales.ops', 'suppress_contact', { contact: 'who@nobody.com', reason: 'complaint' });
  expect(unknown).toMatchObject({ outcome: 'done', accounts: [] });
  const suppress = (args: object) => refusal(house, 'sales.ops', 'suppress_contact', { reason: 'other', ...args });
  expect(await suppress({ contact: 'con_aaaaaaaaaa_1' })).toBe(
    'NOT_FOUND (§3.5, L13): no contact stands under that id or address. Next: take the id from explain_account, or give the e-mail address.',
  );
  expect(await suppress({ contact: 'ana' })).toBe(
    'INVALID_INPUT: `contact`: a contact id (con_...), an e-mail address or a LinkedIn profile is wanted. Next: correct `contact` and call again; nothing was recorded.',
  );
  expect(await suppress({ contact: 'a@b.com,c@d.com' })).toMatch(
    /^INVALID_INPUT: `contact`: `a@b\.com,c@d\.com` is more than one address/,
  );
  expect(await suppress({ contact: 'a@b.com', reason: 'rude' })).toBe(
    'INVALID_INPUT: `reason` is `rude`. Next: give one of opt_out, hostile, complaint, other.',
  );
});

test('L13 a note that waits says that the address it ties to a suppressed person is suppressed', async () => {
  const house = await openHouse();
  const profile = 'https://www.linkedin.com/in/ana';
  const known = comment({ contact: { email: 'ana@acme.com', linkedin_url: profile } });
  await ok(house, 'mining.mind', 'file_signal_note', known);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  const elsewhere = comment({ account: 'beta.com', contact: { email: 'ana@beta.com', linkedin_url: profile } });
  const dry = await ok(house, 'mining.mind', 'file_signal_note', { ...elsewhere, dry_run: true });
  expect(dry.summary).toContain('They are suppressed, by every address and profile given here.');
  const told = await ok(house, 'mining.mind', 'file_signal_note', elsewhere);
  expect(told.outcome).toBe('waiting');
  expect(told.summary).toContain('They are suppressed, by every address and profile given here.');
  const alone = comment({ account: 'beta.com', contact: { email: 'ana@beta.com', name: 'Ana' } });
  const filed = await answer(house, 'mining.mind', 'file_signal_note', alone);
  expect(filed.text).toMatch(/The person is suppressed: it classifies nothing, and no mail goes to them\./);
});
