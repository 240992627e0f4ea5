import { type AccountState, label } from '../aggregates/account.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, NearAccount, World } from '../command/world.ts';
import { barredDomain } from '../people/register-account.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';

/** A1: a second domain becomes an alias only where no account stands on it, or one without history. */
export function takeAliases(
  draft: AccountDraft,
  aliases: readonly string[],
  world: World,
  context: Context,
): Refusal | null {
  for (const [n, alias] of aliases.entries()) {
    if (alias === draft.state.domain || draft.state.aliases.includes(alias)) continue;
    const barred = barredDomain(alias, context);
    if (barred) return barred;
    const owner = world.domains[n];
    if (!owner) draft.emit({ type: 'alias_added', domain: alias });
    else if (owner.state.domain === alias && isWithoutHistory(owner.state)) absorb(draft, owner);
    else return stands(alias, owner.state);
  }
  return null;
}

function stands(alias: string, owner: AccountState): Refusal {
  const what = owner.domain === alias ? 'an account of its own' : 'an alias of another account';
  return refuse('CONFLICT', {
    clause: '3.1',
    ruling: 'A1',
    found: `${alias} is ${what}, ${label(owner)} (${owner.stage})`,
    next: 'keep the two apart, or leave the alias out',
  });
}

/** Registered and named, and nothing else ever happened to it. */
function isWithoutHistory(state: AccountState): boolean {
  const { stage, review, entered_by, dossier, proposal, override } = state;
  const nothingOnFile = [state.signals, state.facts, state.contacts].every((each) => each.length === 0);
  const neverMoved = stage === 'PROSPECT' && review === 'NONE' && entered_by === null;
  return nothingOnFile && neverMoved && dossier === null && proposal === null && override === null;
}

function absorb(draft: AccountDraft, owner: AccountDraft): void {
  const { domain, aliases } = owner.state;
  owner.emit({ type: 'account_absorbed', into: draft.state.id, domain: draft.state.domain });
  for (const each of [domain, ...aliases]) draft.emit({ type: 'alias_added', domain: each });
}

/** A1: who else bears the name, legal form and spelling aside. */
export function nearTo({ state }: AccountDraft, { near }: World): readonly NearAccount[] {
  return near.filter(({ id, domain }) => id !== state.id && !state.aliases.includes(domain));
}

export function nearText(near: readonly NearAccount[]): string {
  if (near.length === 0) return '';
  const names = near.map(({ domain, name, stage }) => `${name} (${domain}, ${stage})`);
  return ` Nearly the same name: ${names.join(', ')}. If they are one company, make one domain an alias of the other.`;
}
