import { z } from 'zod';
import { stages } from '../vocabulary/stages.ts';
import { count, source, valued } from './source.ts';

const share = valued(z.number().gt(0).max(1));

/** M4: from how many mails a rate is looked at, over how many days. */
const Rates = z.strictObject({
  days: valued(z.int().min(1)),
  bounce_pause: share,
  bounce_floor: count,
  complaint_tell: share,
  complaint_pause: share,
  complaint_floor: count,
});

/** How mails go out: permits, caps, rates (M1, M3, M4, M6). */
export const Sending = z.strictObject({
  permit_minutes: valued(z.int().min(1)),
  /** Mails a day by week from the warm-up date; the last goes on. */
  daily_cap: z.strictObject({ value: z.array(z.int().min(1)).min(1), ...source }),
  /** Mails of the day's cap that sequences leave free. */
  direct_reserve: count,
  most_at_once: count,
  /** Signals by which somebody asked, so that they may be written to freely. */
  direct_signals: valued(z.array(z.string())),
  direct_stages: valued(z.array(z.enum(stages))),
  rates: Rates,
});
