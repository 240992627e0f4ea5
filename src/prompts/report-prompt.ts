import { isRefusal, type Refusal } from '../rules/vocabulary/refusal.ts';
import { type ReportRequest, reportView } from '../views/reports/report.ts';
import { reportText } from '../views/reports/text.ts';
import type { PromptScope } from './prompt.ts';

/** A report with the steps to take on it. */
export function handed(
  asked: ReportRequest,
  { reader, moment }: PromptScope,
  steps: readonly string[],
): { text: string } | Refusal {
  const data = reportView(asked, reader, moment);
  if (isRefusal(data)) return data;
  const figures = "The figures are the ledger's; give them as they stand and compute none.";
  return { text: [...steps, figures, reportText(data, moment.calendar, true)].join('\n\n') };
}
