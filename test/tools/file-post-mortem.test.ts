import { expect, test } from 'vitest';
import { answer, describeWriting, ok, refusal, seedSql } from '../support/calls.ts';
import { type House, openHouse } from '../support/server.ts';

const step = (house: House, event: string, more: object = {}) =>
  ok(house, 'cro', 'advance_deal', { account: 'acme.com', event, ...more });

/** acme.com goes from SQL to WON within a day. */
async function won(house: House): Promise<void> {
  await seedSql(house);
  await step(house, 'briefing_scheduled', { at: '2026-04-21T12:00:00-04:00' });
  house.clock.now = '2026-04-22T14:00:00.000Z';
  for (const event of ['briefing_held', 'assessment_proposed', 'assessment_qualified', 'won']) await step(house, event);
}

const said = {
  account: 'acme.com',
  outcome: 'delivered',
  learnings: 'The partner programme was larger than its page told; the second finding of S1 mattered most.',
  predictors: [
    { signal: 'S1', verdict: 'predicted', note: 'the partner page told most of it' },
    { signal: 'e1', verdict: 'noise' },
    { signal: 'G2', verdict: 'unclear' },
  ],
};

describeWriting({
  tool: 'file_post_mortem',
  by: 'customer.success',
  clause: '6.3',
  who: 'customer.success',
  callers: ['customer.success'],
  outcome: 'recorded',
  prepare: async (house) => {
    await won(house);
    return said;
  },
  other: { outcome: 'churned' },
});

const file = (house: House, args: object) =>
  refusal(house, 'customer.success', 'file_post_mortem', { ...said, ...args });

test('6.3b file_post_mortem is refused below WON, and says who can go on', async () => {
  const house = await openHouse();
  await seedSql(house);
  expect(await file(house, {})).toBe(
    'RULE_REFUSED (§6.3, P3): Acme Corp (acme.com) is SQL; a post-mortem is of an account that is WON. Next: find_accounts with stage WON lists the accounts that delivery can tell of.',
  );
  expect(await file(house, { account: 'nobody.example.com' })).toMatch(/^NOT_FOUND: /);
});

test('6.3b file_post_mortem reads its predictors strictly', async () => {
  const house = await openHouse();
  await won(house);
  expect(await file(house, { predictors: [{ signal: 'S9', verdict: 'noise' }] })).toBe(
    'INVALID_INPUT: `predictors[0].signal` is `S9`. Next: give one of E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, S1, S2, S3, S4, G1, G2, G3, G4, G5.',
  );
  const twice = [
    { signal: 'S1', verdict: 'noise' },
    { signal: 's1', verdict: 'predicted' },
  ];
  expect(await file(house, { predictors: twice })).toContain('names S1 twice');
  expect(await file(house, { learnings: ' ' })).toMatch(/^INVALID_INPUT: `learnings` /);
});

test('6.3b a later post-mortem replaces the earlier one, which stays in the history', async () => {
  const house = await openHouse();
  await won(house);
  const first = await answer(house, 'customer.success', 'file_post_mortem', said);
  expect(first.text.split('\n')[0]).toBe(
    'The post-mortem of Acme Corp (acme.com) is on file: delivered; S1 predicted, E1 noise, G2 unclear.',
  );
  house.clock.now = '2026-05-22T14:00:00.000Z';
  const later = { account: 'acme.com', outcome: 'recommended', learnings: 'They told two others of it.' };
  const second = await ok(house, 'customer.success', 'file_post_mortem', later);
  expect(second.summary).toBe(
    'The post-mortem of Acme Corp (acme.com) is on file: recommended; it replaces the one before, which stays in its history.',
  );
  const { text } = await answer(house, 'viewer', 'read_ladder', { uri: 'ladder://accounts/acme.com/timeline' });
  expect(text).toContain('post-mortem: delivered, S1 predicted, E1 noise, G2 unclear: "The partner programme');
  expect(text).toContain('post-mortem: recommended: "They told two others of it."');
  const sweep = await ok(house, 'customer.success', 'session_sweep');
  expect(sweep.watch.map(({ kind }: { readonly kind: string }) => kind)).toEqual(['won']);
});
