import type { AccountRecord, TaskRecord } from '../../ledger/port/records.ts';
import type { Permit } from '../../rules/aggregates/permit.ts';
import { capLeft, capOf } from '../../rules/sending/caps.ts';
import { heldBack } from '../../rules/sending/held-back.ts';
import { answerDuties } from '../../rules/tasks/answer-tasks.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { lookFor, searchText } from '../permits.ts';
import { touchesDue } from './touches.ts';
import { named, personAt, type Sweeping, type Topic, type Watch } from './watch.ts';

/** C1, M3: the touches that are due, and before them what is left of the day's cap. */
export const touchesAndCap: Topic = (sweeping) => {
  const touches = touchesDue(sweeping);
  const { reader, context, limit } = sweeping;
  if (touches.length === 0 || !context.policy.mailbox.value) return touches;
  const mailbox = reader.mailbox();
  const held = heldBack(mailbox, false);
  const due =
    touches.length < limit ? plural(touches.length, 'touch is', 'touches are') : `${limit} touches or more are`;
  const { all, sequences } = capLeft(capOf(mailbox, context));
  const summary = held
    ? `${due} due, and none goes out: ${held.because} (§5.5, ${held.ruling}); ${held.next}`
    : `${due} due; left of today's cap: ${all}, ${sequences} of them for sequences`;
  return [{ kind: 'cap_left', clause: '5.5', summary }, ...touches];
};

/**
 * M2, M4b: mails of which nobody knows whether they went out, each with what to search the sent folder for; to the cro
 * those that the cro was to send.
 */
export const unknownSends: Topic = (sweeping) => {
  const { reader, role, limit } = sweeping;
  return reader.held('send_unknown', limit).flatMap(({ id, permits = [] }) => {
    const record = reader.account(id);
    const unknown = permits.filter(({ state, by }) => state === 'unknown' && (role !== 'cro' || by === role));
    return record ? unknown.map((permit) => unknownSend(permit, record, sweeping)) : [];
  });
};

function unknownSend(permit: Permit, record: AccountRecord, { reader, context }: Sweeping): Watch {
  const { id, contact, touch, enrolment } = permit;
  const { account, name } = named(record.state);
  const sequence = record.state.enrolments?.find((each) => each.id === enrolment)?.sequence;
  const what = sequence === undefined ? 'direct mail' : `touch ${touch} of ${sequence}`;
  const search = searchText(lookFor(permit, reader.mail, context.policy.mailbox.value));
  const summary = `${personAt(record, contact) ?? contact} at ${name}: nobody knows whether ${what} (${id}) went out; ${search}`;
  return {
    kind: 'send_unknown',
    clause: '5.5',
    summary,
    account,
    contact,
    tool: 'record_delivery',
    call: { permit: id },
  };
}

/** Y3: contacts who replied and wait for another role's answer, the first due first; until then their sequences pause. */
export const repliesWaiting: Topic = ({ reader, role, context, limit }) =>
  Object.values(answerDuties)
    .flatMap((kind) => reader.late(kind, endOfTime, limit))
    .filter(({ task }) => task.role !== role)
    .sort((a, b) => (a.task.due_at < b.task.due_at ? -1 : 1))
    .slice(0, limit)
    .flatMap((item) => waiting(item, { reader, context }));

/** After every instant. */
const endOfTime = '9999';

function waiting(
  { task, account }: TaskRecord,
  { reader, context }: Pick<Sweeping, 'reader' | 'context'>,
): readonly Watch[] {
  const record = account && reader.account(account.id);
  if (!record) return [];
  const { subject: contact = '' } = task;
  const { account: domain, name } = named(record.state);
  const late = task.due_at < context.now ? ', late' : '';
  const summary = `${personAt(record, contact) ?? contact} at ${name} replied; ${task.role} owes the answer by ${task.due_at}${late} (${task.id}), their sequences wait`;
  return [{ kind: 'reply_waits', clause: '5.6', summary, account: domain, contact }];
}
