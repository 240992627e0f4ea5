import type { AccountState } from '../aggregates/account.ts';
import { type CopyState, heldTemplate } from '../aggregates/copy.ts';
import type { PolicyChangesState } from '../aggregates/policy-change.ts';
import type { ListsState } from '../aggregates/recipient-list.ts';
import type { Separated } from './separation.ts';

/** The first of two acts that one person should not do both (L16), and the principals who took part in it. */
export interface FirstAct {
  readonly pair: Separated;
  readonly did: string;
  readonly by: readonly (string | undefined)[];
}

/** The second act, by its tool, and what it is about. */
export interface SecondAct {
  readonly tool: string | undefined;
  readonly subject?: string | undefined;
  /** A flag is the cmo's to decide on, and its correction another's to propose. */
  readonly role: string;
}

/** Records of who did the first act. */
export interface ActsOnRecord {
  copy(): CopyState;
  lists(): Pick<ListsState, 'open'>;
  policyChanges(): Pick<PolicyChangesState, 'open'>;
}

/** L16: the first act of a pair, where it is on record; null where the tool is no second act. */
export function firstActOf(
  { tool, subject = '', role }: SecondAct,
  account: Pick<AccountState, 'dossier' | 'proposal'> | undefined,
  reader: ActsOnRecord,
): FirstAct | null {
  switch (tool) {
    case 'review_template': {
      const held = heldTemplate(reader.copy(), subject);
      return held ? { pair: 'write_approve', did: `wrote ${subject}`, by: held.writers } : null;
    }
    case 'resolve_flag':
      return role === 'cmo' ? correctionOf(subject, reader.copy()) : null;
    case 'review_recipients': {
      const list = reader.lists().open.find(({ id }) => id === subject);
      return list ? { pair: 'propose_confirm', did: `proposed ${subject}`, by: [list.principal] } : null;
    }
    case 'ratify_policy_change': {
      const change = reader.policyChanges().open.find(({ id }) => id === subject);
      return change ? { pair: 'propose_ratify', did: `proposed ${subject}`, by: [change.principal] } : null;
    }
    case 'cro_decide': {
      const dossier = account?.dossier;
      return dossier ? { pair: 'score_decide', did: 'scored the dossier', by: [dossier.principal] } : null;
    }
    case 'decide_stage_change': {
      const proposal = account?.proposal;
      return proposal
        ? { pair: 'propose_confirm', did: `proposed to ${proposal.change} it`, by: [proposal.principal] }
        : null;
    }
    default:
      return null;
  }
}

/** I1: the proposal of the correction that a flag waits with. */
function correctionOf(id: string, { flags = [], lapsed = [] }: CopyState): FirstAct | null {
  const flag = [...flags, ...lapsed].find((each) => each.id === id);
  if (!flag?.proposal) return null;
  return { pair: 'write_approve', did: `proposed the correction for ${id}`, by: flag.proposal.proposers ?? [] };
}
