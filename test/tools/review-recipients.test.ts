import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { answer, type Data, describeWriting, no, ok, refusal } from '../support/calls.ts';
import { contactId, seedListApproved, seedProposed } from '../support/sequences.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'review_recipients',
  by: 'cro',
  clause: '5.4',
  who: 'cro',
  callers: ['cro'],
  outcome: 'approved',
  prepare: async (house) => {
    const { list } = await seedProposed(house);
    return { list: list.id, decision: 'approve' };
  },
  other: { decision: 'reject' },
});

test('5.4a Q4 the approval drops who fails since, names them, and stands five business days', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  const bea = await contactId(house, 'bea@acme.com');
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
  const data = await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  expect(data.list).toEqual({
    ...list,
    contacts: [await contactId(house, 'ana@acme.com')],
    refused: [{ contact: bea, name: 'Bea Lind', account: 'acme.com', because: 'the person is suppressed' }],
  });
  expect(data.recipients).toEqual([{ contact: data.list.contacts[0], name: 'Ana Ruiz', account: 'acme.com' }]);
  expect(data.summary).toBe(
    'lst_copy_1 is approved for nurture, 1 contact; sales.ops starts it with start_sequence by 2026-04-28T14:00:00.000Z. Left out: 1; `refused` says why.',
  );
  expect(data.closed).toMatchObject([{ kind: 'review_recipients', subject: 'lst_copy_1' }]);
  expect(data.opened).toMatchObject([{ kind: 'start_sequence', role: 'sales.ops', subject: 'lst_copy_1' }]);
  expect(await refusal(house, 'cro', 'review_recipients', { list: list.id, decision: 'reject' })).toBe(
    'CONFLICT (§5.4, Q4): lst_copy_1 is approved already, until Tue 28 Apr 2026, 10:00. Next: sales.ops starts it with start_sequence.',
  );
});

test('Q4 a rejected list enrols nobody, and one of whom nobody is left is not approved', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  for (const contact of ['ana@acme.com', 'bea@acme.com'])
    await ok(house, 'sales.ops', 'suppress_contact', { contact, reason: 'opt_out' });
  const { error } = await no(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' });
  expect(error.code).toBe('SUPPRESSED');
  const args = { list: list.id, decision: 'reject', reason: 'not these' };
  expect(await ok(house, 'cro', 'review_recipients', args)).toMatchObject({
    outcome: 'rejected',
    list: { id: 'lst_copy_1', contacts: [] },
  });
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: list.id })).toBe(
    'RULE_REFUSED (§5.4, Q4): lst_copy_1 is rejected. Next: sales.ops proposes the contacts anew with propose_recipients.',
  );
  expect(await refusal(house, 'cro', 'review_recipients', { list: 'lst_copy_9', decision: 'approve' })).toBe(
    'NOT_FOUND (§5.4, Q4): no recipient list stands under that id. Next: take the id from session_sweep or from propose_recipients.',
  );
});

test('Q4 an approval that nobody used in five business days is over, and its task with it', async () => {
  const house = await openHouse();
  const { list } = await seedListApproved(house);
  house.clock.now = '2026-04-28T14:00:00.001Z';
  const { applied } = await ok(house, 'chief.staff', 'session_sweep');
  expect(applied).toContainEqual({
    kind: 'list_lapsed',
    due_at: '2026-04-28T14:00:00.000Z',
    noticed_at: '2026-04-28T14:00:00.001Z',
  });
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: list.id })).toBe(
    'RULE_REFUSED (§5.4, Q4): lst_copy_1 is lapsed. Next: sales.ops proposes the contacts anew with propose_recipients.',
  );
  const { tasks } = await ok(house, 'sales.ops', 'session_sweep');
  expect(tasks.map(({ kind }: { readonly kind: string }) => kind)).not.toContain('start_sequence');
});

test('C3 a rejected list makes who may still be enrolled a duty to propose again', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  const proposing = async () =>
    (await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' })).tasks.filter(
      ({ kind }: Data) => kind === 'propose_nurture',
    );
  expect(await proposing()).toEqual([]);
  const { opened } = await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'reject', reason: 'no' });
  expect(opened).toMatchObject([
    { kind: 'propose_nurture', role: 'sales.ops', account: 'acme.com', tool: 'propose_recipients' },
  ]);
  expect(await proposing()).toHaveLength(1);
});

test('Q4 the sweep of the cro says what a list is, until it binds what is over', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  const row = async (role: Role) =>
    (await ok(house, role, 'session_sweep')).tasks.find(({ subject }: Data) => subject === list.id);
  expect(await row('cro')).toMatchObject({
    kind: 'review_recipients',
    about: 'nurture for 2 contacts of 1 account',
    tool: 'review_recipients',
    call: { list: list.id },
  });
  const { flag } = await ok(house, 'cmo', 'flag_content', {
    template: 'nurture_2',
    kind: 'brand_voice',
    why: 'it sounds like a vendor',
  });
  await ok(house, 'cmo', 'resolve_flag', { flag: flag.id, resolution: 'it goes', decision: 'reject' });
  expect(await row('cro')).toBeUndefined();
});

test('5.4a Q4 a dry run tells the cro in both halves who is on the list, and decides nothing', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  const { text, data } = await answer(house, 'cro', 'review_recipients', {
    ...{ list: list.id, decision: 'approve', dry_run: true },
  });
  expect(data.recipients.map(({ name, account }: Data) => [name, account])).toEqual([
    ['Ana Ruiz', 'acme.com'],
    ['Bea Lind', 'acme.com'],
  ]);
  expect(text).toContain('Ana Ruiz');
  expect((await ok(house, 'cro', 'review_recipients', { list: list.id, decision: 'approve' })).outcome).toBe(
    'approved',
  );
});
