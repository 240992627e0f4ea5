import { describe, expect, test } from 'vitest';
import { idleDays } from '../../src/rules/criteria/idleness.ts';
import { recordResponse } from '../../src/rules/replies/record-response.ts';
import { acme, file, signal } from '../support/builders.ts';
import { type Args, comment, type Data, describeWriting, no, ok, refusal } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { contactId, reply, seedStarted } from '../support/sequences.ts';
import { type House, openHouse } from '../support/server.ts';
import { TestWorld } from '../support/world.ts';

describeWriting({
  tool: 'record_response',
  by: 'sales.ops',
  clause: '5.6',
  who: 'sales.ops or cro',
  callers: ['sales.ops', 'cro'],
  outcome: 'recorded',
  prepare: async (house) => {
    await seedStarted(house);
    return reply();
  },
  other: { text: 'Another reply.' },
});

const answer = (house: House, more: Args = {}, role: 'sales.ops' | 'cro' = 'sales.ops') =>
  ok(house, role, 'record_response', reply(more));

const known = acme();
file(known, signal.comment(1), { contact: { email: 'ana@acme.com' } });
const acmeSaved = known.save();

async function enrolments(house: House): Promise<readonly Data[]> {
  const found = (await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' })).enrolments;
  return found.map(({ state, because, until }: Data) => [state, because, ...(until ? [until] : [])]);
}

async function house(): Promise<House> {
  const opened = await openHouse();
  await seedStarted(opened);
  return opened;
}

const due = ({ opened }: Data) => opened.map(({ kind, role, due_at }: Data) => [kind, role, due_at]);

describe('the ten types', () => {
  test('5.6.1 hot: all sequences of the account end, the CRO has four hours, and below SQL it is an E4', async () => {
    const at = await house();
    const [ana, bea] = [await contactId(at, 'ana@acme.com'), await contactId(at, 'bea@acme.com')];
    const data = await answer(at, { type: 1, text: "Let's talk this week." });
    expect(data.ended).toEqual([
      { contact: ana, because: 'a reply of type 1 came' },
      { contact: bea, because: 'a reply of type 1 came' },
    ]);
    expect(data.paused).toEqual([]);
    expect(due(data)).toContainEqual(['answer_hot', 'cro', '2026-04-21T18:00:00.000Z']);
    expect(due(data)).toContainEqual(['answer_briefing_request', 'cro', '2026-04-21T21:00:00.000Z']);
    const { signals } = await ok(at, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
    expect(signals).toContainEqual(expect.objectContaining({ type: 'E4', qualifies: true, filed_by: 'sales.ops' }));
    expect((await ok(at, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('auto_sql');
  });

  test('5.6.2 warm: person and colleagues wait until the CRO answered; a follow-up is due in five days', async () => {
    const at = await house();
    const data = await answer(at);
    expect(data.paused).toHaveLength(2);
    expect(data.ended).toEqual([]);
    expect(due(data)).toEqual([
      ['answer_warm', 'cro', '2026-04-22T14:00:00.000Z'],
      ['follow_up_warm', 'cro', '2026-04-26T14:00:00.000Z'],
    ]);
    const because = 'a reply of type 2 waits for its answer';
    expect(await enrolments(at)).toEqual([
      ['paused', because],
      ['paused', because],
    ]);
    const [task] = data.opened;
    await ok(at, 'cro', 'complete_task', { task: task.id, note: 'sent the one-pager' });
    expect(await enrolments(at)).toEqual([
      ['active', undefined],
      ['active', undefined],
    ]);
  });

  test('5.6.3 later: the enrolment ends, and the CRO takes it up 42 days before the time that they named', async () => {
    const at = await house();
    const data = await answer(at, { type: 3, text: 'Maybe in Q3.', details: { timeline: '2026-Q3' } });
    expect(data.ended).toHaveLength(1);
    expect(data.paused).toHaveLength(1);
    expect(due(data)).toEqual([
      ['answer_later', 'cro', '2026-04-23T14:00:00.000Z'],
      ['timeline_trigger', 'cro', '2026-05-20T21:00:00.000Z'],
      ['send_value_piece', 'cro', '2026-04-28T14:00:00.000Z'],
    ]);
  });

  test('5.6.3 a time that comes sooner than 42 days is taken up on the next business day', async () => {
    const at = await house();
    const data = await answer(at, { type: 3, text: 'In May.', details: { timeline: '2026-05-10' } });
    expect(due(data)[1]).toEqual(['timeline_trigger', 'cro', '2026-04-22T21:00:00.000Z']);
  });

  test('5.6.4 referral: who was named becomes a contact with an introduction that waits for its answer', async () => {
    const at = await house();
    const details = { referred: { name: 'Bob Ode', email: 'bob@acme.com' } };
    const data = await answer(at, { type: 4, text: 'Talk to Bob, he handles this.', details });
    expect(due(data)).toContainEqual(['answer_referral', 'cro', '2026-04-22T14:00:00.000Z']);
    expect(data.ended).toHaveLength(1);
    const { contacts, signals } = await ok(at, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
    const bob = contacts.find(({ email }: Data) => email === 'bob@acme.com');
    expect(signals).toContainEqual(expect.objectContaining({ type: 'E7', qualifies: false }));
    expect(bob).toMatchObject({ name: 'Bob Ode', suppressed: false });
  });

  test('3.1 A1 whom a suppressed person names brings back an account that was withdrawn', async () => {
    const at = await openHouse();
    const noted = await ok(at, 'mining.mind', 'file_signal_note', comment({ account: 'late.com' }));
    await ok(at, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'other' });
    await ok(at, 'mining.mind', 'retract_signal', { signal: noted.signal.id, reason: 'another company' });
    const stage = async () => (await ok(at, 'cro', 'explain_account', { account: 'late.com' })).account;
    expect(await stage()).toMatchObject({ stage: 'ARCHIVED' });
    const details = { referred: { name: 'Bob Ode', email: 'bob@late.com' } };
    const data = await answer(at, { type: 4, text: 'Ask Bob.', details });
    expect(data.outcome).toBe('recorded');
    expect(await stage()).toMatchObject({ stage: 'PROSPECT' });
  });

  test('5.6.4 A2 who names themselves refers to nobody, on file or not', async () => {
    const at = await house();
    for (const email of ['ana@acme.com', 'new@acme.com']) {
      const details = { referred: { name: 'Kim Oda', email: email.toUpperCase() } };
      const given = reply({ contact: email, type: 4, text: 'Talk to my colleague.', details });
      const refused = await no(at, 'sales.ops', 'record_response', given);
      expect(refused.error).toMatchObject({ code: 'INVALID_INPUT' });
      expect(refused.text).toContain('it names who wrote');
    }
  });

  test('5.6.5 wrong person: sales.ops has two business days, and may write to them directly', async () => {
    const at = await openMailHouse();
    await seedStarted(at);
    const data = await answer(at, { type: 5, text: 'Not my area.' });
    expect(due(data)).toEqual([['answer_wrong_person', 'sales.ops', '2026-04-23T14:00:00.000Z']]);
    const direct = { contact: 'ana@acme.com', subject: 'Thank you', text: 'Thank you for telling me.' };
    const { permit } = await ok(at, 'sales.ops', 'authorize_send', { direct });
    const sent = { permit: permit.id, event: 'sent', message_id: '<m1@twin-axis.com>', at: '2026-04-21T14:00:00Z' };
    expect((await ok(at, 'sales.ops', 'record_delivery', sent)).closed).toMatchObject([
      { kind: 'answer_wrong_person' },
    ]);
  });

  test('5.6.6 objection: the enrolment ends, and what was objected is kept', async () => {
    const at = await house();
    const data = await answer(at, { type: 6, text: 'We have this covered.', details: { objection: 'in house' } });
    expect(due(data)).toEqual([['answer_objection', 'cro', '2026-04-23T14:00:00.000Z']]);
    expect(data.ended).toHaveLength(1);
  });

  test('5.6.7 5.6.8 hostile and opt-out suppress the person at once', async () => {
    for (const [type, text] of [
      [7, 'Get lost, you clowns.'],
      [8, 'Please stop emailing me.'],
    ] as const) {
      const at = await house();
      const data = await answer(at, { type, text });
      expect(data.ended).toMatchObject([{ because: `a reply of type ${type} came` }]);
      expect(data.paused).toHaveLength(type === 7 ? 1 : 0);
      const { contacts } = await ok(at, 'sales.ops', 'explain_account', { account: 'acme.com' });
      expect(contacts.find(({ email }: Data) => email === 'ana@acme.com')).toMatchObject({ suppressed: true });
    }
  });

  test('5.6.9 out of office: until two days after the return, on a business day', async () => {
    const at = await house();
    const text = 'I am out of office until April 30, 2026. I will be back on May 1, 2026.';
    const data = await answer(at, { type: 9, text });
    expect(data).toMatchObject({ resumes_on: '2026-05-04', suggested: { type: 9, kind: 'auto_reply' } });
    expect(data.opened).toEqual([]);
    expect((await enrolments(at))[0]).toEqual(['paused', 'they are away until 2026-05-01', '2026-05-04']);
    at.clock.now = '2026-05-04T14:00:00.000Z';
    await ok(at, 'chief.staff', 'session_sweep');
    expect((await enrolments(at))[0]).toEqual(['active', undefined]);
  });

  test('5.6.9 without a date sales.ops looks after five business days; a date that can be exchanged is asked back', async () => {
    const at = await house();
    const data = await answer(at, { type: 9, text: 'I am out of office.' });
    expect(due(data)).toEqual([['look_at_away', 'sales.ops', '2026-04-28T14:00:00.000Z']]);
    expect(data.paused).toHaveLength(1);
    const text = 'I am out of office and back on 05/04/2026.';
    const asked = await no(at, 'sales.ops', 'record_response', reply({ type: 9, text }));
    expect(asked.error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(asked.text).toContain('details.return_date');
    const told = await answer(at, { type: 9, text, details: { return_date: '2026-05-04' } });
    expect(told.resumes_on).toBe('2026-05-06');
  });

  test('5.6.10 silence is time to tell', async () => {
    const at = await house();
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ type: 10 }))).toMatch(
      /^RULE_REFUSED \(§5\.6, Y1\)/,
    );
  });
});

describe('the safety net', () => {
  const stop = { type: 6, text: 'We are covered. Please take me off your list.' };

  test('Y2 words that ask to stop are recorded as nothing else, and the refusal itself withholds', async () => {
    const at = await house();
    expect(await refusal(at, 'sales.ops', 'record_response', reply(stop))).toMatch(
      /^RULE_REFUSED \(§5\.6, Y2\): the reply asks to stop \(".*"\), and type 6 is another; until it is settled nothing is permitted to them\. Next: record it as type 8, or 7 where it is hostile; the cro alone overrules, with `details\.overrules`\.$/,
    );
    for (const role of ['sales.ops', 'cro'] as const) {
      const { alerts } = await ok(at, role, 'session_sweep');
      expect(alerts.filter(({ kind }: Data) => kind === 'withheld')).toHaveLength(1);
    }
    await answer(at, { ...stop, type: 8 });
    const { alerts } = await ok(at, 'sales.ops', 'session_sweep');
    expect(alerts.filter(({ kind }: Data) => kind === 'withheld')).toEqual([]);
  });

  test('Y2 it withholds before the type is asked for what else it needs', async () => {
    const at = await house();
    const refused = await no(at, 'sales.ops', 'record_response', reply({ ...stop, type: 3 }));
    expect(refused.error.code).toBe('RULE_REFUSED');
  });

  test('Y2 of somebody suppressed the refusal leaves its own record alone', async () => {
    const at = await house();
    await ok(at, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'other' });
    const before = await at.ledger.read((reader) => reader.head());
    await no(at, 'sales.ops', 'record_response', reply(stop));
    expect(await at.ledger.read((reader) => reader.changedSince(before))).toEqual(['refusals']);
  });

  test('Y1 a trial names no reply, for none is on file', async () => {
    const at = await house();
    const data = await ok(at, 'sales.ops', 'record_response', { ...reply({}), dry_run: true });
    expect([data.dry_run, data.reply]).toEqual([true, { type: 2 }]);
  });

  test('Y2 the CRO alone overrules, quoting the words and why they do not ask to stop', async () => {
    const at = await house();
    const overrules = { words: 'take me off your list', why: 'they speak of the webinar list, not of these mails' };
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ ...stop, details: { overrules } }))).toMatch(
      /^NOT_PERMITTED \(§5\.6, Y2\)/,
    );
    await no(at, 'cro', 'record_response', reply(stop));
    const wrong = { ...stop, details: { overrules: { ...overrules, words: 'take me off the roster' } } };
    expect((await no(at, 'cro', 'record_response', reply(wrong))).error.code).toBe('INVALID_INPUT');
    const data = await answer(at, { ...stop, details: { overrules } }, 'cro');
    expect(data.outcome).toBe('recorded');
    const { alerts } = await ok(at, 'cro', 'session_sweep');
    expect(alerts.filter(({ kind }: Data) => kind === 'withheld')).toEqual([]);
  });

  test('Y2 what a mail server sent back is no reply', async () => {
    const at = await house();
    const text = 'Delivery Status Notification (Failure): 550 5.1.1 no such user here';
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ text }))).toMatch(
      /^RULE_REFUSED \(§5\.5, Y2\): no person wrote it: .*Next: report it with record_delivery, event bounce_hard\.$/,
    );
  });

  test('Y2 a raw message is read: quoted text is not theirs', async () => {
    const at = await house();
    const text = [
      'From: Ana Ruiz <ana@acme.com>',
      'To: rick@twin-axis.com',
      'Subject: Re: partners',
      'Content-Type: text/plain',
      '',
      'Interesting, send me more.',
      '',
      'On Mon, 20 Apr 2026, Rick wrote:',
      '> Not for you? Reply "stop" and I stop emailing you.',
    ].join('\r\n');
    expect((await answer(at, { text })).suggested).toEqual({ type: null, kind: null, words: null });
  });

  test('Y2 an automatic reply is no engagement, whatever its type is said to be; a person away is', async () => {
    const at = await house();
    const text = [
      'From: Ana Ruiz <ana@acme.com>',
      'To: rick@twin-axis.com',
      'Subject: Re: partners',
      'Auto-Submitted: auto-replied',
      'Content-Type: text/plain',
      '',
      'Thank you for your interest. I am out of the office until 4 May 2026.',
    ].join('\r\n');
    for (const type of [1, 2])
      expect(await refusal(at, 'sales.ops', 'record_response', reply({ text, type }))).toMatch(
        /^RULE_REFUSED \(§5\.6, Y2\): a program wrote it.*"auto-submitted: auto-replied".*Next: record it as type 9/,
      );
    expect(await answer(at, { text, type: 9 })).toMatchObject({ outcome: 'recorded', reply: { type: 9 } });
  });

  test('5.6.2 the same reply twice is one', async () => {
    const at = await house();
    const first = await answer(at);
    const again = await answer(at);
    expect(again).toMatchObject({ outcome: 'duplicate', reply: first.reply, opened: [] });
  });

  test('L12 a reply of types 1 to 4 reopens what silence archived, another does not', async () => {
    for (const [type, stage] of [
      [2, 'PROSPECT'],
      [6, 'ARCHIVED'],
    ] as const) {
      const world = new TestWorld('2026-04-21T14:00:00.000Z');
      world.restore(acmeSaved);
      const state = world.account('acme.com');
      world.place({ ...state, stage: 'ARCHIVED', review: 'NONE', entered_by: 'archive_silent' });
      const text = 'Interesting.';
      const args = { contact: 'ana@acme.com', type, received_at: '2026-04-21T13:00:00.000Z', text, mail: { text } };
      expect(world.run('cro', recordResponse, args).outcome).toBe('recorded');
      expect(world.account('acme.com').stage).toBe(stage);
    }
  });

  test('A10 a reply is engagement: the days of idleness begin anew; an absence is none', () => {
    for (const [type, text, days] of [
      [2, 'Interesting.', 0],
      [9, 'I am out of office.', 1],
    ] as const) {
      const world = new TestWorld('2026-04-22T14:00:00.000Z');
      world.restore(acmeSaved);
      const args = { contact: 'ana@acme.com', type, received_at: '2026-04-22T13:00:00.000Z', text, mail: { text } };
      world.run('cro', recordResponse, args);
      const standing = { state: world.account('acme.com'), suppressed: new Set<string>() };
      expect(idleDays(standing, world.context('cro'))).toBe(days);
    }
  });
});

describe('whose reply, and how much of it', () => {
  const stored = async (at: House, data: Data) =>
    at.ledger.read((reader) => reader.mail.wordsOf(data.reply.id).text ?? '');

  test('Y2 a long reply is recorded by its own words, without what it quotes', async () => {
    const at = await house();
    const quotedMail = Array.from({ length: 400 }, (_, n) => `> line ${n} of the mail that they answer`).join('\n');
    const text = `Interesting, send me more.\n\nOn Mon, Apr 20, 2026 at 9:00 AM Rick <rick@ours.example> wrote:\n${quotedMail}`;
    const data = await answer(at, { text });
    expect(data.outcome).toBe('recorded');
    expect(data.summary).toContain(`Of its ${text.length} characters the author's own words are kept.`);
    expect(await stored(at, data)).toBe('Interesting, send me more.');
    expect((await answer(at, { text })).outcome).toBe('duplicate');
  });

  test('Y2 own words beyond the limit are cut, and marked as cut', async () => {
    const at = await house();
    const text = 'We have looked at this for a long time. '.repeat(350).trim();
    const data = await answer(at, { text });
    const kept = await stored(at, data);
    expect(kept.length).toBeLessThanOrEqual(10_000);
    expect(kept).toMatch(/\n\[cut: 99\d\d of 13999 characters\]$/);
  });

  test('Y2 of a whole message the words are kept, and its size does not matter', async () => {
    const at = await house();
    const text = [
      'From: Ana Ruiz <ana@acme.com>',
      'To: rick@ours.example',
      'Subject: Re: Acme Corp',
      `X-Padding: ${'x'.repeat(12_000)}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Interesting, send me more.',
      '',
      '> What you wrote.',
    ].join('\r\n');
    const data = await answer(at, { text });
    expect(data.outcome).toBe('recorded');
    expect(await stored(at, data)).toBe('Interesting, send me more.');
  });

  test('Y2 words that ask to stop are found below a long quotation', async () => {
    const at = await house();
    const quotedMail = Array.from({ length: 900 }, (_, n) => `> line ${n} of the mail that they answer`).join('\n');
    const text = `${quotedMail}\n\nPlease remove me from your list.`;
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ text }))).toContain(
      'RULE_REFUSED (§5.6, Y2): the reply asks to stop ("remove me from your list")',
    );
  });

  test('A2 somebody unknown with an address of a company on file becomes its contact, and the reply is recorded', async () => {
    const at = await house();
    const data = await answer(at, { contact: 'eve@acme.com' });
    expect(data.outcome).toBe('recorded');
    expect(data.opened).toMatchObject([
      { kind: 'answer_warm', account: 'acme.com' },
      { kind: 'follow_up_warm', account: 'acme.com' },
    ]);
    const eve = await contactId(at, 'eve@acme.com');
    expect(data.summary).toContain(`Reply of type 2 of ${eve} at Acme Corp is recorded. Nobody had them on file`);
    expect((await answer(at, { contact: 'eve@acme.com' })).outcome).toBe('duplicate');
  });

  test.each([
    [1, 'E4', '2026-04-21T21:00:00.000Z'],
    [2, 'E3', '2026-04-22T14:00:00.000Z'],
  ])('A2 a reply of type %i from nobody knows where waits with its words as %s', async (type, filed, due_at) => {
    const at = await house();
    const data = await answer(at, { contact: 'eve.holt@gmail.com', type });
    expect(data).toMatchObject({
      outcome: 'waiting',
      waiting: { because: 'gmail.com gives mailboxes to anyone and names no company' },
      opened: [{ kind: 'place_note', role: 'sales.ops', due_at }],
    });
    expect(data).not.toHaveProperty('reply');
    expect(data.summary).toMatch(new RegExp(`^${filed} waits for an account .* record the reply again\\.$`));
    const contacts = [{ name: 'Eve Holt', email: 'eve.holt@gmail.com' }];
    await ok(at, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
    const { signals } = await ok(at, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
    expect(signals.at(-1)).toMatchObject({ type: filed, qualifies: type === 1 });
    expect((await answer(at, { contact: 'eve.holt@gmail.com', type })).outcome).toBe('recorded');
  });

  test('A2 an id that nobody has, and an absence of somebody unknown, are refused', async () => {
    const at = await house();
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ contact: 'con_nobody_1' }))).toContain(
      'NOT_FOUND',
    );
    const away = reply({ contact: 'eve@nowhere.example', type: 9, text: 'I am out of office until 4 May 2026.' });
    expect(await refusal(at, 'sales.ops', 'record_response', away)).toContain('NOT_FOUND');
  });
});
