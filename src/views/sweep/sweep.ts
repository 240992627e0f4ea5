/** What a role sees at the start of a session, one file a role. */

import type { Reader } from '../../ledger/port/ledger.ts';
import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import type { Viewing } from '../shared.ts';
import { alertLines } from './alerts.ts';
import { positioning } from './category-positioning.ts';
import { staff } from './chief-staff.ts';
import { cmo } from './cmo.ts';
import { cro } from './cro.ts';
import { success } from './customer-success.ts';
import { intentLines } from './intents.ts';
import { legal } from './legal-exec.ts';
import { mining } from './mining-mind.ts';
import { ops } from './sales-ops.ts';
import { sweepTasks } from './tasks.ts';
import type { Sweeping, Topic, Watch } from './watch.ts';

const topics: Readonly<Record<Role, readonly Topic[]>> = {
  'mining.mind': mining,
  'sales.ops': ops,
  'category.positioning': positioning,
  cro,
  cmo,
  'chief.staff': staff,
  'customer.success': success,
  'legal.exec': legal,
  viewer: [],
};

/** Fewest lines of each list, however many tasks there are. */
const fewest = 4;

export interface SweepOf {
  readonly role: Role;
  readonly limit: number;
  readonly applied: readonly Applied[];
}

/** What a role should see at the start of a session (§4.1): its duties, what went wrong, what to look at, what to carry out. */
export function sweepView(reader: Reader, { role, limit, applied }: SweepOf, context: Viewing) {
  const sweeping: Sweeping = { reader, role, context, limit };
  const tasks = sweepTasks(sweeping);
  const room = Math.max(fewest, limit - tasks.length);
  const found = watched(sweeping);
  const watch = found.slice(0, room);
  const intents = intentLines({ ...sweeping, limit: Math.max(fewest, room - watch.length) });
  const left = {
    tasks: reader.taskCount(role, context.now).open - tasks.length,
    watch: found.length - watch.length,
    intents: reader.intentCount(role) - intents.length,
    applied: Math.max(0, applied.length - limit),
  };
  const more = Object.fromEntries(Object.entries(left).filter(([, n]) => n > 0));
  return {
    tasks,
    alerts: alertLines(sweeping),
    watch,
    intents,
    applied: mostTelling(applied, limit),
    ...(Object.keys(more).length > 0 ? { left_out: more } : {}),
  };
}

/** What befell accounts before what recurs at the desk, where there is no room for all; told in the order of falling due. */
function mostTelling(applied: readonly Applied[], limit: number): readonly Applied[] {
  const [own, desk] = [applied.filter((each) => each.account), applied.filter((each) => !each.account)];
  const shown = new Set([...own, ...desk].slice(0, limit));
  return applied.filter((each) => shown.has(each));
}

/** Each topic in turn, so that a long one leaves room for the others; no line twice. */
function watched(sweeping: Sweeping): readonly Watch[] {
  const lists = topics[sweeping.role].map((topic) => topic(sweeping));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const lines = Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list[n] ?? [])).flat();
  const seen = new Set<string>();
  return lines.filter((line) => {
    const key = JSON.stringify([line.kind, line.account, line.contact, line.summary]);
    return !seen.has(key) && seen.add(key);
  });
}
