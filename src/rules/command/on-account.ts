import type { Refusal } from '../vocabulary/refusal.ts';
import { type AccountRef, accountKey } from './account-ref.ts';
import type { Context } from './context.ts';
import { type InputReader, inputReader } from './input-reader.ts';
import type { Keys } from './world.ts';

/** Reads a call on one account: the account first, then the input, of which the first fault is the answer. */
export function onAccount<Input>(
  account: AccountRef,
  context: Context,
  input: (read: InputReader) => Input,
): { readonly keys: Keys; readonly input: Input } | Refusal {
  const key = accountKey(account);
  if ('refused' in key) return key;
  const read = inputReader(context);
  const found = input(read);
  return read.refusal ?? { keys: { account: key.key }, input: found };
}
