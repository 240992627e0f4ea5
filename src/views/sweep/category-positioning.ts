import type { Reader } from '../../ledger/port/ledger.ts';
import type { AccountRecord } from '../../ledger/port/records.ts';
import type { Signal } from '../../rules/aggregates/account.ts';
import type { PieceState } from '../../rules/aggregates/published-piece.ts';
import { causalCandidates } from '../../rules/signals/content-fuel.ts';
import { addDays } from '../../rules/time/time.ts';
import { copyDrafts, copyFeedback, copyFlags, copyTurn } from './copy.ts';
import { contactArgs, dayOf, lately, named, personAt, type Sweeping, type Topic, type Watch } from './watch.ts';

interface Candidate {
  readonly record: AccountRecord;
  readonly piece: PieceState;
  readonly act: Signal;
}

/** The newest pieces, and accounts they name, that one sweep looks at. */
const looked = { pieces: 25, accounts: 200 } as const;

function referenced(reader: Reader, piece: PieceState): readonly AccountRecord[] {
  const refs = [...piece.domains, ...piece.contacts.flatMap((id) => reader.contact(id)?.account ?? [])];
  const found = refs.slice(0, looked.accounts).map((ref) => reader.account(ref));
  return [...new Map(found.flatMap((record) => (record ? [[record.state.id, record] as const] : []))).values()];
}

function candidates({ reader, context }: Sweeping): readonly Candidate[] {
  const since = context.calendar.startOf(addDays(context.today, -context.policy.engagement.window_days.value));
  const found: Candidate[] = [];
  let left: number = looked.accounts;
  for (const piece of reader.pieces(looked.pieces).filter(({ published_at }) => published_at >= since)) {
    const records = left > 0 ? referenced(reader, piece).slice(0, left) : [];
    left -= records.length;
    for (const record of records)
      for (const act of causalCandidates(record, piece, context)) found.push({ record, piece, act });
  }
  return found.sort((a, b) => (a.act.at < b.act.at ? 1 : -1));
}

/** A6: acts that a logged piece may have caused; whether it did is category.positioning's to say. */
const caused: Topic = (sweeping) =>
  candidates(sweeping)
    .slice(0, sweeping.limit)
    .map(({ record, piece, act }): Watch => {
      const { account, name } = named(record.state);
      const person = personAt(record, act.contact) ?? 'somebody';
      return {
        kind: 'e9_candidate',
        clause: '4.1',
        summary: `${person} at ${name}: ${act.type} of ${act.on} came after \`${piece.id}\`, which references them; if the piece caused it, file the E9 and say why`,
        account,
        contact: act.contact,
        tool: 'file_signal_note',
        call: {
          account,
          contact: contactArgs(record, act.contact),
          signal: { type: 'E9', piece: piece.id, engagement_signal: act.id },
        },
      };
    });

/** §4.1: recent subscribers. */
const subscriptions: Topic = ({ reader, context, limit }) =>
  reader.signals({ type: 'E2', since: lately(context), limit }).flatMap(({ account, contact, at }): Watch[] => {
    const record = reader.account(account);
    const person = record && personAt(record, contact);
    if (!record || !person) return [];
    const { account: domain, name } = named(record.state);
    return [
      {
        kind: 'subscription',
        clause: '4.1',
        summary: `${person} at ${name} (${record.state.stage}) subscribed on ${dayOf(at, context)}`,
        account: domain,
        contact,
        tool: 'explain_account',
        call: { account: domain },
      },
    ];
  });

export const positioning: readonly Topic[] = [copyFlags, copyFeedback, copyTurn, copyDrafts, caused, subscriptions];
