import type { Value } from '../projections/tables.ts';

export type Named = Readonly<Record<string, Value>>;

export type State = { readonly state: string };
