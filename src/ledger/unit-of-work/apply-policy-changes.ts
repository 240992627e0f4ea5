import type { Applied } from '../../rules/aggregates/event-stamp.ts';
import type { PolicyLook } from '../../rules/aggregates/policy-change.ts';
import type { Context } from '../../rules/command/context.ts';
import { endLook, isFoundBy, lookAt, lookedAt, takeEffect } from '../../rules/reactions/policy-effect.ts';
import type { Aggregates } from './aggregates.ts';

/** Accounts to a transaction: a long look doesn't lock the others out. */
const batch = 50;

/** P2: applies the changes of the policy that are due, then looks at accounts whose criteria they may have changed, some at a time. */
export function applyPolicyChanges(aggregates: Aggregates, context: Context): readonly Applied[] {
  const changes = aggregates.single.policyChanges();
  const applied = takeEffect(changes, context);
  const { look } = changes.state;
  if (look) lookOn(look, aggregates, context);
  return applied;
}

function lookOn(look: PolicyLook, aggregates: Aggregates, context: Context): void {
  const changes = aggregates.single.policyChanges();
  const found = lookedAt[look.kind];
  if (!found) {
    endLook(changes, aggregates.single.desk, look, context);
    return;
  }
  const { rows, policies } = aggregates.loading;
  const rest = changes.state.ratified.filter(({ id }) => !look.changes.includes(id));
  const { values, calendar } = policies.of(rest, context.now).policy;
  const before = { ...context, policy: values, calendar };
  const page = rows.accountsOfKey.all(found.kind, found.key, look.after, batch);
  let lapsed = look.lapsed;
  for (const { id } of page) {
    const loaded = aggregates.account(id);
    if (
      loaded &&
      isFoundBy(found, loaded.draft.state.stage) &&
      lookAt(loaded.draft, loaded.suppressed, { look, before, context })
    )
      lapsed += 1;
  }
  const last = page.at(-1);
  const isMore = last !== undefined && page.length === batch;
  changes.emit({
    type: 'accounts_looked_at',
    kind: isMore ? look.kind : look.kind + 1,
    after: isMore ? last.domain : '',
    lapsed,
  });
}
