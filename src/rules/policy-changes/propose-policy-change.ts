import type { Json, PolicyChange, PolicyChanges } from '../aggregates/policy-change.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import type { LaidPolicy, World } from '../command/world.ts';
import { openDeskTask } from '../tasks/desk-tasks.ts';
import { faulty, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { changeId, nextVersion } from './change-name.ts';
import { type ChangeNamed, changeNamed, changesText, otherHand } from './changes-on-file.ts';
import { effectText, smallestChanged } from './effect.ts';
import type { ChangeEffect } from './effect-found.ts';

export interface ProposeChangeArgs {
  readonly changes: Readonly<Record<string, unknown>>;
  readonly why: string;
}

interface ProposalInput {
  readonly changes: PolicyChanges;
  readonly why: string;
}

type Proposed = Decided<{ change: ChangeNamed; effect: readonly ChangeEffect[] }>;

/** §6.3, P2: cro or cmo proposes values that are to rule; the other one ratifies or rejects. */
export const proposePolicyChange: Command<ProposeChangeArgs, ProposalInput, Proposed['extra']> = {
  name: 'propose_policy_change',
  clause: '6.3',
  prepare({ changes, why }, context) {
    const read = inputReader(context);
    const said = read.required('why', why, 'quote');
    if (read.refusal) return read.refusal;
    if (Object.keys(changes).length === 0)
      return faulty('changes', 'names no value; give each by its path, as in { "engagement.window_days": 150 }');
    if (Object.hasOwn(changes, 'version')) return namesVersion(context);
    if (!isChanges(changes)) return faulty('changes', 'holds something that is no JSON value');
    return { keys: {}, input: { changes, why: said } };
  },
  decide({ changes, why }, world, context) {
    const { state } = world.changes();
    const nth = state.proposed + 1;
    const id = changeId(nth);
    const laid = world.policies.lay(changes, {
      version: nextVersion(context.policy.version, nth),
      note: `set by ${id}`,
    });
    if ('faults' in laid) return faults(laid.faults);
    if (laid.changes.length === 0) return inForce(changes, context);
    return propose({ id, given: changes, laid, why }, world, context);
  },
};

function namesVersion({ policy }: Context): Refusal {
  return refuse('INVALID_INPUT', {
    clause: '6.3',
    ruling: 'P2',
    found: `\`version\` is the name of what rules, ${policy.version} now, and no value to change: a change that is ratified is given a name of its own`,
    next: 'leave it out, and propose the values alone',
  });
}

function isChanges(given: Readonly<Record<string, unknown>>): given is PolicyChanges {
  return Object.values(given).every(isJson);
}

function isJson(given: unknown): given is Json {
  if (typeof given === 'number') return Number.isFinite(given);
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return true;
  return typeof given === 'object' && Object.values(given).every(isJson);
}

const told = 5;

function faults(found: Extract<LaidPolicy, { readonly faults: unknown }>['faults']): Refusal {
  const first = found.slice(0, told);
  const more = found.length > told ? `; and ${found.length - told} more faults` : '';
  return refuse('INVALID_INPUT', {
    clause: '6.3',
    ruling: 'P2',
    found: `${first.map((each) => `\`${each.path}\` ${each.found}`).join('; ')}${more}; nothing was recorded`,
    next: `${first.map((each) => `\`${each.path}\`: ${each.wanted}`).join('; ')}; \`ladder policy show\` lists every path`,
  });
}

function inForce(changes: PolicyChanges, { policy }: Context): Refusal {
  const paths = Object.keys(changes);
  return refuse('RULE_REFUSED', {
    clause: '6.3',
    ruling: 'P2',
    found: `${paths.slice(0, told).join(', ')}: ${paths.length === 1 ? 'this is' : 'these are'} in force already, under ${policy.version}`,
    next: 'propose another value; to sign a value as it stands, give { "value": ..., "basis": "confirmed" } for its path',
  });
}

interface Proposal {
  readonly id: string;
  readonly given: PolicyChanges;
  readonly laid: Extract<LaidPolicy, { readonly changes: unknown }>;
  readonly why: string;
}

/** Each value alone; where it can't stand without the others, all together. */
function effectsOf({ id, given, laid }: Proposal, world: World, context: Context): readonly ChangeEffect[] {
  return laid.changes.map(({ path }) => {
    const alone = world.policies.lay({ [path]: given[path] ?? null }, { version: laid.version, note: `set by ${id}` });
    const after = 'values' in alone ? alone.values : laid.values;
    return { path, ...smallestChanged(context.policy, after, context, path) };
  });
}

function propose(proposal: Proposal, world: World, context: Context): Proposed {
  const { id, given, laid, why } = proposal;
  const { version, hash, changes } = laid;
  const proposed = { id, version, hash, base: world.policies.inForce, given, changes, why };
  const draft = world.changes();
  draft.emit({ type: 'policy_change_proposed', change: proposed });
  const other = otherHand(context.role);
  openDeskTask(world.desk, { kind: 'ratify_policy_change', subject: id, role: other }, context);
  const effect = effectsOf(proposal, world, context);
  const change: PolicyChange = { ...proposed, by: context.role, at: context.now };
  return {
    outcome: 'proposed',
    summary: `${id} is proposed: ${changesText(changes)}. Nothing changes until ${other} ratifies it with ratify_policy_change; then ${version} rules. ${effectText(effect)}`,
    checks: [],
    extra: { change: changeNamed(change, 'proposed'), effect },
  };
}
