import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Client, type DiscoverResult } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Role } from '../rules/vocabulary/roles.ts';
import { type Called, Order, Refused, type Reply } from './orders.ts';

/** One role's own process: for each session it starts its own server, calls tools on it, and lets it go. */
export function runAgent(role: Role, program: string): Promise<number> {
  let client: Client | null = null;
  let opening: Promise<Client> | null = null;
  const obey = async (order: Order): Promise<Called | null> => {
    if (order.order === 'open') {
      opening = connected(role, program, order.env);
      client = await opening;
      return null;
    }
    if (!client) throw new Error(`${role} has no session`);
    if (order.order === 'call') return called(client, order.tool, order.arguments);
    await client.close();
    client = null;
    return null;
  };
  // A parent that is gone needs no answer.
  const answer = (reply: Reply) => process.send?.(reply, undefined, undefined, () => undefined);
  process.on('message', (message: unknown) => {
    obey(Order.parse(message)).then(
      (done) => answer({ done }),
      (fault: unknown) => answer({ fault: fault instanceof Error ? fault.message : String(fault) }),
    );
  });
  // A session may be about to open when the line is cut; its server would be left behind.
  const letGo = async () => (await opening?.catch(() => null))?.close();
  return new Promise((ended) => {
    const leave = () => void letGo().finally(() => ended(0));
    if (process.connected) process.once('disconnect', leave);
    else leave();
  });
}

/** The first session's findings on the server: later ones need no probe, which costs a process of its own. */
let discovered: DiscoverResult | undefined;

async function connected(role: Role, program: string, env: Readonly<Record<string, string>>): Promise<Client> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } };
  const client = new Client({ name: `demo-${role}`, version: '1' }, { versionNegotiation });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'serve', '--as', role],
    env: { ...getDefaultEnvironment(), ...env },
    stderr: 'pipe',
  });
  passOn(transport.stderr);
  await client.connect(transport, discovered ? { prior: { kind: 'modern', discover: discovered } } : {});
  discovered = client.getDiscoverResult();
  return client;
}

/** Shows the server's complaints, without the line on the ledger that it opened. */
function passOn(output: StdioClientTransport['stderr']): void {
  if (!(output instanceof Readable)) return;
  createInterface({ input: output }).on('line', (line) => {
    if (!line.startsWith('ladder: Ledger: ')) process.stderr.write(`${line}\n`);
  });
}

export async function called(client: Client, tool: string, given: Readonly<Record<string, unknown>>): Promise<Called> {
  const { isError, structuredContent, _meta } = await client.callTool({ name: tool, arguments: { ...given } });
  if (isError) return { refusal: Refused.parse(_meta?.['ladder/error']) };
  if (typeof structuredContent !== 'object' || structuredContent === null)
    throw new Error(`${tool} answered without structured content`);
  return { answer: { ...structuredContent } };
}
