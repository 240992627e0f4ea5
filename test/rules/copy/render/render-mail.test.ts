import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCopyChecks } from '../../../../src/rules/copy/checks/index.ts';
import { type Mailbox, type RenderRequest, renderMail } from '../../../../src/rules/copy/render/render-mail.ts';
import { scanText, type TemplateText, validateTemplate } from '../../../../src/rules/copy/render/template.ts';
import { policy, shipped } from '../example.ts';

const mailbox: Mailbox = {
  address: 'rick@ecomonetize.com',
  sender_name: 'Rick Flores',
  postal_address: '548 Market St PMB 12345, San Francisco, CA 94104',
};
const template: TemplateText = {
  subject: 'Partners at {{company}}',
  body: 'I saw {{company}}, {{first_name}}. {{insight}}',
  slots: [{ name: 'insight', rests_on: 'insight_fact' }],
};
const request: RenderRequest = {
  template,
  slots: { insight: 'Acme lists 14 solutions.' },
  contact: { first_name: 'Ana' },
  company: { name: 'Acme' },
  mailbox,
  contactToken: '01HZXA',
};

let texts = 0;

describe('a template', () => {
  const refused = [
    '{{{a}}}',
    '{{&a}}',
    '{{#if a}}x{{/if}}',
    '{{#each a}}x{{/each}}',
    '{{^a}}x{{/a}}',
    '{{> p}}',
    '{{* d}}',
    '{{a b}}',
    '{{a x=1}}',
    '{{a (b)}}',
    '{{(a)}}',
    '{{a.b}}',
    '{{../a}}',
    '{{./a}}',
    '{{a/b}}',
    '{{@root}}',
    '{{this}}',
    '{{[a b]}}',
    '{{"a"}}',
    '{{1}}',
    '{{true}}',
    '{{null}}',
    '{{~a~}}',
    '\\{{a}}',
    '{{!c}}',
    '{{{{raw}}}}x{{{{/raw}}}}',
    '{{constructor}}',
    '{{__proto__}}',
    '{{toString}}',
    '{{hasOwnProperty}}',
    '{{lookup}}',
    '{{log}}',
    '{{each}}',
    '{{helperMissing}}',
    '{{a',
    '}}',
  ];
  for (const text of refused) {
    it(`5.3d holds plain slots only, not ${text}`, () => {
      const scan = scanText(text);
      expect(scan.slots).toEqual([]);
      expect(scan.problems).toHaveLength(1);
    });
  }
  it('5.3d says what stands where text or a slot should', () => {
    const said = (text: string) => scanText(text).problems;
    expect(said('{{constructor}}')).toEqual(['`constructor` cannot be the name of a slot']);
    expect(said('{{a b}}')).toEqual([
      'only text and {{slot}} may stand in a template, found `a` in braces, which is no plain slot',
    ]);
    expect(said('{{#if a}}x{{/if}}')).toEqual(['only text and {{slot}} may stand in a template, found a block']);
    expect(said('{{> p}}')).toEqual(['only text and {{slot}} may stand in a template, found a partial']);
    expect(said('{{#> p}}x{{/p}}')).toEqual(['only text and {{slot}} may stand in a template, found a partial block']);
    expect(said('{{!c}}')).toEqual(['only text and {{slot}} may stand in a template, found a comment']);
    expect(said('}}')).toEqual(['braces that are no slot stand in the text']);
    expect(said('{{a')[0]).toMatch(/^not a template: Parse error on line 1$/);
    expect(validateTemplate({ subject: 'a\nb {{#if a}}x{{/if}}', body: '{{> p}}', slots: [] })).toEqual([
      'subject: only text and {{slot}} may stand in a template, found a block',
      'body: only text and {{slot}} may stand in a template, found a partial',
      'subject: a line break',
    ]);
    const long = 'a'.repeat(40);
    expect(scanText(`{{${long}}} {{${long}b}} {{a_1}}`)).toMatchObject({ slots: [long, 'a_1'] });
  });
  it('5.3d names its slots once each', () => {
    expect(scanText('{{b}} and {{ a }} and {{b}}')).toEqual({ slots: ['b', 'a'], problems: [] });
  });
  it('5.3d uses what it declares and declares what it uses', () => {
    expect(validateTemplate(template)).toEqual([]);
    expect(validateTemplate({ ...template, slots: [] })).toEqual(['slot `insight` is used and not declared']);
    expect(validateTemplate({ ...template, slots: [...template.slots, { name: 'hook', rests_on: 'hook' }] })).toEqual([
      'slot `hook` is declared and not used',
    ]);
    expect(validateTemplate({ ...template, slots: [...template.slots, ...template.slots] })).toEqual([
      'slot `insight` is declared twice',
    ]);
    expect(
      validateTemplate({ ...template, slots: [...template.slots, { name: 'company', rests_on: 'hook' }] }),
    ).toEqual(['slot `company` cannot be declared']);
    expect(validateTemplate({ ...template, key: 'nurture_2', sequence: 'nurture', touch: 1 })).toEqual([
      'the key is `nurture_2`, expected `nurture_1`',
    ]);
  });
});

describe('a rendered mail', () => {
  it('5.3d has greeting, body, sign-off and footer, each in its place', () => {
    expect(renderMail(request)).toEqual({
      subject: 'Partners at Acme',
      greeting: 'Hi Ana,',
      body: 'I saw Acme, Ana. Acme lists 14 solutions.',
      signoff: 'Rick Flores',
      footer:
        'Rick Flores, 548 Market St PMB 12345, San Francisco, CA 94104\nNot for you? Reply "stop" and I will not write to you again.',
      text: 'Hi Ana,\n\nI saw Acme, Ana. Acme lists 14 solutions.\n\nRick Flores\n\nRick Flores, 548 Market St PMB 12345, San Francisco, CA 94104\nNot for you? Reply "stop" and I will not write to you again.',
      headers: { 'List-Unsubscribe': '<mailto:rick@ecomonetize.com?subject=unsubscribe>' },
      optout: { mode: 'reply', token: '01HZXA' },
      problems: [],
    });
  });
  it('5.3e offers one click where a URL is configured', () => {
    const mail = renderMail({ ...request, mailbox: { ...mailbox, unsubscribe_url: 'https://u.ecomonetize.com/o/' } });
    expect(mail.headers).toEqual({
      'List-Unsubscribe': '<https://u.ecomonetize.com/o/01HZXA>, <mailto:rick@ecomonetize.com?subject=unsubscribe>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mail.footer).toContain('https://u.ecomonetize.com/o/01HZXA');
    expect(mail.problems).toEqual([]);
  });
  for (const unsubscribe_url of ['http://u.x.com/o', 'https://u.x.com/o?t=', 'https://u.x.com/o#', 'u.x.com']) {
    it(`5.3e refuses an opt-out URL that is no plain https path: ${unsubscribe_url}`, () => {
      expect(renderMail({ ...request, mailbox: { ...mailbox, unsubscribe_url } }).problems).toEqual([
        'unsubscribe_url is not a plain https path',
      ]);
    });
  }
  it('5.3e says what is not configured, and fails for it', () => {
    const mail = renderMail({ ...request, mailbox: undefined });
    expect(mail.footer).toBe(
      '(sender and postal address not configured)\nNot for you? Reply "stop" and I will not write to you again.',
    );
    expect(mail.headers).toEqual({});
    expect(mail.problems).toEqual([]);
    const address = runCopyChecks(mail, { seq: 'nurture' }, policy).find((check) => check.rule === 'address.present');
    expect(address).toMatchObject({ verdict: 'fail', because: 'no postal address of the sender is configured' });
  });

  const nothing: readonly (readonly [string, unknown, string])[] = [
    ['missing', undefined, 'slot `insight` is missing'],
    ['null', null, 'slot `insight` is missing'],
    ['empty', '', 'slot `insight` is empty'],
    ['blank', ' \u00a0\t', 'slot `insight` is empty'],
    ['unseen', '\u200b\ufeff', 'slot `insight` is empty'],
    ['object', { a: 1 }, 'slot `insight` is of the kind object, expected a text'],
    ['list', ['a'], 'slot `insight` is a list, expected a text'],
    ['number', 14, 'slot `insight` is of the kind number, expected a text'],
    ['function', () => 'x', 'slot `insight` is of the kind function, expected a text'],
    ['braces', 'I saw {{x}}.', 'slot `insight` holds an unfilled or stringified value'],
    ['stringified', '[object Object]', 'slot `insight` holds an unfilled or stringified value'],
    ['two lines', 'a\nb', 'slot `insight` holds a line break'],
  ];
  for (const [kind, value, problem] of nothing) {
    it(`5.3d never renders a slot that is ${kind}`, () => {
      const mail = renderMail({ ...request, slots: { insight: value } });
      expect(mail.problems).toEqual([problem]);
      expect([mail.subject, mail.body]).toEqual(['', '']);
    });
  }
  it('5.3d takes a text that only speaks of nothing, and cuts the blanks around it', () => {
    for (const text of ['Nothing is null', 'None of them names a partner.', 'Nan lists 14.', 'undefinedness'])
      expect([text, renderMail({ ...request, slots: { insight: text } }).problems]).toEqual([text, []]);
    for (const text of ['It is undefined here', ' null ', 'It is [object Object].'])
      expect([text, renderMail({ ...request, slots: { insight: text } }).problems]).toEqual([
        text,
        ['slot `insight` holds an unfilled or stringified value'],
      ]);
    const mail = renderMail({
      ...request,
      contact: { first_name: ' Ana ' },
      company: { name: ' Acme ' },
      slots: { insight: '  14.  ' },
    });
    expect([mail.greeting, mail.subject, mail.body]).toEqual(['Hi Ana,', 'Partners at Acme', 'I saw Acme, Ana. 14.']);
    const spaced = { ...template, body: ' {{insight}} {{company}} {{first_name}}\n' };
    expect(renderMail({ ...request, template: spaced }).body).toBe('Acme lists 14 solutions. Acme Ana');
  });
  it('5.3d greets nobody by a name that is none', () => {
    expect(renderMail({ ...request, contact: { first_name: '' } }).greeting).toBe('Hi there,');
    expect(renderMail({ ...request, company: { name: '' } }).greeting).toBe('Hi there,');
  });
  it('5.3e says by which way a reader gets out, and what is wrong with ours', () => {
    const by = (over: Partial<Mailbox>, contactToken = '01HZXA') =>
      renderMail({ ...request, mailbox: { ...mailbox, ...over }, contactToken });
    expect([by({}).optout, by({ unsubscribe_url: 'https://u.x.com/o' }).optout]).toEqual([
      { mode: 'reply', token: '01HZXA', url: undefined },
      { mode: 'link', token: '01HZXA', url: 'https://u.x.com/o' },
    ]);
    for (const url of ['https://u.x.com', 'https://u.x.com:8443/o', 'https://u.x.com/a/b.c~d/'])
      expect([url, by({ unsubscribe_url: url }).problems]).toEqual([url, []]);
    expect(by({ unsubscribe_url: 'https://u.x.com:8443/' }).footer).toContain('here: https://u.x.com:8443/01HZXA');
    for (const url of ['xhttps://u.x.com/o', 'https://u.x.com:/o', 'https://u.x.com:x/o', 'https://u.x.com/o//'])
      expect([url, by({ unsubscribe_url: url }).problems]).toEqual([
        url,
        ['unsubscribe_url is not a plain https path'],
      ]);
    for (const over of [{ address: 'a\nb' }, { sender_name: 'a\rb' }, { postal_address: 'a\nb' }])
      expect(by(over).problems).toEqual(['the mailbox holds a line break']);
    const token = 'the contact token is not letters, digits, - and _';
    expect(['a_B-9', 'a'.repeat(120)].flatMap((each) => by({}, each).problems)).toEqual([]);
    for (const each of ['', 'a b', ' a', 'a=', 'a'.repeat(121)]) expect(by({}, each).problems).toEqual([token]);
    expect(renderMail({ ...request, mailbox: undefined }).signoff).toBe('(sender not configured)');
  });
  it('5.3d takes a person by the name of Nan, and nobody by the name of NaN', () => {
    expect(renderMail({ ...request, contact: { first_name: 'Nan' } }).greeting).toBe('Hi Nan,');
    for (const first_name of ['NaN', 'null', 'None', 'undefined', '[object Object]'])
      expect(renderMail({ ...request, contact: { first_name } }).problems).toEqual([
        'slot `first_name` holds an unfilled or stringified value',
      ]);
  });
  it('5.3d takes no value that an object has by birth', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const mail = renderMail({
        ...request,
        template: { subject: 'x', body: `{{${name}}}`, slots: [{ name, rests_on: 'hook' }] },
        slots: {},
      });
      expect(mail.problems).toContain(`slot \`${name}\` is missing`);
      expect(mail.body).toBe('');
    }
    const inherited: Record<string, unknown> = Object.create({ insight: 'Inherited text.' });
    expect(renderMail({ ...request, slots: inherited }).problems).toEqual(['slot `insight` is missing']);
  });
  it('5.3d names a slot that nobody declared', () => {
    const slots: Record<string, unknown> = JSON.parse('{"insight": "Acme lists 14.", "__proto__": "x"}');
    expect(renderMail({ ...request, slots }).problems).toEqual([
      'slot `__proto__` is not one that the template declares',
    ]);
  });
  it('5.3d writes text as it is, marks and all, in a template that is new and in one that is known', () => {
    texts += 1;
    const fresh = { ...template, body: `${texts}: {{insight}}` };
    for (const insight of ['R&D <3 "co-sell".', '<b>'])
      expect(renderMail({ ...request, template: fresh, slots: { insight } }).body).toBe(`${texts}: ${insight}`);
  });

  it('5.3d whatever the slots hold, no placeholder and no stringified nothing comes out', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.anything(),
      fc.constantFrom('undefined', '{{a}}', '[object Object]', '{{{', null, undefined),
    );
    fc.assert(
      fc.property(odd, odd, fc.string(), (insight, extra, name) => {
        const mail = renderMail({
          ...request,
          slots: { insight, extra },
          contact: { first_name: name },
          company: { name },
        });
        const mend = renderMail({
          ...request,
          slots: { insight },
          contact: { first_name: name || 'Ana' },
          company: { name },
        });
        for (const text of [mail.text, mail.subject, mend.text, mend.subject])
          expect(text).not.toMatch(/\{\{|undefined|\[object/);
      }),
    );
  });
});

describe('the shipped templates', () => {
  const sentence: Readonly<Record<string, string>> = {
    insight: 'Acme lists 14 solutions on AWS Marketplace, and only 3 name a delivery partner.',
    trigger: 'You commented on a post about attribution overlays in March.',
    hook: 'AWS changes its co-sell incentive tiers before Q3 2026.',
    first_point: 'You said that 3 of 14 listings name a partner.',
    second_point: 'Dana asked who signs off the co-sell number.',
  };
  const stages: Readonly<Record<string, string>> = {
    nurture: 'MQL',
    re_engagement: 'MQL',
    activation: 'SQL',
    post_briefing: 'BRIEFING_READY',
  };

  it('5.3d every touch of the four sequences, and each is sound', () => {
    expect(shipped().map((each) => each.key)).toEqual([
      'activation_1',
      'activation_2',
      'activation_3',
      'activation_4',
      'activation_5',
      'nurture_1',
      'nurture_2',
      'nurture_3',
      'nurture_4',
      'nurture_5',
      'post_briefing_1',
      're_engagement_1',
      're_engagement_2',
    ]);
    expect(shipped().flatMap((each) => validateTemplate(each))).toEqual([]);
  });
  for (const each of shipped()) {
    for (const unsubscribe_url of [undefined, 'https://u.ecomonetize.com/o', 'https://out.mailer.example/u']) {
      it(`5.3f ${each.key} passes every check, by ${unsubscribe_url ?? 'reply'}`, () => {
        const slots = Object.fromEntries(each.slots.map(({ name }) => [name, sentence[name] ?? '']));
        const mail = renderMail({ ...request, template: each, slots, mailbox: { ...mailbox, unsubscribe_url } });
        const checks = runCopyChecks(
          mail,
          {
            seq: each.sequence,
            touch: each.touch,
            qualified: stages[each.sequence],
            contact: { first_name: 'Ana', email: 'ana@acme.example.com' },
            company: { name: 'Acme' },
            sender: { name: mailbox.sender_name, email: mailbox.address, postal_address: mailbox.postal_address },
            optout: mail.optout,
            template: { approved: each, slots: { ...slots, company: 'Acme', first_name: 'Ana' } },
            slots,
            now: '2026-04-21',
            others: [{ company: 'Globex' }],
            insight: { evidence: ['14 solutions on AWS Marketplace, 3 name a delivery partner'] },
            trigger: { type: 'E1', text: 'Commented on a post about attribution overlays', observed_on: '2026-03-30' },
            hook: { text: 'AWS changes co-sell incentive tiers before Q3 2026', observed_on: '2026-04-01' },
            conversation: ['3 of 14 listings name a partner', 'Dana: who signs off the co-sell number?'],
          },
          policy,
        );
        // K9 warns of each mail while terms of ours are not supplied.
        const open = checks.filter(({ verdict }) => verdict !== 'pass').map(({ rule }) => rule);
        expect(open).toEqual(['brand.terms_supplied']);
      });
    }
  }
  it('5.3b the activation template below SQL is stopped by its price', () => {
    const each = shipped().find((one) => one.key === 'activation_1');
    const slots = Object.fromEntries((each?.slots ?? []).map(({ name }) => [name, sentence[name] ?? '']));
    const mail = renderMail({ ...request, template: each ?? template, slots });
    const gate = runCopyChecks(mail, { seq: 'activation', touch: 1, qualified: 'MQL' }, policy).find(
      (check) => check.rule === 'pricing.gate',
    );
    expect(gate).toMatchObject({ verdict: 'fail', evidence: ['$2,500'] });
  });
});
