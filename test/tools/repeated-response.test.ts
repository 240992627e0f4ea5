import { describe, expect, test } from 'vitest';
import { type Data, ok, refusal } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { contactId, reply, seedStarted } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const house = async (): Promise<House> => {
  const opened = await openMailHouse();
  await seedStarted(opened);
  return opened;
};

const alerts = async (at: House, role: 'cro' | 'sales.ops') =>
  (await ok(at, role, 'session_sweep')).alerts.map(({ kind }: Data) => kind);

describe('a reply that is told again', () => {
  test('5.6.2 Y1 it is the same reply, by whichever name the call has for who wrote, and has the type it was given', async () => {
    const at = await house();
    const first = await ok(at, 'sales.ops', 'record_response', reply());
    for (const contact of [await contactId(at, 'ana@acme.com'), 'Ana@ACME.com'])
      expect(await ok(at, 'cro', 'record_response', reply({ contact, type: 5 }))).toMatchObject({
        ...{ outcome: 'duplicate', reply: first.reply, opened: [], paused: [] },
      });
  });

  test('Y2 words that the cro overruled withhold nobody again', async () => {
    const at = await house();
    const text = 'Please stop writing to me about webinars, and send me the two pages.';
    expect(await refusal(at, 'sales.ops', 'record_response', reply({ text }))).toMatch(/^RULE_REFUSED/);
    const overrules = { words: 'Please stop', why: 'they speak of the webinars of another company' };
    await ok(at, 'cro', 'record_response', reply({ text, details: { overrules } }));
    expect(await ok(at, 'sales.ops', 'record_response', reply({ text }))).toMatchObject({ outcome: 'duplicate' });
    expect([...(await alerts(at, 'cro')), ...(await alerts(at, 'sales.ops'))]).not.toContain('withheld');
  });

  test('5.6.8 L13 told anew as one that asks to stop it suppresses, once', async () => {
    const at = await house();
    const { reply: first } = await ok(at, 'sales.ops', 'record_response', reply());
    const stop = await ok(at, 'sales.ops', 'record_response', reply({ type: 8 }));
    expect(stop).toMatchObject({ outcome: 'recorded', reply: first });
    expect(stop.summary).toMatch(/^That reply is on file as type 2\. The person is suppressed \(opt_out\)/);
    const again = await ok(at, 'sales.ops', 'record_response', reply({ type: 8 }));
    expect(again).toMatchObject({ outcome: 'duplicate', reply: first });
    const { enrolments } = await ok(at, 'sales.ops', 'explain_account', { account: 'acme.com' });
    expect(enrolments.find(({ state }: Data) => state === 'ended')).toMatchObject({
      because: 'the person is suppressed',
    });
  });
});

test.each([
  [2, {}],
  [3, { timeline: '2026-Q4' }],
  [5, {}],
])(
  'A11 a suppressed person who replies, type %i, is looked at by the cro, and nobody is to write to them',
  async (type, details) => {
    const at = await house();
    await ok(at, 'sales.ops', 'suppress_contact', { contact: 'ana@acme.com', reason: 'opt_out' });
    const { opened } = await ok(at, 'sales.ops', 'record_response', reply({ type, details }));
    expect(opened.map(({ kind, role }: Data) => [kind, role])).toEqual([['look_at_returned', 'cro']]);
  },
);
