import { noNotices } from '../aggregates/notices.ts';
import type { Command } from '../command/command.ts';
import { addHours } from '../time/time.ts';

export interface ClaimArgs {
  /** Names this attempt. */
  readonly claim: string;
  /** Keys of all notices that might be told now. */
  readonly keys: readonly string[];
  /** Keys of those to tell, and of those that a sweep has shown and that may be news again. */
  readonly standing: readonly string[];
  /** How many of them one message holds. */
  readonly most: number;
}

/** Takes what nobody has told, and nobody else is telling. A claim that nothing came of lapses as a taken intent does (M1). */
export const claimNotices: Command<ClaimArgs, ClaimArgs, { readonly claimed: readonly string[] }> = {
  name: 'notify',
  clause: '4.4',
  prepare: (args) => ({ keys: {}, input: args }),
  decide({ claim, keys, standing, most }, { desk }, { policy, now, today }) {
    const { told, claims } = desk.state.notices ?? noNotices;
    const lapsed = claims.filter(({ at }) => addHours(at, policy.claim_minutes.value / 60) <= now);
    const held = claims.filter((each) => !lapsed.includes(each)).flatMap((each) => each.keys);
    const claimed = keys.filter((key) => !told.includes(key) && !held.includes(key)).slice(0, most);
    if (claimed.length > 0)
      desk.emit({
        type: 'notices_claimed',
        claim,
        keys: claimed,
        // A digest comes once a day, though all of it was done meanwhile.
        over: told.filter((key) => !standing.includes(key) && !key.endsWith(`:${today}`)),
        lapsed: lapsed.map((each) => each.claim),
      });
    return { outcome: 'done', summary: `${claimed.length} notices claimed`, checks: [], extra: { claimed } };
  },
};

export interface NoticesConfirmArgs {
  readonly claim: string;
  readonly result: 'told' | 'failed';
}

/** Records which notices were sent; a notice that could not be sent is sent next time. */
export const confirmNotices: Command<NoticesConfirmArgs, NoticesConfirmArgs, object> = {
  name: 'notify',
  clause: '4.4',
  prepare: (args) => ({ keys: {}, input: args }),
  decide({ claim, result }, { desk }) {
    const isMine = desk.state.notices?.claims.some((each) => each.claim === claim) ?? false;
    if (isMine) desk.emit({ type: result === 'told' ? 'notices_told' : 'notices_failed', claim });
    return { outcome: 'done', summary: `notices ${result}`, checks: [], extra: {} };
  },
};
