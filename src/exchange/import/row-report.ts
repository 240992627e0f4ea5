import { z } from 'zod';
import type { Acted, Work } from '../../ledger/port/ledger.ts';
import type { FactInput } from '../../rules/accounts/facts.ts';
import type { Command } from '../../rules/command/command.ts';
import { isRefusal, type Refusal } from '../../rules/vocabulary/refusal.ts';
import type { CsvRow } from './csv-table.ts';
import type { LeftOutCell } from './import-list.ts';
import { differsText, type OnFileDifference } from './on-file-differences.ts';
import type { RowCommand } from './row-to-command.ts';

/** One row and what became of it. */
export interface RowReport {
  readonly row: number;
  readonly outcome: 'taken' | 'duplicate' | 'refused' | 'unmatched';
  /** The account it went to. */
  readonly account?: string;
  readonly code?: string;
  readonly field?: string;
  readonly because?: string;
  readonly wanted?: string;
  readonly left_out?: readonly LeftOutCell[];
  /** Values of the row that differ from those on file, which stand. */
  readonly differs?: readonly OnFileDifference[];
  /** Accounts of nearly the same name (A1). */
  readonly near?: readonly string[];
  /** The reason why the row's person is never written to: the column that says so, or the person they were tied to. */
  readonly suppressed?: string;
}

const outcomes: Readonly<Record<string, RowReport['outcome']>> = {
  created: 'taken',
  updated: 'taken',
  recorded: 'taken',
  insufficient: 'taken',
  exists: 'duplicate',
  duplicate: 'duplicate',
  unmatched: 'unmatched',
  waiting: 'unmatched',
};

export interface Done {
  readonly outcome: string;
  readonly account: string | undefined;
  readonly near: readonly string[];
  readonly because?: string;
}

/** Runs a command as the caller's own. */
export type Run = <Args, Input, Extra extends object>(
  command: Command<Args, Input, Extra>,
  args: Args,
  provided?: Work<Args, Input, Extra, Done>['provided'],
) => Done | Refusal;

const Near = z.array(z.looseObject({ domain: z.string() }));

export function doneOf({ outcome, account, extra }: Acted<object>): Done {
  const near = 'near' in extra ? (Near.safeParse(extra.near).data ?? []) : [];
  const because = 'because' in extra && typeof extra.because === 'string' ? { because: extra.because } : {};
  return { outcome, account: account?.state.domain, near: near.map(({ domain }) => domain), ...because };
}

/** G-3: a list's guess at a day is no date. */
export function asDated<Args extends { readonly facts?: readonly FactInput[] | undefined }>(
  args: Args,
  undated: boolean,
) {
  return undated ? { ...args, facts: args.facts?.map((fact) => ({ ...fact, undated: true as const })) } : args;
}

type Aside = Pick<Extract<RowCommand, { readonly ask: 'save_account' | 'file_signal_note' }>, 'leftOut' | 'differs'>;

export const nothingAside: Aside = { leftOut: [], differs: [] };

export function reportOf({ row }: CsvRow, done: Done | Refusal, { leftOut, differs }: Aside): RowReport {
  const aside = {
    ...(leftOut.length > 0 ? { left_out: leftOut } : {}),
    ...(differs.length > 0 ? { differs } : {}),
  };
  if (isRefusal(done)) {
    const field = /^`([^`]+)`/.exec(done.found)?.[1];
    const { code, found, next } = done;
    return { row, outcome: 'refused', code, ...(field ? { field } : {}), because: found, wanted: next, ...aside };
  }
  const outcome = outcomes[done.outcome];
  if (!outcome) throw new Error(`an import met the outcome ${done.outcome}`);
  const account = done.account ? { account: done.account } : {};
  // A7: a duplicate says nothing new.
  if (outcome === 'duplicate' && differs.length > 0)
    return { row, outcome: 'refused', ...account, because: differsText(differs), wanted: toCorrect, ...aside };
  return { row, outcome, ...account, ...aside, ...(done.near.length > 0 ? { near: done.near } : {}) };
}

const toCorrect = 'sales.ops moves or corrects the contact with save_account, if the row is right';
