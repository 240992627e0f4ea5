import { type Check, openChecks } from '../vocabulary/check.ts';
import { isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import type { Trial } from './decide-again.ts';
import type { Again, PastQuestion } from './questions.ts';

/** Reasons why the two answers differ: the checks that differ, a refusal, or else the answer's own words. */
export function becauseOf(question: PastQuestion, named: Trial, changed: Trial): readonly Check[] {
  const { again } = changed;
  const before = isRefusal(named.again) ? [] : named.again.checks;
  if (isRefusal(again)) return refusedBecause(question, again, before);
  const differing = differingFrom(before, again.checks);
  if (differing.length > 0) return differing;
  return [said(question, { verdict: 'pass', because: again.summary })];
}

/** Checks that kept the call back then and no longer would; one that is open under both policies is no reason. */
export function grantedBecause(question: PastQuestion, was: Refusal, would: Again): readonly Check[] {
  return refusedBecause(question, was, isRefusal(would) ? [] : would.checks).map((check) => ({
    ...check,
    verdict: 'pass',
    because: `then: ${check.because}`,
  }));
}

function refusedBecause(
  question: PastQuestion,
  { found, clause, ruling, checks = [] }: Refusal,
  otherwise: readonly Check[],
): readonly Check[] {
  const open = openChecks(checks);
  const differing = differingFrom(otherwise, open);
  if (open.length > 0) return differing.length > 0 ? differing : open;
  const of = { ...(clause === undefined ? {} : { clause }), ...(ruling === undefined ? {} : { ruling }) };
  return [said(question, { verdict: 'fail', because: found, ...of })];
}

function differingFrom(others: readonly Check[], checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => others.find(({ rule }) => rule === check.rule)?.verdict !== check.verdict);
}

function said(
  { tool, clause }: PastQuestion,
  words: Pick<Check, 'verdict' | 'because'> & Partial<Pick<Check, 'clause' | 'ruling'>>,
): Check {
  return { rule: tool, clause, basis: 'ruling', ...words };
}
