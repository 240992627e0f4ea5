import { counts } from '../../rules/criteria/engagement.ts';
import { addDays } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import {
  contactArgs,
  dayOf,
  lately,
  named,
  personAt,
  quotedWords,
  type Sweeping,
  type Topic,
  type Watch,
} from './watch.ts';

/** §4.1, E8: contacts who engaged again and again, as the engine found of late. */
const bursts: Topic = ({ reader, context, limit }) =>
  reader.signals({ type: 'E8', since: lately(context), limit }).flatMap(({ id, account, contact }): Watch[] => {
    const record = reader.account(account);
    const signal = record?.state.signals.find((each) => each.id === id);
    const person = record && personAt(record, contact);
    if (!record || !signal || !person || !countsAt(record, contact, context)) return [];
    const { account: domain, name } = named(record.state);
    return [
      {
        kind: 'repeat_engagement',
        clause: '4.1',
        summary: `${person} at ${name}: ${signal.because}, the last on ${signal.on} (E8); look for what they do next`,
        account: domain,
        contact,
        tool: 'explain_account',
        call: { account: domain },
      },
    ];
  });

/** People whom an import brought and no account claims; what they wrote stays with the queue. */
export const unmatched: Topic = ({ reader, role, context }) => {
  const isOps = role === 'sales.ops';
  // A2: people whose acts are told stand among the tasks of sales.ops already.
  const { count, first } = isOps ? reader.untasked(1) : reader.unmatched(1);
  const [oldest] = first;
  if (!oldest) return [];
  const { email, linkedin_url } = oldest.words;
  const person = email === undefined ? { linkedin_url } : { email };
  const way = isOps
    ? `save_account with the company's domain takes them in, complete_task with ${oldest.id} dismisses the oldest`
    : "a note that names the company's domain makes them a contact there; what waits of them, and who did nothing, is sales.ops's to place";
  const since = dayOf(oldest.since, context);
  const summary = `${plural(count, 'person', 'people')} without an account, waiting since ${since} (${oldest.origin}: ${oldest.because}); ${way}`;
  const line = { kind: 'unmatched', clause: '3.1', summary, words: quotedWords(oldest.words) };
  return [
    isOps
      ? { ...line, tool: 'save_account', call: { contacts: [person] } }
      : { ...line, tool: 'file_signal_note', call: { contact: person } },
  ];
};

/** A4: one like more would make an E1. */
const oneLikeShort: Topic = ({ reader, context, limit }) => {
  const { likes_needed, likes_within_days } = context.policy.engagement;
  const wanted = likes_needed.value;
  const since = addDays(context.today, -likes_within_days.value);
  return reader.nearLikes({ liked: wanted - 1, since, limit }).flatMap(({ account, contact, day }): Watch[] => {
    const record = reader.account(account);
    const person = record && personAt(record, contact);
    if (!record || !person || !countsAt(record, contact, context)) return [];
    const { account: domain, name } = named(record.state);
    const until = addDays(day, likes_within_days.value);
    return [
      {
        kind: 'likes_near',
        clause: '3.2.1',
        summary: `${person} at ${name} liked ${wanted - 1} posts since ${day}; a like of another post by ${until} makes an E1`,
        account: domain,
        contact,
        tool: 'file_signal_note',
        call: {
          account: domain,
          contact: contactArgs(record, contact),
          signal: { type: 'E1', interaction: 'like' },
        },
      },
    ];
  });
};

function countsAt(
  { state, suppressed }: NonNullable<ReturnType<Sweeping['reader']['account']>>,
  id: string,
  context: Sweeping['context'],
): boolean {
  return counts(
    state.contacts.find((each) => each.id === id),
    { state, suppressed },
    context,
  );
}

export const mining: readonly Topic[] = [bursts, oneLikeShort, unmatched];
