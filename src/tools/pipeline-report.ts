import { z } from 'zod';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { signalTypes } from '../rules/vocabulary/signal-types.ts';
import { kindsMade, reportView } from '../views/reports/report.ts';
import { reportText } from '../views/reports/text.ts';
import { detail, listOptions, PolicyOut } from './support/schemas.ts';
import { tool } from './support/tool.ts';

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
  clauses: ['6.1', '6.2'],
  callers: roles,
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({
    kind: z.enum(kindsMade).describe('which'),
    period: z.string().max(60).optional().describe('2026-05-12, 2026-W20, 2026-05, 2026-Q2 or from/to'),
    filter: z
      .strictObject({
        metric: z.string().max(60).optional().describe('by name'),
        signal_type: z.enum(signalTypes).optional().describe('attribution'),
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
  async handle(asked, { ledger }) {
    return ledger.read((reader, moment) => {
      const data = reportView(asked, reader, moment);
      return isRefusal(data) ? data : { data, text: reportText(data, moment.calendar) };
    });
  },
});
