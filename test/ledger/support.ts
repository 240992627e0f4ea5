import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { type Ledger, type LedgerOptions, type LedgerServing, ledgerOver, openLedger } from '../../src/ledger/index.ts';
import type { Acted, Call, PolicyInForce } from '../../src/ledger/port/ledger.ts';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { type SaveArgs, saveAccount } from '../../src/rules/accounts/save-account.ts';
import type { Command } from '../../src/rules/command/command.ts';
import { classifyMql } from '../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote, type NoteArgs } from '../../src/rules/signals/file-signal-note.ts';
import { isRefusal, type Refusal } from '../../src/rules/vocabulary/refusal.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { preparedLedger } from '../support/ledger-image.ts';
import { testPolicy } from '../support/policy.ts';
import { openLate } from './engine/late-engine.ts';

/** A Tuesday, 09:00 in New York. */
export const tuesday = '2026-04-21T13:00:00.000Z';

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Bench {
  readonly ledger: Ledger;
  readonly path: string;
  readonly keys: string;
  readonly clock: { time: string };
  run<Args, Input, Extra extends object>(
    role: Role,
    command: Command<Args, Input, Extra>,
    args: Args,
    call?: Partial<Call>,
  ): Promise<Acted<Extra> | Refusal>;
}

export interface BenchOptions extends Partial<Omit<LedgerOptions, 'policy' | 'clock'>> {
  readonly folder?: string;
  readonly policy?: PolicyInForce;
  readonly time?: string;
}

/** Over SQLite, or over an engine that answers late, as test/ledger/late has it. */
async function opened(options: LedgerOptions & LedgerServing): Promise<Ledger> {
  if (process.env.LADDER_TEST_ENGINE !== 'late') return openLedger(options);
  const { path, keys, clock, synchronous = 'NORMAL', maxPages, onStep } = options;
  const limit = maxPages === undefined ? {} : { maxPages };
  const engine = await openLate({ path, keys, simulated: clock.simulated, synchronous, ...limit }, onStep);
  return ledgerOver(engine, options);
}

/** A real ledger in a folder of its own, with a clock that the test moves. */
export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const { folder = tempFolder(), policy = testPolicy(), time = tuesday, ...rest } = options;
  const clock = { time };
  const path = rest.path ?? join(folder, 'ladder.db');
  if (!('folder' in options || 'path' in options || 'keys' in options)) await preparedLedger(path);
  const keys = rest.keys ?? `${path}.keys`;
  const ledger = await opened({
    synchronous: 'NORMAL',
    ...rest,
    path,
    keys,
    policy,
    clock: { now: () => clock.time, simulated: true },
  });
  onTestFinished(() => ledger.close());
  return {
    ledger,
    path,
    keys,
    clock,
    run: (role, command, args, call) => {
      const whole: Call = { role, client: 'vitest', tool: command.name, args, dryRun: false, ...call };
      return ledger.act({ command, args, call: whole, answer: (acted) => acted });
    },
  };
}

export function decided<T extends object>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.code}: ${answer.found}. Next: ${answer.next}`);
  return answer;
}

export function refused<T extends object>(answer: T | Refusal): Refusal {
  if (!isRefusal(answer)) throw new Error('not refused');
  return answer;
}

const fact = (name: string, value: string | number | boolean) => ({
  fact: name,
  value,
  source: 'annual report',
  evidence: 'page 4',
  as_of: '2026-04-01',
});

export const goodFacts = [
  fact('employees', 900),
  fact('has_ecosystem_motion', true),
  fact('arr_usd', 80_000_000),
  fact('industry', 'B2B SaaS'),
  fact('gate_g5', true),
];

export const company = (domain = 'acme.com', name = 'Acme Corp'): SaveArgs => ({ domain, name, facts: goodFacts });

export const comment = (account = 'acme.com', more: Partial<NoteArgs> = {}): NoteArgs => ({
  account,
  contact: { name: 'Jane Roe', email: `jane.roe@${account}`, title: 'VP Partnerships' },
  observed_at: '2026-04-20T15:00:00-04:00',
  source: 'linkedin.com/posts/1',
  note: 'Jane spoke of her own programme',
  signal: {
    type: 'E1',
    interaction: 'comment',
    object: 'linkedin.com/posts/1',
    quote: 'we struggle with partner attribution',
  },
  ...more,
});

/** A registered account with one comment, classified MQL. */
export async function seed(bench: Bench, domain = 'acme.com', name = 'Acme Corp'): Promise<string> {
  decided(await bench.run('sales.ops', saveAccount, company(domain, name)));
  decided(await bench.run('mining.mind', fileSignalNote, comment(domain)));
  return decided(await bench.run('sales.ops', classifyMql, { account: domain })).extra.account;
}

/** Copies a ledger's files as they lie on the disk. */
export function copyDatabase(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
    else rmSync(`${to}${suffix}`, { force: true });
  }
}

/** A connection as a forger would have it: past the triggers. */
export function tamper(path: string, change: (db: Database.Database) => void): void {
  const db = connect(path);
  try {
    db.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
    change(db);
  } finally {
    db.close();
  }
}

/** Every row of every table. */
export function dump(path: string, without: readonly string[] = []): Record<string, unknown[]> {
  const db = connect(path, { readonly: true });
  try {
    const names = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()
      .filter((name) => !without.includes(name));
    return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()]));
  } finally {
    db.close();
  }
}
