import { expect, test } from 'vitest';
import type { Delivered, OutgoingMail } from '../../../src/connectors/smtp/deliver.ts';
import { type Handled, type PermittedMails, sendPermitted } from '../../../src/connectors/smtp/send-permitted.ts';
import { refuse } from '../../../src/rules/vocabulary/refusal.ts';
import { mailServer } from '../../support/mail-server.ts';

const mail = (permit: string): OutgoingMail => ({
  permit,
  to: `${permit}@acme.com`,
  subject: 'Four fifths',
  text: 'Hi Jane,\n\nfour fifths.\n',
  headers: {},
  at: '2026-05-04T14:00:00.000Z',
});

const no = (found: string) => refuse('RULE_REFUSED', { clause: '5.5', ruling: 'M7', found, next: 'wait' });

function ledger(permits: readonly string[], stops: readonly string[] = []) {
  const used = new Set<string>();
  const told: (Delivered & { readonly permit: string })[] = [];
  const mails: PermittedMails = {
    open: async () => permits,
    async redeem(permit) {
      if (used.has(permit)) return no('it is used');
      if (stops.includes(permit)) return no('all sending is stopped');
      used.add(permit);
      return mail(permit);
    },
    async report(permit, delivered) {
      told.push({ permit, ...delivered });
      return null;
    },
  };
  return { mails, told };
}

const from = { name: 'Rick', address: 'rick@twin.example' };

test('M1 M2 each permit is used, its mail sent and its report told; what is withheld reaches no server', async () => {
  const { port, got } = await mailServer();
  const { mails, told } = ledger(['prm_a_1', 'prm_b_1'], ['prm_b_1']);
  const handled: Handled[] = [];
  const sending = {
    server: { host: '127.0.0.1', port, from },
    tried: new Set<string>(),
    onHandled: (each: Handled) => void handled.push(each),
  };
  await sendPermitted(mails, sending);
  await sendPermitted(mails, sending);
  expect(handled).toEqual([
    { permit: 'prm_a_1', result: 'sent', message_id: '<prm_a_1@twin.example>' },
    { permit: 'prm_b_1', result: 'withheld', because: 'all sending is stopped' },
  ]);
  expect(told).toEqual([{ permit: 'prm_a_1', result: 'sent', message_id: '<prm_a_1@twin.example>' }]);
  expect(got.map(({ to }) => to)).toEqual([['prm_a_1@acme.com']]);
});

test('M1 of two senders at once one alone sends', async () => {
  const { port, got } = await mailServer();
  const { mails } = ledger(['prm_a_1', 'prm_b_1', 'prm_c_1']);
  const sender = () =>
    sendPermitted(mails, { server: { host: '127.0.0.1', port, from }, tried: new Set(), onHandled: () => undefined });
  await Promise.all([sender(), sender()]);
  expect(got).toHaveLength(3);
});

test('M2 a mail that went out and whose report the ledger refuses is told as unknown', async () => {
  const { port } = await mailServer();
  const { mails } = ledger(['prm_a_1']);
  const handled: Handled[] = [];
  const deaf = { ...mails, report: async () => no('the ledger is gone') };
  await sendPermitted(deaf, {
    server: { host: '127.0.0.1', port, from },
    tried: new Set(),
    onHandled: (each) => void handled.push(each),
  });
  expect(handled).toEqual([
    {
      permit: 'prm_a_1',
      result: 'unknown',
      message_id: '<prm_a_1@twin.example>',
      because: 'the mail went out, and the ledger did not take the report: the ledger is gone; wait',
    },
  ]);
});
