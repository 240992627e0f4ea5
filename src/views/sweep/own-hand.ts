import type { Reader } from '../../ledger/port/ledger.ts';
import type { TaskRecord } from '../../ledger/port/records.ts';
import { heldTemplate } from '../../rules/aggregates/copy.ts';
import type { Moment } from '../../rules/command/context.ts';
import { type Separated, separation } from '../../rules/command/separation.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import type { Role } from '../../rules/vocabulary/roles.ts';

/** L16: the principal behind a sweep, where a role key proves it. */
export interface Hand {
  readonly role: Role;
  readonly principal: string;
  /** Other principals who hold a key of the role. */
  readonly others: readonly string[];
}

/** The first of two acts, and the principals who took part in it. */
interface FirstAct {
  readonly pair: Separated;
  readonly did: string;
  readonly by: readonly (string | undefined)[];
}

/** The reason why the caller may not take the second act as well, and who may; null where nothing is in the way. */
export function ownFirst(first: FirstAct | null, hand: Hand | undefined, { policy }: Moment): string | null {
  if (!first || !hand) return null;
  const { pair, did, by } = first;
  const { role, principal, others } = hand;
  const both = separation(pair, { did, principal: by.find((each) => each === principal) }, { policy, role, principal });
  if (!isRefusal(both)) return null;
  const may = others.filter((each) => !by.includes(each));
  const who =
    may.length > 0
      ? `${may.slice(0, shown).join(' or ')} may, with a key of ${role}`
      : `nobody else holds a key of ${role}: \`ladder key add --role ${role} --principal ID\` makes one`;
  return `${both.found}, which separation.${pair} refuses; ${who}`;
}

/** Principals named in one line. */
const shown = 3;

/** The first act of a task whose own act wants a second person. */
export function firstActOf({ task, account }: TaskRecord, tool: string | undefined, reader: Reader): FirstAct | null {
  const { subject = '' } = task;
  switch (tool) {
    case 'review_template': {
      const held = heldTemplate(reader.copy(), subject);
      return held ? { pair: 'write_approve', did: `wrote ${subject}`, by: held.writers } : null;
    }
    case 'resolve_flag':
      return task.role === 'cmo' ? proposalOf(subject, reader) : null;
    case 'review_recipients': {
      const list = reader.lists().open.find(({ id }) => id === subject);
      return list ? { pair: 'propose_confirm', did: `proposed ${subject}`, by: [list.principal] } : null;
    }
    case 'ratify_policy_change': {
      const change = reader.policyChanges().open.find(({ id }) => id === subject);
      return change ? { pair: 'propose_ratify', did: `proposed ${subject}`, by: [change.principal] } : null;
    }
    case 'cro_decide': {
      const dossier = account && reader.account(account.id)?.state.dossier;
      return dossier ? { pair: 'score_decide', did: 'scored the dossier', by: [dossier.principal] } : null;
    }
    case 'decide_stage_change': {
      const proposal = account && reader.account(account.id)?.state.proposal;
      return proposal
        ? { pair: 'propose_confirm', did: `proposed to ${proposal.change} it`, by: [proposal.principal] }
        : null;
    }
    default:
      return null;
  }
}

/** I1: the proposal of the correction that a flag waits with. */
export function proposalOf(id: string, reader: Reader): FirstAct | null {
  const { flags = [], lapsed = [] } = reader.copy();
  const flag = [...flags, ...lapsed].find((each) => each.id === id);
  if (!flag?.proposal) return null;
  return { pair: 'write_approve', did: `proposed the correction for ${id}`, by: flag.proposal.proposers ?? [] };
}
