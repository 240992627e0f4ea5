import { expect, test } from 'vitest';
import { barredDomain, barredPage, isMailboxHost } from '../../../src/rules/people/register-account.ts';
import { testPolicy } from '../../support/policy.ts';

const { values } = testPolicy();
/** Of a deployment that knows a company by a domain that the program's list names. */
const { account } = values;
const own = ['10minutemail.net'];
const policy = { ...values, account: { ...account, not_mailbox_hosts: { ...account.not_mailbox_hosts, value: own } } };
const [relay = ''] = policy.account.mailbox_relays.value;

test.each([
  ['gmail.com', true],
  // Of the list that comes with the program alone.
  ['10minutemail.com', true],
  [relay, true],
  [`hide.${relay}`, true],
  ['10minutemail.net', false],
  ['eu.10minutemail.net', false],
  ['acme.com', false],
  ['notgmail.com', false],
])('A1 `%s` hands mailboxes to anyone: %s', (domain, is) => {
  expect(isMailboxHost(domain, { policy })).toBe(is);
  expect(barredDomain(domain, { policy }) !== null).toBe(is);
});

test('A1 a relay names no company by its whole host, and a company does', () => {
  expect(barredPage(`https://${relay}/inbox`, { policy })).toMatchObject({
    code: 'RULE_REFUSED',
    ruling: 'A1',
    found: `${relay} forwards mail for anyone and names no company`,
    next: "name the company's own domain as the account",
  });
  expect(barredPage('https://www.acme.com/about', { policy })).toBeNull();
});

test('L11 a listed competitor is no account', () => {
  expect(barredDomain('crossbeam.com', { policy })).toMatchObject({ code: 'RULE_REFUSED', ruling: 'L11' });
});
