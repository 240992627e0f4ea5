import type { Enrolment } from '../aggregates/enrolment.ts';
import type { Permit } from '../aggregates/permit.ts';
import type { MailOnFile } from '../command/mail-on-file.ts';
import type { PersonAt } from '../command/world.ts';
import { headerText } from '../identity/header-text.ts';
import type { Instant } from '../time/time.ts';
import { bareMessageId, messageIdOf } from './permit-bytes.ts';

/** One recipient of one mail of the sent folder. */
export interface SentCopy {
  readonly message_id: string;
  readonly to: string;
  readonly at: Instant;
  readonly subject: string;
  readonly text: string | undefined;
  /** The thread in which the mailbox keeps the mails to and from them. */
  readonly thread: string | undefined;
}

export function isSameMessage(one: string, other: string): boolean {
  return bareMessageId(one) === bareMessageId(other);
}

/** M2: whether the mail was sent by that permit: under the message id that is its own or was told of it, or with its words. */
export function isOfPermit(
  copy: SentCopy,
  { id, email }: Permit,
  { mail, mailbox }: { readonly mail: MailOnFile; readonly mailbox: string },
): boolean {
  return (
    isSameMessage(copy.message_id, messageIdOf(id, mailbox)) ||
    mail.stepsOfMessage(copy.message_id).some(({ permit }) => permit === id) ||
    isSame(copy, mail.wordsOf(email ?? id))
  );
}

/** M2: the bytes of a sequence's mail that was once permitted for them, for another recipient of it, or for a colleague. */
export function isOfSequence(
  copy: SentCopy,
  { contact, home }: PersonAt,
  others: readonly string[],
  mail: MailOnFile,
): boolean {
  const wasPermitted = (to: string) =>
    mail
      .stepsOfContact(to)
      .some(({ step, email }) => step === 'granted' && email !== null && isSame(copy, mail.wordsOf(email)));
  if ([contact, ...others].some(wasPermitted)) return true;
  const enrolled = new Set(home.state.enrolments?.map((each) => each.contact));
  // A subject alone makes no mail of one's own a colleague's.
  return copy.text !== undefined && [...enrolled].some(wasPermitted);
}

/** M2: the touch in turn of theirs, where the mail is its template, whatever stands in the slots: its permit isn't on file. */
export function touchIn(copy: SentCopy, { contact, home }: PersonAt, mail: MailOnFile): Enrolment | undefined {
  return home.state.enrolments?.find((each) => {
    const template = each.contact === contact && !each.over ? mail.copyOf(each.versions[each.touch] ?? '') : undefined;
    return template !== undefined && isFilled(copy, template);
  });
}

/** Fewer fixed letters are no mail that one knows again. */
const tellingLetters = 40;

function isFilled(
  { subject, text = '' }: SentCopy,
  template: { readonly subject: string; readonly body: string },
): boolean {
  const body = fixedParts(template.body);
  if (body.join('').length < tellingLetters) return false;
  return holds(headerText(subject), fixedParts(template.subject)) && holds(text, body);
}

function fixedParts(template: string): readonly string[] {
  return template.split(/\{\{[^}]*\}\}/).flatMap((part) => flat(part) || []);
}

/** The parts one after another. */
function holds(text: string, parts: readonly string[]): boolean {
  const within = flat(text);
  let from = 0;
  return parts.every((part) => {
    const at = within.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** Mail programs wrap and end lines as they please. */
const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

function isSame({ subject, text }: SentCopy, words: Readonly<Record<string, string>>): boolean {
  if (words.subject === undefined || headerText(subject) !== headerText(words.subject)) return false;
  return text === undefined || flat(text) === flat(words.text ?? '');
}
