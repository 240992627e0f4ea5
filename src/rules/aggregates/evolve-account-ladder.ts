import type { Instant } from '../time/time.ts';
import type { AccountState, Deal, Spent } from './account.ts';
import type { AccountEventOf, LadderEvent, Moved } from './account-events.ts';
import type { Stamp } from './event-stamp.ts';

/** The account after one more decision. */
export function evolveLadder(state: AccountState, event: LadderEvent, stamp: Stamp): AccountState {
  switch (event.type) {
    case 'classified':
      return classified(state, event, stamp);
    case 'dossier_scored':
      return {
        ...state,
        dossier: { ...event.dossier, scored_at: stamp.at, ...whoOf(stamp) },
        minted: state.minted + 1,
      };
    case 'sql_decided':
      return decided(state, event, stamp);
    case 'moved':
      return moved(state, event, stamp);
    case 'account_adopted':
      return adopted(state, event, stamp);
    case 'gate_overridden':
      return { ...state, override: { ...event.override, at: stamp.at }, minted: state.minted + 1 };
    case 'override_fell':
      return { ...state, override: null };
    case 'deal_advanced':
      return {
        ...state,
        deal: advanced(state.deal, event),
        cooldown_until: event.cooldown_until ?? state.cooldown_until,
      };
    case 'post_mortem_filed': {
      const { outcome, learnings, predictors } = event;
      return { ...state, post_mortem: { outcome, learnings, predictors, at: stamp.at, by: stamp.by } };
    }
    case 'change_proposed':
      return { ...state, proposal: { ...event.proposal, at: stamp.at, ...whoOf(stamp) }, minted: state.minted + 1 };
    case 'change_decided':
      return changed(state, event, stamp);
    case 'flag_raised':
      return { ...state, flags: [...state.flags, event.flag] };
    case 'flag_lowered':
      return { ...state, flags: state.flags.filter((flag) => flag !== event.flag) };
    case 'mql_disputed': {
      const { criterion, quarter } = event;
      return quarter === undefined ? state : { ...state, disputed: { ...state.disputed, [criterion]: quarter } };
    }
    default:
      return event satisfies never;
  }
}

function whoOf({ by, principal }: Stamp): Omit<Stamp, 'at'> {
  return principal === undefined ? { by } : { by, principal };
}

function classified(state: AccountState, event: AccountEventOf<'classified'>, stamp: Stamp): AccountState {
  const { outcome, obstacles } = event;
  const moves = outcome === 'mql' || outcome === 'fast_track' || outcome === 'auto_sql';
  const { weighs, spends } = weighed(state, event, moves);
  const spent: Spent = { by: moves ? outcome : 'review', at: stamp.at, minted: state.minted };
  return {
    ...state,
    trigger: event.trigger ?? state.trigger,
    first_touch: state.first_touch ?? event.first_touch,
    held_by: outcome === 'stays_prospect' ? obstacles : [],
    fast_track: moves ? outcome === 'fast_track' : state.fast_track,
    signals: state.signals.map((signal) => {
      const [isWeighed, isSpent] = [weighs.includes(signal.id), spends.includes(signal.id)];
      if (!isWeighed && !isSpent) return signal;
      return { ...signal, ...(isWeighed ? { weighed: true as const } : {}), ...(isSpent ? { spent } : {}) };
    }),
  };
}

/** Ledgers of schema 1 don't say what a classification weighed: all strong signals that stood then, for it was not told who counted. */
function weighed(
  { review, signals }: AccountState,
  { weighs, spends, obstacles }: AccountEventOf<'classified'>,
  moves: boolean,
): { readonly weighs: readonly string[]; readonly spends: readonly string[] } {
  if (weighs && spends) return { weighs, spends };
  const strong = signals.filter((each) => each.tier === 'strong' && each.qualifies && !each.gone);
  const spent = moves || (review !== 'NONE' && obstacles.length === 0) ? strong.filter((each) => !each.spent) : [];
  return { weighs: strong.map((each) => each.id), spends: spent.map((each) => each.id) };
}

/** A12: its clocks start with the adoption, whatever its dates say. */
function adopted(state: AccountState, event: AccountEventOf<'account_adopted'>, stamp: Stamp): AccountState {
  const { stage, file, row, stage_since, last_engagement, briefing_at, cooldown_until } = event;
  return {
    ...state,
    adopted: { ...whoOf(stamp), at: stamp.at, stage, file, row, ...(last_engagement ? { last_engagement } : {}) },
    stage_since: stage_since ?? state.stage_since,
    idle_from: stamp.at,
    deal: briefing_at ? { ...state.deal, briefing_for: briefing_at } : state.deal,
    cooldown_until: cooldown_until ?? state.cooldown_until,
  };
}

function decided(state: AccountState, event: AccountEventOf<'sql_decided'>, stamp: Stamp): AccountState {
  if (state.dossier === null) return state;
  const { decision, reason_code, reason } = event;
  const word = { decision, at: stamp.at, ...(reason_code ? { reason_code } : {}), ...(reason ? { reason } : {}) };
  const priority = decision === 'flag_immediate' ? 'high' : state.priority;
  return { ...state, priority, dossier: { ...state.dossier, decided: word } };
}

/** A new stage starts its idle clock and its deal anew; back at PROSPECT the first touch is found anew too (S-6, W1). */
function moved(state: AccountState, event: Moved, stamp: Stamp): AccountState {
  const same = event.to === state.stage;
  const next = {
    ...(event.spends ? allSpent(state, event, stamp) : state),
    stage: event.to,
    review: event.review,
    held_by: [],
    fast_track: event.review !== 'NONE' && state.fast_track,
    entry_floor: event.floor ?? (event.resets ? newestAct(state) : state.entry_floor),
  };
  if (same) return next;
  const beyond = event.to === 'ASSESSMENT_QUALIFIED' || event.to === 'WON' || event.to === 'BRIEFING_READY';
  return {
    ...next,
    stage_since: stamp.at,
    entered_by: event.arrow,
    ...(event.to === 'PROSPECT' ? { first_touch: null, trigger: null } : {}),
    proposal: waitsOn(state, event) ? state.proposal : null,
    idle_from: null,
    deal: beyond ? state.deal : noDeal,
    cooldown_until: event.to === 'RECYCLED' ? state.cooldown_until : null,
    priority: event.to === 'SQL' || beyond ? state.priority : 'normal',
  };
}

const closesActs: readonly string[] = ['lost', 'regress_sql', 'regress_mql'];

/** L2, A5: a loss or a regression for idleness spends every signal on file, weighed or not; none makes an E8 with later acts. */
function allSpent(state: AccountState, { arrow }: Moved, { at }: Stamp): AccountState {
  const { minted } = state;
  const spent = { by: arrow, at, minted };
  return {
    ...state,
    closed_acts: closesActs.includes(arrow) ? minted : state.closed_acts,
    signals: state.signals.map((signal) =>
      signal.tier === 'strong' && !signal.gone && !signal.spent ? { ...signal, spent } : signal,
    ),
  };
}

/** L9, L11: a regression is asked of one stage; a disqualification of the account, wherever it has moved since. */
function waitsOn({ proposal }: AccountState, { to }: Moved): boolean {
  return proposal?.change === 'disqualify' && to !== 'DISQUALIFIED' && to !== 'WON';
}

/** Only acts of the contact's own count: a bare introduction holds no later act back (L9). */
function newestAct(state: AccountState): Instant | null {
  let newest: Instant | null = null;
  for (const { at, is_act, gone } of state.signals)
    if (is_act && !gone && (newest === null || at > newest)) newest = at;
  return newest;
}

export const noDeal: Deal = { briefing_for: null, held_at: null, proposed_at: null };

function advanced(deal: Deal, { event, on }: AccountEventOf<'deal_advanced'>): Deal {
  switch (event) {
    case 'briefing_scheduled':
      return { ...deal, briefing_for: on };
    case 'briefing_held':
      return { ...deal, held_at: on };
    case 'assessment_proposed':
      return { ...deal, proposed_at: on };
    default:
      return deal;
  }
}

function changed(
  state: AccountState,
  { change, decision }: AccountEventOf<'change_decided'>,
  stamp: Stamp,
): AccountState {
  const declined = decision === 'declined' && change === 'regress';
  const confirmedEmpty = decision === 'confirmed' && change === 'disqualify';
  return {
    ...state,
    proposal: null,
    idle_from: declined ? stamp.at : state.idle_from,
    no_ecosystem: state.no_ecosystem || confirmedEmpty,
  };
}
