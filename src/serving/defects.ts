import { randomUUID } from 'node:crypto';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { LedgerUnusable } from '../ledger/port/unusable.ts';
import type { Session } from '../tools/support/tool.ts';

export interface Serving extends Omit<Session, 'client'> {
  /** L16: the secret that proves the role, asked about anew with each call. */
  readonly secret?: string | undefined;
  /** The log of defects; never the protocol's stream. */
  readonly log: (line: string) => void;
}

/** Logs a defect and answers the id under which it is found. */
export function told(where: string, defect: unknown, log: Serving['log']): string {
  const id = randomUUID();
  log(`defect ${id} in ${where}: ${defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)}`);
  return id;
}

/** Runs the handler of a resource, a prompt or a completion: a protocol error is the answer, a defect is masked as in a call. */
export async function masked<T>(where: string, log: Serving['log'], look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    if (error instanceof LedgerUnusable) throw new ProtocolError(ProtocolErrorCode.InternalError, error.message);
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      `a fault of ours (${told(where, error, log)}); tell whoever runs this server the id`,
    );
  }
}

/** A list that is never cut knows no cursor. */
export function isWhole(request: { readonly params?: { readonly cursor?: string | undefined } | undefined }): void {
  const cursor = request.params?.cursor;
  if (cursor === undefined) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `there is no page \`${cursor.slice(0, 60).replace(/[\p{C}`]/gu, '\uFFFD')}\` of this list; leave \`cursor\` out, it comes whole`,
  );
}
