import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clockFrom } from '../../clock.ts';
import { type Ledger, openLedger } from '../../ledger/index.ts';
import type { Caller, Clock } from '../../ledger/port/ledger.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy, policyProblemText } from '../../policy/index.ts';
import { isPrincipal } from '../../rules/vocabulary/principal.ts';
import { refusalText } from '../../rules/vocabulary/refusal.ts';
import { isRole, type Role, roles } from '../../rules/vocabulary/roles.ts';
import { type Claim, identify } from '../../serving/identity.ts';
import { type Options, Unusable } from './options.ts';
import { placeNamed } from './places.ts';
import { upgradeProgress } from './upgrade-progress.ts';

/** The claim of a connection: the role, the principal said to stand behind it, and the secret that proves it (L16). */
export function claimFrom({ as, principal }: Pick<Options, 'as' | 'principal'>): Claim {
  return { role: roleFrom(as), principal: principalFrom(principal), ...secretFrom() };
}

/** L16: `LADDER_KEY`, else the first line of the file that `LADDER_KEY_FILE` names. A faulty one ends nothing: without a key one reads. */
function secretFrom(): Pick<Claim, 'secret' | 'trouble'> {
  const { LADDER_KEY, LADDER_KEY_FILE } = process.env;
  const given = LADDER_KEY?.trim();
  if (given) return { secret: given };
  if (!LADDER_KEY_FILE) return {};
  try {
    const secret = readFileSync(placeNamed('LADDER_KEY_FILE', LADDER_KEY_FILE), 'utf8').trim();
    return secret === '' ? { trouble: 'the file that LADDER_KEY_FILE names is empty' } : { secret };
  } catch {
    return { trouble: "the file that LADDER_KEY_FILE names can't be read" };
  }
}

/** The role of a connection: `--as`, else `LADDER_ROLE`, else `viewer`, who changes nothing. */
function roleFrom(given: string | undefined): Role {
  const role = given ?? process.env.LADDER_ROLE ?? '';
  if (role === '') return 'viewer';
  if (isRole(role)) return role;
  throw new Unusable(`\`${role}\` is no role; the roles are ${roles.join(', ')}`);
}

/** L16: `--principal`, else `LADDER_PRINCIPAL`; an empty one is none. */
function principalFrom(given: string | undefined): string | undefined {
  const principal = given ?? process.env.LADDER_PRINCIPAL ?? '';
  if (principal === '') return undefined;
  if (isPrincipal(principal)) return principal;
  // The given text may be a name or an address, and the message goes to a log: it is not repeated.
  const where = given === undefined ? 'LADDER_PRINCIPAL' : '--principal';
  throw new Unusable(
    `${where} is no opaque id: letters, digits and \`._-:\` are wanted, 1 to 64 of them, and no name or address. Next: give an id that only you can resolve, such as p-7`,
  );
}

export function policyNamed(given: string | undefined): string | undefined {
  return given ? placeNamed('LADDER_POLICY', given) : undefined;
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

/** Writes are signed within so many milliseconds: a copy that lacks an older one is recognised, even if the server was killed. */
const signWithin = 1000;

export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly policy: LoadedPolicy;
}

export interface Acting extends OpenedLedger {
  readonly caller: Pick<Caller, 'role' | 'principal' | 'key'>;
}

/** For a command that acts in a role. L16: where the ledger has role keys, it takes one of that role. */
export async function openActing(
  options: Pick<Options, 'as' | 'principal'>,
  open: () => Promise<OpenedLedger> = openFromEnvironment,
): Promise<Acting> {
  const claim = claimFrom(options);
  const opened = await open();
  const { role, principal, key, denied } = await identify(opened.ledger, claim);
  if (!denied) return { ...opened, caller: { role, principal, key } };
  await opened.ledger.close();
  throw new Unusable(refusalText(denied));
}

/** Opens what the environment names: the database, its key store, the policy, the clock. */
export async function openFromEnvironment(files = ledgerFiles()): Promise<OpenedLedger> {
  const policy = policyFrom(policyNamed(process.env.LADDER_POLICY));
  const clock = clockFromEnvironment();
  const ledger = await openLedger({ ...files, policy, clock, signWithin, onFolded: upgradeProgress() });
  return { ledger, policy };
}

/** The ledger for a command that writes nothing: an empty one, gone once it is closed, where none stands. */
export async function openForTrial(): Promise<OpenedLedger> {
  if (existsSync(ledgerFiles().path)) return openFromEnvironment();
  const folder = mkdtempSync(join(tmpdir(), 'ladder-trial-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const opened = await openFromEnvironment({ path: join(folder, 'ladder.db'), keys: join(folder, 'keys') });
    return { ...opened, ledger: { ...opened.ledger, close: () => opened.ledger.close().finally(remove) } };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Paths of the ledger and its keys: `LADDER_DB` and `LADDER_KEYS`. */
export function ledgerFiles(): { readonly path: string; readonly keys: string } {
  const { LADDER_DB, LADDER_KEYS } = process.env;
  const named = LADDER_DB || '.ladder/ladder.db';
  if (/^postgres(ql)?:/.test(named))
    throw new Unusable(
      'LADDER_DB names a PostgreSQL server; this version keeps its ledger in an SQLite file: give a path',
    );
  const path = resolve(placeNamed('LADDER_DB', named));
  return { path, keys: LADDER_KEYS ? resolve(placeNamed('LADDER_KEYS', LADDER_KEYS)) : `${path}.keys` };
}
