import type { SuppressionReason } from '../aggregates/suppressed-person.ts';
import type { Command } from '../command/command.ts';
import { noSuchPerson } from './person-ref.ts';
import { suppress } from './suppress-contact.ts';

export interface KnownArgs {
  /** The fingerprint of an address or a profile. */
  readonly mark: string;
  readonly reason: SuppressionReason;
}

/** L13: a suppression that a ledger's older copy lacks, known by its fingerprint alone. */
export const suppressKnown: Command<KnownArgs, KnownArgs, object> = {
  name: 'restore',
  clause: '3.5',
  prepare: (args) => ({ keys: { person: { mark: args.mark } }, input: args }),
  decide({ reason }, { person }, context) {
    return person ? suppress(person, { reason, note: undefined, source: undefined }, context) : noSuchPerson();
  },
};
