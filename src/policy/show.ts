import type { PolicyValues } from '../rules/policy/policy.ts';
import { buyingFilled, buyingRulesIn, signalTypesIn } from '../rules/policy/signals.ts';
import { stages } from '../rules/vocabulary/stages.ts';
import { joined, policyNodes, type Source } from './nodes.ts';
import { cells, dueText, labelOf, routeText, type Table, table, testText, valueTexts } from './show-words.ts';

interface Shown {
  readonly values: PolicyValues;
  readonly hash: string;
}

/** The whole policy as markdown tables, each row with its clause, ruling and basis, for people who review it. */
export function policyShow({ values, hash }: Shown): string {
  const sections = [
    leafTable('Business time', values, 'business_time'),
    stageTable(values),
    signalTable(values),
    leafTable('Engagement: windows, counts, credit', values, 'engagement'),
    gateTable(values),
    factTable(values),
    buyingTable(values),
    leafTable('Buying signals: how many', values, 'buying', (path) => path.split('.').length === 2),
    dutyTable(values),
    recurringTable(values),
    leafTable('Acts for two people', values, 'separation'),
    leafTable('Override of a gate', values, 'override'),
    leafTable('Regression and cool-down', values, 'regression'),
    leafTable('Alerts', values, 'alerts'),
    leafTable('Account rules', values, 'account'),
    leafTable('Limits, in characters', values, 'limits'),
    leafTable('Channels', values, 'channels'),
    leafTable('Copy rules', values, 'copy'),
    leafTable('Mailbox', values, 'mailbox'),
    otherTable(values),
  ].filter(({ rows }) => rows.length > 0);
  return [...heading(values, hash), ...sections.map(table)].join('\n');
}

function heading({ version, title, status, sop }: PolicyValues, hash: string): readonly string[] {
  return [
    `# Policy ${version}`,
    '',
    `${title}, after ${sop}. Status: **${status}**${status === 'draft' ? ', not in effect' : ''}. Hash \`${hash}\`.`,
    '',
    'Basis: `sop` the clause says it · `ruling` settled where the clauses are silent or at odds · `assumed` stands in for a document that is not at hand · `not_supplied` nobody has said yet.',
    '',
  ];
}

type LeafFilter = (path: string) => boolean;

/** Every leaf of a section, whatever it holds. */
function leafTable(title: string, values: PolicyValues, section: string, admits: LeafFilter = () => true): Table {
  const rows = policyNodes(values)
    .filter(
      ({ path, fields }) => (path === section || path.startsWith(`${section}.`)) && fields.has('') && admits(path),
    )
    .flatMap(({ path, source, fields }) =>
      valueTexts(fields.get('') ?? null).map((text) => [labelOf(path), text, ...sourceCells(source)]),
    );
  return { title, head: ['What', 'Value', ...sourceHead], rows };
}

const sourceHead = ['Clause', 'Ruling', 'Basis', 'Note'] as const;

function sourceCells(source: Source | null): readonly string[] {
  return source ? [`§${source.clause}`, source.ruling ?? '', source.basis, source.note ?? ''] : ['', '', '', ''];
}

/** Sources as the schema has them, whose optional keys may be present and undefined. */
function cited(row: {
  clause: string;
  ruling?: string | undefined;
  basis: string;
  note?: string | undefined;
}): readonly string[] {
  return [`§${row.clause}`, row.ruling ?? '', row.basis, row.note ?? ''];
}

function stageTable({ stage_owner }: PolicyValues): Table {
  const rows = stages.map((stage) => [stage, stage_owner.value[stage], ...cited(stage_owner)]);
  return { title: 'Stages and owners', head: ['Stage', 'Owner', ...sourceHead], rows };
}

const opening = { mql: 'MQL', fast_track: 'fast track', auto_sql: 'SQL at once' } as const;

function signalTable({ engagement }: PolicyValues): Table {
  const rows = signalTypesIn({ engagement }).flatMap((type) => {
    const rule = engagement.signals[type];
    if (rule === undefined) return [];
    const { says, tier, weight, filed_by } = rule;
    const opens = opening[tier === 'standard' ? 'mql' : rule.opens === 'auto_sql' ? 'auto_sql' : 'fast_track'];
    const what = weight === undefined ? says : `${says}; weighs ${weight} in attribution`;
    return [[type, what, tier, opens, filed_by.length === 0 ? 'nobody: derived' : cells(filed_by), ...cited(rule)]];
  });
  return { title: 'Engagement signals', head: ['Signal', 'What', 'Tier', 'Opens', 'Filed by', ...sourceHead], rows };
}

function gateTable({ gates }: PolicyValues): Table {
  const rows = gates.map((gate) => [gate.id, gate.says, testText(gate), cells(gate.verified_by), ...cited(gate)]);
  return { title: 'Gates', head: ['Gate', 'The account', 'Test', 'Verified by', ...sourceHead], rows };
}

function factTable({ facts }: PolicyValues): Table {
  const rows = Object.entries(facts).map(([name, fact]) => [name, fact.says, fact.kind, ...cited(fact)]);
  return { title: 'Facts the gates read', head: ['Fact', 'What', 'Kind', ...sourceHead], rows };
}

function buyingTable({ buying }: PolicyValues): Table {
  const rows = buyingRulesIn(buying).flatMap(([name, rule]) => {
    const group = rule.needs_group ? `, at least one of them a ${rule.needs_group}` : '';
    const needs = `${rule.needs} of ${rule.routes.length} routes${group}`;
    const routes = rule.routes.map((route) => [name, route.route, route.says, routeText(route), ...cited(route)]);
    return [[`**${name}**`, '', rule.says, needs, ...cited(rule)], ...routes];
  });
  return { title: 'Buying signals and routes', head: ['Signal', 'Route', 'What', 'Shown by', ...sourceHead], rows };
}

const rhythms = { business_day: 'every business day', week: 'every week', quarter: 'every quarter' } as const;

function recurringTable({ recurring }: PolicyValues): Table {
  const rows = recurring.map(({ kind, role, do: what, every, weekday, due, ...source }) => {
    const rhythm = weekday === undefined ? rhythms[every] : `${rhythms[every]}, on day ${weekday} of it`;
    return [kind, role, what, rhythm, dueText(due), ...cited(source)];
  });
  return { title: 'Duties that come back', head: ['Duty', 'Role', 'What to do', 'Opens', 'Due', ...sourceHead], rows };
}

const tabled = new Set([
  ...['business_time', 'stage_owner', 'engagement', 'gates', 'facts', 'buying', 'duties', 'recurring', 'override'],
  ...['separation', 'regression', 'alerts', 'account', 'limits', 'channels', 'copy', 'mailbox'],
]);

/** All values without a table of their own, so that none goes unseen. */
function otherTable(values: PolicyValues): Table {
  const rows = policyNodes(values).flatMap(({ path, source, fields }) =>
    source === null || tabled.has(path.split('.')[0] ?? '')
      ? []
      : [...fields].flatMap(([name, value]) =>
          valueTexts(value).map((text) => [labelOf(joined(path, name)), text, ...sourceCells(source)]),
        ),
  );
  return { title: 'Other values', head: ['What', 'Value', ...sourceHead], rows };
}

function dutyTable({ duties, buying }: PolicyValues): Table {
  const rows = Object.entries(duties).map(([kind, duty]) => [
    kind,
    duty.role,
    buyingFilled(duty.do, buying),
    dueText(duty.due),
    duty.tool ?? 'by hand, with a note',
    ...cited(duty),
  ]);
  return {
    title: 'Duties and due times',
    head: ['Duty', 'Role', 'What to do', 'Due', 'Closed by', ...sourceHead],
    rows,
  };
}
