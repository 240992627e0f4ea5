import type { ContentFlag, CopyState } from '../aggregates/copy.ts';
import type { IncidentTold } from '../aggregates/desk.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { separation, warned } from '../command/separation.ts';
import type { World } from '../command/world.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { driftStep } from './drift-incident.ts';
import { flagDuties } from './flag-timers.ts';

export interface ResolveArgs {
  readonly flag: string;
  readonly resolution: string;
  readonly decision?: 'approve' | 'reject' | undefined;
}

interface Resolved {
  readonly flag: { readonly id: string; readonly template: string; readonly state: 'open' | 'resolved' | 'retired' };
  readonly incident?: IncidentTold;
}

/** §7, I1: category.positioning proposes what is to be done, the cmo decides; the version goes on or retires. */
export const resolveFlag: Command<ResolveArgs, ResolveArgs, Resolved> = {
  name: 'resolve_flag',
  clause: '7',
  prepare(args, context) {
    const read = inputReader(context);
    const resolution = read.required('resolution', args.resolution, 'quote');
    return read.refusal ?? misfit(args, context) ?? { keys: {}, input: { ...args, resolution } };
  },
  decide(input, world, context) {
    const flag = flagNamed(input.flag.trim(), world);
    if ('refused' in flag) return flag;
    return context.role === 'cmo' ? decideFlag(flag, input, world, context) : propose(flag, input, world, context);
  },
};

function misfit({ decision }: ResolveArgs, { role }: Context): Refusal | null {
  if (role === 'cmo')
    return decision ? null : invalid('decision', decision, 'approve or reject: the cmo decides on the proposal');
  if (!decision) return null;
  return invalid('decision', decision, 'no decision: category.positioning proposes, and the cmo decides');
}

/** The flag by its id, or by the version that it holds; one that lapsed is answered while its incident is open. */
function flagNamed(named: string, world: World): ContentFlag | Refusal {
  const { state } = world.copy();
  const isNamed = ({ id, template }: ContentFlag) => id === named || template === named;
  const lapsed = state.lapsed?.findLast(isNamed);
  const found = state.flags?.find(isNamed) ?? (lapsed?.incident === undefined ? undefined : lapsed);
  if (found) return found;
  if (lapsed) return overInTime(lapsed);
  const nth = /^flg_copy_([1-9]\d*)$/.exec(named)?.[1];
  if (nth !== undefined && Number(nth) <= (state.flagged ?? 0))
    return refuse('CONFLICT', {
      clause: '7',
      ruling: 'I1',
      found: `${named} is settled already`,
      next: 'read ladder://templates/{key} for how; a version that still stands is flagged anew with flag_content',
    });
  return refuse('NOT_FOUND', {
    clause: '7',
    ruling: 'I1',
    found: 'no flag stands under that id',
    next: 'take the id from session_sweep or ladder://templates/{key}',
  });
}

function overInTime({ id, template, until }: ContentFlag): Refusal {
  return refuse('CONFLICT', {
    clause: '7',
    ruling: 'I1',
    found: `${id} lapsed at ${until}: nobody had resolved it, and ${template} is retired since`,
    next: `ask for a new version with request_template; ladder://templates/${keyOf(template)} shows what stands`,
  });
}

/** The key of a version: `nurture_1_v2` is one of `nurture_1`. */
function keyOf(version: string): string {
  return version.replace(/_v\d+$/, '');
}

function propose(
  { id, template, until, incident: lapsed, proposal }: ContentFlag,
  { resolution }: ResolveArgs,
  world: World,
  { principal }: Context,
): Decided<Resolved> | Refusal {
  const isOwn = principal === undefined || proposal?.proposers?.includes(principal) === true;
  if (proposal?.resolution === resolution && isOwn)
    return refuse('CONFLICT', {
      clause: '7',
      ruling: 'I1',
      found: `this correction is proposed for ${id} already`,
      next: 'let the cmo decide on it with resolve_flag; another text would take its place',
    });
  world
    .copy()
    .emit({ type: 'correction_proposed', flag: id, template, resolution, ...(lapsed ? { lapsed: true } : {}) });
  closeDeskTasks(world.desk, { kinds: ['propose_correction'], subject: id });
  const incident = driftStep(world.desk, { flag: id, state: 'investigated', found: resolution });
  return {
    outcome: 'proposed',
    summary: `The correction of ${template} is proposed; the cmo decides on ${id} with resolve_flag${lapsed ? ` though it lapsed at ${until}: ${lapsed} is open until they do` : ` by ${until}`}.`,
    checks: [],
    extra: { flag: { id, template, state: 'open' }, ...(incident ? { incident } : {}) },
  };
}

function decideFlag(
  flag: ContentFlag,
  { resolution, decision = 'reject' }: ResolveArgs,
  world: World,
  context: Context,
): Decided<Resolved> | Refusal {
  const { id, template, proposal, until } = flag;
  const isOver = flag.incident !== undefined;
  if (decision === 'approve' && !proposal)
    return refuse('RULE_REFUSED', {
      clause: '7',
      ruling: 'I1',
      found: `nobody has proposed a correction for ${id} yet`,
      next: 'let category.positioning propose it with resolve_flag; the cmo may reject at once, and the version retires',
    });
  const both = separation(
    'write_approve',
    {
      did: `proposed the correction for ${id}`,
      principal: proposal?.proposers?.find((each) => each === context.principal),
    },
    context,
  );
  if ('refused' in both) return both;
  const copy = world.copy();
  const state = decision === 'reject' || isOver ? 'retired' : backTo(flag, copy.state);
  const over = isOver ? { lapsed: true as const } : {};
  copy.emit({ type: 'flag_resolved', flag: id, template, decision, state, resolution, ...over });
  closeDeskTasks(world.desk, { kinds: flagDuties, subject: id });
  const isKept = decision === 'approve';
  const incident = driftStep(world.desk, { flag: id, state: 'closed', found: resolution });
  const goesOn = state === 'retired' ? 'goes on for who is on the way through it' : `is ${state} again`;
  const stands = isOver ? `stays retired, as since ${until}` : isKept ? goesOn : 'retires';
  const next = isKept && !isOver ? '' : ' request_template asks for new copy where it is wanted.';
  return {
    outcome: isKept ? 'resolved' : 'retired',
    summary: `${id} is ${isKept ? 'resolved' : 'closed'}: ${template} ${stands}.${next}${incident ? ` ${incident.severity} ${incident.id} is closed.` : ''}${warned(both)}`,
    checks: both,
    extra: { flag: { id, template, state: isKept ? 'resolved' : 'retired' }, ...(incident ? { incident } : {}) },
  };
}

/** Never two live versions of one touch: one that was loaded meanwhile stays. */
function backTo({ template, was }: ContentFlag, { keys }: CopyState): ContentFlag['was'] | 'retired' {
  const own = Object.values(keys).find(({ held }) => held.some(({ id }) => id === template));
  const isTaken = own?.held.some(({ id, state }) => id !== template && state === 'live') === true;
  return was === 'live' && isTaken ? 'retired' : was;
}
