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

export interface NextStep {
  readonly text: string;
  readonly who: readonly Role[];
  readonly tool?: string;
}
