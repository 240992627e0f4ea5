import { type AccountState, label } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, NearAccount, World } from '../command/world.ts';
import { barredDomain } from '../people/register-account.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { Stage } from '../vocabulary/stages.ts';
import { absorbAccount } from './absorb-account.ts';

/** A1: a second domain becomes an alias; the account that stands there is absorbed. What was done, in words. */
export function takeAliases(
  draft: AccountDraft,
  aliases: readonly string[],
  world: World,
  context: Context,
): { readonly told: string } | Refusal {
  const told: string[] = [];
  for (const [n, alias] of aliases.entries()) {
    if (alias === draft.state.domain || draft.state.aliases.includes(alias)) continue;
    const barred = barredDomain(alias, context);
    if (barred) return barred;
    const owner = world.domains[n];
    if (!owner) draft.emit({ type: 'alias_added', domain: alias });
    else if (owner.state.domain !== alias) return stands(alias, owner.state);
    else {
      const refusal = mayAbsorb(draft.state, owner.state);
      if (refusal) return refusal;
      told.push(absorbAccount(draft, owner, world, context));
    }
  }
  return { told: told.join('') };
}

function stands(alias: string, owner: AccountState): Refusal {
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A1',
    found: `${alias} is an alias of another account, ${label(owner)} (${owner.stage})`,
    next: `name ${owner.domain} in its place, which brings the alias along, or leave it out`,
  });
}

const endsFirst: Readonly<Record<Stage, string | null>> = {
  PROSPECT: null,
  MQL: null,
  ARCHIVED: null,
  SQL: 'the deal runs to its end first: the CRO takes it on with advance_deal, or regresses it once it is idle (decide_stage_change)',
  BRIEFING_READY: 'the deal runs to its end first: the CRO takes it on with advance_deal; once lost it is recycled',
  ASSESSMENT_QUALIFIED:
    'the deal runs to its end first: the CRO takes it on with advance_deal; once lost it is recycled',
  RECYCLED: 'sales.ops recycles it first, after its cool-down (propose_stage_change)',
  WON: 'a client stays: save_account with its domain, and the other domain as its alias',
  DISQUALIFIED: 'the CRO reinstates it first (decide_stage_change), or leave the alias out',
};

/** A1: the decisions that must be taken before two accounts are joined. */
function mayAbsorb(first: AccountState, second: AccountState): Refusal | null {
  const no = (found: string, next: string) => refuse('CONFLICT', { clause: '3.1', ruling: 'A1', found, next });
  const name = `${label(second)} (${second.domain})`;
  const next = endsFirst[second.stage];
  if (next !== null) return no(`${name} is an account of its own, and ${second.stage}`, next);
  if (second.review === 'PENDING_CRO')
    return no(`${name} waits for the CRO's review`, 'the CRO decides first: cro_decide');
  if (second.review === 'DOSSIER_DUE')
    return no(`${name} is under review, its dossier is due`, 'sales.ops scores it first: score_dossier');
  if (second.proposal)
    return no(
      `to ${second.proposal.change} ${name} waits for the CRO's word`,
      'the CRO decides first: decide_stage_change',
    );
  if (first.stage === 'DISQUALIFIED')
    return no(`${label(first)} is DISQUALIFIED`, 'the CRO reinstates it first: decide_stage_change');
  return first.stage === 'WON'
    ? no(`${label(first)} is WON, which nothing moves`, 'keep the two apart: leave the alias out')
    : null;
}

/** A1: other accounts of the same name, legal form and spelling aside. */
export function nearTo({ state }: AccountDraft, { near }: World): readonly NearAccount[] {
  return near.filter(({ domain }) => !state.aliases.includes(domain));
}

export function nearText(near: readonly NearAccount[]): string {
  if (near.length === 0) return '';
  const names = near.map(({ domain, name, stage }) => `${name} (${domain}, ${stage})`);
  return ` Nearly the same name: ${names.join(', ')}. If they are one company, make one domain an alias of the other.`;
}
