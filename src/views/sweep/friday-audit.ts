import type { ActRecord } from '../../ledger/port/records.ts';
import { type AccountState, label } from '../../rules/aggregates/account.ts';
import type { Separated } from '../../rules/command/separation.ts';
import { plural } from '../../rules/vocabulary/amount-text.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { oncePerObject } from '../../rules/vocabulary/remembering.ts';
import { auditedSince, handsAudit, inRows, sinceAudit } from './hands-audit.ts';
import { dayOf, type Sweeping, type Topic, type Watch } from './watch.ts';

/** Second acts for a second person (L16), each with the first one and the pair of the policy. */
const seconds: Readonly<Record<string, { readonly first: string; readonly pair: Separated; readonly says: string }>> = {
  sql_decided: { first: 'dossier_scored', pair: 'score_decide', says: 'a dossier decided' },
  change_decided: { first: 'change_proposed', pair: 'propose_confirm', says: 'a stage change decided' },
};

/** Acts that are looked at. */
const most = 5000;

interface Taken {
  readonly act: ActRecord;
  /** The thing that it decided on, where another act made it. */
  readonly first: ActRecord | null;
}

/** The acts since the audit before; none while no audit is open. */
const actsSince = oncePerObject((sweeping: Sweeping): readonly ActRecord[] => {
  const since = auditedSince(sweeping);
  return since === null ? [] : sweeping.reader.acts(since, most);
});

function decisionsIn(acts: readonly ActRecord[], sweeping: Sweeping): readonly Taken[] {
  return acts.flatMap((act) => {
    const second = seconds[act.type];
    if (!second) return [];
    const first = firstOf(act, second.first, sweeping);
    // A reinstatement decides on nothing that another proposed.
    return first ? [{ act, first }] : [];
  });
}

function firstOf({ account, version }: ActRecord, type: string, { reader }: Sweeping): ActRecord | null {
  const listed = reader.decisions(account, { limit: 100 });
  if (isRefusal(listed)) return null;
  const found = listed.items.find((entry) => entry.version < version && entry.type === type);
  if (!found) return null;
  const { at, role, principal, key } = found;
  return { account, version: found.version, type, at, role, principal: principal ?? null, isProved: key !== undefined };
}

function stateOf(account: string, { reader }: Sweeping): AccountState | null {
  return reader.account(account)?.state ?? null;
}

/** L16: decisions of which no key proves that two people took them. */
const onRolesAlone: Topic = (sweeping) => {
  const unproved = decisionsIn(actsSince(sweeping), sweeping).filter(
    ({ act, first }) => !act.isProved || first?.isProved === false,
  );
  if (unproved.length === 0) return [];
  const told = unproved.map(({ act }) => {
    const state = stateOf(act.account, sweeping);
    return `${state ? label(state) : act.account} (${seconds[act.type]?.says} on ${dayOf(act.at, sweeping.context)})`;
  });
  const head = `${plural(unproved.length, 'decision')}${sinceAudit(sweeping)} stood on roles alone, for no key proves who took both acts`;
  return inRows(head, told).map((summary) => ({
    kind: 'roles_alone',
    clause: '4.3',
    summary,
    tool: 'explain_account',
  }));
};

/** L16: one principal in two roles on one account, where nothing proves who that is, or the policy lets a pair pass. */
const inTwoRoles: Topic = (sweeping) => {
  const acts = actsSince(sweeping);
  const decisions = decisionsIn(acts, sweeping);
  const all = [...acts, ...decisions.flatMap(({ first }) => first ?? [])];
  const groups = new Map<string, ActRecord[]>();
  for (const act of all) {
    if (act.principal === null) continue;
    const key = `${act.account} ${act.principal}`;
    groups.set(key, [...(groups.get(key) ?? []), act]);
  }
  return [...groups.values()].flatMap((own) => lineOf(own, decisions, sweeping)).slice(0, sweeping.limit);
};

function lineOf(own: readonly ActRecord[], decisions: readonly Taken[], sweeping: Sweeping): readonly Watch[] {
  const [one] = own;
  const roles = [...new Set(own.map(({ role }) => role))].sort();
  if (!one || roles.length < 2) return [];
  const { account, principal } = one;
  const both = decisions.find(
    ({ act, first }) => act.account === account && act.principal === principal && first?.principal === principal,
  );
  const unproved = own.some(({ isProved }) => !isProved);
  if (!unproved && !both) return [];
  const state = stateOf(account, sweeping);
  if (!state) return [];
  const did = roles.map((role) => {
    const types = [...new Set(own.filter((act) => act.role === role).map(({ type }) => type.replaceAll('_', ' ')))];
    return `${role} (${types.reverse().join(', ')})`;
  });
  const pair = both && seconds[both.act.type]?.pair;
  const why = unproved
    ? `no key proves who ${principal} is`
    : `separation.${pair} is ${pair && sweeping.context.policy.separation[pair].value}`;
  const summary = `${label(state)}: ${principal} acted as ${did.join(' and ')}; ${why}`;
  const { domain } = state;
  return [
    {
      kind: 'one_principal',
      clause: '4.3',
      summary,
      account: domain,
      tool: 'explain_account',
      call: { account: domain },
    },
  ];
}

/** Topics of the Friday audit of chief.staff alone: who stood behind the roles. */
export const fridayAudit: readonly Topic[] = [onRolesAlone, inTwoRoles, ...handsAudit];
