import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { onTestFinished } from 'vitest';
import { type Ledger, openLedger } from '../../src/ledger/index.ts';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { libraryFor } from '../../src/library/library.ts';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { createServer } from '../../src/server.ts';
import { preparedLedger } from './ledger-image.ts';
import { standingPolicy, testPolicy } from './policy.ts';
import { schemaValidator } from './schemas.ts';

export { loadedFrom, testPolicy as shippedPolicy } from './policy.ts';

/** Tuesday 21 April 2026, 10:00 in New York. */
const start = '2026-04-21T14:00:00.000Z';

export type Era = 'modern' | 'legacy';

/** A deployment as its agents meet it: one real database, a clock that the test moves, a server for each connection. */
export interface House {
  readonly clock: { now: string };
  readonly path: string;
  readonly policy: LoadedPolicy;
  readonly ledger: Ledger;
  /** Lines that a server told its operator: defects, and nothing else. */
  readonly log: readonly string[];
  /** The connection of a role; one for each role and era, kept. */
  as(role: Role, era?: Era): Promise<Client>;
  /** A further connection, over a database connection of its own as another process has it, and maybe another policy file. */
  apart(role: Role, era?: Era, policy?: LoadedPolicy): Promise<Client>;
}

export interface HouseOptions {
  readonly now?: string;
  readonly policy?: LoadedPolicy;
  /** Opening makes the ledger, which takes longer than putting an empty one down. */
  readonly isMade?: boolean;
}

/** With a board outside, as a deployment describes it (A13). */
export function boardPolicy(): LoadedPolicy {
  return standingPolicy(join(import.meta.dirname, '../fixtures/connectors/board-policy.yaml'));
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const { now = start, policy = testPolicy(), isMade = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'ladder-surface-'));
  const path = join(folder, 'ladder.db');
  if (!isMade) await preparedLedger(path);
  const clock = { now };
  const log: string[] = [];
  const closing: (() => Promise<void> | void)[] = [];
  onTestFinished(async () => {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
    if (log.length > 0) throw new Error(`the server met a defect:\n${log.join('\n')}`);
  });
  const open = async (by: LoadedPolicy) => {
    const opened = await openLedger({
      path,
      keys: `${path}.keys`,
      policy: by,
      synchronous: 'NORMAL',
      clock: { now: () => clock.now, simulated: true },
    });
    closing.push(() => opened.close());
    return opened;
  };
  const connect = async (ledger: Ledger, role: Role, era: Era, by = policy) => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    const serving = { role, ledger, library: libraryFor(by), log: (line: string) => log.push(line) };
    const handle = serveStdio(() => createServer(serving), { transport: far });
    const mode = era === 'modern' ? { pin: '2026-07-28' } : 'legacy';
    const client = new Client(
      { name: `test-${role}`, version: '1.0.0' },
      { versionNegotiation: { mode }, jsonSchemaValidator: schemaValidator },
    );
    await client.connect(near);
    closing.push(async () => {
      await client.close();
      await handle.close();
    });
    return client;
  };
  const ledger = await open(policy);
  const known = new Map<string, Promise<Client>>();
  return {
    clock,
    path,
    policy,
    ledger,
    log,
    as(role, era = 'modern') {
      const client = known.get(`${role} ${era}`) ?? connect(ledger, role, era);
      known.set(`${role} ${era}`, client);
      return client;
    },
    apart: async (role, era = 'modern', by = policy) => connect(await open(by), role, era, by),
  };
}

/** Every row of every table, as another program would find it, but for what sweeps have shown: that is kept a moment after their answers. */
export function rowsIn({ path }: House): Readonly<Record<string, readonly unknown[]>> {
  const db = connect(path, { readonly: true });
  try {
    const names = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'shown' ORDER BY name")
      .pluck()
      .all();
    return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).all()]));
  } finally {
    db.close();
  }
}

export interface Recorded {
  readonly seq: number;
  readonly stream: string;
  readonly type: string;
  readonly role: string;
  readonly client: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The newest events, oldest of them first. */
export function eventsIn({ path }: House, after = 0): readonly Recorded[] {
  const db = connect(path, { readonly: true });
  try {
    const rows = db
      .prepare<[number], Omit<Recorded, 'body'> & { body: string }>(
        'SELECT seq, stream, type, role, client, body FROM events WHERE seq > ? ORDER BY seq',
      )
      .all(after);
    return rows.map(({ body, ...rest }) => ({ ...rest, body: JSON.parse(body) }));
  } finally {
    db.close();
  }
}

export function headOf(house: House): Promise<number> {
  return house.ledger.read((reader) => reader.head());
}
