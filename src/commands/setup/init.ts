/** The program set up, looked over and run: init, doctor, key, serve, demo, tools. */

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type ClientName, clientNamed, clients } from '../../clients/client.ts';
import { dashed, type Launch } from '../../clients/entry.ts';
import { type Planned, plan, write } from '../../clients/plan.ts';
import type { Proxied } from '../../clients/proxied.ts';
import { isRole, type Role, roles } from '../../rules/vocabulary/roles.ts';
import { agentsFolder, programFile } from '../../shipped-files.ts';
import { ledgerFiles, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';
import { placeNamed } from '../shared/places.ts';
import { sendingProfile } from '../shared/sending-profile.ts';

/** Writes the configuration by which a client starts Ladder as a role, with whole paths. */
export async function initCommand(options: Options): Promise<number> {
  const client = clientFrom(options.client);
  const chosen = await rolesFrom(options);
  const launch = launchFrom(chosen);
  const proxied = proxiedFrom(options);
  const found = plan({
    client,
    roles: chosen,
    launch,
    proxied,
    machine: { platform: process.platform, home: homedir(), env: process.env },
    folder: options.global ? null : process.cwd(),
    brief: (role) => readFileSync(`${agentsFolder}${dashed(role)}.md`, 'utf8'),
  });
  if ('problem' in found)
    throw new Unusable(
      `${found.path} is left as it is, and nothing was written: ${found.problem}. Next: ${found.next ?? 'mend the file, or move it away, and run `ladder init` again'}`,
    );
  if (!options.dry_run) for (const each of found) write(each);
  tell(found, { ...options, client, chosen, launch, proxied });
  return 0;
}

function clientFrom(given = 'claude-code'): ClientName {
  const found = clients.find((name) => name === given);
  if (found) return found;
  throw new Usage(`\`${given}\` is no client that is known; the clients are ${clients.join(', ')}`);
}

/** One role a client, so that no main session holds them all: which one is asked, not guessed. */
async function rolesFrom({ roles: given, as }: Options): Promise<readonly Role[]> {
  const named = (given ?? as ?? (await asked())).split(',').map((each) => each.trim());
  const unknown = named.find((name) => !isRole(name));
  if (unknown !== undefined)
    throw new Usage(
      unknown === ''
        ? `a role is wanted: --roles with one of ${roles.join(', ')}; one for each client, so that no session holds them all`
        : `\`${unknown}\` is no role; the roles are ${roles.join(', ')}`,
    );
  return roles.filter((role) => named.includes(role));
}

async function asked(): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return '';
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await line.question(`Which role does this client act as? (${roles.join(', ')}) `);
  } finally {
    line.close();
  }
}

/** Entries name the same files as the environment does now, in whole paths; a key's file goes to a single role alone. */
function launchFrom(chosen: readonly Role[]): Launch {
  const { LADDER_POLICY, LADDER_NOW, LADDER_PRINCIPAL, LADDER_KEY_FILE } = process.env;
  const { path, keys } = ledgerFiles();
  const policy = policyNamed(LADDER_POLICY);
  const isOne = chosen.length === 1;
  return {
    node: process.execPath,
    program: programFile,
    env: {
      LADDER_DB: path,
      LADDER_KEYS: keys,
      ...(policy ? { LADDER_POLICY: resolve(policy) } : {}),
      ...(LADDER_NOW ? { LADDER_NOW } : {}),
      ...(LADDER_PRINCIPAL ? { LADDER_PRINCIPAL } : {}),
      ...(LADDER_KEY_FILE && isOne ? { LADDER_KEY_FILE: resolve(placeNamed('LADDER_KEY_FILE', LADDER_KEY_FILE)) } : {}),
    },
  };
}

interface Done extends Pick<Options, 'json' | 'dry_run' | 'global'> {
  readonly client: ClientName;
  readonly chosen: readonly Role[];
  readonly launch: Launch;
  readonly proxied: Proxied | undefined;
}

function notesOf({ client, chosen, global, proxied }: Done): readonly string[] {
  const { elsewhere, note } = clientNamed[client];
  const many = `one session of the client holds ${chosen.length} roles (${chosen.join(', ')}); a client for each keeps them apart`;
  return [
    ...(elsewhere && !global ? [elsewhere] : []),
    note,
    ...(chosen.length > 1 ? [many] : []),
    ...(proxied && client === 'claude-code' ? [asksAnyway] : []),
    ...(proxied && !proxied.profile && proxied.command.length === 0 ? secretsOf() : []),
    ...(process.env.LADDER_KEY
      ? ['LADDER_KEY is a secret and was not written: give it to the client by LADDER_KEY_FILE']
      : []),
  ];
}

const asksAnyway =
  'the hook of Claude Code judges mail tools already; in front of the proxy it asks before each `send`, since any server may bear that name';

/** Names of variables that the proxy needs from the client where it sends by the policy's own mail server. */
function secretsOf(): readonly string[] {
  const smtp = policyFrom(policyNamed(process.env.LADDER_POLICY)).values.mailbox.value?.smtp;
  if (!smtp) return [];
  return [
    `credentials are not written: where the proxy sends by the policy's own mail server, the client's environment gives it ${smtp.user_env} and ${smtp.password_env}`,
  ];
}

/** The mail server whose place the proxy takes; its name also stands in the headings of a file. */
function proxiedFrom({ proxy: name, profile, positionals: command }: Options): Proxied | undefined {
  if (name === undefined) {
    const [stray] = command;
    if (stray !== undefined)
      throw new Usage(`\`init\` takes no \`${stray}\`${isRole(stray) ? `; a role is named by --roles ${stray}` : ''}`);
    if (profile !== undefined) throw new Usage('--profile stands beside --proxy alone');
    return undefined;
  }
  if (!/^[\w-]{1,60}$/.test(name))
    throw new Usage("--proxy wants the name of a server in the client's list: letters, digits, - and _");
  if (name.startsWith('ladder-') && isRole(name.slice(7).replace('-', '.')))
    throw new Usage(`\`${name}\` is the name of a role's server; the proxy takes the place of a mail server`);
  if (profile !== undefined) sendingProfile(profile, policyFrom(policyNamed(process.env.LADDER_POLICY)).values);
  return { name, profile, command };
}

function tell(found: readonly Planned[], done: Done): void {
  const { json, dry_run, client, chosen, launch } = done;
  const notes = notesOf(done);
  if (json) {
    const files = found.map(({ path, outcome, text }) => ({ path, outcome, ...(dry_run ? { text } : {}) }));
    console.log(
      JSON.stringify({ client, roles: chosen, dry_run: dry_run === true, files, env: launch.env, notes }, null, 2),
    );
    return;
  }
  for (const { path, outcome, text } of found)
    console.log(dry_run ? `dry run: ${path} would be ${outcome}\n\n${text.trimEnd()}\n` : `${outcome} ${path}`);
  console.log(`The ledger is ${launch.env.LADDER_DB}.`);
  for (const note of notes) console.log(`Note: ${note}.`);
}
