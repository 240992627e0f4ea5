import type { PersonAt } from '../../rules/command/world.ts';
import type { ContactFoundRow } from '../engine/rows.ts';
import { fingerprintsOf } from '../events/person-fingerprint.ts';
import { personOf } from '../reading/person-rows.ts';
import type { LoadedAccount, Loading } from './load.ts';
import { addressOf } from './unmatched-people.ts';

/** A person at their account, with who was joined into them. */
export function personAt(row: ContactFoundRow, home: LoadedAccount, loading: Loading): PersonAt {
  const { rows, mark } = loading;
  const { account, domain, id: contact } = row;
  let found: ReturnType<typeof rows.marksOfContact.all> | undefined;
  const marks = (tied: number) => {
    found ??= rows.marksOfContact.all(contact);
    return found.flatMap((each) => (each.tied === tied ? [each.mark] : []));
  };
  const words = () => ({ known_as: marks(0).join(' '), tied_as: marks(1).join(' '), ...personOf(row) });
  return {
    account,
    domain,
    contact,
    home: home.draft,
    suppressed: home.suppressed,
    parts: home.draft.state.contacts.flatMap((each) => {
      const part = each.part_of === contact ? rows.contactById.get(each.id) : undefined;
      return part ? [personAt(part, home, loading)] : [];
    }),
    get words() {
      return words();
    },
    own: fingerprintsOf(personOf(row), mark),
    bears: (given) => fingerprintsOf(addressOf(given), mark).every((each) => [...marks(0), ...marks(1)].includes(each)),
  };
}
