import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { openFromEnvironment } from '../../src/commands/shared/environment.ts';
import { called } from '../../src/demo/agent.ts';
import { type OpensOffice, toldBy, withServer } from '../../src/demo/office.ts';
import { openPostOffice } from '../../src/demo/post-office.ts';
import { tamper } from '../../src/demo/tamper.ts';
import { libraryFor } from '../../src/library/library.ts';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { createServer } from '../../src/server.ts';
import { runHere, under } from '../support/here.ts';
import { schemaValidator } from '../support/schemas.ts';

interface Sitting {
  readonly client: Client;
  end(): Promise<void>;
}

/** The office of the demo without processes: each session has a ledger and a connection of its own, as its process would. */
export const openOfficeHere: OpensOffice = async (policy, sendsMail) => {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-demo-'));
  const policyFile = join(folder, 'policy.json');
  const post = sendsMail ? await openPostOffice() : null;
  writeFileSync(policyFile, JSON.stringify(post ? withServer(policy, post.port) : policy));
  const envAt = (now: string) => ({ LADDER_DB: join(folder, 'demo.db'), LADDER_POLICY: policyFile, LADDER_NOW: now });
  const inTurn = turns();
  const complaints: string[] = [];
  const sittings = new Map<Role, Sitting>();
  const sittingOf = (role: Role): Sitting => {
    const sitting = sittings.get(role);
    if (!sitting) throw new Error(`${role} has no session`);
    return sitting;
  };
  const close = async (role: Role) => {
    const sitting = sittingOf(role);
    sittings.delete(role);
    await sitting.end();
  };
  const printed = (args: readonly string[], now: string) =>
    inTurn(async () => {
      const from = process.cwd();
      process.chdir(tmpdir());
      try {
        return await runHere({ args: [...args, '--json'], env: envAt(now) });
      } finally {
        process.chdir(from);
      }
    });
  return {
    folder,
    async open(role, now) {
      sittings.set(role, await inTurn(() => under(envAt(now), () => seated(role, (line) => complaints.push(line)))));
    },
    call: (role, tool, given) => called(sittingOf(role).client, tool, given),
    close,
    async run(command, now) {
      const { stdout, stderr } = await printed(command, now);
      return toldBy(command, stdout, stderr);
    },
    proof: async (now) => JSON.parse((await printed(['verify'], now)).stdout),
    tamper: (tampering) => tamper(join(folder, 'demo.db'), tampering),
    async leave() {
      await Promise.all([...sittings.keys()].map(close));
      await post?.close();
      rmSync(folder, { recursive: true, force: true });
      if (complaints.length > 0) throw new Error(`the server met a defect:\n${complaints.join('\n')}`);
    },
  };
};

async function seated(role: Role, log: (line: string) => void): Promise<Sitting> {
  const { ledger, policy } = await openFromEnvironment();
  const [near, far] = InMemoryTransport.createLinkedPair();
  const serving = { role, ledger, library: libraryFor(policy), log };
  const handle = serveStdio(() => createServer(serving), { transport: far });
  const client = new Client(
    { name: `demo-${role}`, version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } }, jsonSchemaValidator: schemaValidator },
  );
  await client.connect(near);
  return {
    client,
    async end() {
      await client.close();
      await handle.close();
      await ledger.close();
    },
  };
}

/** One after the other: the environment and the folder of a process are one for all that it does. */
function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
