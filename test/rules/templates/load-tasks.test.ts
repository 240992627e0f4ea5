import { expect, test } from 'vitest';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { approved, openTasks, reviewed, stateOf, submitted } from './versions.ts';

const load = (version: number) => ({ template: `nurture_1_v${version}` });

test('5.4d Q3 an approved version is no longer to be loaded once a newer one is live, and may be by hand', () => {
  const world = approved(approved(), 2);
  expect(openTasks(world)).toEqual(['load_template nurture_1_v1', 'load_template nurture_1_v2']);
  world.run('sales.ops', loadTemplate, load(2));
  expect(openTasks(world)).toEqual([]);
  const closed = world.desk.tasks.filter(({ kind }) => kind === 'load_template');
  expect(closed.map(({ subject, reason }) => [subject, reason])).toEqual([
    ['nurture_1_v1', 'overtaken'],
    ['nurture_1_v2', undefined],
  ]);
  expect(world.run('sales.ops', loadTemplate, load(1)).outcome).toBe('live');
});

test('5.4d Q3 a version approved after a newer one went live is not to be loaded, and the answer names the newer one', () => {
  const world = submitted();
  approved(world, 2);
  world.run('sales.ops', loadTemplate, load(2));
  expect(reviewed(world, 'nurture_1_v1', 'approve').summary).toContain('nurture_1_v2 is newer, and live');
  expect(openTasks(world)).toEqual([]);
  world.run('cmo', flagContent, { ...load(2), kind: 'brand_voice', why: 'loud' });
  expect(openTasks(world)).toContain('load_template nurture_1_v1');
  expect(stateOf(world, 'nurture_1_v1')).toBe('approved');
});
