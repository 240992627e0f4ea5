import type { Reader } from '../../ledger/port/ledger.ts';
import type { Moment } from '../../rules/command/context.ts';
import type { CsvRow } from './csv-table.ts';
import type { Mapped } from './map-columns.ts';

/** A list as its header describes it. */
export interface List extends Mapped {
  /** The file's name, as evidence. */
  readonly file: string;
  /** The header row's cells. */
  readonly header: readonly string[];
  /** The day the file was written: what it says is as old. */
  readonly written: string;
  /** The day that the caller says the list is of (G-3). */
  readonly as_of?: string | undefined;
  /** Values for rows without a cell of their own, by field. */
  readonly constants: ReadonlyMap<string, string>;
}

export interface LeftOutCell {
  readonly field: string;
  readonly given: string;
  readonly wanted: string;
}

/** One row under its headers. */
export interface RowReading {
  readonly list: List;
  readonly row: CsvRow;
  readonly reader: Reader;
  readonly moment: Moment;
  text(field: string): string | undefined;
}

export function originOf({ vendor, file }: Pick<List, 'vendor' | 'file'>): string {
  return vendor === 'list' ? file : `${vendor} export`;
}
