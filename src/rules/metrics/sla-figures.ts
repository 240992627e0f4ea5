import type { Instant } from '../time/time.ts';
import type { Case } from './history.ts';
import type { Taking } from './ladder-figures.ts';
import { type Figure, type MetricHead, row, share } from './metric.ts';

/** W8: how a case ended, in which instant's period it counts, and by which event. */
export interface TaskEnding {
  readonly as: 'met' | 'late' | 'withdrawn' | 'pending';
  readonly at: Instant;
  readonly seq: number;
}

type Known = Pick<Taking, 'until' | 'passed'>;

/** W8: as known at an instant. A case that was late stays late, however it ends. */
export function endingOf({ due_at, closed, missed, seq }: Case, { until, passed }: Known): TaskEnding {
  const isClosed = closed !== null && closed.at < until;
  if (isClosed && closed.at <= due_at) return { as: closed.done ? 'met' : 'withdrawn', at: closed.at, seq: closed.seq };
  if (due_at < passed) return { as: 'late', at: due_at, seq: missed ?? seq };
  return { as: 'pending', at: due_at, seq };
}

const isIn = ({ at }: TaskEnding, { period }: Pick<Taking, 'period'>) => at >= period.from && at < period.to;

/** Late, and still open at the period's end. */
export function isOpenLate({ due_at, closed }: Case, { until, passed }: Known): boolean {
  return due_at < passed && (closed === null || closed.at >= until);
}

export function shareOf(named: MetricHead, cases: readonly Case[], taking: Taking): Figure {
  const ended = cases
    .map((each) => ({ each, ending: endingOf(each, taking) }))
    .filter(({ ending }) => isIn(ending, taking));
  const rows = ended.flatMap(({ each: { account }, ending: { as, at, seq } }) => {
    if (as === 'pending') return [];
    const point = { account, at, seq };
    if (as === 'withdrawn') return [row(point, ['apart'])];
    return [row(point, as === 'met' ? ['numerator', 'denominator'] : ['denominator'])];
  });
  const parts = {
    open_late: cases.filter((each) => isOpenLate(each, taking)).length,
    withdrawn: ended.filter(({ ending }) => ending.as === 'withdrawn').length,
  };
  return share(named, rows, { parts, none: 'no task of the kind was done in the period or fell due in it' });
}

const kinds = [
  ['sla_signals', 'classify'],
  ['sla_mqls', 'dossier'],
  ['sla_sqls', 'cro_review'],
] as const;

/** W8: classification, dossiers and reviews of the CRO against their due times. */
export function slaShares(taking: Taking): readonly Figure[] {
  return kinds.map(([name, kind]) => {
    const named: MetricHead = { name, clause: '6.1', ruling: 'W8', owner: 'sales.ops', basis: 'ruling' };
    return shareOf(
      named,
      taking.history.cases.filter((each) => each.kind === kind),
      taking,
    );
  });
}
