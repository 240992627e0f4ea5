import { recordResponse } from '../../../src/rules/replies/record-response.ts';
import type { ResponseArgs } from '../../../src/rules/replies/response-input.ts';
import type { TestWorld } from '../../support/world.ts';

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
