import { describe, expect, test } from 'vitest';
import { type ReceivedMail, suggestReply, wordsOf } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

const policy = testPolicy().values;
const suggested = (mail: ReceivedMail) => suggestReply(mail, policy, '2026-05-04');
const nothing = { type: null, kind: null, words: null };

describe('5.5e mail that a server sent back', () => {
  const unknown = 'The mail was not delivered, for the user is unknown.';

  test.each<[string, ReceivedMail, string | null]>([
    ['a server says so', { text: unknown, from: 'MAILER-DAEMON@mx.example' }, 'bounce_hard'],
    ['a server with a code', { text: `${unknown} 5.1.1`, from: 'postmaster@mx.example' }, 'bounce_hard'],
    ['a person tells of one', { text: unknown, from: 'ana@acme.example' }, null],
    ['a person passes one on, code and all', { text: `${unknown} 5.1.1`, from: 'ana@acme.example' }, 'bounce_hard'],
    ['a local part that only begins so', { text: unknown, from: 'bounce-desk@acme.example' }, null],
    ['nobody knows from whom, and it opens so', { text: unknown }, 'bounce_hard'],
    ['the same, late in a long text', { text: `${'We met in Boston last week. '.repeat(5)}${unknown}` }, null],
    ['the same, with a code', { text: `${'We met in Boston last week. '.repeat(5)}${unknown} 5.1.1` }, 'bounce_hard'],
    [
      'its subject says so',
      { text: 'See below.', subject: 'Undelivered message', from: 'postmaster@x.example' },
      'bounce_hard',
    ],
    ['its subject alone, under a title', { text: '', subject: 'Undeliverable: Partners at Acme' }, 'bounce_hard'],
    [
      'the same from a mail host',
      { text: '', subject: 'Non remis : Partners', from: 'x9@acme.example' },
      'bounce_hard',
    ],
    [
      'an answer to one',
      { text: 'What is this?', subject: 'Re: Undeliverable: Partners', from: 'ana@acme.example' },
      null,
    ],
    ['a subject that goes on', { text: '', subject: 'Undeliverable promises: a book', from: 'ana@acme.example' }, null],
    ['a server about something else', { text: 'Your quota was raised.', from: 'postmaster@x.example' }, null],
    ['a code alone', { text: 'Version 5.1.1 runs here.' }, null],
    ['full, by its code', { text: 'Undeliverable. 5.2.2 mailbox full', from: 'postmaster@x.example' }, 'bounce_soft'],
    ['full, by its code alone', { text: 'Undelivered message 5.2.2' }, 'bounce_soft'],
    [
      'full, without a code',
      { text: 'Undeliverable: the mailbox is full.', from: 'postmaster@x.example' },
      'bounce_soft',
    ],
    ['full, whatever the code', { text: 'Undeliverable: mailbox full. 5.1.1' }, 'bounce_hard'],
    ['a code of 4', { text: 'Undelivered message 4.7.1' }, 'bounce_soft'],
  ])('%s', (_, mail, kind) => {
    expect(suggested(mail).kind).toBe(kind);
    if (kind !== null) expect(suggested(mail)).toMatchObject({ type: null, words: expect.stringMatching(/\w/) });
  });

  test.each([
    ['failed', '5.1.1', 'bounce_hard'],
    ['FAILED', '5.1.1', 'bounce_hard'],
    ['failed', '5.2.2', 'bounce_soft'],
    ['failed', '5.4.4', 'bounce_hard'],
    ['failed', '4.2.1', 'bounce_soft'],
    ['Delayed', '5.1.1', 'bounce_soft'],
    ['failed', '', 'bounce_hard'],
  ])('its report says %s %s', (action, status, kind) => {
    const report = { action, status };
    expect(suggested({ text: 'x', report })).toEqual({ type: null, kind, words: `${action} ${status}`.trim() });
  });

  test.each(['relayed', 'delivered', 'expanded', 'failed-over', 'not failed', 'delayed?', 'undelayed'])(
    'a report of anything else is none: %s',
    (action) => {
      expect(suggested({ text: 'x', report: { action, status: '5.1.1' } })).toEqual(nothing);
    },
  );
});

describe('Y2 mail that nobody wrote', () => {
  const text = 'The desk is open from nine to five.';

  test.each([
    ['x-autoreply', 'yes'],
    ['precedence', 'auto_reply'],
    ['precedence', ' Auto-Reply '],
    ['return-path', '<>'],
    ['auto-submitted', 'auto-generated; type=x'],
  ])('by its header field %s: %s', (name, value) => {
    expect(suggested({ text, headers: { [name]: value } })).toEqual({
      type: null,
      kind: 'auto_reply',
      words: `${name}: ${value.trim().toLowerCase()}`,
    });
  });

  test.each([
    ['precedence', 'bulk'],
    ['auto-submitted', 'no'],
    ['return-path', '<ana@acme.example>'],
    ['x-other', 'auto-replied'],
  ])('somebody may have written it: %s: %s', (name, value) => {
    expect(suggested({ text, headers: { [name]: value } })).toEqual(nothing);
  });

  test('who is away is read from its subject too', () => {
    expect(suggested({ text: 'Back on 18 May.', subject: 'Out of office' })).toEqual({
      type: 9,
      kind: 'auto_reply',
      words: 'Out of office',
      return_date: '2026-05-18',
    });
    expect(suggested({ text: 'Back on 18 May.' })).toEqual(nothing);
  });
});

describe('5.6.7 anger', () => {
  test('words that only sound like it take back what they overlap, and nothing else', () => {
    expect(suggested({ text: 'Found this in my spam folder.' })).toEqual(nothing);
    expect(suggested({ text: 'Found this in my spam folder. Go to hell.' })).toMatchObject({
      type: 7,
      words: 'Go to hell',
    });
    expect(suggested({ text: 'Go to hell. Found this in my spam folder.' })).toMatchObject({
      type: 7,
      words: 'Go to hell',
    });
  });
});

describe('K5 whose words a subject is', () => {
  test.each<[string, ReceivedMail, string]>([
    ['a subject of its own stands before the text', { subject: ' Stop ', text: 'Please.' }, 'Stop\n\nPlease.'],
    ['one that continues another is not the author’s', { subject: 'Re: Stop', text: 'Please.' }, 'Please.'],
    ['but where they wrote nothing else', { subject: 'Re: Stop', text: '' }, 'Stop'],
    ['a count in brackets', { subject: 'Re[2]: Stop', text: 'Yes.' }, 'Yes.'],
    ['none', { text: 'Please.' }, 'Please.'],
    ['an empty one', { subject: '', text: 'Please.' }, 'Please.'],
    ['nothing at all', { text: '' }, ''],
  ])('%s', (_, mail, words) => {
    expect(wordsOf(mail)).toBe(words);
  });
});
