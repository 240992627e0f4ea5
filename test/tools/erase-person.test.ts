import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  acme,
  ana,
  answer,
  comment,
  type Data,
  describeWriting,
  ok,
  refusal,
  seedNoted,
  untouched,
} from '../support/calls.ts';
import { seedProposed } from '../support/sequences.ts';
import { openHouse, rowsIn } from '../support/server.ts';

describeWriting({
  tool: 'erase_person',
  by: 'legal.exec',
  clause: '3.5',
  who: 'legal.exec',
  callers: ['legal.exec'],
  outcome: 'done',
  prepare: async (house) => {
    await seedNoted(house);
    return { contact: 'ana@acme.com', basis: 'request under article 17' };
  },
  other: { basis: 'another request' },
  would:
    'dry run: nothing was written. The person would be erased from 1 account: name, addresses and words could not be read any more. It would take 1 record, 0 notes, 0 kept answers, 0 copies that killed processes left. The decisions would stay, and so would a suppression.',
});

test('3.5c erase_person makes name, address and words unreadable, and keeps what was decided', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'Zanzibar question' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ signal: question }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  const { data } = await answer(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: 'request' });
  expect(data).toMatchObject({ outcome: 'done', accounts: [data.accounts[0]] });
  const full = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(full.contacts.map((each: Data) => each.name)).toEqual(['erased']);
  expect(full.signals.every((each: Data) => each.words === undefined)).toBe(true);
  expect(full.account.review).toBe('DOSSIER_DUE');
  for (const word of ['Zanzibar', 'Ana Ruiz', 'ana@acme.com'])
    expect(JSON.stringify(rowsIn(house))).not.toContain(word);
  expect(readFileSync(house.path).includes('Zanzibar')).toBe(false);
  const back = await answer(
    house,
    'mining.mind',
    'file_signal_note',
    comment({ observed_at: '2026-04-19T09:30:00-04:00' }),
  );
  expect(back.text).toMatch(/The person is suppressed: it classifies nothing/);
});

test('3.5c erase_person refuses an unknown contact and wants a basis', async () => {
  const house = await openHouse();
  await seedNoted(house);
  expect(await refusal(house, 'legal.exec', 'erase_person', { contact: 'con_aaaaaaaaaa_1', basis: 'x' })).toMatch(
    /^NOT_FOUND \(§3\.5, L13\): /,
  );
  expect(await refusal(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: ' ' })).toBe(
    'INVALID_INPUT: `basis` is ` `. Next: give a text that says it.',
  );
});

test('inv7 a call repeated after erase_person is told that it was done, in both halves and without words', async () => {
  const house = await openHouse();
  const save = { ...acme, contacts: [ana], idempotency_key: 'k-1' };
  const note = comment({ idempotency_key: 'k-2' });
  const saved = await ok(house, 'sales.ops', 'save_account', save);
  const noted = await ok(house, 'mining.mind', 'file_signal_note', note);
  const args = { contact: 'ana@acme.com', basis: 'request 7' };
  const tried = await untouched(house, () => answer(house, 'legal.exec', 'erase_person', { ...args, dry_run: true }));
  const { data, text } = await answer(house, 'legal.exec', 'erase_person', args);
  const erased = { records: 1, notes: 0, kept_answers: 2, copies: 0 };
  expect([tried.data.erased, data.erased]).toEqual([erased, erased]);
  expect(tried.text).toMatch(/^dry run: nothing was written. The person would be erased from 1 account: /);
  expect(text).toMatch(/With them went 1 record, 0 notes, 2 kept answers, 0 copies that killed processes left\./);
  const { id, tier, qualifies } = noted.signal;
  const opened = noted.opened.map((each: Data) => ({ id: each.id, due_at: each.due_at, overdue: false, do: '' }));
  for (const [role, tool, given, left] of [
    ['sales.ops', 'save_account', save, { account: { id: saved.account.id, domain: '', stage: 'PROSPECT' } }],
    ['mining.mind', 'file_signal_note', note, { signal: { id, type: '', tier, qualifies }, opened }],
  ] as const) {
    const again = await untouched(house, () => answer(house, role, tool, given));
    expect(again.text.split('\n')[0]).toBe('done already; its words are erased');
    expect(again.data).toMatchObject({
      outcome: 'done',
      summary: 'done already; its words are erased',
      words_erased: true,
      policy: { version: 'handoff-0.2', status: 'draft' },
    });
    expect(again.data).toMatchObject(left);
  }
  expect(JSON.stringify(rowsIn(house))).not.toMatch(/Ana Ruiz|ana@acme\.com/);
});

test('inv7 K5 answers that tell of several accounts, or of none, lose the words of who is erased', async () => {
  const house = await openHouse();
  const { list } = await seedProposed(house);
  const review = { list: list.id, decision: 'approve', idempotency_key: 'k-1' };
  await ok(house, 'cro', 'review_recipients', review);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'other.com',
    name: 'Other',
    contacts: [{ email: 'zoe@other.com' }],
  });
  const told = (to: string) => ({
    event: 'sent',
    message_id: `<${to.slice(0, 1)}1@ours.example>`,
    to,
    at: '2026-04-21T13:00:00.000Z',
  });
  const deliveries = [told('zoe@other.com'), told('ana@acme.com')];
  await ok(house, 'cro', 'record_delivery', { deliveries, idempotency_key: 'k-2' });
  const { data } = await answer(house, 'legal.exec', 'erase_person', { contact: 'ana@acme.com', basis: 'request 7' });
  expect(data.erased.kept_answers).toBe(2);
  const again = await ok(house, 'cro', 'review_recipients', review);
  expect(again).toMatchObject({
    outcome: 'done',
    summary: 'done already; its words are erased',
    list: { id: list.id, contacts: list.contacts },
  });
  expect(JSON.stringify(rowsIn(house))).not.toMatch(/Ana Ruiz|ana@acme\.com/);
});
