import { expect, test } from 'vitest';
import { isRawMessage, readReply } from '../../../src/exchange/reply/raw-message.ts';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

const taken = async (lines: readonly string[]) =>
  suggestReply(await readReply(lines.join('\r\n')), testPolicy().values, '2026-05-04');

test('Y2 a text that begins like a header is no message without fields of one', () => {
  expect(isRawMessage('Note: I read it.\nFrom: what I saw it works\n\nBea')).toBe(false);
  expect(isRawMessage('Subject: hello\nI like it.\n\nBea')).toBe(false);
  expect(isRawMessage('From: Bea <bea@acme.com>\r\nSubject: Re: hello\r\n\r\nI like it.')).toBe(true);
  expect(isRawMessage('From: me to you')).toBe(false);
});

test('Y2 a raw message is read by its own words, quoted mail left out', async () => {
  const message = [
    'From: Bea <bea@acme.com>',
    'Subject: =?utf-8?Q?Re=3A_Gr=C3=BC=C3=9Fe?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Bitte l=C3=B6schen Sie mich aus Ihrem Verteiler.',
    '',
    'Am 04.05.2026 um 10:00 schrieb Max <max@ours.example>:',
    '> Gern mehr dazu.',
    '--b--',
  ];
  expect(await taken(message)).toEqual({ type: 8, kind: 'opt_out', words: 'löschen Sie mich aus Ihrem Verteiler' });
});

test('Y2 a message of HTML alone is read without its tags and quotes', async () => {
  const html = '<p>Sounds good &amp; fair.</p><blockquote>please unsubscribe me</blockquote>';
  expect(
    await taken(['From: bea@acme.com', 'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', '', html]),
  ).toEqual({ type: null, kind: null, words: null });
});

test('RFC 3834 an automatic answer is known by its header, and its date of return is read', async () => {
  const told = await taken([
    'From: bea@acme.com',
    'Subject: Automatic reply: hello',
    'Auto-Submitted: auto-replied',
    '',
    'I am out of the office and back on 18 May. If this bothers you, unsubscribe from my answers.',
  ]);
  expect(told).toMatchObject({ type: 9, kind: 'auto_reply', return_date: '2026-05-18' });
});

test('5.5e a delivery report is read from its own part', async () => {
  const report = (action: string, status: string) => [
    'From: Mail Delivery System <mailer-daemon@mx.acme.com>',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I could not deliver your message.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.acme.com',
    '',
    'Final-Recipient: rfc822; bea@acme.com',
    `Action: ${action}`,
    `Status: ${status}`,
    '--b--',
  ];
  expect(await taken(report('failed', '5.1.1'))).toEqual({ type: null, kind: 'bounce_hard', words: 'failed 5.1.1' });
  expect((await taken(report('delayed', '4.4.7'))).kind).toBe('bounce_soft');
});

test('Y2 a message that is attached is not the words of the author', async () => {
  const told = await taken([
    'From: Bea <bea@acme.com>',
    'Subject: Re: hello',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Great, call me on Thursday.',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: Max <max@ours.example>',
    'Subject: hello',
    '',
    'To unsubscribe, reply stop. Please unsubscribe me.',
    '--b--',
  ]);
  expect(told).toEqual({ type: null, kind: null, words: null });
});
