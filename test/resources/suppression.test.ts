import { expect, test } from 'vitest';
import { acme, no, ok } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

const uri = 'ladder://suppression';

interface Listed {
  readonly count: number;
  readonly suppressed: readonly {
    readonly reason: string;
    readonly contexts: readonly string[];
    readonly account?: string;
    readonly contacts: readonly string[];
  }[];
  readonly next_cursor?: string;
}

async function list(house: Awaited<ReturnType<typeof openHouse>>, cursor?: string): Promise<Listed> {
  const asked = `${uri}?format=json${cursor ? `&cursor=${cursor}` : ''}`;
  return (await ok(house, 'legal.exec', 'read_ladder', { uri: asked })).data;
}

test('L13 the suppressed are listed by contact and company, one row a person, never by address', async () => {
  const house = await openHouse();
  expect(await list(house)).toEqual({ count: 0, suppressed: [] });
  const ana = { name: 'Ana', email: 'ana@acme.com', linkedin_url: 'https://www.linkedin.com/in/ana' };
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: [ana] });
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'hostile' });
  const { count, suppressed } = await list(house);
  expect(count).toBe(2);
  expect(suppressed).toMatchObject([{ reason: 'hostile', contexts: ['sales', 'marketing'], account: 'acme.com' }]);
  const { content: text } = await ok(house, 'cro', 'read_ladder', { uri });
  expect(text).toMatch(/^# Suppression: 2 addresses and profiles\n/);
  expect(text).toMatch(/Tue 21 Apr 2026, \d\d:\d\d/);
  expect(text).not.toMatch(/ana@|in\/ana|\d{4}-\d{2}-\d{2}T/);
});

test('L13 a long list goes on where it says, each row once, and refuses a cursor that is not its own', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  for (let n = 0; n < 130; n += 1)
    await ok(house, 'sales.ops', 'suppress_contact', { contact: `p${n}@acme.com`, reason: 'opt_out' });
  const first = await list(house);
  expect(first.suppressed).toHaveLength(100);
  const second = await list(house, first.next_cursor);
  expect(second.suppressed).toHaveLength(30);
  expect(second.next_cursor).toBeUndefined();
  const asked = { uri: `${uri}?cursor=abc` };
  expect((await no(house, 'legal.exec', 'read_ladder', asked)).error.code).toBe('INVALID_INPUT');
});

test('L13 who was suppressed by address and profile in one instant with many is one row over all pages', async () => {
  const house = await openHouse();
  const people = Array.from({ length: 51 }, (_, n) => ({
    name: `Person ${n}`,
    email: `p${n}@acme.com`,
    linkedin_url: `https://www.linkedin.com/in/p${n}`,
  }));
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: people.slice(0, 50) });
  await ok(house, 'sales.ops', 'save_account', { ...acme, contacts: people.slice(50) });
  for (const { email } of people)
    await ok(house, 'sales.ops', 'suppress_contact', { contact: email, reason: 'opt_out' });
  const listed = await list(house);
  const rest = listed.next_cursor === undefined ? [] : (await list(house, listed.next_cursor)).suppressed;
  const contacts = [...listed.suppressed, ...rest].flatMap((each) => each.contacts);
  expect([listed.count, contacts.length, new Set(contacts).size]).toEqual([102, 51, 51]);
});
