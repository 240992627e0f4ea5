import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activation, judge, verdict } from '../example.ts';

const each = (rule: string, id: string, cases: Readonly<Record<'pass' | 'fail', readonly string[]>>): void => {
  for (const body of cases.pass) {
    it(`${id} ${rule} lets stand: ${JSON.stringify(body)}`, () => {
      expect(verdict(rule, { body })).toBe('pass');
    });
  }
  for (const body of cases.fail) {
    it(`${id} ${rule} refuses: ${JSON.stringify(body)}`, () => {
      expect(verdict(rule, { body })).toBe('fail');
    });
  }
};

describe('token.unresolved', () => {
  each('token.unresolved', '5.3d', {
    pass: [
      'The set {1, 2} is small.',
      'See note [2].',
      'You said [sic] that.',
      'Nullable fields are fine.',
      'Your todo list is long.',
      'Use snake_case in your API.',
      'I read https://x.com/a_name_b.',
      'I saw 50% of Acme and 20% of Globex.',
      'I saw it.  Then I left.',
      'See https://a.example.com/x for it.',
      'An undefined owner is the risk.',
      'Your null hypothesis talk was good.',
      'None of your listings name a partner.',
      'Your $AMZN post and @acme page.',
      "I saw partners' and vendors' pages.",
    ],
    fail: [
      '',
      'Hi [First Name], ok',
      'I saw $\u007bname}.',
      '{{#if a}}',
      '｛｛first_name｝｝',
      '«Company» lists 14.',
      'FIRST_NAME',
      'un\u200bdefined',
      'null',
      'Acme grew NaN%.',
      'See [insert link].',
      'lorem ipsum dolor',
      '[[name]]',
      '%%company%%',
      'Acme lists  , and',
      '<%= name %>',
      'XXX partners',
      'I saw {Company Name} there.',
      'I saw %First Name% there.',
      'I saw %(company)s there.',
      'I counted %d listings.',
      'I saw %%=v(@company)=%% there.',
      'I saw {!Contact.FirstName} there.',
      'I saw |FNAME| there.',
      'I saw #company# there.',
      'I saw $company there.',
      'I saw ((company)) there.',
      'I saw 【company】 there.',
      'I saw [X] of [___] listings.',
      'I saw ____ listings.',
      'I saw [] there.',
      'FNAME saw it.',
      'I saw slot_1 there.',
      'Acme lists None solutions.',
      'Acme grew nan%.',
      'Your N/A listing.',
      'Insert the insight here.',
      'I counted  solutions at Acme.',
    ],
  });
  it('5.3d a greeting without a name is an empty slot', () => {
    expect(verdict('token.unresolved', { greeting: 'Hi ,' })).toBe('fail');
    expect(verdict('token.unresolved', { greeting: 'Hi undefined,' })).toBe('fail');
    expect(verdict('token.unresolved', { subject: '{{company}}' })).toBe('fail');
  });
  it('5.3d any name in double braces is unresolved', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z_]{1,20}$/),
        (name) => verdict('token.unresolved', { body: `I saw {{${name}}} there.` }) === 'fail',
      ),
      { numRuns: 40 },
    );
  });
});

describe('format.plain', () => {
  each('format.plain', '5.3f', {
    pass: [
      '5 > 3',
      'a < b > c',
      'I run eco|monetize.',
      '2 * 3 * 4',
      'snake_case_name',
      '#1 vendor',
      '- a\n- b',
      'See acme.com and node.js notes.',
      'See www.acme.com.',
      'I ❤️ it',
      'I ~ you, 14% -> 11%',
      '• one\n• two',
      'Great!',
    ],
    fail: [
      '<script>x</script>',
      '<br/>',
      '[a](https://x.com)',
      '# Head',
      '`code`',
      '__x__',
      '*bold*',
      'a &amp; b',
      '&#36;2',
      '[b]x[/b]',
      '> quoted',
      'see bit.ly/3abc',
      'https://www.bit.ly/x',
      'https://a.com www.b.com',
      'https://a.com/x b.com/y',
      'a\u200bb',
      'x\u00adx',
      'hi\u0007',
      'Wow! Yes!',
      'Wow！ Yes!',
      '[1]: https://x.com',
      '- [ ] task',
      '<https://x.com|Acme>',
      'javascript:alert(1)',
      '𝗔𝗰𝗺𝗲 lists 14',
    ],
  });
  it("5.3f the link of the opt-out is not the author's", () => {
    expect(verdict('format.plain', { body: 'See https://a.com/x.', footer: 'Unsubscribe: https://u.b.com/o/1' })).toBe(
      'pass',
    );
    expect(verdict('format.plain', { footer: 'https://u.b.com/o/1 https://c.com/x' })).toBe('fail');
  });
  it("5.3f the mark in the company's own name is no shout", () => {
    const yahoo = { company: { name: 'Yahoo!' } };
    expect(verdict('format.plain', { subject: 'Yahoo! and AWS', body: 'I counted Yahoo! twice!' }, yahoo)).toBe('pass');
    expect(verdict('format.plain', { subject: 'Yahoo! and AWS', body: 'Wow! Great!' }, yahoo)).toBe('fail');
  });
  it('5.3f the unseen characters are named', () => {
    expect(judge('format.plain', { body: 'a\u200bb\u202e' }).evidence).toEqual(['U+200B', 'U+202E']);
  });
});

describe('subject.honest', () => {
  const subject = (text: string, context = {}): string => verdict('subject.honest', { subject: text }, context);
  for (const text of [
    '',
    '   ',
    '\u200b',
    'RE: x',
    're : x',
    'Re[2]: x',
    'Fw: x',
    'AW: x',
    'Rе: x',
    'Re： x',
    'R\u200be: x',
    '[Acme] Re: x',
    '(Re: x)',
    '"Re: x"',
    'RE^2: x',
    'Re - x',
    'Re\u2236 x',
    'Antwort: x',
    'Important: x',
    'Your account will be closed',
    '.',
    'Urgent: partners',
    'U\u200brgent',
    'ACTION REQUIRED',
    'Final notice',
    'Your account suspended',
    'Last chance',
    'Partners!!',
  ]) {
    it(`5.3f a subject that misleads: ${JSON.stringify(text)}`, () => {
      expect(subject(text)).toBe('fail');
    });
  }
  for (const text of [
    'Regarding Acme',
    'Recap of Acme',
    'Acme: re-sellers',
    'Acme payments on AWS',
    "re:Invent and Acme's 14 listings",
    'An important gap',
    'Court Square and Acme',
    'Debt-free partner growth',
    'Great to see Acme on AWS!',
  ]) {
    it(`5.3f an honest subject: ${text}`, () => {
      expect(subject(text)).toBe('pass');
    });
  }
  it('5.3f 78 characters pass, 79 fail', () => {
    expect(subject('a'.repeat(78))).toBe('pass');
    expect(subject('a'.repeat(79))).toBe('fail');
  });
  it('5.3f a reply to something may say so', () => {
    expect(subject('Re: x', { threadHasPrior: true })).toBe('pass');
    expect(subject('Re: x', { in_reply_to: '<a@b.co>' })).toBe('pass');
    expect(subject('Re: x', { in_reply_to: 'nothing' })).toBe('fail');
  });
});

describe('header.safe', () => {
  const to = (email: string, name = 'Ana'): string => verdict('header.safe', {}, { contact: { name, email } });
  for (const email of ["o'brien@acme.co", 'a+b@acme.co.uk', 'a.b-c_d@sub.acme.io']) {
    it(`5.5a one address: ${email}`, () => {
      expect(to(email)).toBe('pass');
    });
  }
  for (const email of [
    'a@b',
    'a b@c.co',
    'a@b.co,c@d.co',
    'a@b.co;c@d.co',
    'A <a@b.co>',
    'a@b.co\n',
    '@b.co',
    'a@',
    'a@b..co',
    '.a@b.co',
    'a.@b.co',
    'a@-b.co',
    'а@b.co',
    'a@[1.2.3.4]',
    'a@@b.co',
    'a@b.co\u200b',
    `${'a'.repeat(65)}@b.co`,
    'a@b.c',
  ]) {
    it(`5.5a not one address: ${JSON.stringify(email)}`, () => {
      expect(to(email)).toBe('fail');
    });
  }
  for (const name of ['A\r\nB', 'A <x>', 'a@b.co', 'Ａ＠b.co', 'A\u202eB', 'A"B', 'A\u0000']) {
    it(`5.5a a name that may become a header: ${JSON.stringify(name)}`, () => {
      expect(to('a@b.co', name)).toBe('fail');
    });
  }
  for (const id of ['<a@b> <c@d>', 'a@b', '<a b@c>', '<@>', '<ab>', '', '<a@b>\r\nBcc: x@y.co']) {
    it(`5.5a no message id: ${JSON.stringify(id)}`, () => {
      expect(verdict('header.safe', {}, { in_reply_to: id })).toBe('fail');
    });
  }
  for (const subject of ['Hi\\r\\nBcc: x@y.co', 'Hi%0d%0aBcc: x@y.co', 'Hi%0ABcc: x@y.co']) {
    it(`5.5a a line break in another writing: ${subject}`, () => {
      expect(verdict('header.safe', { subject })).toBe('fail');
    });
  }
  it('5.5a headers are ours only, a line each', () => {
    expect(verdict('header.safe', { headers: { 'List-Unsubscribe': '<mailto:a@b.co>' } })).toBe('pass');
    expect(verdict('header.safe', { headers: { Bcc: 'x@y.co' } })).toBe('fail');
    expect(verdict('header.safe', { headers: { 'X\r\nBcc': 'x@y.co' } })).toBe('fail');
    expect(verdict('header.safe', { headers: { 'List-Unsubscribe': '<x>\r\nBcc: a@b.co' } })).toBe('fail');
  });
  it('5.5a no control character anywhere in a subject is safe', () => {
    const control = fc
      .integer({ min: 0, max: 0x9f })
      .filter((code) => code < 0x20 || code > 0x7e)
      .map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(
        control,
        fc.nat({ max: 5 }),
        (char, at) => verdict('header.safe', { subject: `${'Acmes'.slice(0, at)}${char}x` }) === 'fail',
      ),
      { numRuns: 60 },
    );
  });
});

describe('sequence.last_touch', () => {
  const last = (body: string, context: Readonly<Record<string, unknown>>): string =>
    verdict('sequence.last_touch', { body }, context);
  for (const body of [
    'I am closing the loop.',
    'Closing the loop on this.',
    'This is my last email.',
    'I will not write again after this.',
    "I'll leave it here.",
    "I won't reach out again.",
    "You won't hear from me again.",
    "I'll leave you alone.",
    'One last try.',
    'After this I will stop writing.',
    "I'll assume it isn't a priority.",
    'Time to close out this thread.',
  ]) {
    it(`5.2b touch 5 of activation, and no other, closes the loop: ${body}`, () => {
      expect(last(body, { ...activation, touch: 5 })).toBe('pass');
      expect(last(body, { ...activation, touch: 4 })).toBe('fail');
      expect(last(body, { seq: 'nurture', touch: 5 })).toBe('fail');
      expect(last(body, { seq: 're_engagement', touch: 2 })).toBe('fail');
    });
  }
  for (const body of [
    'I counted 14.',
    'Most teams never close the loop on sourced deals.',
    'You closed the loop with AWS.',
    'Your last email was kind.',
    'In my last note I counted 14.',
    'I am not closing the loop yet.',
    "I won't assume which one it is.",
    'You may not hear this from vendors.',
  ]) {
    it(`5.2b touch 5 of activation must close it: ${body}`, () => {
      expect(last(body, { ...activation, touch: 5 })).toBe('fail');
      expect(last(body, { ...activation, touch: 1 })).toBe('pass');
    });
  }
});

describe('template.integrity', () => {
  const approved = { subject: 'Two axes at {{company}}', body: '{{insight}} I counted {{ company }} twice.' };
  const message = { subject: 'Two axes at Acme', body: 'Acme lists 14. I counted Acme twice.' };
  const kept = (change: object, slots?: object): string =>
    verdict('template.integrity', { ...message, ...change }, { template: { approved, ...(slots ? { slots } : {}) } });
  it('5.4d the approved text with its slots filled is what was approved', () => {
    expect(kept({})).toBe('pass');
    expect(kept({}, { company: 'Acme', insight: 'Acme lists 14.' })).toBe('pass');
  });
  it('5.4d a changed letter outside the slots is not', () => {
    expect(kept({ body: 'Acme lists 14. I counted Acme thrice.' })).toBe('fail');
    expect(kept({ subject: 'Two axes at Acme!' }, { company: 'Acme', insight: 'Acme lists 14.' })).toBe('fail');
    expect(kept({ body: 'Acme lists 15. I counted Acme twice.' }, { company: 'Acme', insight: 'Acme lists 14.' })).toBe(
      'fail',
    );
  });
  it('5.4d without a template there is nothing to compare with', () => {
    expect(verdict('template.integrity', message)).toBe('unknown');
  });
});

describe('slot.floor', () => {
  const slot = (insight: string): string => verdict('slot.floor', {}, { slots: { insight } });
  for (const text of [
    'Acme lists 14 solutions on AWS Marketplace, and only 3 name a delivery partner.',
    'Acme reported $2.5M in co-sell revenue in FY25 Q4, 11% of new ARR.',
    'Acme Inc. hired Dana Whitfield as CRO in the U.S. in February.',
    'eBay lists 14 solutions.',
    'You are in the US market.',
  ]) {
    it(`5.3d a sentence about the company: ${text}`, () => {
      expect(slot(text)).toBe('pass');
    });
  }
  for (const text of [
    '',
    'No stop',
    'Two. Sentences.',
    'A\nb.',
    'Worth a look?',
    'Great!',
    'RevOps is here.',
    'Our note says so.',
    'We saw it.',
    'Tell us.',
    'ERI helps.',
    'Acme needs the Assessment.',
    'Eco-monetize saw it.',
    'It is $2,500.',
    'See https://x.com/a.',
    'Acme takes mail at ana@acme.co.',
    'Let me know.',
    '{{x}} is here.',
    '**A** is here.',
    'x\u200by is here.',
  ]) {
    it(`5.3d a slot may not say: ${JSON.stringify(text)}`, () => {
      expect(slot(text)).toBe('fail');
    });
  }
});
