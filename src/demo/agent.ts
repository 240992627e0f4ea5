import { Client, type DiscoverResult } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import type { Role } from '../rules/roles.ts';
import { type Called, Order, Refused, type Reply } from './orders.ts';

/** One role's own process: for each session it starts its own server, calls tools on it, and lets it go. */
export function runAgent(role: Role, program: string): Promise<number> {
  let client: Client | null = null;
  const obey = async (order: Order): Promise<Called | null> => {
    if (order.order === 'open') {
      client = await connected(role, program, order.env);
      return null;
    }
    if (!client) throw new Error(`${role} has no session`);
    if (order.order === 'call') return called(client, order.tool, order.arguments);
    await client.close();
    client = null;
    return null;
  };
  const answer = (reply: Reply) => process.connected && process.send?.(reply);
  process.on('message', (message: unknown) => {
    obey(Order.parse(message)).then(
      (done) => answer({ done }),
      (fault: unknown) => answer({ fault: fault instanceof Error ? fault.message : String(fault) }),
    );
  });
  return new Promise((ended) => {
    process.once('disconnect', () => (client ? client.close() : Promise.resolve()).finally(() => ended(0)));
  });
}

type Schema = Parameters<AjvJsonSchemaValidator['getValidator']>[0];

/** Compiles a schema when an answer is first held against it, and once a process: later sessions list the same tools. */
class RememberingValidator extends AjvJsonSchemaValidator {
  readonly #known = new Map<string, Schema>();

  override getValidator<T>(schema: Schema) {
    const key = JSON.stringify(schema);
    const known = this.#known.get(key) ?? schema;
    this.#known.set(key, known);
    const compiled = () => super.getValidator<T>(known);
    return (answer: unknown) => compiled()(answer);
  }
}

const validator = new RememberingValidator();
/** What the first session learnt of the server: later ones need no probe, which costs a process of its own. */
let discovered: DiscoverResult | undefined;

async function connected(role: Role, program: string, env: Readonly<Record<string, string>>): Promise<Client> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } };
  const client = new Client(
    { name: `demo-${role}`, version: '1' },
    { versionNegotiation, jsonSchemaValidator: validator },
  );
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'serve', '--as', role],
    env: { ...getDefaultEnvironment(), ...env },
  });
  await client.connect(transport, discovered ? { prior: { kind: 'modern', discover: discovered } } : {});
  discovered = client.getDiscoverResult();
  // From here on the client holds each answer against the tool's output schema.
  await client.listTools();
  return client;
}

async function called(client: Client, tool: string, given: Readonly<Record<string, unknown>>): Promise<Called> {
  const { isError, structuredContent, _meta } = await client.callTool({ name: tool, arguments: { ...given } });
  if (isError) return { refusal: Refused.parse(_meta?.['ladder/error']) };
  if (typeof structuredContent !== 'object' || structuredContent === null)
    throw new Error(`${tool} answered without structured content`);
  return { answer: { ...structuredContent } };
}
