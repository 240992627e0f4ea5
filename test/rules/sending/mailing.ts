import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import { type RecordArgs, recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { renderSequenceEmail } from '../../../src/rules/sending/render-sequence-email.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { con, file, passingFacts, score, signal, start, twoHigh } from '../../support/builders.ts';
import { loadNurture } from '../../support/live-nurture.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { TestWorld } from '../../support/world.ts';
import { listApproved } from '../sequences/nurtured.ts';

const policy = mailboxPolicy();
function begun(): TestWorld {
  const world = new TestWorld(start, policy);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  file(world, signal.comment(), { ago: 1 });
  file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' } });
  world.run('sales.ops', classifyMql, { account: 'acme.com' });
  score(world, twoHigh());
  loadNurture(world);
  world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world), con(world, 2)] });
  listApproved(world);
  world.run('sales.ops', startSequence, { list: 'lst_copy_1' });
  return world;
}

const saved = begun().save();

/** Ana and Bo of Acme on their way through nurture, out of a mailbox in its first week. Tuesday, 10:00 in New York. */
export function mailing(): TestWorld {
  const world = new TestWorld(start, policy);
  world.restore(saved);
  return world;
}

/** Acme alone, whose Ana asked for the Briefing, so that the cro may write to her. */
export function asked(): TestWorld {
  const world = new TestWorld(start, policy);
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  file(world, signal.E4());
  return world;
}

export const ana = 'ana@acme.com';
export const bo = 'bo@acme.com';

/** A rendered mail of a touch of nurture; its id. */
export function rendered(world: TestWorld, to = ana, touch = 1): string {
  const contact = con(world, to === ana ? 1 : 2);
  const id = `eml_${to}_${touch}`;
  const email = {
    id,
    hash: `hash of ${id}`,
    contact,
    template: `nurture_${touch}_v1`,
    sequence: 'nurture',
    touch,
    failing: [],
    names_price: false,
  };
  const words = { to, subject: `Touch ${touch}`, text: `Hi,\n\ntouch ${touch}.\n`, headers: '{"X-A":"b"}' };
  world.run('sales.ops', renderSequenceEmail, { email, words });
  return id;
}

/** A permit for a touch; its id. */
export const permitted = (world: TestWorld, to = ana, touch = 1): string =>
  world.run('sales.ops', authorizeSend, { email: rendered(world, to, touch) }).extra.permit?.id ?? 'none';

export const direct = { contact: ana, subject: 'Your question', text: 'Hi Ana,\n\nyes, gladly.\n\nRick' };

export const permittedDirect = (
  world: TestWorld,
  over: Partial<typeof direct> & { in_reply_to?: string } = {},
): string => world.run('cro', authorizeSend, { direct: { ...direct, ...over } }).extra.permit?.id ?? 'none';

export const tell = (world: TestWorld, args: RecordArgs, by: Role = 'sales.ops') =>
  world.run(by, recordDelivery, { at: world.now, ...args });

export const sent = (world: TestWorld, permit: string, message_id = '<m1@ours.example>') =>
  tell(world, { permit, event: 'sent', message_id });
