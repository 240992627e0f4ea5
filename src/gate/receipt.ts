import { hasFields } from '../fields.ts';
import type { MailToolRule } from '../rules/policy/mail-gate.ts';
import type { HookEvent } from './hook-event.ts';
import { objectsIn, textsIn } from './values.ts';

/** How a call that was let through ended. */
export interface Receipt {
  readonly event: 'sent' | 'unknown' | 'failed';
  readonly message_id?: string;
}

/** The client's report after a call, as the tool's profiles read it (M2). */
export function receiptOf(event: HookEvent, profiles: readonly MailToolRule[]): Receipt {
  const isError =
    event.event === 'PostToolUseFailure' || (hasFields(event.response) && event.response.isError === true);
  if (isError) {
    const told = [event.error ?? '', ...textsIn(event.response)].join('\n');
    const isDefinite = profiles.some(({ definite_errors = [] }) =>
      definite_errors.some((pattern) => new RegExp(pattern, 'i').test(told)),
    );
    return { event: isDefinite ? 'failed' : 'unknown' };
  }
  const message_id = profiles.map(({ receipt }) => idIn(event.response, receipt)).find((id) => id !== undefined);
  return message_id === undefined ? { event: 'unknown' } : { event: 'sent', message_id };
}

const longestId = 1000;

/** A name is a key of the answer; anything else is a pattern whose first group is the id. */
function idIn(response: unknown, receipt: string | undefined): string | undefined {
  if (receipt === undefined) return undefined;
  const found = /^[\w.]+$/.test(receipt) ? underKey(response, receipt.split('.')) : byPattern(response, receipt);
  return found === undefined || found === '' || found.length > longestId ? undefined : found;
}

function underKey(response: unknown, steps: readonly string[]): string | undefined {
  for (const table of objectsIn(response)) {
    const value = steps.reduce<unknown>((part, step) => (hasFields(part) ? part[step] : undefined), table);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}

function byPattern(response: unknown, pattern: string): string | undefined {
  for (const text of textsIn(response)) {
    const found = new RegExp(pattern, 'i').exec(text);
    if (found) return found[1] ?? found[0];
  }
  return undefined;
}
