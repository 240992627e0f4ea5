import { resolve } from 'node:path';
import { clockFrom } from '../clock.ts';
import { type Ledger, openLedger } from '../ledger/index.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy } from '../policy.ts';
import { isRole, type Role, roles } from '../rules/roles.ts';
import { Usage } from './usage.ts';

/** The role of a connection: `--as`, else `LADDER_ROLE`, else `viewer`, who changes nothing. */
export function roleFrom(given: string | undefined): Role {
  const role = given ?? process.env.LADDER_ROLE ?? '';
  if (role === '') return 'viewer';
  if (isRole(role)) return role;
  throw new Usage(`\`${role}\` is no role; the roles are ${roles.join(', ')}`);
}

export function policyFrom(path: string | undefined): LoadedPolicy {
  const loaded = loadPolicy(path);
  if (!isPolicyProblem(loaded)) return loaded;
  const lines = loaded.problems.map((each) => `  ${each.path ? `${each.path}: ` : ''}${each.because}`);
  throw new Usage(`the policy ${loaded.file} can't be used:\n${lines.join('\n')}`);
}

export interface Opened {
  readonly ledger: Ledger;
  readonly policy: LoadedPolicy;
}

/** Opens what the environment names: the database, its key store, the policy, the clock. */
export async function openFromEnvironment(): Promise<Opened> {
  const { LADDER_DB, LADDER_POLICY, LADDER_NOW, LADDER_KEYS } = process.env;
  const policy = policyFrom(LADDER_POLICY || undefined);
  const clock = clockFrom(LADDER_NOW);
  if ('problem' in clock) throw new Usage(clock.problem);
  const named = LADDER_DB || '.ladder/ladder.db';
  if (/^postgres(ql)?:/.test(named)) throw new Usage('LADDER_DB names a PostgreSQL server; this version keeps its ledger in an SQLite file: give a path');
  const path = resolve(named);
  const ledger = await openLedger({ path, keys: resolve(LADDER_KEYS || `${path}.keys`), policy, clock });
  return { ledger, policy };
}
