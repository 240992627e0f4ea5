import type { Instant } from '../time/time.ts';
import type { Role } from '../vocabulary/roles.ts';

/** The ground that a slot of a drafted template may rest on (K1, K4). */
export const slotGrounds = ['insight_fact', 'trigger_signal', 'hook', 'conversation'] as const;

export interface DraftedSlot {
  readonly name: string;
  readonly rests_on: (typeof slotGrounds)[number];
}

/** The state of a version (Q3); `paused` is a live one that a flag holds (I1). */
export type TemplateState =
  | 'draft'
  | 'cmo_review'
  | 'cro_review'
  | 'approved'
  | 'live'
  | 'paused'
  | 'retired'
  | 'rejected';

/** The role that answers for an approval (5.4). */
export type Approver = 'cmo' | 'cro';

/** Copy that was asked for and no version approved yet (Q2). */
export interface CopyRequest {
  readonly id: string;
  readonly sequence: string;
  readonly touch: number;
  readonly purpose: string;
  readonly estimate_hours: number;
  readonly by: Role;
  readonly at: Instant;
  /** The newest version that was drafted for it; none while it is queued. */
  readonly template?: string;
  /** Hashes of its rejected versions, by version; none: left out. */
  readonly rejected?: Readonly<Record<string, string>>;
}

interface Approval {
  readonly role: Role;
  readonly hash: string;
  readonly at: Instant;
  /** L16: the principal who approved, where a role key proved it. */
  readonly principal?: string;
}

/** A version of a touch, by the hash of its bytes. */
export interface TemplateVersion {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly sequence: string;
  readonly touch: number;
  readonly request: string;
  readonly hash: string;
}

/** A version that may still change its state; its bytes stand in its event. */
export interface TemplateHeld extends TemplateVersion {
  readonly state: Exclude<TemplateState, 'retired' | 'rejected'>;
  readonly since: Instant;
  /** L16: the principals who wrote or submitted these bytes or others for the same request, where a role key proved it. */
  readonly writers: readonly string[];
  readonly approvals: readonly Approval[];
}

/** The versions of one touch. */
export interface TemplateKey {
  /** The highest version number that was given out. */
  readonly last: number;
  /** In the order of versions. */
  readonly held: readonly TemplateHeld[];
  /** How the versions that ended last did, by id; `superseded`: a newer one was loaded (Q3). */
  readonly ended: Readonly<Record<string, 'retired' | 'rejected' | 'superseded'>>;
  /** L16: the principals behind drafts and submissions, whatever became of them; left out where nobody is known. */
  readonly wrote?: readonly Wrote[];
}

interface Wrote {
  readonly principal: string;
  readonly request: string;
  readonly hash: string;
}

/** Faults of approved copy (I1). */
export const flagKinds = ['brand_voice', 'positioning_drift'] as const;

/** An open flag holds a version until it is resolved, or until its time is over (I1). */
export interface ContentFlag {
  readonly id: string;
  readonly template: string;
  readonly kind: (typeof flagKinds)[number];
  readonly why: string;
  readonly by: Role;
  readonly at: Instant;
  /** Unresolved then, the version retires. */
  readonly until: Instant;
  /** Once it lapsed: the incident that stays open until it is answered. */
  readonly incident?: string;
  /** The state that the version goes back to. */
  readonly was: 'approved' | 'live' | 'retired';
  /** The newest; `proposers` are who proposed this or an earlier one, where a role key proved it (L16). */
  readonly proposal?: { readonly resolution: string; readonly at: Instant; readonly proposers?: readonly string[] };
}

/** Requests, hours and versions of copy, as far as decisions rest on them (5.1, 5.4). */
export interface CopyState {
  /** By age. */
  readonly requests: readonly CopyRequest[];
  /** The cmo's order of the queue; requests that are not in it come after, by age. */
  readonly order: readonly string[];
  /** How many requests there were. */
  readonly requested: number;
  /** Hours booked by first drafts, by ISO week. */
  readonly booked: Readonly<Record<string, number>>;
  readonly keys: Readonly<Record<string, TemplateKey>>;
  /** Open flags; none: left out. */
  readonly flags?: readonly ContentFlag[];
  /** Flags that nobody resolved in time: all whose incident is open, and the newest others; none: left out. */
  readonly lapsed?: readonly ContentFlag[];
  /** How many flags there were. */
  readonly flagged?: number;
}

export interface DraftedTemplate extends TemplateVersion {
  readonly subject: string;
  readonly body: string;
  readonly slots: readonly DraftedSlot[];
}

export type CopyEvent =
  | { readonly type: 'template_requested'; readonly request: Omit<CopyRequest, 'by' | 'at' | 'template' | 'rejected'> }
  | { readonly type: 'requests_ordered'; readonly order: readonly string[] }
  /** New bytes: a new version, or other ones for a draft. A first draft books its hours. */
  | {
      readonly type: 'template_drafted';
      readonly template: DraftedTemplate;
      readonly booked?: { readonly week: string; readonly hours: number };
    }
  | {
      readonly type: 'template_submitted';
      readonly template: string;
      readonly hash: string;
      readonly state: 'cmo_review' | 'cro_review';
    }
  | {
      readonly type: 'template_reviewed';
      readonly template: string;
      readonly hash: string;
      readonly decision: 'approve' | 'reject';
      readonly state: 'cro_review' | 'approved' | 'rejected';
      readonly feedback?: string;
    }
  | { readonly type: 'template_loaded'; readonly template: string; readonly hash: string }
  | {
      readonly type: 'template_retired';
      readonly template: string;
      readonly because: string;
      /** The flag lapsed: time retired the version, not the role whose call noticed that. */
      readonly lapsed?: true;
      /** The flag, and its incident where one is open; none on older record. */
      readonly flag?: string;
      readonly incident?: string;
    }
  | { readonly type: 'content_flagged'; readonly flag: Omit<ContentFlag, 'by' | 'at' | 'proposal'> }
  /** Drift in a mail that went out, found while the version was held already. */
  | ({ readonly type: 'flag_joined'; readonly flag: string } & Pick<ContentFlag, 'template' | 'kind' | 'why'>)
  | {
      readonly type: 'correction_proposed';
      readonly flag: string;
      readonly template: string;
      readonly resolution: string;
      /** The flag had lapsed, and the version is retired since. */
      readonly lapsed?: true;
    }
  | {
      readonly type: 'flag_resolved';
      readonly flag: string;
      readonly template: string;
      readonly decision: 'approve' | 'reject';
      readonly state: 'approved' | 'live' | 'retired';
      readonly resolution: string;
      /** The flag had lapsed, and the version is retired since: what is decided is its incident. */
      readonly lapsed?: true;
    };

export const emptyCopy: CopyState = { requests: [], order: [], requested: 0, booked: {}, keys: {} };

/** The key of a touch: `nurture_1`. */
export function templateKey({ sequence, touch }: { readonly sequence: string; readonly touch: number }): string {
  return `${sequence}_${touch}`;
}

/** All versions that are neither rejected nor retired. */
export function heldTemplates({ keys }: CopyState): readonly TemplateHeld[] {
  return Object.values(keys).flatMap(({ held }) => held);
}

export function heldTemplate(state: CopyState, id: string): TemplateHeld | undefined {
  return heldTemplates(state).find((each) => each.id === id);
}

/** Q4: retired for new enrolments alone; those that are bound to it keep it to their end. */
export function isSuperseded({ keys }: CopyState, id: string): boolean {
  return Object.values(keys).some(({ ended }) => Object.hasOwn(ended, id) && ended[id] === 'superseded');
}

export function isUnderReview({ state }: Pick<TemplateHeld, 'state'>): boolean {
  return state === 'cmo_review' || state === 'cro_review';
}

/** The state of a version, as a sentence says it. */
export function stateText(state: string): string {
  const under = state === 'cmo_review' ? 'cmo' : state === 'cro_review' ? 'cro' : null;
  return under ? `under review by the ${under}` : state === 'draft' ? 'a draft' : state;
}

/** Hours to the hundredth: sums of fractions must not drift from what was booked. */
export function hundredths(hours: number): number {
  return Math.round(hours * 100) / 100;
}
