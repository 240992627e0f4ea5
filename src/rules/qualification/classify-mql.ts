/** Classification, dossier, the CRO's decision, override and dispute (§3.6, §4.2, §4.3). */

import { type AccountState, label } from '../aggregates/account.ts';
import { type AccountRef, accountKey, noSuchAccount } from '../command/account-ref.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { AccountDraft, World } from '../command/world.ts';
import { standingOf } from '../criteria/engagement.ts';
import { type Classification, classification, criteriaChecks, gatesAmong } from '../criteria/mql-criteria.ts';
import { unweighed } from '../criteria/spent-signals.ts';
import { bringsBack, isWithdrawn } from '../criteria/withdrawal.ts';
import { closeTasks, openTask, openTasks } from '../tasks/tasks.ts';
import { type Check, holds, openText } from '../vocabulary/check.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import { enter, recordClassification, spends } from './classification-effects.ts';

export const classifyMql: Command<{ account: AccountRef }, null, { account: string }> = {
  name: 'classify_mql',
  clause: '4.2',
  prepare: ({ account }) => {
    const key = accountKey(account);
    return 'refused' in key ? key : { keys: { account: key.key }, input: null };
  },
  decide: (_, world, context) => {
    const draft = world.account;
    if (!draft) return noSuchAccount();
    const refusal = outsideLadder(draft.state);
    return refusal ?? classify(draft, world, context);
  },
  asked: () => ({ tool: 'classify_mql' }),
};

function outsideLadder(state: AccountState): Refusal | null {
  if (state.stage === 'DISQUALIFIED') {
    return refuse('RULE_REFUSED', {
      clause: '3.5',
      ruling: 'L11',
      found: `${label(state)} is DISQUALIFIED since ${state.stage_since}; notes are kept, nothing is classified`,
      next: 'cro may reinstate it with decide_stage_change if the reason no longer holds',
    });
  }
  if (state.stage !== 'ARCHIVED') return null;
  if (isWithdrawn(state))
    return refuse('RULE_REFUSED', {
      clause: '3.1',
      ruling: 'A1',
      found: `${label(state)} is withdrawn since ${state.stage_since}: its notes are all retracted, and nothing else is on file`,
      next: bringsBack,
    });
  return refuse('RULE_REFUSED', {
    clause: '5.6',
    ruling: 'L12',
    found: `${label(state)} is ARCHIVED since ${state.stage_since}`,
    next: 'file_signal_note when a contact shows a qualifying signal: that reopens it',
  });
}

function classify(draft: AccountDraft, world: World, context: Context): Decided<{ account: string }> {
  const standing = standingOf(draft, world);
  const checks = criteriaChecks(standing, context);
  const gatesOk = holds(gatesAmong(checks));
  const found = classification(standing, gatesOk, context);
  const owed = openTasks(draft.state, 'classify').length > 0;
  const news = unweighed(standing, context).length > 0 || spends(found, { standing, checks }, context).length > 0;
  if (found.outcome !== 'unchanged' || owed || news) recordClassification(draft, found, { standing, checks }, context);
  enter(draft, { ...found, checks }, world, context);
  closeTasks(draft, ['classify']);
  if (checks.some((check) => check.verdict === 'unknown')) openTask(draft, { kind: 'research_gates' }, context);
  return {
    outcome: found.outcome,
    summary: summaryOf(draft.state, found, checks),
    checks,
    extra: { account: draft.state.id },
  };
}

function summaryOf(state: AccountState, { outcome, trigger }: Classification, checks: readonly Check[]): string {
  const name = label(state);
  const aside = checks.filter((check) => check.ruling === 'G-4').map((check) => check.rule);
  const gates = aside.length > 0 ? `all gates hold (${aside.join(', ')} by override)` : 'all gates hold';
  const because = openText(checks);
  switch (outcome) {
    case 'mql':
      return `${name} is MQL: ${gates} and ${trigger?.type} is live. A dossier is due.`;
    case 'fast_track':
      return `${name} is on the fast track by ${trigger?.type} and stays ${state.stage} until its dossier is scored.`;
    case 'auto_sql':
      return `${name} is SQL: a Briefing was asked for (${trigger?.type}) and ${gates}. The CRO schedules the Briefing.`;
    case 'stays_prospect':
      return `${name} stays PROSPECT. ${because}.`;
    case 'unchanged':
      return `${name} stays ${state.stage} (review ${state.review}): nothing new moves it${because ? `. ${because}` : ''}.`;
    default:
      return outcome satisfies never;
  }
}
