/** Post-mortems of Assessments, and how far signals predict the outcome of an account: rates, intervals, tests (§6.3). */

import { type AccountState, titled } from '../aggregates/account.ts';
import type { PostMortem, Predictor } from '../aggregates/post-mortem.ts';
import { type AccountRef, noSuchAccount } from '../command/account-ref.ts';
import type { Command } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { InputReader } from '../command/input-reader.ts';
import { onAccount } from '../command/on-account.ts';
import type { PolicyValues } from '../policy/policy.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { inOrder } from './signal-rates.ts';

export interface PostMortemArgs {
  readonly account: AccountRef;
  readonly outcome: PostMortem['outcome'];
  readonly learnings: string;
  readonly predictors?:
    | readonly { readonly signal: string; readonly verdict: Predictor['verdict']; readonly note?: string | undefined }[]
    | undefined;
}

type Input = Pick<PostMortemArgs, 'outcome' | 'learnings'> & { readonly predictors: readonly Predictor[] };

/** §6.3, P3: customer.success says how delivery went; a later word replaces the earlier one. */
export const filePostMortem: Command<PostMortemArgs, Input, { account: string; replaced: boolean }> = {
  name: 'file_post_mortem',
  clause: '6.3',
  prepare: (args, context) =>
    onAccount(args.account, context, (read) => {
      const learnings = read.required('learnings', args.learnings, 'quote');
      const predictors = readPredictors(args.predictors ?? [], read, context);
      return { outcome: args.outcome, learnings, predictors };
    }),
  decide({ outcome, learnings, predictors }, world) {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const { state } = draft;
    if (state.stage !== 'WON') return notWon(state);
    const replaced = state.post_mortem !== undefined;
    draft.emit({ type: 'post_mortem_filed', outcome, learnings, predictors });
    return {
      outcome: 'recorded',
      summary: `The post-mortem of ${titled(state)} is on file: ${outcome}${toldOf(predictors)}${replaced ? '; it replaces the one before, which stays in its history' : ''}.`,
      checks: [],
      extra: { account: state.id, replaced },
    };
  },
};

/** Ids that a post-mortem may name as predictors: the policy's engagement signals, buying signals and gates. */
function predictorsOf({ engagement, buying, gates }: PolicyValues): readonly string[] {
  const held = Object.keys(buying).filter((id) => /^S\d+$/.test(id));
  return [...Object.keys(engagement.signals).sort(inOrder), ...held, ...gates.map(({ id }) => id)];
}

function readPredictors(
  given: NonNullable<PostMortemArgs['predictors']>,
  read: InputReader,
  { policy }: Context,
): readonly Predictor[] {
  const known = predictorsOf(policy);
  const seen = new Set<string>();
  return given.map(({ signal, verdict, note }, n) => {
    const id = signal.trim().toUpperCase();
    const field = `predictors[${n}].signal`;
    if (!known.includes(id)) read.fault(invalid(field, signal, `one of ${known.join(', ')}`));
    if (seen.has(id)) read.fault(faulty(field, `names ${id} twice; one verdict a signal or gate is wanted`));
    seen.add(id);
    const words = read.text(`predictors[${n}].note`, note, 'reference');
    return { signal: id, verdict, ...(words ? { note: words } : {}) };
  });
}

function notWon(state: AccountState): Refusal {
  return refuse('RULE_REFUSED', {
    clause: '6.3',
    ruling: 'P3',
    found: `${titled(state)} is ${state.stage}; a post-mortem is of an account that is WON`,
    next:
      state.stage === 'ASSESSMENT_QUALIFIED'
        ? 'the cro records the win first (advance_deal, won)'
        : 'find_accounts with stage WON lists the accounts that delivery can tell of',
  });
}

function toldOf(predictors: readonly Predictor[]): string {
  return predictors.length === 0
    ? ''
    : `; ${predictors.map(({ signal, verdict }) => `${signal} ${verdict}`).join(', ')}`;
}
