import { canonical } from '../ledger/events/canonical-json.ts';
import { bases } from './nodes.ts';
import type { OpenValue, PolicyReport } from './policy-check.ts';
import type { PolicyFinding } from './policy-finding.ts';

/** The report of `policyCheck`, as a person reads it. */
export function policyReportText(report: PolicyReport): string {
  const { version, status, hash, file, counts } = report;
  return [
    `policy ${version} (${status}), hash ${hash.slice(0, 12)}`,
    `read from ${file}`,
    `basis of its values: ${bases.map((basis) => `${basis} ${counts[basis]}`).join(', ')}`,
    '',
    ...openText('assumed, to be confirmed or replaced', report.assumed),
    ...openText('not supplied', report.not_supplied),
    ...findingText("ways of sending that can't carry headers", report.without_headers),
    ...findingText('overlaps', report.overlaps),
    ...findingText('gaps', report.gaps),
    ...uncitedText(report.uncited),
    '',
  ].join('\n');
}

function openText(title: string, values: readonly OpenValue[]): readonly string[] {
  return block(
    title,
    values.map(({ path, value, clause, ruling, note, supplied_by }) => {
      const source = `§${clause}${ruling ? `, ${ruling}` : ''}`;
      return `${path} = ${shortened(canonical(value))} (${source})${note ? `: ${note}` : ''}. Supplied by ${supplied_by}`;
    }),
  );
}

function findingText(title: string, findings: readonly PolicyFinding[]): readonly string[] {
  return block(
    title,
    findings.map(({ clause, because }) => `§${clause}: ${because}`),
  );
}

function uncitedText(uncited: readonly string[] | undefined): readonly string[] {
  if (!uncited) return [];
  return [`clauses that neither a value nor a rule cites: ${uncited.length === 0 ? 'none' : uncited.join(', ')}`];
}

function block(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${title}: none`];
  return [`${title}: ${lines.length}`, ...lines.map((line) => `  - ${line}`)];
}

const longest = 100;

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 3)}...` : text);
