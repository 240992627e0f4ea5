import { expect, test } from 'vitest';
import { acme, ana, comment, type Data, ok, seedNoted } from '../../support/calls.ts';
import { type House, openHouse } from '../../support/server.ts';

const lines = async (house: House, role: 'mining.mind' | 'category.positioning', kind: string): Promise<Data[]> => {
  const { watch } = await ok(house, role, 'session_sweep');
  return watch.filter((line: Data) => line.kind === kind);
};
const note = (house: House, signal: Data, observed_at = '2026-04-20T10:00:00-04:00', contact: Data = ana) =>
  ok(house, 'mining.mind', 'file_signal_note', comment({ signal, observed_at, contact }));
const like = (post: number) => ({ type: 'E1', interaction: 'like', object: `https://www.linkedin.com/posts/${post}` });

test('4.1a the sweep of mining.mind names who engaged again and again, for a week', async () => {
  const house = await openHouse();
  await seedNoted(house);
  expect(await lines(house, 'mining.mind', 'repeat_engagement')).toEqual([]);
  const { derived } = await note(house, { ...like(2), interaction: 'share' });
  expect(derived).toHaveLength(1);
  const [burst, ...more] = await lines(house, 'mining.mind', 'repeat_engagement');
  expect(more).toEqual([]);
  expect(burst).toEqual({
    kind: 'repeat_engagement',
    clause: '4.1',
    summary:
      'Ana Ruiz at Acme Corp: 2 distinct acts within 30 days, the last on 2026-04-20 (E8); look for what they do next',
    account: 'acme.com',
    contact: expect.stringMatching(/^con_/),
    tool: 'explain_account',
    call: { account: 'acme.com' },
  });
  house.clock.now = '2026-04-28T14:00:00.000Z';
  expect(await lines(house, 'mining.mind', 'repeat_engagement')).toHaveLength(1);
  house.clock.now = '2026-04-29T14:00:00.000Z';
  expect(await lines(house, 'mining.mind', 'repeat_engagement')).toEqual([]);
});

test('3.2.E1 the sweep of mining.mind names who is one like short, neither before nor after', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  await note(house, like(1), '2026-04-01T10:00:00-04:00');
  await note(house, like(1), '2026-04-02T10:00:00-04:00');
  expect(await lines(house, 'mining.mind', 'likes_near')).toEqual([]);
  await note(house, like(2), '2026-04-10T10:00:00-04:00');
  const [near] = await lines(house, 'mining.mind', 'likes_near');
  expect(near).toMatchObject({
    clause: '3.2.1',
    summary: 'Ana Ruiz at Acme Corp liked 2 posts since 2026-04-02; a like of another post by 2026-05-02 makes an E1',
    account: 'acme.com',
    tool: 'file_signal_note',
    call: {
      account: 'acme.com',
      contact: { email: 'ana@acme.com' },
      signal: { type: 'E1', interaction: 'like' },
    },
  });
  house.clock.now = '2026-05-02T14:00:00.000Z';
  expect(await lines(house, 'mining.mind', 'likes_near')).toHaveLength(1);
  house.clock.now = '2026-05-03T14:00:00.000Z';
  expect(await lines(house, 'mining.mind', 'likes_near')).toEqual([]);
});

test('3.2.E1 likes that made an E1, and likes of a suppressed person, are near nothing', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  for (const post of [1, 2]) await note(house, like(post));
  const bo = { name: 'Bo Lind', email: 'bo@acme.com' };
  for (const post of [1, 2]) await note(house, like(post), '2026-04-20T10:00:00-04:00', bo);
  expect(await lines(house, 'mining.mind', 'likes_near')).toHaveLength(2);
  await note(house, like(3));
  await ok(house, 'sales.ops', 'suppress_contact', { contact: 'bo@acme.com', reason: 'opt_out' });
  expect(await lines(house, 'mining.mind', 'likes_near')).toEqual([]);
});

test('4.1b the sweep of category.positioning proposes an E9 until it is filed, newest act first', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const piece = {
    piece: 'partner-essay',
    title: 'Partners first',
    url: 'https://eco.example/essay',
    published_at: '2026-04-15',
    references: ['acme.com'],
  };
  await ok(house, 'category.positioning', 'log_attribution', piece);
  await note(house, { ...like(4), interaction: 'comment' }, '2026-04-14T10:00:00-04:00', {
    name: 'Cy Poe',
    email: 'cy@acme.com',
  });
  const found = await lines(house, 'category.positioning', 'e9_candidate');
  expect(found).toHaveLength(1);
  const [candidate] = found;
  expect(candidate).toMatchObject({
    clause: '4.1',
    account: 'acme.com',
    tool: 'file_signal_note',
    summary:
      'Ana Ruiz at Acme Corp: E1 of 2026-04-20 came after `partner-essay`, which references them; if the piece caused it, file the E9 and say why',
  });
  await ok(house, 'category.positioning', 'file_signal_note', {
    ...candidate?.call,
    observed_at: '2026-04-20T09:30:00-04:00',
    source: 'linkedin',
    signal: { ...candidate?.call.signal, why_causal: 'she quotes the essay' },
  });
  expect(await lines(house, 'category.positioning', 'e9_candidate')).toEqual([]);
});

test('4.1b the sweep of category.positioning names who subscribed within the week', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  await ok(house, 'category.positioning', 'file_signal_note', comment({ signal: { type: 'E2' } }));
  const [line] = await lines(house, 'category.positioning', 'subscription');
  expect(line?.summary).toBe('Ana Ruiz at Acme Corp (PROSPECT) subscribed on 2026-04-20');
  house.clock.now = '2026-04-29T14:00:00.000Z';
  expect(await lines(house, 'category.positioning', 'subscription')).toEqual([]);
});
