import type { Enrolment } from '../../../src/rules/aggregates/enrolment.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { reviewRecipients } from '../../../src/rules/sequences/review-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { acmeMql, con, file, score, signal, start, twoHigh } from '../../support/builders.ts';
import { loadNurture } from '../../support/live-nurture.ts';
import { TestWorld } from '../../support/world.ts';

/** Acme as an MQL without review, and copy for nurture, the last touches of it under review. */
export function nurtured(waiting = 0): TestWorld {
  const world = acmeMql();
  score(world, twoHigh());
  loadNurture(world, waiting);
  return world;
}

// Once for all tests, and none of them pays for it.
const saved = nurtured().save();

/** Acme as an MQL without review, and live copy for nurture. */
export function acmeNurtured(): TestWorld {
  const world = new TestWorld(start);
  world.restore(saved);
  return world;
}

/** ... with a contact on a list. */
export function proposed(world = acmeNurtured()): TestWorld {
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] });
  return world;
}

/** ... that the cro approved. */
export function listApproved(world = acmeNurtured()): TestWorld {
  world.run('cro', reviewRecipients, { list: 'lst_copy_1', decision: 'approve' });
  return world;
}

/** ... and sales.ops started. */
export function started(): TestWorld {
  const world = listApproved(proposed());
  world.run('sales.ops', startSequence, { list: 'lst_copy_1' });
  return world;
}

export function enrolmentOf(world: TestWorld): Enrolment {
  const [found] = world.account('acme.com').enrolments ?? [];
  if (!found) throw new Error('nobody is enrolled');
  return found;
}

/** Ana and Bo of Acme, on their way through nurture. Tuesday, 10:00 in New York. */
export function twoStarted(): TestWorld {
  const world = acmeNurtured();
  file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' } });
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world), con(world, 2)] });
  listApproved(world);
  world.run('sales.ops', startSequence, { list: 'lst_copy_1' });
  return world;
}
