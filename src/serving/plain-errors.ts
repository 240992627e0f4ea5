import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { kindWords } from '../tools/support/kind-words.ts';

/** Issues as the protocol's own checks print them, behind a few words of their own or none. */
const analysis = /^[^[\n]{0,120}(\[\s*\{[\s\S]*\}\s*\])\s*$/;

const Issues = z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), expected: z.unknown() }));

const invalidParams = -32602;
const methodNotFound = -32601;
const noSuchMethod =
  'the server has no such method; tools/list, resources/list, resources/templates/list and prompts/list say what it has';

/** A message as it leaves: an error that is a validator's analysis is told as the fields that don't fit. */
export function plainly(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message)) return message;
  if (message.error.code === methodNotFound) return { ...message, error: { ...message.error, message: noSuchMethod } };
  const printed = analysis.exec(message.error.message)?.[1];
  const issues = printed === undefined ? undefined : issuesOf(printed);
  if (!issues) return message;
  return { ...message, error: { code: invalidParams, message: sentence(issues) } };
}

function issuesOf(printed: string): z.output<typeof Issues> | undefined {
  try {
    return Issues.safeParse(JSON.parse(printed)).data;
  } catch {
    return undefined;
  }
}

function sentence(issues: z.output<typeof Issues>): string {
  const wanted = new Map(
    issues.map(({ path, expected }) => {
      const what = typeof expected === 'string' ? kindWords[expected] : undefined;
      return [path.join('.') || 'params', what ?? 'what the protocol says'];
    }),
  );
  const fields = [...wanted].slice(0, 5).map(([field, what]) => `\`${field}\` must be ${what}`);
  return `the parameters do not fit: ${fields.join(', ')}; correct them and ask again`;
}
