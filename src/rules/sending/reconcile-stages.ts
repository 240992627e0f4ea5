import { type Discrepancy, type ReportingSystem, reportingSystems } from '../aggregates/desk.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, DeskDraft, PersonAt, PersonKey } from '../command/world.ts';
import { stageNamed } from '../ladder/stage-named.ts';
import { personKey } from '../suppression/person-ref.ts';
import { done } from '../tasks/closing.ts';
import { invalid } from '../vocabulary/refusal.ts';
import type { Stage } from '../vocabulary/stages.ts';

interface Reported {
  readonly contact: string;
  readonly stage: string;
}

export type StagesArgs = { readonly [System in ReportingSystem]?: readonly Reported[] | undefined };

/** One stage as a system reports it. */
interface ReportedStage {
  readonly system: ReportingSystem;
  readonly contact: string;
  /** Null for a name that can't be read. */
  readonly key: PersonKey | null;
  readonly given: string;
  /** Null for a stage that no alias knows. */
  readonly stage: Stage | null;
}

interface Compared {
  readonly discrepancies: readonly (Omit<Discrepancy, 'account'> & {
    readonly account: string;
    readonly ladder: Stage;
  })[];
  readonly unknown: readonly ({ readonly contact: string } | { readonly stage: string })[];
}

/** §5.5, M5: the stages that Apollo and Monday report against the ladder; a difference stands until a report agrees. */
export const reconcileStages: Command<StagesArgs, readonly ReportedStage[], Compared> = {
  name: 'reconcile_stages',
  clause: '5.5',
  prepare(args, context) {
    if (args.apollo === undefined && args.monday === undefined)
      return invalid('apollo', undefined, 'the stages that Apollo or Monday reports; `[]` where it has none');
    const rows = reportingSystems.flatMap((system) =>
      (args[system] ?? []).map(({ contact, stage }): ReportedStage => {
        const read = personKey(contact, context);
        const key = 'refused' in read ? null : read.key;
        return { system, contact, key, given: stage, stage: stageNamed(stage, context.policy) ?? null };
      }),
    );
    return { keys: { people: rows.flatMap(({ key }) => (key ? [key] : [])) }, input: rows };
  },
  decide(rows, { people, desk }, context) {
    const found = placed(rows, people);
    const standing = compare(found, desk);
    closeDuty(desk, context);
    const named = new Map(found.flatMap(({ at }) => (at ? [[at.contact, at] as const] : [])));
    const discrepancies = standing.flatMap(({ account: _id, ...each }) => {
      const at = named.get(each.contact);
      return at ? [{ ...each, account: at.domain, ladder: at.home.state.stage }] : [];
    });
    const unknown = found.flatMap(({ at, contact, stage, given }) => [
      ...(at ? [] : [{ contact }]),
      ...(stage === null ? [{ stage: given }] : []),
    ]);
    const differ = `${discrepancies.length} ${discrepancies.length === 1 ? 'contact differs' : 'contacts differ'}`;
    const lost = unknown.length === 0 ? '' : ` ${unknown.length} names or stages are unknown.`;
    return {
      outcome: 'done',
      summary: `${rows.length} reported stages are compared with the ladder: ${differ}.${lost}`,
      checks: [],
      extra: { discrepancies, unknown },
    };
  },
};

/** The rows with the contacts they name. */
function placed(rows: readonly ReportedStage[], people: readonly (PersonAt | null)[]) {
  const rest = [...people];
  return rows.map((row) => ({ ...row, at: row.key ? (rest.shift() ?? null) : null }));
}

/** Records where the rows differ; a system's earlier report of a contact stands where it gives no new one. */
function compare(rows: ReturnType<typeof placed>, desk: DeskDraft): readonly Discrepancy[] {
  const before = desk.state.discrepancies ?? [];
  const known = new Map(before.map((each) => [each.contact, each]));
  for (const { system, stage, at } of rows) {
    if (!at || stage === null) continue;
    const { contact, account } = at;
    const last: Discrepancy = known.get(contact) ?? { contact, account };
    const { [system]: _was, ...others } = last;
    const rest: Discrepancy = others;
    const differs = stage !== at.home.state.stage;
    if (differs) known.set(contact, { ...rest, account, [system]: stage });
    else if (rest.apollo === undefined && rest.monday === undefined) known.delete(contact);
    else known.set(contact, { ...rest, account });
  }
  const after = [...known.values()];
  if (JSON.stringify(after) !== JSON.stringify(before)) desk.emit({ type: 'stages_compared', discrepancies: after });
  return after;
}

/** M5: a discrepancy ends once the ladder itself reaches the reported stage. */
export function dropAgreed({ state, before }: AccountDraft, desk: DeskDraft): void {
  const { id, stage } = state;
  const known = desk.state.discrepancies ?? [];
  if (before?.stage === stage || known.every(({ account }) => account !== id)) return;
  const discrepancies = known.flatMap((each) => {
    if (each.account !== id) return [each];
    const left = reportingSystems.filter((system) => each[system] !== undefined && each[system] !== stage);
    const reported = left.map((system) => [system, each[system]] as const);
    return left.length === 0 ? [] : [{ contact: each.contact, account: id, ...Object.fromEntries(reported) }];
  });
  if (JSON.stringify(discrepancies) !== JSON.stringify(known)) desk.emit({ type: 'stages_compared', discrepancies });
}

/** S-1: closes the task of the day. */
function closeDuty(desk: DeskDraft, { role }: Context): void {
  for (const { id, kind, role: owner, closed_at } of desk.state.tasks)
    if (kind === 'reconcile_stages' && owner === role && closed_at === undefined)
      desk.emit({ type: 'task_closed', task: id, ...done('the stages were compared') });
}
