import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { kindsMade, reportView } from '../views/reports/report.ts';
import { reportText } from '../views/reports/text.ts';
import { page } from './markdown.ts';
import { type Resource, resource, type Scope } from './resource.ts';

function read(kind: (typeof kindsMade)[number], period: string | undefined, { reader, moment }: Scope) {
  const data = reportView({ kind, period }, reader, moment);
  if (isRefusal(data)) return data;
  const [head = '', ...lines] = reportText(data, moment.calendar).split('\n');
  return { data: { ...data }, markdown: page(head, lines.join('\n')) };
}

/** A report of the period that its kind takes by itself. */
export const report = resource({
  name: 'report',
  title: 'Report',
  description:
    'A report of the period that its kind takes by itself: the check-in, the weekly close, attribution, service levels, scaling, calibration (§6.1, §6.3, §9).',
  uri: 'ladder://reports/{kind}',
  members: () =>
    kindsMade.map((kind) => ({ uri: `ladder://reports/${kind}`, name: `report-${kind}`, title: `Report: ${kind}` })),
  complete: (typed) => kindsMade.filter((kind) => kind.startsWith(typed)),
  read(variable, scope) {
    const kind = kindsMade.find((each) => each === variable);
    if (kind) return read(kind, undefined, scope);
    return refuse('NOT_FOUND', {
      clause: '6.1',
      found: 'that is no kind of report',
      next: `name one of ${kindsMade.join(', ')}`,
    });
  },
});

/** The same of a period that is named. */
export const reportsOf: readonly Resource[] = [
  ...kindsMade.map((kind) =>
    resource({
      name: `report-${kind.replaceAll('_', '-')}-of`,
      title: `Report of a period: ${kind}`,
      description: `The ${kind} of a period: 2026-05-12, 2026-W20, 2026-05 or 2026-Q2, as its kind takes (§6.1).`,
      uri: `ladder://reports/${kind}/{period}`,
      read: (variable, scope) => read(kind, variable, scope),
    }),
  ),
  resource({
    name: 'report-week',
    title: 'Weekly close of a week',
    description: 'The weekly close of an ISO week, 2026-W20 (§6.1).',
    uri: 'ladder://reports/weekly/{week}',
    read: (variable, scope) => read('weekly_close', variable, scope),
  }),
];
