import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { suppressionKey } from '../../../src/rules/identity/email-address.ts';
import { optOutToken, readOptOutToken } from '../../../src/rules/identity/opt-out-token.ts';
import { isKeptMailboxHost, isUnder, pageIn } from '../../../src/rules/identity/shared-host.ts';

const hash = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length);
const keys = (secret: string) => ({
  fingerprint: (text: string) => hash(`${secret} ${text}`, 16),
  addressFingerprint: (email: string) => hash(`${secret} ${suppressionKey(email)}`, 32),
});
const ours = keys('ours');
const mark = ours.addressFingerprint('ana@acme.com');
const token = optOutToken('ana@acme.com', ours);

test('K5 a token names a person by their address in any spelling that L13 folds, and no other person', () => {
  expect(token).toBe(`${mark}-${ours.fingerprint(`opt-out ${mark}`)}`);
  expect(optOutToken('A.N.A+news@Acme.com', ours)).toBe(token);
  expect(optOutToken('bo@acme.com', ours)).not.toBe(token);
});

test.each([
  ['itself', token],
  ['in capitals', token.toUpperCase()],
  ['at the end of a link', `https://eco.example/stop/${token}`],
  ['of a plain link, with a slash', `http://eco.example/${token}/`],
  ['with a slash', `${token}/`],
  ['of a link with what a page tracks', `https://eco.example/stop/${token}?utm_source=mail`],
  ['of a link with a place on the page', `https://eco.example/stop/${token}/#done`],
  [
    'of a link in the link of a mail scanner',
    `https://scan.example/?url=https%3A%2F%2Feco.example%2Fstop%2F${token}&d=1`,
  ],
])('K5 a token %s is read', (_, text) => {
  expect(readOptOutToken(text, ours)).toEqual({ mark });
});

test.each([
  ['a sign more before it', `x${token}`],
  ['a sign more after it', `${token}x`],
  ['a word before the link', `see https://eco.example/${token}`],
  ['a link in which a sign more stands after it', `https://eco.example/${token}x?a=b`],
  ['a link with a blank', `https://eco.example/a b/${token}`],
  ['a link of another kind', `ftp://eco.example/${token}`],
  ['a link without a host', `/${token}`],
  ['one half', mark],
  ['an address', 'ana@acme.com'],
  ['nothing', ''],
  ['a sign that no token has', `${token.slice(0, -1)}_`],
  ['a first half with such a sign', `_${token.slice(1)}`],
])('K5 %s is no token', (_, text) => {
  expect(readOptOutToken(text, ours)).toBeNull();
});

test("K5 another ledger's token is forged, and so is one that was changed", () => {
  const changed = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
  expect([readOptOutToken(optOutToken('ana@acme.com', keys('theirs')), ours), readOptOutToken(changed, ours)]).toEqual([
    'forged',
    'forged',
  ]);
});

test('A1 hosts of mailboxes, and what stands below them', () => {
  expect(['mailinator.com', 'eu.mailinator.com', 'acme.com', 'com', ''].map(isKeptMailboxHost)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(isUnder('a.b.acme.com', ['b.acme.com'])).toBe(true);
  expect(['acme.com', 'xb.acme.com', 'com'].map((host) => isUnder(host, ['b.acme.com', 'com']))).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  ['https://www.Acme.com:8080/about', 'acme.com', true],
  ['//acme.com./', 'acme.com', false],
  ['acme.com?x=1', 'acme.com', true],
  [' acme.com#top ', 'acme.com', true],
  ['acme.com:443', 'acme.com', false],
  ['acme.com:443/about', 'acme.com', true],
  ['git+ssh://acme.com:22', 'acme.com', false],
  ['acme.com///', 'acme.com', false],
  ['sites.acme.com', 'sites.acme.com', false],
  ['', '', false],
])('A1 %j is at %s', (given, host, isPage) => {
  expect(pageIn(given)).toEqual({ host, isPage });
});
