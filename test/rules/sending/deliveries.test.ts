import { describe, expect, test } from 'vitest';
import { emptyDay } from '../../../src/rules/aggregates/mailbox.ts';
import { type RecordArgs, recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { redeemPermit } from '../../../src/rules/sending/redeem-permit.ts';
import { stopSending } from '../../../src/rules/sending/stop-sending.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { con, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { ana, asked, bo, direct, mailing, permitted, permittedDirect, sent, tell } from './mailing.ts';

const m1 = '<m1@ours.example>';
const late = '2026-04-21T16:00:00.000Z';
const refused = (world: TestWorld, args: RecordArgs) =>
  world.refused('sales.ops', recordDelivery, { at: world.now, ...args });
const answer = ({ outcome, summary, checks, extra }: ReturnType<typeof tell>) => ({
  outcome,
  summary,
  checks,
  ...extra,
});
const mailbox = (world: TestWorld) =>
  world.events.flatMap(({ stream, event }) => (stream === 'mailbox' ? [event as { readonly type: string }] : []));
const counted = (world: TestWorld) =>
  mailbox(world).flatMap((event) =>
    event.type === 'mail_counted' ? [(event as unknown as { what: string }).what] : [],
  );
const deliveries = (world: TestWorld) => world.account('acme.com').permits?.map(({ id, state }) => [id, state]);
const enrolment = (world: TestWorld, n = 1) => world.account('acme.com').enrolments?.[n - 1];
const incidents = (world: TestWorld) =>
  (world.desk.incidents ?? []).map(({ id, severity, kind, state, because }) => [id, severity, kind, state, because]);

describe('how the sending went', () => {
  test('5.5a M2 sent is recorded once: its touch is over, its place used, the next touch due', () => {
    const world = mailing();
    const permit = permitted(world);
    world.now = '2026-04-21T14:10:00.000Z';
    expect(answer(sent(world, permit))).toEqual({
      outcome: 'recorded',
      summary: `Recorded: sent (${permit}). The next touch is due on 2026-04-23.`,
      checks: [],
      delivery: { permit, event: 'sent', message_id: m1, to: ana, at: world.now },
    });
    expect(enrolment(world)).toMatchObject({
      touch: 2,
      due_on: '2026-04-23',
      sent: [{ touch: 1, permit, on: '2026-04-21' }],
    });
    expect([deliveries(world), counted(world)]).toEqual([[], ['sent']]);
    const again = answer(tell(world, { permit, event: 'sent', message_id: '<m2@ours.example>' }));
    expect(again).toEqual({
      outcome: 'repeated',
      summary: `Told already: sent (${permit}), ${world.now}.`,
      checks: [],
      delivery: { permit, event: 'sent', message_id: m1, to: ana, at: world.now },
    });
    expect(answer(tell(world, { event: 'sent', message_id: m1, to: ana }))).toMatchObject({
      outcome: 'repeated',
      delivery: { permit, message_id: m1, to: ana },
    });
    expect(answer(tell(world, { permit, event: 'failed' })).delivery).toMatchObject({ event: 'sent' });
    expect(counted(world)).toEqual(['sent']);
  });

  test('M2 a last touch that was sent says so, and direct mail counts as such', () => {
    const world = asked();
    const permit = permittedDirect(world);
    expect(sent(world, permit).summary).toBe(`Recorded: sent (${permit}).`);
    expect(counted(world)).toEqual(['direct']);
  });

  test('M2 failed gives the place back, and the permit is over', () => {
    const world = asked();
    const permit = permittedDirect(world);
    expect(answer(tell(world, { permit, event: 'failed' }))).toEqual({
      outcome: 'recorded',
      summary: `Recorded: failed (${permit}). Its place in the cap is free; ask for a new permit to try again.`,
      checks: [],
      delivery: { permit, event: 'failed', to: ana, at: start },
    });
    expect([deliveries(world), mailbox(world).at(-1), counted(world)]).toEqual([
      [],
      { type: 'slot_returned', permit },
      [],
    ]);
    expect(tell(world, { permit, event: 'sent', message_id: m1 }).extra.delivery).toMatchObject({ event: 'failed' });
  });

  test('M2 unknown stands until somebody knows better, and is told once', () => {
    const world = asked();
    const permit = permittedDirect(world);
    expect(answer(tell(world, { permit, event: 'unknown' }))).toEqual({
      outcome: 'recorded',
      summary: `Recorded: unknown (${permit}). Look for it in the sent folder, then report ${permit} as sent or failed; nothing is sent anew until then.`,
      checks: [],
      delivery: { permit, event: 'unknown', to: ana, at: start },
    });
    expect(deliveries(world)).toEqual([[permit, 'unknown']]);
    world.now = late;
    expect(tell(world, { permit, event: 'unknown' })).toMatchObject({
      outcome: 'repeated',
      extra: { delivery: { event: 'unknown', at: start } },
    });
    expect(sent(world, permit).outcome).toBe('recorded');
    expect([deliveries(world), counted(world)]).toEqual([[], ['direct']]);
  });

  test('M2 a report names the permit or the mail, and when; what it names stands on file', () => {
    const world = asked();
    const wants = (args: RecordArgs) => {
      const { code, found, next } = refused(world, args);
      return [code, found, next];
    };
    const missing = (field: string, next: string) => ['INVALID_INPUT', `\`${field}\` is missing`, `give ${next}`];
    expect(wants({})).toEqual(missing('event', 'what became of the mail, such as sent'));
    expect(wants({ event: 'sent', at: undefined })).toEqual(missing('at', 'when it happened'));
    expect(wants({ event: 'sent', permit: 'p' })).toEqual(
      missing('message_id', 'the message id under which the mail went out'),
    );
    expect(wants({ event: 'sent', message_id: m1 })).toEqual(missing('to', 'its `permit`, or the address it went to'));
    for (const event of ['failed', 'unknown'] as const)
      expect(wants({ event, message_id: m1, to: ana })).toEqual(
        missing('permit', 'the permit whose sending it tells of'),
      );
    for (const event of ['bounce_hard', 'bounce_soft', 'complaint', 'open', 'click'] as const)
      expect(wants({ event })).toEqual(missing('message_id', '`message_id`, `to` or `permit`'));
    expect(wants({ event: 'open', to: 'no address' })[1]).toMatch(/^`to`: /);
    expect(wants({ event: 'open', to: ana, at: 'soon' })[1]).toMatch(/^`at`/);
    expect(wants({ event: 'failed', permit: ' prm_none ' })).toEqual([
      'NOT_FOUND',
      'no permit stands under `prm_none`',
      'take the id that authorize_send answered; a mail without one is told by message_id and to',
    ]);
    expect(wants({ event: 'open', message_id: '<none@ours.example>' })).toEqual([
      'NOT_FOUND',
      'no mail and no contact stands under that message id or address',
      'give `to`, the address that the mail went to, or report the mail as sent first',
    ]);
    expect(wants({ event: 'sent', message_id: m1, to: 'zoe@else.example' })).toEqual([
      'NOT_FOUND',
      'no contact has the address that the mail went to',
      'let sales.ops put the person on file with save_account, then report the mail again',
    ]);
  });
});

describe('a mail that no permit covers', () => {
  test('M2 written by hand it is recorded, counted, and told once', () => {
    const world = asked();
    const told = answer(tell(world, { event: 'sent', message_id: m1, to: ana }));
    expect(told).toEqual({
      outcome: 'recorded',
      summary: 'Recorded: sent, without a permit.',
      checks: [],
      delivery: { event: 'sent', message_id: m1, to: ana, at: start },
    });
    expect([counted(world), incidents(world)]).toEqual([['direct'], []]);
    expect(tell(world, { event: 'sent', message_id: m1, to: ana }).outcome).toBe('repeated');
  });

  test('7.3 M2 to somebody who is suppressed it is SEV2, owed to legal.exec and sales.ops', () => {
    const world = asked();
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    const { summary, extra } = tell(world, { event: 'sent', message_id: m1, to: ana });
    expect([summary, extra.incident]).toEqual([
      'Recorded: sent, without a permit. SEV2 inc_desk_1 is opened.',
      { id: 'inc_desk_1', severity: 'SEV2', state: 'opened' },
    ]);
    expect(incidents(world)).toEqual([
      ['inc_desk_1', 'SEV2', 'suppressed_recipient', 'opened', `a mail went to ${con(world)}, who is suppressed`],
    ]);
    expect(world.desk.incidents).toMatchObject([
      { account: world.account('acme.com').id, contact: con(world), message_id: m1 },
    ]);
    expect(
      world.desk.tasks.flatMap(({ kind, role, subject }) => (kind === 'investigate_incident' ? [[role, subject]] : [])),
    ).toEqual([
      ['legal.exec', 'inc_desk_1'],
      ['sales.ops', 'inc_desk_1'],
    ]);
  });

  test('7.3 M2 to somebody who is suppressed and no contact it is SEV2 too', () => {
    const world = asked();
    world.run('sales.ops', suppressContact, { contact: 'zoe@else.example', reason: 'opt_out' });
    const { extra, summary } = tell(world, { event: 'sent', message_id: m1, to: 'zoe@else.example' });
    expect([extra.delivery, extra.incident?.severity, summary, counted(world)]).toEqual([
      { event: 'sent', message_id: m1, to: 'zoe@else.example', at: start },
      'SEV2',
      'Recorded: sent, without a permit. SEV2 inc_desk_1 is opened.',
      ['direct'],
    ]);
    expect(incidents(world)[0]?.[4]).toBe('a mail went to somebody who is no contact, who is suppressed');
  });

  test('7.3 M2 what went out before they were suppressed is no incident, however late it is told', () => {
    const world = asked();
    const at = world.now;
    world.now = late;
    for (const contact of [ana, 'zoe@else.example'])
      world.run('sales.ops', suppressContact, { contact, reason: 'opt_out' });
    tell(world, { event: 'sent', message_id: m1, to: ana, at });
    expect(refused(world, { event: 'sent', message_id: m1, to: 'zoe@else.example', at }).code).toBe('NOT_FOUND');
    expect([counted(world), incidents(world)]).toEqual([['direct'], []]);
    tell(world, { event: 'sent', message_id: '<m2@ours.example>', to: ana, at: late });
    expect(incidents(world)).toHaveLength(1);
  });

  test('M1 M4 M7 a permit that a pause of the mailbox or the stop held back covers nothing, unless it was redeemed before', () => {
    const holds: readonly ((world: TestWorld) => void)[] = [
      (world) => world.run('sales.ops', holdSequence, { mailbox: true, action: 'pause', reason: 'a test' }),
      (world) => world.run('cro', stopSending, { why: 'a wrong list' }),
    ];
    for (const hold of holds) {
      const world = mailing();
      const [permit, other] = [permitted(world), permitted(world, bo)];
      const before = world.now;
      world.now = '2026-04-21T14:10:00.000Z';
      hold(world);
      world.now = '2026-04-21T14:20:00.000Z';
      expect(tell(world, { permit: other, event: 'sent', message_id: '<m2@ours.example>', at: before }).extra).toEqual({
        delivery: { permit: other, event: 'sent', message_id: '<m2@ours.example>', to: bo, at: before },
      });
      expect(tell(world, { permit, event: 'sent', message_id: m1 }).extra.incident?.severity).toBe('SEV3');
      expect(incidents(world)[0]?.[4]).toContain('which was over at 2026-04-21T14:10:00.000Z');
      expect(enrolment(world)).toMatchObject({ touch: 2 });
      expect([counted(world), world.account('acme.com').permits]).toEqual([['sent', 'sent'], []]);
    }
  });

  test('M2 of an enrolment that is over meanwhile no touch is told as due', () => {
    const world = mailing();
    const permit = permitted(world);
    const at = world.now;
    world.now = '2026-04-21T14:10:00.000Z';
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    expect(tell(world, { permit, event: 'sent', message_id: m1, at }).summary).toBe(`Recorded: sent (${permit}).`);
  });

  test('M1 M2 by a permit that was over, the bytes of a sequence are SEV3, and the touch is sent all the same', () => {
    const world = mailing();
    const permit = permitted(world);
    const because = 'she is on holiday';
    world.run('sales.ops', holdSequence, { contact: ana, action: 'pause', reason: because });
    const at = '2026-04-21T14:20:00.000Z';
    world.now = late;
    const { summary, extra } = tell(world, { permit, event: 'sent', message_id: m1, at });
    expect([summary, extra]).toEqual([
      'Recorded: sent, without a permit. SEV3 inc_desk_1 is opened.',
      {
        delivery: { event: 'sent', message_id: m1, to: ana, at },
        incident: { id: 'inc_desk_1', severity: 'SEV3', state: 'opened' },
      },
    ]);
    expect(incidents(world)[0]?.[4]).toBe(
      `the bytes of a sequence went to ${con(world)} without a permit, by ${permit}, which was over at ${start} (the enrolment is paused: ${because})`,
    );
    expect(enrolment(world)).toMatchObject({ touch: 2, sent: [{ touch: 1, on: '2026-04-21' }] });
    expect(counted(world)).toEqual(['sent']);
    expect(tell(world, { permit, event: 'sent', message_id: m1 })).toMatchObject({
      outcome: 'repeated',
      extra: { delivery: { event: 'sent', message_id: m1, at } },
    });
    expect(tell(world, { permit, event: 'sent', message_id: m1 }).extra.delivery).not.toHaveProperty('permit');
  });

  test('M2 a report of a time at which the permit was not over yet is covered by it', () => {
    for (const [at, isCovered] of [
      ['2026-04-21T14:29:59.999Z', true],
      ['2026-04-21T14:30:00.000Z', false],
    ] as const) {
      const world = mailing();
      const permit = permitted(world);
      world.now = late;
      const { summary } = tell(world, { permit, event: 'sent', message_id: m1, at });
      expect([summary.includes('without a permit'), incidents(world).length]).toEqual(
        isCovered ? [false, 0] : [true, 1],
      );
    }
  });
});

describe('what came of it later', () => {
  const sentMail = (): { readonly world: TestWorld; readonly permit: string } => {
    const world = mailing();
    const permit = permitted(world);
    sent(world, permit);
    world.now = late;
    return { world, permit };
  };

  test('5.5b M4 an open and a click are recorded, of the mail, of its permit, or of the last mail to an address', () => {
    for (const by of [{ message_id: m1 }, { to: 'A.na@acme.com'.replace('A.na', 'ana') }, {}]) {
      const { world, permit } = sentMail();
      for (const event of ['open', 'click'] as const) {
        const args = Object.keys(by).length > 0 ? by : { permit };
        const told = answer(tell(world, { ...args, event }));
        expect(told).toMatchObject({
          outcome: 'recorded',
          summary: `Recorded: ${event} (${permit}).`,
          delivery: { permit, message_id: m1, event, at: late },
        });
        expect(tell(world, { ...args, event }).outcome).toBe('repeated');
      }
      expect([counted(world), enrolment(world)?.over]).toEqual([['sent'], undefined]);
    }
  });

  test('5.5e M4 a hard bounce ends what is under way for them; a soft one counts, and one mail bounces once', () => {
    const { world, permit } = sentMail();
    expect(tell(world, { message_id: m1, event: 'bounce_soft' }).summary).toBe(`Recorded: bounce soft (${permit}).`);
    expect(tell(world, { to: ana, event: 'bounce_hard' }).summary).toBe(
      `Recorded: bounce hard (${permit}). nurture ended for them.`,
    );
    expect([counted(world), enrolment(world)?.over]).toEqual([
      ['sent', 'bounced'],
      { as: 'ended', at: late, because: 'a mail to them bounced for good' },
    ]);
    expect(enrolment(world, 2)?.over).toBeUndefined();
    expect(tell(world, { permit, event: 'bounce_hard' })).toMatchObject({ outcome: 'repeated' });
  });

  test('M4 what is told by an address alone is of the last mail to it until then', () => {
    const world = asked();
    const first = permittedDirect(world);
    sent(world, first);
    world.now = late;
    const second = permittedDirect(world, { subject: 'Another' });
    tell(world, { permit: second, event: 'sent', message_id: '<m2@ours.example>' });
    const of = (at: string) => tell(world, { to: ana, event: 'open', at }).extra.delivery?.permit;
    expect([of('2026-04-21T15:59:59.999Z'), of(late)]).toEqual([first, second]);
    expect(
      tell(world, { to: ana, event: 'bounce_soft', at: '2026-04-21T13:00:00.000Z' }).extra.delivery,
    ).not.toHaveProperty('permit');
    expect(tell(world, { to: ana, event: 'bounce_soft', at: '2026-04-21T13:30:00.000Z' }).outcome).toBe('repeated');
  });

  test('5.5e M4 a complaint suppresses the person, whoever tells of it', () => {
    const { world, permit } = sentMail();
    expect(tell(world, { to: ana, event: 'complaint' }).summary).toBe(
      `Recorded: complaint (${permit}). The person is suppressed: nobody writes to them again. The nurture of Ana Ruiz (${con(world)}) ends: the person is suppressed.`,
    );
    expect([world.suppressed.has(con(world)), counted(world)]).toEqual([true, ['sent', 'complaints']]);
    expect(world.suppressed.has(con(world, 2))).toBe(false);
  });

  test('5.5e M4 what goes beyond the rates pauses the sequences of the mailbox, and says so', () => {
    const filled = (over: Partial<typeof emptyDay>): TestWorld => {
      const { world } = sentMail();
      const sends = { ...emptyDay, ...over };
      for (const [what, n] of Object.entries(sends))
        for (let k = 0; k < n; k += 1) {
          const message_id = `<h${k}@ours.example>`;
          if (what === 'direct') tell(world, { event: 'sent', message_id, to: bo });
        }
      return world;
    };
    const nineteen = filled({ direct: 18 });
    expect(tell(nineteen, { message_id: m1, event: 'bounce_soft' }).summary).not.toContain('paused');
    tell(nineteen, { message_id: '<h1@ours.example>', event: 'bounce_soft' });
    expect(tell(nineteen, { event: 'sent', message_id: '<h20@ours.example>', to: bo }).summary).toBe(
      'Recorded: sent, without a permit. The sequences of the mailbox are paused: 2 bounces of 20 mails in 7 days, more than 5 %.',
    );
    const few = filled({ direct: 19 });
    tell(few, { message_id: m1, event: 'bounce_soft' });
    expect(tell(few, { message_id: '<h1@ours.example>', event: 'bounce_soft' }).summary).toBe(
      'Recorded: bounce soft, without a permit. The sequences of the mailbox are paused: 2 bounces of 20 mails in 7 days, more than 5 %.',
    );
  });
});

describe('several at once', () => {
  test('M2 each is told with its answer, twice in one call once', () => {
    const world = mailing();
    const [first, second] = [permitted(world), permitted(world, bo)];
    const row = { event: 'sent' as const, at: start };
    const told = tell(world, {
      deliveries: [
        { ...row, permit: first, message_id: m1 },
        { ...row, permit: 'prm_none', message_id: '<m9@ours.example>' },
        { ...row, permit: first, message_id: '<m3@ours.example>' },
        { ...row, message_id: m1, to: ana },
        { ...row, permit: second, message_id: '<m2@ours.example>' },
        { event: 'open', at: 'soon', to: ana },
      ],
    });
    const delivery = { event: 'sent', at: start };
    const ofFirst = { ...delivery, permit: first, message_id: m1, to: ana };
    expect(answer(told)).toEqual({
      outcome: 'recorded',
      summary: '2 recorded, 2 told already. 2 refused. The next touch is due on 2026-04-23.',
      checks: [],
      deliveries: [
        { outcome: 'recorded', delivery: ofFirst },
        { outcome: 'repeated', delivery: ofFirst },
        { outcome: 'repeated', delivery: ofFirst },
        { outcome: 'recorded', delivery: { ...delivery, permit: second, message_id: '<m2@ours.example>', to: bo } },
      ],
      refused: [
        {
          index: 1,
          code: 'NOT_FOUND',
          because: 'no permit stands under `prm_none`',
          next: expect.stringContaining('authorize_send'),
        },
        { index: 5, code: 'INVALID_INPUT', because: expect.stringMatching(/^`at`/), next: expect.any(String) },
      ],
    });
    expect(tell(world, { deliveries: [{ ...row, permit: first, message_id: m1 }] })).toMatchObject({
      outcome: 'repeated',
      summary: '0 recorded, 1 told already.',
    });
  });

  test('M2 none of several is refused as the first was, and there are as many as the policy takes', () => {
    const world = asked();
    const most = world.context('cro').policy.sending.most_at_once.value;
    const rows = (n: number) =>
      Array.from({ length: n }, (_, k) => ({ event: 'failed' as const, permit: `prm_${k}`, at: start }));
    for (const n of [0, most + 1])
      expect(refused(world, { deliveries: rows(n) })).toMatchObject({
        code: 'INVALID_INPUT',
        found: `\`deliveries\` is \`${n} rows\``,
        next: `give 1 to ${most} rows`,
      });
    expect(refused(world, { deliveries: rows(most) })).toMatchObject({
      code: 'NOT_FOUND',
      found: 'no permit stands under `prm_0`',
    });
  });
});

describe('a permit that is redeemed', () => {
  const redeem = (world: TestWorld, permit: string, tool_use_id = 'use_1') =>
    world.run('sales.ops', redeemPermit, { permit, tool_use_id });
  const unredeemed = (world: TestWorld, permit: string, tool_use_id = 'use_1') =>
    world.refused('sales.ops', redeemPermit, { permit, tool_use_id });
  const no = { refused: true, clause: '5.5', ruling: 'M1' };

  test('5.5a M1 is used by one call, which gets the same answer again', () => {
    const world = mailing();
    const permit = permitted(world);
    const { outcome, summary, extra } = redeem(world, ` ${permit} `);
    expect([outcome, summary, extra]).toEqual([
      'redeemed',
      `${permit} is used: the mail may go out now, once.`,
      {
        permit,
        payload: { to: [ana], subject: 'Touch 1', body: 'Hi,\n\ntouch 1.\n', headers: { 'X-A': 'b' } },
      },
    ]);
    expect(mailbox(world).slice(-1)).toEqual([{ type: 'slot_kept', permit }]);
    const before = world.events.length;
    expect(redeem(world, permit).extra).toEqual(extra);
    expect(world.events.length).toBe(before);
    expect(unredeemed(world, permit, 'use_2')).toEqual({
      ...no,
      code: 'CONFLICT',
      found: `${permit} was used by another call (redeemed)`,
      next: 'report it with record_delivery',
    });
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    expect(unredeemed(world, permit)).toMatchObject({ code: 'SUPPRESSED' });
  });

  test('M1 that is over, used up or unknown says which', () => {
    const world = asked();
    const first = permittedDirect(world);
    world.now = '2026-04-21T14:30:00.000Z';
    expect(unredeemed(world, first)).toEqual({
      ...no,
      code: 'RULE_REFUSED',
      found: `${first} was over at 2026-04-21T14:30:00.000Z: it lapsed unused`,
      next: 'ask for another with authorize_send',
    });
    const second = permittedDirect(world);
    sent(world, second);
    expect(unredeemed(world, second)).toEqual({
      ...no,
      code: 'CONFLICT',
      found: `${second} is used up: sent at ${world.now}`,
      next: 'nothing is to send by it',
    });
    expect(unredeemed(world, 'prm_none')).toEqual({
      ...no,
      code: 'NOT_FOUND',
      found: 'no permit stands under `prm_none`',
      next: 'ask for one with authorize_send',
    });
    const third = permittedDirect(world, { subject: 'Third' });
    redeem(world, third);
    world.now = late;
    expect(unredeemed(world, third, 'use_1').found).toBe(`${third} was used by another call (unknown)`);
  });

  test('M3 granted before midnight and used after it, it holds a place of the new day', () => {
    const world = asked();
    world.now = '2026-04-22T03:50:00.000Z';
    const permit = permittedDirect(world, { text: `${direct.text}!` });
    world.now = '2026-04-22T04:00:00.000Z';
    redeem(world, permit);
    expect(mailbox(world).slice(-2)).toEqual([
      { type: 'slot_taken', permit, day: '2026-04-22', is_direct: true, until: '2026-04-22T04:20:00.000Z' },
      { type: 'slot_kept', permit },
    ]);
  });
});
