import { describe, expect, test } from 'vitest';
import type { PolicyInForce } from '../../../src/ledger/port/ledger.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { disputeMql } from '../../../src/rules/qualification/dispute-mql.ts';
import { nothing } from '../../../src/rules/reactions/brought.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { refuse } from '../../../src/rules/vocabulary/refusal.ts';
import { type Role, roles } from '../../../src/rules/vocabulary/roles.ts';
import { testPolicy } from '../../support/policy.ts';
import { type Bench, company, decided, dump, openBench, refused, seed, tuesday } from '../support.ts';

const [second, third] = ['b'.repeat(64), 'c'.repeat(64)];

/** The shipped policy under another hash, as a changed file has it. */
const file = (hash: string, version = 'handoff-0.3'): PolicyInForce => {
  const shipped = testPolicy();
  return { ...shipped, hash, values: { ...shipped.values, version }, canonical: JSON.stringify({ version }) };
};
const beside = (bench: Bench, policy: PolicyInForce) => openBench({ path: bench.path, keys: bench.keys, policy });
const onRecord = (bench: Bench) => bench.ledger.read((reader) => reader.policies().map(({ hash }) => hash));
const first = testPolicy().hash;
const dispute = { account: 'acme.com', criterion: 'G1', claim: 'they are fewer than they say' } as const;
const optOut = { contact: 'a@b.com', reason: 'opt_out' } as const;
const caller = (role: Role) => ({ role, client: 'vitest' }) as const;
const refusal = refuse('NOT_PERMITTED', { found: 'it is not theirs', next: 'let another call' });
const call = (role: Role) => ({ ...caller(role), tool: 'save_account', args: {}, dryRun: false });
const mayNot = { code: 'CONFLICT', clause: '6.3', ruling: 'P2' };
const tasks = (bench: Bench) =>
  bench.ledger.read((reader) => reader.desk().tasks.filter((task) => task.kind === 'acknowledge_policy_change'));

describe('a policy file that is not on record', () => {
  test('P2 stays off record whatever a reader does, is refused, tries, or sweeps without the right to', async () => {
    const bench = await openBench();
    await seed(bench);
    const newer = await beside(bench, file(second));
    const before = dump(bench.path);
    for (const role of roles) expect(await newer.ledger.recordRefusal(call(role), refusal)).toMatchObject(mayNot);
    await newer.ledger.read((reader) => reader.board({ perStage: 5 }));
    newer.clock.time = '2026-04-30T14:00:00.000Z';
    expect((await newer.ledger.read((reader) => reader.due(50))).length).toBeGreaterThan(0);
    for (const role of roles.filter((each) => each !== 'cro' && each !== 'cmo')) {
      expect(refused(await newer.ledger.applyDue(caller(role), 1000))).toMatchObject(mayNot);
      expect(refused(await newer.run(role, saveAccount, company('beta.com', 'Beta')))).toMatchObject(mayNot);
      expect(refused(await newer.run(role, saveAccount, company('beta.com', 'Beta'), { dryRun: true }))).toMatchObject(
        mayNot,
      );
      expect(refused(await newer.ledger.together({ role }, () => ({})))).toMatchObject(mayNot);
      expect(refused(await newer.run(role, suppressContact, optOut))).toMatchObject(mayNot);
    }
    // Refused by a rule, or tried only.
    const decide = { account: 'acme.com', decision: 'confirm' } as const;
    expect(refused(await newer.run('cro', croDecide, decide)).code).toBe('RULE_REFUSED');
    decided(await newer.run('cmo', disputeMql, dispute, { dryRun: true }));
    expect(dump(bench.path)).toEqual(before);
    expect(await onRecord(bench)).toEqual([first]);
  });

  test('P2 the refusal names who must call, and with which file', async () => {
    const bench = await openBench();
    await seed(bench);
    const newer = await beside(bench, file(second));
    expect(refused(await newer.run('sales.ops', saveAccount, company('beta.com', 'Beta')))).toMatchObject({
      ...mayNot,
      found: `this server's policy file, handoff-0.3 (bbbbbbbbbbbb), is not on record; the newest on record is handoff-0.2 (${first.slice(0, 12)}), since ${tuesday}`,
      next: 'let cro or cmo call session_sweep on a server with this file, which puts it on record, or start the server again with the file on record',
    });
  });

  test.each(['cro', 'cmo'] as const)('P2 goes on record with a call of %s that is carried out', async (role) => {
    const bench = await openBench();
    await seed(bench);
    const newer = await beside(bench, file(second));
    const tried = decided(await newer.run(role, disputeMql, dispute, { dryRun: true }));
    const change = `The policy handoff-0.3 (bbbbbbbbbbbb) %s on record from now on, in the place of handoff-0.2 (${first.slice(0, 12)}).`;
    expect(tried.summary.endsWith(` ${change.replace('%s', 'would be')}`)).toBe(true);
    const done = decided(await newer.run(role, disputeMql, dispute));
    expect(done.summary.endsWith(` ${change.replace('%s', 'is')}`)).toBe(true);
    expect(await onRecord(bench)).toEqual([first, second]);
    const events = dump(bench.path).events?.filter((event) => JSON.stringify(event).includes(second)) ?? [];
    expect(events[0]).toMatchObject({ type: 'policy_recorded', policy_hash: second, role });
    const subject = `handoff-0.2 (${first.slice(0, 12)}) gave way to handoff-0.3 (bbbbbbbbbbbb), put on record by ${role}`;
    expect(done.opened.map(({ task }) => task)).toMatchObject([
      { kind: 'acknowledge_policy_change', role: 'chief.staff', subject, clause: '6.3', opened_at: tuesday },
    ]);
    const next = decided(await newer.run('sales.ops', saveAccount, company('gamma.com', 'Gamma')));
    expect([next.summary.includes('on record'), next.opened]).toEqual([false, []]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('P2 goes on record with a sweep of cro or cmo, even where nothing is due, and with their suppression', async () => {
    const bench = await openBench();
    await seed(bench);
    await bench.ledger.applyDue(caller('sales.ops'), 1000);
    const newer = await beside(bench, file(second));
    expect(await newer.ledger.applyDue(caller('cmo'), 1000)).toEqual(nothing);
    expect(await onRecord(bench)).toEqual([first, second]);
    const newest = await beside(bench, file(third, 'handoff-0.4'));
    expect(decided(await newest.run('cro', suppressContact, optOut)).outcome).toBe('done');
    expect(await onRecord(bench)).toEqual([first, second, third]);
    expect((await tasks(bench)).map(({ subject }) => subject)).toEqual([
      `handoff-0.2 (${first.slice(0, 12)}) gave way to handoff-0.3 (bbbbbbbbbbbb), put on record by cmo`,
      'handoff-0.3 (bbbbbbbbbbbb) gave way to handoff-0.4 (cccccccccccc), put on record by cro',
    ]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test('P2 a change is acknowledged by chief.staff alone, each for itself', async () => {
    const bench = await openBench();
    await seed(bench);
    const newer = await beside(bench, file(second));
    await newer.ledger.applyDue(caller('cro'), 1000);
    const task = (await tasks(newer))[0]?.id ?? '';
    expect(refused(await newer.run('cro', completeTask, { task, note: 'seen' })).code).toBe('NOT_PERMITTED');
    decided(await newer.run('chief.staff', completeTask, { task, note: 'read the difference' }));
    expect((await tasks(newer)).filter((each) => each.closed_at === undefined)).toEqual([]);
  });
});

describe('a policy file that another has replaced', () => {
  test('P2 is refused for everybody, and says how to go back to its rules', async () => {
    const bench = await openBench();
    await seed(bench);
    const newer = await beside(bench, file(second));
    await newer.ledger.applyDue(caller('cro'), 1000);
    const before = dump(bench.path);
    for (const role of roles) {
      bench.clock.time = '2026-04-30T14:00:00.000Z';
      expect(refused(await bench.run(role, saveAccount, company('beta.com', 'Beta')))).toMatchObject({
        ...mayNot,
        found: `this server's policy file, handoff-0.2 (${first.slice(0, 12)}), is no longer the newest: handoff-0.3 (bbbbbbbbbbbb) took its place at ${tuesday}`,
        next: 'start the server again with the file on record; to go back to these rules, give this file a version name of its own, and let cro or cmo call session_sweep with it',
      });
      expect(refused(await bench.ledger.applyDue(caller(role), 1000))).toMatchObject(mayNot);
      expect(refused(await bench.ledger.together({ role }, () => ({})))).toMatchObject(mayNot);
      expect(await bench.ledger.recordRefusal(call(role), refusal)).toMatchObject(mayNot);
    }
    expect(dump(bench.path)).toEqual(before);
    const back = await beside(bench, file('d'.repeat(64), 'handoff-0.2 again'));
    expect(await back.ledger.applyDue(caller('cro'), 1000)).toEqual(nothing);
    expect(await onRecord(bench)).toEqual([first, second, 'd'.repeat(64)]);
  });
});

describe('the first policy', () => {
  test('P2 is not put on record by a refusal, which is kept all the same', async () => {
    const bench = await openBench();
    expect(await bench.ledger.recordRefusal(call('viewer'), refusal)).toBeNull();
    const decide = { account: 'acme.com', decision: 'confirm' } as const;
    expect(refused(await bench.run('cro', croDecide, decide)).code).toBe('NOT_FOUND');
    decided(await bench.run('sales.ops', saveAccount, company(), { dryRun: true }));
    expect(await onRecord(bench)).toEqual([]);
    expect(dump(bench.path).events).toMatchObject([
      { type: 'refused', role: 'viewer', policy_hash: first },
      { type: 'refused', role: 'cro', policy_hash: first },
    ]);
    const other = await beside(bench, file(second));
    decided(await other.run('sales.ops', saveAccount, company()));
    expect(await onRecord(bench)).toEqual([second]);
    expect(await tasks(other)).toEqual([]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('P2 goes on record with the first sweep of any role that acts, and is no change', async () => {
    const bench = await openBench();
    expect(decided(await bench.ledger.applyDue(caller('mining.mind'), 1000)).count).toBeGreaterThan(0);
    expect([await onRecord(bench), await tasks(bench)]).toEqual([[first], []]);
  });
});
