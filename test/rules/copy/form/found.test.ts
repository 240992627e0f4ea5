import { describe, expect, test } from 'vitest';
import { found, judge, verdict } from '../example.ts';

const to = (email: string | null, more: object = {}) => ({ contact: { email, ...more } });
const shown = (text: string): string => JSON.stringify(text);

describe('K10 what makes a header unsafe is named', () => {
  test.each([
    ['Hi\nBcc: x@y.co', 'holds a line break or an unseen character'],
    ['Hi\rBcc: x@y.co', 'holds a line break or an unseen character'],
    ['&#10;Hi', 'holds a line break or an unseen character'],
    ['=?utf-8?b?SGk=?= Acme', 'is already encoded'],
    ['=?utf-8?Q?Hi?= Acme', 'is already encoded'],
    ['Hi%0aBcc', 'holds an encoded line break'],
    ['Hi%0DBcc', 'holds an encoded line break'],
    ['Hi\\n', 'holds an encoded line break'],
    ['Hi\\r', 'holds an encoded line break'],
    ['Acme:\\n', 'holds an encoded line break'],
  ])('K10 a subject of its own: %j', (subject, what) => {
    expect(found('header.safe', { subject })).toEqual([`subject ${shown(subject)} ${what}`]);
  });

  test.each(['=?utf-8?x?Hi?= Acme', 'Hi%0bBcc', 'Hi\\t', 'Is 4=? Acme', 'C:\\new Acme', 'x'.repeat(900)])(
    'K10 a plain subject: %j',
    (subject) => {
      expect(found('header.safe', { subject })).toEqual([]);
    },
  );

  test('K10 a subject of 900 characters is a header, one more is not', () => {
    expect(found('header.safe', { subject: 'x'.repeat(901) })).toEqual(['subject is 901 characters long']);
  });

  test('K10 an address has 64 characters before the sign and 254 in all, and letters at its end', () => {
    const isOne = (email: string) => verdict('header.safe', {}, to(email)) === 'pass';
    const host = (length: number) => `${'h'.repeat(62)}.${'h'.repeat(62)}.${'h'.repeat(length - 129)}.co`;
    expect([64, 65].map((n) => isOne(`${'a'.repeat(n)}@b.co`))).toEqual([true, false]);
    expect([254, 255].map((n) => isOne(`${'a'.repeat(64)}@${host(n - 65)}`))).toEqual([true, false]);
    expect([63, 64].map((n) => isOne(`a@${'b'.repeat(n)}.co`))).toEqual([true, false]);
    expect(['a@b.c1', 'a@b.11', 'a@b.c', 'a@b-.co', 'a@b', "a.'b+c@d.co"].map(isOne)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test('K10 an address and a name are said with whose they are', () => {
    const context = {
      ...to('a@b', { name: 'a@b', first_name: 'A;B' }),
      sender: { name: 'R\\F', email: 'rick@' },
      in_reply_to: 'a',
    };
    expect(found('header.safe', {}, context)).toEqual([
      'recipient "a@b" is not one address',
      'sender "rick@" is not one address',
      'recipient name "a@b" holds an address or its signs',
      'first name "A;B" holds an address or its signs',
      'sender name "R\\\\F" holds an address or its signs',
      'in_reply_to "a" is no message id',
    ]);
    expect(found('header.safe', {}, to('a@b.co', { name: 'A\nB' }))).toEqual([
      'recipient name "A\\nB" holds a line break or an unseen character',
    ]);
    const long = `${'a'.repeat(80)}bc`;
    expect(found('header.safe', {}, to(long))).toEqual([`recipient "${'a'.repeat(80)}..." is not one address`]);
    expect(found('header.safe', {}, to(long.slice(0, 80)))).toEqual([
      `recipient "${'a'.repeat(80)}" is not one address`,
    ]);
  });

  test('K10 who is not named is not known, and one without an address is not one', () => {
    const unknown = { sender: { name: null, email: null }, in_reply_to: null };
    expect(judge('header.safe', {}, { contact: null, ...unknown })).toMatchObject({
      verdict: 'unknown',
      ruling: 'K10',
      because: 'no recipient address is given',
      remedy: 'name the contact by one address',
    });
    expect(judge('header.safe', {}, { ...to('a@b.co'), ...unknown })).toMatchObject({
      verdict: 'pass',
      because: 'one recipient and clean headers',
    });
    expect(found('header.safe', {}, { contact: { name: 'Ana' } })).toEqual(['recipient "" is not one address']);
    expect(found('header.safe', {}, to(' '))).toEqual(['recipient " " is not one address']);
    expect(judge('header.safe', {}, { ...to('a@b'), sender: null }).because).toBe(
      'unsafe: `recipient "a@b" is not one address`',
    );
  });

  test('K10 five headers may come along, a message id in two of them', () => {
    const headers = {
      'Message-ID': '<a@b>',
      'IN-REPLY-TO': 'nothing',
      References: 'nothing',
      'List-Unsubscribe': '<mailto:a@b.co>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'X-Mine': '1',
    };
    const check = judge('header.safe', { headers });
    expect(check.evidence).toEqual(['IN-REPLY-TO "nothing" is no message id', 'header "X-Mine" is not one of ours']);
    expect(check.remedy).toBe('one plain address, one line per header, a message id as <local@host>');
    expect(found('header.safe', { headers: { 'message-id': 'nothing', References: 'a\nb' } })).toEqual([
      'message-id "nothing" is no message id',
      'References "a\\nb" holds a line break or an unseen character',
    ]);
  });
});

describe('K10 what makes a subject mislead is named', () => {
  test.each([
    ['Re[2]: x', ['Re[2]:']],
    ['RE^2: x', ['RE^2:']],
    ['RE2: x', ['RE2:']],
    ['Re  [12]: x', ['Re  [12]:']],
    ['RE^12 : x', ['RE^12 :']],
    ['RE  - x', ['RE  -']],
    ['[Acme]Re: x', ['Re:']],
    ['"- Re: x', ['Re:']],
    ['( re ) x', ['( re )']],
    ['ALERT Acme', ['ALERT']],
    ['ALERT "Acme"', ['ALERT']],
    ['Warning - Acme', ['Warning - ']],
    ['Warning 441', ['Warning 441']],
    ['Urgent care is urgent', ['urgent']],
    ['Partners?  !', ['!!']],
    ['Partners!  ?', ['!!']],
    ['[Acme] (x) Fwd: x', ['Fwd:']],
    ['RE - x', ['RE -']],
    ['Aw; x', ['Aw;']],
    ['(Re) x', ['(Re)']],
    ['[ Re: ] x', ['[ Re: ]']],
    ['URGENT partners of Acme', ['URGENT']],
    ['Reminder: partners', ['Reminder:', 'Reminder']],
    ['Invoice 4411 for Acme', ['Invoice 4411']],
    ['Warning! partners', ['Warning!']],
    ['Alert', ['Alert']],
    ['Delivery status notification: x', ['Delivery status']],
    ['Out of office: x', ['Out of office']],
    ['Partners? !', ['!!']],
    ['Partners!?', ['!!']],
    ['Partners! !', ['!!']],
    [' ', ['(empty subject)']],
    ['...?', ['(empty subject)']],
    [`${'a'.repeat(79)} `, ['79 characters, at most 78']],
  ])('K10 %j', (subject, words) => {
    expect(found('subject.honest', { subject })).toEqual(words);
  });

  test.each([
    'Re-x',
    're:Invent and Acme',
    'Partners!',
    `  ${'a'.repeat(78)} `,
    `😀${'a'.repeat(77)}`,
    '7',
    'Undelivered',
    'About re: x',
    'x (re) y',
    'Its warning: x',
    'Alert partners of Acme',
    'ALERTacme',
    'My reminder: x',
    'Urgent care at Acme',
    'WIN Acme',
    'Partners! Really?',
  ])('K10 an honest one: %j', (subject) => {
    expect(found('subject.honest', { subject })).toEqual([]);
  });

  test('K10 the mark of an answer stands in a thread that exists', () => {
    const re = (context: Readonly<Record<string, unknown>>) => found('subject.honest', { subject: 'Re: x' }, context);
    expect(re({ threadHasPrior: false, in_reply_to: null })).toEqual(['Re:']);
    expect(re({ threadHasPrior: true })).toEqual([]);
    expect(re({ threadHasPrior: false, in_reply_to: '<a@b>' })).toEqual([]);
    expect(found('subject.honest', { subject: 'Re: urgent' }, { threadHasPrior: true })).toEqual(['urgent']);
    expect(judge('subject.honest', { subject: 'Re: x' }, { threadHasPrior: false, in_reply_to: null })).toMatchObject({
      because: 'the subject misleads or runs over: `Re:`',
      remedy: 'name what the mail is about in at most 78 characters; Re: only in a thread that exists',
    });
    expect(judge('subject.honest', { subject: ' Acme ' }).because).toBe('the subject says what it is in 4 characters');
  });
});

describe('K10 what is not plain is named', () => {
  test.each([
    ['**bold** and __x__ and ~~y~~ and `zz`', ['`zz`', '**', '__x__', '~~y~~']],
    ['a <b>c</b> &nbsp; [x](https://y.com)', ['<b>', '</b>', '&nbsp;', '[x](https://y.com)']],
    ['# Head\n> quote\n---\n- [ ] x\n[1]: https://x.com', ['# H', '>', '---', '[1]: h', '- [ ]']],
    ['See https://a.com/x or https://b.com/y.', ['https://a.com/x', 'https://b.com/y']],
    ['See https://bit.ly/x.', ['https://bit.ly/x (shortener)']],
    ['a\u200bb\u202e', ['U+200B', 'U+202E']],
    ['```\nx\n```', ['```']],
    ['𝗔𝗰𝗺𝗲 lists 14', ['𝗔𝗰𝗺𝗲']],
  ])('K10 %j', (body, words) => {
    expect(found('format.plain', { body })).toEqual(words);
  });

  test('K10 a link in what the author wrote, and one in the footer; a mark in the whole mail', () => {
    const footer = 'https://b.com/y';
    expect(found('format.plain', { body: 'See https://a.com/x.', footer })).toEqual([]);
    expect(found('format.plain', { subject: 'https://a.com/x', body: 'Hi.', signoff: 'https://c.com/z' })).toEqual([
      'https://a.com/x',
      'https://c.com/z',
    ]);
    expect(found('format.plain', { footer: `${footer} https://c.com/z` })).toEqual([footer, 'https://c.com/z']);
    expect(found('format.plain', { subject: 'Hi!', body: 'Yes.', footer: 'No.' })).toEqual([]);
    expect(found('format.plain', { subject: 'Hi!', body: 'Yes! No!' })).toEqual(['3 exclamation marks']);
    const yahoo = { company: { name: ' Yahoo! ' } };
    expect(found('format.plain', { body: 'Yahoo! said it!' }, yahoo)).toEqual([]);
    expect(found('format.plain', { body: 'Yahoo! said it! Yes!' }, yahoo)).toEqual(['2 exclamation marks']);
    expect(found('format.plain', { body: 'Yes! No!' }, { company: null })).toEqual(['2 exclamation marks']);
    expect(judge('format.plain', { body: '~~y~~' })).toMatchObject({
      because: 'not plain: `~~y~~`',
      remedy: 'plain words, at most 1 full link and 1 exclamation mark, no unseen characters',
    });
    expect(judge('format.plain', { body: 'y' }).because).toBe('plain text');
  });
});

describe('K1 what a slot may not say is named', () => {
  test.each([
    ['Two. Sentences.', ['2 sentences']],
    ['acme lists 14.', ['does not begin like a sentence']],
    ['the iPhone list is long.', ['does not begin like a sentence']],
    ['Acme lists 14', ['does not end in a full stop']],
    ['Acme Inc. lists 14', ['does not end in a full stop']],
    ['For 2500 you get the map.', ['2500']],
    ['Acme\u2028lists 14.', ['a line break', 'U+2028']],
    ['Acme lists 14! Really?', ['2 sentences', 'does not end in a full stop', '!', '?']],
    ['Acme wrote our RevOps note in the US.', ['RevOps', 'our']],
    ['Acme asks us.', ['us']],
    ['Let me know.', ['Let me know']],
    ['The Assessment is $2,500 for Acme.', ['Assessment', '$2,500']],
    ['Acme sees ana@acme.co and https://acme.co/x.', ['https://acme.co/x', 'ana@acme.co']],
    ['Acme has **14** {{x}} TODO.', ['**', '{{x}}', '{x}', 'TODO']],
  ])('K1 %j', (a, words) => {
    expect(found('slot.floor', {}, { slots: { a } })).toEqual(words.map((each) => `a: ${each}`));
  });

  test.each([
    '"Acme" lists 14.',
    '(Acme lists 14.)',
    '14 partners list Acme.',
    'iPhone makers list 14.',
    'adMob lists 14.',
    'x86Box lists 14.',
    ' Acme lists 14. ',
    'Acme lists 2500 partners.',
  ])('K1 a sentence of its own: %j', (text) => {
    expect(judge('slot.floor', {}, { slots: { a: text, b: text } })).toMatchObject({
      verdict: 'pass',
      because: '2 slots, a sentence each',
    });
  });

  test('K1 no slot, no fault; each fault with the name of its slot', () => {
    expect(judge('slot.floor', {}, { slots: {} }).because).toBe('no slot was filled');
    expect(judge('slot.floor', {}, { slots: { a: 'We.' } })).toMatchObject({
      because: 'a slot may not say this: `a: We`',
      remedy: 'one whole sentence about the company, ending in a full stop: no terms, prices, links or asks of ours',
    });
    expect(found('slot.floor', {}, { slots: { a: 'We.', b: 'Fine is it.', c: 'He saw us' } })).toEqual([
      'a: We',
      'c: does not end in a full stop',
      'c: us',
    ]);
  });
});

describe('K1 K10 what was approved is compared letter by letter', () => {
  const body = 'A fact.  I counted.';
  const changed = (approved: string, actual: string, slots?: object) =>
    found(
      'template.integrity',
      { subject: 'S', body: actual },
      { template: { approved: { subject: 'S', body: approved }, slots } },
    );

  test('K10 with the slots known, each holds its own text and no more', () => {
    expect(changed('{{ insight }}  I counted.', `${body}\n`, { insight: ' A fact. ' })).toEqual([]);
    expect(changed('{{ insight }}  I counted.', 'A fact. I counted.', { insight: 'A fact.' })).toEqual(['body']);
    expect(changed('{{insight}} {{other}}', 'A fact. {{other}}', { insight: 'A fact.' })).toEqual([]);
    expect(changed('{{toString}}', '{{toString}}', {})).toEqual([]);
    expect(changed('a{{x}}', 'ab', { x: 'c' })).toEqual(['body']);
  });

  test('K10 without them, the fixed pieces stand in their order', () => {
    expect(changed('a{{x}}b{{y}}c', 'a1b2c')).toEqual([]);
    expect(changed('a{{x}}b{{y}}c', 'abc')).toEqual([]);
    expect(changed('a{{x}}b{{y}}c', 'a1c')).toEqual(['body']);
    expect(changed('a{{x}}b{{y}}c{{z}}b', 'a1c2b')).toEqual(['body']);
    expect(changed('ab{{y}}ab', 'ab')).toEqual(['body']);
    expect(changed('a{{x}}b{{y}}b', 'a1b')).toEqual(['body']);
    expect(changed('a{{x}}', 'ba')).toEqual(['body']);
    expect(changed('{{x}}a', 'ab')).toEqual(['body']);
    expect(changed('S', 'T')).toEqual(['body']);
    expect(changed('S', ' S ')).toEqual([]);
    expect(changed(' S ', 'S')).toEqual([]);
  });

  test('K10 what differs is named, each part', () => {
    const template = { approved: { subject: 'Two axes at {{company}}', body: '{{insight}} I counted.' } };
    expect(found('template.integrity', { subject: 'Two', body: 'Changed.' }, { template })).toEqual([
      'subject',
      'body',
    ]);
    expect(judge('template.integrity', { subject: 'Two', body: 'Changed.' }, { template }).because).toBe(
      'the subject and body differs from the approved text outside its slots',
    );
    expect(judge('template.integrity', {}, { template: null })).toMatchObject({
      verdict: 'unknown',
      because: 'no approved template is named to compare with',
      remedy: 'render the mail from a template',
    });
    expect(
      judge('template.integrity', { subject: 'Two axes at Acme', body: 'It is. I counted.' }, { template }),
    ).toMatchObject({
      verdict: 'pass',
      because: 'the fixed text is the approved one',
    });
    expect(judge('template.integrity', { subject: 'Two axes at Acme', body: 'Changed.' }, { template })).toMatchObject({
      because: 'the body differs from the approved text outside its slots',
      remedy: 'render it anew, or submit the change as a new version',
    });
  });
});

describe('K10 what is left unfilled is named', () => {
  const left = (body: string) => found('token.unresolved', { subject: 'x', greeting: 'Hi Ana,', body });

  test.each([
    ['I saw {% if x %} and <%= y %>.', ['{% if x %}', '<%= y %>', '%']],
    ['I saw $\u007bz} and #{q}.', ['$\u007bz}', '#{q}']],
    ['I saw %(c)s and %d.', ['%(c)s', '%d']],
    ['I saw [xx], [#] and [__].', ['[xx]', '[#]', '[__]']],
    ['I saw ____ and XX%.', ['____', 'XX%', 'XX']],
    ['Your N/A is (none).', ['(none)', 'N/A']],
    ['It lists None solutions.', ['None']],
    ['It grew % over.', ['%']],
    ['It is $Infinity, or $k.', ['$Infinity', '$k']],
    ['I saw \\u00e9.', ['\\u00e9']],
    ['At Your Company it is (company name).', ['Your Company', '(company name)']],
    ['I saw #REF! there.', ['#REF!']],
    ['I saw <company>, #company# and -FNAME-.', ['<company>', '#company#', '-FNAME-', 'FNAME']],
    ['I saw «company» there.', ['«company»']],
    ["I saw , and 's it.", ['w ,', "'s"]],
    ['I saw () and "" there.', ['()', '""']],
    ['I saw a  b.', ['a']],
    ['company_name, contact.name and SLOT_ONE', ['company_name', 'contact.name', 'SLOT_ONE']],
    ['account.city and FirstName', ['account.city', 'FirstName']],
    ['See https://x.com/{name}.', ['{name}']],
    ['It is undefined.', ['undefined']],
    ['He said TBD. It is TBD.', ['TBD']],
    ['company_fit and partner_month', ['company_fit', 'partner_month']],
    ['contact.month is FirstName', ['contact.month', 'FirstName']],
    ['It has SLOT_ONE.', ['SLOT_ONE']],
    ['I saw [Your Firm] there.', ['[Your Firm]']],
    ['Hi Null, it is.', ['Null']],
    ['I saw it. Undefined.', ['Undefined']],
  ])('5.3d K10 %s', (body, words) => {
    expect(left(body)).toEqual(words);
  });

  test.each([
    'Undefined ownership is common.',
    'It rains. Undefined ownership is common.',
    'Christopher Null wrote it.',
    'FirstDay and SLOT and contact.us and lead.ing',
    'See https://x.com/a_name and ask ana_name@b.com.',
    'Nobody of None of it.',
    'It grew 50 % over, in $M terms, for the $ amount.',
    'some_word',
    'The [sic] and <word>.',
    'He said TBD.',
    'partner_fit',
    'CompanyDay and AcmeName',
    'See http://x.com/first_name now.',
    'It rains.  Undefined owners wait.',
  ])('5.3d K10 nothing in: %s', (body) => {
    expect(left(body)).toEqual([]);
  });

  test('5.3d K10 an empty body, a subject and a greeting without their beginning', () => {
    const empty = (message: Readonly<Record<string, unknown>>) =>
      found('token.unresolved', { subject: 'x', greeting: 'Hi Ana,', body: 'y', ...message });
    expect(empty({ body: ' ' })).toEqual(['(empty body)']);
    expect(empty({ subject: ', x' })).toEqual(['(subject without its beginning)']);
    expect(empty({ subject: ' acme' })).toEqual(['(subject without its beginning)']);
    expect(empty({ subject: '  acme' })).toEqual(['(subject without its beginning)']);
    expect(empty({ subject: 'Acme: lists' })).toEqual([]);
    expect(judge('token.unresolved', { subject: 'x', greeting: 'Hi Ana,', body: ' ' })).toMatchObject({
      because: 'left unfilled: `(empty body)`',
      remedy: 'fill the slot with a text of its own, or take it out of the template',
    });
    expect(judge('token.unresolved', { subject: 'x', greeting: 'Hi Ana,', body: 'y' }).because).toBe(
      'every slot is filled',
    );
    for (const greeting of ['Hi', 'Dear!', 'hello,', '', ' '])
      expect([greeting, empty({ greeting })]).toEqual([greeting, ['(greeting without a name)']]);
    expect(empty({ subject: ' Acme', greeting: 'Ana,' })).toEqual([]);
  });
});

test('K10 a column that holds N/A is spoken of; a value that is N/A stands for nothing', () => {
  expect(found('token.unresolved', { body: 'The rest show N/A in that field.' })).toEqual([]);
  expect(found('token.unresolved', { body: 'Most rows hold n/a under the partner tier column.' })).toEqual([]);
  expect(found('token.unresolved', { body: 'I asked N. A. Smith of it.' })).toEqual([]);
  expect(found('token.unresolved', { body: 'Your partner count is N/A in that list.' })).toEqual(['N/A']);
});

test('K10 the path of an interface is an address; a brace anywhere else is a slot', () => {
  expect(found('token.unresolved', { body: 'It returns 404 for /partners/{id} now.' })).toEqual([]);
  expect(found('token.unresolved', { body: 'See acme.com/{id} now.' })).toEqual(['{id}']);
});

test('K10 what stays undefined, and the handling of nulls, are spoken of', () => {
  expect(found('token.unresolved', { body: 'Your docs on null handling leave ownership undefined.' })).toEqual([]);
  expect(found('token.unresolved', { body: 'Your tier is undefined, your count null.' })).toEqual([
    'undefined',
    'null',
  ]);
});
