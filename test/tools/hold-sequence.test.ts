import { expect, test } from 'vitest';
import { type Args, comment, type Data, describeWriting, no, ok, refusal, threeHigh } from '../support/calls.ts';
import { contactId, seedStarted } from '../support/sequences.ts';
import { type House, openHouse } from '../support/server.ts';

describeWriting({
  tool: 'hold_sequence',
  by: 'sales.ops',
  clause: '5.5',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'paused',
  prepare: async (house) => {
    await seedStarted(house);
    return { contact: 'ana@acme.com', action: 'pause', reason: 'they are at a fair' };
  },
  other: { action: 'end' },
});

const hold = (house: House, args: Args) => ok(house, 'sales.ops', 'hold_sequence', { reason: 'a reason', ...args });
const refused = (house: House, args: Args) =>
  refusal(house, 'sales.ops', 'hold_sequence', { reason: 'a reason', ...args });

async function enrolments(house: House): Promise<readonly Data[]> {
  return (await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' })).enrolments;
}

test('C4 a paused enrolment goes on at its touch when its day begins, or when it is resumed', async () => {
  const house = await openHouse();
  await seedStarted(house);
  const ana = await contactId(house, 'ana@acme.com');
  expect(await hold(house, { contact: ana, action: 'pause', until: '2026-04-24' })).toMatchObject({
    outcome: 'paused',
    contacts: [ana],
    until: '2026-04-24',
    recipients: [{ contact: ana, name: 'Ana Ruiz', account: 'acme.com' }],
    summary: `Ana Ruiz of Acme Corp (${ana}): nurture, touch 1 is paused until 2026-04-24.`,
  });
  const [held] = await enrolments(house);
  expect(held).toEqual({
    contact: ana,
    sequence: 'nurture',
    touch: 1,
    due_on: '2026-04-21',
    state: 'paused',
    because: 'a reason',
    until: '2026-04-24',
  });
  house.clock.now = '2026-04-24T04:00:00.000Z';
  const { applied } = await ok(house, 'chief.staff', 'session_sweep');
  expect(applied).toContainEqual({
    kind: 'enrolment_resumed',
    account: 'acme.com',
    due_at: '2026-04-24T04:00:00.000Z',
    noticed_at: '2026-04-24T04:00:00.000Z',
  });
  expect((await enrolments(house))[0]).toMatchObject({ contact: ana, touch: 1, state: 'active' });
  await hold(house, { contact: ana, action: 'pause' });
  expect(await hold(house, { contact: ana, action: 'resume' })).toMatchObject({ outcome: 'resumed' });
  expect(await refused(house, { contact: ana, action: 'resume' })).toBe(
    `RULE_REFUSED (§5.2, C4): Ana Ruiz of Acme Corp (${ana}) is not paused. Next: nothing is to be resumed.`,
  );
  expect(await hold(house, { contact: ana, action: 'end' })).toMatchObject({ outcome: 'ended' });
  expect(await refused(house, { contact: ana, action: 'pause' })).toBe(
    `RULE_REFUSED (§5.2, C4): Ana Ruiz of Acme Corp (${ana}) is on the way through no sequence. Next: propose_recipients names people for one.`,
  );
});

test('C4 what stands on a template is paused and resumed together', async () => {
  const house = await openHouse();
  await seedStarted(house);
  const ana = await contactId(house, 'ana@acme.com');
  expect(await hold(house, { template: 'nurture_3', action: 'pause' })).toMatchObject({
    summary: 'What stands on nurture_3_v1 is paused: 2 contacts.',
    recipients: [{ name: 'Ana Ruiz' }, { name: 'Bea Lind' }],
  });
  expect((await enrolments(house)).map(({ state }) => state)).toEqual(['paused', 'paused']);
  expect(await refused(house, { contact: ana, action: 'resume' })).toBe(
    `RULE_REFUSED (§5.2, C4): Ana Ruiz of Acme Corp (${ana}) is held by something else: a reason. Next: resume its template with hold_sequence.`,
  );
  await hold(house, { template: 'nurture_3_v1', action: 'resume' });
  expect((await enrolments(house)).map(({ state }) => state)).toEqual(['active', 'active']);
});

test('I1 a flag on a version holds what stands on it, and ends it where the version retires by the flag', async () => {
  const house = await openHouse();
  await seedStarted(house);
  const ana = await contactId(house, 'ana@acme.com');
  const flag = { template: 'nurture_2', kind: 'brand_voice', why: 'too loud' };
  const { summary } = await ok(house, 'cmo', 'flag_content', flag);
  expect(summary).toContain(`The nurture of Ana Ruiz (${ana}) is paused: nurture_2_v1 is flagged (flg_copy_1).`);
  expect(await refused(house, { contact: ana, action: 'resume' })).toBe(
    `RULE_REFUSED (§5.2, C4): Ana Ruiz of Acme Corp (${ana}) is held by something else: nurture_2_v1 is flagged (flg_copy_1). Next: the flag is decided first: resolve_flag of category.positioning and cmo.`,
  );
  await ok(house, 'category.positioning', 'resolve_flag', { flag: 'flg_copy_1', resolution: 'it is fine' });
  await ok(house, 'cmo', 'resolve_flag', { flag: 'flg_copy_1', resolution: 'it is', decision: 'approve' });
  expect((await enrolments(house)).map(({ state }) => state)).toEqual(['active', 'active']);
  await ok(house, 'cmo', 'flag_content', flag);
  house.clock.now = '2026-04-23T14:00:00.000Z';
  await ok(house, 'chief.staff', 'session_sweep');
  expect((await enrolments(house)).map(({ state, because }) => [state, because])).toEqual([
    ['ended', 'nobody resolved the flag on nurture_2_v1'],
    ['ended', 'nobody resolved the flag on nurture_2_v1'],
  ]);
});

test('M4 the mailbox is paused and resumed; what is given must be one thing, and fit', async () => {
  const house = await openHouse();
  await seedStarted(house);
  expect(await hold(house, { mailbox: true, action: 'pause' })).toMatchObject({ outcome: 'paused' });
  expect(await refused(house, { mailbox: true, action: 'pause' })).toBe(
    'CONFLICT (§5.5, M4): the mailbox is paused since Tue 21 Apr 2026, 10:00. Next: resume it with hold_sequence.',
  );
  const because = 'the sequences of the mailbox are paused: a reason';
  expect((await enrolments(house))[0]).toMatchObject({ state: 'paused', because, due_on: '2026-04-21' });
  expect(await hold(house, { mailbox: 'true', action: 'resume' })).toMatchObject({ outcome: 'resumed' });
  expect((await enrolments(house))[0]).toMatchObject({ state: 'active' });
  expect(await refused(house, { action: 'pause' })).toBe(
    'INVALID_INPUT: `contact` is missing. Next: give one of `contact`, `template` and `mailbox`: what is held.',
  );
  expect(await refused(house, { contact: 'ana@acme.com', mailbox: true, action: 'pause' })).toBe(
    'INVALID_INPUT: `contact`: 2 of `contact`, `template` and `mailbox` are given, and one is wanted. Next: correct `contact` and call again; nothing was recorded.',
  );
  expect(await refused(house, { contact: 'ana@acme.com', action: 'pause', until: '2026-04-21' })).toBe(
    'INVALID_INPUT: `until` is `2026-04-21`. Next: give a day after today, 2026-04-21.',
  );
  const { error } = await no(house, 'sales.ops', 'hold_sequence', { mailbox: true, action: 'end', reason: 'x' });
  expect(error.code).toBe('INVALID_INPUT');
});

const question = comment({
  observed_at: '2026-04-21T09:00:00-04:00',
  signal: { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' },
});

test('C4 any review pauses nurture and its end resumes it; SQL ends it; each is told', async () => {
  const house = await openHouse();
  await seedStarted(house);
  const ana = await contactId(house, 'ana@acme.com');
  await ok(house, 'mining.mind', 'file_signal_note', question);
  const fast = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(fast.summary).toContain(
    `The nurture of Ana Ruiz (${ana}) is paused: the account is under review (DOSSIER_DUE).`,
  );
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  const dispute = { account: 'acme.com', decision: 'dispute', reason_code: 'timing', reason: 'not this quarter' };
  const { summary } = await ok(house, 'cro', 'cro_decide', dispute);
  expect(summary).toContain(`The nurture of Ana Ruiz (${ana}) goes on: no review holds it.`);
  expect((await enrolments(house))[0]).toMatchObject({ touch: 1, state: 'active' });
});

test('C4 who is suppressed or moves is enrolled no more; of joined people one enrolment goes on', async () => {
  const house = await openHouse();
  await seedStarted(house);
  const [ana, bea, cid] = await Promise.all(
    ['ana@acme.com', 'bea@acme.com', 'cid@acme.com'].map((email) => contactId(house, email)),
  );
  const join = (contact: string | undefined, same_as: string | undefined) =>
    ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts: [{ contact, same_as }] });
  expect((await join(cid, bea)).summary).toContain(`The nurture of Cid Mora (${cid}) goes on with them.`);
  expect((await join(cid, ana)).summary).toContain(
    'ends: they were joined with who is on the way through a sequence already.',
  );
  const { summary } = await ok(house, 'sales.ops', 'suppress_contact', { contact: cid, reason: 'opt_out' });
  expect(summary).toContain(`The nurture of Cid Mora (${cid}) ends: the person is suppressed.`);
  expect((await enrolments(house)).map(({ state }) => state)).toEqual(['ended', 'ended']);
});
