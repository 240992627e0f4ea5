import type { Instant } from '../../rules/time/time.ts';

export interface PostRow {
  readonly seq: number;
  readonly stream: string;
  readonly at: Instant;
  readonly text: string;
}
