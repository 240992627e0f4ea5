import type { Command } from '../command/command.ts';
import { refuse } from '../vocabulary/refusal.ts';
import { isClaimed, lockedCopy, noSuchIntent, notTheirs, ownerOf, settledAlready } from './intent-owner.ts';

export interface TakeArgs {
  readonly intent: string;
}

interface Taken {
  readonly target: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly claim: string;
}

/** §4.4: takes one thing to do outside, so that nobody else does it too. A claim lapses after a while. */
export const takeIntent: Command<TakeArgs, TakeArgs, Taken> = {
  name: 'take_intent',
  clause: '4.4',
  prepare: ({ intent }) => ({ keys: { owned: intent.trim() }, input: { intent: intent.trim() } }),
  decide({ intent: id }, world, context) {
    const owner = ownerOf(id, world);
    if (!owner) return noSuchIntent();
    const { intent, draft, name } = owner;
    const refusal = notTheirs(intent, context) ?? settledAlready(intent) ?? lockedCopy(world);
    if (refusal) return refusal;
    if (intent.settled || isClaimed(intent, context)) {
      const since = intent.settled?.at ?? intent.claimed?.at;
      return refuse('CONFLICT', {
        clause: '4.4',
        found: `that intent is ${intent.settled ? 'of unknown outcome' : 'taken'} since ${since}`,
        next: intent.settled
          ? 'look whether it was done outside, then confirm_intent'
          : 'let whoever took it confirm it, or wait for the claim to lapse',
      });
    }
    const claim = `${id}@${context.now}`;
    draft.emit({ type: 'intent_claimed', intent: id, claim });
    const { target, action, payload } = intent;
    return {
      outcome: 'done',
      summary: `${action} for ${name} on ${target}: do it, then confirm_intent.`,
      checks: [],
      extra: { target, action, payload, claim },
    };
  },
};
