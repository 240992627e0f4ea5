import type { Ledger, Reader } from '../ledger/port/ledger.ts';
import { standingNote } from '../rules/policy-changes/policy-on-record.ts';
import type { Role } from '../rules/vocabulary/roles.ts';

export interface Noting {
  readonly ledger: Ledger;
  /** The note in an answer about a policy that is not on record; null where it is. */
  note(): Promise<string | null>;
}

/** P2: the ledger for one call. Its last look or act finds out how the policy stands too, so that no look is needed for that alone. */
export function noting(ledger: Ledger, role: Role): Noting {
  let note: string | null | undefined;
  const noteIn = (reader: Reader) => standingNote(reader.policyStanding(), role);
  return {
    ledger: {
      ...ledger,
      // A standing found before a write may hold no longer.
      act(work) {
        note = undefined;
        return ledger.act({
          ...work,
          answer(acted, reader, moment, args) {
            // A trial's record is undone.
            if (!work.call.dryRun) note = noteIn(reader);
            return work.answer(acted, reader, moment, args);
          },
        });
      },
      together(caller, run) {
        note = undefined;
        return ledger.together(caller, run);
      },
      applyDue(caller, most) {
        note = undefined;
        return ledger.applyDue(caller, most);
      },
      read: (look) =>
        ledger.read((reader, moment) => {
          note = noteIn(reader);
          return look(reader, moment);
        }),
    },
    note: async () => (note === undefined ? ledger.read(noteIn) : note),
  };
}
