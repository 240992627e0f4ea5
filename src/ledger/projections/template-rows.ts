import type { CopyEvent } from '../../rules/aggregates/copy.ts';
import type { Instant } from '../../rules/time/time.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';
import { canonical } from '../events/canonical-json.ts';
import { type Row, row } from './tables.ts';

/** When, where and by whom an event was recorded. */
interface VersionStamp {
  readonly stream: string;
  readonly seq: number;
  readonly at: Instant;
  readonly by: Role;
  readonly principal: string | null;
}

type Drafted = Extract<CopyEvent, { readonly type: 'template_drafted' }>;

/** A version with its bytes. */
export function versionRow({ template }: Drafted, { stream, at, by }: VersionStamp): Row {
  const { id, key, version, sequence, touch, request, hash, subject, body, slots } = template;
  const text = [subject, body, canonical(slots)];
  return row('template_versions', id, stream, key, version, sequence, touch, request, hash, ...text, at, by);
}

type Step = Extract<
  CopyEvent,
  {
    readonly type:
      | 'template_submitted'
      | 'template_reviewed'
      | 'template_loaded'
      | 'template_retired'
      | 'content_flagged'
      | 'flag_joined'
      | 'correction_proposed'
      | 'flag_resolved';
  }
>;

/** The row of a version's step, with the state that followed. */
export function stepRow(event: Step, { stream, seq, at, by, principal }: VersionStamp): Row {
  const because = event.type === 'template_reviewed' ? (event.feedback ?? null) : null;
  switch (event.type) {
    case 'template_submitted':
    case 'template_reviewed':
      return row('template_steps', seq, stream, event.template, event.state, event.hash, at, by, principal, because);
    case 'template_loaded':
      return row('template_steps', seq, stream, event.template, 'live', event.hash, at, by, principal, null);
    case 'template_retired':
      return event.lapsed
        ? row('template_steps', seq, stream, event.template, 'retired', '', at, 'time', null, event.because)
        : row('template_steps', seq, stream, event.template, 'retired', '', at, by, principal, event.because);
    case 'content_flagged': {
      const { id, template, kind, why } = event.flag;
      const because = `${id}, ${kind.replaceAll('_', ' ')}: ${why}`;
      return row('template_steps', seq, stream, template, 'paused', '', at, by, principal, because);
    }
    case 'flag_joined': {
      const because = `${event.flag}, ${event.kind.replaceAll('_', ' ')}: ${event.why}`;
      return row('template_steps', seq, stream, event.template, 'paused', '', at, by, principal, because);
    }
    case 'correction_proposed': {
      const because = `${event.flag}, proposed: ${event.resolution}`;
      const state = event.lapsed ? 'retired' : 'paused';
      return row('template_steps', seq, stream, event.template, state, '', at, by, principal, because);
    }
    case 'flag_resolved': {
      const because = `${event.flag}, ${event.decision === 'approve' ? 'resolved' : 'rejected'}: ${event.resolution}`;
      return row('template_steps', seq, stream, event.template, event.state, '', at, by, principal, because);
    }
    default:
      return event satisfies never;
  }
}
