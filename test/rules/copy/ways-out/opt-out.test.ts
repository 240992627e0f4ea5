import { describe, expect, it } from 'vitest';
import { judge, verdict } from '../example.ts';

const link = { optout: { mode: 'link', token: '01HZXA' } };
const url = 'https://u.ecomonetize.com/o/01HZXA';

describe('optout.present', () => {
  const ways = [
    'Reply STOP to opt out.',
    'To opt out, just reply to this mail.',
    'Reply with “unsubscribe” and you are off every list.',
    'If you would rather not hear from me, reply no thanks.',
    "Let me know and I'll take you off my list.",
    'Just reply and I won’t email you again.',
    'Reply s\u200btop.',
    'If you do not want to hear from me, reply with "no".',
    'If you don\'t want more emails, reply "no".',
    'Reply "stop" and you won\'t get another email from me.',
    `End all email: ${url}`,
    `Leave all lists: ${url}`,
    `Unsubscribe: ${url}`,
    `Opt out of all mail here: ${url}.`,
    `No more emails: ${url}`,
  ];
  for (const footer of ways) {
    it(`5.3e a way out: ${footer}`, () => {
      expect(verdict('optout.present', { footer }, link)).toBe('pass');
    });
  }
  const none = [
    '',
    'Unsubscribe',
    'Reply.',
    url,
    `Manage your preferences: ${url}`,
    'You cannot unsubscribe.',
    'To stop, call us at 555-0100.',
    'Send a letter to opt out.',
    `To opt out, sign in at ${url}`,
    `Opt out by completing our survey: ${url}`,
    'To unsubscribe, tell us why and reply.',
    'This mailbox is not monitored; reply stop.',
    'Do not reply to this email. Unsubscribe anytime.',
    'Reply if you like. I never stop.',
    'Stop all email: http://u.ecomonetize.com/o/01HZXA',
    'Unsubscribe: https://u.ecomonetize.com/o/OTHER',
    `Unsubscribe from this series: ${url}`,
    `Unsubscribe from these emails only: ${url}`,
    'Reply "stop" to leave this campaign.',
    'Reply stop to stop this thread only',
    'Reply stop to pause emails.',
    'Reply "stop" and I will email you less.',
    'Reply "stop" to pause for 30 days.',
    'Reply "stop" with your full name and reason.',
    'Reply "stop" within 48 hours or stay subscribed.',
    'Replying "stop" won\'t remove you.',
    'Reply "stop" and I will not stop.',
    'If you reply stop, nothing happens.',
    `Unsubscribe from nurture emails: ${url}`,
  ];
  for (const footer of none) {
    it(`5.3e no way out of all mail: ${footer || '(nothing)'}`, () => {
      expect(verdict('optout.present', { footer }, link)).toBe('fail');
    });
  }
  it('K5 a way out may stand in a line of the body, of the mail itself', () => {
    const of = (body: string, footer = 'Rick') => verdict('optout.present', { body, footer });
    expect(of('Want the map?\nP.S. Reply "stop" and I stop.')).toBe('pass');
    expect(of('Not for you? Reply "stop" and I stop. Who decides on partners?')).toBe('pass');
    expect(of('> Reply "stop" and we take you off.\nSo wrote Bo.')).toBe('fail');
    expect(of('Your page asks people to reply "stop".')).toBe('fail');
    expect(of('P.S. Reply "stop" to leave the AWS list.')).toBe('fail');
    expect(of('P.S. Reply "stop" and I stop.', 'Nobody reads replies.')).toBe('fail');
  });
});

describe('optout.transport_safe', () => {
  for (const path of ['o?t=01HZXA', 'o/01HZXA=', 'o#01HZXA', 'o/01%48ZXA', 'o/01HZXA?x']) {
    it(`5.3e a link that mail tools may break: ${path}`, () => {
      expect(verdict('optout.transport_safe', { footer: `Unsubscribe: https://u.ecomonetize.com/${path}` }, link)).toBe(
        'fail',
      );
    });
  }
  it('5.3e a plain path passes, in the footer and in the header', () => {
    const headers = { 'List-Unsubscribe': `<${url}>, <mailto:rick@ecomonetize.com?subject=unsubscribe>` };
    expect(verdict('optout.transport_safe', { footer: `Unsubscribe: ${url}`, headers }, link)).toBe('pass');
  });
  it('5.3e the header and the token are judged as well', () => {
    expect(verdict('optout.transport_safe', { headers: { 'List-Unsubscribe': '<https://u.x.com/o?t=1>' } })).toBe(
      'fail',
    );
    expect(verdict('optout.transport_safe', {}, { optout: { mode: 'link', token: '01HZ==' } })).toBe('fail');
    expect(verdict('optout.transport_safe', {}, { optout: { mode: 'reply', token: '01HZXA' } })).toBe('pass');
  });
});

describe('address.present', () => {
  const sender = (postal_address: string | null): Readonly<Record<string, unknown>> => ({
    sender: { name: 'Rick Flores', email: 'rick@ecomonetize.com', postal_address },
  });
  const address = '548 Market St PMB 12345, San Francisco, CA 94104';
  const cases = [
    ['548 market st. pmb 12345\nSan Francisco CA 94104 - reply stop', 'pass'],
    [`1${address}`, 'fail'],
    [`${address}7`, 'fail'],
    ['548 Market St, San Francisco', 'fail'],
    ['', 'fail'],
  ] as const;
  for (const [footer, expected] of cases) {
    it(`5.3e the whole address, whatever its signs (${expected}): ${footer || '(nothing)'}`, () => {
      expect(verdict('address.present', { footer }, sender(address))).toBe(expected);
    });
  }
  for (const missing of [
    null,
    '',
    '   ',
    'TBD',
    'TBD TBD TBD TBD',
    'San Francisco, CA',
    '1 {{postal_address}} street',
    'rick@ecomonetize.com 12 more',
  ]) {
    it(`5.3e an address that is ${JSON.stringify(missing)} is not configured`, () => {
      const check = judge('address.present', { footer: missing ?? 'TBD' }, sender(missing));
      expect(check).toMatchObject({
        verdict: 'fail',
        basis: 'not_supplied',
        remedy: 'configure mailbox.postal_address; until then nothing can be sent',
      });
    });
  }
});
