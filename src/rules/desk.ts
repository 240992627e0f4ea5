import type { Instant } from './time.ts';

/** What waits for the day's post to the sales channel: one line an account (§4.2, ruling S-5). */
export interface DeskState {
  readonly batch: { readonly closes_at: Instant; readonly lines: readonly string[] } | null;
}

export type DeskEvent =
  | { readonly type: 'line_queued'; readonly line: string; readonly closes_at: Instant }
  | { readonly type: 'batch_posted'; readonly channel: string; readonly text: string; readonly lines: number };

export const emptyDesk: DeskState = { batch: null };

export function evolveDesk(state: DeskState | null, event: DeskEvent): DeskState {
  const desk = state ?? emptyDesk;
  switch (event.type) {
    case 'line_queued':
      return { batch: { closes_at: desk.batch?.closes_at ?? event.closes_at, lines: [...(desk.batch?.lines ?? []), event.line] } };
    case 'batch_posted':
      return { batch: null };
    default:
      return event satisfies never;
  }
}
