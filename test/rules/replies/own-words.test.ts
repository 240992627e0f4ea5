import EmailReplyParser from 'email-reply-parser';
import { expect, test, vi } from 'vitest';
import { ownWords } from '../../../src/rules/replies/own-words.ts';
import { suggestReply } from '../../../src/rules/replies/suggest-reply.ts';
import { testPolicy } from '../../support/policy.ts';

test.each([
  [
    'Thank you.\n\nOn Mon, 20 Apr 2026 at 10:00, Rick Bell <rick@ours.example> wrote:\n> Hi Ana,\n> a word?',
    'Thank you.',
  ],
  ['Thank you.\r\n> Hi Ana,\r\n> a word?\r\nPlease call.', 'Thank you.\nPlease call.'],
  ['Fine with me.\n\n  > Reply "stop" to opt out.\n\t> Rick', 'Fine with me.'],
  // Where the library leaves nothing, what isn't quoted are their words.
  ['-- \nplease stop', '-- \nplease stop'],
  ['> Hi Ana,\n-- \nplease stop\n> a word?', '-- \nplease stop'],
  ['> Hi Ana,\n> a word?', ''],
  ['', ''],
])('Y2 of %j the author wrote %j', (text, own) => {
  expect(ownWords(text)).toBe(own);
});

test('Y2 of a long mail the beginning and the end are read, what it quotes aside', () => {
  const quoted = '> a line that was quoted\n'.repeat(1000);
  expect(ownWords(`Yes.\n${quoted}And please call.`)).toBe('Yes.\nAnd please call.');
  const long = 'word '.repeat(5000);
  const read = ownWords(`First. ${long}\nLast.`);
  expect([read.startsWith('First. word'), read.endsWith('Last.')]).toEqual([true, true]);
  expect(read.length).toBeLessThan(20_002);
});

test('Y2 a reply is taken apart once, however often one reading asks for its own words', () => {
  const taken = vi.spyOn(EmailReplyParser.prototype, 'parseReply');
  const mail = { text: 'Please remove me.\n> Hi Ana', subject: 'Re: Partners' };
  expect(suggestReply(mail, testPolicy().values, '2026-05-04').type).toBe(8);
  expect(taken).toHaveBeenCalledTimes(1);
  taken.mockRestore();
});
