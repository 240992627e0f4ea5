import { expect, test } from 'vitest';
import { answer, comment, type Data, ok } from '../support/calls.ts';
import { company, fortnight, metric, noted, person, post, report } from '../support/reports.ts';
import { openHouse } from '../support/server.ts';

const of = (data: Data, name: string) => data.restated.filter((each: Data) => each.metric === name);

const wrong = { reason: 'It was somebody else of that name.' };

test('W1 W7 a retraction after the week leaves its figures, and stands under restated', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  const liked = await noted(house, 'acme.com', post(1));
  await noted(house, 'acme.com', { type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const week = { kind: 'weekly_close', period: '2026-W17' };
  expect(metric(await report(house, week), 'marketing_influenced')).toMatchObject({ numerator: 1, denominator: 1 });
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'sales.ops', 'retract_signal', { signal: liked.signal.id, ...wrong });
  const data = await report(house, week);
  expect(metric(data, 'marketing_influenced')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  expect(of(data, 'marketing_influenced')).toEqual([
    {
      metric: 'marketing_influenced',
      account: 'acme.com',
      was: 1,
      is: 0,
      because: 'what marketing there was before its entry into SQL was retracted since',
    },
  ]);
  expect(of(data, 'new_mqls')).toEqual([]);
  const running = await report(house, { kind: 'weekly_close' });
  expect(metric(running, 'marketing_influenced')).toMatchObject({ value: 0, before: 1 });
  expect(running.restated).toEqual([]);
  const quarter = await report(house, { kind: 'attribution', period: '2026-04-01/2026-04-26' });
  expect(of(quarter, 'marketing_influenced_entries')).toMatchObject([{ account: 'acme.com', was: 1, is: 0 }]);
});

test('W1 A3 a suppression that is voided after the week restates who was influenced', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  const ben = { name: 'Ben Ode', email: 'ben@acme.com' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ contact: ben, signal: post(1) }));
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ben@acme.com', reason: 'opt_out' });
  await noted(house, 'acme.com', { type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'legal.exec', 'void_suppression', {
    contact: 'ben@acme.com',
    evidence: 'The mail came from another person of that name.',
  });
  const data = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  expect(metric(data, 'marketing_influenced')).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
  expect(of(data, 'marketing_influenced')).toEqual([
    {
      metric: 'marketing_influenced',
      account: 'acme.com',
      was: 0,
      is: 1,
      because: 'a suppression was voided since, so that the person counted then',
    },
  ]);
});

test('W1 W2 two accounts that are one since are restated where both were counted', async () => {
  const house = await fortnight();
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', aliases: ['gamma.com'] });
  const data = await report(house, { kind: 'weekly_close', period: '2026-W17' });
  expect(metric(data, 'new_mqls').value).toBe(3);
  expect(data.restated).toEqual([
    {
      metric: 'new_mqls',
      account: 'gamma.com',
      was: 3,
      is: 2,
      because: 'it is one account with acme.com since, whose episode began earlier',
    },
  ]);
});

test('W6 S-6 the first touch of an MQL whose earliest act was retracted is the earliest that is left', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  const at = { account: 'acme.com', contact: person('acme.com') };
  const joined = await ok(house, 'category.positioning', 'file_signal_note', {
    ...comment(at),
    observed_at: '2026-04-15T09:30:00-04:00',
    signal: { type: 'E2' },
  });
  await ok(house, 'mining.mind', 'file_signal_note', { ...comment(at), observed_at: '2026-04-18T09:30:00-04:00' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const touches = async () => {
    const { by_signal } = await report(house, { kind: 'attribution' });
    return by_signal.slice(0, 2).map((each: Data) => [each.signal_type, each.first_touch, each.any_touch]);
  };
  expect(await touches()).toEqual([
    ['E1', 0, 1],
    ['E2', 1, 1],
  ]);
  await ok(house, 'sales.ops', 'retract_signal', { signal: joined.signal.id, ...wrong });
  expect(await touches()).toEqual([
    ['E1', 1, 1],
    ['E2', 0, 0],
  ]);
  const week = await report(house, { kind: 'weekly_close' });
  expect(week.first_touch.slice(0, 2)).toEqual([
    { signal_type: 'E1', mqls: 1, pass_through: 1 },
    { signal_type: 'E2', mqls: 0, pass_through: 0 },
  ]);
  expect(week.restated).toEqual([]);
});

test('S-6 W1 a first touch that is retracted after its week stays there, and is restated by its signal and its day', async () => {
  const house = await openHouse();
  await company(house, 'acme.com');
  const subscribed = async (name: string, observed_at: string): Promise<string> => {
    const contact = { name, email: `${name.toLowerCase()}@acme.com` };
    const note = { ...comment({ contact }), observed_at, signal: { type: 'E2' } };
    return (await ok(house, 'category.positioning', 'file_signal_note', note)).signal.id;
  };
  const bea = await subscribed('Bea', '2026-04-15');
  const cid = await subscribed('Cid', '2026-04-16');
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const asked = { kind: 'weekly_close', period: '2026-W17' };
  const traced = async (more: object) => {
    const { data, text } = await answer(house, 'viewer', 'pipeline_report', { ...more, detail: 'full' });
    return {
      text,
      rows: data.traced.map(({ signal, observed_on, in: parts }: Data) => [signal, observed_on, parts[0]]),
    };
  };
  const mqls = { ...asked, filter: { metric: 'new_mqls' } };
  const before = await traced(mqls);
  expect(before.rows).toEqual([[bea, '2026-04-15', 'numerator']]);
  expect(before.text).toContain(`, E2 of Wed 15 Apr 2026 (${bea})`);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'sales.ops', 'retract_signal', { signal: bea, ...wrong });
  const { data, text } = await answer(house, 'viewer', 'pipeline_report', asked);
  expect(data.first_touch[1]).toMatchObject({ signal_type: 'E2', mqls: 1 });
  expect(data.restated).toEqual([
    {
      metric: 'first_touch',
      account: 'acme.com',
      was: 1,
      is: 1,
      because: `its E2 of 2026-04-15 (${bea}) was retracted since, the earliest act that is left is E2 of 2026-04-16 (${cid})`,
    },
  ]);
  expect(text).toContain(`its E2 of Wed 15 Apr 2026 (${bea}) was retracted since`);
  const touched = await traced({ kind: 'attribution', filter: { metric: 'first_touch' } });
  expect(touched.rows).toEqual([[cid, '2026-04-16', 'numerator']]);
  const { content } = await ok(house, 'viewer', 'read_ladder', { uri: 'ladder://accounts/acme.com/timeline' });
  expect(content).toContain(`first touch is now E2 of Thu 16 Apr 2026 (${cid})`);
  expect(content).not.toContain('00:00');
});
