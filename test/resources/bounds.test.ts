import { expect, test } from 'vitest';
import { acme, answer, type Data, ok } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

test('surface an account of 300 contacts is paged by one cursor, each page and each half within 20,000 characters', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  for (let n = 0; n < 300; n += 50) {
    const contacts = Array.from({ length: 50 }, (_, each) => ({ name: 'Ana', email: `reader.${n + each}@acme.com` }));
    await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
  }
  const { data, text } = await answer(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(JSON.stringify(data).length).toBeLessThanOrEqual(20_000);
  expect(text.length).toBeLessThanOrEqual(20_000);
  expect(data.totals).toEqual({ contacts: 300, signals: 0, facts: 5 });
  expect(text).toContain(`ladder://accounts/acme.com?cursor=${data.next_cursor}`);
  const seen: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = cursor === '' ? '' : `cursor=${cursor}&`;
    const read: { data: Data } = await ok(house, 'viewer', 'read_ladder', {
      uri: `ladder://accounts/acme.com?${query}format=json`,
    }).then((each) => ({ data: each.data }));
    expect(JSON.stringify(read.data).length).toBeLessThanOrEqual(20_000);
    seen.push(...[...read.data.contacts, ...read.data.facts].map(({ id }: Data) => id));
    cursor = read.data.next_cursor;
  }
  expect([seen.length, new Set(seen).size]).toEqual([305, 305]);
  const page = await answer(house, 'viewer', 'read_ladder', { uri: 'ladder://accounts/acme.com' });
  expect(page.text.length).toBeLessThanOrEqual(20_000);
  expect(page.text).toMatch(/Goes on: `ladder:\/\/accounts\/acme\.com\?cursor=[\w-]+`$/);
});
