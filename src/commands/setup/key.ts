import type { Ledger } from '../../ledger/index.ts';
import type { RoleKey } from '../../ledger/port/role-keys.ts';
import { isPrincipal } from '../../rules/vocabulary/principal.ts';
import { isRefusal, refusalText } from '../../rules/vocabulary/refusal.ts';
import { type Role, roles } from '../../rules/vocabulary/roles.ts';
import { openFromEnvironment } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** L16: role keys of a ledger. Whoever can write its files may give them out. */
export async function keyCommand({ positionals, json, ...options }: Options): Promise<number> {
  const work = workOf(positionals, options);
  const { ledger } = await openFromEnvironment();
  try {
    const { data, text } = await work(ledger);
    console.log(json ? JSON.stringify(data, null, 2) : text);
    return 0;
  } finally {
    await ledger.close();
  }
}

interface KeyAnswer {
  readonly data: object;
  readonly text: string;
}

function workOf(
  [verb, id, stray]: readonly string[],
  { role, principal }: Pick<Options, 'role' | 'principal'>,
): (ledger: Ledger) => Promise<KeyAnswer> {
  const isAdding = role !== undefined || principal !== undefined;
  if (verb === 'add' && id === undefined) {
    const asked = { role: roleOf(role), principal: principalOf(principal) };
    return (ledger) => add(ledger, asked);
  }
  if (verb === 'list' && id === undefined && !isAdding) return list;
  if (verb === 'revoke' && id !== undefined && stray === undefined && !isAdding) return (ledger) => revoke(ledger, id);
  throw new Usage('key takes `add --role ROLE --principal ID`, `list` or `revoke ID`');
}

function roleOf(given: string | undefined): Role {
  const acting = roles.filter((role) => role !== 'viewer');
  const role = acting.find((each) => each === given);
  if (role) return role;
  if (given === 'viewer') throw new Unusable('viewer changes nothing and needs no key');
  const found = given === undefined ? '--role is missing' : `\`--role ${given}\` is no role that acts`;
  throw new Unusable(`${found}; the roles are ${acting.join(', ')}`);
}

function principalOf(given: string | undefined): string {
  if (given !== undefined && isPrincipal(given)) return given;
  // The argument may be a name or an address: it is not repeated.
  throw new Unusable(
    '--principal names who holds the key by an opaque id: letters, digits and `._-:` are wanted, 1 to 64 of them, and no name or address. Next: give an id that only you can resolve, such as p-7',
  );
}

async function add(ledger: Ledger, asked: Pick<RoleKey, 'role' | 'principal'>): Promise<KeyAnswer> {
  const isFirst = (await ledger.roleKeys.list()).length === 0;
  const made = await ledger.roleKeys.add(asked);
  if (isRefusal(made)) throw new Unusable(refusalText(made));
  const { id, role, principal, secret } = made;
  const lines = [
    `${id} lets ${principal} act as ${role}. Its secret, shown this once:`,
    secret,
    'Give it to their client as LADDER_KEY, or in a file of theirs alone that LADDER_KEY_FILE names.',
    ...(isFirst ? ['From now on nobody acts on this ledger without a key of their role; without one they read.'] : []),
  ];
  return { data: { id, role, principal, secret }, text: lines.join('\n') };
}

async function list(ledger: Ledger): Promise<KeyAnswer> {
  const keys = await ledger.roleKeys.list();
  const lines = keys.map(({ id, role, principal, added_at, revoked_at }) =>
    [id, role.padEnd(20), principal, `added ${added_at}`, ...(revoked_at ? [`revoked ${revoked_at}`] : [])].join('  '),
  );
  const none = 'This ledger has no role keys: whoever can open it acts in any role.';
  return { data: { keys }, text: lines.length === 0 ? none : lines.join('\n') };
}

async function revoke(ledger: Ledger, id: string): Promise<KeyAnswer> {
  const key = await ledger.roleKeys.revoke(id);
  if (isRefusal(key)) throw new Unusable(refusalText(key));
  const { role, principal, revoked_at } = key;
  const text = `${id} of ${principal} as ${role} is revoked since ${revoked_at}: its connections are refused from their next call on.`;
  return { data: key, text };
}
