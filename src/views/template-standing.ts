import type { Reader } from '../ledger/port/ledger.ts';
import type { TemplateRecord } from '../ledger/port/records.ts';
import type { VersionText } from '../library/template-version.ts';
import type { CopyRequest } from '../rules/aggregates/copy.ts';
import type { Moment } from '../rules/command/context.ts';
import { firstActOf } from '../rules/command/first-act.ts';
import { isEnforced } from '../rules/command/separation.ts';
import { isOpen } from '../rules/tasks/tasks.ts';
import { sequenceRule } from '../rules/templates/flow.ts';
import { newerLive } from '../rules/templates/load-tasks.ts';
import { sampleChecks } from '../rules/templates/sample-mail.ts';
import type { Instant } from '../rules/time/time.ts';
import type { Check } from '../rules/vocabulary/check.ts';

/** The role that goes on with a version, by which tool, until when. */
interface NextHand {
  readonly role: string;
  readonly tool: string;
  readonly do: string;
  readonly due_at?: Instant;
}

/** The standing of a version, all in one: the next role, what stops it, what was said of it, how it came here. */
export interface TemplateStanding extends VersionText {
  readonly next?: NextHand;
  /** Checks that the draft fails on a sample. */
  readonly stopped_by?: readonly Check[];
  /** The feedback of the rejection. */
  readonly feedback?: string;
  readonly request?: string;
  readonly history?: readonly {
    readonly state: string;
    readonly at: Instant;
    readonly by: string;
    readonly because?: string;
  }[];
}

/** A version that the ledger holds. */
export function templateStanding(record: TemplateRecord, reader: Reader, moment: Moment): TemplateStanding {
  const { steps, drafted_at, drafted_by, ...version } = record;
  const rejected = steps.findLast(({ state }) => state === 'rejected');
  const stopped = record.state === 'draft' ? failing(record, reader, moment) : [];
  const next = nextHand(record, stopped, reader, moment);
  return {
    ...version,
    ...(next ? { next } : {}),
    ...(stopped.length > 0 ? { stopped_by: stopped } : {}),
    ...(rejected?.because ? { feedback: rejected.because } : {}),
    history: [
      { state: 'draft', at: drafted_at, by: drafted_by },
      ...steps.map(({ state, at, role: by, because }) => ({ state, at, by, ...(because ? { because } : {}) })),
    ],
  };
}

/** A sample that ships: copy is asked for, then drafted in these words or others. */
export function sampleStanding(version: VersionText, reader: Reader): TemplateStanding {
  const asked = requestFor(version, reader);
  const wanted = asked ? `draft ${asked.id} in its turn` : `ask for ${version.key}, then draft it`;
  return {
    ...version,
    next: {
      role: 'category.positioning',
      tool: asked ? 'draft_template' : 'request_template',
      do: `${wanted}, in these or other words: a sample is never sent`,
    },
  };
}

function requestFor({ sequence, touch }: VersionText, reader: Reader): CopyRequest | undefined {
  return reader.copy().requests.find((each) => each.sequence === sequence && each.touch === touch);
}

/** Checks that a draft fails on a sample. */
export function failing(
  { sequence, touch, subject, body, slots }: TemplateRecord,
  reader: Reader,
  moment: Moment,
): readonly Check[] {
  const rule = sequenceRule(sequence, moment);
  if (!rule) return [];
  const { checks } = sampleChecks({ touch, subject, body, slots }, rule.checked_as, {
    moment,
    namedIn: (text) => reader.namedIn(text, ''),
  });
  return checks.filter(({ verdict }) => verdict === 'fail');
}

function nextHand(record: TemplateRecord, stopped: readonly Check[], reader: Reader, moment: Moment): NextHand | null {
  const { id, key, version, state, request } = record;
  const task = reader.desk().tasks.find((each) => each.subject === id && isOpen(each));
  const by = (role: string, tool: string, what: string): NextHand => ({
    role,
    tool,
    do: what,
    ...(task ? { due_at: task.due_at } : {}),
  });
  switch (state) {
    case 'draft':
      return stopped.length > 0
        ? by('category.positioning', 'draft_template', `mend ${stopped.map(({ rule }) => rule).join(', ')} and submit`)
        : by('category.positioning', 'draft_template', 'submit the same bytes');
    case 'cmo_review':
      return by('cmo', 'review_template', `approve or reject ${id}, by its hash${notBy(id, 'cmo', reader, moment)}`);
    case 'cro_review':
      return by(
        'cro',
        'review_template',
        `answer GO or NO-GO for ${id}, by its hash${notBy(id, 'cro', reader, moment)}`,
      );
    case 'approved':
      return newerLive(reader.copy(), record) ? null : by('sales.ops', 'load_template', `load ${id}`);
    case 'paused':
      return flagHand(id, reader);
    case 'rejected':
      return reader.copy().keys[key]?.last === version
        ? by('category.positioning', 'draft_template', `draft it anew for ${request}, as the feedback asks`)
        : null;
    case 'retired':
      return isGone(record, reader)
        ? by(
            'category.positioning',
            'request_template',
            `ask for new copy of ${key}: no version of it is on its way or live`,
          )
        : null;
    case 'live':
      return null;
    default:
      return state satisfies never;
  }
}

/** Q3: the newest version retired, and nothing stands or is asked for in its place. */
function isGone(record: TemplateRecord, reader: Reader): boolean {
  const known = reader.copy().keys[record.key];
  return !requestFor(record, reader) && known?.last === record.version && known.held.length === 0;
}

/** L16: the writers of a version don't approve it, where the policy enforces that. */
function notBy(id: string, role: string, reader: Reader, { policy }: Moment): string {
  const first = firstActOf({ tool: 'review_template', subject: id, role }, undefined, reader);
  if (!first || first.by.length === 0 || !isEnforced(first.pair, policy)) return '';
  return `; not by ${first.by.join(' or ')}, who wrote it`;
}

/** I1: the role that answers the flag which holds a version. */
function flagHand(id: string, reader: Reader): NextHand | null {
  const flag = reader.copy().flags?.find(({ template }) => template === id);
  if (!flag) return null;
  return {
    role: flag.proposal ? 'cmo' : 'category.positioning',
    tool: 'resolve_flag',
    do: flag.proposal ? `decide on ${flag.id}` : `propose the correction for ${flag.id}; the cmo may reject at once`,
    due_at: flag.until,
  };
}
