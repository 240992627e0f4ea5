import { expect, test } from 'vitest';
import { acme, ana, comment, ok, refusal, seedNoted, seedPending, untouched } from '../../support/calls.ts';
import { eventsIn, headOf, openHouse } from '../../support/server.ts';

test('surface a refusal is not kept under its idempotency key: the same call may succeed later', async () => {
  const house = await openHouse();
  const args = { account: 'acme.com', idempotency_key: 'later' };
  expect(await refusal(house, 'sales.ops', 'classify_mql', args)).toMatch(/^NOT_FOUND: /);
  await seedNoted(house);
  expect((await ok(house, 'sales.ops', 'classify_mql', args)).outcome).toBe('mql');
});

test("surface an idempotency key is a role's own", async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, idempotency_key: 'shared' });
  const fact = { fact: 'employees', value: 950, source: 's', evidence: 'e', as_of: '2026-04-02' };
  const args = { domain: 'acme.com', facts: [fact], idempotency_key: 'shared' };
  expect((await ok(house, 'category.positioning', 'save_account', args)).outcome).toBe('updated');
});

test('surface a dry run takes no idempotency key, answers as one in use would, and a key outlives the clock', async () => {
  const house = await openHouse();
  const args = { ...acme, idempotency_key: 'k' };
  await untouched(house, () => ok(house, 'sales.ops', 'save_account', { ...args, dry_run: true }));
  const first = await ok(house, 'sales.ops', 'save_account', args);
  expect(first.outcome).toBe('created');
  house.clock.now = '2026-05-20T14:00:00.000Z';
  expect(await ok(house, 'sales.ops', 'save_account', args)).toEqual(first);
  const tried = await untouched(house, () => ok(house, 'sales.ops', 'save_account', { ...args, dry_run: true }));
  expect(tried).toEqual({
    ...first,
    summary: `dry run: nothing was written. It would answer: ${first.summary}`,
    dry_run: true,
  });
  const renamed = { ...args, name: 'Acme Inc', dry_run: true };
  expect(await untouched(house, () => refusal(house, 'sales.ops', 'save_account', renamed))).toMatch(/^CONFLICT: /);
});

test('surface a dry run that would be refused is refused alike, and leaves not even a record', async () => {
  const house = await openHouse();
  await seedPending(house);
  const args = { account: 'acme.com', decision: 'dispute', reason_code: 'icp' };
  const said = await untouched(house, () => refusal(house, 'cro', 'cro_decide', { ...args, dry_run: true }));
  expect(said).toBe(await refusal(house, 'cro', 'cro_decide', args));
  const unknown = { ...args, colour: 'red' };
  await untouched(house, () => refusal(house, 'cro', 'cro_decide', { ...unknown, dry_run: true }));
});

test('surface two tools share no idempotency key of a role', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', { ...acme, idempotency_key: 'k' });
  expect(await refusal(house, 'sales.ops', 'classify_mql', { account: 'acme.com', idempotency_key: 'k' })).toMatch(
    /^CONFLICT: /,
  );
});

test('surface every recorded event names role, client and policy, and no refusal holds what was said', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const head = await headOf(house);
  const args = comment({ contact: { ...ana, name: 'Secret Name\u0000' }, note: 'secret words' });
  await refusal(house, 'mining.mind', 'file_signal_note', args);
  await refusal(house, 'viewer', 'file_signal_note', args);
  await refusal(house, 'mining.mind', 'file_signal_note', { ...args, secret_field: 1 });
  const events = eventsIn(house, head);
  expect(events.map(({ stream, role, body }) => [stream, role, body.code])).toEqual([
    ['refusals', 'mining.mind', 'INVALID_INPUT'],
    ['refusals', 'viewer', 'NOT_PERMITTED'],
    ['refusals', 'mining.mind', 'INVALID_INPUT'],
  ]);
  expect(JSON.stringify(events)).not.toMatch(/secret/i);
  for (const { client, role } of events) expect(client).toBe(`test-${role}/1.0.0`);
});

test('surface two connections of one role, each with its own database connection, see one ledger', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const other = await house.apart('mining.mind', 'legacy');
  const filed = await other.callTool({ name: 'file_signal_note', arguments: comment() });
  expect(filed.structuredContent).toMatchObject({ outcome: 'recorded' });
  expect((await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' })).outcome).toBe('mql');
});
