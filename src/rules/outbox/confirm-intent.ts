import type { Command } from '../command/command.ts';
import { reading } from '../command/input-reader.ts';
import { refuse } from '../vocabulary/refusal.ts';
import { noSuchIntent, notTheirs, ownerOf, settledAlready } from './intent-owner.ts';

export interface ConfirmArgs {
  readonly intent: string;
  readonly result: 'done' | 'failed' | 'unknown';
  readonly reference?: string | undefined;
}

/** §4.4: what came of it; a failure stands open again, an unknown outcome waits for a better word. */
export const confirmIntent: Command<ConfirmArgs, ConfirmArgs, { intent: string }> = {
  name: 'confirm_intent',
  clause: '4.4',
  prepare(args, context) {
    const read = reading(context);
    const reference = read.text('reference', args.reference, 'reference');
    const intent = args.intent.trim();
    return read.refusal ?? { keys: { owned: intent }, input: { intent, result: args.result, reference } };
  },
  decide({ intent: id, result, reference }, world, context) {
    const owner = ownerOf(id, world);
    if (!owner) return noSuchIntent();
    const { intent, draft, name } = owner;
    const refusal = notTheirs(intent, context) ?? settledAlready(intent);
    if (refusal) return refusal;
    if (!intent.claimed && !intent.settled)
      return refuse('RULE_REFUSED', {
        clause: '4.4',
        found: 'nobody has taken that intent',
        next: 'call take_intent before you act, so that it is done once',
      });
    draft.emit({ type: 'intent_settled', intent: id, result, ...(reference ? { reference } : {}) });
    const after = {
      done: 'done',
      failed: 'failed; it stands open again',
      unknown: 'of unknown outcome; look outside and confirm again',
    }[result];
    return { outcome: 'done', summary: `${intent.action} for ${name}: ${after}.`, checks: [], extra: { intent: id } };
  },
};
