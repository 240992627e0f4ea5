import type { Basis, Check, Verdict } from '../vocabulary/check.ts';

interface Source {
  readonly clause: string;
  readonly basis: Basis;
  readonly ruling?: string | undefined;
}

interface Finding {
  readonly verdict: Verdict;
  readonly because: string;
  readonly evidence?: readonly string[];
  readonly remedy?: string;
}

/** A check's answer, signed with the clause and basis of what it applied. */
export function finding(rule: string, source: Source, found: Finding): Check {
  const { clause, ruling, basis } = source;
  const evidence = found.evidence?.length ? { evidence: [...new Set(found.evidence)] } : {};
  const remedy = found.remedy === undefined ? {} : { remedy: found.remedy };
  const read = ruling === undefined ? {} : { ruling };
  return { rule, clause, ...read, verdict: found.verdict, because: found.because, basis, ...evidence, ...remedy };
}

/** Most checks look for offences: none passes, any fails with the words found and the way to mend them. */
export function offences(
  rule: string,
  source: Source,
  said: { found: readonly string[]; none: string; some: string; remedy: string },
): Check {
  if (said.found.length === 0) return finding(rule, source, { verdict: 'pass', because: said.none });
  const list = [...new Set(said.found)].map((words) => `\`${words}\``).join(', ');
  return finding(rule, source, {
    verdict: 'fail',
    because: `${said.some}: ${list}`,
    evidence: said.found,
    remedy: said.remedy,
  });
}
