import { z } from 'zod';
import type { Ledger } from '../ledger/port/ledger.ts';
import { isUnsetUnsaid } from '../rules/alerts/unset-thresholds.ts';
import { firstShown } from '../rules/notices/shown-tasks.ts';
import { offRecord } from '../rules/policy-changes/policy-on-record.ts';
import { nothing } from '../rules/reactions/brought.ts';
import { isRefusal } from '../rules/vocabulary/refusal.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { dueView } from '../views/lists.ts';
import { spokenTime } from '../views/spoken.ts';
import type { Hand } from '../views/sweep/own-hand.ts';
import { sweepView } from '../views/sweep/sweep.ts';
import { sweepText } from '../views/sweep/text.ts';
import { PolicyOut, TaskOut } from './support/schemas.ts';
import { tool } from './support/tool.ts';

const Applied = z.looseObject({
  kind: z.string(),
  account: z.string().optional(),
  due_at: z.string(),
  noticed_at: z.string(),
});
const Alert = z.looseObject({
  kind: z.string(),
  clause: z.string(),
  summary: z.string(),
  account: z.string().optional(),
});

export default tool({
  name: 'session_sweep',
  title: 'Sweep at the start of a session',
  description:
    'Call this first in every session: it applies what is due, then lists your tasks, most urgent first, each with its tool, and what to watch. Not for one account.',
  clauses: ['4.1', '4.3'],
  callers: roles,
  effect: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  alwaysLoad: true,
  input: z.strictObject({ limit: z.int().min(1).max(100).optional().describe('tasks shown, default 20') }),
  output: z.looseObject({
    totals: z.looseObject({
      tasks: z.number(),
      overdue: z.number(),
      alerts: z.number(),
      watch: z.number(),
      intents: z.number(),
    }),
    tasks: z.array(TaskOut),
    alerts: z.array(Alert),
    watch: z.array(z.looseObject({})),
    intents: z.array(z.looseObject({})),
    applied: z.array(Applied),
    now: z.string(),
    ledger: z.looseObject({ path: z.string(), just_made: z.boolean() }).optional(),
    policy: PolicyOut,
  }),
  async handle({ limit = 20 }, { role, client, principal, key, denied, ledger }) {
    const { showsOnly, saysUnset } = await ledger.read((reader, { policy, today }) => ({
      showsOnly: role === 'viewer' || offRecord(reader.policyStanding(), role) !== null,
      saysUnset: isUnsetUnsaid(reader.desk(), { policy, today, role }),
    }));
    const brought = showsOnly ? nothing : await ledger.applyDue({ role, client, principal, key }, limit);
    if (isRefusal(brought)) return brought;
    const hand = principal === undefined || key === undefined ? undefined : await handOf({ role, principal }, ledger);
    const { shown, at, ...answer } = await ledger.read((reader, moment) => {
      const due = dueView(showsOnly ? reader.due(limit) : []);
      const of = { role, limit, brought, due, saysUnset, hand, ...(denied ? { denied } : {}) };
      const swept = sweepView(reader, of, moment);
      const { version, status } = moment.policy;
      const text = `${sweepText(role, swept, moment.calendar)}\nIt is ${spokenTime(moment.now, moment.calendar)}; policy ${version} (${status}).`;
      const data = { ...swept, now: moment.now, policy: { version, status } };
      return {
        data,
        text,
        shown: showsOnly ? [] : firstShown(swept.tasks, reader.shown(role), moment),
        at: moment.now,
      };
    });
    if (shown.length > 0) ledger.noteShown(role, shown, at);
    return answer;
  },
});

/** L16: the caller, and who else may act in the role. */
async function handOf(own: Pick<Hand, 'role' | 'principal'>, { roleKeys }: Ledger): Promise<Hand> {
  const keys = (await roleKeys.list()).filter(({ role, revoked_at }) => role === own.role && revoked_at === undefined);
  const others = keys.map(({ principal }) => principal).filter((each) => each !== own.principal);
  return { ...own, others: [...new Set(others)] };
}
