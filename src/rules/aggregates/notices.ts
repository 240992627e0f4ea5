import type { Instant } from '../time/time.ts';

/** Notices of due tasks told outside, and the process that tells now; only of tasks that may still be told. */
export interface Notices {
  readonly told: readonly string[];
  readonly claims: readonly { readonly claim: string; readonly keys: readonly string[]; readonly at: Instant }[];
}

/** Notices are claimed before they are sent, so that of two processes one tells them. */
export type NoticesEvent =
  | {
      readonly type: 'notices_claimed';
      readonly claim: string;
      readonly keys: readonly string[];
      /** Told before, and over by now. */
      readonly over: readonly string[];
      /** Claims of processes that never said what came of it. */
      readonly lapsed: readonly string[];
    }
  | { readonly type: 'notices_told'; readonly claim: string }
  | { readonly type: 'notices_failed'; readonly claim: string };

export const noNotices: Notices = { told: [], claims: [] };

export function evolveNotices(state: Notices | undefined, event: NoticesEvent, at: Instant): Notices {
  const { told, claims } = state ?? noNotices;
  switch (event.type) {
    case 'notices_claimed': {
      const { claim, keys, over, lapsed } = event;
      const open = claims.filter((each) => !lapsed.includes(each.claim));
      return { told: told.filter((key) => !over.includes(key)), claims: [...open, { claim, keys, at }] };
    }
    case 'notices_told': {
      const keys = claims.find(({ claim }) => claim === event.claim)?.keys ?? [];
      return { told: [...new Set([...told, ...keys])], claims: claims.filter(({ claim }) => claim !== event.claim) };
    }
    case 'notices_failed':
      return { told, claims: claims.filter(({ claim }) => claim !== event.claim) };
    default:
      return event satisfies never;
  }
}
