import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { authorizeSend } from '../../../src/rules/sending/authorize-send.ts';
import type { MailBytes } from '../../../src/rules/sending/permit-bytes.ts';
import { recordDelivery } from '../../../src/rules/sending/record-delivery.ts';
import { redeemCall } from '../../../src/rules/sending/redeem-call.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { file, passingFacts, signal, start } from '../../support/builders.ts';
import { mailboxPolicy } from '../../support/mailbox.ts';
import { TestWorld } from '../../support/world.ts';

const direct = { contact: 'ana@acme.com', subject: 'Your question', text: 'Hi Ana,\n\nyes, gladly.\n\nRick' };
const mail: MailBytes = { to: 'ana@acme.com', subject: direct.subject, text: direct.text };
const again = 'call authorize_send, and send its payload unchanged';

/** Ana asked for the Briefing, so that the cro may write to her. */
function asked(): TestWorld {
  const world = new TestWorld(start, mailboxPolicy());
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts: passingFacts() });
  file(world, signal.E4());
  return world;
}
const granted = (world: TestWorld, more: object = {}) =>
  world.run('cro', authorizeSend, { direct: { ...direct, ...more } }).extra.permit?.id ?? 'none';
const redeem = (world: TestWorld, over: Partial<MailBytes> = {}, call?: string, others: readonly MailBytes[] = []) =>
  world.run('sales.ops', redeemCall, { mails: [...others, { ...mail, ...over }], by: 'main', call }).extra.permit;
const refused = (world: TestWorld, over: Partial<MailBytes> = {}, call?: string) => {
  const { code, found, next } = world.refused('sales.ops', redeemCall, {
    mails: [{ ...mail, ...over }],
    by: 'main',
    call,
  });
  return [code, found, next];
};
const report = (world: TestWorld, permit: string, event: 'sent' | 'failed' | 'unknown') =>
  world.run('cro', recordDelivery, { permit, event, message_id: '<m1@ours.example>', at: world.now });

test('M1 each refusal names its clause and its ruling', () => {
  const world = asked();
  const args = { mails: [mail], by: 'main' };
  const m1 = { refused: true, clause: '5.5', ruling: 'M1' };
  expect(world.refused('sales.ops', redeemCall, args)).toMatchObject({ ...m1, code: 'RULE_REFUSED' });
  granted(world);
  redeem(world);
  expect(world.refused('sales.ops', redeemCall, args)).toMatchObject({ ...m1, code: 'CONFLICT' });
  world.run('sales.ops', suppressContact, { contact: 'zoe@else.example', reason: 'opt_out' });
  const zoe = { ...args, mails: [{ ...mail, to: 'zoe@else.example' }] };
  expect(world.refused('sales.ops', redeemCall, zoe)).toMatchObject({
    code: 'SUPPRESSED',
    clause: '3.5',
    ruling: 'L13',
  });
});

test('M1 a permit lets exactly its mail through, once', () => {
  const world = asked();
  const permit = granted(world);
  expect(redeem(world, { text: mail.text.replaceAll('\n', '\r\n') })).toBe(permit);
  expect(refused(world)).toEqual([
    'CONFLICT',
    `permit ${permit} was used at ${start}; a permit lets one call through`,
    'look for the mail in the sent folder and report it with record_delivery; it is not sent again by itself',
  ]);
});

test('M1 the same call is answered the same, another is not, and one without an id is no repetition', () => {
  const world = asked();
  const permit = granted(world);
  expect(redeem(world, {}, 'call_1')).toBe(permit);
  expect(redeem(world, {}, 'call_1')).toBe(permit);
  expect(refused(world, {}, 'call_2')[0]).toBe('CONFLICT');
  expect(refused(world)[0]).toBe('CONFLICT');
  world.run('sales.ops', suppressContact, { contact: direct.contact, reason: 'opt_out' });
  expect(refused(world, {}, 'call_1')[0]).toBe('SUPPRESSED');
});

test.each([
  ['the subject', { subject: 'Your question ' }],
  ['the body', { text: `${direct.text} ` }],
  ['the message that it answers to', { in_reply_to: '<a@acme.com>' }],
])('M1 another mail is not let through: %s', (what, over) => {
  const world = asked();
  const permit = granted(world);
  expect(refused(world, over)).toEqual(['RULE_REFUSED', `${what} differs from what permit ${permit} is for`, again]);
  expect(redeem(world)).toBe(permit);
});

test('M1 of several readings of a call one is enough, to one recipient alone', () => {
  const world = asked();
  const permit = granted(world);
  expect(redeem(world, {}, undefined, [{ ...mail, subject: 'Another' }])).toBe(permit);
  expect(refused(world, { to: 'bo@acme.com' })).toEqual(['RULE_REFUSED', 'no permit stands for this recipient', again]);
  expect(refused(world, { to: 'ana@acme.com, bo@acme.com' })[2]).toBe(
    'send it to the address of the permit, as it stands there',
  );
});

test('M1 an answer goes out in its thread alone', () => {
  const world = asked();
  const permit = granted(world, { in_reply_to: '<a@acme.com>' });
  expect(refused(world)[1]).toBe(`the message that it answers to differs from what permit ${permit} is for`);
  expect(redeem(world, { in_reply_to: '<a@acme.com>' })).toBe(permit);
});

test('M1 a permit is over after 30 minutes, whether that was recorded or not', () => {
  const world = asked();
  const permit = granted(world);
  world.now = '2026-04-21T14:29:59.999Z';
  expect(world.try('sales.ops', redeemCall, { mails: [{ ...mail, text: 'x' }], by: 'main' })).toMatchObject({
    found: `the body differs from what permit ${permit} is for`,
  });
  world.now = '2026-04-21T14:30:00.000Z';
  expect(refused(world)).toEqual(['RULE_REFUSED', `permit ${permit} expired at 2026-04-21T14:30:00.000Z`, again]);
});

test('M1 a permit that was revoked says why, and one for other bytes says nothing of these', () => {
  const world = asked();
  const permit = granted(world);
  world.now = '2026-04-21T14:10:00.000Z';
  const contacts = [{ contact: 'ana@acme.com', email: 'ana.ruiz@acme.com' }];
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
  const [code, found] = refused(world);
  expect([code, found]).toEqual([
    'RULE_REFUSED',
    expect.stringMatching(new RegExp(`^permit ${permit} was revoked at 2026-04-21T14:10:00.000Z: .`)),
  ]);
  expect(refused(world, { subject: 'Another' })[1]).toBe('no permit stands for this recipient');
});

test.each([
  [
    'sent',
    'CONFLICT',
    'was used, and the mail was sent',
    'nothing is left to do; another mail needs a permit of its own',
  ],
  ['failed', 'RULE_REFUSED', 'was used, and the mail failed', again],
] as const)('M2 after %s the permit is past', (event, code, how, next) => {
  const world = asked();
  const permit = granted(world);
  redeem(world);
  report(world, permit, event);
  expect(refused(world)).toEqual([code, `permit ${permit} ${how}, at ${start}`, next]);
});

test('M2 nobody knows whether it went: it is not sent again', () => {
  const world = asked();
  const permit = granted(world);
  redeem(world);
  world.now = '2026-04-21T14:30:00.000Z';
  expect(refused(world)[1]).toBe(
    `permit ${permit} was used, and nobody can say whether the mail went out; a permit lets one call through`,
  );
});

test('L13 who opted out since is not written to', () => {
  const world = asked();
  granted(world);
  world.run('sales.ops', suppressContact, { contact: 'A.na@acme.com', reason: 'opt_out' });
  expect(refused(world)).toEqual([
    'SUPPRESSED',
    'the person is suppressed',
    'write to them no more; legal.exec alone can void a suppression',
  ]);
  world.run('sales.ops', suppressContact, { contact: 'zoe@else.example', reason: 'opt_out' });
  expect(refused(world, { to: 'zoe@else.example' })[0]).toBe('SUPPRESSED');
});
