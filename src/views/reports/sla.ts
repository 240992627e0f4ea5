import type { LookFirst } from '../../rules/metrics/look-first.ts';
import { besideBefore } from '../../rules/metrics/metric.ts';
import { daysBefore } from '../../rules/metrics/period.ts';
import { slaShares } from '../../rules/metrics/sla-figures.ts';
import { byRole, byTask, missedApprovals } from '../../rules/metrics/sla-tables.ts';
import { historyFor, takings } from './report-history.ts';
import type { Made, Making } from './report-parts.ts';

/** 6.1, W8: tasks against their due times, by kind and by role. */
export function sla(making: Making): Made {
  const { reader, moment, days, filter } = making;
  const kinds = Object.keys(moment.policy.duties);
  const accounts = historyFor(making, daysBefore(days).from, kinds);
  const desk = reader.deskCases();
  const { now, before } = takings(making, { ...accounts, cases: [...accounts.cases, ...desk] });
  const missed = missedApprovals(reader.desk(), now);
  const roles = byRole(now, filter.role);
  return {
    figures: besideBefore(slaShares(now), slaShares(before)),
    tables: {
      by_role: roles,
      by_task: byTask(now, filter.role),
      missed_approvals: missed.filter(({ role }) => filter.role === undefined || role === filter.role),
    },
    restated: [],
    look: lateRoles(roles),
  };
}

/** Roles with tasks that are late and open, the most of them first. */
function lateRoles(roles: ReturnType<typeof byRole>): readonly LookFirst[] {
  return roles
    .filter(({ open_late }) => open_late > 0)
    .sort((a, b) => b.open_late - a.open_late)
    .map(({ role, open_late, met, late }) => ({
      metric: 'by_role',
      because: `${role} has ${open_late} late and open${met + late === 0 ? '' : `; ${met} of ${met + late} were met in time`}`,
    }));
}
