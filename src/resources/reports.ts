import { periodNames, reportKinds } from '../rules/metrics/period.ts';
import { isRefusal, refuse } from '../rules/vocabulary/refusal.ts';
import { reportView } from '../views/reports/report.ts';
import { reportText } from '../views/reports/text.ts';
import { page } from './markdown.ts';
import { resource, type Scope } from './resource.ts';

function read(named: string, period: string | undefined, { reader, moment }: Scope) {
  const kind = reportKinds.find((each) => each === named);
  if (!kind) {
    return refuse('NOT_FOUND', {
      clause: '6.1',
      found: 'that is no kind of report',
      next: `name one of ${reportKinds.join(', ')}`,
    });
  }
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
    reportKinds.map((kind) => ({ uri: `ladder://reports/${kind}`, name: `report-${kind}`, title: `Report: ${kind}` })),
  complete: (typed) => reportKinds.filter((kind) => kind.startsWith(typed)),
  read: (variable, scope) => read(variable, undefined, scope),
});

/** The same of a period that is named. */
export const reportOf = resource({
  name: 'report-of',
  title: 'Report of a period',
  description: 'A report of a period: 2026-05-12, 2026-W20, 2026-05 or 2026-Q2, as its kind takes (§6.1).',
  uri: 'ladder://reports/{kind}/{period}',
  complete(typed, { moment }, variable, chosen) {
    if (variable === 'kind') return reportKinds.filter((kind) => kind.startsWith(typed));
    const kinds = reportKinds.filter((kind) => chosen?.kind === undefined || kind === chosen.kind);
    const names = kinds.flatMap((kind) => periodNames(kind, moment.today));
    return [...new Set(names)].filter((name) => name.startsWith(typed.toUpperCase()));
  },
  read(variable, scope) {
    const [kind = '', ...period] = variable.split('/');
    return read(kind, period.join('/'), scope);
  },
});

export const reportOfWeek = resource({
  name: 'report-week',
  title: 'Weekly close of a week',
  description: 'The weekly close of an ISO week, 2026-W20 (§6.1).',
  uri: 'ladder://reports/weekly/{week}',
  complete: (typed, { moment }) =>
    periodNames('weekly_close', moment.today).filter((name) => name.startsWith(typed.toUpperCase())),
  read: (variable, scope) => read('weekly_close', variable, scope),
});
