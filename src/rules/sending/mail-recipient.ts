import type { MailStep } from '../command/mail-on-file.ts';
import type { PersonAt, World } from '../command/world.ts';

interface Recipient {
  readonly person: PersonAt | null;
  readonly to?: string | undefined;
}

/** Whether what is on file under a message id tells of this recipient: a mail may have several, each with a record. */
export function isTheirs({ contact }: MailStep, { person, to }: Recipient, world: World): boolean {
  if (person?.contact === contact || (!person && to === undefined)) return true;
  const file = world.personOf(contact);
  // An erased person can't be told from anybody else.
  if (!file) return !person;
  if (person) return file.contacts.some((each) => each.current && each.contact === person.contact);
  const streams = world.identities(to === undefined ? [] : [{ email: to }]).map(({ draft }) => draft.stream);
  return file.drafts.some(({ stream }) => streams.includes(stream));
}
