import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { parse, stringify } from 'yaml';
import { type Ledger, openLedger } from '../../src/ledger/index.ts';
import { libraryFor } from '../../src/library/library.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../../src/policy/index.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { createServer } from '../../src/server.ts';
import { schemaValidator } from '../support/schemas.ts';
import { furnish, patient } from './walk-copy.ts';

/** 21 April 2026, 10:00 in New York. */
export const start = '2026-04-21T14:00:00.000Z';

/** A mailbox whose warm-up began the day before. */
const mailbox = {
  address: 'rick@ours.example',
  sender_name: 'Rick Bell',
  postal_address: '1 Main Street, Springfield, IL 62701',
  warmup_started_on: '2026-04-20',
};

/** The shipped policy with a mailbox and with years to come: a long walk outlives those whose holidays it lists. */
export function longPolicyFile(folder: string, until: number): string {
  const tree = parse(readFileSync('policy/handoff-0.2.yaml', 'utf8'));
  const listed = tree.business_time.holidays.value;
  for (let year = 2025; year <= until; year++) listed[String(year)] ??= [`${year}-12-25`];
  tree.mailbox.value = mailbox;
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, stringify(tree));
  return path;
}

export function policyOf(path: string | undefined): LoadedPolicy {
  const loaded = loadPolicy(path);
  if (isPolicyProblem(loaded)) throw new Error(JSON.stringify(loaded.problems).slice(0, 2000));
  return loaded;
}

/** A deployment with a client for each role, on one real file, under a clock that the walk moves. */
export interface WalkHouse {
  readonly clock: { now: string };
  readonly ledger: Ledger;
  readonly policy: LoadedPolicy;
  readonly log: readonly string[];
  as(role: Role): Promise<Client>;
  close(): Promise<void>;
}

export async function openWalkHouse(policy: LoadedPolicy): Promise<WalkHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-walk-'));
  const clock = { now: start };
  const path = join(folder, 'ladder.db');
  const ledger = await openLedger({
    path,
    keys: `${path}.keys`,
    policy,
    synchronous: 'NORMAL',
    clock: { now: () => clock.now, simulated: true },
  });
  const library = libraryFor(policy);
  const log: string[] = [];
  const clients = new Map<Role, Promise<Client>>();
  const ends: (() => Promise<void>)[] = [];
  const connect = async (role: Role) => {
    const [near, far] = InMemoryTransport.createLinkedPair();
    const handle = serveStdio(() => createServer({ role, ledger, library, log: (line) => log.push(line) }), {
      transport: far,
    });
    const client = new Client(
      { name: `walk-${role}`, version: '1.0.0' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } }, jsonSchemaValidator: schemaValidator },
    );
    await client.connect(near, patient);
    ends.push(async () => {
      await client.close();
      await handle.close();
    });
    return client;
  };
  const as = (role: Role) => {
    const known = clients.get(role) ?? connect(role);
    clients.set(role, known);
    return known;
  };
  await furnish(as);
  return {
    clock,
    ledger,
    policy,
    log,
    as,
    async close() {
      for (const end of ends) await end();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
