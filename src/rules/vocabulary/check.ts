/** The words that every rule uses: roles, stages, signal types, checks and refusals. */

/** The ground of a policy value; `not_supplied` never lets anything pass in silence, `confirmed` is one that its owners signed (P5). */
export type Basis = 'sop' | 'ruling' | 'assumed' | 'not_supplied' | 'confirmed';

export type Verdict = 'pass' | 'fail' | 'unknown' | 'warn';

/** The finding of one rule. `clause` holds the bare number (`3.2`), `because` the reason with its numbers. */
export interface Check {
  readonly rule: string;
  readonly clause: string;
  readonly ruling?: string;
  readonly verdict: Verdict;
  readonly because: string;
  readonly basis: Basis;
  /** Ids of facts and signals, or, for copy, the words the verdict rests on. */
  readonly evidence?: readonly string[];
  readonly remedy?: string;
}

/** Whether nothing stands in the way: neither a failure nor an unknown. */
export function holds(checks: readonly Check[]): boolean {
  return checks.every((check) => check.verdict === 'pass' || check.verdict === 'warn');
}

/** The checks that stand in the way: failed, or unknown. */
export function openChecks(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
}

export function openRules(checks: readonly Check[]): string {
  return openChecks(checks)
    .map(({ rule }) => rule)
    .join(', ');
}

/** The open checks with their reasons, as one text. */
export function openText(checks: readonly Check[]): string {
  return openChecks(checks)
    .map(({ rule, because }) => `${rule}: ${because}`)
    .join('; ');
}
