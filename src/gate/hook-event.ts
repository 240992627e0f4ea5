import { hookEvents } from '../clients/hook-events.ts';
import { type Fields, hasFields } from '../fields.ts';

/** One event of the client, as far as the gate looks at it. */
export interface HookEvent {
  readonly event: (typeof hookEvents)[number];
  readonly tool: string;
  readonly input: Fields;
  readonly id?: string;
  readonly mode?: string;
  /** The agent that calls. */
  readonly sender: string;
  readonly response: unknown;
  readonly error?: string;
}

/** The event on standard input; else what is wrong with it. */
export function readEvent(text: string): HookEvent | { readonly fault: string } {
  if (text.trim() === '') return { fault: 'no event stands on standard input' };
  const given = parsed(text);
  if (!hasFields(given)) return { fault: 'what stands on standard input is no JSON object' };
  const event = hookEvents.find((name) => name === given.hook_event_name);
  if (event === undefined) return { fault: `\`hook_event_name\` is none of ${hookEvents.join(', ')}` };
  const { tool_name: tool, tool_input: input, agent_type, tool_response: response } = given;
  if (typeof tool !== 'string' || tool.trim() === '') return { fault: '`tool_name` is missing' };
  if (!hasFields(input)) return { fault: '`tool_input` is no object' };
  const sender = typeof agent_type === 'string' && agent_type !== '' ? agent_type.slice(0, 100) : 'agent';
  const texts = { id: text_(given.tool_use_id), mode: text_(given.permission_mode), error: errorOf(given.error) };
  const held = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
  return { event, tool: tool.trim(), input, sender, response, ...held };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function text_(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function errorOf(value: unknown): string | undefined {
  return text_(typeof value === 'string' || value === undefined ? value : JSON.stringify(value));
}
