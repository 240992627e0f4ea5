import { heldTemplate } from '../../src/rules/aggregates/copy.ts';
import { draftTemplate } from '../../src/rules/templates/draft-template.ts';
import { loadTemplate } from '../../src/rules/templates/load-template.ts';
import { requestTemplate } from '../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../src/rules/templates/review-template.ts';
import { nurtureCopy, wanted } from './copy.ts';
import type { TestWorld } from './world.ts';

/** Takes every touch of nurture from its request to live, but for the last `waiting` ones, which are under review. */
export function loadNurture(world: TestWorld, waiting = 0): void {
  for (const touch of [1, 2, 3, 4, 5]) {
    const { request } = world.run('cro', requestTemplate, { ...wanted, touch, estimate_hours: 0.25 }).extra;
    world.run('category.positioning', draftTemplate, { request: request.id, ...nurtureCopy, submit: true });
    const template = `nurture_${touch}_v1`;
    if (touch > 5 - waiting) continue;
    const hash = heldTemplate(world.copy, template)?.hash ?? '';
    world.run('cmo', reviewTemplate, { template, decision: 'approve', hash });
    world.run('sales.ops', loadTemplate, { template });
  }
}
