import { expect, test } from 'vitest';
import { answer, describeReading, ok, refusal, seedPending } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

describeReading(
  'read_ladder',
  async (house) => {
    await seedPending(house);
    return { uri: 'ladder://accounts/acme.com' };
  },
  { bad: { uri: 5 }, found: '`uri` is `5`', next: 'give a text' },
);

test('6.2a read_ladder gives what the resource gives, as markdown and as data', async () => {
  const house = await openHouse();
  await seedPending(house);
  const client = await house.as('cmo');
  const { resources } = await client.listResources();
  expect(resources.length).toBeGreaterThan(30);
  for (const { uri } of resources) {
    const [page] = (await client.readResource({ uri })).contents;
    const read = await answer(house, 'cmo', 'read_ladder', { uri });
    const text = page && 'text' in page ? page.text : '';
    expect(read.data).toEqual({ uri, content: text });
    expect(read.text).toBe(text);
    const [json] = (await client.readResource({ uri: `${uri}?format=json` })).contents;
    const data = await ok(house, 'cmo', 'read_ladder', { uri: `${uri}?format=json` });
    expect(data).toEqual({ uri: `${uri}?format=json`, data: JSON.parse(json && 'text' in json ? json.text : '') });
  }
});

test('6.2a read_ladder names the addresses there are, and the members of a family', async () => {
  const house = await openHouse();
  const read = (uri: string) => refusal(house, 'viewer', 'read_ladder', { uri });
  const unknown =
    'NOT_FOUND: no resource has that address. Next: the addresses are ladder://board, ladder://board{?stage,signal_type,first_touch}, ladder://board/{stage}, ladder://accounts/{domain}, ';
  for (const uri of [
    'ladder://nope',
    'https://acme.com',
    'ladder://board?format=xml',
    'ladder://accounts/',
    'x'.repeat(500),
  ]) {
    expect((await read(uri)).startsWith(unknown)).toBe(true);
  }
  expect(await read('ladder://board/LOST')).toBe(
    'NOT_FOUND (§3): that is no stage. Next: name one of PROSPECT, MQL, SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON, RECYCLED, DISQUALIFIED, ARCHIVED.',
  );
  expect(await read('ladder://tasks/intern')).toBe(
    'NOT_FOUND: that is no role. Next: name one of mining.mind, sales.ops, category.positioning, cro, cmo, chief.staff, customer.success, legal.exec, viewer.',
  );
  expect(await read('ladder://accounts/nobody.com')).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
  expect(await read('ladder://channels/random')).toBe(
    'NOT_FOUND (§4.1): there is no such channel. Next: name one of agent-handoffs, cro-updates.',
  );
  expect(await read('ladder://templates/none_9')).toBe(
    'NOT_FOUND (§5.4): no template has that key. Next: read ladder://templates for the keys.',
  );
  expect(await read('ladder://policy/handoff-9')).toBe(
    'NOT_FOUND: no policy is recorded under that version or hash. Next: read ladder://policy for the versions on record.',
  );
});
