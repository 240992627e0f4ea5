import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseError, parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { type Client, clientNamed, type Machine } from '../clients/client.ts';
import { hasFields } from '../fields.ts';

/** A file in which a client may name our servers. */
export interface ClientFile {
  readonly client: string;
  readonly path: string;
  readonly form: Client['form'] | 'agent';
  /** The folder in which a relative path of the file begins. */
  readonly base: string;
}

/** A server as a client starts it. */
export interface InstalledEntry {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Searched {
  /** The working directory. */
  readonly folder: string;
  readonly machine: Machine;
}

/** Files in which each client keeps its servers, under the working directory and at home. */
export function clientFiles({ folder, machine }: Searched): readonly ClientFile[] {
  const { home } = machine;
  const listed = Object.values(clientNamed).flatMap(
    ({ title: client, form, here, home: own }): readonly ClientFile[] => [
      { client, path: join(folder, ...here), form, base: folder },
      { client, path: own(machine), form, base: home },
    ],
  );
  return [...listed, ...[folder, home].flatMap((base) => agentsIn(join(base, '.claude', 'agents'), base))];
}

function agentsIn(folder: string, base: string): readonly ClientFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return names.map((name) => ({ client: 'Claude Code', path: join(folder, name), form: 'agent', base }));
}

/** The servers that a file names, or why it can't be read. */
export function entriesIn(
  { form }: ClientFile,
  text: string,
): readonly InstalledEntry[] | { readonly problem: string } {
  try {
    return serversIn(treeOf(form, text));
  } catch (error) {
    return { problem: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error) };
  }
}

function treeOf(form: ClientFile['form'], text: string): unknown {
  if (form === 'toml') return parseToml(text);
  // An agent's definition begins with its front matter; one without names no server.
  if (form === 'agent') return parseYaml(/^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '');
  const faults: ParseError[] = [];
  const tree: unknown = parseJson(text, faults, { allowTrailingComma: true });
  if (faults.length > 0) throw new Error(`it is no JSON from character ${faults[0]?.offset} on`);
  return tree;
}

const named = ['mcpServers', 'servers', 'mcp_servers'];

/** Servers of the file, and of the projects in it. An agent's may stand in a list of mappings. */
function serversIn(tree: unknown): readonly InstalledEntry[] {
  const found = named.flatMap((key) => {
    const servers = field(tree, key);
    const each = Array.isArray(servers) ? servers : [servers];
    return each.flatMap((some) => pairs(some).flatMap(([name, server]) => entryOf(name, server)));
  });
  const projects = pairs(field(tree, 'projects')).flatMap(([, project]) => serversIn(project));
  return [...found, ...projects];
}

function entryOf(name: string, server: unknown): readonly InstalledEntry[] {
  const command = field(server, 'command');
  if (typeof command !== 'string') return [];
  const args = field(server, 'args');
  const env = pairs(field(server, 'env')).map(([variable, value]): [string, string] => [variable, String(value)]);
  return [{ name, command, args: Array.isArray(args) ? args.map(String) : [], env: Object.fromEntries(env) }];
}

function field(tree: unknown, name: string): unknown {
  return pairs(tree).find(([key]) => key === name)?.[1];
}

function pairs(tree: unknown): readonly [string, unknown][] {
  return hasFields(tree) ? Object.entries(tree) : [];
}
