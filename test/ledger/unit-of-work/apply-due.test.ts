import { describe, expect, test } from 'vitest';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { nothing } from '../../../src/rules/reactions/brought.ts';
import { type Bench, decided, dump, openBench, refused, seed } from '../support.ts';

const caller = { role: 'sales.ops', client: 'vitest' } as const;
const posts = async (bench: Bench) => {
  const listed = await bench.ledger.read((reader) => reader.posts('cro-updates', { limit: 10 }));
  return 'items' in listed ? listed.items : [];
};

describe('what time brings', () => {
  test('T6 is recorded with the instant it fell due and the instant it was noticed, once', async () => {
    const bench = await openBench();
    await seed(bench);
    await bench.ledger.applyDue(caller, 1000);
    expect(await bench.ledger.applyDue(caller, 1000)).toEqual(nothing);
    bench.clock.time = '2026-05-01T14:00:00.000Z';
    const applied = {
      kind: 'classifications_posted',
      due_at: '2026-04-21T21:00:00.000Z',
      noticed_at: '2026-05-01T14:00:00.000Z',
    };
    const before = dump(bench.path);
    const previewed = await bench.ledger.read((reader) => reader.due(100));
    expect(dump(bench.path)).toEqual(before);
    expect(previewed).toContainEqual(applied);
    expect(await bench.ledger.read((reader) => reader.due(1))).toEqual(previewed.slice(0, 1));
    expect(await bench.ledger.applyDue(caller, 1000)).toEqual({ count: previewed.length, first: previewed });
    expect(await bench.ledger.read((reader) => reader.due(100))).toEqual([]);
    expect(await bench.ledger.applyDue(caller, 1000)).toEqual(nothing);
    expect(dump(bench.path).events).toContainEqual(
      expect.objectContaining({ type: 'batch_posted', at: applied.due_at, recorded_at: applied.noticed_at }),
    );
    expect(await posts(bench)).toHaveLength(1);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test('T6 lets whoever else asks have their turn before it goes on to what is due next', async () => {
    const { ledger } = await openBench();
    let isTheirs = false;
    setImmediate(() => {
      isTheirs = true;
    });
    await ledger.applyDue(caller, 1000);
    expect(isTheirs).toBe(true);
  });

  test('T6 comes once over all processes', async () => {
    const bench = await openBench();
    await seed(bench);
    const other = await openBench({ path: bench.path, keys: bench.keys, time: '2026-04-22T14:00:00.000Z' });
    bench.clock.time = '2026-04-22T14:00:00.000Z';
    const applied = await Promise.all([bench, other, bench, other].map(({ ledger }) => ledger.applyDue(caller, 1000)));
    const all = applied.flatMap((each) =>
      'refused' in each ? ['refused'] : each.first.map(({ kind, due_at }) => `${kind} ${due_at}`),
    );
    expect(all).toContain('classifications_posted 2026-04-21T21:00:00.000Z');
    expect(new Set(all).size).toBe(all.length);
  });

  test('T6 is applied by a writing act on the streams it touches, and ends the same as a sweep', async () => {
    const [swept, acted] = [await openBench(), await openBench()];
    for (const bench of [swept, acted]) {
      await seed(bench);
      bench.clock.time = '2026-04-22T14:00:00.000Z';
    }
    await swept.ledger.applyDue(caller, 1000);
    for (const bench of [swept, acted]) decided(await bench.run('sales.ops', classifyMql, { account: 'acme.com' }));
    expect((await posts(acted)).map(({ text, at }) => [text, at])).toEqual(
      (await posts(swept)).map(({ text, at }) => [text, at]),
    );
  });

  test('T6 brings the same to each of more accounts than are held at once', async () => {
    const bench = await openBench();
    const { ledger, clock } = bench;
    const domains = Array.from({ length: 21 }, (_, n) => `company-${n}.com`);
    for (const domain of domains) await seed(bench, domain, domain);
    clock.time = '2026-12-01T14:00:00.000Z';
    const applied = await ledger.applyDue(caller, 1000);
    const kinds = (domain: string) =>
      'refused' in applied ? [] : applied.first.filter(({ account }) => account === domain);
    const stands = (domain: string) =>
      ledger.read((reader) => {
        const state = reader.account(domain)?.state;
        const owed = state?.tasks.filter(({ kind }) => kind !== 'evidence_sample');
        const tasks = owed?.map(({ kind, role, due_at, escalated }) => ({ kind, role, due_at, escalated }));
        return { tasks, alarm: state?.alarm, applied: kinds(domain).map(({ kind, due_at }) => `${kind} ${due_at}`) };
      });
    const first = await stands('company-0.com');
    expect(first.applied.map((each) => each.split(' ')[0])).toContain('criteria_lapsed');
    for (const domain of domains) expect(await stands(domain)).toEqual(first);
    expect(await ledger.read((reader) => reader.due(100))).toEqual([]);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('T6 a sweep with a clock set back brings nothing in', async () => {
    const bench = await openBench();
    await seed(bench);
    const late = await openBench({ path: bench.path, keys: bench.keys, time: '2026-04-30T14:00:00.000Z' });
    await late.ledger.applyDue(caller, 1000);
    bench.clock.time = '2026-04-30T13:00:00.000Z';
    const swept = await bench.ledger.applyDue(caller, 1000);
    expect('refused' in swept ? swept.code : swept).toEqual(nothing);
    expect(refused(await bench.run('sales.ops', classifyMql, { account: 'acme.com' })).code).toBe('CONFLICT');
  });
});
