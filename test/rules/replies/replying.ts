import { recordResponse } from '../../../src/rules/replies/record-response.ts';
import type { ResponseArgs } from '../../../src/rules/replies/response-input.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { con, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { acmeNurtured, listApproved } from '../sequences/nurtured.ts';

/** Tuesday, 10:00 in New York. Ana and Bo of Acme, an MQL, are on their way through nurture. */
export function nurtured(): TestWorld {
  const world = acmeNurtured();
  file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' } });
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world), con(world, 2)] });
  listApproved(world);
  world.run('sales.ops', startSequence, { list: 'lst_copy_1' });
  return world;
}

export type Over = Partial<ResponseArgs>;
/** A reply of Ana's. */
export const reply = (world: TestWorld, type: number, { text = 'Thank you for writing.', ...over }: Over = {}) =>
  world.run('cro', recordResponse, {
    contact: 'ana@acme.com',
    type,
    received_at: world.now,
    text,
    mail: { text },
    ...over,
  });
