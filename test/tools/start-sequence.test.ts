import { expect, test } from 'vitest';
import { acme, comment, type Data, describeWriting, ok, refusal, seedMql, twoHigh } from '../support/calls.ts';
import { contactId, seedListApproved, seedLive, seedStarted, seedTouch } from '../support/sequences.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'start_sequence',
  by: 'sales.ops',
  clause: '5.4',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'started',
  prepare: async (house) => {
    const { list } = await seedListApproved(house);
    return { list: list.id };
  },
  other: { list: 'lst_copy_2' },
});

test('5.4c C1 each contact is enrolled at touch 1, due on the business day, and once', async () => {
  const house = await openHouse();
  const data = await seedStarted(house);
  const [ana, bea] = [await contactId(house, 'ana@acme.com'), await contactId(house, 'bea@acme.com')];
  expect(data.enrolled).toEqual([
    { contact: ana, name: 'Ana Ruiz', account: 'acme.com', touch: 1, due_on: '2026-04-21' },
    { contact: bea, name: 'Bea Lind', account: 'acme.com', touch: 1, due_on: '2026-04-21' },
  ]);
  expect(data.refused).toEqual([]);
  expect(data.closed).toMatchObject([{ kind: 'start_sequence', subject: 'lst_copy_1' }]);
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: 'lst_copy_1' })).toBe(
    'CONFLICT (§5.4, Q4): lst_copy_1 was started already. Next: explain_account shows who is enrolled.',
  );
  const again = { template: 'nurture_1', contacts: ['ana@acme.com', 'cid@acme.com'] };
  const { list } = await ok(house, 'sales.ops', 'propose_recipients', again);
  expect(list.refused).toEqual([{ contact: 'ana@acme.com', because: 'they are on the way through nurture already' }]);
});

test('C1 the sweep of sales.ops lists the touches that are due, with the call', async () => {
  const house = await openHouse();
  const { enrolled } = await seedStarted(house);
  const due = async () => {
    const { watch } = await ok(house, 'sales.ops', 'session_sweep');
    return watch.filter(({ kind }: { readonly kind: string }) => kind === 'touch_due');
  };
  const [ana] = enrolled;
  expect(await due()).toMatchObject([
    {
      summary: expect.stringMatching(/^Ana Ruiz at Acme Corp: touch 1 of nurture is due since 2026-04-21;/),
      account: 'acme.com',
      contact: ana.contact,
      tool: 'render_sequence_email',
      call: { template: 'nurture_1_v1', contact: ana.contact },
    },
    { summary: expect.stringMatching(/^Bea Lind at Acme Corp: touch 1 of nurture/) },
  ]);
  await ok(house, 'sales.ops', 'hold_sequence', { contact: ana.contact, action: 'pause', reason: 'a fair' });
  expect(await due()).toHaveLength(1);
});

test('C2 a list that is started on a day off is due on the next business day', async () => {
  const house = await openHouse();
  const { list } = await seedListApproved(house);
  house.clock.now = '2026-04-25T14:00:00.000Z';
  const { enrolled } = await ok(house, 'sales.ops', 'start_sequence', { list: list.id });
  expect(enrolled.map(({ due_on }: { readonly due_on: string }) => due_on)).toEqual(['2026-04-27', '2026-04-27']);
});

test('Q4 the last instant of an approval still starts it', async () => {
  const house = await openHouse();
  const { list } = await seedListApproved(house);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  expect(await ok(house, 'sales.ops', 'start_sequence', { list: list.id })).toMatchObject({ outcome: 'started' });
});

test('Q4 it waits for the cro, and for every bound version to be live', async () => {
  const house = await openHouse();
  await seedMql(house);
  await ok(house, 'sales.ops', 'score_dossier', twoHigh);
  await seedLive(house, 'nurture', 4);
  await seedTouch(house, 'nurture', 5, 'approved');
  const args = { template: 'nurture_1', contacts: ['ana@acme.com'] };
  await ok(house, 'sales.ops', 'propose_recipients', args);
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: 'lst_copy_1' })).toBe(
    'RULE_REFUSED (§5.4, Q4): lst_copy_1 is not approved yet. Next: let the cro answer with review_recipients.',
  );
  await ok(house, 'cro', 'review_recipients', { list: 'lst_copy_1', decision: 'approve' });
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: 'lst_copy_1' })).toBe(
    'RULE_REFUSED (§5.4, Q4): lst_copy_1 binds versions that are not live. Next: nurture_5_v1 is approved, sales.ops loads it with load_template.',
  );
  const { watch } = await ok(house, 'sales.ops', 'session_sweep');
  expect(watch.filter(({ kind }: Data) => kind === 'list_waiting')).toMatchObject([
    { summary: expect.stringContaining('nurture_5_v1 is approved, sales.ops loads it with load_template') },
  ]);
  const loaded = await ok(house, 'sales.ops', 'load_template', { template: 'nurture_5' });
  expect(loaded.opened).toMatchObject([{ kind: 'start_sequence', subject: 'lst_copy_1' }]);
  expect(loaded.closed).toMatchObject([{ kind: 'load_template', subject: 'nurture_5_v1' }]);
  await seedTouch(house, 'nurture', 1);
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: 'lst_copy_1' })).toBe(
    'RULE_REFUSED (§5.4, Q4): lst_copy_1 binds versions that are not live: nurture_1_v1 is retired. Next: propose the list anew with propose_recipients: it binds the versions that are live then.',
  );
  const after = await ok(house, 'sales.ops', 'session_sweep');
  expect(after.watch.filter(({ kind }: Data) => kind === 'list_waiting')).toEqual([]);
});

test('T1 nobody is enrolled by business days of a year without listed holidays', async () => {
  const house = await openHouse({ now: '2028-12-28T15:00:00.000Z' });
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'mining.mind', 'file_signal_note', comment({ observed_at: '2028-12-27T15:00:00Z' }));
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const scores = ['S1', 'S2', 'S3', 'S4'].map((signal) => ({ signal, score: 'NOT_PRESENT' }));
  await ok(house, 'sales.ops', 'score_dossier', { account: 'acme.com', scores });
  await seedLive(house, 'nurture');
  const args = { template: 'nurture_1', contacts: ['ana@acme.com'] };
  await ok(house, 'sales.ops', 'propose_recipients', args);
  await ok(house, 'cro', 'review_recipients', { list: 'lst_copy_1', decision: 'approve' });
  house.clock.now = '2028-12-30T15:00:00.000Z';
  expect(await refusal(house, 'sales.ops', 'start_sequence', { list: 'lst_copy_1' })).toBe(
    'NOT_CONFIGURED (§4, T1): the first touch would be counted by weekdays alone: the policy lists no holidays for 2029. Next: add the year to business_time.holidays of the policy.',
  );
});
