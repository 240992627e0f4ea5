import type { Role } from '../rules/vocabulary/roles.ts';
import type { Client } from './client.ts';

/** How the server is started: the program, and what its environment names. */
export interface Launch {
  readonly node: string;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ServerEntry {
  readonly type?: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `sales-ops`: a role where a dot could be misread. */
export const dashed = (role: Role): string => role.replace('.', '-');

/** One name a role, so that several may stand side by side. */
export const serverName = (role: Role): string => `ladder-${dashed(role)}`;

export function entryOf(role: Role, { node, program, env }: Launch, { isTyped }: Pick<Client, 'isTyped'>): ServerEntry {
  return { ...(isTyped ? { type: 'stdio' } : {}), command: node, args: [program, 'serve', '--as', role], env };
}
