import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { acme, answer, comment, type Data, no, ok, refusal, untouched } from '../support/calls.ts';
import { type House, openHouse, rowsIn, shippedPolicy } from '../support/server.ts';

const now = '2026-04-21T14:00:00.000Z';
const later = '2026-04-21T17:00:00.000Z';

async function proposed(house: House, changes: Data = { 'gates.G1.value': 1000 }, by: Role = 'cro'): Promise<string> {
  const { change } = await ok(house, by, 'propose_policy_change', { changes, why: 'smaller firms never buy' });
  return change.id;
}

const ruling = async (house: House) => (await ok(house, 'cro', 'session_sweep')).policy.version;

/** A company like Acme that is an MQL once it is classified. */
const like = async (house: House, domain: string) => {
  await ok(house, 'sales.ops', 'save_account', { ...acme, domain, name: domain });
  const contact = { name: 'Bo Lind', email: `bo@${domain}`, title: 'CRO' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ account: domain, contact }));
  return ok(house, 'sales.ops', 'classify_mql', { account: domain });
};

describe('two hands', () => {
  test('P2 the other ratifies: from that instant on the new policy rules, and names itself', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    const answer = await ok(house, 'cmo', 'ratify_policy_change', { change });
    expect([answer.outcome, answer.effective_at, answer.change.state]).toEqual(['ratified', now, 'ratified']);
    expect(answer.closed).toMatchObject([{ kind: 'ratify_policy_change', subject: 'chg_policy_1' }]);
    expect(await ruling(house)).toBe('handoff-0.2+c1');
    const saved = await ok(house, 'sales.ops', 'save_account', acme);
    expect(saved.policy).toEqual({ version: 'handoff-0.2+c1', status: 'draft' });
    const named = (rowsIn(house).events ?? []).filter((row) => (row as Data).type === 'account_registered');
    expect(named).toMatchObject([{ policy_version: 'handoff-0.2+c1', policy_hash: answer.change.hash }]);
    const recorded = await house.ledger.read((reader) => reader.policies());
    expect(recorded.map(({ version, hash }) => [version, hash])).toEqual([
      ['handoff-0.2', shippedPolicy().hash],
      ['handoff-0.2+c1', answer.change.hash],
    ]);
  });

  test('P2 who proposed does not ratify, and may withdraw', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    expect(await refusal(house, 'cro', 'ratify_policy_change', { change })).toBe(
      'NOT_PERMITTED (§6.3, P2): chg_policy_1 was proposed by cro, and a change wants two hands. Next: cmo ratifies or rejects it with ratify_policy_change; cro may withdraw it with decision `reject` and a reason.',
    );
    const gone = await ok(house, 'cro', 'ratify_policy_change', { change, decision: 'reject', reason: 'a slip' });
    expect([gone.outcome, gone.change.state, gone.closed.length]).toEqual(['rejected', 'withdrawn', 1]);
    expect(await refusal(house, 'cmo', 'ratify_policy_change', { change })).toMatch(
      /^CONFLICT \(§6\.3, P2\): chg_policy_1 was withdrawn\. Next: /,
    );
  });

  test('P2 a rejection wants a reason, and leaves the policy as it was', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    expect((await no(house, 'cmo', 'ratify_policy_change', { change, decision: 'reject' })).error.code).toBe(
      'INVALID_INPUT',
    );
    const { outcome } = await ok(house, 'cmo', 'ratify_policy_change', { change, decision: 'reject', reason: 'no' });
    expect([outcome, await ruling(house)]).toEqual(['rejected', 'handoff-0.2']);
    expect(await refusal(house, 'cmo', 'ratify_policy_change', { change })).toMatch(/^CONFLICT .* was rejected\. /);
    expect((await no(house, 'cmo', 'ratify_policy_change', { change: 'chg_policy_9' })).error.code).toBe('NOT_FOUND');
  });

  test('P2 a dry run puts nothing in force', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    await untouched(house, () => ok(house, 'cmo', 'ratify_policy_change', { change, dry_run: true }));
    expect(await ruling(house)).toBe('handoff-0.2');
  });
});

describe('an instant', () => {
  test('P2 takes effect at its instant, that instant included, and not a moment before', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    await ok(house, 'cmo', 'ratify_policy_change', { change, effective_at: '2026-04-21T13:00:00-04:00' });
    expect(await ruling(house)).toBe('handoff-0.2');
    house.clock.now = '2026-04-21T16:59:59.999Z';
    expect(await ruling(house)).toBe('handoff-0.2');
    house.clock.now = later;
    expect(await ruling(house)).toBe('handoff-0.2+c1');
  });

  test('P2 an instant before now is refused', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    const early = { change, effective_at: '2026-04-21T09:59:00-04:00' };
    expect(await refusal(house, 'cmo', 'ratify_policy_change', early)).toBe(
      'INVALID_INPUT (§6.3, P2): `effective_at` is 2026-04-21T13:59:00.000Z, before now, 2026-04-21T14:00:00.000Z: what was decided keeps the policy it was decided under. Next: give an instant from now on, or leave it out for now.',
    );
    expect((await no(house, 'cmo', 'ratify_policy_change', { change, effective_at: 'soon' })).error.code).toBe(
      'INVALID_INPUT',
    );
  });

  test('P2 another process with the same file follows at once', async () => {
    const house = await openHouse();
    const change = await proposed(house);
    const other = await house.apart('sales.ops');
    await ok(house, 'cmo', 'ratify_policy_change', { change, effective_at: later });
    house.clock.now = later;
    const { structuredContent } = await other.callTool({ name: 'save_account', arguments: { ...acme } });
    expect((structuredContent as Data).policy.version).toBe('handoff-0.2+c1');
  });
});

describe('side by side', () => {
  test('P2 two changes of different values stand side by side, the later instant on top', async () => {
    const house = await openHouse();
    const [first, second] = [await proposed(house), await proposed(house, { 'buying.needed': 2 })];
    await ok(house, 'cmo', 'ratify_policy_change', { change: first, effective_at: later });
    await ok(house, 'cmo', 'ratify_policy_change', { change: second });
    const values = async () => {
      const { policy } = await house.ledger.read((_, moment) => ({ policy: moment.policy }));
      return [policy.version, policy.gates[0]?.value, policy.buying.needed.value];
    };
    expect(await values()).toEqual(['handoff-0.2+c2', 200, 2]);
    house.clock.now = later;
    expect(await values()).toEqual(['handoff-0.2+c1', 1000, 2]);
  });

  test('P2 a change whose starting value another has altered must be proposed anew', async () => {
    const house = await openHouse();
    const [first, second] = [await proposed(house), await proposed(house, { 'gates.G1.value': 500 }, 'cmo')];
    await ok(house, 'cmo', 'ratify_policy_change', { change: first });
    expect(await refusal(house, 'cro', 'ratify_policy_change', { change: second })).toBe(
      'CONFLICT (§6.3, P2): chg_policy_2 no longer starts from what is in force: gates.G1.value was 200 when it was proposed and is 1000 now. Next: reject it, and let cro or cmo propose it anew with propose_policy_change; ladder://policy shows what is in force and what is to come.',
    );
    const anew = await proposed(house, { 'gates.G1.value': 500 }, 'cmo');
    await ok(house, 'cro', 'ratify_policy_change', { change: anew });
    expect(await ruling(house)).toBe('handoff-0.2+c3');
  });

  test('P2 nor can one be ratified while another of the same value is to come', async () => {
    const house = await openHouse();
    const [first, second] = [await proposed(house), await proposed(house, { 'gates.G1.value': 500 })];
    await ok(house, 'cmo', 'ratify_policy_change', { change: first, effective_at: later });
    expect(await refusal(house, 'cmo', 'ratify_policy_change', { change: second })).toMatch(
      /^CONFLICT .*chg_policy_1 sets the same value and takes effect at Tue 21 Apr 2026, 13:00/,
    );
  });
});

test('P2 the example: it moves nobody, judges every decision from its instant on, and flags what holds no longer', async () => {
  const house = await openHouse();
  expect((await like(house, 'acme.com')).outcome).toBe('mql');
  const change = await proposed(house);
  await ok(house, 'cmo', 'ratify_policy_change', { change, effective_at: later });
  house.clock.now = '2026-04-21T16:59:00.000Z';
  const before = await like(house, 'before.com');
  expect([before.outcome, before.policy.version]).toEqual(['mql', 'handoff-0.2']);
  house.clock.now = later;
  const after = await like(house, 'after.com');
  expect([after.outcome, after.policy.version]).toEqual(['stays_prospect', 'handoff-0.2+c1']);
  const acmeNow = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect([acmeNow.account.stage, acmeNow.account.review]).toEqual(['MQL', 'DOSSIER_DUE']);
  const swept = await ok(house, 'chief.staff', 'session_sweep');
  expect(swept.applied.map(({ kind }: Data) => kind)).toContain('policy_change_took_effect');
  expect(swept.tasks.find(({ kind }: Data) => kind === 'acknowledge_policy_change')?.subject).toBe(
    'chg_policy_1 in force since 2026-04-21T17:00:00.000Z, handoff-0.2+c1 rules: 2 accounts meet the criteria no longer',
  );
  const flagged = await ok(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect([flagged.account.stage, flagged.account.flags]).toEqual(['MQL', ['gates_failing', 'criteria_lapsed']]);
  const { text } = await answer(house, 'chief.staff', 'session_sweep');
  expect(text).toContain('chg_policy_1 in force since Tue 21 Apr 2026, 13:00, handoff-0.2+c1 rules');
  const again = await ok(house, 'chief.staff', 'session_sweep');
  expect(again.applied).toEqual([]);
  expect(await house.ledger.verify()).toMatchObject({ ok: true });
  expect(await house.ledger.rebuild()).toMatchObject({ drift: [] });
});

test('P2 a window that grows puts off what was set to lapse, and one that shrinks brings it on', async () => {
  const house = await openHouse();
  await like(house, 'acme.com');
  const change = await proposed(house, { 'engagement.window_days': 300 });
  await ok(house, 'cmo', 'ratify_policy_change', { change });
  await ok(house, 'cro', 'session_sweep');
  house.clock.now = '2026-10-19T14:00:00.000Z';
  await ok(house, 'cro', 'session_sweep');
  const flags = async () => (await ok(house, 'cro', 'explain_account', { account: 'acme.com' })).account.flags;
  expect(await flags()).toEqual([]);
  const back = await proposed(house, { 'engagement.window_days': 100 });
  await ok(house, 'cmo', 'ratify_policy_change', { change: back });
  await ok(house, 'cro', 'session_sweep');
  expect(await flags()).toEqual(['criteria_lapsed']);
});

test('P2 a timer of the old policy that the new one asks nothing of is set anew', async () => {
  const house = await openHouse();
  await like(house, 'acme.com');
  const change = await proposed(house, { 'engagement.window_days': 300 });
  const at = '2026-10-17T12:00:00.000Z';
  await ok(house, 'cmo', 'ratify_policy_change', { change, effective_at: at });
  house.clock.now = '2026-10-19T14:00:00.000Z';
  await ok(house, 'cro', 'session_sweep');
  expect((await ok(house, 'cro', 'explain_account', { account: 'acme.com' })).account.flags).toEqual([]);
});
