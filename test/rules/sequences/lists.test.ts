import { expect, test } from 'vitest';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { reviewRecipients } from '../../../src/rules/sequences/review-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { acmeMql, con, score, twoHigh } from '../../support/builders.ts';
import { loadNurture } from '../../support/live-nurture.ts';
import type { TestWorld } from '../../support/world.ts';

/** Acme as an MQL without review, and live copy for nurture. */
function acmeNurtured(): TestWorld {
  const world = acmeMql();
  score(world, twoHigh());
  loadNurture(world);
  return world;
}

test('L16 one person in two roles does not approve the list that they proposed', () => {
  const world = acmeNurtured();
  world.principal = 'p1';
  const { list } = world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] }).extra;
  const args = { list: list.id, decision: 'approve' } as const;
  expect(world.refused('cro', reviewRecipients, args)).toMatchObject({
    code: 'NOT_PERMITTED',
    clause: '3.5',
    ruling: 'L16',
    found: 'p1 proposed lst_copy_1, and acts here as cro',
  });
  world.principal = 'p2';
  expect(world.run('cro', reviewRecipients, args).outcome).toBe('approved');
});

test('C1 Q4 an enrolment begins at touch 1 with the versions of its list, and is held from the start by none', () => {
  const world = acmeNurtured();
  const { list } = world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] }).extra;
  world.run('cro', reviewRecipients, { list: list.id, decision: 'approve' });
  const { events } = world.run('sales.ops', startSequence, { list: list.id });
  expect(events.filter(({ type }) => type === 'contact_enrolled')).toMatchObject([
    {
      enrolment: {
        contact: con(world),
        sequence: 'nurture',
        list: 'lst_copy_1',
        versions: {
          1: 'nurture_1_v1',
          2: 'nurture_2_v1',
          3: 'nurture_3_v1',
          4: 'nurture_4_v1',
          5: 'nurture_5_v1',
        },
        touch: 1,
        due_on: '2026-04-21',
      },
    },
  ]);
});
