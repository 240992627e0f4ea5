/** The policy on record, and the changes that put another in its place (P2). */

import type { Context } from '../command/context.ts';
import type { DeskDraft } from '../command/world.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import type { Instant } from '../time/time.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Role } from '../vocabulary/roles.ts';

interface PolicyFile {
  readonly version: string;
  readonly hash: string;
}

/** P2: how the policy file of one server stands to the policies on record. */
export interface PolicyStanding {
  readonly file: PolicyFile;
  /** Null as long as no policy is on record. */
  readonly newest: (PolicyFile & { readonly recorded_at: Instant }) | null;
  /** `first`: none is on record, and the first entry puts this one there. `newer`: it was never on record. `replaced`: it was, and another took its place. */
  readonly is: 'first' | 'in_force' | 'newer' | 'replaced';
  /** Whether nothing but the file is left to put on record: what rules, the file with the changes in force, is there or is the file. */
  readonly isRuling: boolean;
  /** Changes in force that can't be laid over the file. */
  readonly misfits: readonly { readonly change: string; readonly because: string }[];
}

/** P2: roles whose call, once it is carried out, puts a newer file on record. */
const changers: readonly Role[] = ['cro', 'cmo'];

/** A version with the start of its hash, for two files may bear one version. */
const named = ({ version, hash }: PolicyFile) => `${version} (${hash.slice(0, 12)})`;

/** P2: the reason why a server with this file writes nothing, nor brings in due changes, for that role; null where it may. */
export function offRecord(standing: PolicyStanding, role: Role): Refusal | null {
  if (standing.misfits.length > 0) return misfitting(standing);
  return changers.includes(role) && standing.is === 'newer' ? null : unrecorded(standing);
}

/** P2: the reason why no refused call is put on record, whoever called; null where it is. */
export function unrecorded(standing: PolicyStanding): Refusal | null {
  const { file, newest, is, misfits } = standing;
  if (misfits.length > 0) return misfitting(standing);
  if (newest === null || is === 'first' || is === 'in_force') return null;
  const other = named(newest);
  const no = (found: string, next: string) => refuse('CONFLICT', { clause: '6.3', ruling: 'P2', found, next });
  const start = 'start the server again with the file on record';
  return is === 'newer'
    ? no(
        `this server's policy file, ${named(file)}, is not on record; the newest on record is ${other}, since ${newest.recorded_at}`,
        `let cro or cmo call session_sweep on a server with this file, which puts it on record, or ${start}`,
      )
    : no(
        `this server's policy file, ${named(file)}, is no longer the newest: ${other} took its place at ${newest.recorded_at}`,
        `${start}; to go back to these rules, give this file a version name of its own, and let cro or cmo call session_sweep with it`,
      );
}

/** P2: a ratified change is not dropped because a policy file doesn't fit it. */
function misfitting({ file, misfits }: PolicyStanding): Refusal {
  const which = misfits.map(({ change, because }) => `${change} (${because})`).join(', ');
  return refuse('CONFLICT', {
    clause: '6.3',
    ruling: 'P2',
    found: `changes that cro and cmo put in force can't be laid over this server's policy file, ${named(file)}: ${which}`,
    next: 'start the server again with the file on record, or mend the file so that the values they set can stand in it; `ladder doctor` checks a file',
  });
}

/** P2: the note to a connection whose policy is not the one on record; null where there is nothing to tell. */
export function standingNote(standing: PolicyStanding, role: Role): string | null {
  const refusal = unrecorded(standing);
  if (refusal === null) return null;
  const found = `Note that ${refusal.found}`;
  return offRecord(standing, role) === null
    ? `${found}. Your next call that is carried out, session_sweep too, puts this file on record; until then you read by it.`
    : `${found}. You read by this file, and nothing is written or applied. Next: ${refusal.next}.`;
}

export const policyChange = 'acknowledge_policy_change';

/** P2: chief.staff looks at each change of the policy on record; the first policy is none. */
export function noticePolicy(desk: DeskDraft, { is, file, newest }: PolicyStanding, context: Context): void {
  if (is !== 'newer' || newest === null) return;
  const subject = `${named(newest)} gave way to ${named(file)}, put on record by ${context.role}`;
  openDeskTask(desk, { kind: policyChange, subject }, context);
}

/** P2: the sentence in the answer of a call that put a newer file on record, or would have; null where none did. */
export function putOnRecord({ is, file, newest }: PolicyStanding, isTrial: boolean): string | null {
  if (is !== 'newer' || newest === null) return null;
  return `The policy ${named(file)} ${isTrial ? 'would be' : 'is'} on record from now on, in the place of ${named(newest)}.`;
}
