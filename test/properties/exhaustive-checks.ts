import type { AccountState } from '../../src/rules/aggregates/account.ts';
import type { AccountEvent, Moved } from '../../src/rules/aggregates/account-events.ts';
import type { Task } from '../../src/rules/aggregates/task.ts';
import type { Arrow } from '../../src/rules/ladder/arrow.ts';
import { arrows } from '../../src/rules/ladder/arrows.ts';
import type { PolicyValues } from '../../src/rules/policy/policy.ts';
import {
  dateOf,
  freshRequest,
  freshStrong,
  gates,
  gatesHold,
  high,
  idle,
  lapsed,
  live,
  reachable,
  type Seen,
} from './exhaustive-facts.ts';

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

/** Roles that may decide, by the SOP's own words and not by the table's. */
const deciders: Readonly<Record<string, string>> = {
  classify_mql: 'sales.ops',
  score_dossier: 'sales.ops',
  cro_decide: 'cro',
  advance_deal: 'cro',
  propose_stage_change: 'sales.ops',
  decide_stage_change: 'cro',
};

/** Conditions that an arrow's guard sets for the account that it leaves. */
const guards: Readonly<Record<string, (seen: Seen, taken: Taken) => boolean>> = {
  gates: ({ state }) => gatesHold(state),
  live_signal: (seen) => live(seen).length > 0,
  fresh_strong_signal: (seen) => freshStrong(seen).length > 0,
  fresh_briefing_request: (seen) => freshRequest(seen).length > 0,
  dossier_due: ({ state }) => state.review === 'DOSSIER_DUE' || (state.stage === 'MQL' && state.review === 'NONE'),
  three_buying_signals: (_, { after }) => high(after.state) >= 3,
  criteria_lapsed: (seen) => !gatesHold(seen.state) || live(seen).length === 0,
  idle_or_lapsed: (seen) => idle(seen) >= (seen.state.stage === 'SQL' ? 30 : 90) || lapsed(seen),
  regression_proposed: ({ state }) => state.proposal?.change === 'regress',
  disqualification_proposed: ({ state }) => state.proposal?.change === 'disqualify',
  cooled_down: ({ state, now }) => state.cooldown_until === null || dateOf(now) >= state.cooldown_until,
  briefing_held: ({ state }) => state.deal.held_at !== null,
  assessment_proposed: ({ state }) => state.deal.proposed_at !== null,
  reason: (_, { events }) => events.some((each) => 'reason' in each && Boolean(each.reason)),
  evidence: (_, { events }) => events.some((each) => each.type === 'change_decided' && Boolean(each.evidence)),
  // The slices list no competitor, so that evidence alone shows one.
  ended_or_competitor: (_, { events }) =>
    events.some(
      (each) =>
        each.type === 'change_decided' &&
        (each.trigger === 'company_ended' || (each.trigger === 'direct_competitor' && Boolean(each.evidence))),
    ),
  answered: (_, { events }) => events.some((each) => each.type === 'reply_recorded' && each.reply.kind !== 9),
  qualifying_signal: (_, { events }) => events.some((each) => each.type === 'signal_recorded' && each.signal.qualifies),
  nothing_on_file: ({ state }, { after }) =>
    state.name === null && state.facts.length === 0 && after.state.signals.every(({ gone }) => gone !== undefined),
  withdrawn: ({ state }) =>
    state.stage === 'ARCHIVED' && state.name === null && state.signals.every(({ gone }) => gone !== undefined),
};

interface Place {
  readonly stage: string;
  readonly review: string;
}

/** Invariants 2, 3 and 8 on what moved; the words of each violation. */
export function movesWrong(taken: Taken): readonly string[] {
  const { before, after, events } = taken;
  const wrong: string[] = [];
  let place: Place = before.state;
  for (const moved of movesOf(events)) {
    const arrow = table.get(moved.arrow);
    if (!arrow) return [`inv8 no arrow ${moved.arrow} in the table`];
    wrong.push(...alongTable(arrow, moved, place), ...takenBy(arrow, taken));
    wrong.push(...guardsWrong(arrow, moved, taken), ...stayPut(moved, before));
    if (moved.to === 'SQL' && moved.from !== 'SQL') wrong.push(...intoSql(moved, taken));
    place = { stage: moved.to, review: moved.review };
  }
  const { stage, review } = after.state;
  if (stage !== place.stage || review !== place.review)
    wrong.push(`inv8 it stands at ${stage}/${review}, its moves end at ${place.stage}/${place.review}`);
  return wrong;
}

function alongTable(arrow: Arrow, moved: Moved, { stage, review }: Place): readonly string[] {
  const wrong: string[] = [];
  const starts =
    moved.from === stage && arrow.from.some((each) => each === stage) && arrow.reviews.some((each) => each === review);
  if (!starts) wrong.push(`inv8 ${arrow.id} does not start at ${stage}/${review}`);
  if (moved.to !== (arrow.to === 'same' ? stage : arrow.to) || moved.review !== arrow.review)
    wrong.push(`inv8 ${arrow.id} ends at ${moved.to}/${moved.review}`);
  if (moved.clause !== arrow.clause || moved.because === '')
    wrong.push(`inv8 ${arrow.id} names clause ${moved.clause} and reason "${moved.because}"`);
  return wrong;
}

/** The commands that a call carries out: those of a list are its rows'. */
const carriedOut = (tool: string): readonly string[] =>
  tool === 'import_list' ? ['file_signal_note', 'save_account'] : [tool];

function takenBy({ id, command, roles }: Arrow, { tool, role }: Taken): readonly string[] {
  const wrong = carriedOut(tool).includes(command) ? [] : [`inv3 ${id} was taken by ${tool}`];
  const lawful = roles.some((each) => each === role) && (deciders[tool] ?? role) === role;
  return lawful ? wrong : [...wrong, `inv3 ${id} was taken by ${role}`];
}

function guardsWrong(arrow: Arrow, moved: Moved, taken: Taken): readonly string[] {
  const wrong = arrow.guards
    .filter((guard) => !guards[guard]?.(taken.before, taken))
    .map((guard) => `inv8 ${arrow.id}: its guard ${guard} does not hold`);
  const said = taken.events.some(
    (each) => each.type === 'change_decided' || each.type === 'deal_advanced' || each.type === 'sql_decided',
  );
  if (arrow.guards.length > 0 && moved.evidence.length === 0 && !said)
    wrong.push(`inv8 ${arrow.id} names neither evidence nor reason`);
  const { facts, signals, dossier, override, proposal } = taken.after.state;
  const known = new Set(
    [
      ...facts,
      ...signals,
      ...[dossier, override, proposal, taken.before.state.override, taken.before.state.proposal].filter(
        (each) => each !== null,
      ),
    ].map(({ id }) => id),
  );
  for (const each of taken.events) if (each.type === 'reply_recorded') known.add(each.reply.id);
  const unknown = moved.evidence.filter((id) => !known.has(id));
  if (unknown.length > 0) wrong.push(`inv8 ${arrow.id} rests on what is not on file: ${unknown}`);
  return wrong;
}

const early: readonly string[] = [
  'auto_sql',
  'request_to_sql',
  'confirm',
  'flag_immediate',
  'falls_short',
  'dispute',
  'fast_track',
  'pending_review',
  'dispute_recycled',
  'falls_short_recycled',
  'disqualify',
  'disqualify_confirmed',
];

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
    const said = events.some(
      (each) => each.type === 'sql_decided' && each.decision !== 'dispute' && each.dossier === after.state.dossier?.id,
    );
    if (high(before.state) < 3 || before.state.review !== 'PENDING_CRO' || role !== 'cro' || !said)
      wrong.push(
        `inv2 SQL by ${arrow} with ${high(before.state)} buying signals, review ${before.state.review}, by ${role}`,
      );
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
  answer_briefing_request: ({ state, suppressed }) =>
    state.signals.some(({ type, gone, contact }) => type === 'E4' && !gone && !suppressed.has(contact)),
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
  const open = openOf(seen.state);
  const kinds = open.map((task) => `${task.kind} ${task.subject ?? ''}`);
  return [
    ...open.flatMap((task) => taskWrong(task, seen, policy)),
    ...(new Set(kinds).size < kinds.length ? [`S-2 two open tasks of a kind: ${kinds}`] : []),
    ...(tool === 'classify_mql' && open.some((task) => task.kind === 'classify')
      ? ['S-1 classify stands open after the classification']
      : []),
    ...owed(seen),
    ...flagsWrong(seen),
    ...overrideWrong(seen.state),
  ];
}

function taskWrong(task: Task, seen: Seen, policy: PolicyValues): readonly string[] {
  const { state } = seen;
  const rule = policy.duties[task.kind];
  const gone = reasons[task.kind]?.(seen, task) === false;
  return [
    ...(rule?.role === task.role ? [] : [`S-1 the task ${task.kind} of ${task.role} is not in the policy so`]),
    ...(gone ? [`S-1 the task ${task.kind} stands open at ${state.stage}/${state.review}, its reason gone`] : []),
    ...(task.due_at < task.opened_at ? [`S-1 the task ${task.kind} is due before it was opened`] : []),
  ];
}

/** Conditions that must be somebody's task. */
function owed({ state }: Seen): readonly string[] {
  const { review, proposal, flags } = state;
  const open = openOf(state).map((task) => task.kind);
  const due: readonly (readonly [boolean, readonly string[]])[] = [
    [review === 'DOSSIER_DUE', ['dossier']],
    [review === 'PENDING_CRO', ['cro_review']],
    [proposal?.change === 'regress', ['confirm_regression']],
    [proposal?.change === 'disqualify', ['confirm_disqualification']],
    [flags.includes('gates_failing'), ['mend_gates']],
    [flags.includes('criteria_lapsed'), ['mend_criteria', 'mend_gates']],
    [flags.includes('needs_contact'), ['find_contact']],
  ];
  return due
    .filter(([holds, kinds]) => holds && !kinds.some((kind) => open.includes(kind)))
    .map(([, kinds]) => `S-1 ${kinds.join(' or ')} is owed and is nobody's task`);
}

function flagsWrong(seen: Seen): readonly string[] {
  const { state } = seen;
  const { stage, review, flags } = state;
  const early = stage === 'PROSPECT' || stage === 'RECYCLED';
  const rests = qualified.includes(stage) || (early && review !== 'NONE');
  const isOut = stage === 'ARCHIVED' && state.entered_by === 'withdraw';
  const wanted: readonly (readonly [AccountState['flags'][number], boolean])[] = [
    ['gates_failing', rests && !gatesHold(state)],
    ['criteria_lapsed', rests && lapsed(seen)],
    ['needs_contact', state.contacts.length > 0 && !reachable(seen) && stage !== 'DISQUALIFIED' && !isOut],
  ];
  return wanted
    .filter(([flag, holds]) => flags.includes(flag) !== holds)
    .map(([flag, holds]) => `L14 ${flag} is ${!holds}, and should not be`);
}

function overrideWrong(state: AccountState): readonly string[] {
  if (state.override === null) return [];
  const words = gates(state);
  const own = words[state.override.gate];
  return [
    ...(own === 'overridden' ? [] : [`G-4 an override of ${state.override.gate} stands over ${own}`]),
    ...(Object.values(words).includes('fail') ? ['G-4 an override stands beside another failed gate'] : []),
  ];
}
