import { expect, test } from 'vitest';
import type { Ledger } from '../../src/ledger/index.ts';
import { libraryFor } from '../../src/library/library.ts';
import { noting } from '../../src/serving/policy-note.ts';
import findAccounts from '../../src/tools/find-accounts.ts';
import saveAccount from '../../src/tools/save-account.ts';
import { openHouse, shippedPolicy } from '../support/server.ts';

/** A ledger that counts its looks. */
function counted(ledger: Ledger): { readonly ledger: Ledger; readonly looks: () => number } {
  let looks = 0;
  return {
    looks: () => looks,
    ledger: {
      ...ledger,
      read(look) {
        looks += 1;
        return ledger.read(look);
      },
    },
  };
}

test('P2 the look of a call finds out how the policy stands: none is made for that alone', async () => {
  const house = await openHouse();
  const { ledger, looks } = counted(house.ledger);
  const seen = noting(ledger, 'sales.ops');
  const session = {
    role: 'sales.ops',
    client: 'test',
    ledger: seen.ledger,
    library: libraryFor(shippedPolicy()),
  } as const;
  await findAccounts.call({}, session);
  expect(await seen.note()).toBeNull();
  expect(looks()).toBe(1);
});

test('P2 what was found before a write is found anew after it, and so is what no look has found', async () => {
  const house = await openHouse();
  const { ledger, looks } = counted(house.ledger);
  const seen = noting(ledger, 'sales.ops');
  await seen.ledger.read(() => null);
  await seen.ledger.applyDue({ role: 'sales.ops', client: 'test' }, 1000);
  await seen.note();
  expect(looks()).toBe(2);
  await noting(ledger, 'sales.ops').note();
  expect(looks()).toBe(3);
});

test.each([
  ['what an act finds is enough', {}, 0],
  ['what a trial finds is undone with it', { dry_run: true }, 1],
])('P2 %s', async (_, options, wanted) => {
  const house = await openHouse();
  const { ledger, looks } = counted(house.ledger);
  const seen = noting(ledger, 'sales.ops');
  const session = {
    role: 'sales.ops',
    client: 'test',
    ledger: seen.ledger,
    library: libraryFor(shippedPolicy()),
  } as const;
  await saveAccount.call({ domain: 'acme.com', name: 'Acme', ...options }, session);
  const before = looks();
  expect(await seen.note()).toBeNull();
  expect(looks() - before).toBe(wanted);
});
