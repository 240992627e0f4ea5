import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connected, connect, program, tempFolder } from './house.ts';
import { inBlocks, type Row, ratio, sideBySide } from './measure.ts';

const accounts = 50;
const domainOf = (n: number) => `company-${n % accounts}.com`;
let acts = 0;

/** A note that no other repeats, on one account after another. */
const note = (n: number) => ({
  account: domainOf(n),
  contact: { name: 'Jo Doe', email: `jo@${domainOf(n)}` },
  observed_at: '2026-04-20T09:00:00-04:00',
  source: 'LinkedIn notifications',
  signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${acts++}` },
});

async function seeded(args: readonly string[]): Promise<Connected> {
  const LADDER_DB = join(tempFolder(), 'l.db');
  const desk = await connect([program, 'serve', '--as', 'sales.ops'], { LADDER_DB });
  const server = await connect(args, { LADDER_DB, LADDER_ROLE: 'mining.mind' });
  for (let n = 0; n < accounts; n++) {
    const facts = [
      { fact: 'employees', value: 800, source: 'apollo', evidence: 'profile page', as_of: '2026-04-01' },
      { fact: 'industry', value: 'B2B SaaS', source: 'apollo', evidence: 'profile page', as_of: '2026-04-01' },
    ];
    await desk.call('save_account', { domain: domainOf(n), name: `Company ${n}`, facts });
    await server.call('file_signal_note', note(n));
  }
  await desk.close();
  return server;
}

/** An account with a history beside fresh ones. */
const old = { domain: 'history.com', contacts: 100 };

const oldNote = (n: number) => ({
  ...note(n),
  account: old.domain,
  contact: { name: 'Jo Doe', email: `jo-${n % old.contacts}@${old.domain}` },
});

/**
 * Reading and writing over stdio against a tool that does nothing: in blocks of one kind of call, in turn with each other,
 * and on an account with many signals. `normal` starts a server on a ledger that syncs less.
 */
export async function callRows(
  normal: readonly string[],
  { rounds, signals }: { readonly rounds: number; readonly signals: number },
): Promise<readonly Row[]> {
  const noop = await connect([join(import.meta.dirname, 'noop-server.mjs')]);
  const full = await seeded([program, 'serve']);
  const answer = JSON.stringify(await full.call('explain_account', { account: domainOf(0) }));
  const wordy = await connect([join(import.meta.dirname, 'noop-server.mjs')], { BENCH_ANSWER: answer });
  const lax = await seeded(normal);
  for (let n = 0; n < signals; n++) await full.call('file_signal_note', oldNote(n));
  const contenders = [
    { name: 'noop', work: (n: number) => noop.call('noop', { account: domainOf(n) }) },
    { name: 'noop, wordy', work: (n: number) => wordy.call('noop', { account: domainOf(n) }) },
    { name: 'find', work: (n: number) => full.call('find_accounts', { query: domainOf(n), limit: 5 }) },
    { name: 'explain', work: (n: number) => full.call('explain_account', { account: domainOf(n) }) },
    { name: 'write FULL', work: (n: number) => full.call('file_signal_note', note(n)) },
    { name: 'write NORMAL', work: (n: number) => lax.call('file_signal_note', note(n)) },
  ];
  const long = [
    { name: 'explain, long', work: () => full.call('explain_account', { account: old.domain }) },
    { name: 'write FULL, long', work: (n: number) => full.call('file_signal_note', oldNote(n)) },
  ];
  const warmUp = Math.max(50, rounds / 3);
  const hot = await inBlocks([...contenders, ...long], { warmUp, rounds, block: 20 });
  const mixed = await sideBySide(contenders, { warmUp, rounds });
  await Promise.all([noop, wordy, full, lax].map((server) => server.close()));
  const against = (medians: ReadonlyMap<string, number>, base: string, name: string, what: string, limit?: number) =>
    ratio(what, medians.get(base) ?? Number.NaN, medians.get(name) ?? Number.NaN, limit);
  const size = `with ${signals} signals and ${Math.min(signals, old.contacts)} contacts, against a small one`;
  return [
    against(hot, 'noop', 'find', 'find_accounts against a no-op tool, in blocks', 3),
    against(hot, 'noop', 'explain', 'explain_account against a no-op tool, in blocks', 2),
    against(hot, 'noop', 'noop, wordy', 'a no-op tool that gives the answer of explain_account, in blocks'),
    against(hot, 'noop', 'write NORMAL', 'file_signal_note, synchronous=NORMAL, against a no-op tool, in blocks'),
    against(hot, 'noop', 'write FULL', 'file_signal_note, synchronous=FULL, against a no-op tool, in blocks', 6),
    against(hot, 'explain', 'explain, long', `explain_account on an account ${size}`, 1.5),
    against(hot, 'write FULL', 'write FULL, long', `file_signal_note on an account ${size}`, 1.5),
    against(mixed, 'noop', 'find', 'find_accounts against a no-op tool, in turn with others'),
    against(mixed, 'noop', 'explain', 'explain_account against a no-op tool, in turn with others'),
    against(
      mixed,
      'noop',
      'write FULL',
      'file_signal_note, synchronous=FULL, against a no-op tool, in turn with others',
    ),
  ];
}

/** The most memory a server held at any time of a thousand calls. Linux keeps the figure; elsewhere it isn't measured. */
export async function memoryRow(calls: number): Promise<Row> {
  const server = await seeded([program, 'serve']);
  for (let n = 0; n < calls; n++) {
    if (n % 10 < 4) await server.call('find_accounts', { query: domainOf(n) });
    else if (n % 10 < 7) await server.call('explain_account', { account: domainOf(n), detail: 'full' });
    else if (n % 10 < 9) await server.call('file_signal_note', note(n));
    else await server.call('session_sweep', {});
  }
  const peak = peakOf(server.pid);
  await server.close();
  const what = `peak memory of a server, ${calls} calls`;
  if (peak === undefined) return { what, measured: '-', goal: '<= 100 MB', met: null };
  return { what, measured: `${peak.toFixed(0)} MB`, goal: '<= 100 MB', met: peak <= 100 };
}

/** Megabytes; Linux alone keeps them. */
export function peakOf(pid: number | null): number | undefined {
  if (process.platform !== 'linux' || pid === null) return undefined;
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return found ? Number(found[1]) / 1024 : undefined;
}
