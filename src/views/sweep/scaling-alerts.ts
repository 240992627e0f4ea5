import { triggerRows } from '../../rules/metrics/scaling.ts';
import { firedNow } from '../scaling-now.ts';
import type { Alert, Sweeping } from './watch.ts';

const spelled = {
  mqls_per_week: 'new MQLs in a week',
  active_sqls: 'active SQLs',
  emails_per_day: 'mails wanted today',
  contacts_in_pipeline: 'contacts in the pipeline',
  sequence_types: 'types of sequences in use',
  clients: 'clients',
} as const;

/** Counted no further than one above their limits in a sweep. */
const cut: readonly string[] = ['emails_per_day', 'contacts_in_pipeline'];

/** 9, W10: while a trigger has fired, to its owners and to chief.staff. */
export function scalingAlerts({ reader, role, context }: Sweeping): readonly Alert[] {
  const { scaling } = context.policy;
  return triggerRows
    .filter(({ name }) => role === 'chief.staff' || scaling.owners.value[name].includes(role))
    .flatMap(({ clause, name, operator }) => {
      const value = firedNow(name, reader, context);
      if (value === null) return [];
      const threshold = scaling[name].value;
      const found = cut.includes(name) ? `more than ${threshold}` : `${value}`;
      const limit = operator === '>' ? `more than ${threshold}` : `${threshold} or more`;
      const summary = `Scaling: ${found} ${spelled[name]} (${limit} ask for a change): ${scaling.changes.value[name]}; pipeline_report scaling tells since when`;
      return [{ kind: 'scaling', clause, summary }];
    });
}
