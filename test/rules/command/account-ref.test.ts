import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { accountKey, isAccountId, isNoSuchAccount, noSuchAccount } from '../../../src/rules/command/account-ref.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { refuse } from '../../../src/rules/vocabulary/refusal.ts';
import { acme, con } from '../../support/builders.ts';

test('A1 an account is named by its id or a domain of it', () => {
  expect(
    ['acc_abcdefgh27', 'acc_abcdefgh2', 'acc_abcdefgh271', 'acc_ABCDEFGH27', 'xacc_abcdefgh27', 'acc_abcdefgh10'].map(
      isAccountId,
    ),
  ).toEqual([true, false, false, false, false, false]);
  expect([accountKey(' acc_abcdefgh27 '), accountKey(' WWW.Acme.com ')]).toEqual([
    { key: 'acc_abcdefgh27' },
    { key: 'acme.com' },
  ]);
  expect(accountKey('no domain', 'domain')).toMatchObject({
    code: 'INVALID_INPUT',
    found: expect.stringMatching(/^`domain`: .+; an account id \(acc_\.\.\.\) or a company's domain is wanted$/),
  });
  expect(accountKey('no domain')).toMatchObject({ found: expect.stringMatching(/^`account`: /) });
});

test('A1 one that is not on file is told from all else that is not found', () => {
  expect(noSuchAccount()).toEqual({
    refused: true,
    code: 'NOT_FOUND',
    found: 'no account stands under that id or domain',
    next: 'look it up with find_accounts, or let sales.ops register it with save_account',
  });
  const other = refuse('NOT_FOUND', { found: 'no contact', next: 'x' });
  expect([noSuchAccount(), other, { ...noSuchAccount(), code: 'CONFLICT' as const }].map(isNoSuchAccount)).toEqual([
    true,
    false,
    false,
  ]);
  expect(isNoSuchAccount(acme().refused('sales.ops', classifyMql, { account: 'beta.com' }))).toBe(true);
});

test("A2 an address that machines write from is no contact's, in whatever spelling", () => {
  const refused = (email: string) =>
    acme().try('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ name: 'N', email }] });
  const unread = (email: string) => ({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '3.1',
    ruling: 'A2',
    found: `\`contacts[0].email\` is ${email}: machines write from there and nobody reads it, so it is no contact's`,
    next: 'give the address or the LinkedIn profile of the person who acted; if a machine wrote, there is nothing to file',
  });
  for (const email of ['noreply@acme.com', 'noreply+a+b@acme.com']) expect(refused(email)).toEqual(unread(email));
  for (const email of ['noreply.ann@acme.com', 'ann+noreply@acme.com'])
    expect(refused(email)).toMatchObject({ outcome: expect.any(String) });
});

test('A13 ids of other systems are one line each, and empty ones are none', () => {
  const save = (external: object) => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'ana@acme.com', external }] });
    const { name: _n, email: _e, ...rest } = world.people.get(con(world))?.fields ?? {};
    return rest;
  };
  expect(save({ apollo: ' 5f3c ', hubspot: 77, monday: ' ' })).toEqual({ apollo: '5f3c', hubspot: '77' });
  const refused = acme().refused('sales.ops', saveAccount, {
    domain: 'acme.com',
    contacts: [{ email: 'ana@acme.com', external: { apollo: 'a\nb' } }],
  });
  expect(refused.found).toBe('`contacts[0].external.apollo`: holds a line break or a tab; one line is wanted');
});
