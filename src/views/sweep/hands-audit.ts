import type { HandRecord } from '../../ledger/port/records.ts';
import type { Separated } from '../../rules/command/separation.ts';
import { isOpen } from '../../rules/tasks/tasks.ts';
import { addDays, type Instant } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { oncePerObject } from '../../rules/vocabulary/remembering.ts';
import { dayOf, type Sweeping, type Topic, type Watch } from './watch.ts';

interface Second {
  /** Acts that want another person for this one. */
  readonly firsts: readonly string[];
  readonly pair: Separated;
  readonly says: string;
}

/** Second acts for a second person on what is no account's (L16). */
const seconds: Readonly<Record<string, Second>> = {
  template_reviewed: {
    firsts: ['template_drafted', 'template_submitted'],
    pair: 'write_approve',
    says: 'copy reviewed',
  },
  flag_resolved: { firsts: ['correction_proposed'], pair: 'write_approve', says: 'a correction decided' },
  recipients_reviewed: { firsts: ['recipients_proposed'], pair: 'propose_confirm', says: 'recipients reviewed' },
  policy_change_ratified: {
    firsts: ['policy_change_proposed'],
    pair: 'propose_ratify',
    says: 'a change of the policy ratified',
  },
  policy_change_rejected: {
    firsts: ['policy_change_proposed'],
    pair: 'propose_ratify',
    says: 'a change of the policy rejected',
  },
};

/** First and second acts that are looked at. */
const most = 5000;

interface Handed {
  readonly act: HandRecord;
  readonly second: Second;
  readonly firsts: readonly HandRecord[];
}

/** From when on the open Friday audit looks; null while none is open. */
export function auditedSince({ reader, context: { calendar } }: Sweeping): Instant | null {
  const audit = reader.desk().tasks.find((task) => task.kind === 'board_audit' && isOpen(task));
  return audit ? calendar.openOf(addDays(calendar.dateOf(audit.opened_at), -7)) : null;
}

/** An audit that nobody closed covers more than its week. */
export function sinceAudit(sweeping: Sweeping): string {
  const since = auditedSince(sweeping);
  return since === null ? '' : ` since ${dayOf(since, sweeping.context)}`;
}

/** Things named in one line. */
const shown = 5;

/** A heading over all things told, so many to a line. */
export function inRows(head: string, told: readonly string[]): readonly string[] {
  const rows = Math.ceil(told.length / shown);
  return Array.from({ length: rows }, (_, n) => {
    const part = told.slice(n * shown, (n + 1) * shown).join(', ');
    return n === 0 ? `${head}: ${part}` : `${head}, ${n * shown + 1} and on: ${part}`;
  });
}

const handedSince = oncePerObject((sweeping: Sweeping): readonly Handed[] => {
  const since = auditedSince(sweeping);
  if (since === null) return [];
  const hands = sweeping.reader.hands(most);
  return hands.flatMap((act, n) => {
    const second = seconds[act.type];
    if (!second || act.at < since) return [];
    // Newest first: the earlier acts follow in the list.
    const before = hands.slice(n + 1).filter(({ subject }) => subject === act.subject);
    const firsts = before.filter(({ type }) => second.firsts.includes(type));
    return firsts.length > 0 ? [{ act, second, firsts }] : [];
  });
});

/** L16: reviews and ratifications without keys that prove two people. */
const onRolesAlone: Topic = (sweeping) => {
  const unproved = handedSince(sweeping).filter(({ act, firsts }) => [act, ...firsts].some((each) => !each.isProved));
  if (unproved.length === 0) return [];
  const told = unproved.map(
    ({ act, second }) => `${act.subject} (${second.says} on ${dayOf(act.at, sweeping.context)})`,
  );
  const head = `${plural(unproved.length, 'decision')}${sinceAudit(sweeping)} on copy, recipients or the policy stood on roles alone, for no key proves who took both acts`;
  return inRows(head, told).map((summary) => ({ kind: 'roles_alone', clause: '4.3', summary }));
};

/** L16: one principal in both acts, where nothing proves who that is, or the policy lets the pair pass. */
const byOneHand: Topic = (sweeping) =>
  handedSince(sweeping)
    .flatMap((handed): Watch[] => {
      const { act, second, firsts } = handed;
      const own = firsts.filter(({ principal }) => principal !== null && principal === act.principal);
      if (own.length === 0) return [];
      const did = [...new Set(own.map(({ role, type }) => `${role} (${type.replaceAll('_', ' ')})`))];
      const unproved = [act, ...own].some(({ isProved }) => !isProved);
      const why = unproved
        ? `no key proves who ${act.principal} is`
        : `separation.${second.pair} is ${sweeping.context.policy.separation[second.pair].value}`;
      const summary = `${act.subject}: ${act.principal} acted as ${[...did, `${act.role} (${act.type.replaceAll('_', ' ')})`].join(' and ')}; ${why}`;
      return [{ kind: 'one_principal', clause: '4.3', summary }];
    })
    .slice(0, sweeping.limit);

/** Topics of the Friday audit on two hands on copy, lists of recipients and the policy. */
export const handsAudit: readonly Topic[] = [onRolesAlone, byOneHand];
