import { expect, test } from 'vitest';
import { describeWriting, ok, refusal } from '../support/calls.ts';
import { nurtureCopy, seedApproved, wanted } from '../support/copy.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'load_template',
  by: 'sales.ops',
  clause: '5.4',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'live',
  prepare: async (house) => {
    const { template } = await seedApproved(house);
    return { template: template.id };
  },
  other: { template: 'nurture_1' },
});

test('5.4d load_template makes a version live, and the one before it retires', async () => {
  const house = await openHouse();
  const { template } = await seedApproved(house);
  const first = await ok(house, 'sales.ops', 'load_template', { template: 'nurture_1_v1' });
  expect(first).toMatchObject({ outcome: 'live', template: { ...template, state: 'live' }, opened: [] });
  expect(first.retired).toBeUndefined();
  expect(first.closed).toMatchObject([{ kind: 'load_template' }]);
  expect(await refusal(house, 'sales.ops', 'load_template', { template: 'nurture_1' })).toBe(
    'CONFLICT (§5.4, Q3): nurture_1_v1 is live already. Next: nothing more is to do; name another version by its id.',
  );
  await ok(house, 'cro', 'request_template', wanted);
  const subject = 'What {{company}} shares with its partners';
  const draft = { request: 'req_copy_2', ...nurtureCopy, subject, submit: true };
  const { template: second } = await ok(house, 'category.positioning', 'draft_template', draft);
  await ok(house, 'cmo', 'review_template', { template: second.id, decision: 'approve', hash: second.hash });
  const next = await ok(house, 'sales.ops', 'load_template', { template: 'nurture_1_v2' });
  expect(next).toMatchObject({ template: { id: 'nurture_1_v2', state: 'live' }, retired: 'nurture_1_v1' });
  expect(next.summary).toBe('nurture_1_v2 is live for nurture_1. nurture_1_v1 retires for new enrolments.');
  expect(await refusal(house, 'sales.ops', 'load_template', { template: 'nurture_1_v1' })).toBe(
    'RULE_REFUSED (§5.4, Q3): nurture_1_v1 is retired; it can no longer be loaded. Next: ask for a new version with request_template.',
  );
});
