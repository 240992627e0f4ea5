import { describe, expect, test } from 'vitest';
import { found, judge } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

const link = { optout: { mode: 'link', token: '01HZXA' } };
const out = (footer: string, context: Given = link) => {
  const { verdict, because, evidence = [] } = judge('optout.present', { footer }, context);
  return [verdict, because, evidence];
};

describe('K5 the way out leads out of all our mail, at once', () => {
  const narrow = 'the way out has a condition, or is not out of all our mail at once';

  test.each([
    ['Reply "stop" to stop partner emails.', ['partner emails']],
    ['Reply "stop" to unsubscribe from product news.', ['product news', 'unsubscribe from product']],
    ['Reply stop and I pause for 30 days.', ['pause', '30 days']],
    ['Reply stop and I stop for two weeks.', ['two weeks']],
    ['Reply stop and you are out after 90 days.', ['90 days', 'after 90 days']],
    ['Reply stop and you are out after three months.', ['three months', 'after three months']],
  ])('K5 %s', (footer, words) => {
    expect(out(footer)).toEqual(['fail', narrow, words]);
  });

  test.each([
    'Reply stop and you are out within 2 business days.',
    'Reply stop and you are out within 10 days.',
    'Reply "stop" to stop my emails.',
    'Reply "stop" to leave every list.',
    'Reply "stop" to unsubscribe from all mail.',
    'Reply "stop" and I stop.',
    'Reply "stop" to unsubscribe.',
  ])('K5 all of it: %s', (footer) => {
    expect(out(footer).slice(0, 2)).toEqual(['pass', 'the mail offers to stop by reply']);
  });
});

describe('K5 nothing has to be done or paid for it, and what follows the answer ends our mail', () => {
  const barred = 'the way out has a condition, or is not out of all our mail at once';
  const tail = 'the way out has a condition, or is not out of all our mail at once';

  test.each([
    ['Reply stop for $5.', barred, ['$5']],
    ['Log in and reply stop.', barred, ['Log in']],
    ['Reply "stop", then click the link.', tail, ['then click the']],
    ['Reply "stop" and I will not take you off.', tail, ['take you', 'you off']],
    ['Reply "stop" and you won\'t be removed.', tail, ["you won't be removed", 'be removed']],
    ['Reply "stop" and my aunt sees it.', tail, ['Reply "stop" and my aunt sees it.']],
    ['Reply "stop" and answer a question.', tail, ['and answer a']],
  ])('K5 %s', (footer, because, words) => {
    expect(out(footer)).toEqual(['fail', because, words]);
  });

  test.each([
    ['Reply "stop" and I remove you today.', ['stop', 'remove you']],
    ['Reply "stop".', ['stop']],
    ['Reply and I stop at once.', ['stop']],
    ['Reply stop - and it ends.', ['stop']],
    ['Not for you? Reply "stop" and I will not write to you again.', ['stop', 'not write to you again']],
    ['Reply "stop", and you are off every list. I mean it.', ['stop', 'are off']],
  ])('K5 %s', (footer, words) => {
    const [verdict, , evidence] = out(footer);
    expect([verdict, evidence]).toEqual(['pass', expect.arrayContaining(words)]);
  });

  test.each([
    'stop-loss. Reply.',
    'Reply stop losing deals.',
    'Rick Flores, 548 Market St',
    'Reply with a time. We stop at noon.',
    'Reply: non-stop fun.',
    'Stop at once. Reply.',
  ])('K5 none is offered: %s', (footer) => {
    expect(out(footer, {})).toEqual(['fail', 'the mail offers no way to opt out', expect.any(Array)]);
  });

  test('K5 an empty footer is said to be empty, a long one is cut', () => {
    expect(out(' ')[2]).toEqual(['(empty footer)']);
    expect(out('x'.repeat(300))[2]).toEqual(['x'.repeat(200)]);
    expect(judge('optout.present', { footer: '' }).remedy).toBe(
      'let the footer offer one step out of all mail: reply "stop", or an https link of this contact\'s own',
    );
    expect(judge('optout.present', { footer: 'Reply "stop".' }).remedy).toBeUndefined();
  });
});

describe('K5 a link of this contact, over https, to a host of ours', () => {
  const by = (url: string, context: Given = link) => out(`Unsubscribe: ${url}`, context);
  const url = 'https://u.ecomonetize.com/o/01HZXA';

  test.each([
    ['http://u.ecomonetize.com/o/01HZXA', 'the opt-out link is not https'],
    ['https://u.ecomonetize.com/o/other', "no opt-out link carries this contact's token `01HZXA`"],
    ['https://u.ecomonetize.com/o/01HZXAB', "no opt-out link carries this contact's token `01HZXA`"],
    ['https://evil.example/o/01HZXA', 'the opt-out link leads to a host that is not ours: ecomonetize.com'],
    ['https://notecomonetize.com/o/01HZXA', 'the opt-out link leads to a host that is not ours: ecomonetize.com'],
  ])('K5 %s', (given, because) => {
    expect(by(given)).toEqual(['fail', because, [given]]);
  });

  test('K5 the host of the sender, one below it, or that of the configured page', () => {
    expect(by(url)).toEqual(['pass', 'the mail carries an opt-out link', [url]]);
    for (const host of ['ecomonetize.com', 'a.b.ecomonetize.com'])
      expect([host, by(`https://${host}/o/01HZXA`)[0]]).toEqual([host, 'pass']);
    const page = { optout: { ...link.optout, url: 'https://mailer.example/o' } };
    expect(by('https://mailer.example/o/01HZXA', page)[0]).toBe('pass');
    expect(by('https://other.example/o/01HZXA', page)[1]).toBe(
      'the opt-out link leads to a host that is not ours: ecomonetize.com, mailer.example',
    );
    expect(by('https://any.example/o/01HZXA', { ...link, sender: null })[0]).toBe('pass');
    expect(by('https://u.ecomonetize.com/o/any', { optout: null })[0]).toBe('pass');
    expect(by(`${url} https://evil.example/o/01HZXA`)).toEqual(['pass', 'the mail carries an opt-out link', [url]]);
  });

  test('K5 a word says that it opts out', () => {
    expect(out(`Click: ${url}`)).toEqual(['fail', 'no word says that the link opts out', [url]]);
    expect(out(`Do not unsubscribe: ${url}`)[0]).toBe('fail');
    expect(out(`No more mail: ${url}`)[0]).toBe('pass');
  });
});

describe('K5 optout.transport_safe: no sign in a link that mail tools may break', () => {
  const risky = (footer: string, context: Given = {}, headers: Given = {}) =>
    found('optout.transport_safe', { footer, headers }, context);

  test.each([
    ['Unsubscribe: https://u.x.com/o?t=1', ['https://u.x.com/o?t=1']],
    ['Unsubscribe: https://u.x.com/o#1', ['https://u.x.com/o#1']],
    ['Unsubscribe: https://u.x.com/ö', ['https://u.x.com/ö']],
    ['Unsubscribe? https://x.com/?a=b', ['https://x.com/?a=b']],
  ])('5.3e K5 %s', (footer, words) => {
    expect(risky(footer)).toEqual(words);
  });

  test('5.3e K5 another link of the footer is none, unless it carries the token', () => {
    expect(risky('Unsubscribe: https://u.x.com/o. My page: https://x.com/?a=b')).toEqual([]);
    expect(risky('My page: https://x.com/?a=b')).toEqual([]);
    expect(risky('My page: https://x.com/?a=01HZXA', link)).toEqual(['https://x.com/?a=01HZXA']);
    expect(judge('optout.transport_safe', { footer: 'My page: https://x.com/?a=b' }).because).toBe(
      'there is no opt-out link to corrupt',
    );
    expect(judge('optout.transport_safe', { footer: 'Unsubscribe: https://x.com/o' }).because).toBe(
      'the opt-out link is a plain path',
    );
  });

  test('5.3e K5 the configured page, the token of a link and the header are judged as well', () => {
    expect(risky('x', { optout: { mode: 'link', token: 'a=b', url: 'https://u.x.com/o?x' } })).toEqual([
      'https://u.x.com/o?x',
      'a=b',
    ]);
    expect(risky('x', { optout: { mode: 'reply', token: 'a=b' } })).toEqual([]);
    const header = {
      'LIST-UNSUBSCRIBE': '<mailto:a@b.co?subject=x>, <https://u.x.com/o#1>',
      'X-Other': 'https://x.com/?a',
    };
    expect(risky('x', {}, header)).toEqual(['https://u.x.com/o#1']);
    expect(risky('x', {}, { 'List-Unsubscribe': '<https://u.x.com/é>' })).toEqual(['https://u.x.com/é']);
    expect(judge('optout.transport_safe', { footer: 'Unsubscribe: https://u.x.com/o#1' }).remedy).toBe(
      'put the token into the path: https://host/o/token',
    );
  });
});

describe('K5 address.present: the whole postal address in the footer', () => {
  const at = (postal_address: string | null, footer: string) => {
    const { verdict, because, evidence } = judge('address.present', { footer }, { sender: { postal_address } });
    return [verdict, because, evidence];
  };

  test.each([
    ['P. O. Box 12, Springfield', 'PO Box 12 Springfield'],
    ["5 St. John's Rd, Leeds", 'x, 5 St Johns Rd - LEEDS; y'],
    ['1 Main Street, Springfield', '1 Main Street, Springfield'],
  ])('K5 %s stands in: %s', (address, footer) => {
    expect(at(address, footer)).toEqual(['pass', 'the postal address stands in the footer', [address]]);
  });

  test.each(['1 Main Street, Springfieldx', '11 Main Street, Springfield', '1 Main Street'])(
    'K5 it does not in: %s',
    (footer) => {
      expect(at('1 Main Street, Springfield', ` ${footer} `)).toEqual([
        'fail',
        'the footer lacks the postal address `1 Main Street, Springfield`',
        [footer],
      ]);
    },
  );

  test.each([
    '123 Example Street, Anytown 00000',
    'Street 0 City',
    '1 Main Street',
    'Leeds 1',
    'Springfield00001',
    'ana@acme.co 1 Leeds',
    'https://acme.co 1 Leeds',
    '1 {{street}}, Springfield',
    '1 Main Street 00000 Springfield',
  ])('K5 no address: %s', (address) => {
    expect(at(address, address)).toEqual([
      'fail',
      `the configured postal address \`${address}\` is no address`,
      [address],
    ]);
  });

  test('K5 none at all, and a footer that is empty', () => {
    expect(judge('address.present', { footer: 'x' }, { sender: null })).toMatchObject({
      verdict: 'fail',
      because: 'no postal address of the sender is configured',
      evidence: ['(no address)'],
      remedy: 'configure mailbox.postal_address; until then nothing can be sent',
    });
    expect(at('1 Main Street, Springfield', ' ')[2]).toEqual(['(empty footer)']);
    expect(at('1 Main Street, Springfield', 'y'.repeat(300))[2]).toEqual(['y'.repeat(200)]);
    expect(judge('address.present', { footer: 'x' }).remedy).toBe('put the whole address into the footer');
  });
});
