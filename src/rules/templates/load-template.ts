import { stateText, type TemplateHeld, templateKey } from '../aggregates/copy.ts';
import type { Command } from '../command/command.ts';
import { closeDeskTasks } from '../tasks/desk-tasks.ts';
import { type Refusal, refuse } from '../vocabulary/refusal.ts';
import type { TemplateNamed } from './draft-template.ts';
import { isEnded, noSuchTemplate, reviewerOf, templateNamed } from './flow.ts';

export interface LoadArgs {
  readonly template: string;
}

interface Loaded {
  readonly template: TemplateNamed;
  /** The version that it takes the place of. */
  readonly retired?: string;
}

/** §5.4, Q3: sales.ops loads what was approved; the live one before it retires for new enrolments. */
export const loadTemplate: Command<LoadArgs, LoadArgs, Loaded> = {
  name: 'load_template',
  clause: '5.4',
  prepare: (args) => ({ keys: {}, input: args }),
  decide({ template }, world) {
    const copy = world.copy();
    const found = templateNamed(copy.state, template);
    if (!found) return noSuchTemplate();
    if ('ended' in found) return isEnded(found, 'loaded');
    const refusal = notApproved(found);
    if (refusal) return refusal;
    const { id, key, version, hash } = found;
    const before = copy.state.keys[key]?.held.find((each) => each.state === 'live');
    if (before) copy.emit({ type: 'template_retired', template: before.id, because: `${id} was loaded` });
    copy.emit({ type: 'template_loaded', template: id, hash });
    closeDeskTasks(world.desk, { kinds: ['load_template'], subject: id });
    return {
      outcome: 'live',
      summary: `${id} is live for ${templateKey(found)}.${before ? ` ${before.id} retires for new enrolments.` : ''}`,
      checks: [],
      extra: { template: { id, key, version, hash, state: 'live' }, ...(before ? { retired: before.id } : {}) },
    };
  },
};

function notApproved(found: TemplateHeld): Refusal | null {
  const { id, state } = found;
  if (state === 'approved') return null;
  const no = (code: 'CONFLICT' | 'RULE_REFUSED', what: string, next: string) =>
    refuse(code, { clause: '5.4', ruling: 'Q3', found: what, next });
  if (state === 'live')
    return no('CONFLICT', `${id} is live already`, 'nothing more is to do; name another version by its id');
  const next = {
    draft: 'let category.positioning submit it with draft_template',
    cmo_review: `let ${reviewerOf(found)} answer with review_template`,
    cro_review: `let ${reviewerOf(found)} answer with review_template`,
    paused: 'let the flag that holds it be resolved',
  }[state];
  return no('RULE_REFUSED', `${id} is ${stateText(state)}, not approved`, next);
}
