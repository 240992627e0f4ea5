import { disputedCriteria } from '../../rules/alerts/thresholds.ts';
import { quarterStart } from '../../rules/time/time.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { quoted } from '../quoted.ts';
import { copyFlags, copyQueue } from './copy.ts';
import { idleFor, idleOf, named, type Topic, type Watch } from './watch.ts';

/** §3.5, §4.3: how many accounts nurture has to serve, and which of them waits longest. */
const pool: Topic = (sweeping) => {
  const { reader, context } = sweeping;
  const count = reader.countOf('MQL', 'NONE');
  const recycled = reader.countOf('RECYCLED', 'NONE');
  const [oldest] = reader.idle({ stage: 'MQL', before: idleFor(0, context), limit: 1 });
  const size = `Nurture pool: ${plural(count, 'MQL')}, ${recycled} more cooling down after a loss`;
  if (!oldest) return [{ kind: 'nurture_pool', clause: '3.5', summary: size }];
  const { account, name } = named(oldest);
  const longest = `longest without engagement: ${name}, ${plural(idleOf(oldest, sweeping), 'day')}`;
  const call = { stage: 'MQL', review: 'NONE' };
  return [
    { kind: 'nurture_pool', clause: '3.5', summary: `${size}; ${longest}`, account, tool: 'find_accounts', call },
  ];
};

/** §7, P1: disputes of this quarter, each with its answer. */
export const disputes: Topic = ({ reader, context, limit }) => {
  const { calendar, today } = context;
  const counts = disputedCriteria(reader.desk(), context);
  if (counts.length === 0) return [];
  const told = counts.map(({ criterion, count }) => `${criterion} ${count}`).join(', ');
  const head: Watch = {
    kind: 'disputes',
    clause: '7',
    summary: `MQL disputes of ${counts[0]?.quarter}: ${told}`,
  };
  const single = reader.disputes(calendar.startOf(quarterStart(today)), limit).flatMap((dispute): Watch[] => {
    const record = reader.account(dispute.account);
    if (!record) return [];
    const { account, name } = named(record.state);
    const answer = dispute.outcome === 'stands' ? 'it stands' : 'it is not met';
    return [
      {
        kind: 'dispute',
        clause: '7',
        summary: `${name}: ${dispute.role} disputed ${dispute.criterion} on ${calendar.dateOf(dispute.at)}; ${answer}`,
        account,
        words: { claim: quoted(dispute.claim.slice(0, 200)) },
        tool: 'explain_account',
        call: { account },
      },
    ];
  });
  return [head, ...single];
};

export const cmo: readonly Topic[] = [copyFlags, copyQueue, pool, disputes];
