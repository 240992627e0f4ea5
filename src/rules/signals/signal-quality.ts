import type { Context } from '../command/context.ts';
import type { Quality } from '../vocabulary/signal-catalogue.ts';
import type { SignalInput } from '../vocabulary/signal-types.ts';
import { kindOf } from './signal-kind.ts';

/** §3.2.1, A4: the quality of a note by its type. Likes are counted elsewhere, E9 is checked against its piece. */
export function quality(signal: SignalInput, context: Pick<Context, 'policy'>): Quality {
  return kindOf(signal.type, context.policy).quality(signal, context.policy.engagement.topics.value);
}
