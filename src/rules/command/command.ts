/** The form of a command: its arguments, the state that it is loaded with, its decision. */

import type { AccountState } from '../aggregates/account.ts';
import type { RefusedAsk } from '../aggregates/refused.ts';
import type { Check } from '../vocabulary/check.ts';
import type { Refusal, RefusedMail } from '../vocabulary/refusal.ts';
import type { Context } from './context.ts';
import type { Keys, World } from './world.ts';

export interface Decided<Extra> {
  readonly outcome: string;
  readonly summary: string;
  readonly checks: readonly Check[];
  readonly extra: Extra;
  /** Mails that got no permit beside those that did. */
  readonly mails?: readonly RefusedMail[];
}

/** One act of the SOP: the keys of the state that it needs, and its decision. */
export interface Command<Args, Input, Extra extends object> {
  readonly name: string;
  readonly clause: string;
  prepare(args: Args, context: Context): { readonly keys: Keys; readonly input: Input } | Refusal;
  decide(input: Input, world: World, context: Context): Decided<Extra> | Refusal;
  /** Effects of a refused call: suppressions of addresses and profiles (L13), a withholding (Y2). */
  despite?(input: Input, world: World): void;
  /** The record of a refused call on an account: ids and choices, no personal data. */
  asked?(input: Input, state: AccountState): RefusedAsk;
}
