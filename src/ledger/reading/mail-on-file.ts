import type { MailOnFile } from '../../rules/command/mail-on-file.ts';
import { bareMessageId } from '../../rules/sending/permit-bytes.ts';
import type { Rows } from '../engine/rows.ts';
import { storedWords } from './row-records.ts';

/** How many steps of one permit or message are looked at: there are few. */
const mostSteps = 50;

/** How many mails that went out are looked at: those of some weeks. */
const mostSent = 1000;

/** Mails on file, as commands ask for them. */
export function mailOnFile(q: Rows): MailOnFile {
  const { stepsOfPermit, stepsOfMessage, stepsOfBytes, stepsOfContact, sentBetween, wordsOf, replyById, templateById } =
    q;
  return {
    stepsOf: (permit) => stepsOfPermit.all(permit, mostSteps).toReversed(),
    stepsOfMessage: (message_id) =>
      spellingsOf(message_id)
        .map((each) => stepsOfMessage.all(each, mostSteps).toReversed())
        .find((steps) => steps.length > 0) ?? [],
    permitsFor: (contact, hash) => stepsOfBytes.all(contact, hash, mostSteps).toReversed(),
    sentBetween: (after, until) => sentBetween.all(after, until, mostSent).toReversed(),
    stepsOfContact: (contact) => stepsOfContact.all(contact, mostSteps).toReversed(),
    wordsOf: (id) => storedWords(wordsOf.get(id)),
    copyOf: (version) => templateById.get(version),
    replyKind: (id) => replyById.get(id)?.kind,
  };
}

/** Some mail tools show a message id with its angle brackets, others without. */
function spellingsOf(message_id: string): readonly string[] {
  const bare = bareMessageId(message_id);
  return [message_id, message_id === bare ? `<${bare}>` : bare];
}
