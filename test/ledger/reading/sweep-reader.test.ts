import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { queries } from '../../../src/ledger/sqlite/queries.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { disputeMql } from '../../../src/rules/qualification/dispute-mql.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import {
  type Bench,
  comment,
  company,
  decided,
  dump,
  goodFacts,
  openBench,
  refused,
  seed,
  tuesday,
} from '../support.ts';

const like = (post: string, day: string, contact = 'jane') =>
  comment('acme.com', {
    contact: { email: `${contact}@acme.com` },
    observed_at: `2026-04-${day}T15:00:00Z`,
    signal: { type: 'E1', interaction: 'like', object: `linkedin.com/posts/${post}` },
  });
const note = async (bench: Bench, args: ReturnType<typeof comment>) =>
  decided(await bench.run('mining.mind', fileSignalNote, args)).extra.signal;

/** A ledger with a row in every table that sweeps read. */
async function stocked(): Promise<Bench> {
  const bench = await openBench();
  await seed(bench);
  await note(bench, like('7', '10'));
  await note(bench, like('8', '12'));
  const small = goodFacts.map((fact) => (fact.fact === 'employees' ? { ...fact, value: 180 } : fact));
  decided(await bench.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', facts: small }));
  const signal = await note(bench, comment('beta.com'));
  const override = {
    account: 'beta.com',
    gate: 'G1',
    justification: 'An ecosystem of exceptional complexity for a company of its size.',
    compensating_signals: [signal],
  };
  decided(await bench.run('cro', overrideGate, override));
  const facts = [{ ...goodFacts[0], fact: 'employees', value: 300, source: 's', evidence: 'e', as_of: '2026-04-20' }];
  decided(await bench.run('sales.ops', saveAccount, { domain: 'beta.com', facts }));
  decided(await bench.run('cro', disputeMql, { account: 'acme.com', criterion: 'G3', claim: 'it is a guess' }));
  refused(await bench.run('cro', overrideGate, override));
  decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@beta.com', reason: 'opt_out' }));
  return bench;
}

const swept = [
  'intents',
  'signals',
  'likes',
  'overrides',
  'fallen_overrides',
  'disputes',
  'refusals',
  'suppression',
] as const;
const rows = (bench: Bench) => Object.fromEntries(swept.map((table) => [table, dump(bench.path)[table]]));

describe('what sweeps look for', () => {
  test('T6 comes by an index, in its order, without a sort', async () => {
    const bench = await stocked();
    const db = connect(bench.path, { readonly: true });
    const named = { stage: 'MQL', before: tuesday, limit: 5, liked: 2, since: '2026-04-01', mark: '' };
    const plan = (sql: string) => {
      const values = sql.includes('@') ? [named] : Array<string>((sql.match(/\?/g) ?? []).length).fill('5');
      return db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    };
    const plans = {
      intentsOfRole: 'SEARCH i USING INDEX intents_by_role (role=?)',
      idleSince: 'SEARCH a USING INDEX accounts_by_idleness (stage=? AND review=? AND idle_since<?)',
      signalsOfType: 'SEARCH signals USING INDEX signals_by_type (type=? AND filed_at>?)',
      nearLikes: 'SEARCH l USING COVERING INDEX likes_by_day (nth=? AND day>?)',
      overridesSince: 'SEARCH o USING INDEX overrides_by_date (at>?)',
      disputesSince: 'SEARCH disputes USING INDEX disputes_by_date (at>?)',
      refusalsSince: 'SEARCH refusals USING COVERING INDEX refusals_by_code (code=? AND at>?)',
      newestSuppressed: 'SEARCH s USING INDEX suppression_by_date ((since,mark)<(?,?))',
      newestErased: 'SEARCH e USING INDEX erased_by_seq (seq>?)',
      lateOfKind: 'SEARCH t USING INDEX open_tasks_by_kind (kind=? AND due_at<?)',
    } as const;
    for (const name of Object.keys(plans) as (keyof typeof plans)[]) {
      const [first, ...more] = plan(queries[name]).map(({ detail }) => detail);
      expect([name, first]).toEqual([name, plans[name]]);
      expect(more.filter((detail) => /^SCAN|TEMP B-TREE/.test(detail))).toEqual([]);
    }
    db.close();
  });

  test('inv7 stands in rows that events alone decide: wiped, they come again; changed, they are named', async () => {
    const bench = await stocked();
    const before = rows(bench);
    for (const table of swept) expect(before[table]?.length, table).toBeGreaterThan(0);
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
    const db = connect(bench.path);
    for (const table of swept) db.exec(`DELETE FROM ${table}`);
    db.exec("UPDATE accounts SET idle_since = '2020-01-01', cooldown_until = '2020-01-01' WHERE domain = 'acme.com'");
    db.close();
    expect((await bench.ledger.verify()).fault?.kind).toBe('projection_drift');
    const { drift } = decided(await bench.ledger.rebuild());
    for (const told of ['idle_since', 'cooldown_until', 'fallen_overrides', 'likes', 'disputes', 'refusals', 'intents'])
      expect(drift.some((line) => line.includes(told))).toBe(true);
    expect(rows(bench)).toEqual(before);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test('3.2.E1 a retracted like is near nothing', async () => {
    const bench = await openBench();
    await seed(bench);
    const near = () => bench.ledger.read((reader) => reader.nearLikes({ liked: 2, since: '2026-04-01', limit: 5 }));
    await note(bench, like('7', '10'));
    const second = await note(bench, like('8', '12'));
    await note(bench, like('8', '14', 'bo'));
    expect((await near()).map(({ day }) => day)).toEqual(['2026-04-10']);
    decided(await bench.run('sales.ops', retractSignal, { signal: second, reason: 'another person' }));
    expect(await near()).toEqual([]);
  });

  test('3.6a an override keeps its three facts and tells why it fell', async () => {
    const bench = await stocked();
    const [override] = await bench.ledger.read((reader) => reader.overrides('2026-04-01', 5));
    expect(override).toMatchObject({
      gate: 'G1',
      fact: expect.stringMatching(/^fct_/),
      justification: 'An ecosystem of exceptional complexity for a company of its size.',
      compensating: [expect.stringMatching(/^sig_/)],
      at: tuesday,
      fell: { at: tuesday, because: 'a newer fact answers G1' },
    });
    expect(await bench.ledger.read((reader) => reader.overrides('2026-04-22', 5))).toEqual([]);
  });

  test('inv7 a rebuild that finds nothing wrong waits for no writer', async () => {
    const bench = await stocked();
    const writer = connect(bench.path);
    writer.exec('BEGIN IMMEDIATE');
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
    writer.exec('ROLLBACK');
    writer.close();
  });

  test('inv7 a rebuild moves the counts that are off, and keeps what was counted meanwhile', async () => {
    const bench = await stocked();
    const count = () => bench.ledger.read((reader) => reader.intentCount('sales.ops'));
    const right = await count();
    expect(right).toBeGreaterThan(0);
    const db = connect(bench.path);
    db.exec("UPDATE counts SET n = n + 5 WHERE kind = 'open_intents' AND key = 'sales.ops'");
    db.close();
    expect(await count()).toBe(right + 5);
    const rebuilding = bench.ledger.rebuild();
    decided(await bench.run('sales.ops', saveAccount, company('gamma.io', 'Gamma')));
    await note(bench, comment('gamma.io'));
    await rebuilding;
    expect(await count()).toBe(right + 1);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });
});
