import type { Check } from '../vocabulary/check.ts';
import type { Role } from '../vocabulary/roles.ts';

export interface Missing {
  readonly rule: string;
  readonly what: string;
  readonly who: readonly Role[];
  readonly tool?: string;
}

export interface Explanation {
  readonly checks: readonly Check[];
  readonly missing: readonly Missing[];
  readonly next: NextStep;
}

/** Every role named may call the tool, and the call is carried out if nothing comes between. */
export interface NextStep {
  readonly text: string;
  readonly who: readonly Role[];
  readonly tool?: string;
  /** Another way, where there is one. */
  readonly otherwise?: NextStep;
}

/** A step with another alternative behind its own. */
export function orElse(step: NextStep, other: NextStep): NextStep {
  return { ...step, otherwise: step.otherwise ? orElse(step.otherwise, other) : other };
}
