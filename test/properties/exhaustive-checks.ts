import { type Arrow, arrows } from '../../src/rules/arrows.ts';
import type { AccountState, Task } from '../../src/rules/account.ts';
import type { AccountEvent, Moved } from '../../src/rules/events.ts';
import type { PolicyValues } from '../../src/rules/policy.ts';
import { freshRequest, freshStrong, gates, gatesHold, high, idle, lapsed, live, reachable, type Seen, dateOf } from './exhaustive-facts.ts';

/** One command taken: who, what, and the account before and after it. */
export interface Taken {
  readonly tool: string;
  readonly role: string;
  readonly before: Seen;
  readonly after: Seen;
  readonly events: readonly AccountEvent[];
}

const table: ReadonlyMap<string, Arrow> = new Map(arrows.map((arrow) => [arrow.id, arrow]));
const movesOf = (events: readonly AccountEvent[]): readonly Moved[] => events.filter((each) => each.type === 'moved');

/** Who may decide what, by the SOP's own words and not by the table's. */
const deciders: Readonly<Record<string, string>> = {
  classify_mql: 'sales.ops',
  score_dossier: 'sales.ops',
  cro_decide: 'cro',
  advance_deal: 'cro',
  propose_stage_change: 'sales.ops',
  decide_stage_change: 'cro',
};

/** What an arrow's guard asks of the account that it leaves. */
const guards: Readonly<Record<string, (seen: Seen, taken: Taken) => boolean>> = {
  gates: ({ state }) => gatesHold(state),
  live_signal: (seen) => live(seen).length > 0,
  fresh_strong_signal: (seen) => freshStrong(seen).length > 0,
  fresh_briefing_request: (seen) => freshRequest(seen).length > 0,
  dossier_due: ({ state }) => state.review === 'DOSSIER_DUE' || (state.stage === 'MQL' && state.review === 'NONE'),
  three_buying_signals: (_, { after }) => high(after.state) >= 3,
  criteria_lapsed: (seen) => !gatesHold(seen.state) || live(seen).length === 0,
  idle_or_lapsed: (seen) => idle(seen) >= (seen.state.stage === 'SQL' ? 30 : 90) || lapsed(seen),
  proposed: ({ state }) => state.proposal !== null,
  cooled_down: ({ state, now }) => state.cooldown_until === null || dateOf(now) >= state.cooldown_until,
  briefing_held: ({ state }) => state.deal.held_at !== null,
  assessment_proposed: ({ state }) => state.deal.proposed_at !== null,
  reason: (_, { events }) => events.some((each) => 'reason' in each && Boolean(each.reason)),
  evidence: (_, { events }) => events.some((each) => each.type === 'change_decided' && Boolean(each.evidence ?? each.reason)),
  qualifying_signal: (_, { events }) => events.some((each) => each.type === 'signal_recorded' && each.signal.qualifies),
};

/** Invariants 2, 3 and 8 on what moved; the words of each violation. */
export function movesWrong(taken: Taken): readonly string[] {
  const { before, after, events, tool, role } = taken;
  const wrong: string[] = [];
  let { stage, review } = before.state;
  for (const moved of movesOf(events)) {
    const arrow = table.get(moved.arrow);
    if (!arrow) return [`inv8 no arrow ${moved.arrow} in the table`];
    if (moved.from !== stage || !arrow.from.includes(stage) || !arrow.reviews.includes(review)) wrong.push(`inv8 ${arrow.id} does not start at ${stage}/${review}`);
    if (moved.to !== (arrow.to === 'same' ? stage : arrow.to) || moved.review !== arrow.review) wrong.push(`inv8 ${arrow.id} ends at ${moved.to}/${moved.review}`);
    if (moved.clause !== arrow.clause || moved.because === '') wrong.push(`inv8 ${arrow.id} names clause ${moved.clause} and reason "${moved.because}"`);
    if (arrow.command !== tool) wrong.push(`inv3 ${arrow.id} was taken by ${tool}`);
    if (!arrow.roles.includes(role as never) || (deciders[tool] ?? role) !== role) wrong.push(`inv3 ${arrow.id} was taken by ${role}`);
    wrong.push(...guardsWrong(arrow, moved, taken), ...stayPut(moved, before));
    if (moved.to === 'SQL' && moved.from !== 'SQL') wrong.push(...intoSql(moved, taken));
    ({ to: stage, review } = moved);
  }
  if (after.state.stage !== stage || after.state.review !== review) wrong.push(`inv8 it stands at ${after.state.stage}/${after.state.review}, its moves end at ${stage}/${review}`);
  return wrong;
}

function guardsWrong(arrow: Arrow, moved: Moved, taken: Taken): readonly string[] {
  const wrong = arrow.guards.filter((guard) => !guards[guard]?.(taken.before, taken)).map((guard) => `inv8 ${arrow.id}: its guard ${guard} does not hold`);
  const said = taken.events.some((each) => each.type === 'change_decided' || each.type === 'deal_advanced' || each.type === 'sql_decided');
  if (arrow.guards.length > 0 && moved.evidence.length === 0 && !said) wrong.push(`inv8 ${arrow.id} names neither evidence nor reason`);
  const { facts, signals, dossier, override, proposal } = taken.after.state;
  const known = new Set([...facts, ...signals, ...[dossier, override, proposal, taken.before.state.override, taken.before.state.proposal].filter((each) => each !== null)].map(({ id }) => id));
  const unknown = moved.evidence.filter((id) => !known.has(id));
  if (unknown.length > 0) wrong.push(`inv8 ${arrow.id} rests on what is not on file: ${unknown}`);
  return wrong;
}

const early: readonly string[] = ['auto_sql', 'request_to_sql', 'confirm', 'flag_immediate', 'falls_short', 'dispute', 'fast_track', 'pending_review', 'dispute_recycled', 'falls_short_recycled', 'disqualify', 'disqualify_confirmed'];

function stayPut({ arrow, from }: Moved, { state, now }: Seen): readonly string[] {
  if (from === 'WON') return ['L2 a WON account moved'];
  if (from === 'DISQUALIFIED' && arrow !== 'reinstate') return [`L11 a DISQUALIFIED account left by ${arrow}`];
  const cooling = from === 'RECYCLED' && state.cooldown_until !== null && dateOf(now) < state.cooldown_until;
  return cooling && !early.includes(arrow) ? [`L10 a cooling account left by ${arrow}`] : [];
}

/** Invariant 2, in its own words. */
function intoSql({ arrow }: Moved, { before, after, events, role }: Taken): readonly string[] {
  const words = Object.values(gates(before.state));
  const open = words.filter((each) => each !== 'pass');
  const wrong: string[] = [];
  if (open.length > 1 || open.some((each) => each !== 'overridden')) wrong.push(`inv2 SQL with gates ${words}`);
  if (live(before).length === 0) wrong.push('inv2 SQL without a live signal');
  if (arrow === 'auto_sql' || arrow === 'request_to_sql') {
    if (freshRequest(before).length === 0) wrong.push('inv2 SQL without dossier and without a fresh Briefing request');
  } else {
    const said = events.some((each) => each.type === 'sql_decided' && each.decision !== 'dispute' && each.dossier === after.state.dossier?.id);
    if (high(before.state) < 3 || before.state.review !== 'PENDING_CRO' || role !== 'cro' || !said) wrong.push(`inv2 SQL by ${arrow} with ${high(before.state)} buying signals, review ${before.state.review}, by ${role}`);
  }
  return wrong;
}

const openOf = ({ tasks }: AccountState): readonly Task[] => tasks.filter((task) => task.closed_at === undefined);

/** When each duty has its reason; the rest are closed by hand and may stand anywhere but behind a closed door. */
const reasons: Readonly<Record<string, (seen: Seen, task: Task) => boolean>> = {
  classify: ({ state }) => ['PROSPECT', 'MQL', 'RECYCLED'].includes(state.stage),
  dossier: ({ state }) => state.review === 'DOSSIER_DUE',
  cro_review: ({ state }) => state.review === 'PENDING_CRO',
  confirm_regression: ({ state }) => state.proposal?.change === 'regress',
  confirm_disqualification: ({ state }) => state.proposal?.change === 'disqualify',
  propose_nurture: ({ state }) => state.stage === 'MQL' && state.review === 'NONE',
  propose_re_engagement: ({ state }) => state.stage === 'MQL',
  immediate_outreach: ({ state }) => state.stage === 'SQL',
  mend_gates: ({ state }) => state.flags.includes('gates_failing'),
  mend_criteria: ({ state }) => state.flags.includes('criteria_lapsed'),
  find_contact: ({ state }) => state.flags.includes('needs_contact'),
  escalated_step: ({ state }, task) => openOf(state).some((each) => each.id === task.subject),
  research_gates: ({ state }) => Object.values(gates(state)).includes('unknown'),
  complete_account: ({ state }) => state.name === null,
};

const qualified: readonly string[] = ['MQL', 'SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED'];

/** No duty without a reason and an owner, no reason without its duty, no flag that lies. */
export function dutiesWrong(seen: Seen, { tool }: Pick<Taken, 'tool'>, policy: PolicyValues): readonly string[] {
  const { state } = seen;
  const open = openOf(state);
  const wrong: string[] = [];
  const has = (kind: string) => open.some((task) => task.kind === kind);
  for (const task of open) {
    const rule = policy.duties[task.kind];
    if (!rule || rule.role !== task.role) wrong.push(`S-1 the task ${task.kind} of ${task.role} is not in the policy so`);
    if (reasons[task.kind]?.(seen, task) === false) wrong.push(`S-1 the task ${task.kind} stands open at ${state.stage}/${state.review}, its reason gone`);
    if (Date.parse(task.due_at) < Date.parse(task.opened_at)) wrong.push(`S-1 the task ${task.kind} is due before it was opened`);
  }
  const kinds = open.map((task) => `${task.kind} ${task.subject ?? ''}`);
  if (new Set(kinds).size < kinds.length) wrong.push(`S-2 two open tasks of a kind: ${kinds}`);
  if (tool === 'classify_mql' && has('classify')) wrong.push('S-1 classify stands open after the classification');
  if (state.review === 'DOSSIER_DUE' && !has('dossier')) wrong.push('S-1 a dossier is due and is nobody\'s task');
  if (state.review === 'PENDING_CRO' && !has('cro_review')) wrong.push('S-1 the CRO reviews and has no task');
  if (state.proposal?.change === 'regress' && !has('confirm_regression')) wrong.push('S-1 a regression waits and is nobody\'s task');
  if (state.proposal?.change === 'disqualify' && !has('confirm_disqualification')) wrong.push('S-1 a disqualification waits and is nobody\'s task');
  const { flags } = state;
  if (flags.includes('gates_failing') !== (qualified.includes(state.stage) && !gatesHold(state))) wrong.push(`L13b gates_failing is ${flags.includes('gates_failing')}`);
  if (flags.includes('gates_failing') && !has('mend_gates')) wrong.push('L13b gates fail and it is nobody\'s task');
  const rests = state.stage === 'MQL' || state.stage === 'SQL' || (state.review !== 'NONE' && ['PROSPECT', 'RECYCLED'].includes(state.stage));
  if (flags.includes('criteria_lapsed') !== (rests && lapsed(seen))) wrong.push(`L14 criteria_lapsed is ${flags.includes('criteria_lapsed')}`);
  if (flags.includes('criteria_lapsed') && !has('mend_criteria') && !has('mend_gates')) wrong.push('L14 criteria lapsed and it is nobody\'s task');
  const alone = state.contacts.length > 0 && !reachable(seen) && state.stage !== 'DISQUALIFIED';
  if (flags.includes('needs_contact') !== alone) wrong.push(`L11 needs_contact is ${flags.includes('needs_contact')}`);
  if (alone && !has('find_contact')) wrong.push('L11 no contact is left and it is nobody\'s task');
  if (state.override !== null && gates(state)[state.override.gate] !== 'overridden') wrong.push(`G-4 an override of ${state.override.gate} stands over ${gates(state)[state.override.gate]}`);
  if (state.override !== null && Object.values(gates(state)).includes('fail')) wrong.push('G-4 an override stands beside another failed gate');
  return wrong;
}
