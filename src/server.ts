import { randomUUID } from 'node:crypto';
import {
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { LastWordTransport } from './last-word.ts';
import { LedgerUnusable, unavailable } from './ledger/errors.ts';
import { instructionsFor } from './prompts/instructions.ts';
import { prompts } from './prompts/index.ts';
import { readResource, resources } from './resources/index.ts';
import type { Scope } from './resources/resource.ts';
import { isRefusal, type Refusal, refusalText, refuse } from './rules/refusal.ts';
import { tools } from './tools/index.ts';
import { listingsFor } from './tools/listing.ts';
import type { Answer, Session, Tool } from './tools/tool.ts';
import { watch } from './watch.ts';

export const version = '0.1.0';

export interface Serving extends Omit<Session, 'client'> {
  /** Where a defect is told; never to the protocol's stream. */
  readonly log: (line: string) => void;
}

/** One connection's server: the registry's tools, resources and prompts, seen by one role. */
export function createServer(serving: Serving): Server {
  const server = new Server(
    { name: 'ladder', title: 'Ladder', version },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {} },
      instructions: instructionsFor(serving.role),
    },
  );
  serveTools(server, serving);
  serveResources(server, serving);
  servePrompts(server, serving);
  return server;
}

function serveTools(server: Server, serving: Serving): void {
  const listed = () => ({ tools: listingsFor(serving.role).map((each) => ({ ...each })) });
  server.setRequestHandler('tools/list', listed);
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = tools.find((each) => each.name === params.name);
    if (!tool)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is no tool \`${params.name.slice(0, 100)}\``);
    const session: Session = { ...serving, client: clientOf(server, context) };
    const answer = await guarded(tool, params.arguments, session, serving.log);
    return isRefusal(answer) ? refused(answer, tool.name) : succeeded(answer);
  });
}

const ClientInfo = z.looseObject({ name: z.string(), version: z.string() });

/** Modern clients say who they are with each request, older ones once, at the handshake. */
function clientOf(server: Server, { mcpReq }: ServerContext): string {
  const said: unknown = Reflect.get(mcpReq.envelope ?? {}, CLIENT_INFO_META_KEY) ?? server.getClientVersion();
  const info = ClientInfo.safeParse(said).data;
  const text = info ? `${info.name}/${info.version}` : 'unnamed';
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

/** The one place that checks the role and catches defects. */
async function guarded(tool: Tool, args: unknown, session: Session, log: Serving['log']): Promise<Answer | Refusal> {
  try {
    if (tool.callers.includes(session.role)) return await tool.call(args, session);
    const refusal = notYours(tool, session);
    await session.ledger.recordRefusal(
      { role: session.role, client: session.client, tool: tool.name, args: {}, dryRun: false },
      refusal,
    );
    return refusal;
  } catch (error) {
    const trouble = unavailable(error instanceof LedgerUnusable ? error.cause : error);
    if (trouble) return trouble;
    const id = told(tool.name, error, log);
    return refuse('UNAVAILABLE', {
      found: `${tool.name} failed by a fault of ours (${id}); nothing was written`,
      next: 'try once more, then tell whoever runs this server the id',
    });
  }
}

/** Logs a defect and answers the id under which it is found. */
function told(where: string, defect: unknown, log: Serving['log']): string {
  const id = randomUUID();
  log(`defect ${id} in ${where}: ${defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)}`);
  return id;
}

/** What a resource, a prompt or a completion meets: a protocol error is the answer, a defect is masked as in a call. */
function masked<T>(where: string, log: Serving['log'], look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    if (error instanceof LedgerUnusable) throw new ProtocolError(ProtocolErrorCode.InternalError, error.message);
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      `a fault of ours (${told(where, error, log)}); tell whoever runs this server the id`,
    );
  }
}

function notYours(tool: Tool, { role }: Session): Refusal {
  return refuse('NOT_PERMITTED', {
    ...(tool.clauses[0] ? { clause: tool.clauses[0] } : {}),
    found: `${tool.name} is not ${role}'s to call`,
    next: `${tool.callers.join(' or ')} may call it`,
  });
}

function succeeded({ data, text }: Answer) {
  return { content: [{ type: 'text' as const, text }], structuredContent: { ...data } };
}

/** Many clients drop all but the text: it carries everything. */
function refused(refusal: Refusal, tool: string) {
  const { code, found, next, clause, ruling, checks } = refusal;
  const lines = (checks ?? [])
    .filter((check) => check.verdict !== 'pass')
    .map((check) => `- ${check.rule} ${check.verdict} (§${check.clause}): ${check.because}`);
  const text = [refusalText(refusal), ...lines, `Refused: ${tool}. Nothing was changed.`].join('\n');
  const error = {
    code,
    message: found,
    remedy: next,
    ...(clause ? { clause } : {}),
    ...(ruling ? { ruling } : {}),
    ...(checks ? { checks } : {}),
  };
  return { isError: true, content: [{ type: 'text' as const, text }], _meta: { 'ladder/error': error } };
}

function serveResources(server: Server, { ledger, library, log }: Serving): void {
  const scoped = <T>(look: (scope: Scope) => T): T =>
    masked('resources', log, () => ledger.read((reader, moment) => look({ reader, moment, library })));
  const mimeType = 'text/markdown';
  const subscribed = watch(server, ledger);
  server.setRequestHandler('resources/list', () =>
    scoped((scope) => {
      const single = resources
        .filter((each) => !each.uri.includes('{'))
        .map(({ uri, name, title, description }) => ({ uri, name, title, description, mimeType }));
      const members = resources.flatMap(
        (each) => each.members?.(scope).map((member) => ({ ...member, description: each.description, mimeType })) ?? [],
      );
      return { resources: [...single, ...members] };
    }),
  );
  server.setRequestHandler('resources/templates/list', () => {
    const families = resources.filter((each) => each.uri.includes('{'));
    return {
      resourceTemplates: families.map(({ uri, name, title, description }) => ({
        uriTemplate: uri,
        name,
        title,
        description,
        mimeType,
      })),
    };
  });
  server.setRequestHandler('resources/read', ({ params: { uri } }) =>
    scoped((scope) => {
      const found = readResource(uri, scope);
      if (isRefusal(found)) throw new ResourceNotFoundError(uri, refusalText(found));
      const json = found.format === 'json';
      return {
        contents: [
          {
            uri,
            mimeType: json ? 'application/json' : mimeType,
            text: json ? JSON.stringify(found.data) : found.markdown,
          },
        ],
      };
    }),
  );
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    subscribed.add(params.uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
  server.setRequestHandler('completion/complete', ({ params: { ref, argument } }) =>
    scoped((scope) => {
      const family = ref.type === 'ref/resource' ? resources.find((each) => each.uri === ref.uri) : undefined;
      const named = ref.type === 'ref/prompt' ? prompts.find((each) => each.name === ref.name) : undefined;
      const values = (
        family?.complete?.(argument.value, scope) ??
        named?.complete?.(argument.name, argument.value, scope) ??
        []
      ).slice(0, 100);
      return { completion: { values: [...values], total: values.length, hasMore: false } };
    }),
  );
}

function servePrompts(server: Server, { role, ledger, library, log }: Serving): void {
  server.setRequestHandler('prompts/list', () => ({
    prompts: prompts.map(({ name, title, description, args }) => ({
      name,
      title,
      description,
      arguments: args.map((each) => ({ ...each })),
    })),
  }));
  server.setRequestHandler('prompts/get', ({ params }) => {
    const prompt = prompts.find((each) => each.name === params.name);
    if (!prompt)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is no prompt \`${params.name.slice(0, 100)}\``);
    const lacking = prompt.args.find((each) => each.required && !params.arguments?.[each.name]);
    if (lacking)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `the prompt needs \`${lacking.name}\`: ${lacking.description}`,
      );
    const text = masked(prompt.name, log, () =>
      ledger.read((reader, moment) => prompt.text(params.arguments ?? {}, { reader, moment, library, role })),
    );
    if (isRefusal(text)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, refusalText(text));
    return {
      description: prompt.description,
      messages: [{ role: 'user' as const, content: { type: 'text' as const, text: text.text } }],
    };
  });
}

/** One line of log for what went wrong on the wire; a line that is no message is told without its whole analysis. */
function passedOver(error: Error): string {
  if (error.name === 'ZodError') return 'a line of the input is no JSON-RPC message and was passed over';
  return error.message.replace(/\s+/g, ' ').slice(0, 300);
}

/** Serves until the input ends, or SIGINT or SIGTERM comes. Both eras of the protocol, decided by the client's opening. */
export async function serveOverStdio(serving: Serving): Promise<void> {
  const transport = new LastWordTransport();
  const handle = serveStdio(() => createServer(serving), {
    transport,
    onerror: (error) => serving.log(passedOver(error)),
  });
  await new Promise<void>((ended) => {
    transport.onended = ended;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended());
  });
  await handle.close();
}
