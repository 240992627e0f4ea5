import { z } from 'zod';
import { everySignalType } from '../vocabulary/signal-types.ts';
import { count, valued } from './source.ts';

/** W7, W9: signals and replies that reports count. */
export const Reports = z.strictObject({
  marketing_signals: valued(z.array(z.enum(everySignalType))),
  positive_replies: valued(z.array(z.int().min(1).max(10))),
});

/** One of a kind for each trigger of section 9. */
const each = <T extends z.ZodType>(kind: T) => ({
  mqls_per_week: kind,
  active_sqls: kind,
  emails_per_day: kind,
  contacts_in_pipeline: kind,
  sequence_types: kind,
  clients: kind,
});

/** Section 9: figures above which the house has to change. */
export const Scaling = z.strictObject({
  mqls_per_week: count,
  active_sqls: count,
  emails_per_day: count,
  contacts_in_pipeline: count,
  sequence_types: count,
  clients: count,
  /** Roles that have to see to the change, by the names of the SOP. */
  owners: valued(z.strictObject(each(z.array(z.string().min(1)).min(1)))),
  changes: valued(z.strictObject(each(z.string().min(1)))),
});

/** 6.3, P3. */
export const Calibration = z.strictObject({
  follow_up_days: count,
  min_cases: count,
  prior_strength: count,
  alpha: valued(z.number().min(0).max(1)),
  suggestive_at: valued(z.number().min(0).max(1)),
});
