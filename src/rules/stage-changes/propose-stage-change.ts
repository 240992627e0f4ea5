/** Regression, recycling, disqualification and reinstatement (§3.5). */

import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command } from '../command/command.ts';
import { onAccount } from '../command/on-account.ts';
import { invalid } from '../vocabulary/refusal.ts';
import { disqualify } from './disqualify.ts';
import { type ProposedChange, waiting } from './proposal.ts';
import { recycle } from './recycle.ts';
import { regress } from './regress.ts';

export interface ProposeArgs {
  readonly account: AccountRef;
  readonly change: 'regress' | 'recycle' | 'disqualify';
  readonly trigger?: ProposedChange['trigger'];
  readonly reason: string;
  readonly evidence?: string | undefined;
}

interface StageProposalInput extends ProposedChange {
  readonly change: ProposeArgs['change'];
}

/** §3.5, L9 to L11: sales.ops moves an account down or out; at once where it may, else when the CRO has confirmed. */
export const proposeStageChange: Command<ProposeArgs, StageProposalInput, { account: string }> = {
  name: 'propose_stage_change',
  clause: '3.5',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const reason = read.required('reason', args.reason, 'quote');
      const evidence = read.text('evidence', args.evidence, 'quote');
      if (args.change === 'disqualify' && !args.trigger) {
        read.fault(invalid('trigger', args.trigger, 'company_ended, direct_competitor or no_ecosystem_motion'));
      }
      if (args.trigger === 'no_ecosystem_motion' && !evidence)
        read.fault(invalid('evidence', args.evidence, 'what was researched, and where'));
      return { change: args.change, trigger: args.trigger, reason, evidence };
    }),
  decide(input, world, context) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    if (draft.state.proposal && !outranks(input)) return waiting(draft.state);
    switch (input.change) {
      case 'regress':
        return regress(draft, input, world, context);
      case 'recycle':
        return recycle(draft, input, world, context);
      case 'disqualify':
        return disqualify(draft, input, world, context);
      default:
        return input.change satisfies never;
    }
  },
  asked: ({ change, trigger }) => ({ tool: 'propose_stage_change', change, ...(trigger ? { trigger } : {}) }),
};

/** L11: a company that ended, or competes, is out at once; what waits for the CRO about it goes with it. */
function outranks({ change, trigger }: StageProposalInput): boolean {
  return change === 'disqualify' && trigger !== 'no_ecosystem_motion';
}
