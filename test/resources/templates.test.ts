import { expect, test } from 'vitest';
import { type Data, no, ok } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

async function read(house: House, uri: string): Promise<string> {
  const { contents } = await (await house.as('viewer')).readResource({ uri });
  const [page] = contents;
  if (!page || !('text' in page)) throw new Error('no text');
  return page.text;
}

const json = async (house: House, uri: string): Promise<Data> => JSON.parse(await read(house, `${uri}?format=json`));

const subject = 'What {{company}} and I noticed';
const body =
  '{{insight}}\nI read that as a sign that partners shape more {{company}} deals than anyone counts. I keep notes on how others handle it. They fit on two pages. Shall I send you the two pages?';
const slots = [{ name: 'insight', rests_on: 'insight_fact' }];

async function drafted(house: House, over: Readonly<Record<string, unknown>> = {}): Promise<Data> {
  const asked = {
    sequence: 'nurture',
    touch: 1,
    purpose: 'a first look at who counts partner deals',
    estimate_hours: 1,
  };
  const { request } = await ok(house, 'cmo', 'request_template', asked);
  const draft = { request: request.id, subject, body, slots, submit: true, ...over };
  return { request, ...(await ok(house, 'category.positioning', 'draft_template', draft)) };
}

test('5.4b, 5.4d a template says where it stands, who is next and how it came there, in one call', async () => {
  const house = await openHouse();
  const { template, request } = await drafted(house);
  const { key, versions } = await json(house, 'ladder://templates/nurture_1');
  expect(key).toBe('nurture_1');
  expect(versions).toHaveLength(1);
  expect(versions[0]).toMatchObject({
    id: 'nurture_1_v1',
    version: 1,
    state: 'cmo_review',
    hash: template.hash,
    sequence: 'nurture',
    touch: 1,
    subject,
    body,
    slots,
    request: request.id,
    next: { role: 'cmo', tool: 'review_template', do: 'approve or reject nurture_1_v1, by its hash' },
    history: [
      { state: 'draft', by: 'category.positioning' },
      { state: 'cmo_review', by: 'category.positioning' },
    ],
  });
  const page = await read(house, 'ladder://templates/nurture_1');
  expect(page).toContain('Next: cmo with review_template: approve or reject nurture_1_v1, by its hash, until ');
  expect(page).toContain(template.hash);
  expect(page).toMatch(
    /\| draft \|.*\| category\.positioning \| {2}\|\n\| cmo review \|.*\| category\.positioning \| {2}\|/,
  );
  const review = { template: 'nurture_1', decision: 'reject', feedback: 'say it in fewer words', hash: template.hash };
  await ok(house, 'cmo', 'review_template', review);
  const { versions: after } = await json(house, 'ladder://templates/nurture_1');
  expect(after[0]).toMatchObject({
    state: 'rejected',
    feedback: 'say it in fewer words',
    next: { role: 'category.positioning', tool: 'draft_template' },
  });
  const rejected = await read(house, 'ladder://templates/nurture_1');
  expect(rejected.match(/say it in fewer words/g)).toHaveLength(1);
  expect(rejected).toMatch(
    /> say it in fewer words[\s\S]*\| cmo review \|.*\n\| rejected \|.*\| the feedback above \|/,
  );
});

test('5.4d Q3 a sample says to ask for copy, and to draft what is asked for already', async () => {
  const house = await openHouse();
  const next = async () => (await json(house, 'ladder://templates/activation_2')).versions[0].next;
  expect(await next()).toEqual({
    role: 'category.positioning',
    tool: 'request_template',
    do: 'ask for activation_2, then draft it, in these or other words: a sample is never sent',
  });
  const asked = { sequence: 'activation', touch: 2, purpose: 'what a Briefing leaves behind', estimate_hours: 2 };
  await ok(house, 'cro', 'request_template', asked);
  expect(await next()).toEqual({
    role: 'category.positioning',
    tool: 'draft_template',
    do: 'draft req_copy_1 in its turn, in these or other words: a sample is never sent',
  });
});

test('5.3f a template says which check stops a draft', async () => {
  const house = await openHouse();
  await drafted(house, { body: `${body} Our platform is industry-leading.` });
  const { versions } = await json(house, 'ladder://templates/nurture_1');
  expect(versions[0].state).toBe('draft');
  expect(versions[0].stopped_by.map(({ rule }: Data) => rule)).toContain('voice.vendor_speak');
  expect(versions[0].next.do).toContain('voice.vendor_speak');
});

test('5.1c, 5.4d the list of templates tells the queue and the hours left', async () => {
  const house = await openHouse();
  const asked = { sequence: 'activation', touch: 2, purpose: 'what a Briefing leaves behind', estimate_hours: 2 };
  await ok(house, 'cro', 'request_template', asked);
  const { requests, hours, templates } = await json(house, 'ladder://templates');
  expect(requests).toMatchObject([{ sequence: 'activation', touch: 2, estimate_hours: 2, position: 1 }]);
  expect(hours).toEqual({ left: 6, week: 6 });
  expect(templates.find(({ key }: Data) => key === 'activation_2').versions).toMatchObject([
    { id: 'activation_2_v1', state: 'sample' },
  ]);
  expect(await read(house, 'ladder://templates')).toContain('6 of 6 h of this week are left for first drafts.');
});

test("5.4c the ledger's versions go before the samples, the live one before newer ones", async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'acme.com',
    name: 'Acme Corp',
    contacts: [{ name: 'Ana Ruiz', email: 'ana@acme.com' }],
    facts: [
      {
        fact: 'employees',
        value: 900,
        source: 'report',
        evidence: 'the report counts 900 employees',
        as_of: '2026-04-01',
      },
    ],
  });
  const { facts } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com' });
  const insight = 'The annual report of Acme Corp counts 900 employees.';
  const args = { contact: 'ana@acme.com', slots: { insight }, insight_fact: facts[0].id };
  const render = async (template: string) => {
    const { email, withheld } = await ok(house, 'sales.ops', 'render_sequence_email', { ...args, template });
    return [email.subject, withheld[0]];
  };
  expect(await render('nurture_1')).toEqual([
    'Acme Corp and the partner revenue nobody owns',
    'the template nurture_1 is a sample: it has not been submitted and approved (Q3)',
  ]);
  const { template } = await drafted(house);
  expect(await render('nurture_1')).toEqual([
    'What Acme Corp and I noticed',
    'the template nurture_1_v1 is under review by the cmo, not live (Q3)',
  ]);
  await ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
  await ok(house, 'sales.ops', 'load_template', { template: template.id });
  await drafted(house, { subject: 'Newer words for {{company}}' });
  const named = await render('nurture_1');
  expect(named[0]).toBe('What Acme Corp and I noticed');
  expect(named[1]).not.toContain('nurture_1');
  expect((await render('nurture_1_v2'))[0]).toBe('Newer words for Acme Corp');
  await no(house, 'sales.ops', 'render_sequence_email', { ...args, template: 'nurture_1_v9' });
});

test('T6 7.2 I1 a version whose flag lapsed shows retired from that instant, though nobody has swept since', async () => {
  const house = await openHouse();
  const { template } = await drafted(house);
  await ok(house, 'cmo', 'review_template', { template: template.id, decision: 'approve', hash: template.hash });
  const { flag } = await ok(house, 'cmo', 'flag_content', { template: template.id, kind: 'brand_voice', why: 'loud' });
  const next = async () => (await json(house, 'ladder://templates/nurture_1')).versions[0].next;
  expect(await next()).toMatchObject({ role: 'category.positioning', tool: 'resolve_flag' });
  house.clock.now = flag.until;
  const shown = async () => (await json(house, 'ladder://templates/nurture_1')).versions[0];
  const before = await shown();
  expect([before.state, before.next?.tool]).toEqual(['retired', 'request_template']);
  expect(before.history.at(-1)).toEqual({
    state: 'retired',
    at: flag.until,
    by: 'time',
    because: 'the flag flg_copy_1 was not resolved by then',
  });
  const { templates } = await json(house, 'ladder://templates');
  const own = templates.find(({ key }: Data) => key === 'nurture_1').versions;
  expect(own.find(({ id }: Data) => id === template.id).state).toBe('retired');
  await ok(house, 'sales.ops', 'session_sweep', {});
  expect(await shown()).toEqual(before);
});

test('5.1c every request of a long queue is reached by the cursor of the list, in both forms', async () => {
  const house = await openHouse();
  const purpose = 'a look at who counts partner deals, and at how the teams that do so settle whose deal it was';
  const asked = { sequence: 'nurture', touch: 1, purpose, estimate_hours: 1 };
  for (let n = 0; n < 150; n += 1) await ok(house, 'cro', 'request_template', asked);
  const all = Array.from({ length: 150 }, (_, n) => `req_copy_${n + 1}`);
  const pages: Data[] = [await json(house, 'ladder://templates')];
  for (let next = pages[0]?.next_cursor; next; next = pages.at(-1)?.next_cursor)
    pages.push(JSON.parse(await read(house, `ladder://templates?format=json&cursor=${next}`)));
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap(({ requests = [] }) => requests.map(({ id }: Data) => id))).toEqual(all);
  const texts = [await read(house, 'ladder://templates')];
  const cursorOf = (text = '') => /cursor=(\S+?)`/.exec(text)?.[1];
  for (let next = cursorOf(texts[0]); next; next = cursorOf(texts.at(-1)))
    texts.push(await read(house, `ladder://templates?cursor=${next}`));
  expect(texts.flatMap((text) => [...text.matchAll(/\| (req_copy_\d+) \|/g)].map(([, id]) => id))).toEqual(all);
});

test('7.2 a touch whose newest version retired, with none in its place, says who may ask for another', async () => {
  const house = await openHouse();
  const { template } = await drafted(house);
  await ok(house, 'cmo', 'review_template', { template: 'nurture_1', decision: 'approve', hash: template.hash });
  await ok(house, 'cmo', 'flag_content', { template: 'nurture_1', kind: 'brand_voice', why: 'too loud' });
  house.clock.now = '2026-04-24T14:00:00.000Z';
  await ok(house, 'chief.staff', 'session_sweep');
  const newest = async () => (await json(house, 'ladder://templates/nurture_1')).versions[0];
  expect(await newest()).toMatchObject({
    state: 'retired',
    next: {
      role: 'category.positioning',
      tool: 'request_template',
      do: 'ask for new copy of nurture_1: no version of it is on its way or live',
    },
  });
  const asked = { sequence: 'nurture', touch: 1, purpose: 'a calmer one', estimate_hours: 1 };
  await ok(house, 'sales.ops', 'request_template', asked);
  expect((await newest()).next).toBeUndefined();
});
