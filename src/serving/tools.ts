/** The server over the MCP SDK: tools, resources, prompts, defects, standard input and output. */

import {
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { hasFields } from '../fields.ts';
import { unavailable } from '../ledger/port/unusable.ts';
import { storedListings } from '../library/stored-listings.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import type { Calendar } from '../rules/time/time.ts';
import { isRefusal, type Refusal, refusalText, refuse } from '../rules/vocabulary/refusal.ts';
import { tools } from '../tools/index.ts';
import { listingsFor } from '../tools/support/listing.ts';
import type { Answer, Session, Tool } from '../tools/support/tool.ts';
import { inWords } from '../views/spoken.ts';
import { isWhole, type Serving, told } from './defects.ts';
import { lapsed } from './identity.ts';
import { sayingWhich } from './opened.ts';
import { type Noting, noting } from './policy-note.ts';

export function serveTools(server: Server, serving: Serving): void {
  server.setRequestHandler('tools/list', async (request) => {
    isWhole(request);
    const listed = listingsFor(tools, serving.role, { stored: storedListings, policy: await policyOf(serving) });
    return { tools: listed.map((each) => ({ ...each })) };
  });
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = tools.find((each) => each.name === params.name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, noSuchTool(params.name, serving.role));
    const session: Session = { ...serving, client: clientOf(server, context), ...progressOf(context) };
    const answer = await guarded(tool, params.arguments, session, serving);
    return isRefusal(answer) ? refused(answer, tool.name, await calendarOf(serving)) : succeeded(answer);
  });
}

async function calendarOf({ ledger }: Serving): Promise<Calendar | null> {
  try {
    return await ledger.read((_, { calendar }) => calendar);
  } catch {
    return null;
  }
}

/** P6: the tools are listed as the policy in force has them; a ledger that cannot be read tells so at the first call. */
async function policyOf({ ledger }: Serving): Promise<PolicyValues | null> {
  try {
    return await ledger.read((_, { policy }) => policy);
  } catch {
    return null;
  }
}

function noSuchTool(name: string, role: Serving['role']): string {
  const yours = tools.filter((tool) => tool.callers.includes(role)).map((tool) => tool.name);
  return `there is no tool \`${name.slice(0, 100).replace(/[\p{C}`]/gu, '\uFFFD')}\`; ${role} may call ${yours.join(', ')}`;
}

/** Modern clients say who they are with each request, older ones once, at the handshake. */
function clientOf(server: Server, { mcpReq }: ServerContext): string {
  const said: unknown = Reflect.get(mcpReq.envelope ?? {}, CLIENT_INFO_META_KEY) ?? server.getClientVersion();
  const { name, version } = hasFields(said) ? said : {};
  const text = typeof name === 'string' && typeof version === 'string' ? `${name}/${version}` : 'unnamed';
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

/** Progress is told where the caller asked for it with the request; a note that can't be sent fails no call. */
function progressOf({ mcpReq }: ServerContext): Pick<Session, 'progress'> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return {};
  const method = 'notifications/progress';
  const progress: Session['progress'] = (done, total, message) => {
    const params = { progressToken, progress: done, total, message };
    mcpReq.notify({ method, params }).catch(() => undefined);
  };
  return { progress };
}

/** The one place that checks the role and catches defects. */
async function guarded(tool: Tool, args: unknown, session: Session, serving: Serving): Promise<Answer | Refusal> {
  try {
    const refusal = (await lapsed(session.ledger, serving)) ?? notYours(tool, session);
    if (!refusal) {
      const { ledger, note } = noting(session.ledger, serving.role);
      return await noted(await tool.call(args, { ...session, ledger }), tool, serving, note);
    }
    const { role, client, principal, key } = session;
    const call = { role, client, principal, key, tool: tool.name, args: {}, dryRun: false };
    await session.ledger.recordRefusal(call, refusal);
    return refusal;
  } catch (error) {
    const trouble = unavailable(error);
    if (trouble) return trouble;
    const id = told(tool.name, error, serving.log);
    return refuse('UNAVAILABLE', {
      found: `${tool.name} failed by a fault of ours (${id}); nothing was written`,
      next: 'try once more, then tell whoever runs this server the id',
    });
  }
}

/** P2: each answer of a connection whose policy is not on record says so, in both halves; the sweep does by an alert. */
async function noted(
  answer: Answer | Refusal,
  tool: Tool,
  serving: Serving,
  standing: Noting['note'],
): Promise<Answer | Refusal> {
  if (isRefusal(answer)) return answer;
  if (tool.name === 'session_sweep') return sayingWhich(answer, serving);
  const note = await standing();
  if (note === null) return answer;
  return { data: { ...answer.data, policy_note: note }, text: `${answer.text}\n${note}` };
}

function notYours(tool: Tool, { role, denied }: Session): Refusal | null {
  if (tool.callers.includes(role)) return null;
  if (denied) return denied;
  return refuse('NOT_PERMITTED', {
    ...(tool.clauses[0] ? { clause: tool.clauses[0] } : {}),
    found: `${tool.name} is not ${role}'s to call`,
    next: `${tool.callers.join(' or ')} may call it`,
  });
}

function succeeded({ data, text }: Answer) {
  return { content: [{ type: 'text' as const, text }], structuredContent: { ...data } };
}

/** Many clients drop all but the text: it carries everything, with times as people say them but for the forms that an input wants. */
function refused(refusal: Refusal, tool: string, calendar: Calendar | null) {
  const { code, found, next, clause, ruling, checks, changed, left_out } = refusal;
  const lines = (checks ?? [])
    .filter((check) => check.verdict !== 'pass')
    .map((check) => `- ${check.rule} ${check.verdict} (§${check.clause}): ${check.because}`);
  const rows = (left_out ?? []).map(({ contact, because }) => `- ${contact}: ${because}`);
  const text = [
    refusalText(refusal),
    ...lines,
    ...rows,
    `Refused: ${tool}. Nothing ${changed ? 'else ' : ''}was changed.`,
  ].join('\n');
  const said = calendar === null || code === 'INVALID_INPUT' ? text : inWords(text, calendar);
  const error = {
    code,
    message: found,
    remedy: next,
    ...(clause ? { clause } : {}),
    ...(ruling ? { ruling } : {}),
    ...(checks ? { checks } : {}),
    ...(left_out ? { refused: left_out } : {}),
  };
  return { isError: true, content: [{ type: 'text' as const, text: said }], _meta: { 'ladder/error': error } };
}
