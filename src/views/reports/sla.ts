import { besideBefore } from '../../rules/metrics/metric.ts';
import { daysBefore } from '../../rules/metrics/period.ts';
import { slaShares } from '../../rules/metrics/sla-figures.ts';
import { byRole, byTask, missedApprovals } from '../../rules/metrics/sla-tables.ts';
import type { Made, Making } from './making.ts';
import { historyFor, takings } from './taking.ts';

/** 6.1, W8: tasks against their due times, by kind and by role. */
export function sla(making: Making): Made {
  const { reader, moment, days, filter } = making;
  const kinds = Object.keys(moment.policy.duties);
  const accounts = historyFor(making, daysBefore(days).from, kinds);
  const desk = reader.deskCases();
  const { now, before } = takings(making, { ...accounts, cases: [...accounts.cases, ...desk] });
  const missed = missedApprovals(reader.desk(), now);
  return {
    figures: besideBefore(slaShares(now), slaShares(before)),
    tables: {
      by_task: byTask(now, filter.role),
      by_role: byRole(now, filter.role),
      missed_approvals: missed.filter(({ role }) => filter.role === undefined || role === filter.role),
    },
    restated: [],
  };
}
