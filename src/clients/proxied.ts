import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { hasFields } from '../fields.ts';
import type { Client } from './client.ts';
import type { Launch, ServerEntry } from './entry.ts';

/** A mail server's place in a client's list, taken by `ladder mail`. */
export interface Proxied {
  /** The name under which the client starts it. */
  readonly name: string;
  /** The rows of `mail_tools` that describe it; absent where the policy's own mail server is used. */
  readonly profile?: string | undefined;
  /** The command that starts it, where it isn't the one that stands in the file. */
  readonly command: readonly string[];
}

export type ProxyEntry = { readonly entry: ServerEntry } | { readonly problem: string; readonly next: string };

/** The servers that a client's file names; none where it can't be read, which merging tells. */
export function heldServer(text: string, { form, key }: Pick<Client, 'form' | 'key'>, name: string): unknown {
  const servers = hasFields(treeOf(text, form)) ? Reflect.get(Object(treeOf(text, form)), key) : undefined;
  return hasFields(servers) ? servers[name] : undefined;
}

function treeOf(text: string, form: Client['form']): unknown {
  if (form !== 'toml') return parseJson(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  try {
    return parseToml(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The entry that starts the proxy in the place of a mail server: the one that stands there, or the one that is given. */
export function proxyEntry(
  held: unknown,
  { name, profile, command }: Proxied,
  launch: Launch,
  { isTyped }: Pick<Client, 'isTyped'>,
): ProxyEntry {
  const found = command.length > 0 ? { command, profile: undefined } : commandIn(held);
  if ('problem' in found)
    return { problem: `\`${name}\` ${found.problem}`, next: 'name a server that the client starts by a command' };
  const rows = profile ?? found.profile;
  if (found.command.length > 0 && rows === undefined)
    return {
      problem: `\`${name}\` starts a mail server, and nothing says which rows of \`mail_tools\` describe it`,
      next: 'name them by --profile',
    };
  if (found.command.length === 0 && rows !== undefined)
    return {
      problem: `it names no server \`${name}\`, and no command is given`,
      next: 'name one that stands there, or give the command that starts it after --',
    };
  const through = rows === undefined ? [] : ['--profile', rows, '--', ...found.command];
  const type = isTyped ? { type: 'stdio' as const } : {};
  return { entry: { ...type, command: launch.node, args: [launch.program, 'mail', ...through], env: launch.env } };
}

interface Started {
  readonly command: readonly string[];
  readonly profile: string | undefined;
}

/** The command of an entry; of one that starts the proxy already, the command behind it. */
function commandIn(held: unknown): Started | { readonly problem: string } {
  if (held === undefined) return { command: [], profile: undefined };
  if (!hasFields(held) || typeof held.command !== 'string')
    return { problem: 'is reached by an address, and the proxy stands before a server that it starts' };
  const args = Array.isArray(held.args) ? held.args.map(String) : [];
  const [program = '', word, ...rest] = args;
  if (!/(?:^|[/\\])ladder\.js$/.test(program)) return { command: [held.command, ...args], profile: undefined };
  if (word !== 'mail') return { problem: 'is a server of Ladder, and no mail server' };
  const behind = rest.indexOf('--');
  const [option, profile] = rest;
  return {
    command: behind < 0 ? [] : rest.slice(behind + 1),
    profile: option === '--profile' ? profile : undefined,
  };
}
