import type { CopyEvent } from '../aggregates/copy.ts';
import type { Pending } from '../command/draft.ts';
import type { AccountDraft } from '../command/world.ts';
import type { Instant } from '../time/time.ts';
import { runningEnrolments, standsOn, versionsAhead } from './standing.ts';

/** A change that a flag made to a version (I1). A version that retires because a newer one was loaded is none. */
export interface VersionNews {
  readonly version: string;
  /** Empty where nothing tells which. */
  readonly flag: string;
  readonly as: 'flagged' | 'resolved' | 'retired' | 'lapsed';
  readonly at: Instant;
}

export function versionNews(pending: readonly Pending<CopyEvent>[]): readonly VersionNews[] {
  return pending.flatMap(({ event, at }): readonly VersionNews[] => {
    switch (event.type) {
      case 'content_flagged':
        return [{ version: event.flag.template, flag: event.flag.id, as: 'flagged', at }];
      case 'flag_resolved': {
        if (event.lapsed) return [];
        const as = event.decision === 'reject' ? 'retired' : 'resolved';
        return [{ version: event.template, flag: event.flag, as, at }];
      }
      case 'template_retired':
        return event.lapsed ? [{ version: event.template, flag: event.flag ?? '', as: 'lapsed', at }] : [];
      default:
        return [];
    }
  });
}

/** Versions that are not to be sent any more, and since when. */
export type VersionsOver = ReadonlyMap<string, { readonly as: 'retired' | 'rejected'; readonly at: Instant }>;

/** Versions that retired, for whatever reason, or were rejected. */
export function versionsOver(pending: readonly Pending<CopyEvent>[]): VersionsOver {
  return new Map(
    pending.flatMap(({ event, at }) => {
      if (event.type === 'flag_resolved' && event.lapsed) return [];
      const as = event.type === 'template_retired' ? 'retired' : 'state' in event ? event.state : null;
      return 'template' in event && typeof event.template === 'string' && (as === 'retired' || as === 'rejected')
        ? [[event.template, { as, at }] as const]
        : [];
    }),
  );
}

/**
 * I1: a flag pauses the enrolments that stand on a version, and ends them where it retires that. Who got a mail that
 * drifted waits for the decision, whichever it is, and ends where none comes in time.
 */
export function followVersion(draft: AccountDraft, { version, flag, as, at }: VersionNews): void {
  for (const each of runningEnrolments(draft.state)) {
    if (!standsOn(each, version)) continue;
    const enrolment = each.id;
    const isAhead = versionsAhead(each).includes(version);
    const isHeld = each.holds.some(({ why, ref }) => why === 'flag' && ref === flag);
    if (as === 'lapsed' || (as === 'retired' && isAhead)) {
      const because =
        as === 'lapsed' ? `nobody resolved the flag on ${version}` : `${version} was retired by the flag ${flag}`;
      draft.emit({ type: 'enrolment_over', enrolment, as: 'ended', because }, at);
    } else if (as === 'flagged') {
      if (!isAhead) continue;
      const because = `${version} is flagged (${flag})`;
      draft.emit({ type: 'enrolment_held', enrolment, hold: { why: 'flag', ref: flag, version, because } }, at);
    } else if (isHeld) {
      const because = `the flag on ${version} is ${as === 'resolved' ? as : 'decided'}`;
      draft.emit({ type: 'enrolment_released', enrolment, why: 'flag', ref: flag, because }, at);
    }
  }
}
