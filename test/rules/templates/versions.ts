import { heldTemplate } from '../../../src/rules/aggregates/copy.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { nurtureCopy, wanted } from '../../support/copy.ts';
import { TestWorld } from '../../support/world.ts';

export const start = '2026-04-21T14:00:00.000Z';

/** A request of the cro's, as the queue lists it. */
export const asked = (world: TestWorld, over: Partial<typeof wanted> = {}) =>
  world.run('cro', requestTemplate, { ...wanted, estimate_hours: 0.25, ...over }).extra.request;

export const draft = { ...nurtureCopy, submit: true };

/** The next version of the first nurture mail, before the cmo. */
export function submitted(world = new TestWorld(start)): TestWorld {
  world.run('category.positioning', draftTemplate, { request: asked(world).id, ...draft });
  return world;
}

export const reviewed = (world: TestWorld, template: string, decision: 'approve' | 'reject') =>
  world.run('cmo', reviewTemplate, {
    template,
    decision,
    feedback: decision === 'reject' ? 'Say what you saw.' : undefined,
    hash: heldTemplate(world.copy, template)?.hash ?? '',
  });

export function approved(world = new TestWorld(start), version = 1): TestWorld {
  submitted(world);
  reviewed(world, `nurture_1_v${version}`, 'approve');
  return world;
}

export function live(world = new TestWorld(start), version = 1): TestWorld {
  approved(world, version);
  world.run('sales.ops', loadTemplate, { template: `nurture_1_v${version}` });
  return world;
}

export const stateOf = (world: TestWorld, id: string) => heldTemplate(world.copy, id)?.state;

/** Kinds and subjects of the desk's open tasks; those of a day or a week have none. */
export const openTasks = (world: TestWorld) =>
  world.desk.tasks
    .filter(({ closed_at, subject }) => closed_at === undefined && subject !== undefined)
    .map(({ kind, subject }) => `${kind} ${subject}`);
