import { JSONRPC_VERSION, type JSONRPCMessage, parseJSONRPCMessage } from '@modelcontextprotocol/server';
import { type Fields, hasFields } from '../fields.ts';

/** The answer to a line that is no sound request: it carries the line's id, so that nobody waits for it. */
export interface EnvelopeFault {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

export type Received =
  | { readonly message: JSONRPCMessage }
  | { readonly answer: EnvelopeFault }
  | { readonly passedOver: Error };

const invalidRequest = -32600;
const invalidParams = -32602;

/** The messages of an input line. A line that is no JSON holds none; a byte order mark before it is skipped. */
export function received(line: string): readonly Received[] {
  let given: unknown;
  try {
    given = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return [];
  }
  return Array.isArray(given) ? batch(given) : [single(given)];
}

/** The protocol has no batches any more; each request of one is told so. */
function batch(given: readonly unknown[]): readonly Received[] {
  const asked = given.filter((each) => hasFields(each) && 'id' in each && 'method' in each);
  const wanted = 'several messages came in one list; send each on a line of its own';
  if (asked.length === 0) return [refused(null, invalidRequest, wanted)];
  return asked.map((each) => refused(idOf(each), invalidRequest, wanted));
}

function single(given: unknown): Received {
  if (!hasFields(given)) return passedOver();
  const message = withoutNulls(given);
  const fault = envelopeFault(message);
  if (fault) return 'id' in message ? refused(idOf(message), ...fault) : passedOver();
  try {
    return { message: parseJSONRPCMessage(message) };
  } catch {
    const isAnswer = 'result' in message || 'error' in message;
    if (isAnswer || !('id' in message)) return passedOver();
    return refused(
      idOf(message),
      invalidParams,
      'the parameters do not fit: `params._meta` is not as the protocol has it',
    );
  }
}

function envelopeFault(message: Fields): readonly [number, string] | undefined {
  if ('result' in message || 'error' in message) return undefined;
  const { jsonrpc, method, params, id } = message;
  if (jsonrpc !== JSONRPC_VERSION) return [invalidRequest, 'the message lacks `"jsonrpc": "2.0"`; add it'];
  if (typeof method !== 'string') return [invalidRequest, 'the message names no `method`; give one as a text'];
  if ('id' in message && !isId(id))
    return [invalidRequest, '`id` is neither a text nor a whole number; give one of them'];
  if (params !== undefined && !hasFields(params))
    return [invalidParams, '`params` is no object; give one, or leave it out'];
  return undefined;
}

/** `params: null`, `arguments: null`, `cursor: null` and `_meta: null` are none; arguments may come as their JSON text. */
function withoutNulls(message: Fields): Fields {
  const { params, ...rest } = message;
  if (params === null) return rest;
  if (!hasFields(params)) return message;
  const { arguments: args, cursor, _meta, ...others } = params;
  const kept = {
    ...others,
    ...(args === undefined || args === null || args === '' ? {} : { arguments: parsed(args) }),
    ...(cursor === undefined || cursor === null || cursor === '' ? {} : { cursor }),
    ...(_meta === undefined || _meta === null ? {} : { _meta }),
  };
  return { ...message, params: kept };
}

function parsed(args: unknown): unknown {
  if (typeof args !== 'string') return args;
  try {
    const value: unknown = JSON.parse(args);
    return hasFields(value) ? value : args;
  } catch {
    return args;
  }
}

const refused = (id: string | number | null, code: number, message: string): Received => ({
  answer: { jsonrpc: JSONRPC_VERSION, id, error: { code, message } },
});

const passedOver = (): Received => ({
  passedOver: new Error('a line of the input is no JSON-RPC message and was passed over'),
});

const isId = (id: unknown): boolean => typeof id === 'string' || Number.isSafeInteger(id);

/** The id to answer to, though it may not be one that the protocol takes. */
function idOf(message: unknown): string | number | null {
  const id = hasFields(message) ? message.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
