import type { Acted, Caller, Ledger, Reader } from '../../ledger/port/ledger.ts';
import type { Command } from '../../rules/command/command.ts';
import type { Moment } from '../../rules/command/context.ts';
import { room } from '../../rules/vocabulary/limits.ts';
import { type Refusal, refuse } from '../../rules/vocabulary/refusal.ts';
import { viewTask } from '../../views/lists.ts';
import type { TaskView } from '../../views/shared.ts';
import { textSource } from './csv-table.ts';
import { importRows } from './import-rows.ts';
import { openListFile, type Wanted } from './open-list.ts';
import { count, isSimplyTaken, noCounts, readingOf, rowText } from './report.ts';
import type { RowReport } from './row-report.ts';

/** A list that came as text, and what became of it. */
export interface TakenList {
  readonly read: ReturnType<typeof readingOf>;
  readonly counts: ReturnType<typeof noCounts>;
  /** The rows that were not simply taken, as many as fit. */
  readonly rows: readonly RowReport[];
  readonly left: number;
  readonly opened: readonly TaskView[];
  readonly closed: readonly TaskView[];
  readonly policy: { readonly version: string; readonly status: string };
  /** The ids that a trial gave out. */
  readonly born: ReadonlySet<string>;
  /** The reason why it ended before its last row. */
  readonly stopped?: Refusal;
}

/** The most tasks that are told. */
const tasksTold = 15;

/** A command that does nothing itself: the rows of a list act; under its name the answer to a repeated call is kept. */
export const keepList: Command<object, null, object> = {
  name: 'import_list',
  clause: '3.1',
  prepare: () => ({ keys: {}, input: null }),
  decide: () => ({ outcome: 'done', summary: '', checks: [], extra: {} }),
};

/** Takes a list in, row by row, under the role's own rights; a trial does so on a copy that is thrown away. */
export async function takeList(
  text: string,
  wanted: Wanted,
  { role, client, principal, key, ledger, isTrial }: Caller & { readonly ledger: Ledger; readonly isTrial: boolean },
): Promise<TakenList | Refusal> {
  const { policy, today } = await ledger.read((_, moment) => moment);
  const opened = await openListFile(
    textSource(text),
    wanted,
    { file: 'the list', written: today, today },
    policy.adoption,
  );
  if ('problem' in opened) return refuse('INVALID_INPUT', { clause: '3.1', found: opened.problem, next: opened.next });
  const { list, table } = opened;
  const store = isTrial ? await ledger.dryRun() : ledger;
  const told = new Told();
  const born = new Set<string>();
  try {
    const stopped = await importRows(table.rows(), {
      list,
      role,
      client,
      principal,
      key,
      together: (caller, run) => store.together(caller, run),
      onRows: (reports) => told.rows(reports),
      onActed: (acted, reader, moment) => {
        told.acted(acted, reader, moment);
        if (isTrial) for (const id of acted.born()) born.add(id);
      },
    });
    if (stopped && told.counts.rows === 0) return stopped;
    return {
      read: readingOf(list, table),
      ...told.whole(),
      policy: { version: policy.version, status: policy.status },
      born,
      ...(stopped ? { stopped } : {}),
    };
  } finally {
    if (store !== ledger) await store.close();
  }
}

/** The report on the rows, built as they come. */
class Told {
  readonly counts = noCounts();
  readonly #rows: RowReport[] = [];
  readonly #opened = new Map<string, TaskView>();
  readonly #closed = new Map<string, TaskView>();
  #used = 0;
  #left = 0;

  rows(reports: readonly RowReport[]): void {
    count(this.counts, reports);
    for (const report of reports.filter((each) => !isSimplyTaken(each))) {
      this.#used += Math.max(JSON.stringify(report).length, rowText(report).length) + 1;
      if (this.#used > room.importedRows) this.#left += 1;
      else this.#rows.push(report);
    }
  }

  /** A task that one row opened and a later one closed is neither: in a dry run it has no id either. */
  acted({ opened, closed }: Acted<object>, reader: Reader, moment: Moment): void {
    for (const task of opened) this.#opened.set(task.task.id, viewTask(task, reader, moment));
    for (const task of closed)
      if (!this.#opened.delete(task.task.id)) this.#closed.set(task.task.id, viewTask(task, reader, moment));
  }

  whole() {
    const opened = [...this.#opened.values()];
    const closed = [...this.#closed.values()];
    return {
      counts: this.counts,
      rows: this.#rows,
      left: this.#left,
      opened: opened.slice(0, tasksTold),
      closed: closed.slice(0, tasksTold),
    };
  }
}
