import { openChecks } from '../../rules/vocabulary/check.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Recording } from './changes.ts';
import { appendPlain } from './preconditions.ts';

/** Far under 500 bytes in all: ids and codes alone, for a message may hold what was said of a person. */
const limits = { tool: 64, clause: 16, rule: 32, rules: 6 } as const;

const plain = (text: string, length: number) => text.replace(/[^\w.:-]/g, '').slice(0, length);

export function appendRefusal(tool: string, { code, clause, ruling, checks }: Refusal, recording: Recording): void {
  const failing = openChecks(checks ?? []);
  const rules = failing.slice(0, limits.rules).map(({ rule }) => plain(rule, limits.rule));
  const event = {
    type: 'refused' as const,
    tool: plain(tool, limits.tool),
    code,
    ...(clause ? { clause: plain(clause, limits.clause) } : {}),
    ...(ruling ? { ruling: plain(ruling, limits.clause) } : {}),
    ...(rules.length > 0 ? { rules } : {}),
  };
  appendPlain('refusals', event, recording);
}
