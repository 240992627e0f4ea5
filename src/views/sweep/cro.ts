import type { AccountState } from '../../rules/aggregates/account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { openTasks } from '../../rules/tasks/tasks.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { unknownSends } from './sends.ts';
import { idleFor, idleOf, named, quotedWords, type Sweeping, type Topic, type Watch } from './watch.ts';

/** L9: beyond SQL nothing goes back by itself, so a deal that stands still has to be seen. */
function standing(stage: 'BRIEFING_READY' | 'ASSESSMENT_QUALIFIED', sweeping: Sweeping): readonly Watch[] {
  const { reader, context, limit } = sweeping;
  const days = context.policy.regression.sql_idle_days.value;
  return reader.idle({ stage, before: idleFor(days + 1, context), limit }).map((state) => {
    const { account, name } = named(state);
    const event = nextEvent(state);
    return {
      kind: 'idle_deal',
      clause: '3.5',
      summary: `${name}: ${stage} without engagement for ${idleOf(state, sweeping)} days; take it on or record its loss`,
      account,
      tool: 'advance_deal',
      call: { account, event },
    };
  });
}

function nextEvent({ stage, deal }: AccountState): string {
  if (stage === 'ASSESSMENT_QUALIFIED') return 'won|lost';
  if (deal.proposed_at) return 'assessment_qualified|lost';
  return deal.held_at ? 'assessment_proposed|lost' : 'briefing_held|briefing_scheduled|lost';
}

const own: readonly string[] = ['answer_briefing_request', 'immediate_outreach'];

function isTold(state: AccountState): boolean {
  return state.proposal !== null || own.some((kind) => openTasks(state, kind).length > 0);
}

/** §4.3: SQLs without a Briefing and without a task about it. */
const withoutBriefing: Topic = (sweeping) =>
  sweeping.reader
    .idle({ stage: 'SQL', before: afterNow(sweeping.context), limit: sweeping.limit * 2 })
    .filter((state) => !isTold(state))
    .map((state) => {
      const { account, name } = named(state);
      const idle = plural(idleOf(state, sweeping), 'day');
      const high = state.priority === 'high' ? ', high priority' : '';
      return {
        kind: 'sql_open',
        clause: '4.3',
        summary: `${name}: SQL${high}, no Briefing booked, ${idle} without engagement; agree on a date`,
        account,
        tool: 'advance_deal',
        call: { account, event: 'briefing_scheduled' },
      };
    });

/** An instant before which the idleness of every account began: the start of tomorrow. */
function afterNow(context: Moment): string {
  return idleFor(0, context);
}

/** A2: people who ask for the Briefing and can't be placed yet; sales.ops looks for the company. */
const waitingRequests: Topic = ({ reader, context, limit }) =>
  reader.waitingRequests(limit).map(({ id, at, person, isSuppressed, words }) => {
    const quote = (words.quote ?? '').slice(0, 160).replaceAll('"', "'");
    const stop = isSuppressed ? '; the person is suppressed: no mail goes to them' : '';
    return {
      kind: 'waiting_request',
      clause: '4.2',
      summary: `${person} asked for the Briefing on ${context.calendar.dateOf(at)} and waits for an account (${id}): "${quote}"; sales.ops places them${stop}`,
      words: quotedWords(words),
    };
  });

export const cro: readonly Topic[] = [
  waitingRequests,
  unknownSends,
  (sweeping) => standing('ASSESSMENT_QUALIFIED', sweeping),
  (sweeping) => standing('BRIEFING_READY', sweeping),
  withoutBriefing,
];
