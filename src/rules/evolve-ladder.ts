import type { AccountState, Deal } from './account.ts';
import type { AccountEventOf, LadderEvent, Moved } from './events.ts';
import type { Stamp } from './stamp.ts';
import type { Instant } from './time.ts';

/** Where the account stands after one more decision. */
export function evolveLadder(state: AccountState, event: LadderEvent, stamp: Stamp): AccountState {
  switch (event.type) {
    case 'classified':
      return {
        ...state,
        trigger: event.trigger ?? state.trigger,
        first_touch: state.first_touch ?? event.first_touch,
        held_by: event.outcome === 'stays_prospect' ? event.obstacles : [],
      };
    case 'dossier_scored':
      return { ...state, dossier: { ...event.dossier, scored_at: stamp.at, by: stamp.by }, minted: state.minted + 1 };
    case 'sql_decided':
      return decided(state, event, stamp);
    case 'moved':
      return moved(state, event, stamp);
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
    case 'change_proposed':
      return { ...state, proposal: { ...event.proposal, at: stamp.at, by: stamp.by }, minted: state.minted + 1 };
    case 'change_decided':
      return changed(state, event, stamp);
    case 'flag_raised':
      return { ...state, flags: [...state.flags, event.flag] };
    case 'flag_lowered':
      return { ...state, flags: state.flags.filter((flag) => flag !== event.flag) };
    case 'mql_disputed':
      return state;
    default:
      return event satisfies never;
  }
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
    ...state,
    stage: event.to,
    review: event.review,
    held_by: [],
    spent_until: event.spends ? newestAct(state) : state.spent_until,
    ...(event.resets ? { entry_floor: newestAct(state) } : {}),
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

/** L9, L11: a regression is asked of one stage; a disqualification of the account, wherever it has moved since. */
function waitsOn({ proposal }: AccountState, { to }: Moved): boolean {
  return proposal?.change === 'disqualify' && to !== 'DISQUALIFIED' && to !== 'WON';
}

/** What is no act of the contact's own, such as a bare introduction, holds no later act back (L2, L9). */
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
