import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { instructionsFor } from './prompts/instructions.ts';
import { standingNote } from './rules/policy-changes/policy-on-record.ts';
import type { Serving } from './serving/defects.ts';
import { LastWordTransport } from './serving/draining-stdio.ts';
import { deniedText } from './serving/identity.ts';
import { openedText } from './serving/opened.ts';
import { servePrompts } from './serving/prompts.ts';
import { serveResources } from './serving/resources.ts';
import { serveTools } from './serving/tools.ts';

export const version = '0.1.0';

/**
 * One connection's server: the registry's tools, resources and prompts, seen by one role. `listened` holds the addresses
 * that the connection subscribes to, where its transport tells them.
 */
export async function createServer(serving: Serving, listened?: ReadonlySet<string>): Promise<Server> {
  const { policy, note } = await policyOnRecord(serving);
  const server = new Server(
    { name: 'ladder', title: 'Ladder', version },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {} },
      instructions: instructionsFor(serving.role, policy, [
        openedText(serving.ledger.opened),
        ...(serving.denied ? [deniedText(serving.denied)] : note === null ? [] : [note]),
      ]),
    },
  );
  serveTools(server, serving);
  await serveResources(server, serving, listened);
  servePrompts(server, serving);
  return server;
}

/** The policy in force, and whether it is the file's (P2); a ledger that cannot be read tells so at the first call. */
async function policyOnRecord({ ledger, role }: Serving) {
  try {
    return await ledger.read((reader, { policy }) => ({ policy, note: standingNote(reader.policyStanding(), role) }));
  } catch {
    return { policy: null, note: null };
  }
}

/** How long the answers to open subscriptions may take to leave, in milliseconds. */
const farewell = 100;

/** Serves until the input ends, SIGINT or SIGTERM comes, or nobody reads the output. Both eras of the protocol, decided by the client's opening. */
export async function serveOverStdio(serving: Serving, transport = new LastWordTransport()): Promise<void> {
  const handle = serveStdio(() => createServer(serving, transport.listened), {
    transport,
    onerror: (error) => serving.log(passedOver(error)),
  });
  await transport.ended;
  await Promise.race([handle.close(), sleep(farewell)]);
}

/** One line of log for what went wrong on the wire. */
function passedOver(error: Error): string {
  return error.message.replace(/\s+/g, ' ').slice(0, 300);
}
