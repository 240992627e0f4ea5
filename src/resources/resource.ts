import type { Ledger, Reader } from '../ledger/port/ledger.ts';
import type { Library } from '../library/library.ts';
import type { Moment } from '../rules/command/context.ts';
import type { Refusal } from '../rules/vocabulary/refusal.ts';
import type { Shadows } from '../views/simulation/shadow.ts';

/** The sources of a resource: one consistent state of the ledger, and the texts that ship with the program. */
export interface Scope {
  readonly reader: Reader;
  readonly moment: Moment;
  readonly library: Library;
  /** Results of earlier readings, where the resource has them. */
  readonly ahead?: Ahead | undefined;
}

/** Results that take more than one reading of the ledger. */
export interface Ahead {
  readonly shadows: Shadows;
}

/** The place at which a list goes on: the `cursor` of an address. */
export interface Paged {
  readonly cursor?: string | undefined;
  /** Variables of the address beside its format and its cursor, each as often as it is given; empty where there are none. */
  readonly asked?: UriVariables | undefined;
}

export type UriVariables = Readonly<Record<string, readonly string[]>>;

export interface Seen {
  readonly data: Readonly<Record<string, unknown>>;
  readonly markdown: string;
}

export interface Member {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
}

type Chosen = Readonly<Record<string, string>>;

/** One address, or a family of them, whose variables are read as one text with slashes between. Every one reads as markdown or, with `?format=json`, as data. */
export interface Resource {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `ladder://accounts/{domain}/timeline` */
  readonly uri: string;
  /** Members of a family, for listing. Bounded. */
  members?(scope: Scope): readonly Member[];
  /** Variables that an address may have beside its format and its cursor. */
  readonly takes?: readonly string[];
  /** Values of a variable that begin with what was typed; `chosen` holds those of the others. Bounded. */
  complete?(typed: string, scope: Scope, variable: string, chosen?: Chosen): readonly string[];
  /** The resource is cut by a cursor of its own; the others, where they are long, at a line or a row. */
  readonly pages?: true;
  /** Takes the readings that one state of the ledger can't answer. */
  ahead?(ledger: Pick<Ledger, 'read'>): Promise<Ahead>;
  read(variable: string, scope: Scope, paged?: Paged): Seen | Refusal;
}

export function resource(definition: Resource): Resource {
  return Object.freeze(definition);
}
