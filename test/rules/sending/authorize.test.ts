import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { type AuthorizeArgs, authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { renderSequenceEmail } from '../../../src/rules/sending/render-sequence-email.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { con, isId, put, start } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { ana, asked, bo, direct, mailing, permitted, permittedDirect, rendered, sent, tell } from './mailing.ts';

const half = '2026-04-21T14:30:00.000Z';
const authorize = (world: TestWorld, args: AuthorizeArgs, by: Role = 'sales.ops') => world.run(by, authorizeSend, args);
const refused = (world: TestWorld, args: AuthorizeArgs, by: Role = 'sales.ops') =>
  world.refused(by, authorizeSend, args);
const write = (world: TestWorld, over: object = {}, by: Role = 'cro') =>
  refused(world, { direct: { ...direct, ...over } }, by);
const enrolmentOf = (world: TestWorld, n = 1) => world.account('acme.com').enrolments?.[n - 1];
const send = 'send exactly these bytes, then report with record_delivery.';

describe('a rendered mail', () => {
  test('5.5a M1 is permitted for its very bytes, for 30 minutes, and holds a place of the day', () => {
    const world = mailing();
    const email = rendered(world);
    const { outcome, summary, checks, extra } = authorize(world, { email: ` ${email} ` });
    const permit = extra.permit?.id ?? '';
    expect({ outcome, summary, checks, extra }).toEqual({
      outcome: 'granted',
      summary: `${permit} lets this mail to ${ana} out once, until ${half}: ${send} Left of today's cap: 24, 19 of them for sequences.`,
      checks: [expect.objectContaining({ ruling: 'M4b', verdict: 'warn' })],
      extra: {
        permit: { id: isId('prm'), expires_at: half, to: ana, hash: `hash of ${email}` },
        payload: { to: [ana], subject: 'Touch 1', body: 'Hi,\n\ntouch 1.\n', headers: { 'X-A': 'b' } },
      },
    });
    expect(world.account('acme.com').permits).toEqual([
      {
        id: permit,
        contact: con(world),
        email,
        enrolment: enrolmentOf(world)?.id,
        touch: 1,
        hash: `hash of ${email}`,
        expires_at: half,
        by: 'sales.ops',
        granted_at: start,
        state: 'open',
      },
    ]);
  });

  test('M1 is one of several, each tried in the order given, and what is refused stands beside them', () => {
    const world = mailing();
    const ids = [rendered(world, bo), 'eml_none', rendered(world)];
    const { outcome, summary, extra } = authorize(world, { emails: ids });
    expect([
      outcome,
      extra.permits?.map(({ email, to, payload }) => [email, to, payload.subject]),
      extra.refused,
    ]).toEqual([
      'granted',
      [
        [ids[0], bo, 'Touch 1'],
        [ids[2], ana, 'Touch 1'],
      ],
      [
        {
          email: 'eml_none',
          code: 'NOT_FOUND',
          because: 'no rendered mail stands under `eml_none`',
          next: expect.stringContaining('render_sequence_email'),
        },
      ],
    ]);
    expect(summary).toBe(
      `2 of 3 mails are permitted until ${half}: ${send} 1 refused. Left of today's cap: 23, 18 of them for sequences.`,
    );
    const alone = mailing();
    expect(authorize(alone, { emails: [rendered(alone)] }).summary).toBe(
      `1 of 1 mail is permitted until ${half}: ${send} Left of today's cap: 24, 19 of them for sequences.`,
    );
    expect(refused(world, { emails: [ids[2] ?? '', 'eml_none'] })).toMatchObject({
      code: 'CONFLICT',
      clause: '5.5',
      ruling: 'M1',
      mails: [{ email: ids[2], code: 'CONFLICT' }],
    });
  });

  test('M1 that is withheld is on record with what was permitted after it', () => {
    const world = mailing();
    const [first, second] = [rendered(world), rendered(world, bo)];
    world.run('sales.ops', suppressContact, { contact: ana, reason: 'opt_out' });
    const { extra } = authorize(world, { emails: [first, second] });
    expect(extra.refused).toEqual([
      { email: first, code: 'SUPPRESSED', because: 'the person is suppressed', next: expect.any(String) },
    ]);
    expect(extra.permits?.map(({ email }) => email)).toEqual([second]);
  });

  test('M1 is named once, by one of three fields', () => {
    const world = mailing();
    const most = world.context('cro').policy.sending.most_at_once.value;
    const none = { refused: true, code: 'INVALID_INPUT', found: '`email` is missing' };
    expect(refused(world, {})).toEqual({ ...none, next: 'give one of `email`, `emails` and `direct`' });
    expect(refused(world, { email: 'a', emails: ['b'] })).toMatchObject({
      found: '`email`: 2 of `email`, `emails` and `direct` are given, and one is wanted',
    });
    for (const n of [0, most + 1])
      expect(refused(world, { emails: Array.from({ length: n }, (_, k) => `eml_${k}`) })).toMatchObject({
        code: 'INVALID_INPUT',
        found: `\`emails\` is \`${n} ids\``,
        next: `give 1 to ${most} ids of rendered mails`,
      });
    expect(refused(world, { emails: Array.from({ length: most }, (_, k) => `eml_${k}`) }).code).toBe('NOT_FOUND');
    expect(refused(world, { email: 'eml_none' })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '5.5',
      ruling: 'M1',
      found: 'no rendered mail stands under `eml_none`',
      next: 'render it with render_sequence_email and take email.id',
    });
  });

  test('5.3a the same bytes are kept once, anew where their checks or their version differ; for nobody they are not kept', () => {
    const world = mailing();
    rendered(world);
    const before = world.events.length;
    rendered(world);
    expect(world.events.length).toBe(before);
    const email = {
      id: `eml_${ana}_1`,
      hash: 'h',
      contact: con(world),
      template: 'nurture_1_v1',
      sequence: 'nurture',
      touch: 1,
      failing: ['voice.vendor_speak'],
      names_price: false,
    };
    for (const over of [{}, { template: 'nurture_1_v2' }]) {
      world.run('sales.ops', renderSequenceEmail, { email: { ...email, ...over }, words: { to: ana } });
      expect(world.events.at(-1)?.event).toMatchObject({ type: 'email_rendered', email: { ...email, ...over } });
    }
    expect(
      world.refused('sales.ops', renderSequenceEmail, { email: { ...email, contact: 'con_none' }, words: {} }),
    ).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.1',
      found: 'no contact stands under that id or e-mail',
      next: 'take the id from explain_account',
    });
  });

  test("5.2d C1 after a Briefing is the cro's to send, and its permit enrols the person", () => {
    const world = mailing();
    const email = {
      id: 'eml_pb',
      hash: 'h',
      contact: con(world),
      template: 'post_briefing_1_v1',
      sequence: 'post_briefing',
      touch: 1,
      failing: [],
      names_price: false,
    };
    const words = { to: ana, subject: 's', text: 't', headers: '{}' };
    world.run('cro', renderSequenceEmail, { email, words });
    expect(refused(world, { email: 'eml_pb' })).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '5.2',
      ruling: 'C1',
      found: "post_briefing mails are the cro's to send",
      next: 'let the cro ask for its permit',
    });
    const early = refused(world, { email: 'eml_pb' }, 'cro');
    expect([early.code, early.mails?.[0]?.hindrances]).toEqual([
      'RULE_REFUSED',
      expect.arrayContaining(['RULE_REFUSED 5.2 C3']),
    ]);
    expect(world.account('acme.com').enrolments).toHaveLength(2);
  });
});

describe('direct mail', () => {
  test('M6 to who asked is permitted for its bytes, in its thread', () => {
    const world = asked();
    const { summary, checks, extra } = authorize(world, { direct: { ...direct, in_reply_to: '<a@acme.com>' } }, 'cro');
    const permit = extra.permit?.id;
    expect({ summary, checks, extra }).toEqual({
      summary: `${permit} lets this mail to ${ana} out once, until ${half}: ${send} Left of today's cap: 24, 20 of them for sequences.`,
      checks: [expect.objectContaining({ ruling: 'M4b', verdict: 'warn' })],
      extra: {
        permit: { id: isId('prm'), expires_at: half, to: ana, hash: expect.any(String) },
        payload: { to: [ana], subject: direct.subject, body: direct.text, in_reply_to: '<a@acme.com>', headers: {} },
      },
    });
    expect(world.account('acme.com').permits).toMatchObject([
      { id: permit, in_reply_to: '<a@acme.com>', state: 'open' },
    ]);
    expect(world.account('acme.com').permits?.[0]).not.toHaveProperty('email');
  });

  test('M6 is bad input where its bytes could not go out as they are given', () => {
    const world = asked();
    const { name, quote } = world.context('cro').policy.limits;
    const bad = (over: object) => {
      const { code, found, next } = write(world, over);
      return [code, found, next.startsWith('correct ') ? '' : next];
    };
    const control = '`direct.text`: holds a control character; plain text is wanted';
    expect(bad({ subject: ' ' })).toEqual(['INVALID_INPUT', '`direct.subject` is ` `', 'give a subject']);
    for (const subject of ['a\nb', 'a\rb'])
      expect(bad({ subject })).toEqual([
        'INVALID_INPUT',
        '`direct.subject`: holds a line break; one line is wanted',
        '',
      ]);
    expect(bad({ subject: 'x'.repeat(name.value + 1) })).toEqual([
      'INVALID_INPUT',
      `\`direct.subject\`: is ${name.value + 1} characters long, at most ${name.value} are taken`,
      '',
    ]);
    expect(bad({ text: '\n ' })).toEqual([
      'INVALID_INPUT',
      expect.stringMatching(/^`direct.text` is /),
      'give the text of the mail',
    ]);
    expect(bad({ text: 'x'.repeat(quote.value + 1) })).toEqual([
      'INVALID_INPUT',
      `\`direct.text\`: is ${quote.value + 1} characters long, at most ${quote.value} are taken`,
      '',
    ]);
    for (const text of ['a\u0000b', 'a\u0008b', 'a\u000bb', 'a\u000cb', 'a\u000eb', 'a\u001fb', 'a\u007fb'])
      expect(bad({ text })).toEqual(['INVALID_INPUT', control, '']);
    expect(bad({ in_reply_to: 'abc' })).toEqual([
      'INVALID_INPUT',
      '`direct.in_reply_to` is `abc`',
      'give the message id that is answered, such as <abc@mail.acme.com>',
    ]);
    expect(write(world, { contact: ' ' }).code).toBe('INVALID_INPUT');
    permittedDirect(world, { subject: 'x'.repeat(name.value), text: `a\tb\r\n${'y'.repeat(quote.value - 5)}` });
  });

  test('M6 goes to a person on file', () => {
    expect(write(asked(), { contact: 'zoe@acme.com' })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '5.6',
      ruling: 'M6',
      found: 'no contact stands under that id or address',
      next: 'take the id from explain_account; sales.ops adds a person with save_account',
    });
  });

  test("M6 is the cro's, and of sales.ops only while it answers who said to be the wrong person", () => {
    const world = asked();
    expect(write(world, {}, 'sales.ops')).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '5.6',
      ruling: 'M6',
      found: 'sales.ops writes directly only while it answers a person who said that they are the wrong one (type 5)',
      next: 'let the cro write, or enrol the person with propose_recipients',
    });
    const { tasks } = world.account('acme.com');
    const [some] = tasks;
    if (!some) throw new Error('no task');
    const { closed_at: _, ...open } = some;
    const answer = (over: object) =>
      put(world, {
        tasks: [...tasks, { ...open, id: 'tsk_w', kind: 'answer_wrong_person', subject: con(world), ...over }],
      });
    answer({ subject: 'con_other' });
    expect(write(world, {}, 'sales.ops').code).toBe('NOT_PERMITTED');
    answer({ closed_at: start });
    expect(write(world, {}, 'sales.ops').code).toBe('NOT_PERMITTED');
    answer({});
    expect(authorize(world, { direct }).outcome).toBe('granted');
  });

  test('M6 goes to who asked, answered, or stands at SQL or beyond', () => {
    const world = mailing();
    const closed = {
      code: 'RULE_REFUSED',
      clause: '5.6',
      ruling: 'M6',
      found: 'they neither replied nor asked (E4, E3), and acme.com is MQL',
      next: 'enrol them with propose_recipients; direct mail is for who asked, or for accounts at SQL or beyond',
    };
    const { value } = world.context('cro').policy.sending.direct_signals;
    expect(write(world)).toMatchObject({ ...closed, found: closed.found.replace('E4, E3', value.join(', ')) });
    const { signals } = world.account('acme.com');
    const [note] = signals;
    if (!note) throw new Error('no signal');
    const gone = { why: 'retracted' as const, at: start, because: 'x' };
    const noted = (over: object) =>
      put(world, { signals: [...signals, { ...note, id: 'sig_x', type: 'E4', ...over }] });
    noted({ contact: con(world, 2) });
    expect(write(world).code).toBe('RULE_REFUSED');
    noted({ gone });
    expect(write(world).code).toBe('RULE_REFUSED');
    noted({});
    permittedDirect(world);
    const replied = mailing();
    put(replied, { answered: { [con(replied, 2)]: { reply: 'rpl_1', type: 2, at: start } } });
    expect(write(replied).code).toBe('RULE_REFUSED');
    permittedDirect(replied, { contact: bo });
    const sql = mailing();
    put(sql, { stage: 'SQL' });
    permittedDirect(sql);
  });

  test('M1 has one permit for the same bytes to the same person, open, on its way or sent', () => {
    const world = asked();
    const permit = permittedDirect(world);
    const taken = (state: string) => ({
      refused: true,
      code: 'CONFLICT',
      clause: '5.5',
      ruling: 'M1',
      found: `these bytes to this contact have permit ${permit} already (${state})`,
    });
    expect(write(world)).toMatchObject({
      ...taken('open'),
      next: `send by ${permit} until 2026-04-21T14:30:00.000Z, then report it with record_delivery`,
      mails: [
        {
          account: world.account('acme.com').id,
          contact: con(world),
          code: 'CONFLICT',
          hindrances: ['CONFLICT 5.5 M1'],
        },
      ],
    });
    permittedDirect(world, { subject: 'Another' });
    sent(world, permit);
    expect(write(world)).toMatchObject({
      ...taken('sent'),
      next: 'nothing is to send; write another text for another mail',
    });
  });

  test('M1 words whose permit failed or lapsed may be permitted anew', () => {
    const world = asked();
    tell(world, { permit: permittedDirect(world), event: 'failed' });
    permittedDirect(world);
    world.now = half;
    permittedDirect(world);
  });

  test('K3 K10 names no price below SQL, and says that it answers only in the thread that it answers', () => {
    const world = asked();
    const price = { text: 'Hi Ana,\n\nthe Assessment is $2,500.\n\nRick' };
    expect(write(world, price)).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'K3',
      found: expect.stringMatching(/^pricing\.gate: /),
    });
    const re = { subject: 'Re: your question' };
    expect(write(world, re)).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '5.3',
      ruling: 'K10',
      found: 'subject.honest: `Re: your question` says that it answers, and no `in_reply_to` is given',
      next: 'give the message id that it answers, or another subject',
    });
    permittedDirect(world, { ...re, in_reply_to: '<a@acme.com>' });
    put(world, { stage: 'SQL' });
    permittedDirect(world, price);
  });

  test('M4b while the replies of the day are not taken in a permit warns of it', () => {
    const world = asked();
    const { desk } = world;
    const [task] = desk.tasks;
    if (!task) throw new Error('no task of the desk');
    const { closed_at: _, ...open } = task;
    const duty = (over: object) => {
      world.desk = { ...desk, tasks: [{ ...open, id: 'tsk_desk_90', kind: 'take_in_replies', ...over }] };
      return authorize(world, { direct: { ...direct, subject: JSON.stringify(over) } }, 'cro').checks;
    };
    expect(duty({})).toEqual([
      {
        rule: 'sent_folder.reconciled',
        clause: '5.6',
        ruling: 'M4b',
        verdict: 'warn',
        because: "the day's replies and bounces are not taken in yet, nor the sent folder compared",
        basis: 'ruling',
        remedy: 'sales.ops calls reconcile_sent once the replies are recorded',
      },
    ]);
    expect([duty({ closed_at: start }), duty({ kind: 'reconcile_stages' })]).toEqual([[], []]);
  });

  test('M1 a person without an address gets none', () => {
    const world = mailing();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ name: 'Zoe Q', linkedin_url: 'https://www.linkedin.com/in/zoe-q' }],
    });
    put(world, { stage: 'SQL' });
    const zoe = world.account('acme.com').contacts.at(-1)?.id ?? '';
    expect(write(world, { contact: zoe })).toMatchObject({ code: 'RULE_REFUSED', ruling: 'A2' });
  });
});

test('M1 a permit of a sequence is for the touch in turn', () => {
  const world = mailing();
  sent(world, permitted(world));
  expect(enrolmentOf(world)?.sent).toMatchObject([{ touch: 1, on: '2026-04-21' }]);
  expect(refused(world, { email: rendered(world, ana, 2) })).toMatchObject({ ruling: 'C2' });
});
