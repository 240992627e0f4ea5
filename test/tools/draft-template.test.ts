import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { answer, describeWriting, ok, refusal, untouched } from '../support/calls.ts';
import { nurtureCopy, seedRequest, seedSubmitted, wanted } from '../support/copy.ts';
import { headOf, openHouse } from '../support/server.ts';

const draft = { request: 'req_copy_1', ...nurtureCopy, submit: true };

describeWriting({
  tool: 'draft_template',
  by: 'category.positioning',
  clause: '5.1',
  who: 'category.positioning',
  callers: ['category.positioning'],
  outcome: 'submitted',
  prepare: async (house) => {
    await seedRequest(house);
    return draft;
  },
  other: { subject: 'Another one for {{company}}' },
});

/** RFC 8785 of a template's four parts. */
const hashOf = (key: string, { subject, body, slots }: typeof nurtureCopy) => {
  const parts = slots.map(({ name, rests_on }) => ({ name, rests_on }));
  return createHash('sha256')
    .update(JSON.stringify({ body, key, slots: parts, subject }))
    .digest('hex');
};

test('5.4d draft_template names the version, hashes its bytes and puts it before the cmo', async () => {
  const house = await openHouse();
  const data = await seedSubmitted(house);
  expect(data.outcome).toBe('submitted');
  expect(data.template).toEqual({
    id: 'nurture_1_v1',
    key: 'nurture_1',
    version: 1,
    hash: hashOf('nurture_1', nurtureCopy),
    state: 'cmo_review',
  });
  expect(data.hours).toEqual({ week: '2026-W17', booked: 2, left: 4 });
  expect(data.opened).toMatchObject([
    { kind: 'cmo_template_review', role: 'cmo', subject: 'nurture_1_v1', due_at: '2026-04-22T14:00:00.000Z' },
  ]);
  expect(data.summary).toBe(
    'nurture_1_v1 is submitted; cmo answers with review_template, by its hash. 2 h are booked on 2026-W17, 4 of 6 h are left.',
  );
});

test('K1 K4 draft_template stops what only a real mail would have shown: names in the fixed text, a second greeting', async () => {
  const house = await openHouse();
  await seedRequest(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'globex.com',
    name: 'Globex',
    contacts: [{ name: 'Bo Chen', email: 'bo@globex.com' }],
  });
  const stopping = async (body: string, subject = nurtureCopy.subject) => {
    const { data, text } = await answer(house, 'category.positioning', 'draft_template', { ...draft, body, subject });
    const found = data.checks.filter(({ verdict }: { verdict: string }) => verdict === 'fail');
    for (const { remedy } of found) expect(text).toContain(remedy);
    return found.map(({ rule, evidence }: { rule: string; evidence: string[] }) => [rule, ...evidence]);
  };
  const { body } = nurtureCopy;
  expect(await stopping(`${body} Globex reads it too.`)).toEqual([['merge.cross_account', 'Globex']]);
  expect(await stopping(`${body} Bo Chen reads it too.`)).toEqual([['merge.cross_account', 'Bo Chen']]);
  expect(await stopping(body, 'Northwind and {{company}}')).toEqual([['merge.cross_account', 'Northwind']]);
  expect(await stopping(`${body} Dana reads it too.`)).toEqual([['merge.cross_account', 'Dana']]);
  expect(await stopping(`Hi {{first_name}},\n\n${body}`)).toEqual([['body.alone', 'Hi Dana,']]);
  const standing = await answer(house, 'cmo', 'read_ladder', { uri: 'ladder://templates/nurture_1' });
  expect(standing.text).toContain('body.alone');
  expect(await stopping(body)).toEqual([]);
});

test('5.3b draft_template keeps a failing draft and its hours, and does not submit it', async () => {
  const house = await openHouse();
  await seedRequest(house);
  const body = nurtureCopy.body.replace('I have been collecting', 'My Assessment costs $2,500. I have been collecting');
  const failing = await ok(house, 'category.positioning', 'draft_template', { ...draft, body });
  expect(failing.outcome).toBe('drafted');
  expect(failing.template).toMatchObject({ id: 'nurture_1_v1', state: 'draft' });
  expect(failing.checks).toContainEqual(expect.objectContaining({ rule: 'pricing.gate', verdict: 'fail' }));
  expect(failing.opened).toEqual([]);
  expect(failing.hours).toEqual({ week: '2026-W17', booked: 2, left: 4 });
  const mended = await ok(house, 'category.positioning', 'draft_template', draft);
  expect(mended.template).toMatchObject({ id: 'nurture_1_v1', state: 'cmo_review' });
  expect(mended.hours).toBeUndefined();
});

test('5.4d draft_template submits a draft whose bytes come again, and changes none that is under review', async () => {
  const house = await openHouse();
  await seedRequest(house);
  const kept = await ok(house, 'category.positioning', 'draft_template', { ...draft, submit: false });
  expect(kept).toMatchObject({ outcome: 'drafted', template: { id: 'nurture_1_v1', state: 'draft' } });
  const submitted = await ok(house, 'category.positioning', 'draft_template', draft);
  expect(submitted.template).toEqual({ ...kept.template, state: 'cmo_review' });
  const head = await headOf(house);
  const again = await ok(house, 'category.positioning', 'draft_template', draft);
  expect(again).toMatchObject({ outcome: 'submitted', opened: [] });
  expect(await headOf(house)).toBe(head);
  const other = { ...draft, subject: 'What {{company}} shares with its partners' };
  expect(await refusal(house, 'category.positioning', 'draft_template', other)).toBe(
    'CONFLICT (§5.4, Q3): nurture_1_v1 is under review by the cmo, and these are other bytes. Next: wait for cmo to answer with review_template; once rejected it is drafted anew.',
  );
});

test('5.4d draft_template refuses what Handlebars or the slots can not take, and keeps nothing', async () => {
  const house = await openHouse();
  await seedRequest(house);
  const said = async (over: object) => {
    const text = await untouched(house, () =>
      refusal(house, 'category.positioning', 'draft_template', { ...draft, ...over, dry_run: true }),
    );
    return text.replace(/ Next: .*/, '');
  };
  const coded = 'INVALID_INPUT (§5.4, Q3): ';
  expect(await said({ body: `${nurtureCopy.body} {{#if x}}` })).toMatch(
    /^INVALID_INPUT \(§5\.4, Q3\): body: not a template/,
  );
  expect(await said({ body: `${nurtureCopy.body} {{{company}}}` })).toContain('body: only text and {{slot}} may stand');
  expect(await said({ body: `${nurtureCopy.body} {{proof}}` })).toBe(
    `${coded}slot \`proof\` is used and not declared.`,
  );
  expect(await said({ slots: [...nurtureCopy.slots, { name: 'proof', rests_on: 'hook' }] })).toBe(
    `${coded}slot \`proof\` is declared and not used.`,
  );
  expect(await said({ slots: [...nurtureCopy.slots, { name: 'company', rests_on: 'hook' }] })).toBe(
    `${coded}slot \`company\` cannot be declared.`,
  );
});

test('5.1c draft_template takes first drafts in turn, within the hours of the week', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'request_template', { ...wanted, estimate_hours: 5 });
  await ok(house, 'cro', 'request_template', { ...wanted, touch: 2, estimate_hours: 4 });
  await ok(house, 'cro', 'request_template', { ...wanted, touch: 3, estimate_hours: 1 });
  const second = { ...draft, request: 'req_copy_2' };
  expect(await refusal(house, 'category.positioning', 'draft_template', second)).toBe(
    'RULE_REFUSED (§5.1, Q2): req_copy_2 is number 2 of the queue; in turn is req_copy_1 (nurture_1, 5 h of 6 h left). Next: draft req_copy_1 first, or let cmo order the queue with order_requests.',
  );
  await ok(house, 'category.positioning', 'draft_template', draft);
  expect(await refusal(house, 'category.positioning', 'draft_template', second)).toBe(
    'CAP_REACHED (§5.1, Q2): req_copy_2 is estimated at 4 h, and 2026-W17 has 1 of 6 h left; it stays queued. Next: draft it in 2026-W18, which has room; in turn now is req_copy_3 (1 h).',
  );
  const third = await ok(house, 'category.positioning', 'draft_template', { ...draft, request: 'req_copy_3' });
  expect(third.hours).toEqual({ week: '2026-W17', booked: 1, left: 0 });
  house.clock.now = '2026-04-27T13:00:00.000Z';
  const next = await ok(house, 'category.positioning', 'draft_template', second);
  expect(next.hours).toEqual({ week: '2026-W18', booked: 4, left: 2 });
});

test('5.1c draft_template knows no request that nobody made, and none that is answered', async () => {
  const house = await openHouse();
  const { template } = await seedSubmitted(house);
  expect(await refusal(house, 'category.positioning', 'draft_template', { ...draft, request: 'req_copy_2' })).toBe(
    'NOT_FOUND (§5.1, Q2): no request stands under that id. Next: put one in the queue with request_template, or take the id from session_sweep.',
  );
  await ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
  expect(await refusal(house, 'category.positioning', 'draft_template', draft)).toBe(
    'CONFLICT (§5.1, Q2): req_copy_1 is answered: a version of it was approved. Next: ask for a new version with request_template.',
  );
});

test('5.4d an answer of draft_template says each check that does not pass, and the text has its ids', async () => {
  const house = await openHouse();
  await seedRequest(house);
  const { data, text } = await answer(house, 'category.positioning', 'draft_template', {
    ...draft,
    body: '{{insight}}\nWe help companies.',
  });
  expect(data.outcome).toBe('drafted');
  for (const { rule } of data.checks) expect(text).toContain(rule);
  expect(text).toContain('voice.vendor_speak');
  expect(data.summary).toMatch(/^nurture_1_v1 is kept as a draft and not submitted: it fails .*voice\.vendor_speak/);
});
