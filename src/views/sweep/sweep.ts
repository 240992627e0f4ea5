/** The sweep of each role at the start of a session, one file a role. */

import type { Reader } from '../../ledger/port/ledger.ts';
import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { Brought } from '../../rules/reactions/brought.ts';
import { room as rooms } from '../../rules/vocabulary/limits.ts';
import type { Refusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { bounded, most } from '../bounds.ts';
import type { Due } from '../lists.ts';
import { alertLines } from './alerts.ts';
import { positioning } from './category-positioning.ts';
import { staff } from './chief-staff.ts';
import { cmo } from './cmo.ts';
import { cro } from './cro.ts';
import { success } from './customer-success.ts';
import { intentLines } from './intents.ts';
import { legal } from './legal-exec.ts';
import { mining } from './mining-mind.ts';
import type { Hand } from './own-hand.ts';
import { ops } from './sales-ops.ts';
import { sweepTasks } from './tasks.ts';
import type { Alert, Sweeping, Topic, Watch } from './watch.ts';

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

/** Lines of each topic that are looked at, so that the totals are true however few are shown. */
const looked = 100;

/** As many rows as a sweep may be asked for. */
const mostRows = 100;

export interface SweepOf {
  readonly role: Role;
  readonly limit: number;
  readonly brought: Brought;
  /** Due timers that the next acting role will apply, shown to a role that only reads (T6). */
  readonly due?: readonly Due[];
  /** S-1: thresholds that nobody supplied are said once a month. */
  readonly saysUnset?: boolean;
  /** L16: the reason why the connection is viewer and not the role that it asked for. */
  readonly denied?: Refusal;
  readonly hand?: Hand | undefined;
}

/** The sweep of a role at the start of a session (§4.1): its tasks, alerts, things to watch, intents to carry out. */
export function sweepView(
  reader: Reader,
  { role, limit, brought, due = [], saysUnset = true, denied, hand }: SweepOf,
  context: Moment,
) {
  const sweeping: Sweeping = { reader, role, context, limit, saysUnset, hand };
  const found = sweepTasks(sweeping);
  const room = Math.max(fewest, limit - found.tasks.length);
  const watch = [...due, ...watched({ ...sweeping, limit: Math.max(limit, looked) })];
  const alerts = [...(denied ? [withoutKey(denied)] : []), ...alertLines(sweeping)];
  const { open, overdue } = reader.taskCount(role, context.now);
  const totals = {
    tasks: open,
    overdue,
    alerts: alerts.length,
    watch: watch.length,
    intents: reader.intentCount(role),
  };
  const beside = bounded(
    {
      ...(found.dossiers.length > 0 ? { dossiers: found.dossiers } : {}),
      alerts,
      watch: watch.slice(0, room + due.length),
      intents: intentLines({ ...sweeping, limit: Math.max(fewest, room - watch.length) }),
      applied: mostTelling(brought.first, limit),
    },
    rooms.besideTasks,
  );
  const { tasks } = bounded({ tasks: found.tasks }, most - rooms.besideTasks - 1000);
  const left = {
    tasks: totals.tasks - tasks.length,
    alerts: totals.alerts - beside.alerts.length,
    watch: totals.watch - beside.watch.length,
    intents: totals.intents - beside.intents.length,
    applied: brought.count - beside.applied.length,
  };
  const more = Object.fromEntries(Object.entries(left).filter(([, n]) => n > 0));
  const cursor = left.tasks > 0 ? found.cursorAfter(tasks.length) : undefined;
  return {
    totals,
    tasks,
    ...beside,
    ...(Object.keys(more).length > 0 ? { left_out: more } : {}),
    ...wayToRest(left, limit),
    ...(cursor ? { next: `ladder://tasks/${role}?cursor=${cursor}`, next_cursor: cursor } : {}),
  };
}

/** How rows that have no pages of their own are reached. */
function wayToRest(left: Readonly<Record<'alerts' | 'watch' | 'intents', number>>, limit: number) {
  const lists = (['alerts', 'watch', 'intents'] as const).filter((each) => left[each] > 0);
  if (lists.length === 0) return {};
  const larger = limit < mostRows ? `with \`limit\` ${mostRows}, and ` : '';
  return { rest: `session_sweep ${larger}once these are done shows more ${lists.join(' and ')}` };
}

function withoutKey({ found, next }: Refusal): Alert {
  return { kind: 'role_key', clause: '4.3', summary: `You are viewer: ${found}. Next: ${next}` };
}

/** Timers of accounts before those of the desk, where there is no room for all; told in the order of falling due. */
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
