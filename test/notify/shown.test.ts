import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { libraryFor } from '../../src/library/library.ts';
import { tellDue } from '../../src/notify/tell-due.ts';
import type { Transport } from '../../src/notify/transports.ts';
import { saveAccount } from '../../src/rules/accounts/save-account.ts';
import { advanceDeal } from '../../src/rules/deals/advance-deal.ts';
import { dueNotices } from '../../src/rules/notices/due-notices.ts';
import { fileSignalNote } from '../../src/rules/signals/file-signal-note.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import sessionSweep from '../../src/tools/session-sweep.ts';
import { type Bench, company, decided, openBench } from '../ledger/support.ts';
import { shippedPolicy } from '../support/server.ts';

/** A request for the Briefing: the CRO owes the answer on the same day, by 17:00. */
async function request(bench: Bench, domain = 'acme.com'): Promise<void> {
  decided(await bench.run('sales.ops', saveAccount, company(domain, domain)));
  const signal = { type: 'E4', channel: 'email', quote: 'show me the Briefing' } as const;
  const contact = { name: 'Ann Bee', email: `ann@${domain}` };
  const note = { account: domain, contact, observed_at: '2026-04-21T08:00:00-04:00', source: 'mail', signal };
  decided(await bench.run('mining.mind', fileSignalNote, note));
}

/** Notices told since the last call. */
function listener() {
  let told: string[] = [];
  const way: Transport = {
    name: 'webhook',
    async send({ notices }) {
      told.push(
        ...notices.map(({ key, role, tasks }) => (key.startsWith('due') ? `${role} ${tasks[0]?.company}` : key)),
      );
      return null;
    },
  };
  return async ({ ledger }: Bench) => {
    told = [];
    expect(await tellDue(ledger, way)).not.toHaveProperty('failed');
    return told;
  };
}

const shownTo = ({ ledger }: Bench, role: Role) => ledger.read((reader) => reader.shown(role));

/** A sweep of the role, until what it showed is kept. */
async function sweep(bench: Bench, role: Role, limit = 20): Promise<void> {
  const session = { role, client: 'vitest', ledger: bench.ledger, library: libraryFor(shippedPolicy()) };
  const answer = await sessionSweep.call({ limit }, session);
  if (isRefusal(answer)) throw new Error(answer.found);
  for (let n = 0; n < 20; n++) await turn();
}

const briefing = 'cro acme.com (acme.com)';
const digest = (role: Role, day = '2026-04-21') => `digest:${role}:${day}`;

test("S-3 what the role's sweep has shown is told to nobody, and its digest is of what it has not", async () => {
  const bench = await openBench();
  const listen = listener();
  await request(bench);
  await sweep(bench, 'cro');
  expect(await listen(bench)).toEqual([digest('sales.ops'), digest('chief.staff')]);
  await request(bench, 'beta.com');
  expect(await listen(bench)).toEqual(['cro beta.com (beta.com)']);
});

test('S-3 the sweep of another role, of a viewer, or one cut short before the duty, has not shown it', async () => {
  const bench = await openBench();
  await request(bench);
  await request(bench, 'beta.com');
  await sweep(bench, 'sales.ops');
  await sweep(bench, 'viewer');
  expect(await shownTo(bench, 'cro')).toEqual({});
  await sweep(bench, 'cro', 1);
  expect(Object.keys(await shownTo(bench, 'cro'))).toHaveLength(1);
  expect(await listener()(bench)).toEqual([
    expect.stringMatching(/^cro \w+\.com/),
    digest('cro'),
    digest('chief.staff'),
  ]);
});

test('S-3 a duty that was shown and then fell due is told once, unless a sweep showed that too', async () => {
  const bench = await openBench();
  const listen = listener();
  await request(bench);
  await sweep(bench, 'cro');
  await listen(bench);
  bench.clock.time = '2026-04-21T21:30:00.000Z';
  expect(await listen(bench)).toContain(briefing);
  expect(await listen(bench)).toEqual([]);
  bench.clock.time = '2026-04-22T13:00:00.000Z';
  expect(await listen(bench)).not.toContain(briefing);

  const other = await openBench();
  await request(other);
  await sweep(other, 'cro');
  other.clock.time = '2026-04-21T21:30:00.000Z';
  await sweep(other, 'cro');
  expect(await listen(other)).not.toContain(briefing);
});

test('S-3 what was told before a sweep showed it is not told again once it is overdue', async () => {
  const bench = await openBench();
  const listen = listener();
  await request(bench);
  expect(await listen(bench)).toContain(briefing);
  await sweep(bench, 'cro');
  await request(bench, 'beta.com');
  expect(await listen(bench)).toEqual(['cro beta.com (beta.com)']);
  bench.clock.time = '2026-04-21T21:30:00.000Z';
  expect(await listen(bench)).not.toContain(briefing);
});

test('S-3 a duty that a sweep showed before it came within reach is told once it does', async () => {
  const bench = await openBench();
  bench.clock.time = '2026-04-21T22:00:00.000Z';
  await request(bench);
  await sweep(bench, 'cro');
  expect(await listener()(bench)).not.toContain(briefing);
  bench.clock.time = '2026-04-22T13:00:00.000Z';
  expect(await listener()(bench)).toContain(briefing);
});

test("S-3 chief.staff's sweep shows an escalated step by the look that it opened", async () => {
  const { ledger } = await openBench();
  const times = { opened_at: '2026-04-15T13:00:00.000Z', due_at: '2026-04-16T13:00:00.000Z' };
  const task = { id: 'tsk_a_1', kind: 'cro_review', role: 'cro', clause: '4.3', escalated: true, ...times } as const;
  const shown = { 'chief.staff': { tsk_a_1: '2026-04-17T13:00:00.000Z' }, cro: {} };
  const found = await ledger.read((_, moment) =>
    dueNotices([{ task, company: null }], (role) => (role === 'chief.staff' ? shown['chief.staff'] : {}), moment),
  );
  expect(found.map(({ key, isShown }) => [key, isShown])).toEqual([
    ['escalated:tsk_a_1', true],
    [digest('cro'), false],
  ]);
});

test('inv7 what sweeps have shown is no event, and outlives a restart and a rebuild', async () => {
  const bench = await openBench();
  await request(bench);
  await sweep(bench, 'cro');
  const before = await bench.ledger.read((reader) => reader.head());
  const shown = await shownTo(bench, 'cro');
  expect(Object.values(shown)).toContain('2026-04-21T13:00:00.000Z');
  await sweep(bench, 'cro');
  expect(await bench.ledger.read((reader) => reader.head())).toBe(before);
  expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  await bench.ledger.close();
  const again = await openBench({ path: bench.path, keys: bench.keys });
  expect(await shownTo(again, 'cro')).toEqual(shown);
});

test('S-3 what sweeps have shown is kept of open tasks alone', async () => {
  const bench = await openBench();
  await request(bench);
  await sweep(bench, 'cro');
  const answered = Object.keys(await shownTo(bench, 'cro')).filter((id) => !id.startsWith('tsk_desk'));
  const date = { account: 'acme.com', event: 'briefing_scheduled', at: '2026-04-29T10:00:00-04:00' } as const;
  decided(await bench.run('cro', advanceDeal, date));
  await request(bench, 'beta.com');
  await sweep(bench, 'cro');
  const kept = Object.keys(await shownTo(bench, 'cro'));
  expect(answered).toHaveLength(1);
  expect(kept.filter((id) => !id.startsWith('tsk_desk'))).toHaveLength(1);
  expect(kept).not.toContain(answered[0]);
});

test('S-3 while another process holds the lock a sweep answers and its ledger closes; what it showed is told once more', async () => {
  const bench = await openBench();
  await request(bench);
  await sweep(bench, 'chief.staff');
  const other = connect(bench.path);
  other.exec('BEGIN IMMEDIATE');
  const began = performance.now();
  await sweep(bench, 'sales.ops');
  await bench.ledger.close();
  expect(performance.now() - began).toBeLessThan(5000);
  other.exec('ROLLBACK');
  other.close();
  const again = await openBench({ path: bench.path, keys: bench.keys });
  expect(await shownTo(again, 'sales.ops')).toEqual({});
  expect(await listener()(again)).toContain(digest('sales.ops'));
});
