import { existsSync } from 'node:fs';
import type { Clock, PolicyInForce } from '../ledger/port/ledger.ts';
import { canBeWritten, type Inspected, inspectLedger } from '../ledger/sqlite/inspect-ledger.ts';
import { unrecorded } from '../rules/policy-changes/policy-on-record.ts';
import { findings, type InstallationFinding } from './finding.ts';
import type { Places } from './places.ts';

/** Shared ids told, and bearers of each. */
const mostShared = 10;

export interface Looking extends Places {
  /** Null where the file can't be used. */
  readonly policy: PolicyInForce | null;
  /** Null where LADDER_NOW can't be read. */
  readonly clock: Clock | null;
}

/** Findings on the ledger's own files; none where there is no ledger yet. */
export function ledgerFindings(looking: Looking): readonly InstallationFinding[] {
  const { path, policy } = looking;
  if (!existsSync(path)) return [];
  const seen = inspectLedger(looking, policy, looking.clock?.now() ?? null);
  if ('trouble' in seen) {
    const next = 'keep the file, point LADDER_DB at the ledger, or put the newest backup back with `ladder restore`';
    return [findings('events').fail({ path, because: `the ledger can't be read: ${seen.trouble}`, next })];
  }
  return [
    ...keyFindings(seen, looking),
    ...clockFindings(seen, looking),
    ...standingFindings(seen),
    ...lockFindings(seen, looking),
    ...eventFindings(seen, looking),
    ...sharedFindings(seen),
  ];
}

function keyFindings({ keys: trouble }: Inspected, { keys }: Looking): readonly InstallationFinding[] {
  const { fail, orOk } = findings('keys');
  const next = 'put the folder back from its backup, or set LADDER_KEYS to where it is';
  return orOk(
    trouble === null ? [] : [fail({ path: keys, because: trouble, next })],
    'the keys are of this ledger',
    keys,
  );
}

function clockFindings({ clock: kind, newest }: Inspected, { path, clock }: Looking): readonly InstallationFinding[] {
  const { fail, orOk } = findings('clock');
  if (clock === null) return [];
  const mine = clock.simulated ? 'simulated' : 'real';
  if (kind !== mine) {
    const next = clock.simulated
      ? 'unset LADDER_NOW, or name another ledger'
      : 'set LADDER_NOW, or name another ledger';
    return [fail({ path, because: `the ledger is of ${kind} time, and this clock is ${mine}`, next })];
  }
  const now = clock.now();
  if (newest && newest.recorded_at > now) {
    const because = `the clock stands at ${now}, and the newest entry was recorded at ${newest.recorded_at}`;
    const next = clock.simulated
      ? `set LADDER_NOW to ${newest.recorded_at} or later`
      : "set this machine's clock right";
    return [fail({ because, next })];
  }
  return orOk([], `the clock is ${mine} and stands at ${now}`);
}

/** P2: whether the policy file is the one on record. */
function standingFindings({ standing }: Inspected): readonly InstallationFinding[] {
  const { fail, warn, orOk } = findings('policy');
  if (standing === null) return [];
  const refusal = unrecorded(standing);
  const { version, hash } = standing.file;
  if (refusal === null) return orOk([], `the policy ${version} (${hash.slice(0, 12)}) rules`);
  const told = { because: refusal.found, next: refusal.next };
  return [standing.is === 'newer' && standing.misfits.length === 0 ? warn(told) : fail(told)];
}

function lockFindings({ lock }: Inspected, { path }: Looking): readonly InstallationFinding[] {
  const { fail, warn, orOk } = findings('lock');
  const held = canBeWritten(path)
    ? []
    : [
        fail({
          path,
          because: 'another process has held the lock of the writers for two seconds, and nothing can be recorded',
          next: 'wait for a long import to end; end a process that hangs',
        }),
      ];
  const next =
    'chief.staff closes confirm_restored_ledger, which session_sweep lists, if this is the copy to go on with';
  const locked = lock === null ? [] : [warn({ path, because: `sending is locked: ${lock}`, next })];
  return orOk([...held, ...locked], 'nobody holds the ledger, and sending is open');
}

function eventFindings({ wrong, looked, schema }: Inspected, { path }: Looking): readonly InstallationFinding[] {
  const { fail, warn, orOk } = findings('events');
  if (schema === 'old') {
    const because = 'an older program wrote it last, and its events were not looked at';
    return [warn({ path, because, next: 'start a server, which brings it up to date, and run this again' })];
  }
  const next = 'run `ladder verify`; keep the files, and put the newest backup back with `ladder restore`';
  const found = wrong.map(({ seq, because }) => fail({ path, because: `event ${seq}: ${because}`, next }));
  return orOk(found, `the last ${looked} events verify`);
}

/** A13: warnings of records that name one and the same thing outside: acts meant for each would all be done to that one. */
function sharedFindings({ shared, schema }: Inspected): readonly InstallationFinding[] {
  const { warn, orOk } = findings('outside_ids');
  if (schema === 'old') return [];
  const found = shared.slice(0, mostShared).map(({ id, of, bearers }) => {
    const [what, field, one] =
      of === 'monday'
        ? [`item ${id} on Monday's board`, 'external.monday', 'make one domain an alias of the other']
        : [`the contact ${id} in Apollo`, 'contacts[].external.apollo', 'join the two with `same_as`'];
    const because = `${what} is named by ${bearers.slice(0, mostShared).join(', ')}: what is meant for each goes to the one`;
    return warn({ because, next: `sales.ops corrects \`${field}\` with save_account; if they are one, ${one}` });
  });
  return orOk(found, 'no two share an item on the board or a contact in Apollo');
}
