import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acme, comment, type Data, ok } from '../../support/calls.ts';
import { runHere } from '../../support/here.ts';
import { type House, openHouse } from '../../support/server.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'ladder-review-'));

const policy = (house: House, ...args: readonly string[]) =>
  runHere({ args: ['policy', ...args], env: { LADDER_DB: house.path, LADDER_NOW: house.clock.now } });
const review = (house: House, ...args: readonly string[]) => policy(house, 'review', ...args);

/** A company of so many people, classified by its comment. */
async function classified(house: House, domain: string, employees: number): Promise<void> {
  const facts = acme.facts.map((each) => (each.fact === 'employees' ? { ...each, value: employees } : each));
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain, facts });
  const contact = { name: 'Bo Lind', email: `bo@${domain}`, title: 'CRO' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact }));
  await ok(house, 'sales.ops', 'classify_mql', { account: domain });
}

const assumption = (told: Data, path: string): Data =>
  told.assumptions.find(({ values }: Data) => values.some((each: Data) => each.path === path));

test('P5 the review counts the accounts that another reading would have decided otherwise', async () => {
  const house = await openHouse();
  await classified(house, 'small.com', 300);
  await classified(house, 'large.com', 900);
  const { code, stdout } = await review(house, '--json');
  expect(code).toBe(0);
  const told = JSON.parse(stdout);
  expect(assumption(told, 'gates.G1.value')).toMatchObject({
    instead: { 'gates.G1.value': 500 },
    accounts: { differ: 1, of: 2 },
  });
  expect(assumption(told, 'buying.S3.needs').accounts).toEqual({ differ: 0, of: 2 });
  const text = await review(house);
  expect(text.stdout).toContain('with gates.G1.value = 500, 1 of 2 accounts on which something was decided');
});

test('P5 P2 what cro proposes to confirm and cmo ratifies is confirmed, with who and when, and waits no more', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'session_sweep');
  const before = JSON.parse((await review(house, '--json')).stdout);
  const { confirm: changes } = assumption(before, 'engagement.fresh_days');
  const { change } = await ok(house, 'cro', 'propose_policy_change', { changes, why: 'we read it so too' });
  await ok(house, 'cmo', 'ratify_policy_change', { change: change.id });
  const after = JSON.parse((await review(house, '--json')).stdout);
  expect(after.values.waiting).toBe(before.values.waiting - 1);
  expect(assumption(after, 'engagement.fresh_days')).toBeUndefined();
  expect(after.confirmed).toEqual([
    { path: 'engagement.fresh_days', proposed_by: 'cro', ratified_by: 'cmo', at: house.clock.now },
  ]);
  expect((await review(house)).stdout).toContain('- engagement.fresh_days: by cro and cmo on 2026-04-21');
  for (const action of ['show', 'diff']) {
    const told = (await policy(house, action)).stdout;
    expect(told).toContain(`The ledger at ${house.path} goes by handoff-0.2+c1, with these changes of its own`);
    expect(told).toMatch(/## Changes in force\n\n- \*\*chg_policy_1\*\* .*\n {2}- `engagement\.fresh_days`: /);
    expect((await policy(house, action, 'policy/handoff-0.2.yaml')).stdout).toContain('are not in these values');
  }
});

test('P5 without a ledger it reviews the policy file, and makes none', async () => {
  const place = folder();
  const db = join(place, 'none.db');
  const file = join(place, 'review.html');
  const env = { LADDER_DB: db, LADDER_NOW: '2026-05-12T10:00:00-04:00' };
  const { code, stdout } = await runHere({ args: ['policy', 'review', '--html', file], env });
  expect([code, stdout]).toEqual([0, `${file}: what waits of policy handoff-0.2.\n`]);
  expect(readFileSync(file, 'utf8')).toContain('engagement.fresh_days = 90');
  expect(existsSync(db)).toBe(false);
});
