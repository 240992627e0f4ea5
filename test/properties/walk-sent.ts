import type { Reader } from '../../src/ledger/port/ledger.ts';
import type { AccountRecord } from '../../src/ledger/port/records.ts';
import type { LoadedPolicy } from '../../src/policy/index.ts';
import type { AccountState } from '../../src/rules/aggregates/account.ts';
import { isRefusal } from '../../src/rules/vocabulary/refusal.ts';

interface Seen {
  readonly record: AccountRecord | null;
  readonly reader: Reader;
  readonly policy: LoadedPolicy;
  readonly now: string;
  readonly granted: boolean;
}

/** Invariants 1 and 5 on what is permitted and sent at an account, and on the day's cap when a permit was given. */
export function permitsWrong({ record, reader, policy, now, granted }: Seen): readonly string[] {
  if (!record) return [];
  const { state, suppressed } = record;
  return [...openTo(state, suppressed), ...twice(state), ...(granted ? capWrong(reader, policy, now) : [])];
}

function openTo(
  { permits = [], withheld = [], contacts }: AccountState,
  suppressed: ReadonlySet<string>,
): readonly string[] {
  return permits
    .filter(({ state }) => state === 'open')
    .flatMap(({ id, contact }) => {
      const person = contacts.find((each) => each.id === contact);
      return [
        ...(suppressed.has(contact) ? [`inv1 ${id} stands open to somebody suppressed`] : []),
        ...(withheld.some((each) => each.contact === contact)
          ? [`inv1 ${id} stands open to somebody who asked to stop`]
          : []),
        ...(person?.erased || person?.part_of !== undefined ? [`inv1 ${id} stands open to somebody gone`] : []),
      ];
    });
}

/** Invariant 5: one mail per touch, and one permit at a time for it. */
function twice({ enrolments = [], permits = [] }: AccountState): readonly string[] {
  const touches = enrolments.flatMap(({ id, sent }) => sent.map(({ touch }) => `${id} ${touch}`));
  const held = permits.flatMap(({ enrolment, touch }) => (enrolment === undefined ? [] : [`${enrolment} ${touch}`]));
  const running = enrolments.flatMap(({ contact, over }) => (over === undefined ? [contact] : []));
  const repeated = (list: readonly string[]) => list.filter((each, n) => list.indexOf(each) !== n);
  return [
    ...repeated(touches).map((each) => `inv5 a touch was sent twice: ${each}`),
    ...repeated(held).map((each) => `inv5 two permits stand for one touch: ${each}`),
    ...repeated(running).map((each) => `Q5 ${each} runs in two sequences`),
  ];
}

/** M3: mails sent, under way and permitted today are no more than the cap. */
function capWrong(reader: Reader, { values, calendar }: LoadedPolicy, now: string): readonly string[] {
  const today = calendar.dateOf(now);
  const { days, slots } = reader.mailbox();
  const { sent = 0, direct = 0 } = days[today] ?? {};
  const held = Object.values(slots).filter(({ day, until }) => (until === null ? day === today : until > now));
  const most = Math.max(...values.sending.daily_cap.value);
  const used = sent + direct + held.length;
  return used > most ? [`inv5 ${used} of at most ${most} mails a day`] : [];
}

export interface Reported {
  readonly tool: string;
  readonly data: unknown;
  readonly reader: Reader;
  readonly to: string | undefined;
}

/** M2: a mail that went out without a permit to somebody who must not be written to is an incident. */
export function reportWrong({ tool, data, reader, to }: Reported): readonly string[] {
  if (tool !== 'record_delivery' || typeof data !== 'object' || data === null) return [];
  if (!('delivery' in data) || !('outcome' in data) || data.outcome !== 'recorded') return [];
  const { delivery } = data;
  if (typeof delivery !== 'object' || delivery === null || !('event' in delivery)) return [];
  if (delivery.event !== 'sent' || 'permit' in delivery || to === undefined) return [];
  const person = reader.contact(to);
  if (person === null || !reader.account(person.account)?.suppressed.has(person.contact)) return [];
  const isLater = 'at' in delivery && typeof delivery.at === 'string' && suppressedSince(person, reader) > delivery.at;
  return !isLater && !('incident' in data) ? [`M2 a mail to ${to}, who is suppressed, opened no incident`] : [];
}

/** The earliest suppression of a contact among the newest events of their account; empty where it is older. */
function suppressedSince(
  { account, contact }: { readonly account: string; readonly contact: string },
  reader: Reader,
): string {
  const newest = reader.timeline(account, { limit: 200 });
  if (isRefusal(newest)) return '';
  const found = newest.items.filter(({ type, body }) => type === 'contact_suppressed' && body.contact === contact);
  return found.map(({ at }) => at).sort()[0] ?? '';
}
