import { describe, expect, test } from 'vitest';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import type { Mail } from '../../../src/rules/metrics/history.ts';
import { bySequence, openRate, replyRate } from '../../../src/rules/metrics/mail-figures.ts';
import { mailsWalked } from '../../../src/rules/metrics/mails.ts';
import { justBefore, lastOfWeek, mail, taking, weekEnds } from './history.ts';

const at = (seq: number) => ({ account: 'acme.com', seq, at: `2026-04-21T14:00:0${seq}.000Z` });

type Given = readonly [type: AccountEvent['type'], over: object];

function walked(...events: readonly Given[]) {
  const mails = mailsWalked();
  events.forEach(([type, over], n) => {
    mails.take({ type, ...over } as unknown as AccountEvent, at(n));
  });
  return mails;
}

const rendered = (id: string, sequence: string): Given => ['email_rendered', { email: { id, sequence } }];
const granted = (id: string, email?: string): Given => ['permit_granted', { permit: { id, email } }];
const told = (event: string, over: object = {}): Given => [
  'delivery_recorded',
  { delivery: { event, contact: 'con_1', at: '2026-04-21T13:00:00.000Z', ...over } },
];
const reply = (kind: number, received_at: string, contact = 'con_1'): Given => [
  'reply_recorded',
  { reply: { contact, kind, received_at: `2026-04-${received_at}:00.000Z` } },
];
const sent = (contact: string, when: string, over: object = {}): Given =>
  told('sent', { contact, at: `2026-04-${when}:00.000Z`, ...over });

describe('W9 mails that were reported sent', () => {
  test('W9 a mail is of the sequence that its permit was granted for; direct mail is of none', () => {
    const mails = walked(
      rendered('eml_1', 'nurture'),
      granted('prm_1', 'eml_1'),
      granted('prm_2'),
      told('sent', { permit: 'prm_1', message_id: 'm1' }),
      told('sent', { permit: 'prm_2' }),
      told('sent'),
    );
    const plain = {
      contact: 'con_1',
      sent_at: '2026-04-21T13:00:00.000Z',
      bounced: false,
      opened: false,
      reply: null,
      auto: 0,
    };
    expect(mails.all()).toEqual([
      { ...at(3), ...plain, permit: 'prm_1', sequence: 'nurture', message_id: 'm1' },
      { ...at(4), ...plain, permit: 'prm_2', sequence: null, message_id: null },
      { ...at(5), ...plain, permit: null, sequence: null, message_id: null },
    ]);
    expect([...mails.permits()]).toEqual([
      ['prm_1', at(1)],
      ['prm_2', at(2)],
    ]);
  });

  test('W9 what comes back is of the mail of that permit, else of that message, the newest of both', () => {
    const mails = walked(
      told('sent', { permit: 'prm_1', message_id: 'm1' }),
      told('sent', { permit: 'prm_2', message_id: 'm2' }),
      told('sent', { message_id: 'm1' }),
      told('bounce_hard', { permit: 'prm_1' }),
      told('bounce_soft', { message_id: 'm2' }),
      told('open', { message_id: 'm1' }),
      told('bounce_hard', { permit: 'prm_9' }),
      told('open'),
      told('complaint', { permit: 'prm_2' }),
    );
    expect(mails.all().map(({ bounced, opened }) => [bounced, opened])).toEqual([
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect(walked(told('sent'), told('bounce_hard')).all()[0]?.bounced).toBe(false);
  });
});

describe('W9 replies', () => {
  const answers = (...events: readonly Given[]) =>
    walked(...events)
      .all()
      .map(({ reply: kind, auto }) => [kind, auto]);

  test('W9 a reply belongs to the last mail to that person before it, whichever was reported first', () => {
    const mails = [sent('con_1', '21T14:00'), sent('con_1', '20T14:00'), sent('con_2', '21T14:00')];
    expect(answers(...mails, reply(2, '21T14:00'))).toEqual([
      [2, 0],
      [null, 0],
      [null, 0],
    ]);
    expect(answers(...mails, reply(2, '21T13:59'))).toEqual([
      [null, 0],
      [2, 0],
      [null, 0],
    ]);
    expect(answers(...mails, reply(2, '20T13:59'))).toEqual([
      [null, 0],
      [null, 0],
      [null, 0],
    ]);
    expect(answers(...mails, reply(2, '22T14:00', 'con_2'))).toEqual([
      [null, 0],
      [null, 0],
      [2, 0],
    ]);
    expect(answers(...mails, reply(2, '22T14:00', 'con_9'))).toEqual([
      [null, 0],
      [null, 0],
      [null, 0],
    ]);
    const same = [sent('con_1', '21T14:00'), sent('con_1', '21T14:00')];
    expect(answers(...same, reply(3, '22T14:00'))).toEqual([
      [null, 0],
      [3, 0],
    ]);
  });

  test('W9 one mail is answered once, by the first of its replies; those of machines are counted apart', () => {
    expect(
      answers(
        sent('con_1', '20T14:00'),
        reply(9, '20T14:01'),
        reply(4, '22T14:00'),
        reply(2, '21T14:00'),
        reply(9, '23T14:00'),
      ),
    ).toEqual([[2, 2]]);
  });

  test('A2 joined and moved people are one', () => {
    const joined: Given = ['contacts_joined', { contact: 'con_1', same_as: 'con_2' }];
    const moved: Given = ['contact_left', { contact: 'con_1', as: 'con_3' }];
    const gone: Given = ['contact_left', { contact: 'con_2' }];
    expect(answers(sent('con_2', '20T14:00'), joined, moved, reply(1, '21T14:00', 'con_3'))).toEqual([[1, 0]]);
    expect(answers(sent('con_2', '20T14:00'), gone, reply(1, '21T14:00', 'con_3'))).toEqual([[null, 0]]);
    expect(
      answers(sent('con_2', '20T14:00'), sent('con_1', '21T14:00'), joined, reply(1, '20T15:00', 'con_2')),
    ).toEqual([
      [1, 0],
      [null, 0],
    ]);
  });
});

describe('W9 rates of the week', () => {
  const week: readonly Mail[] = [
    mail({ account: 'a.com', reply: 1 }),
    mail({ account: 'b.com', reply: 6, auto: 2 }),
    mail({ account: 'c.com', bounced: true, reply: 2, auto: 1 }),
    mail({ account: 'd.com', sequence: 'activation' }),
    mail({ account: 'e.com', sequence: null, reply: 1 }),
    mail({ account: 'f.com', at: justBefore, reply: 1 }),
    mail({ account: 'g.com', at: weekEnds, reply: 1 }),
    mail({ account: 'h.com', at: lastOfWeek, reply: 4 }),
  ];
  const named = { clause: '6.1', ruling: 'W9', owner: 'sales.ops', basis: 'ruling', unit: 'share' };

  test('W9 answered of those delivered; bounced, direct and other weeks aside', () => {
    const { metric, traced } = replyRate(taking({ mails: week }));
    expect(metric).toEqual({
      ...named,
      name: 'reply_rate',
      value: 0.75,
      numerator: 3,
      denominator: 4,
      parts: { sends: 5, bounced: 1, auto_replies: 3, positive: 2 },
    });
    expect(traced.map(({ account, in: parts }) => `${account} ${parts.length}`)).toEqual([
      'a.com 2',
      'b.com 2',
      'd.com 1',
      'h.com 2',
    ]);
    expect(replyRate(taking({ mails: week }, { sequence: 'activation' })).metric).toMatchObject({
      numerator: 0,
      denominator: 1,
    });
    expect(replyRate(taking()).metric).toMatchObject({
      value: null,
      not_measurable: { why: 'no_cases', because: 'no mail was delivered in the period' },
    });
  });

  test('W9 opens only where the way of sending tells of them', () => {
    const silent = openRate(taking({ mails: week }));
    expect(silent).toEqual({
      metric: {
        ...named,
        name: 'open_rate',
        value: null,
        parts: { sends: 5, bounced: 1, auto_replies: 3, positive: 2 },
        not_measurable: {
          why: 'not_told',
          because: 'the way of sending tells of no opens; machines open mail too, so nothing rests on it',
        },
      },
      traced: [],
    });
    const opened = [
      ...week,
      mail({ account: 'i.com', opened: true }),
      mail({ account: 'j.com', opened: true, at: weekEnds }),
    ];
    const { metric, traced } = openRate(taking({ mails: opened }));
    expect(metric).toMatchObject({ value: 0.2, numerator: 1, denominator: 5, parts: { sends: 6, bounced: 1 } });
    expect(traced.filter((each) => each.in.includes('numerator')).map(({ account }) => account)).toEqual(['i.com']);
    expect(openRate(taking({ mails: [...week, mail({ opened: true, at: justBefore })] })).metric.value).toBe(0);
    expect(openRate(taking({ mails: [mail({ bounced: true })] })).metric.not_measurable?.why).toBe('no_cases');
  });

  test('W9 by sequence', () => {
    const rows = bySequence(taking({ mails: week }));
    const nurture = { sequence: 'nurture', sends: 4, bounced: 1, replies: 3, positive: 2, reply_rate: 1 };
    const activation = { sequence: 'activation', sends: 1, bounced: 0, replies: 0, positive: 0, reply_rate: 0 };
    expect(rows).toEqual([activation, nurture].map((each) => ({ ...each, opens: null, open_rate: null })));
    const opened = [
      ...week,
      mail({ sequence: 'activation', opened: true }),
      mail({ sequence: 're', bounced: true, opened: true }),
    ];
    expect(bySequence(taking({ mails: opened }))).toEqual([
      { ...activation, sends: 2, opens: 1, open_rate: 0.5 },
      { ...nurture, opens: 0, open_rate: 0 },
      { sequence: 're', sends: 1, bounced: 1, replies: 0, positive: 0, opens: 0, open_rate: null, reply_rate: null },
    ]);
  });
});
