import { holidaysLeft } from '../rules/policy/holidays.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { signalTypesIn } from '../rules/policy/signals.ts';
import { type CalendarDate, days } from '../rules/time/time.ts';
import type { Basis } from '../rules/vocabulary/check.ts';
import { stages } from '../rules/vocabulary/stages.ts';
import { type bases, type PolicyNode, policyNodes, type Source } from './nodes.ts';
import { domainOverlaps, gateOverlaps } from './overlaps.ts';
import type { PolicyFinding } from './policy-finding.ts';
import type { Tree } from './tree.ts';

/** A value that somebody else must confirm or supply. */
export interface OpenValue {
  readonly path: string;
  readonly value: Tree;
  readonly clause: string;
  readonly ruling?: string;
  readonly note?: string;
  readonly supplied_by: string;
}

/** A clause of the procedure, as `docs/clauses.json` lists it. */
export interface ListedClause {
  readonly id: string;
  readonly clause: string;
}

export interface PolicyReport {
  readonly version: string;
  readonly status: string;
  readonly hash: string;
  readonly file: string;
  readonly counts: Readonly<Record<Basis, number>>;
  readonly assumed: readonly OpenValue[];
  readonly not_supplied: readonly OpenValue[];
  /** K5: ways of sending that leave the headers of a mail behind. */
  readonly without_headers: readonly PolicyFinding[];
  readonly overlaps: readonly PolicyFinding[];
  readonly gaps: readonly PolicyFinding[];
  /** Ids of clauses that no policy value and no rule cites; absent where no list of clauses was given. */
  readonly uncited?: readonly string[];
}

export interface Against {
  /** The day from which the days of listed holidays are counted. */
  readonly today: CalendarDate;
  readonly clauses?: readonly ListedClause[];
  /** The clauses that rules cite: numbers (`3.2`) or ids (`3.2a`). */
  readonly cited?: readonly string[];
}

interface Checked {
  readonly values: PolicyValues;
  readonly hash: string;
  readonly file: string;
}

/** Open, contradicting and missing values of a policy. Nothing here stops the policy from being used. */
export function policyCheck({ values, hash, file }: Checked, { today, clauses, cited = [] }: Against): PolicyReport {
  const nodes = policyNodes(values);
  return {
    version: values.version,
    status: values.status,
    hash,
    file,
    counts: countBases(nodes),
    assumed: openValues(nodes, 'assumed'),
    not_supplied: openValues(nodes, 'not_supplied'),
    without_headers: withoutHeaders(values),
    overlaps: [...gateOverlaps(values.gates), ...domainOverlaps(values.account)],
    gaps: [...holidayGap(values, today), ...ownerGaps(values), ...filerGaps(values)],
    ...(clauses ? { uncited: uncitedIds(nodes, clauses, cited) } : {}),
  };
}

function countBases(nodes: readonly PolicyNode[]): Readonly<Record<Basis, number>> {
  const counts: Record<Basis, number> = { sop: 0, ruling: 0, assumed: 0, not_supplied: 0, confirmed: 0 };
  for (const { source } of nodes) if (source) counts[source.basis] += 1;
  return counts;
}

function openValues(nodes: readonly PolicyNode[], basis: (typeof bases)[number]): readonly OpenValue[] {
  return nodes.flatMap(({ path, source, fields }) =>
    source?.basis === basis ? [openValue(path, source, fields)] : [],
  );
}

function openValue(path: string, { clause, ruling, note }: Source, fields: PolicyNode['fields']): OpenValue {
  const value = fields.get('') ?? fields.get('value') ?? (fields.has('') ? null : Object.fromEntries(fields));
  return {
    path,
    value,
    clause,
    ...(ruling === undefined ? {} : { ruling }),
    ...(note === undefined ? {} : { note }),
    supplied_by: supplierOf(path),
  };
}

const suppliers = [
  ['business_time.holidays', 'the deployment: the days its own offices are closed'],
  ['account.own_domains', 'the deployment: `own_domains`'],
  ['mailbox', 'the deployment: `mailbox`'],
  ['boards.monday', 'the deployment: `boards.monday`'],
  ['boards.apollo', 'the deployment: `boards.apollo`'],
  ['copy.address', 'the deployment: `mailbox.postal_address`'],
  ['copy', 'category.positioning, for the cmo'],
  ['gates', 'the owner of SOP-REV-lead-qualification, with the cro'],
  ['facts', 'the owner of SOP-REV-lead-qualification, with the cro'],
  ['account.minimum_fields', 'the owner of SOP-REV-lead-qualification, with sales.ops'],
] as const;

function supplierOf(path: string): string {
  const known = suppliers.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`));
  return known ? known[1] : 'cro and cmo, who own the procedure';
}

function holidayGap(values: PolicyValues, today: CalendarDate): readonly PolicyFinding[] {
  const { clause } = values.business_time.holidays;
  const left = holidaysLeft(values, today);
  const alone = 'what falls due there is counted by weekdays alone';
  if (left === null) {
    const because = `no holidays are listed for ${today.slice(0, 4)}; ${alone}`;
    return [{ kind: 'year_not_listed', clause, because }];
  }
  const { until, days: n, lacks } = left;
  const wanted = values.alerts.holidays_check_days.value;
  if (n >= wanted) return [];
  const because = `holidays are listed until ${until}, ${days(n)} from ${today}, and ${wanted} are wanted: list ${lacks}; ${alone}`;
  return [{ kind: 'year_not_listed', clause, because }];
}

function ownerGaps({ stage_owner }: PolicyValues): readonly PolicyFinding[] {
  return stages
    .filter((stage) => stage_owner.value[stage] === undefined || stage_owner.value[stage] === 'viewer')
    .map((stage) => ({
      kind: 'stage_without_owner',
      clause: stage_owner.clause,
      because: `nobody who may act owns the stage ${stage}`,
    }));
}

function filerGaps({ engagement: { signals } }: PolicyValues): readonly PolicyFinding[] {
  return signalTypesIn({ engagement: { signals } }).flatMap((type) => {
    const rule = signals[type];
    if (type === 'E8' || rule === undefined || rule.filed_by.some((role) => role !== 'viewer')) return [];
    return [{ kind: 'signal_nobody_files', clause: rule.clause, because: `nobody may file ${type}, ${rule.says}` }];
  });
}

function uncitedIds(
  nodes: readonly PolicyNode[],
  clauses: readonly ListedClause[],
  cited: readonly string[],
): readonly string[] {
  const known = new Set([
    ...nodes.flatMap(({ source }) => (source ? [source.clause] : [])),
    ...cited.map((each) => each.replace(/^§/, '')),
  ]);
  return clauses.filter(({ id, clause }) => !known.has(id) && !known.has(clause)).map(({ id }) => id);
}

/** K5: a mail tool that takes recipient, subject and body alone leaves the opt-out headers of a mail behind. */
function withoutHeaders({ mail_tools }: PolicyValues): readonly PolicyFinding[] {
  const sending = mail_tools.filter(({ class: sort }) => sort === 'send');
  return sending.map(({ profile, tool, clause }) => ({
    kind: 'headers_not_carried',
    clause,
    because: `${tool} of ${profile} sends without the headers of a mail, List-Unsubscribe among them: the way out stands in the text alone; \`ladder send\`, by mailbox.smtp, carries them`,
  }));
}
