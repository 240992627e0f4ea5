import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { messageIdOf } from '../../../src/rules/sending/permit-bytes.ts';
import { reconcileSent, type SentMessage } from '../../../src/rules/sending/reconcile-sent.ts';
import { holdSequence } from '../../../src/rules/sequences/hold-sequence.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { con, start } from '../../support/builders.ts';
import { nurtureCopy } from '../../support/nurture-copy.ts';
import type { TestWorld } from '../../support/world.ts';
import { ana, asked, bo, direct, mailing, permitted, permittedDirect, rendered, sent, tell } from './mailing.ts';

const m1 = '<m1@ours.example>';
const late = '2026-04-21T16:00:00.000Z';
const copy = (over: Partial<SentMessage> = {}): SentMessage => ({
  message_id: m1,
  to: [ana],
  at: start,
  subject: direct.subject,
  text: direct.text,
  ...over,
});
const touch = (over: Partial<SentMessage> = {}) => copy({ subject: 'Touch 1', text: 'Hi,\n\ntouch 1.\n', ...over });
const compare = (world: TestWorld, ...messages: readonly SentMessage[]) =>
  world.run('sales.ops', reconcileSent, { messages, until: world.now });
const found = (world: TestWorld, ...messages: readonly SentMessage[]) => compare(world, ...messages).extra;
const nothing = { matched: [], direct: [], unmatched: [], missing: [] };
const at = (to: string, message_id = m1) => ({ message_id, to });
const words = (n: string) => `The sent folder up to ${start}: ${n}.`;

describe('M7 a copy in the sent folder', () => {
  test('M7 is matched by its permit, whichever way its lines end, with its bytes or its subject alone', () => {
    for (const each of [
      copy(),
      copy({ text: `${direct.text.replaceAll('\n', '\r\n')}\r\n ` }),
      copy({ text: direct.text.replace(', ', ',\n') }),
      copy({ text: undefined }),
      copy({ message_id: ` ${m1} ` }),
    ]) {
      const world = asked();
      const permit = permittedDirect(world);
      expect(compare(world, each)).toMatchObject({
        outcome: 'done',
        checks: [],
        summary: words(
          '1 matched, 0 written by hand and recorded, 0 to nobody on file, 0 reported as sent and not there',
        ),
        extra: { ...nothing, matched: [{ ...at(ana), permit }] },
      });
      expect(world.account('acme.com').permits).toEqual([]);
      expect(found(world, each)).toEqual({ ...nothing, matched: [{ ...at(ana), permit }] });
    }
  });

  test('M7 is one mail, with the angle brackets of its message id or without', () => {
    const world = asked();
    permittedDirect(world);
    const bare = copy({ message_id: 'm1@ours.example' });
    expect(found(world, copy(), bare).matched).toHaveLength(1);
    expect(found(world, bare)).toMatchObject({ matched: [{ message_id: bare.message_id, to: ana }], direct: [] });
    expect(tell(world, { event: 'sent', message_id: bare.message_id, to: ana }).outcome).toBe('repeated');
    expect(tell(world, { event: 'bounce_hard', message_id: bare.message_id }).extra.delivery?.permit).toBeDefined();
  });

  test('M7 of other words or to another person is written by hand, and is recorded once', () => {
    for (const each of [copy({ subject: 'Another' }), copy({ text: 'Hi' }), copy({ text: `${direct.text}s` })]) {
      const world = asked();
      permittedDirect(world);
      expect(found(world, each)).toEqual({ ...nothing, direct: [at(ana)] });
      expect(world.account('acme.com').permits).toHaveLength(1);
      expect(found(world, each)).toEqual({ ...nothing, matched: [at(ana)] });
    }
  });

  test('M2 M7 the bytes of a sequence that went to somebody else too, or to a colleague, are an incident', () => {
    const isSev3 = (world: TestWorld, over: Partial<SentMessage>) =>
      expect(found(world, touch(over)).incident, JSON.stringify(over)).toMatchObject({ severity: 'SEV3' });
    for (const over of [{}, { text: undefined }]) {
      const both = mailing();
      const permit = permitted(both);
      isSev3(both, { ...over, to: [ana, bo] });
      expect(both.account('acme.com').enrolments?.[0]?.sent).toMatchObject([{ touch: 1, permit }]);
      const reported = mailing();
      sent(reported, permitted(reported));
      isSev3(reported, { ...over, to: [bo, ana] });
    }
    const colleague = mailing();
    permitted(colleague);
    isSev3(colleague, { to: [bo] });
    expect(found(colleague, touch({ to: [bo], text: undefined, message_id: '<m2@ours.example>' }))).toEqual({
      ...nothing,
      direct: [at(bo, '<m2@ours.example>')],
    });
    const told = mailing();
    sent(told, permitted(told));
    expect(tell(told, { event: 'sent', message_id: m1, to: bo }).extra.incident).toMatchObject({ severity: 'SEV3' });
  });

  test('M2 M7 under the message id of its permit, or one told of it, a mail is matched whatever its subject', () => {
    for (const message_id of ['<m2@ours.example>', undefined]) {
      const world = mailing();
      const permit = permitted(world);
      tell(world, { permit, event: 'unknown', ...(message_id ? { message_id } : {}) });
      const id = message_id ?? messageIdOf(permit, 'rick@ours.example').slice(1, -1);
      expect(found(world, touch({ message_id: id, subject: 'As sent', text: 'Another end' }))).toEqual({
        ...nothing,
        matched: [{ ...at(ana, id), permit }],
      });
      expect(world.account('acme.com').enrolments?.[0]?.sent).toMatchObject([{ touch: 1, permit }]);
    }
  });

  test('M7 is matched by its subject as a mail program writes it: folded, encoded, composed', () => {
    for (const subject of ['Grüße an\r\n Ana', '=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= an Ana', 'Gru\u0308ße an Ana']) {
      const world = asked();
      const permit = permittedDirect(world, { subject: 'Grüße an Ana' });
      expect(found(world, copy({ subject })).matched, subject).toEqual([{ ...at(ana), permit }]);
    }
  });

  test('M7 under an id that is known for one person says nothing of a mail to another', () => {
    const world = asked();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ name: 'Bo Lind', email: bo }] });
    sent(world, permittedDirect(world));
    expect(found(world, copy({ to: [ana, bo] }))).toMatchObject({ matched: [at(ana)], direct: [at(bo)] });
    expect(found(world, copy({ to: ['zoe@else.example'], subject: 'x' }))).toMatchObject({
      matched: [],
      unmatched: [at('zoe@else.example')],
    });
  });

  test('M7 to ourselves is none, to nobody on file it is told, each recipient by itself', () => {
    const world = asked();
    expect(compare(world, copy({ to: ['Rick@Ours.example', 'ZOE@else.example', 'no address', ana] }))).toMatchObject({
      summary: words(
        '0 matched, 1 written by hand and recorded, 2 to nobody on file, 0 reported as sent and not there',
      ),
      extra: {
        ...nothing,
        direct: [at(ana)],
        unmatched: [
          { ...at('zoe@else.example'), because: 'nobody on file has that address' },
          { ...at('no address'), because: 'nobody on file has that address' },
        ],
      },
    });
  });

  test('M7 is given with its id and times that are past', () => {
    const world = asked();
    const refused = (messages: readonly SentMessage[], until = start) => {
      const { code, found: what, next } = world.refused('sales.ops', reconcileSent, { messages, until });
      return [code, what, next];
    };
    expect(refused([copy(), copy({ message_id: ' ' })])).toEqual([
      'INVALID_INPUT',
      '`messages[1].message_id` is ` `',
      'give its message id',
    ]);
    expect(refused([copy(), copy({ at: 'soon' })])[1]).toMatch(/^`messages\[1\]\.at`/);
    expect(refused([copy({ thread: 'x'.repeat(100_000) })])[1]).toMatch(/^`messages\[0\]\.thread`/);
    expect(refused([], '2026-05-30T14:00:00.000Z')[1]).toMatch(/^`until`/);
  });

  test('A13 its thread stands with the person from then on', () => {
    const world = asked();
    const thread = () => world.people.get(con(world))?.fields.gmail_thread;
    compare(world, copy({ thread: ' ' }));
    expect(thread()).toBeUndefined();
    compare(
      world,
      copy({ message_id: '<m2@ours.example>', thread: '18f0' }),
      copy({ to: ['zoe@else.example'], thread: '18f1' }),
    );
    expect(thread()).toBe('18f0');
  });
});

describe('M2 M7 a touch in turn that no permit on file sent', () => {
  const filled = (over: Partial<SentMessage> = {}) =>
    copy({
      subject: nurtureCopy.subject.replace('{{company}}', 'Acme'),
      text: `Hi Ana,\r\n\r\nAcme grew.\r\n${nurtureCopy.body.replaceAll('{{company}}', 'Acme').replace('{{insight}}\n', '').replaceAll('. ', '.\r\n')}\r\n\r\nSent from my phone`,
      ...over,
    });
  const sentOf = (world: TestWorld) => world.account('acme.com').enrolments?.[0]?.sent;

  test('M2 is known by the fixed text of its template: it is sent, and is an incident', () => {
    const world = mailing();
    const permit = permitted(world);
    expect(found(world, filled()).incident).toMatchObject({ severity: 'SEV3' });
    expect(sentOf(world)).toEqual([{ touch: 1, permit: m1, on: '2026-04-21' }]);
    expect(world.account('acme.com').over_permits?.[0]).toMatchObject({ permit: { id: permit } });
    expect(world.refused('sales.ops', authorizeSend, { email: rendered(world) }).found).toMatch(/^touch 1 of nurture/);
  });

  test('L14 in a copy that was put back its permit is one that the copy lacks: it is sent, and no incident', () => {
    const world = mailing();
    const lock = { id: 'tsk_desk_90', kind: 'confirm_restored_ledger', role: 'chief.staff' as const };
    const task = { ...lock, clause: '4.4', opened_at: start, due_at: start, escalated_to: [] };
    world.desk = { ...world.desk, tasks: [...world.desk.tasks, task] };
    expect(found(world, filled())).toEqual({ ...nothing, matched: [at(ana)] });
    expect(sentOf(world)).toMatchObject([{ touch: 1, permit: m1 }]);
    expect(found(world, filled())).toEqual({ ...nothing, matched: [at(ana)] });
    expect(sentOf(world)).toHaveLength(1);
  });

  test('M7 of another text, without one, or of who is on no sequence it is written by hand', () => {
    for (const over of [
      { text: 'Acme grew. Shall I send you the two pages on it?' },
      { text: undefined },
      { subject: 'Another' },
      { to: ['cy@acme.com'] },
    ]) {
      const world = mailing();
      world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ name: 'Cy Roe', email: 'cy@acme.com' }] });
      expect(found(world, filled(over)).direct, JSON.stringify(over)).toHaveLength(1);
      expect(sentOf(world)).toEqual([]);
    }
  });
});

describe('M7 a permit that nobody told of', () => {
  test('M2 M7 unknown or lapsed, a mail from before it was over is matched, and its touch is sent', () => {
    const unknown = mailing();
    const known = permitted(unknown);
    tell(unknown, { permit: known, event: 'unknown' });
    expect(found(unknown, touch())).toMatchObject({ matched: [{ ...at(ana), permit: known }] });
    for (const [when, isIncident] of [
      ['2026-04-21T14:29:59.999Z', false],
      ['2026-04-21T14:30:00.000Z', true],
    ] as const) {
      const world = mailing();
      const permit = permitted(world);
      world.now = late;
      const told = found(world, touch({ at: when }));
      expect(told).toEqual(
        isIncident
          ? { ...nothing, incident: { id: 'inc_desk_1', severity: 'SEV3', state: 'opened' } }
          : { ...nothing, matched: [{ ...at(ana), permit }] },
      );
      expect(world.account('acme.com').enrolments?.[0]?.sent).toMatchObject([{ touch: 1, permit }]);
    }
  });

  test('M7 once told of, it covers no second copy, which is the bytes of a sequence without one', () => {
    const world = mailing();
    const permit = permitted(world);
    sent(world, permit);
    const [incident] = [found(world, touch({ message_id: '<m2@ours.example>' })).incident];
    expect(incident).toMatchObject({ severity: 'SEV3' });
    expect(world.desk.incidents?.[0]).toMatchObject({
      kind: 'unpermitted_sequence',
      message_id: '<m2@ours.example>',
      because: `the bytes of a sequence went to ${con(world)} without a permit`,
    });
  });

  test('M7 of a permit that lapsed and was told of, a second mail is none of its own', () => {
    const world = mailing();
    const permit = permitted(world);
    const at = '2026-04-21T14:20:00.000Z';
    world.now = late;
    tell(world, { permit, event: 'sent', message_id: m1, at });
    const again = touch({ message_id: '<m2@ours.example>', at });
    expect(found(world, again)).toEqual({
      ...nothing,
      incident: { id: 'inc_desk_1', severity: 'SEV3', state: 'opened' },
      missing: [{ permit, to: ana }],
    });
    const failed = mailing();
    const other = permitted(failed);
    failed.now = late;
    tell(failed, { permit: other, event: 'failed', at });
    expect(found(failed, touch({ at })).matched).toEqual([]);
  });

  test('7.3 M7 of several incidents the gravest is the one that is named by itself', () => {
    const world = mailing();
    sent(world, permitted(world));
    world.run('sales.ops', suppressContact, { contact: bo, reason: 'opt_out' });
    const { incident, incidents } = found(world, touch({ message_id: '<m2@ours.example>' }), copy({ to: [bo] }));
    expect([incident?.severity, incidents?.map(({ severity }) => severity)]).toEqual(['SEV2', ['SEV3', 'SEV2']]);
  });

  test('7.3 M7 to suppressed people, on file or not, each is an incident, said one by one', () => {
    const world = mailing();
    for (const contact of [ana, 'zoe@else.example'])
      world.run('sales.ops', suppressContact, { contact, reason: 'opt_out' });
    const { summary, extra } = compare(world, copy({ to: [ana, 'zoe@else.example', bo] }));
    expect([extra.incident?.id, extra.incidents?.map(({ id, severity }) => [id, severity]), extra.direct]).toEqual([
      'inc_desk_1',
      [
        ['inc_desk_1', 'SEV2'],
        ['inc_desk_2', 'SEV2'],
      ],
      [at(bo)],
    ]);
    expect(summary).toBe(
      `${words('0 matched, 1 written by hand and recorded, 0 to nobody on file, 0 reported as sent and not there')} SEV2 inc_desk_1 is opened. SEV2 inc_desk_2 is opened.`,
    );
  });

  test('C4 M7 a pause took it back: what went out later is an incident that names it', () => {
    const world = mailing();
    const permit = permitted(world);
    world.run('sales.ops', holdSequence, { contact: ana, action: 'pause', reason: 'a fair' });
    compare(world, touch());
    expect(world.desk.incidents?.[0]?.because).toBe(
      `the bytes of a sequence went to ${con(world)} without a permit, by ${permit}, which was over at ${start} (the enrolment is paused: a fair)`,
    );
  });
});

describe('M7 what is not in the folder', () => {
  test('M7 reported as sent at the very instant of the last comparison, but after it, it is missing too, once', () => {
    const world = mailing();
    const early = permitted(world);
    sent(world, early);
    expect(found(world).missing).toEqual([{ permit: early, to: ana }]);
    const permit = permitted(world, bo);
    sent(world, permit, '<m2@ours.example>');
    expect(found(world, touch({ message_id: '<m2@ours.example>', to: [bo] })).missing).toEqual([]);
    const other = asked();
    compare(other);
    sent(other, permittedDirect(other));
    other.now = late;
    expect(found(other).missing).toHaveLength(1);
    expect(found(other).missing).toEqual([]);
  });

  test('M7 reported as sent since the folder was last compared, it is missing', () => {
    const world = asked();
    const permit = permittedDirect(world);
    sent(world, permit);
    tell(world, { event: 'sent', message_id: '<hand@ours.example>', to: ana });
    expect(compare(world)).toMatchObject({
      summary: words(
        '0 matched, 0 written by hand and recorded, 0 to nobody on file, 1 reported as sent and not there',
      ),
      extra: { ...nothing, missing: [{ permit, to: ana }] },
    });
    expect(found(world)).toEqual(nothing);
    const again = asked();
    sent(again, permittedDirect(again));
    expect(found(again, copy())).toMatchObject({ missing: [] });
  });

  test('S-1 M4b comparing closes the duty of the day, and no other', () => {
    const world = asked();
    const { desk } = world;
    const [some] = desk.tasks;
    if (!some) throw new Error('no task');
    const { closed_at: _, ...open } = some;
    const tasks = ['take_in_replies', 'reconcile_stages'].map((kind, n) => ({ ...open, id: `tsk_desk_9${n}`, kind }));
    world.desk = { ...desk, tasks };
    compare(world);
    expect(world.desk.tasks.map(({ kind, closed_at, note }) => [kind, closed_at, note])).toEqual([
      ['take_in_replies', start, 'the sent folder was compared'],
      ['reconcile_stages', undefined, undefined],
    ]);
  });
});

test('M2 a mail that ladder send takes out is found by the id that it gives it', () => {
  expect([messageIdOf('prm_1', 'rick@ours.example'), messageIdOf('prm_1', '"a@b"@ours.example')]).toEqual([
    '<prm_1@ours.example>',
    '<prm_1@ours.example>',
  ]);
});

test('A2 a person who moved on is matched at the account that they stand at', () => {
  const world = asked();
  world.run('sales.ops', saveAccount, { domain: 'else.com', name: 'Else', contacts: [{ contact: ana, email: ana }] });
  expect(found(world, copy())).toMatchObject({ unmatched: [] });
});
