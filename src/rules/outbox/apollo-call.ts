import type { AccountState } from '../aggregates/account.ts';
import type { Intent } from '../aggregates/intent.ts';
import type { Moment } from '../command/context.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { stages } from '../vocabulary/stages.ts';
import type { OutsideCall } from './outside-tool.ts';

type Known = Pick<AccountState, 'domain'> & { readonly apolloId: string | undefined };

/** M8: Apollo's own calls, none of which sends. */
export function apolloCall(
  { action, payload }: Intent,
  { domain, apolloId }: Known,
  { policy }: Pick<Moment, 'policy'>,
): OutsideCall | Refusal {
  const { contact = '', stage = '', mode = 'stop', sequence } = payload;
  if (apolloId === undefined) return unknownThere(contact);
  const { stages: ids = {}, sequences = {} } = policy.boards.apollo?.value ?? {};
  const about = { account: domain, contact };
  if (action === 'set_contact_stage') {
    const known = stages.find((each) => each === stage);
    const id = known && ids[known];
    const tool = 'apollo_contacts_update';
    if (id !== undefined) return { tool, arguments: { id: apolloId, contact_stage_id: id }, ...about, stage };
    const contact_stage_id = `the id of Apollo's contact stage that stands for ${stage}; \`boards.apollo.stages.${stage}\` of the policy keeps it`;
    return { tool, arguments: { id: apolloId }, ...about, stage, missing: { contact_stage_id } };
  }
  const tool = 'apollo_emailer_campaigns_remove_or_stop_contact_ids';
  const own = Object.entries(sequences).flatMap(([name, id]) =>
    sequence === undefined || name === sequence ? [id] : [],
  );
  const given = { contact_ids: [apolloId], mode };
  if (own.length > 0) return { tool, arguments: { emailer_campaign_ids: own, ...given }, ...about };
  const emailer_campaign_ids =
    'the ids of the sequences that the contact is in, by apollo_emailer_campaigns_search; `boards.apollo.sequences` of the policy keeps them';
  return { tool, arguments: given, ...about, missing: { emailer_campaign_ids } };
}

function unknownThere(contact: string): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '5.5',
    ruling: 'A13',
    found: `${contact} has no id in Apollo on file any more`,
    next: 'sales.ops gives it as external.apollo of the contact with save_account, or leaves it: nothing is to do there for who is not in Apollo',
  });
}
