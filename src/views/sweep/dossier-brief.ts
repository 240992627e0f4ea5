import type { AccountRecord } from '../../ledger/port/records.ts';
import type { Finding, ScoredSignal } from '../../rules/aggregates/account.ts';
import type { Moment } from '../../rules/command/context.ts';
import { explain } from '../../rules/explain/explain-account.ts';
import { type Check, holds } from '../../rules/vocabulary/check.ts';
import { type Quoted, quoted } from '../quoted.ts';

/** A dossier as it is read in ten minutes (§4.3): four scores with one finding each, and what they rest on. */
export interface BriefDossier {
  readonly count: string;
  readonly scores: readonly {
    readonly signal: string;
    readonly score: string;
    readonly finding?: string;
    readonly shows?: Quoted;
  }[];
  readonly gates: string;
  /** Criteria that stand on an assumption of the policy. */
  readonly assumed: string;
  readonly engagement: string;
}

const shownLetters = 80;

export function briefDossier(record: AccountRecord, context: Moment): BriefDossier | null {
  const { dossier } = record.state;
  if (!dossier) return null;
  const { checks } = explain(record, context);
  const gates = checks.filter((check) => context.policy.gates.some((gate) => gate.id === check.rule));
  const engagement = checks.find((check) => check.rule === 'engagement_signal');
  const assumed = gates.filter((check) => check.basis === 'assumed').map((check) => check.rule);
  return {
    count: `${dossier.count} of ${dossier.scores.length} count, ${context.policy.buying.needed.value} needed`,
    scores: dossier.scores.map(briefScore),
    gates: gatesText(gates),
    assumed: assumed.length > 0 ? `${assumed.join(', ')}: the definitions of the gates` : 'nothing',
    engagement: engagement?.because ?? 'none',
  };
}

function briefScore({ signal, score, findings }: ScoredSignal): BriefDossier['scores'][number] {
  const newest = findings.reduce<Finding | undefined>((a, b) => (a && a.date >= b.date ? a : b), undefined);
  if (!newest) return { signal, score };
  const { route, value, date, shows } = newest;
  const others = findings.length > 1 ? `, ${findings.length - 1} more` : '';
  return {
    signal,
    score,
    finding: `${route}${value === undefined ? '' : ` ${value}`}, ${date}${others}`,
    shows: quoted(shows.slice(0, shownLetters)),
  };
}

function gatesText(gates: readonly Check[]): string {
  const open = gates.filter((check) => !holds([check]));
  const overridden = gates.filter((check) => check.verdict === 'warn').map((check) => check.rule);
  if (open.length > 0) return open.map((check) => `${check.rule} ${check.verdict}: ${check.because}`).join('; ');
  return overridden.length > 0 ? `all hold, ${overridden.join(', ')} by an override` : 'all hold';
}
