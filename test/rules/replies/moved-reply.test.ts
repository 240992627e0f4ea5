import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { waitingFor } from '../../../src/rules/tasks/answer-tasks.ts';
import { ana, mailing } from '../sending/mailing.ts';
import { reply } from './replying.ts';

test('Y3 a reply is waited for by no colleague whom its writer has only since, and who waits no longer is told why', () => {
  const world = mailing();
  reply(world, 2);
  const contacts = [{ name: 'Cy Orr', email: 'cy@beta.com' }];
  world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts });
  const moved = world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact: ana }] });
  expect(moved.summary).toContain('who replied is at another account now');
  expect(moved.summary).not.toContain('is done');
  const beta = world.account('beta.com');
  expect(beta.contacts.map(({ id }) => waitingFor(beta, id).map(({ why }) => why))).toEqual([[], ['reply']]);
});
