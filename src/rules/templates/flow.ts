/** Copy until it can be sent: requests, hours, drafts, approvals, loading (§5.1, §5.4). */

import { type Approver, type CopyState, heldTemplate, type TemplateHeld } from '../aggregates/copy.ts';
import type { Moment } from '../command/context.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

export type SequenceRule = PolicyValues['sequences']['types'][string];

/** The type of sequence, where the policy has it. */
export function sequenceRule(sequence: string, { policy }: Pick<Moment, 'policy'>): SequenceRule | undefined {
  return Object.hasOwn(policy.sequences.types, sequence) ? policy.sequences.types[sequence] : undefined;
}

/** Q3: the next approver of these bytes: the first whom the flow asks and who has not approved them. */
export function nextApprover(
  { sequence, approvals, hash }: Pick<TemplateHeld, 'sequence' | 'approvals' | 'hash'>,
  moment: Pick<Moment, 'policy'>,
): Approver | null {
  const asked = sequenceRule(sequence, moment)?.approved_by ?? [];
  return asked.find((role) => !approvals.some((each) => each.role === role && each.hash === hash)) ?? null;
}

const reviewed = { cmo: 'cmo_review', cro: 'cro_review' } as const;

export function reviewBy(approver: Approver): (typeof reviewed)[Approver] {
  return reviewed[approver];
}

/** The role whose review a version waits for. */
export function reviewerOf({ state }: Pick<TemplateHeld, 'state'>): Approver | null {
  if (state === 'cmo_review') return 'cmo';
  return state === 'cro_review' ? 'cro' : null;
}

export function reviewTask(approver: Approver): string {
  return `${approver}_template_review`;
}

export type EndedVersion = { readonly id: string; readonly ended: 'retired' | 'rejected' };

/** A version by its id, by key and version, or by its key: the newest live one, else the newest. */
export function templateNamed(state: CopyState, named: string): TemplateHeld | EndedVersion | null {
  const id = named.trim();
  const known = Object.hasOwn(state.keys, id) ? state.keys[id] : undefined;
  if (known) {
    const live = known.held.filter((each) => each.state === 'live').at(-1);
    const newest = `${id}_v${known.last}`;
    return live ?? versionOf(state, newest) ?? null;
  }
  return versionOf(state, id);
}

function versionOf(state: CopyState, id: string): TemplateHeld | EndedVersion | null {
  const held = heldTemplate(state, id);
  if (held) return held;
  const how = Object.values(state.keys).find(({ ended }) => Object.hasOwn(ended, id))?.ended[id];
  return how ? { id, ended: how === 'rejected' ? how : 'retired' } : null;
}

export function noSuchTemplate(): Refusal {
  return refuse('NOT_FOUND', {
    clause: '5.4',
    found: 'no template was drafted under that id or key',
    next: 'read ladder://templates for the keys; a sample goes through request_template and draft_template first',
  });
}

/** The refusal of an act on a version that is rejected or retired. */
export function isEnded(
  found: { readonly id: string; readonly ended: 'retired' | 'rejected' },
  doing: string,
): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '5.4',
    ruling: 'Q3',
    found: `${found.id} is ${found.ended}; it can no longer be ${doing}`,
    next:
      found.ended === 'rejected'
        ? 'category.positioning drafts it anew with draft_template, as a new version'
        : 'ask for a new version with request_template',
  });
}
