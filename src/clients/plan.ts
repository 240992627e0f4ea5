import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Role } from '../rules/vocabulary/roles.ts';
import { agentDefinition } from './agent.ts';
import {
  agentsFolder,
  type Client,
  type ClientName,
  clientNamed,
  type Machine,
  paths,
  settingsFile,
} from './client.ts';
import { dashed, entryOf, type Launch, serverName } from './entry.ts';
import { hookOf, mergeHooks } from './merge-hooks.ts';
import { mergeJson } from './merge-json.ts';
import { mergeToml } from './merge-toml.ts';
import type { Merged } from './merged.ts';
import { heldServer, type Proxied, proxyEntry } from './proxied.ts';

export interface Setup {
  readonly client: ClientName;
  readonly roles: readonly Role[];
  readonly launch: Launch;
  /** A mail server whose place the proxy takes. */
  readonly proxied?: Proxied | undefined;
  readonly machine: Machine;
  /** The working directory; null where the client's own place is meant. */
  readonly folder: string | null;
  /** The text of a role's agent as it ships. */
  readonly brief: (role: Role) => string;
}

export interface Planned {
  readonly path: string;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly text: string;
}

interface Left {
  readonly path: string;
  readonly problem: string;
  readonly next?: string;
}

/** The files to be written; a problem where one can't be merged into. Nothing is written. */
export function plan(setup: Setup): readonly Planned[] | Left {
  const client = clientNamed[setup.client];
  const all = [
    planned(configurationOf(setup, client), (text) => configured(setup, client, text ?? '')),
    ...(setup.client === 'claude-code' ? [...agents(setup), gate(setup)] : []),
  ];
  const left = all.find((each) => 'problem' in each);
  return left ?? all.flatMap((each) => ('problem' in each ? [] : [each]));
}

function configurationOf({ folder, machine }: Setup, { here, home }: Client): string {
  return folder === null ? home(machine) : paths(machine).join(folder, ...here);
}

function entriesOf({ roles, launch }: Setup, client: Client) {
  return Object.fromEntries(roles.map((role) => [serverName(role), entryOf(role, launch, client)]));
}

function configured(setup: Setup, client: Client, text: string): Merged {
  const { proxied, launch } = setup;
  const entries = entriesOf(setup, client);
  if (!proxied) return merge(text, client, entries);
  // The proxy gives its agent no role: it lets out what a permit covers.
  const { LADDER_PRINCIPAL: _by, LADDER_KEY_FILE: _key, ...env } = launch.env;
  const found = proxyEntry(heldServer(text, client, proxied.name), proxied, { ...launch, env }, client);
  return 'problem' in found ? found : merge(text, client, { ...entries, [proxied.name]: found.entry });
}

function merge(text: string, client: Client, entries: ReturnType<typeof entriesOf>): Merged {
  return client.form === 'toml' ? mergeToml(text, client.key, entries) : mergeJson(text, client, entries);
}

/** A viewer needs no agent: it has no work of its own. */
function agents({ roles, launch, machine, folder, brief }: Setup): readonly (Planned | Left)[] {
  return roles
    .filter((role) => role !== 'viewer')
    .map((role) => {
      const path = paths(machine).join(agentsFolder(machine, folder), `${dashed(role)}.md`);
      return planned(path, (text) => agentDefinition(text ?? brief(role), role, launch));
    });
}

/** The hook that looks at each call before mail can go out by it. */
function gate({ launch, machine, folder }: Setup): Planned | Left {
  return planned(settingsFile(machine, folder), (text) => mergeHooks(text ?? '', hookOf(launch)));
}

function planned(path: string, merged: (before: string | null) => Merged): Planned | Left {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const after = merged(before);
  if ('problem' in after) return { path, ...after };
  const changed = before === after.text ? 'unchanged' : 'changed';
  return { path, outcome: before === null ? 'created' : changed, text: after.text };
}

/** Whole or not at all: written beside, then put in place. A link is followed, and who may read the file stays. */
export function write({ path, text, outcome }: Planned): void {
  if (outcome === 'unchanged') return;
  const target = existsSync(path) ? realpathSync(path) : path;
  mkdirSync(dirname(target), { recursive: true });
  const part = `${target}.${randomUUID().slice(0, 8)}.part`;
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o644;
  try {
    writeFileSync(part, text, { mode, flush: true });
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
