import { heldTemplate, stateText, type TemplateHeld } from '../aggregates/copy.ts';
import type { Command, Decided } from '../command/command.ts';
import type { Context } from '../command/context.ts';
import { inputReader } from '../command/input-reader.ts';
import { separation, warned } from '../command/separation.ts';
import type { World } from '../command/world.ts';
import { closeDeskTasks, openDeskTask } from '../tasks/desk-tasks.ts';
import type { Check } from '../vocabulary/check.ts';
import { invalid, type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { TemplateNamed } from './draft-template.ts';
import { isEnded, nextApprover, noSuchTemplate, reviewBy, reviewerOf, reviewTask, templateNamed } from './flow.ts';
import { newerLive } from './load-tasks.ts';

export interface ReviewArgs {
  readonly template: string;
  readonly decision: 'approve' | 'reject';
  readonly feedback?: string | undefined;
  readonly hash: string;
}

interface Reviewed {
  readonly template: TemplateNamed;
  readonly feedback?: string;
}

/** §5.4.1, §5.4.2, Q3: the role that answers for a sequence approves exactly these bytes, or rejects them with feedback. */
export const reviewTemplate: Command<ReviewArgs, ReviewArgs, Reviewed> = {
  name: 'review_template',
  clause: '5.4',
  prepare(args, context) {
    const read = inputReader(context);
    const feedback = read.text('feedback', args.feedback, 'quote');
    return read.refusal ?? { keys: {}, input: { ...args, feedback, hash: args.hash.trim().toLowerCase() } };
  },
  decide(input, world, context) {
    const found = templateNamed(world.copy().state, input.template);
    const both = found && 'writers' in found ? written(found, context) : [];
    if ('refused' in both) return both;
    if (input.decision === 'reject' && !input.feedback)
      return invalid('feedback', input.feedback, 'what the author is to change: a rejection without it helps nobody');
    if (!found) return noSuchTemplate();
    if ('ended' in found) return isEnded(found, 'reviewed');
    const refusal = otherHash(found, input.hash) ?? outOfTurn(found, context);
    if (refusal) return refusal;
    const answered = answer(found, input, world, context);
    return { ...answered, summary: `${answered.summary}${warned(both)}`, checks: both };
  },
};

/** L16: nobody approves what they wrote, whatever roles they hold. */
function written({ id, writers }: TemplateHeld, context: Context): Refusal | readonly Check[] {
  const [writer] = writers.filter((each) => each === context.principal);
  return separation('write_approve', { did: `wrote ${id}`, principal: writer }, context);
}

function otherHash({ id, key, hash, state }: TemplateHeld, given: string): Refusal | null {
  if (given === hash) return null;
  return refuse('CONFLICT', {
    clause: '5.4',
    ruling: 'Q3',
    found: `\`hash\` is not that of ${id} (${stateText(state)}): these are other bytes`,
    next: `read ladder://templates/${key}, and answer for the bytes that stand there, by their hash`,
  });
}

function outOfTurn(found: TemplateHeld, { role }: Context): Refusal | null {
  const reviewer = reviewerOf(found);
  if (reviewer === role) return null;
  const no = (what: string, next: string) => refuse('RULE_REFUSED', { clause: '5.4', ruling: 'Q3', found: what, next });
  if (reviewer) return no(`${found.id} waits for ${reviewer}, not for ${role}`, `let ${reviewer} answer first`);
  const next = {
    draft: 'let category.positioning submit it with draft_template',
    approved: 'let sales.ops load it with load_template',
    live: 'ask for a new version with request_template',
    paused: 'let what holds it be resolved',
    cmo_review: '',
    cro_review: '',
  }[found.state];
  return no(`${found.id} is ${stateText(found.state)}, not under review`, next);
}

function answer(
  { id }: TemplateHeld,
  { decision, feedback, hash }: ReviewArgs,
  world: World,
  context: Context,
): Decided<Reviewed> {
  const copy = world.copy();
  const before = heldTemplate(copy.state, id);
  const reviewer = before && reviewerOf(before);
  if (!before || !reviewer) throw new Error(`${id} was found under review and is not`);
  const { key, version, request } = before;
  const own = { role: context.role, hash, at: context.now };
  const next = nextApprover({ ...before, approvals: [...before.approvals, own] }, context);
  const state = decision === 'reject' ? 'rejected' : next ? reviewBy(next) : 'approved';
  if (state === 'cmo_review') throw new Error(`${id} would go back to the cmo`);
  const said = feedback === undefined || feedback === '' ? {} : { feedback };
  copy.emit({ type: 'template_reviewed', template: id, hash, decision, state, ...said });
  if (state !== 'approved')
    openDeskTask(
      world.desk,
      { kind: state === 'cro_review' ? reviewTask('cro') : 'redraft_template', subject: id },
      context,
    );
  closeDeskTasks(world.desk, { kinds: [reviewTask(reviewer)], subject: id });
  const newer = newerLive(copy.state, before);
  const summary = {
    rejected: `${id} is rejected; category.positioning drafts it anew for ${request}.`,
    cro_review: `${id} is approved by ${context.role}; the cro answers GO or NO-GO next.`,
    approved: `${id} is approved; ${newer ? `${newer.id} is newer, and live: load_template would take ${id} in its place` : 'sales.ops loads it with load_template'}.`,
  }[state];
  return {
    outcome: decision === 'reject' ? 'rejected' : 'approved',
    summary,
    checks: [],
    extra: { template: { id, key, version, hash, state }, ...said },
  };
}
