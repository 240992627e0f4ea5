import { expect, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { answer, type Data, ok } from '../../support/calls.ts';
import { direct, openMailHouse, permitted, seedAsked } from '../../support/mailbox.ts';
import { contactId, permittedMail, seedStarted, seedTouch } from '../../support/sequences.ts';
import type { House } from '../../support/server.ts';

const watched = async (house: House, role: Role, kind: string): Promise<readonly Data[]> =>
  (await ok(house, role, 'session_sweep')).watch.filter((line: Data) => line.kind === kind);

const told = (house: House, args: Data) => ok(house, 'sales.ops', 'record_delivery', { at: house.clock.now, ...args });

test('M3 the touches that are due stand under what is left of the day’s cap', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  expect((await watched(house, 'sales.ops', 'cap_left')).map(({ summary }) => summary)).toEqual([
    "2 touches are due; left of today's cap: 25, 20 of them for sequences",
  ]);
  await permittedMail(house);
  expect((await watched(house, 'sales.ops', 'cap_left')).map(({ summary }) => summary)).toEqual([
    "1 touch is due; left of today's cap: 24, 19 of them for sequences",
  ]);
});

test('M4 M7 while the mailbox lets nothing out, the touches that are due say so, by which rule, and who lets them on', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const waiting = async () => {
    const [cap] = await watched(house, 'sales.ops', 'cap_left');
    const [touch] = await watched(house, 'sales.ops', 'touch_due');
    expect(touch?.tool).toBeUndefined();
    return [cap?.summary, touch?.summary];
  };
  await ok(house, 'sales.ops', 'hold_sequence', { mailbox: true, action: 'pause', reason: 'too many bounces' });
  const resumed = 'sales.ops resumes them with hold_sequence of the mailbox';
  const paused = 'the sequences of the mailbox are paused: too many bounces (§5.5, M4)';
  expect(await waiting()).toEqual([
    `2 touches are due, and none goes out: ${paused}; ${resumed}`,
    `Ana Ruiz at Acme Corp: touch 1 of nurture is due since 2026-04-21; it waits (§5.5, M4): ${resumed}`,
  ]);
  await ok(house, 'sales.ops', 'hold_sequence', { mailbox: true, action: 'resume', reason: 'the list is mended' });
  const [touch] = await watched(house, 'sales.ops', 'touch_due');
  expect(touch).toMatchObject({
    summary: 'Ana Ruiz at Acme Corp: touch 1 of nurture is due since 2026-04-21; render it, then authorize_send',
    tool: 'render_sequence_email',
  });
});

test('M4b a mail that nobody knows of is told with what to search the sent folder for, in the sweep and in explain_account', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const { id } = await permittedMail(house);
  const ana = await contactId(house, 'ana@acme.com');
  const open = await answer(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect(open.data.permits).toEqual([
    { id, contact: ana, state: 'open', sequence: 'nurture', touch: 1, expires_at: '2026-04-21T14:30:00.000Z' },
  ]);
  expect(open.text).toContain(`Permit ${id}: touch 1 of nurture to ${ana}, until Tue 21 Apr 2026, 10:30`);
  await told(house, { permit: id, event: 'unknown' });
  const search =
    'search the sent folder since 2026-04-21T14:00:00.000Z for "Acme Corp and the partner revenue nobody owns" to ana@acme.com';
  expect(await watched(house, 'sales.ops', 'send_unknown')).toEqual([
    {
      kind: 'send_unknown',
      clause: '5.5',
      summary: `Ana Ruiz at Acme Corp: nobody knows whether touch 1 of nurture (${id}) went out; ${search}`,
      account: 'acme.com',
      contact: ana,
      tool: 'record_delivery',
      call: { permit: id },
    },
  ]);
  expect(await watched(house, 'cro', 'send_unknown')).toEqual([]);
  const { data, text } = await answer(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect(data.permits).toEqual([
    {
      id,
      contact: ana,
      state: 'unknown',
      sequence: 'nurture',
      touch: 1,
      look_for: {
        since: '2026-04-21T14:00:00.000Z',
        to: 'ana@acme.com',
        subject: 'Acme Corp and the partner revenue nobody owns',
      },
    },
  ]);
  expect(data.enrolments[0]).toMatchObject({ contact: ana, state: 'waiting' });
  expect(text).toContain('nobody knows whether it went out; search the sent folder since Tue 21 Apr 2026, 10:00 for');
  await told(house, { permit: id, event: 'sent', message_id: '<m1@ours.example>' });
  expect(await watched(house, 'sales.ops', 'send_unknown')).toEqual([]);
  const after = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect(after).not.toHaveProperty('permits');
});

test('M4b direct mail of the cro that nobody knows of is told to the cro too', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const { permit: granted } = await permitted(house);
  await told(house, { permit: granted.id, event: 'unknown' });
  for (const role of ['cro', 'sales.ops'] as const)
    expect((await watched(house, role, 'send_unknown')).map(({ summary }) => summary)).toEqual([
      `Ana Ruiz at acme.com: nobody knows whether direct mail (${granted.id}) went out; search the sent folder since 2026-04-21T14:00:00.000Z for "Your question" to ana@acme.com`,
    ]);
});

test('Y3 sales.ops sees who replied and waits for the answer of the cro', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const reply = {
    contact: 'ana@acme.com',
    type: 2,
    received_at: house.clock.now,
    text: 'Sounds interesting, tell me more.',
  };
  const { opened } = await ok(house, 'sales.ops', 'record_response', reply);
  const task = opened.find((each: Data) => each.kind === 'answer_warm');
  const ana = await contactId(house, 'ana@acme.com');
  const { tasks } = await ok(house, 'cro', 'session_sweep');
  expect(tasks.find(({ kind }: Data) => kind === 'answer_warm').about).toBe(
    'Ana Ruiz wrote: "Sounds interesting, tell me more."',
  );
  expect(tasks.find(({ kind }: Data) => kind === 'follow_up_warm').about).toBe('Ana Ruiz');
  expect(await watched(house, 'sales.ops', 'reply_waits')).toEqual([
    {
      kind: 'reply_waits',
      clause: '5.6',
      summary: `Ana Ruiz at Acme Corp replied; cro owes the answer by 2026-04-22T14:00:00.000Z (${task.id}), their sequences wait`,
      account: 'acme.com',
      contact: ana,
    },
  ]);
  await ok(house, 'cro', 'complete_task', { task: task.id, note: 'called her' });
  expect(await watched(house, 'sales.ops', 'reply_waits')).toEqual([]);
});

test('Y2 explain_account names whom nothing is permitted to, and what ends that', async () => {
  const house = await openMailHouse();
  await seedAsked(house);
  const reply = {
    contact: direct.contact,
    type: 2,
    received_at: house.clock.now,
    text: 'Please remove me from your list.',
  };
  await expect(ok(house, 'sales.ops', 'record_response', reply)).rejects.toThrow('RULE_REFUSED');
  const ana = await contactId(house, direct.contact);
  const { data, text } = await answer(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(data.withheld).toEqual([
    {
      contact: ana,
      since: '2026-04-21T14:00:00.000Z',
      because: 'a reply of theirs asks to stop and was not recorded as that',
      ends_with: 'record_response with type 8 or 7, or the cro with details.overrules',
    },
  ]);
  expect(text).toContain(`Withheld ${ana} since Tue 21 Apr 2026, 10:00: a reply of theirs asks to stop`);
});

test('S-3 chief.staff sees approval steps of copy and lists that are late', async () => {
  const house = await openMailHouse();
  await seedTouch(house, 'nurture', 1, 'review');
  house.clock.now = '2026-04-22T15:00:00.000Z';
  const { alerts } = await ok(house, 'chief.staff', 'session_sweep');
  expect(alerts.filter(({ kind }: Data) => kind === 'late').map(({ summary }: Data) => summary)).toEqual([
    'cmo is late: approve or reject the copy that was submitted, nurture_1_v1, due 2026-04-22T14:00:00.000Z',
  ]);
  house.clock.now = '2026-04-23T15:00:00.000Z';
  const { tasks } = await ok(house, 'chief.staff', 'session_sweep');
  expect(tasks.find(({ kind }: Data) => kind === 'escalated_step')?.about).toBe(
    'cmo owes: approve or reject the copy that was submitted, nurture_1_v1; it was due 2026-04-22T14:00:00.000Z',
  );
});
