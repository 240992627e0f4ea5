import { z } from 'zod';
import type { Reader } from '../ledger/port/ledger.ts';
import { reportKinds } from '../rules/metrics/period.ts';
import { signalTypesIn } from '../rules/policy/signals.ts';
import { pipelineReport, type ReportedArgs } from '../rules/tasks/pipeline-report.ts';
import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { everySignalType, signalTypes } from '../rules/vocabulary/signal-types.ts';
import { reportView } from '../views/reports/report.ts';
import type { ReportView } from '../views/reports/report-view.ts';
import { reportText } from '../views/reports/text.ts';
import { detail, listOptions, PolicyOut } from './support/schemas.ts';
import { shown } from './support/shown-enum.ts';
import { type Session, tool } from './support/tool.ts';

const MetricOut = z.looseObject({
  name: z.string(),
  clause: z.string(),
  ruling: z.string(),
  unit: z.enum(['count', 'share', 'days', 'hours']),
  value: z.number().nullable(),
});

export default tool({
  name: 'pipeline_report',
  title: 'Report on the pipeline',
  description: 'Figures of a period, each traced to its events with detail full. Not for one account.',
  underPolicy: (policy) => ({ input: [{ path: ['filter', 'signal_type'], enum: signalTypesIn(policy) }] }),
  clauses: ['6.1', '6.2'],
  callers: roles,
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    kind: z.enum(reportKinds).describe('which'),
    period: z.string().max(60).optional().describe('2026-05-12, 2026-W20, 2026-05, 2026-Q2 or from/to'),
    filter: z
      .strictObject({
        metric: z.string().max(60).optional().describe('by name'),
        signal_type: shown(everySignalType, signalTypes).optional().describe('attribution'),
        role: z.enum(roles).optional().describe('sla'),
        sequence: z.string().max(60).optional().describe('weekly_close'),
      })
      .optional()
      .describe('rows kept'),
    detail,
    ...listOptions,
  }),
  output: z.looseObject({
    kind: z.string(),
    period: z.looseObject({ name: z.string(), from: z.string(), to: z.string(), closed: z.boolean() }),
    as_of: z.string(),
    policy: PolicyOut,
    metrics: z.array(MetricOut),
    restated: z.array(z.looseObject({ metric: z.string(), account: z.string(), because: z.string() })),
    next_cursor: z.string().optional(),
  }),
  async handle(asked, session) {
    const told = await session.ledger.read((reader, moment) => {
      const data = reportView(asked, reader, moment);
      if (isRefusal(data)) return data;
      const answer = { data, text: reportText(data, moment.calendar) };
      return { answer, closes: session.role === 'cro' ? dutyOf(data, reader) : null };
    });
    if (isRefusal(told)) return told;
    const refused = told.closes === null ? null : await close(told.closes, session);
    return refused ?? told.answer;
  },
});

/** S-1: kind of the task that a report of today or of the running week closes, where it is open. */
function dutyOf({ kind, period }: ReportView, reader: Reader): ReportedArgs['kind'] | null {
  if ((kind !== 'daily_check_in' && kind !== 'weekly_close') || period.closed) return null;
  return reader.desk().tasks.some((task) => task.kind === kind && task.closed_at === undefined) ? kind : null;
}

async function close(
  kind: ReportedArgs['kind'],
  { role, client, principal, key, ledger }: Session,
): Promise<Refusal | null> {
  const call = { role, client, principal, key, tool: pipelineReport.name, args: { kind }, dryRun: false };
  const done = await ledger.act({ command: pipelineReport, args: { kind }, call, answer: () => null });
  return done !== null && isRefusal(done) ? done : null;
}
