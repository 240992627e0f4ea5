import { expect, test } from 'vitest';
import { type Data, ok } from '../support/calls.ts';
import { type House, openHouse, shippedPolicy } from '../support/server.ts';

/** Every page of an address by its cursors, each half of each within its bounds. */
async function pages(house: House, address: string, format: 'json' | 'markdown'): Promise<readonly Data[]> {
  const all: Data[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = [...(cursor ? [`cursor=${cursor}`] : []), ...(format === 'json' ? ['format=json'] : [])].join('&');
    const got: Data = await ok(house, 'viewer', 'read_ladder', { uri: `${address}${query ? `?${query}` : ''}` });
    expect(JSON.stringify(got).length).toBeLessThanOrEqual(20_000);
    all.push(got);
    const goesOn: string | undefined = /\nGoes on: `\S+\?cursor=([\w-]+)`$/.exec(got.content ?? '')?.[1];
    cursor = format === 'json' ? got.data.next_cursor : goesOn;
    if (all.length > 40) throw new Error(`${address} has no end`);
  }
  return all;
}

const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));

test('6.2a the policy in force is cut at whole rows and goes on to its end, each row once, in both forms', async () => {
  const house = await openHouse();
  const told = await pages(house, 'ladder://policy', 'json');
  expect(told.length).toBeGreaterThan(2);
  const seen = told.reduce<Data>((sum, { data }) => merged(sum, data.policy ?? {}), {});
  expect(seen).toEqual(JSON.parse(JSON.stringify(shippedPolicy().values)));
  const read = await pages(house, 'ladder://policy', 'markdown');
  expect(read.map(({ content }) => content.split('\n')[0])).toEqual(read.map(() => '# Policy handoff-0.2'));
  const rows = read.flatMap(({ content }) => rowsOf(content)).filter((row) => !/^\| (?:What|---)/.test(row));
  expect(new Set(rows).size).toBeGreaterThan(150);
  const recorded = await pages(house, 'ladder://rulings', 'markdown');
  expect(recorded.length).toBeGreaterThan(1);
});

test('6.2a a cursor of another page, of the other form or past the end is refused', async () => {
  const house = await openHouse();
  const [first] = await pages(house, 'ladder://policy', 'json');
  const cursor = first?.data.next_cursor;
  for (const query of [`cursor=${cursor}`, 'cursor=abc', 'cursor='])
    await expect(ok(house, 'viewer', 'read_ladder', { uri: `ladder://policy?${query}` })).rejects.toThrow(
      /INVALID_INPUT: `cursor`: it is not one that this/,
    );
  await expect(ok(house, 'viewer', 'read_ladder', { uri: `ladder://tasks/cro?cursor=${cursor}` })).rejects.toThrow(
    'INVALID_INPUT',
  );
});

/** Parts of one whole: lists follow on each other, objects fill up; a list's last item may go on in the next part. */
function merged(into: Data, part: Data): Data {
  const all: Record<string, unknown> = { ...into };
  for (const [name, value] of Object.entries(part)) {
    const before = all[name];
    if (Array.isArray(before) && Array.isArray(value)) all[name] = [...before, ...value];
    else if (typeof before === 'object' && before !== null && typeof value === 'object')
      all[name] = merged(before as Data, value as Data);
    else all[name] = value;
  }
  return all;
}
