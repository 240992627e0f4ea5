import { expect, test } from 'vitest';
import { type Role, roles } from '../../src/rules/vocabulary/roles.ts';
import { acme, answer, comment, type Data, ok, seedMql, seedNoted } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

const alone = 'by weekdays alone: the policy lists no holidays for 2029';

async function alerts(house: House, role: Role): Promise<readonly string[]> {
  const { alerts: lines } = await ok(house, role, 'session_sweep');
  return lines.filter((line: Data) => line.kind === 'holidays_end').map((line: Data) => line.summary);
}

test.each(['2028-10-02', '2028-12-29', '2029-02-01', '2030-01-01', '2035-06-01'])(
  'T1 every role sweeps, files, suppresses, reads on %s',
  async (day) => {
    const house = await openHouse();
    await seedMql(house);
    house.clock.now = `${day}T15:00:00.000Z`;
    for (const role of roles) await ok(house, role, 'session_sweep');
    const beta = {
      account: 'beta.com',
      contact: { name: 'Bo', email: 'bo@beta.com' },
      observed_at: `${day}T14:00:00Z`,
    };
    await ok(house, 'mining.mind', 'file_signal_note', comment(beta));
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: 'beta.com', name: 'Beta' });
    await ok(house, 'sales.ops', 'classify_mql', { account: 'beta.com' });
    await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bo@beta.com', reason: 'opt_out' });
    const viewer = await house.as('viewer');
    for (const { uri } of (await viewer.listResources()).resources) await viewer.readResource({ uri });
    for (const role of roles) {
      await ok(house, role, 'session_sweep');
      await ok(house, role, 'explain_account', { account: 'beta.com', detail: 'full' });
    }
    expect(await house.ledger.verify()).toMatchObject({ ok: true });
  },
);

test('T1 a task that falls due in an unlisted year says so in both halves and step by step', async () => {
  const house = await openHouse({ now: '2028-12-29T20:00:00.000Z' });
  const note = comment({ observed_at: '2028-12-29T19:00:00Z' });
  const { data, text } = await answer(house, 'mining.mind', 'file_signal_note', note);
  const classify = data.opened.find((task: Data) => task.kind === 'classify');
  expect(classify).toMatchObject({
    due_at: '2029-01-01T20:00:00.000Z',
    do: `acme.com: classify the account from its gates and signals (due ${alone})`,
  });
  expect(data.summary.endsWith(` What it opened is due ${alone}.`)).toBe(true);
  expect(text.split('\n')[0]).toBe(data.summary);
  const { tasks } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const steps = tasks.find((task: Data) => task.kind === 'classify').due_steps;
  expect(steps.map((step: Data) => step.note)).toEqual([
    'Friday 2028-12-29: 2 h of business time',
    `closed: Saturday 2028-12-30, Sunday 2028-12-31; ${alone}`,
    `Monday 2029-01-01: 6 h of business time; ${alone}`,
  ]);
  const page = await (await house.as('viewer')).readResource({ uri: 'ladder://tasks/sales.ops' });
  expect(JSON.stringify(page)).toContain(`due ${alone}`);
});

test('T1 same-day duties say so, duties in hours and those within the list do not', async () => {
  const house = await openHouse({ now: '2028-12-29T20:00:00.000Z' });
  await seedNoted(house);
  const asked = comment({
    observed_at: '2028-12-29T19:00:00Z',
    signal: { type: 'E4', channel: 'email', quote: 'Please tell us when we may have the Briefing' },
  });
  const { opened } = await ok(house, 'mining.mind', 'file_signal_note', asked);
  const owed = (kind: string) => opened.find((task: Data) => task.kind === kind);
  expect(owed('answer_briefing_request')).toMatchObject({
    due_at: '2028-12-29T22:00:00.000Z',
    do: 'Acme Corp: answer the request for a Briefing and agree on a date',
  });
  house.clock.now = '2029-02-01T15:00:00.000Z';
  const later = comment({
    ...asked,
    observed_at: '2029-02-01T14:00:00Z',
    account: 'beta.com',
    contact: { email: 'bo@beta.com' },
  });
  const { opened: next } = await ok(house, 'mining.mind', 'file_signal_note', later);
  expect(next.find((task: Data) => task.kind === 'answer_briefing_request')).toMatchObject({
    due_at: '2029-02-01T22:00:00.000Z',
    do: `beta.com: answer the request for a Briefing and agree on a date (due ${alone})`,
  });
  const { tasks } = await ok(house, 'cro', 'explain_account', { account: 'beta.com', detail: 'full' });
  const request = tasks.find((task: Data) => task.kind === 'answer_briefing_request');
  expect(request.due_steps).toEqual([
    {
      from: '2029-02-01T15:00:00.000Z',
      to: '2029-02-01T22:00:00.000Z',
      note: `same day: the close of the business day; ${alone}`,
    },
  ]);
});

test('T1 the sweep of chief.staff tells when fewer than 90 days of listed holidays are left', async () => {
  const house = await openHouse({ now: '2028-10-02T15:00:00.000Z' });
  expect(await alerts(house, 'chief.staff')).toEqual([]);
  house.clock.now = '2028-10-03T15:00:00.000Z';
  const until = 'until business_time.holidays of the policy file lists it';
  expect(await alerts(house, 'chief.staff')).toEqual([
    `Holidays are listed until 2028-12-31, 89 days from now; what falls due in 2029 is counted by weekdays alone ${until}`,
  ]);
  expect(await alerts(house, 'cro')).toEqual([]);
  house.clock.now = '2029-01-02T15:00:00.000Z';
  expect(await alerts(house, 'chief.staff')).toEqual([
    `No holidays are listed for 2029; what falls due in 2029 is counted by weekdays alone ${until}`,
  ]);
});
