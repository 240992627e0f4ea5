import { resolve } from 'node:path';
import { clockFrom } from '../clock.ts';
import { openLedger, type SqliteLedger } from '../ledger/index.ts';
import type { Clock } from '../ledger/port/ledger.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy, policyProblemText } from '../policy/index.ts';
import { isRole, type Role, roles } from '../rules/vocabulary/roles.ts';
import { Unusable } from './options.ts';

/** The role of a connection: `--as`, else `LADDER_ROLE`, else `viewer`, who changes nothing. */
export function roleFrom(given: string | undefined): Role {
  const role = given ?? process.env.LADDER_ROLE ?? '';
  if (role === '') return 'viewer';
  if (isRole(role)) return role;
  throw new Unusable(`\`${role}\` is no role; the roles are ${roles.join(', ')}`);
}

export function policyFrom(path: string | undefined): LoadedPolicy {
  const loaded = loadPolicy(path);
  if (!isPolicyProblem(loaded)) return loaded;
  throw new Unusable(policyProblemText(loaded));
}

/** The system's clock, or the instant that `LADDER_NOW` names. */
export function clockFromEnvironment(): Clock {
  const clock = clockFrom(process.env.LADDER_NOW);
  if ('problem' in clock) throw new Unusable(clock.problem);
  return clock;
}

/** What was written longer ago than that, in milliseconds, is missed in a copy that lacks it, even if the server was killed. */
const signWithin = 1000;

export interface Opened {
  readonly ledger: SqliteLedger;
  readonly policy: LoadedPolicy;
}

/** Opens what the environment names: the database, its key store, the policy, the clock. */
export async function openFromEnvironment(): Promise<Opened> {
  const { LADDER_DB, LADDER_POLICY, LADDER_KEYS } = process.env;
  const policy = policyFrom(LADDER_POLICY || undefined);
  const clock = clockFromEnvironment();
  const named = LADDER_DB || '.ladder/ladder.db';
  if (/^postgres(ql)?:/.test(named))
    throw new Unusable(
      'LADDER_DB names a PostgreSQL server; this version keeps its ledger in an SQLite file: give a path',
    );
  const path = resolve(named);
  const keys = resolve(LADDER_KEYS || `${path}.keys`);
  const ledger = await openLedger({ path, keys, policy, clock, signWithin });
  return { ledger, policy };
}
