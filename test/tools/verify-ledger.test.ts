import { expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { answer, no, ok, refusal, seedPending } from '../support/calls.ts';
import { eventsIn, headOf, openHouse } from '../support/server.ts';

test('4.4a verify_ledger holds every recorded event against its chain, whole and by account', async () => {
  const house = await openHouse();
  await seedPending(house);
  const { data, text } = await answer(house, 'chief.staff', 'verify_ledger');
  expect(data).toMatchObject({
    ok: true,
    events: await headOf(house),
    policy: { version: 'handoff-0.2', status: 'draft' },
  });
  expect(data.fault).toBeUndefined();
  expect(text).toBe(`The ledger holds: ${data.events} events on ${data.streams} streams.`);
  expect((await ok(house, 'chief.staff', 'verify_ledger', { account: 'acme.com' })).ok).toBe(true);
  expect(await refusal(house, 'chief.staff', 'verify_ledger', { account: 'nobody.com' })).toMatch(/^NOT_FOUND: /);
});

test('4.4a verify_ledger names the first bad event and its kind', async () => {
  const house = await openHouse();
  await seedPending(house);
  const db = connect(house.path);
  db.exec('DROP TRIGGER events_are_never_changed');
  db.prepare("UPDATE events SET role = 'cro' WHERE seq = 5").run();
  db.close();
  const { data, text } = await answer(house, 'chief.staff', 'verify_ledger');
  expect(data).toMatchObject({ ok: false, fault: { kind: 'altered', seq: 5 } });
  expect(text).toMatch(
    /^The ledger is damaged: altered at event 5, account:acc_\w+ version \d+: its content is not what was hashed when it was recorded\. Next: keep the files/,
  );
});

test("4.4a verify_ledger is chief.staff's alone", async () => {
  const house = await openHouse();
  await seedPending(house);
  for (const role of [
    'mining.mind',
    'sales.ops',
    'category.positioning',
    'cro',
    'cmo',
    'customer.success',
    'legal.exec',
    'viewer',
  ] as const) {
    const head = await headOf(house);
    const { text } = await no(house, role, 'verify_ledger');
    expect(text.split('\n')[0]).toBe(
      `NOT_PERMITTED (§4.4): verify_ledger is not ${role}'s to call. Next: chief.staff may call it.`,
    );
    expect(eventsIn(house, head)).toMatchObject([{ stream: 'refusals', role, body: { tool: 'verify_ledger' } }]);
  }
});
