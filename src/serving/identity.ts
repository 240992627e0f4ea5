import type { Caller, Ledger } from '../ledger/port/ledger.ts';
import type { KeyStanding } from '../ledger/port/role-keys.ts';
import { type Refusal, refuse } from '../rules/vocabulary/refusal.ts';

/** The identity that a connection or a command claims. */
export interface Claim extends Pick<Caller, 'role' | 'principal'> {
  readonly secret?: string | undefined;
  /** The reason why the secret that was meant could not be read. */
  readonly trouble?: string | undefined;
}

/** The role of a connection, and how it was proved. */
export interface Identity extends Pick<Caller, 'role' | 'principal' | 'key'> {
  readonly secret?: string | undefined;
  /** L16: the reason why it is viewer and not the role that it asked for. */
  readonly denied?: Refusal;
}

/** L16: once a ledger has role keys, a role but viewer needs one, and the principal is the key's. */
export async function identify({ roleKeys }: Ledger, claim: Claim): Promise<Identity> {
  const { role, principal, secret } = claim;
  if (role === 'viewer') return { role, principal };
  const standing = await roleKeys.standing(role, secret);
  if (standing.is === 'open') return { role, principal, secret };
  if (standing.is !== 'held') return { role: 'viewer', denied: withoutKey(role, standing, claim.trouble) };
  return { role, principal: standing.key.principal, key: standing.key.id, secret };
}

/** L16: a key that was revoked since, or keys that the ledger has been given since. */
export async function lapsed(ledger: Ledger, { role, key, secret }: Identity): Promise<Refusal | null> {
  if (role === 'viewer') return null;
  const standing = await ledger.roleKeys.standing(role, secret);
  const holds = standing.is === 'held' ? standing.key.id === key : standing.is === 'open' && key === undefined;
  if (holds) return null;
  return withoutKey(role, standing.is === 'held' ? { is: 'missing' } : standing);
}

function withoutKey(role: Caller['role'], standing: KeyStanding, trouble?: string): Refusal {
  return refuse('NOT_PERMITTED', {
    clause: '4.3',
    ruling: 'L16',
    found: `this ledger has role keys, and ${trouble ?? wrong(standing)}: nobody acts as ${role} without a key of ${role}`,
    next: `put the secret of a key of ${role} into LADDER_KEY, or into the file that LADDER_KEY_FILE names, and connect anew; \`ladder key add --role ${role} --principal ID\` makes one`,
  });
}

function wrong(standing: KeyStanding): string {
  switch (standing.is) {
    case 'revoked':
      return `the key given (${standing.key.id}) was revoked`;
    case 'other_role':
    case 'held':
      return `the key given (${standing.key.id}) is ${standing.key.role}'s`;
    case 'foreign':
      return 'the key given is none of them';
    case 'missing':
    case 'open':
      return 'none is given';
    default:
      return standing satisfies never;
  }
}

/** For instructions and the first sweep of a connection that is viewer for want of a key. */
export function deniedText({ found, next }: Refusal): string {
  return `This connection is viewer: ${found}. It reads everything and changes nothing. Next: ${next}.`;
}
