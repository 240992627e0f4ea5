import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { acme, answer, comment, type Data, ok, threeHigh } from '../../support/calls.ts';
import { type House, openHouse } from '../../support/server.ts';

async function many(house: House, count: number, isScored: boolean): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const account = `company-${n}.com`;
    await ok(house, 'sales.ops', 'save_account', { ...acme, domain: account, name: `Company ${n}` });
    const contact = { name: `Ana ${n}`, email: `ana@${account}`, title: 'VP Partnerships' };
    await ok(house, 'mining.mind', 'file_signal_note', comment({ account, contact }));
    if (!isScored) continue;
    await ok(house, 'sales.ops', 'classify_mql', { account });
    await ok(house, 'sales.ops', 'score_dossier', { ...threeHigh, account });
  }
}

const sweep = (house: House, role: Role, limit?: number): Promise<Data> =>
  ok(house, role, 'session_sweep', limit === undefined ? {} : { limit });

test('4.3e session_sweep with 20 tasks stays under 3,000 tokens and tells how much it left out', async () => {
  const house = await openHouse();
  await many(house, 20, false);
  const data = await sweep(house, 'sales.ops');
  expect(data.tasks).toHaveLength(20);
  expect(data.intents).toHaveLength(4);
  expect(data.left_out).toEqual({ tasks: 2, intents: 16 });
  expect(data.totals).toEqual({ tasks: 22, overdue: 0, alerts: 0, watch: 0, intents: 20 });
  expect(data.next).toBe(`ladder://tasks/sales.ops?cursor=${data.next_cursor}`);
  const rest = await ok(house, 'sales.ops', 'read_ladder', { uri: `${data.next}&format=json` });
  const ids = [...data.tasks, ...rest.data.tasks].map((task: Data) => task.id);
  expect([ids.length, new Set(ids).size]).toEqual([22, 22]);
  expect(countTokens(JSON.stringify(data))).toBeLessThan(3000);
});

test('4.3c session_sweep lays out the first dossiers of many for the CRO, and all of a few', async () => {
  const house = await openHouse();
  await many(house, 20, true);
  const data = await sweep(house, 'cro');
  expect(data.tasks).toHaveLength(20);
  expect(data.dossiers).toHaveLength(3);
  expect(countTokens(JSON.stringify(data))).toBeLessThan(3000);
  const few = await sweep(house, 'cro', 3);
  expect(few.tasks).toHaveLength(3);
  expect(few.left_out).toEqual({ tasks: 18 });
  for (let n = 1; n <= 15; n++)
    await ok(house, 'cro', 'cro_decide', { account: `company-${n}.com`, decision: 'confirm' });
  const rest = await sweep(house, 'cro');
  expect(rest.dossiers).toHaveLength(5);
  expect(rest.watch.filter((line: Data) => line.kind === 'sql_open')).toHaveLength(14);
});

test('4.3d session_sweep gives a dossier in ten-minute form: scores, one finding each, gates, what is assumed', async () => {
  const house = await openHouse();
  await many(house, 1, true);
  const { tasks, dossiers } = await sweep(house, 'cro');
  const review = tasks.find((task: Data) => task.kind === 'cro_review');
  expect(review).toMatchObject({ tool: 'cro_decide', call: { account: 'company-1.com' } });
  expect(dossiers[0]).toEqual({
    account: 'company-1.com',
    count: '3 of 4 count, 3 needed',
    scores: [
      {
        signal: 'S1',
        score: 'CONFIRMED',
        finding: 'partner_influenced_pct 35, 2026-04-01',
        shows: { quoted: 'what it says' },
      },
      { signal: 'S2', score: 'LIKELY', finding: 'exec_hire, 2026-04-01', shows: { quoted: 'what it says' } },
      { signal: 'S3', score: 'CONFIRMED', finding: 'aws, 2026-04-01, 2 more', shows: { quoted: 'what it says' } },
      { signal: 'S4', score: 'NOT_PRESENT' },
    ],
    gates: 'all hold',
    assumed: 'G1, G2, G3, G4, G5: the definitions of the gates',
    engagement: 'the newest qualifying signal is E1, 1 day old; the window is 180 days',
  });
});

test('4.3e session_sweep keeps each row to its tokens, in both halves, and both name the same tasks', async () => {
  const house = await openHouse();
  await many(house, 20, false);
  const { data, text } = await answer(house, 'sales.ops', 'session_sweep');
  for (const task of data.tasks) {
    const line = text.split('\n').find((each) => each.includes(` ${task.id} `)) ?? '';
    expect(line).toContain(task.do);
    expect(countTokens(line)).toBeLessThanOrEqual(80);
    expect(countTokens(JSON.stringify(task))).toBeLessThanOrEqual(120);
  }
  for (const intent of data.intents) expect(text).toContain(intent.id);
  const rest = 'session_sweep with `limit` 100, and once these are done shows more intents';
  expect(text).toContain(`Left out: 2 more tasks, 16 more intents; ${rest}.`);
  expect(data.rest).toBe(rest);
  expect(text).toContain(data.next);
});

test('3.2b session_sweep puts what is due at one time by the strength of its signal, and names it', async () => {
  const house = await openHouse();
  await many(house, 4, false);
  const asked = { type: 'E4', channel: 'email', quote: 'Please show us the Briefing.' };
  await ok(
    house,
    'sales.ops',
    'file_signal_note',
    comment({ account: 'company-3.com', contact: { email: 'bo@company-3.com' }, signal: asked }),
  );
  const { tasks } = await sweep(house, 'sales.ops');
  const classify = tasks.filter((task: Data) => task.kind === 'classify');
  expect(classify[0]).toMatchObject({ account: 'company-3.com', signal: 'E4 strong' });
  expect(classify.slice(1).map((task: Data) => task.signal)).toEqual(['E1 standard', 'E1 standard', 'E1 standard']);
});
