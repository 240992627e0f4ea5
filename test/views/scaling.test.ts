import { expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, answer, comment, type Data, ok, refusal, threeHigh } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { seedStarted } from '../support/sequences.ts';
import { eventsIn, type House, openHouse, shippedPolicy } from '../support/server.ts';

const person = (name: string, domain: string) => ({ name, email: `${name.toLowerCase()}@${domain}` });

async function company(house: House, domain: string, ...names: readonly string[]): Promise<void> {
  const contacts = names.map((name) => person(name, domain));
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain, contacts });
}

async function mql(house: House, domain: string): Promise<void> {
  const contact = person('Ana', domain);
  await ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact }));
  await ok(house, 'sales.ops', 'classify_mql', { account: domain });
}

const step = (house: House, event: string, more: object = {}) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });

/**
 * Tuesday 21 April, W17: acme.com and beta.com are MQL, acme.com SQL; Bea of acme.com opts out. Of beta.com stand Ben, Ana,
 * and Ann, who is joined into Ana.
 */
async function begun(): Promise<House> {
  const house = await openHouse();
  await company(house, 'acme.com', 'Ben', 'Bea');
  await company(house, 'beta.com', 'Ben', 'Ann');
  for (const domain of ['acme.com', 'beta.com']) await mql(house, domain);
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
  await ok(house, 'sales.ops', 'save_account', {
    domain: 'beta.com',
    contacts: [{ contact: 'ana@beta.com', same_as: 'ann@beta.com' }],
  });
  return house;
}

async function scaling(house: House): Promise<Data> {
  return ok(house, 'viewer', 'pipeline_report', { kind: 'scaling' });
}

const values = (data: Data) => Object.fromEntries(data.triggers.map(({ name, value }: Data) => [name, value]));

const trigger = (data: Data, name: string): Data => data.triggers.find((each: Data) => each.name === name);

test('9.1 W10 always all six triggers, each with its figure, its limit, its owner and eight weeks', async () => {
  const house = await begun();
  const data = await scaling(house);
  expect(values(data)).toEqual({
    mqls_per_week: 2,
    active_sqls: 1,
    emails_per_day: 0,
    contacts_in_pipeline: 4,
    sequence_types: 0,
    clients: 0,
  });
  expect(
    data.triggers.map(({ clause, operator, threshold, fired }: Data) => [clause, operator, threshold, fired]),
  ).toEqual([
    ['9.1', '>', 30, false],
    ['9.2', '>', 15, false],
    ['9.3', '>', 50, false],
    ['9.4', '>', 500, false],
    ['9.5', '>=', 6, false],
    ['9.6', '>=', 5, false],
  ]);
  expect(trigger(data, 'emails_per_day')).toMatchObject({ owner: 'sales.ops, code.platform' });
  const { trend } = trigger(data, 'mqls_per_week');
  expect(trend).toHaveLength(8);
  expect([trend[0], trend[7]]).toEqual([
    { week: '2026-W09', value: 0 },
    { week: '2026-W16', value: 0 },
  ]);
  expect(await refusal(house, 'viewer', 'pipeline_report', { kind: 'scaling', period: '2026-04-20' })).toMatch(
    /^INVALID_INPUT: `period`/,
  );
});

test('9.4 W10 an account with who opted out and another counts one person; lost, none until it is recycled', async () => {
  const house = await begun();
  await step(house, 'briefing_scheduled', { at: '2026-04-21T11:00:00-04:00' });
  house.clock.now = '2026-05-05T15:00:00.000Z';
  await step(house, 'lost', { reason: 'no budget' });
  const data = await scaling(house);
  expect(values(data)).toMatchObject({ active_sqls: 0, contacts_in_pipeline: 2, mqls_per_week: 0 });
  // W17 and W18 ended with four people and one SQL; the loss is of W19.
  const last = (name: string) => trigger(data, name).trend.slice(-3);
  expect(last('contacts_in_pipeline')).toEqual([
    { week: '2026-W16', value: 0 },
    { week: '2026-W17', value: 4 },
    { week: '2026-W18', value: 4 },
  ]);
  expect(last('active_sqls').map(({ value }: Data) => value)).toEqual([0, 1, 1]);
  expect(last('mqls_per_week').map(({ value }: Data) => value)).toEqual([0, 2, 0]);
});

test('9.4 9.6 W10 what has not changed for longer than the weeks that are read is still counted in each of them', async () => {
  const house = await begun();
  await step(house, 'briefing_scheduled', { at: '2026-04-21T09:00:00-04:00' });
  for (const event of ['briefing_held', 'assessment_proposed', 'assessment_qualified', 'won']) await step(house, event);
  house.clock.now = '2026-08-05T14:00:00.000Z';
  await company(house, 'gamma.com', 'Ben');
  house.clock.now = '2026-08-19T14:00:00.000Z';
  const data = await scaling(house);
  expect(values(data)).toMatchObject({ active_sqls: 0, contacts_in_pipeline: 3, clients: 1 });
  const trend = (name: string) => trigger(data, name).trend.map(({ value }: Data) => value);
  // Gamma came in W32, two weeks before this one.
  expect(trend('contacts_in_pipeline')).toEqual([2, 2, 2, 2, 2, 2, 3, 3]);
  expect(trend('clients')).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(trend('active_sqls')).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

const at = (value: number) => ({ value, clause: '9', ruling: 'W10', basis: 'sop' as const });

/** More than one MQL a week, more than no SQL and more than three people fire. */
const { values: shipped, ...rest } = shippedPolicy();
const scaled = { ...shipped.scaling, mqls_per_week: at(1), active_sqls: at(0), contacts_in_pipeline: at(3) };
const low = { ...rest, values: { ...shipped, scaling: scaled } };

test('9.1 9.2 W10 what fires says since when, and a week of many MQLs goes on through the next', async () => {
  const house = await openHouse({ policy: low });
  await company(house, 'acme.com', 'Ben');
  await company(house, 'beta.com', 'Ben');
  await mql(house, 'acme.com');
  house.clock.now = '2026-04-22T14:00:00.000Z';
  await mql(house, 'beta.com');
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  house.clock.now = '2026-04-23T14:00:00.000Z';
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  house.clock.now = '2026-05-01T14:00:00.000Z';
  const data = await scaling(house);
  expect(trigger(data, 'mqls_per_week')).toMatchObject({ value: 0, fired: true, since: '2026-04-22T14:00:00.000Z' });
  expect(trigger(data, 'active_sqls')).toMatchObject({ value: 1, fired: true, since: '2026-04-23T14:00:00.000Z' });
  expect(trigger(data, 'contacts_in_pipeline')).toMatchObject({ value: 4, fired: true });
  house.clock.now = '2026-05-05T14:00:00.000Z';
  expect(trigger(await scaling(house), 'mqls_per_week')).toMatchObject({ value: 0, fired: false });
  // In August its beginning lies before the weeks that are shown.
  house.clock.now = '2026-08-05T14:00:00.000Z';
  const later = trigger(await scaling(house), 'active_sqls');
  expect(later).toMatchObject({ fired: true, since: '2026-04-23T14:00:00.000Z' });
  expect(later.trend.map(({ value }: Data) => value)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
});

test('9.1 an empty ledger answers six zeros', async () => {
  const house = await openHouse();
  const { data, text } = await answer(house, 'viewer', 'read_ladder', { uri: 'ladder://reports/scaling?format=json' });
  expect(text).toContain('mqls_per_week');
  expect(JSON.stringify(data)).toContain('sequence_types');
});

test('9.2 W10 while it has fired it is an alert of its owners and of chief.staff, of nobody else', async () => {
  const house = await openHouse({ policy: low });
  await company(house, 'acme.com', 'Ben', 'Bea', 'Bob');
  const scaled = async (role: Role) =>
    (await ok(house, role, 'session_sweep')).alerts.filter(({ kind }: Data) => kind === 'scaling');
  expect(await scaled('cro')).toEqual([]);
  await mql(house, 'acme.com');
  await ok(house, 'sales.ops', 'score_dossier', threeHigh);
  await ok(house, 'cro', 'cro_decide', { account: 'acme.com', decision: 'confirm' });
  const lines = await scaled('chief.staff');
  expect(lines).toEqual([
    {
      kind: 'scaling',
      clause: '9.2',
      summary:
        'Scaling: 1 active SQLs (more than 0 ask for a change): make a template of the post-Briefing mail, for the CRO to personalise; pipeline_report scaling tells since when',
    },
    {
      kind: 'scaling',
      clause: '9.4',
      summary:
        'Scaling: more than 3 contacts in the pipeline (more than 3 ask for a change): look into a CRM of its own in place of the board; pipeline_report scaling tells since when',
    },
  ]);
  expect(await scaled('cro')).toEqual(lines);
  expect(await scaled('category.positioning')).toEqual(lines.slice(0, 1));
  expect([...(await scaled('sales.ops')), ...(await scaled('cmo')), ...(await scaled('legal.exec'))]).toEqual([]);
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bea@acme.com', reason: 'opt_out' });
  expect(await scaled('cro')).toEqual(lines.slice(0, 1));
});

/** Rows of a trigger as account, type of the event that was counted, and value. */
async function counted(house: House, name: string): Promise<readonly (readonly unknown[])[]> {
  const asked = { kind: 'scaling', detail: 'full', limit: 100, filter: { metric: name } };
  const { traced } = await ok(house, 'viewer', 'pipeline_report', asked);
  const types = new Map(eventsIn(house).map(({ type }, n) => [n + 1, type]));
  return traced.map((each: Data) => [
    each.account,
    types.get(each.event),
    ...['value', 'sequence', 'template', 'signal_type'].flatMap((key) => (key in each ? [each[key]] : [])),
  ]);
}

test('9.1 9.2 9.4 9.6 W10 each figure names the accounts and events that it counted', async () => {
  const house = await begun();
  expect(await counted(house, 'mqls_per_week')).toEqual([
    ['acme.com', 'classified', 'E1'],
    ['beta.com', 'classified', 'E1'],
  ]);
  expect(await counted(house, 'active_sqls')).toEqual([['acme.com', 'moved']]);
  // Ana came to acme.com with her comment, but Bea's opt-out was the last that changed how many count there.
  expect(await counted(house, 'contacts_in_pipeline')).toEqual([
    ['acme.com', 'contact_suppressed', 2],
    ['beta.com', 'contacts_joined', 2],
  ]);
  expect(await counted(house, 'clients')).toEqual([]);
  for (const event of ['briefing_held', 'assessment_proposed', 'assessment_qualified', 'won']) {
    if (event === 'briefing_held') await step(house, 'briefing_scheduled', { at: '2026-04-21T09:00:00-04:00' });
    await step(house, event);
  }
  expect(await counted(house, 'clients')).toEqual([['acme.com', 'moved']]);
  expect(await counted(house, 'active_sqls')).toEqual([]);
  expect(await counted(house, 'contacts_in_pipeline')).toEqual([['beta.com', 'contacts_joined', 2]]);
});

test('9.3 9.5 W10 mails wanted today are what was sent, permitted and due; sequence types what keeps them up', async () => {
  const house = await openMailHouse();
  await seedStarted(house);
  expect(await counted(house, 'emails_per_day')).toEqual([
    ['acme.com', 'contact_enrolled'],
    ['acme.com', 'contact_enrolled'],
  ]);
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: 'ana@acme.com',
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  const { permit } = await ok(house, 'sales.ops', 'authorize_send', { email: email.id });
  expect(await counted(house, 'emails_per_day')).toEqual([
    ['acme.com', 'contact_enrolled'],
    ['acme.com', 'permit_granted'],
  ]);
  await ok(house, 'sales.ops', 'record_delivery', {
    permit: permit.id,
    event: 'sent',
    message_id: '<m1@ours.example>',
    at: house.clock.now,
  });
  expect(await counted(house, 'emails_per_day')).toEqual([
    ['acme.com', 'contact_enrolled'],
    ['acme.com', 'delivery_recorded'],
  ]);
  const types = await counted(house, 'sequence_types');
  const enrolled = types.filter(([, type]) => type === 'contact_enrolled');
  expect(enrolled.map(([account, , sequence]) => [account, sequence])).toEqual([
    ['acme.com', 'nurture'],
    ['acme.com', 'nurture'],
  ]);
  const live = types.filter(([, type]) => type === 'template_loaded');
  expect(live).toEqual([1, 2, 3, 4, 5].map((touch) => ['desk', 'template_loaded', 'nurture', `nurture_${touch}_v1`]));
  const data = await scaling(house);
  expect(values(data)).toMatchObject({ emails_per_day: 2, sequence_types: 1 });
});
