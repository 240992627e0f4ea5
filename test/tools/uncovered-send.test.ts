import { describe, expect, test } from 'vitest';
import { type Args, type Data, ok } from '../support/calls.ts';
import { openMailHouse } from '../support/mailbox.ts';
import { permittedMail, seedStarted } from '../support/sequences.ts';
import type { House } from '../support/server.ts';

const ana = 'ana@acme.com';

const opened = async (): Promise<House> => {
  const house = await openMailHouse();
  await seedStarted(house);
  return house;
};

function advance({ clock }: House, minutes: number): void {
  clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString();
}

const warm = { contact: ana, type: 2, text: 'Interesting, send me more.' };

const replied = (house: House) =>
  ok(house, 'sales.ops', 'record_response', { ...warm, received_at: new Date(house.clock.now).toISOString() });

const sent = (house: House, permit: string, at: string, more: Args = {}) =>
  ok(house, 'sales.ops', 'record_delivery', { permit, event: 'sent', message_id: '<m1@ours.example>', at, ...more });

async function enrolment(house: House): Promise<Data> {
  return (await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' })).enrolments[0];
}

describe('a mail that went out by a permit that was over', () => {
  test('M2 it names whom it went to, is told once and opens one incident', async () => {
    const house = await opened();
    const permit = await permittedMail(house);
    await replied(house);
    const at = new Date(house.clock.now).toISOString();
    const first = await sent(house, permit.id, at);
    expect(first.delivery).toEqual({ event: 'sent', message_id: '<m1@ours.example>', to: ana, at });
    expect(first.incident).toMatchObject({ id: 'inc_desk_1', severity: 'SEV3' });
    for (const event of ['sent', 'failed']) {
      const again = await sent(house, permit.id, at, { event });
      expect([again.outcome, again.delivery, again.incident, again.opened]).toEqual([
        ...['repeated', first.delivery, undefined, []],
      ]);
    }
  });

  test('Y3 M2 it answers no reply, and resumes nobody', async () => {
    const house = await opened();
    const permit = await permittedMail(house);
    await replied(house);
    const { closed } = await sent(house, permit.id, new Date(house.clock.now).toISOString());
    expect(closed).toEqual([]);
    expect((await enrolment(house)).state).toBe('paused');
  });

  test('M1 M2 inv5 its touch is sent, and is not permitted again', async () => {
    const house = await opened();
    const permit = await permittedMail(house);
    advance(house, 45);
    const told = await sent(house, permit.id, new Date(house.clock.now).toISOString());
    expect(told.incident).toMatchObject({ severity: 'SEV3' });
    expect(await enrolment(house)).toMatchObject({ touch: 2, due_on: '2026-04-23' });
    await expect(permittedMail(house)).rejects.toThrow(/CONFLICT .*touch 1 of nurture was sent/);
  });
});

test('Y3 M2 a mail that a permit covered before a reply answers no reply, though it is told after it', async () => {
  const house = await opened();
  const permit = await permittedMail(house);
  const at = new Date(house.clock.now).toISOString();
  advance(house, 1);
  await replied(house);
  const told = await sent(house, permit.id, at);
  expect([told.delivery.permit, told.incident, told.closed]).toEqual([permit.id, undefined, []]);
  expect(await enrolment(house)).toMatchObject({ touch: 2, state: 'paused' });
});

describe('the sent folder and a permit that nobody told of', () => {
  const folder = async (house: House, minutes: number) => {
    const permit = await permittedMail(house);
    const { text, subject } = await rendered(house);
    const at = new Date(Date.parse(house.clock.now) + minutes * 60_000).toISOString();
    advance(house, 360);
    const message = { message_id: '<m1@ours.example>', to: [ana], at, subject, text };
    const until = new Date(house.clock.now).toISOString();
    return { permit, told: await ok(house, 'sales.ops', 'reconcile_sent', { messages: [message], until }) };
  };

  test('M7 M2 a mail from before it lapsed is matched, and its touch is sent', async () => {
    const house = await opened();
    const { permit, told } = await folder(house, 5);
    expect(told).toMatchObject({ matched: [{ to: ana, permit: permit.id }], direct: [] });
    expect(told.incident).toBeUndefined();
    expect(await enrolment(house)).toMatchObject({ touch: 2 });
  });

  test('M7 M2 inv5 a mail from after it lapsed is an incident, and its touch is sent', async () => {
    const house = await opened();
    const { told } = await folder(house, 45);
    expect(told).toMatchObject({ matched: [], direct: [], incident: { severity: 'SEV3' } });
    expect(await enrolment(house)).toMatchObject({ touch: 2 });
  });

  test('Y3 M7 the bytes of a sequence in the folder answer no reply', async () => {
    const house = await opened();
    await permittedMail(house);
    const { text, subject } = await rendered(house);
    await replied(house);
    advance(house, 60);
    const at = new Date(house.clock.now).toISOString();
    const message = { message_id: '<m1@ours.example>', to: [ana], at, subject, text };
    const told = await ok(house, 'sales.ops', 'reconcile_sent', { messages: [message], until: at });
    expect(told.incident).toMatchObject({ severity: 'SEV3' });
    expect(told.closed.map(({ kind }: Data) => kind)).not.toContain('answer_warm');
  });
});

/** The mail that `permittedMail` renders, the same bytes. */
async function rendered(house: House): Promise<Data> {
  const { facts } = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  const { email } = await ok(house, 'sales.ops', 'render_sequence_email', {
    template: 'nurture_1',
    contact: ana,
    slots: { insight: 'Your annual report counts 900 employees at Acme Corp.' },
    insight_fact: facts.find((each: Data) => each.fact === 'employees').id,
  });
  return email;
}
