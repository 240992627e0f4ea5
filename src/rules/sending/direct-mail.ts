import type { MailboxState } from '../aggregates/mailbox.ts';
import type { Context } from '../command/context.ts';
import type { MailStep } from '../command/mail-on-file.ts';
import type { PersonAt } from '../command/world.ts';
import { headerSafe, messageId } from '../copy/form/headers.ts';
import { subjectHonest } from '../copy/form/subject.ts';
import type { CopyContext, CopyMessage } from '../copy/message.ts';
import { pricingGate } from '../copy/price/pricing-gate.ts';
import { owedAnswers } from '../tasks/answer-tasks.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Payload } from './grant-permit.ts';
import { useOf } from './held-back.ts';
import { type Hindrance, no } from './hindrance.ts';

export interface DirectArgs {
  readonly contact: string;
  readonly subject: string;
  readonly text: string;
  readonly in_reply_to?: string | undefined;
}

/** Characters that no plain text holds: controls but tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Bad input of direct mail: its bytes go out as they are given, so nothing is mended. */
export function directFault({ subject, text, in_reply_to }: DirectArgs, { policy }: Context): Refusal | null {
  const most = policy.limits.quote.value;
  if (subject.trim() === '') return invalid('direct.subject', subject, 'a subject');
  if (/[\r\n]/.test(subject)) return faulty('direct.subject', 'holds a line break; one line is wanted');
  if (subject.length > policy.limits.name.value)
    return faulty(
      'direct.subject',
      `is ${subject.length} characters long, at most ${policy.limits.name.value} are taken`,
    );
  if (text.trim() === '') return invalid('direct.text', text, 'the text of the mail');
  if (text.length > most) return faulty('direct.text', `is ${text.length} characters long, at most ${most} are taken`);
  if (control.test(text)) return faulty('direct.text', 'holds a control character; plain text is wanted');
  if (in_reply_to !== undefined && !messageId.test(in_reply_to))
    return invalid('direct.in_reply_to', in_reply_to, 'the message id that is answered, such as <abc@mail.acme.com>');
  return null;
}

/** The kind of sales.ops's task after a reply of type 5 (Y1). */
const wrongPerson = 'answer_wrong_person';

/** M6: sales.ops writes directly only while it answers a wrong person; else direct mail is the cro's. */
export function notYoursToWrite({ home, contact }: PersonAt, { role }: Context): Refusal | null {
  if (role === 'cro') return null;
  if (owedAnswers(home.state, contact).some(({ kind }) => kind === wrongPerson)) return null;
  return refuse('NOT_PERMITTED', {
    clause: '5.6',
    ruling: 'M6',
    found: 'sales.ops writes directly only while it answers a person who said that they are the wrong one (type 5)',
    next: 'let the cro write, or enrol the person with propose_recipients',
  });
}

/** Questions about the mails on file: the permits for a contact and bytes, the newest last, and whether one was used. */
export interface MailKnown {
  permitsFor(contact: string, hash: string): readonly Pick<MailStep, 'permit'>[];
  stepsOf(permit: string): readonly Pick<MailStep, 'step'>[];
}

/** Beside the person: the mails on file, and what holds the mailbox. */
export interface DirectGround {
  readonly mail: MailKnown;
  readonly mailbox: MailboxState;
}

/** M6: hindrances of direct mail beside M1's tests: who may be written to, the header, a price, one permit for the bytes. */
export function directHindrances(
  person: PersonAt,
  { payload, hash }: { readonly payload: Payload; readonly hash: string },
  ground: DirectGround,
  context: Context,
): readonly Hindrance[] {
  const { home, contact, words } = person;
  const { state } = home;
  const { direct_signals, direct_stages } = context.policy.sending;
  const asked = state.signals.some(
    (each) => each.contact === contact && !each.gone && direct_signals.value.includes(each.type),
  );
  const isOpen = asked || state.answered?.[contact] !== undefined || direct_stages.value.includes(state.stage);
  const taken = takenFor(person, hash, ground);
  return [
    ...(taken ? [taken] : []),
    ...(isOpen
      ? []
      : [
          no(
            '5.6',
            'M6',
            `they neither replied nor asked (${direct_signals.value.join(', ')}), and ${state.domain} is ${state.stage}`,
            'enrol them with propose_recipients; direct mail is for who asked, or for accounts at SQL or beyond',
          ),
        ]),
    ...ofWords(payload, { stage: state.stage, words }, context).map(({ clause, ruling, because, next }) =>
      no(clause, ruling, because, next),
    ),
  ];
}

/** One permit a contact and bytes, until it is over unused or the sending failed. */
function takenFor({ home, contact }: PersonAt, hash: string, { mail, mailbox }: DirectGround): Hindrance | null {
  for (const { permit } of mail.permitsFor(contact, hash).toReversed()) {
    if (permit === null) continue;
    const held = home.state.permits?.find(({ id }) => id === permit);
    const isSent = held === undefined && mail.stepsOf(permit).some(({ step }) => step === 'sent');
    if (!held && !isSent) continue;
    return {
      code: 'CONFLICT',
      clause: '5.5',
      ruling: 'M1',
      because: `these bytes to this contact have permit ${permit} already (${held?.state ?? 'sent'})`,
      next: held ? useOf(held, mailbox) : 'nothing is to send; write another text for another mail',
    };
  }
  return null;
}

interface Said {
  readonly clause: string;
  readonly ruling: string;
  readonly because: string;
  readonly next: string;
}

/** K10, K3: header and price, nothing else of §5.3. */
function ofWords(
  { to, subject, body, in_reply_to }: Payload,
  { stage, words }: { readonly stage: string; readonly words: Readonly<Record<string, string>> },
  { policy }: Context,
): readonly Said[] {
  const message: CopyMessage = { subject, greeting: '', body, signoff: '', footer: '' };
  const about: CopyContext = {
    // The stage decides whether a price may stand at all (K3).
    seq: 'activation',
    qualified: stage,
    contact: { email: to[0], name: words.name, first_name: words.first_name },
    in_reply_to: in_reply_to ?? null,
  };
  const header = headerSafe(message, about, policy.copy);
  const price = pricingGate(message, about, policy.copy);
  const honest = (thread: boolean) =>
    subjectHonest(message, { ...about, threadHasPrior: thread }, policy.copy).evidence;
  const falseReply = (honest(false)?.length ?? 0) > (honest(true)?.length ?? 0);
  return [
    ...[header, price]
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ rule, clause, ruling = 'M6', because, remedy = 'mend the mail' }) => ({
        clause,
        ruling,
        because: `${rule}: ${because}`,
        next: remedy,
      })),
    ...(falseReply
      ? [
          {
            clause: '5.3',
            ruling: 'K10',
            because: `subject.honest: \`${subject}\` says that it answers, and no \`in_reply_to\` is given`,
            next: 'give the message id that it answers, or another subject',
          },
        ]
      : []),
  ];
}
