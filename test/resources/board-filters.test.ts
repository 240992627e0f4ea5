import { expect, test } from 'vitest';
import { type Data, ok, refusal } from '../support/calls.ts';
import { company, fortnight, noted, post } from '../support/reports.ts';
import type { House } from '../support/server.ts';

const data = async (house: House, uri: string): Promise<Data> =>
  (await ok(house, 'viewer', 'read_ladder', { uri: `ladder://${uri}` })).data;

const page = async (house: House, uri: string): Promise<string> =>
  (await ok(house, 'viewer', 'read_ladder', { uri: `ladder://${uri}` })).content;

const shown = (board: Data) =>
  board.stages.flatMap(({ stage, count, accounts }: Data) =>
    count === 0 ? [] : [[stage, count, accounts.map(({ domain }: Data) => domain)]],
  );

test('6.2a the board shows the stages, types of signals and first touches that are asked for, each alone and together', async () => {
  const house = await fortnight();
  const asked = (query: string) => data(house, `board?${query}&format=json`);
  expect(shown(await asked('signal_type=E1'))).toEqual([
    ['MQL', 1, ['gamma.com']],
    ['SQL', 1, ['acme.com']],
  ]);
  expect(shown(await asked('signal_type=E4'))).toEqual([['SQL', 1, ['beta.com']]]);
  expect((await asked('signal_type=E4')).stages).toHaveLength(9);
  expect(shown(await asked('first_touch=e1&stage=SQL,PROSPECT'))).toEqual([['SQL', 1, ['acme.com']]]);
  expect((await asked('first_touch=E1&stage=sql')).stages).toHaveLength(1);
  expect(shown(await asked('signal_type=E1&first_touch=E4'))).toEqual([]);
  expect(shown(await asked('stage=&signal_type=&first_touch='))).toEqual([
    ['MQL', 1, ['gamma.com']],
    ['SQL', 2, ['acme.com', 'beta.com']],
  ]);
  const stage = await data(house, 'board/SQL?first_touch=E1&format=json');
  expect(stage).toMatchObject({ stage: 'SQL', count: 1, first_touch: 'E1' });
  expect(await page(house, 'board?signal_type=E1&stage=MQL')).toContain('Accounts that hold a qualifying E1.');
});

test('6.2a an account whose signal was retracted is under it no more, its other ones stay', async () => {
  const house = await fortnight();
  const filed = await noted(house, 'beta.com', post(7));
  expect(shown(await data(house, 'board?signal_type=E1&stage=SQL&format=json'))).toEqual([
    ['SQL', 2, ['acme.com', 'beta.com']],
  ]);
  const reason = 'It was somebody else of that name.';
  await ok(house, 'sales.ops', 'retract_signal', { signal: filed.signal.id, reason });
  expect(shown(await data(house, 'board?signal_type=E1&stage=SQL&format=json'))).toEqual([['SQL', 1, ['acme.com']]]);
  expect(shown(await data(house, 'board?signal_type=E4&format=json'))).toEqual([['SQL', 1, ['beta.com']]]);
});

test('6.2a a filtered stage goes on by its cursor, which no other filter takes', async () => {
  const house = await fortnight();
  const domains = Array.from({ length: 130 }, (_, n) => `p${String(n).padStart(3, '0')}.com`);
  for (const domain of domains) {
    await company(house, domain);
    await noted(house, domain, post(1));
  }
  const found: string[] = [];
  let cursor = '';
  do {
    const part = await data(house, `board/PROSPECT?signal_type=E1&format=json${cursor && `&cursor=${cursor}`}`);
    expect(part.count).toBe(130);
    found.push(...part.accounts.map(({ domain }: Data) => domain));
    cursor = part.next_cursor ?? '';
    if (found.length < 130) {
      const uri = `ladder://board/PROSPECT?signal_type=E1&first_touch=E1&cursor=${cursor}`;
      expect(await refusal(house, 'viewer', 'read_ladder', { uri })).toContain('it was given out for other filters');
    }
  } while (cursor !== '');
  expect([...found].sort()).toEqual(domains);
  const whole = await page(house, 'board?signal_type=E1&stage=PROSPECT');
  const [, next = ''] = /more: `(ladder:[^`]+)`/.exec(whole) ?? [];
  expect(next).toContain('ladder://board/PROSPECT?signal_type=E1&cursor=');
  await ok(house, 'viewer', 'read_ladder', { uri: next });
});

test('6.2a a filter that is none is refused with those there are', async () => {
  const house = await fortnight();
  const refused = (uri: string) => refusal(house, 'viewer', 'read_ladder', { uri: `ladder://${uri}` });
  expect(await refused('board?signal_type=E11')).toBe(
    'INVALID_INPUT: `signal_type` is `E11`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E8, E9, E10.',
  );
  expect(await refused('board?stage=LOST')).toContain('NOT_FOUND (§3): that is no stage');
  expect(await refused('board?owner=cro')).toContain('NOT_FOUND: no resource has that address');
  expect(await refused('board/SQL?stage=MQL')).toContain('NOT_FOUND: no resource has that address');
});

test('6.2a the template of the filtered board is listed and completes its arguments', async () => {
  const house = await fortnight();
  const client = await house.as('viewer');
  const uri = 'ladder://board{?stage,signal_type,first_touch}';
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain(uri);
  const complete = async (name: string, value: string) =>
    (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } })).completion.values;
  expect(await complete('stage', 'w')).toEqual(['WON']);
  expect(await complete('signal_type', 'e1')).toEqual(['E1', 'E10']);
  expect(await complete('first_touch', 'E9')).toEqual(['E9']);
});
