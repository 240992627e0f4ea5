import {
  type CopyRequest,
  type DraftedSlot,
  heldTemplate,
  isUnderReview,
  stateText,
  type TemplateHeld,
  type TemplateState,
  templateKey,
} from '../aggregates/copy.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import type { World } from '../command/world.ts';
import { validateTemplate } from '../copy/render/template.ts';
import { done } from '../tasks/closing.ts';
import { closeDeskTasks, openDeskTask } from '../tasks/desk-tasks.ts';
import { weekOf } from '../time/time.ts';
import type { Check } from '../vocabulary/check.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import { nextApprover, reviewBy, reviewerOf, reviewTask, sequenceRule } from './flow.ts';
import { hoursLeft, weeklyHours } from './queue.ts';
import { answeredRequest, early, isRequestOf, noSuchRequest, typeGone } from './requests.ts';
import { sampleChecks } from './sample-mail.ts';

export interface DraftArgs {
  readonly request: string;
  readonly subject: string;
  readonly body: string;
  readonly slots: readonly DraftedSlot[];
  readonly submit: boolean;
}

/** A version as an answer names it. */
export interface TemplateNamed {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  readonly state: TemplateState;
}

interface Drafted {
  readonly template: TemplateNamed;
  readonly hours?: { readonly week: string; readonly booked: number; readonly left: number };
}

/** §5.1, §5.4, Q2, Q3: the author's words for a request; submitted, they are under review and change no more. */
export const draftTemplate: Command<DraftArgs, DraftArgs, Drafted> = {
  name: 'draft_template',
  clause: '5.4',
  prepare(args) {
    const fault = misfit(args);
    return fault ?? { keys: {}, input: { ...args, request: args.request.trim() } };
  },
  decide(args, world, context) {
    const copy = world.copy();
    const request = copy.state.requests.find((each) => each.id === args.request);
    if (!request)
      return isRequestOf(copy.state, args.request) ? answeredRequest(copy.state, args.request) : noSuchRequest();
    const rule = sequenceRule(request.sequence, context);
    if (!rule) return typeGone(request);
    const key = templateKey(request);
    const { subject, body, slots } = args;
    const hash = world.digest({ key, subject, body, slots });
    const newest = request.template === undefined ? undefined : heldTemplate(copy.state, request.template);
    const refusal =
      request.template === undefined
        ? early(request, copy.state, context)
        : ((newest && otherBytes(newest, hash)) ?? unchanged(request, hash));
    if (refusal) return refusal;
    const { checks } = sampleChecks({ touch: request.touch, subject, body, slots }, rule.checked_as, {
      moment: context,
      namedIn: world.namedIn,
    });
    return record({ args, request, hash, newest, checks }, world, context);
  },
};

interface Written {
  readonly args: DraftArgs;
  readonly request: CopyRequest;
  readonly hash: string;
  /** The request's version, where it may still change its state. */
  readonly newest: TemplateHeld | undefined;
  readonly checks: readonly Check[];
}

function record(written: Written, world: World, context: Context): Decided<Drafted> {
  const { args, request, hash, newest, checks } = written;
  const copy = world.copy();
  const isReviewed = newest !== undefined && isUnderReview(newest);
  const id = isReviewed || newest?.hash === hash ? newest.id : keep(written, world, context);
  const failing = checks.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
  if (args.submit && !isReviewed && failing.length === 0) submit(id, world, context);
  const held = heldTemplate(copy.state, id);
  if (!held) throw new Error(`${id} was drafted and is not held`);
  const { key, version, state } = held;
  const week = weekOf(context.today);
  const isFirst = request.template === undefined;
  const hours = { week, booked: request.estimate_hours, left: hoursLeft(copy.state, context) };
  return {
    outcome: state === 'draft' ? 'drafted' : 'submitted',
    summary: `${told(held, failing, args.submit, context)}${isFirst ? ` ${hours.booked} h are booked on ${week}, ${hours.left} of ${weeklyHours(context)} h are left.` : ''}`,
    checks,
    extra: { template: { id, key, version, hash, state }, ...(isFirst ? { hours } : {}) },
  };
}

function told(held: TemplateHeld, failing: readonly string[], wanted: boolean, context: Context): string {
  const { id, state } = held;
  if (state !== 'draft') return `${id} is submitted; ${reviewerOf(held)} answers with review_template, by its hash.`;
  if (failing.length > 0)
    return `${id} is kept as a draft${wanted ? ' and not submitted' : ''}: it fails ${failing.join(', ')}.`;
  return `${id} is kept as a draft; no check fails. The same bytes with \`submit\` put it before ${nextApprover(held, context)}.`;
}

/** Puts the bytes on record: in place of the draft, else as a new version. */
function keep({ args, request, hash, newest }: Written, world: World, context: Context): string {
  const copy = world.copy();
  const { sequence, touch, estimate_hours } = request;
  const key = templateKey(request);
  const version = newest?.version ?? (copy.state.keys[key]?.last ?? 0) + 1;
  const id = `${key}_v${version}`;
  const { subject, body, slots } = args;
  const template = { id, key, version, sequence, touch, request: request.id, hash, subject, body, slots };
  const booked = { week: weekOf(context.today), hours: estimate_hours };
  copy.emit({ type: 'template_drafted', template, ...(request.template === undefined ? { booked } : {}) });
  return id;
}

/** 5.3a: submitting is the author's word for the brand voice, no approval. */
function submit(id: string, world: World, context: Context): void {
  const copy = world.copy();
  const held = heldTemplate(copy.state, id);
  const approver = held && nextApprover(held, context);
  if (!held || !approver) throw new Error(`${id} has nobody who approves it`);
  copy.emit({ type: 'template_submitted', template: id, hash: held.hash, state: reviewBy(approver) });
  openDeskTask(world.desk, { kind: reviewTask(approver), subject: id }, context);
  for (const subject of versionsUpTo(held))
    closeDeskTasks(world.desk, { kinds: ['redraft_template'], subject, ...done(`${id} was submitted`) });
}

/** The earlier versions of a touch, whose rejection asked for this one. */
function versionsUpTo({ key, version }: TemplateHeld): readonly string[] {
  return Array.from({ length: version }, (_, n) => `${key}_v${n + 1}`);
}

const most = { subject: 200, body: 5000 } as const;

function misfit({ subject, body, slots }: DraftArgs): Refusal | null {
  if (subject.trim() === '' || subject.length > most.subject)
    return invalid('subject', subject, `a subject of 1 to ${most.subject} characters`);
  if (body.trim() === '' || body.length > most.body)
    return invalid('body', body, `a body of 1 to ${most.body} characters`);
  const problems = validateTemplate({ subject, body, slots });
  if (problems.length === 0) return null;
  return refuse('INVALID_INPUT', {
    clause: '5.4',
    ruling: 'Q3',
    found: problems.join('; '),
    next: 'use plain text and {{slot}} alone: company and first_name are filled in, declare every other slot and use each',
  });
}

/** Q3: bytes that somebody looks at don't change; an approved version has no request any more. */
function otherBytes(newest: TemplateHeld, hash: string): Refusal | null {
  if (!isUnderReview(newest) || newest.hash === hash) return null;
  return refuse('CONFLICT', {
    clause: '5.4',
    ruling: 'Q3',
    found: `${newest.id} is ${stateText(newest.state)}, and these are other bytes`,
    next: `wait for ${reviewerOf(newest)} to answer with review_template; once rejected it is drafted anew`,
  });
}

/** Q3: a rejection wants other bytes. */
function unchanged(request: CopyRequest, hash: string): Refusal | null {
  const same = Object.entries(request.rejected ?? {}).find(([, each]) => each === hash);
  if (!same) return null;
  return refuse('RULE_REFUSED', {
    clause: '5.4',
    ruling: 'Q3',
    found: `these are the bytes of ${same[0]}, which was rejected`,
    next: `change what its feedback asks for: ladder://templates/${templateKey(request)} shows it`,
  });
}
