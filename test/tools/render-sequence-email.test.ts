import { expect, test } from 'vitest';
import { acme, ana, answer, type Data, no, ok, refusal, repeatedErased } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { permittedMail, seedStarted } from '../support/sequences.ts';
import { eventsIn, type House, headOf, openHouse } from '../support/server.ts';

async function prepared(house: House): Promise<Data> {
  await ok(house, 'sales.ops', 'save_account', {
    ...acme,
    contacts: [ana, { name: 'Bo Li', linkedin_url: 'linkedin.com/in/bo' }],
  });
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  return {
    template: 'nurture_1',
    contact: 'ana@acme.com',
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts[0].id,
  };
}

test('5.3d render_sequence_email fills a template, shows the whole mail and every check, and never sends', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  const { data, text } = await answer(house, 'sales.ops', 'render_sequence_email', args);
  expect(data.sendable).toBe(false);
  expect(data.withheld).toEqual(
    expect.arrayContaining([
      'the template nurture_1 is a sample: it has not been submitted and approved (Q3)',
      'they are not enrolled in nurture (Q4)',
    ]),
  );
  expect(data.email.to).toBe('ana@acme.com');
  expect(data.email.subject).toBe('Acme Corp and the partner revenue nobody owns');
  expect(data.email.text).toContain('Ana');
  expect(data.email.text).toContain('Your annual report counts 900 employees at Acme Corp.');
  expect(data.email.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(data.email.sentences.length).toBeGreaterThanOrEqual(4);
  expect(data.checks.filter(({ verdict }: Data) => verdict === 'pass')).toEqual([]);
  expect(data.passed).toContain('prose.sentence_count');
  expect(text.startsWith('To: ana@acme.com\nSubject: Acme Corp and the partner revenue nobody owns\n\n')).toBe(true);
  const same = await ok(house, 'category.positioning', 'render_sequence_email', args);
  expect(same.email).toEqual(data.email);
  expect(same.checks.map(({ rule }: Data) => rule)).toEqual(expect.arrayContaining([...data.passed]));
  expect((await answer(house, 'sales.ops', 'render_sequence_email', args, 'legacy')).data).toEqual(data);
  const keyed = { ...args, idempotency_key: 'k-1' };
  await ok(house, 'sales.ops', 'render_sequence_email', keyed);
  await repeatedErased(house, 'sales.ops', 'render_sequence_email', keyed);
});

test('5.1a render_sequence_email is refused to those who do not execute, and recorded', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  for (const role of ['mining.mind', 'cmo', 'chief.staff', 'customer.success', 'legal.exec', 'viewer'] as const) {
    const head = await headOf(house);
    const { text } = await no(house, role, 'render_sequence_email', args);
    expect(text.split('\n')[0]).toBe(
      `NOT_PERMITTED (§5.2): render_sequence_email is not ${role}'s to call. Next: sales.ops or cro or category.positioning may call it.`,
    );
    expect(eventsIn(house, head)).toMatchObject([
      { stream: 'refusals', role, body: { tool: 'render_sequence_email' } },
    ]);
  }
  expect(await refusal(house, 'cro', 'render_sequence_email', args)).toBe(
    "NOT_PERMITTED (§5.1, Q1): nurture mails are not cro's to render. Next: sales.ops renders them, category.positioning may preview.",
  );
  expect(await refusal(house, 'sales.ops', 'render_sequence_email', { ...args, template: 'post_briefing_1' })).toBe(
    "NOT_PERMITTED (§5.1, Q1): post_briefing mails are not sales.ops's to render. Next: cro renders them, category.positioning may preview.",
  );
});

test('5.3d render_sequence_email refuses what it cannot ground, and says what is wanted', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  const render = (over: object) => refusal(house, 'sales.ops', 'render_sequence_email', { ...args, ...over });
  expect(await render({ template: 'none_1' })).toBe(
    'NOT_FOUND (§5.4): no template has that key or id. Next: read ladder://templates for the keys.',
  );
  expect(await render({ contact: 'who@acme.com' })).toBe(
    'NOT_FOUND (§3.1): no contact stands under that id or e-mail. Next: take the id from explain_account.',
  );
  expect(await render({ insight_fact: undefined })).toBe(
    'INVALID_INPUT: `insight_fact` is missing. Next: give what the slot `insight` rests on.',
  );
  expect(await render({ insight_fact: 'fct_none' })).toBe(
    'NOT_FOUND (§5.3.4): no fact of Acme Corp has the id given as `insight_fact`. Next: take the id from explain_account, or record the fact with save_account.',
  );
  expect(await render({ slots: { insight: 5 } })).toBe('INVALID_INPUT: `slots.insight` is `5`. Next: give a text.');
  expect(await render({ slots: {} })).toMatch(/^INVALID_INPUT \(§5\.3, K1\): .*insight/);
  for (const observed_on of ['2026-02-30', '2027-01-01', 'May'])
    expect(await render({ hook: { text: 'AWS changes.', source: 'AWS', observed_on } })).toBe(
      'INVALID_INPUT: `hook.observed_on`: a past date such as 2026-04-20 is wanted. Next: correct `hook.observed_on` and call again; nothing was recorded.',
    );
  expect(await render({ to: 'x@y.com' })).toMatch(/^INVALID_INPUT: `to` is no field here\./);
  expect(await render({ slots: { insight: 'x', __proto__x: 'y' } })).toMatch(
    /^INVALID_INPUT \(§5\.3, K1\): .*__proto__x/,
  );
});

test('5.3d render_sequence_email says who mends a name that is a leftover', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    contacts: [{ name: '{{first_name}} Ruiz', email: 'eva@acme.com' }],
  });
  expect(await refusal(house, 'sales.ops', 'render_sequence_email', { ...args, contact: 'eva@acme.com' })).toBe(
    'INVALID_INPUT (§5.3, K1): slot `first_name` holds an unfilled or stringified value. Next: sales.ops corrects the name with save_account.',
  );
});

test('3.5c render_sequence_email writes to nobody who opted out', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
  expect(await refusal(house, 'sales.ops', 'render_sequence_email', args)).toBe(
    'SUPPRESSED (§3.5, L13): that person asked not to be written to, for ever. Next: write to nobody under this name; the CRO may look at the account.',
  );
});

test('5.3d, K4 render_sequence_email names nobody of another account, however many are on file', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'globex.com',
    name: 'Globex Corporation',
    contacts: [{ name: 'Dana Diaz', email: 'dana@globex.com' }],
  });
  for (let n = 0; n < 60; n += 1)
    await ok(house, 'sales.ops', 'save_account', { domain: `annual${n}.com`, name: `Annual Partners ${n}` });
  await ok(house, 'sales.ops', 'save_account', { domain: 'zz-annual.com', name: 'Annual Partners' });
  const check = async (insight: string) => {
    const { checks } = await ok(house, 'category.positioning', 'render_sequence_email', {
      ...args,
      slots: { insight },
    });
    const found = checks.find(({ rule }: { rule: string }) => rule === 'merge.cross_account');
    return [found.verdict, found.evidence ?? []];
  };
  expect(await check('Your annual report counts 900 employees at Acme Corp.')).toEqual(['pass', []]);
  expect(await check("Acme Corp's report counts 900 employees, more than Globex's.")).toEqual(['fail', ["Globex's"]]);
  expect(await check('The annual report counts 900 employees, as Dana Diaz said.')).toEqual(['fail', ['Dana Diaz']]);
  expect(await check('The report counts 900 employees, more than at globex.com.')).toEqual([
    'fail',
    ['globex', 'globex.com'],
  ]);
  expect(await check('The report counts 900 employees, more than at Annual Partners.')).toEqual([
    'fail',
    ['Annual Partners'],
  ]);
});

test('5.3d, K4 render_sequence_email takes up what was said in the Briefing, by reference', async () => {
  const house = await openHouse();
  const args = await prepared(house);
  const slots = {
    first_point: 'You said that 3 of 14 listings name a delivery partner.',
    second_point: 'Dana asked who signs off the co-sell number at Acme Corp.',
  };
  const references = [
    { slot: 'first_point', said: '3 of 14 listings name a delivery partner', where: 'notes of 12 May' },
    { slot: 'second_point', said: 'Dana: who signs off the co-sell number?', where: 'notes of 12 May' },
  ];
  const bespoke = { template: 'post_briefing_1', contact: args.contact, slots };
  expect(await refusal(house, 'cro', 'render_sequence_email', bespoke)).toBe(
    'INVALID_INPUT: `references` is missing. Next: give what was said in the Briefing that the slot `first_point` takes up.',
  );
  expect(
    await refusal(house, 'cro', 'render_sequence_email', {
      ...bespoke,
      references: [...references, { slot: 'third', said: 'x', where: 'y' }],
    }),
  ).toBe('INVALID_INPUT: `references.slot` is `third`. Next: give the name of a slot that the template declares.');
  const { passed, withheld } = await ok(house, 'cro', 'render_sequence_email', { ...bespoke, references });
  expect(passed).toContain('bespoke.post_briefing');
  expect(withheld.filter((each: string) => each.endsWith('(C3)'))).toEqual([
    'no Briefing was held, or the Assessment is proposed (C3)',
  ]);
  const [first] = references;
  const alone = { ...bespoke, references: [first, { ...first, slot: 'second_point' }] };
  const { checks: again } = await ok(house, 'cro', 'render_sequence_email', alone);
  expect(again.find(({ rule }: Data) => rule === 'bespoke.post_briefing').because).toBe(
    'it takes up 1 of the things that were said, expected 2',
  );
});

test('5.2a T7 what withholds a touch says its day as people do in the text, and leaves the mail as it is', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  const permit = await permittedMail(house);
  const at = new Date(house.clock.now).toISOString();
  await ok(house, 'sales.ops', 'record_delivery', {
    permit: permit.id,
    event: 'sent',
    message_id: '<m1@ours.example>',
    at,
  });
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const insight = 'Your report of 2026-03-31 counts 900 employees at Acme Corp.';
  const { text, data } = await answer(house, 'sales.ops', 'render_sequence_email', {
    ...{ template: 'nurture_2', contact: 'ana@acme.com', slots: { insight } },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  expect(data.withheld).toContain('touch 2 of nurture is due on 2026-04-23, not on 2026-04-21 (C2)');
  expect(text).toContain('touch 2 of nurture is due on Thu 23 Apr 2026, not on Tue 21 Apr 2026');
  expect(text).toContain(insight);
});
