import { expect, test } from 'vitest';
import { describeWriting, no, ok, refusal } from '../support/calls.ts';
import { activationCopy, nurtureCopy, seedApproved, seedSubmitted } from '../support/copy.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'review_template',
  by: 'cmo',
  clause: '5.1',
  who: 'cmo or cro',
  callers: ['cmo', 'cro'],
  outcome: 'approved',
  prepare: async (house) => {
    const { template } = await seedSubmitted(house);
    return { template: template.id, decision: 'approve', hash: template.hash };
  },
  other: { decision: 'reject', feedback: 'shorter' },
});

test('5.4a nurture is approved by the cmo alone, and sales.ops is asked to load it', async () => {
  const house = await openHouse();
  const done = await seedApproved(house);
  expect(done).toMatchObject({
    outcome: 'approved',
    template: { id: 'nurture_1_v1', state: 'approved' },
    summary: 'nurture_1_v1 is approved; sales.ops loads it with load_template.',
    opened: [{ kind: 'load_template', role: 'sales.ops', subject: 'nurture_1_v1' }],
    closed: [{ kind: 'cmo_template_review' }],
  });
  const { template } = done;
  expect(
    await refusal(house, 'cmo', 'review_template', { template: 'nurture_1', decision: 'approve', hash: template.hash }),
  ).toBe(
    'RULE_REFUSED (§5.4, Q3): nurture_1_v1 is approved, not under review. Next: let sales.ops load it with load_template.',
  );
});

test('5.4b activation is approved by the cmo, then by the cro, each in turn', async () => {
  const house = await openHouse();
  const { template } = await seedSubmitted(house, 'activation');
  const review = { template: 'activation_1_v1', decision: 'approve', hash: template.hash };
  expect(await refusal(house, 'cro', 'review_template', review)).toBe(
    'RULE_REFUSED (§5.4, Q3): activation_1_v1 waits for cmo, not for cro. Next: let cmo answer first.',
  );
  const first = await ok(house, 'cmo', 'review_template', review);
  expect(first).toMatchObject({
    outcome: 'approved',
    template: { state: 'cro_review' },
    opened: [{ kind: 'cro_template_review', role: 'cro' }],
    closed: [{ kind: 'cmo_template_review' }],
  });
  expect(await refusal(house, 'cmo', 'review_template', review)).toBe(
    'RULE_REFUSED (§5.4, Q3): activation_1_v1 waits for cro, not for cmo. Next: let cro answer first.',
  );
  expect(await refusal(house, 'sales.ops', 'load_template', { template: 'activation_1_v1' })).toBe(
    'RULE_REFUSED (§5.4, Q3): activation_1_v1 is under review by the cro, not approved. Next: let cro answer with review_template.',
  );
  expect(await ok(house, 'cro', 'review_template', review)).toMatchObject({ template: { state: 'approved' } });
});

test('5.1b a rejection takes feedback and a new version for the same request, without new hours', async () => {
  const house = await openHouse();
  const { template } = await seedSubmitted(house, 'activation');
  const review = { template: 'activation_1_v1', decision: 'approve', hash: template.hash };
  await ok(house, 'cmo', 'review_template', review);
  expect(await refusal(house, 'cro', 'review_template', { ...review, decision: 'reject' })).toBe(
    'INVALID_INPUT: `feedback` is missing. Next: give what the author is to change: a rejection without it helps nobody.',
  );
  const rejected = await ok(house, 'cro', 'review_template', {
    ...review,
    decision: 'reject',
    feedback: 'say what the Briefing shows',
  });
  expect(rejected).toMatchObject({
    outcome: 'rejected',
    template: { id: 'activation_1_v1', state: 'rejected' },
    feedback: 'say what the Briefing shows',
    opened: [{ kind: 'redraft_template', role: 'category.positioning' }],
    closed: [{ kind: 'cro_template_review' }],
  });
  const subject = '{{company}}: who owns partner revenue?';
  const redraft = { request: 'req_copy_1', ...activationCopy, subject, submit: true };
  const again = await ok(house, 'category.positioning', 'draft_template', redraft);
  expect(again).toMatchObject({
    outcome: 'submitted',
    template: { id: 'activation_1_v2', state: 'cmo_review' },
    closed: [{ kind: 'redraft_template' }],
  });
  expect(again.hours).toBeUndefined();
  expect(await refusal(house, 'cmo', 'review_template', review)).toBe(
    'RULE_REFUSED (§5.4, Q3): activation_1_v1 is rejected; it can no longer be reviewed. Next: category.positioning drafts it anew with draft_template, as a new version.',
  );
});

test('5.4d an approval is of bytes: another hash is a conflict, an unknown name is not found', async () => {
  const house = await openHouse();
  await seedSubmitted(house);
  const { error } = await no(house, 'cmo', 'review_template', {
    template: 'nurture_1',
    decision: 'approve',
    hash: 'f'.repeat(64),
  });
  expect(error).toMatchObject({
    code: 'CONFLICT',
    message: '`hash` is not that of nurture_1_v1 (under review by the cmo): these are other bytes',
    remedy: 'read ladder://templates/nurture_1, and answer for the bytes that stand there, by their hash',
  });
  const unknown = { template: 'nurture_2', decision: 'approve', hash: 'f' };
  expect((await no(house, 'cmo', 'review_template', unknown)).error.code).toBe('NOT_FOUND');
});

test('L16 who wrote copy does not approve it, whatever roles they hold', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'request_template', {
    sequence: 'nurture',
    touch: 1,
    purpose: 'a first mail',
    estimate_hours: 1,
  });
  await ok(house, 'category.positioning', 'draft_template', { request: 'req_copy_1', ...nurtureCopy, submit: true });
  // Both connections are of nobody that a key proves: roles alone tell them apart.
  const { template } = await ok(house, 'category.positioning', 'draft_template', {
    request: 'req_copy_1',
    ...nurtureCopy,
    submit: true,
  });
  expect(
    (await ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash }))
      .outcome,
  ).toBe('approved');
});
