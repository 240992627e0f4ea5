import { expect, test } from 'vitest';
import { answer, comment, describeWriting, ok, recordOnly, refusal, seedNoted } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'retract_signal',
  by: 'mining.mind',
  clause: '3.2.1',
  who: 'mining.mind or category.positioning or sales.ops or cro',
  callers: ['mining.mind', 'category.positioning', 'sales.ops', 'cro'],
  outcome: 'retracted',
  prepare: async (house) => ({ signal: (await seedNoted(house)).signal.id, reason: 'filed for the wrong person' }),
  other: { reason: 'another reason' },
});

const share = comment({
  observed_at: '2026-04-19T09:30:00-04:00',
  signal: { type: 'E1', interaction: 'share', object: 'p2' },
});

test('3.2.E8 retract_signal takes back a note, and the repeat engagement that rested on it', async () => {
  const house = await openHouse();
  const { signal } = await seedNoted(house);
  const { derived } = await ok(house, 'mining.mind', 'file_signal_note', share);
  expect(derived).toMatchObject([{ type: 'E8', tier: 'strong', qualifies: true }]);
  const [e8] = derived;
  const args = { signal: signal.id, reason: 'filed for the wrong person' };
  const { data, text } = await answer(house, 'mining.mind', 'retract_signal', args);
  expect(data).toMatchObject({ outcome: 'retracted', fallen: [e8.id], account: { domain: 'acme.com' } });
  expect(text.split('\n')[0]).toBe(
    `E1 (${signal.id}) of Acme Corp counts no more. With it fell ${e8.id}. The account stays PROSPECT.`,
  );
  const { signals } = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(signals.find((each: { id: string }) => each.id === signal.id).gone).toEqual({
    why: 'retracted',
    at: '2026-04-21T14:00:00.000Z',
    because: { quoted: 'filed for the wrong person' },
  });
});

test('3.2.E8 retract_signal refuses a derived E8, a second time, an unknown id and an empty reason', async () => {
  const house = await openHouse();
  const { signal } = await seedNoted(house);
  const { derived, signal: second } = await ok(house, 'mining.mind', 'file_signal_note', share);
  const retract = (args: object) => refusal(house, 'sales.ops', 'retract_signal', { reason: 'x', ...args });
  expect(await retract({ signal: derived[0].id })).toBe(
    `RULE_REFUSED (§3.2.1, L14): an E8 is derived and falls with an act that it rests on. Next: retract the wrong act among ${second.id}, ${signal.id}.`,
  );
  expect(await retract({ signal: 'sig_none' })).toBe(
    'NOT_FOUND (§3.2.1): no signal stands under that id. Next: take the id from explain_account.',
  );
  expect(await retract({ signal: signal.id, reason: ' ' })).toBe(
    'INVALID_INPUT: `reason` is ` `. Next: give a text that says it.',
  );
  await ok(house, 'sales.ops', 'retract_signal', { signal: signal.id, reason: 'wrong person' });
  expect(await retract({ signal: signal.id })).toBe(
    'CONFLICT (§3.2.1, L14): that note is retracted since Tue 21 Apr 2026, 10:00. Next: nothing more is to do.',
  );
});

test("3.2.E8 retract_signal is its filer's and sales.ops's, nobody else's", async () => {
  const house = await openHouse();
  const { signal } = await seedNoted(house);
  for (const role of ['cro', 'category.positioning'] as const) {
    const { text, events } = await recordOnly(house, role, 'retract_signal', { signal: signal.id, reason: 'x' });
    expect(text.split('\n')[0]).toBe(
      'NOT_PERMITTED (§3.2.1, L14): that note was filed by mining.mind. Next: let mining.mind or sales.ops retract it.',
    );
    expect(events).toMatchObject([{ stream: 'refusals', role, body: { code: 'NOT_PERMITTED', ruling: 'L14' } }]);
  }
  expect((await ok(house, 'sales.ops', 'retract_signal', { signal: signal.id, reason: 'x' })).outcome).toBe(
    'retracted',
  );
});
