import type { PolicyChange, RatifiedChange } from '../aggregates/policy-change.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { separation, warned } from '../command/separation.ts';
import type { World } from '../command/world.ts';
import { done, overtaken } from '../tasks/closing.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { type Instant, parseInstant } from '../time/time.ts';
import { faulty, invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { type ChangeNamed, changeNamed, changesText, openChange, otherHand } from './changes-on-file.ts';

export interface RatifyArgs {
  readonly change: string;
  readonly decision?: 'ratify' | 'reject' | undefined;
  readonly effective_at?: string | undefined;
  readonly reason?: string | undefined;
}

interface RatificationInput {
  readonly change: string;
  readonly decision: 'ratify' | 'reject';
  readonly effective_at: Instant;
  readonly reason: string;
}

type Answered = Decided<{ change: ChangeNamed; effective_at?: Instant }>;

/** §6.3, P2: the one who did not propose a change of the policy puts it in force, from an instant on, or rejects it. */
export const ratifyPolicyChange: Command<RatifyArgs, RatificationInput, Answered['extra']> = {
  name: 'ratify_policy_change',
  clause: '6.3',
  prepare({ change, decision = 'ratify', effective_at, reason }, context) {
    const read = inputReader(context);
    const said = read.text('reason', reason, 'quote') ?? '';
    if (read.refusal) return read.refusal;
    if (decision === 'reject' && said === '')
      return invalid('reason', reason, 'a reason, for a change is rejected with one');
    const from = effectiveAt(effective_at, context);
    if (typeof from !== 'string') return from;
    return { keys: {}, input: { change, decision, effective_at: from, reason: said } };
  },
  decide(input, world, context) {
    const change = openChange(world.changes().state, input.change);
    if ('refused' in change) return change;
    if (change.by === context.role)
      return input.decision === 'reject' ? reject(change, 'withdrawn', input, world) : ownChange(change);
    const did = `proposed ${change.id}`;
    const both = separation('propose_ratify', { did, principal: change.principal }, context);
    if ('refused' in both) return both;
    const refusal = input.decision === 'reject' ? null : hindrance(change, input.effective_at, world, context);
    if (refusal) return refusal;
    const answered =
      input.decision === 'reject' ? reject(change, 'rejected', input, world) : ratify(change, input, world, context);
    return { ...answered, summary: `${answered.summary}${warned(both)}`, checks: both };
  },
};

function effectiveAt(given: string | undefined, { now }: Context): Instant | Refusal {
  if (given === undefined) return now;
  const read = parseInstant(given);
  if ('problem' in read) return faulty('effective_at', read.problem);
  if (read.instant >= now) return read.instant;
  return refuse('INVALID_INPUT', {
    clause: '6.3',
    ruling: 'P2',
    found: `\`effective_at\` is ${read.instant}, before now, ${now}: what was decided keeps the policy it was decided under`,
    next: 'give an instant from now on, or leave it out for now',
  });
}

function ownChange({ id, by }: PolicyChange): Refusal {
  const other = otherHand(by);
  return refuse('NOT_PERMITTED', {
    clause: '6.3',
    ruling: 'P2',
    found: `${id} was proposed by ${by}, and a change wants two hands`,
    next: `${other} ratifies or rejects it with ratify_policy_change; ${by} may withdraw it with decision \`reject\` and a reason`,
  });
}

function reject(
  change: PolicyChange,
  how: 'rejected' | 'withdrawn',
  { reason }: RatificationInput,
  world: World,
): Answered {
  const { id } = change;
  world.changes().emit({ type: 'policy_change_rejected', change: id, how, reason });
  const closing = how === 'rejected' ? done(how) : overtaken(how);
  closeDeskTasks(world.desk, { kinds: ['ratify_policy_change'], subject: id, ...closing });
  return {
    outcome: 'rejected',
    summary: `${id} is ${how}: ${changesText(change.changes)} will not be set. The policy stays as it is.`,
    checks: [],
    extra: { change: changeNamed(change, how) },
  };
}

/** P2: the reason why a change can't be put in force as it was proposed; null where it can. */
function hindrance(change: PolicyChange, at: Instant, world: World, { now }: Context): Refusal | null {
  const { ratified } = world.changes().state;
  const paths = new Set(change.changes.map(({ path }) => path));
  const ahead = ratified.filter((each) => each.effective_at > now);
  const rival = ahead.find((each) => each.changes.some(({ path }) => paths.has(path)));
  if (rival) return anew(change, `${rival.id} sets the same value and takes effect at ${rival.effective_at}`);
  const again = world.policies.lay(change.given, { version: change.version, note: `set by ${change.id}` });
  if ('faults' in again)
    return anew(change, `it can't be laid over the policy in force any more: ${faultText(again.faults)}`);
  for (const { path, from, to } of change.changes) {
    const now = again.changes.find((each) => each.path === path);
    if (!now) return anew(change, `${path} is ${JSON.stringify(to)} already`);
    if (world.digest(now.from) !== world.digest(from))
      return anew(
        change,
        `${path} was ${JSON.stringify(from)} when it was proposed and is ${JSON.stringify(now.from)} now`,
      );
  }
  for (const instant of [at, ...ahead.map(({ effective_at }) => effective_at).filter((each) => each > at)]) {
    const [misfit] = world.policies.misfitsAt(instant, { ...change, effective_at: at });
    if (misfit)
      return anew(change, `${misfit.change} could not be laid over the policy at ${instant}: ${misfit.because}`);
  }
  return null;
}

const faultText = (faults: readonly { readonly path: string; readonly found: string }[]) =>
  faults.map(({ path, found }) => `${path} ${found}`).join('; ');

function anew({ id }: PolicyChange, because: string): Refusal {
  return refuse('CONFLICT', {
    clause: '6.3',
    ruling: 'P2',
    found: `${id} no longer starts from what is in force: ${because}`,
    next: 'reject it, and let cro or cmo propose it anew with propose_policy_change; ladder://policy shows what is in force and what is to come',
  });
}

function ratify(
  change: PolicyChange,
  { effective_at }: RatificationInput,
  world: World,
  { now, role }: Context,
): Answered {
  const { id, version } = change;
  world.changes().emit({ type: 'policy_change_ratified', change: id, effective_at });
  closeDeskTasks(world.desk, { kinds: ['ratify_policy_change'], subject: id, ...done('ratified') });
  const settled: RatifiedChange = { ...change, ratified: { by: role, at: now }, effective_at };
  return {
    outcome: 'ratified',
    summary: `${id} is ratified: ${changesText(change.changes)}. From ${effective_at} on ${version} rules, that instant included. It moves nobody: stages, reviews, open tasks and permits stay; every decision from then on is judged by it. The sweep flags accounts that meet the criteria no longer.`,
    checks: [],
    extra: { change: changeNamed(settled, 'ratified'), effective_at },
  };
}
