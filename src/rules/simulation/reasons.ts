import { type Check, openChecks } from '../vocabulary/check.ts';
import { isRefusal, type Refusal } from '../vocabulary/refusal.ts';
import type { Trial } from './decide-again.ts';
import type { Question } from './questions.ts';

/** What a reader needs of why the one answer is not the other: the checks that differ, a refusal, or else the answer's own words. */
export function becauseOf(question: Question, named: Trial, changed: Trial): readonly Check[] {
  const { again } = changed;
  if (isRefusal(again)) return refusedBecause(question, again);
  const before = isRefusal(named.again) ? [] : named.again.checks;
  const differing = again.checks.filter(
    (check) => before.find(({ rule }) => rule === check.rule)?.verdict !== check.verdict,
  );
  if (differing.length > 0) return differing;
  return [said(question, { verdict: 'pass', because: again.summary })];
}

/** What kept a mail back then, and no longer would. */
export function grantedBecause(question: Question, was: Refusal): readonly Check[] {
  return refusedBecause(question, was).map((check) => ({
    ...check,
    verdict: 'pass',
    because: `then: ${check.because}`,
  }));
}

function refusedBecause(question: Question, { found, clause, ruling, checks = [] }: Refusal): readonly Check[] {
  const open = openChecks(checks);
  if (open.length > 0) return open;
  const of = { ...(clause === undefined ? {} : { clause }), ...(ruling === undefined ? {} : { ruling }) };
  return [said(question, { verdict: 'fail', because: found, ...of })];
}

function said(
  { tool, clause }: Question,
  words: Pick<Check, 'verdict' | 'because'> & Partial<Pick<Check, 'clause' | 'ruling'>>,
): Check {
  return { rule: tool, clause, basis: 'ruling', ...words };
}
