import type { EmailAt, Keys, MailWorld, World } from '../../rules/command/world.ts';
import type { Rows } from '../engine/rows.ts';
import { stored } from '../port/unusable.ts';
import { mailOnFile } from '../reading/mail-on-file.ts';
import { namedIn } from '../reading/named-in.ts';
import { storedWords } from '../reading/row-records.ts';
import { isSaidElsewhere } from '../reading/said-elsewhere.ts';
import type { LoadedAccount } from './load.ts';
import type { Among } from './outside-owners.ts';

/** Mails, and the people that a text names, for a command to read; `met`: a kept answer that names a mail, or somebody's id, goes with whom it is to. */
export function mailWorld(
  { emails = [], messages = [] }: Keys,
  among: Among,
  met: (contact: string) => void,
): Omit<MailWorld, 'mailbox'> & Pick<World, 'apolloIdOf'> {
  const { rows } = among.loading;
  const account = (ref: string) => among.account(ref);
  const emailOf = (id: string) => {
    const found = emailAt(id, account, rows);
    if (found) met(found.email.contact);
    return found;
  };
  const mail = mailOnFile(rows);
  return {
    emails: emails.map(emailOf),
    messages: messages.map((id) => {
      const found = mail.stepsOfMessage(id).at(-1);
      if (!found) return null;
      met(found.contact);
      return account(found.account)?.draft ?? null;
    }),
    mail: {
      ...mail,
      stepsOf(permit) {
        const steps = mail.stepsOf(permit);
        if (steps[0]) met(steps[0].contact);
        return steps;
      },
    },
    emailOf,
    namedIn: (text) => namedIn(text, '', rows),
    isSaidElsewhere(said, than) {
      const loaded = among.accounts().map(({ draft }) => draft.state);
      return isSaidElsewhere(said, than, { ...among.loading, loaded });
    },
    addressOf: (contact) => rows.contactById.get(contact)?.email ?? undefined,
    apolloIdOf(contact) {
      met(contact);
      return rows.contactById.get(contact)?.apollo ?? undefined;
    },
  };
}

/** A rendered mail with its words, and the account that it stands at. */
function emailAt(id: string, account: (id: string) => LoadedAccount | null, rows: Rows): EmailAt | null {
  const row = rows.emailById.get(id);
  const home = row && account(row.account);
  if (!home) return null;
  const { account: _account, failing, names_price, ...names } = row;
  return {
    account: home.draft,
    suppressed: home.suppressed,
    email: { ...names, failing: stored(failing), names_price: names_price === 1 },
    address: rows.contactById.get(row.contact)?.email ?? undefined,
    // K4: a mail that names an account which was absorbed is rendered anew.
    words: row.account === home.draft.state.id ? storedWords(rows.wordsOf.get(id)) : {},
  };
}
