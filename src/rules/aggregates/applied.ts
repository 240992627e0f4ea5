import type { Instant } from '../time/time.ts';

/** What time alone brought about: when it fell due, and when it was noticed (T6). */
export interface Applied {
  readonly kind: string;
  readonly account?: string;
  readonly due_at: Instant;
  readonly noticed_at: Instant;
}
