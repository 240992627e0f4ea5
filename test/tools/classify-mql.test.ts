import { expect, test } from 'vitest';
import {
  acme,
  answer,
  comment,
  describeWriting,
  goodFacts,
  ok,
  refusal,
  seedMql,
  seedNoted,
} from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'classify_mql',
  by: 'sales.ops',
  clause: '3.2',
  who: 'sales.ops',
  callers: ['sales.ops'],
  outcome: 'mql',
  prepare: async (house) => {
    await seedNoted(house);
    return { account: 'acme.com' };
  },
  other: { account: 'other.com' },
});

test('4.2a classify_mql makes a qualified account MQL, with what it rests on, and leaves it be the second time', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const { data, text } = await answer(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(text.split('\n')[0]).toBe('Acme Corp is MQL: all gates hold and E1 is live. A dossier is due.');
  expect(data.account).toMatchObject({
    domain: 'acme.com',
    name: 'Acme Corp',
    stage: 'MQL',
    review: 'DOSSIER_DUE',
    owner: 'cmo',
    stage_since: '2026-04-21T14:00:00.000Z',
    first_touch: { type: 'E1', at: '2026-04-20T13:30:00.000Z', source: 'linkedin export' },
    priority: 'normal',
    flags: [],
  });
  expect(data.checks.map((each: { rule: string; verdict: string }) => `${each.rule} ${each.verdict}`)).toEqual([
    'G1 pass',
    'G2 pass',
    'G3 pass',
    'G4 pass',
    'G5 pass',
    'engagement_signal pass',
  ]);
  expect(data.opened).toMatchObject([
    {
      kind: 'dossier',
      role: 'sales.ops',
      account: 'acme.com',
      due_at: '2026-04-22T14:00:00.000Z',
      tool: 'score_dossier',
    },
  ]);
  expect(data.closed).toMatchObject([{ kind: 'classify', role: 'sales.ops' }]);
  const again = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(again).toMatchObject({ outcome: 'unchanged', opened: [], closed: [] });
});

test('3.2.E3 classify_mql puts a specific question on the fast track, where it stays PROSPECT', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ signal: question }));
  const data = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(data).toMatchObject({ outcome: 'fast_track', account: { stage: 'PROSPECT', review: 'DOSSIER_DUE' } });
});

test('3.2.E4 classify_mql makes a Briefing request SQL at once', async () => {
  const house = await openHouse();
  await ok(house, 'sales.ops', 'save_account', acme);
  const request = { type: 'E4', channel: 'email', quote: 'May we have the Briefing?' };
  await ok(house, 'mining.mind', 'file_signal_note', comment({ signal: request }));
  const data = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(data).toMatchObject({ outcome: 'auto_sql', account: { stage: 'SQL', review: 'NONE', owner: 'cro' } });
});

test('4.2b classify_mql leaves an account PROSPECT whose gate fails or is unknown, and says who can help', async () => {
  const house = await openHouse();
  const facts = goodFacts
    .filter(({ fact }) => fact !== 'gate_g5')
    .map((each) => (each.fact === 'employees' ? { ...each, value: 180 } : each));
  await ok(house, 'sales.ops', 'save_account', { ...acme, facts });
  await ok(house, 'mining.mind', 'file_signal_note', comment());
  const data = await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  expect(data).toMatchObject({ outcome: 'stays_prospect', account: { stage: 'PROSPECT', review: 'NONE' } });
  expect(data.checks[0]).toMatchObject({
    rule: 'G1',
    clause: '3.2',
    ruling: 'G-1',
    verdict: 'fail',
    because: '`employees` is 180 as of 2026-04-01, wanted at least 200 (assumed gate)',
    basis: 'assumed',
  });
  expect(data.checks[4]).toMatchObject({
    rule: 'G5',
    verdict: 'unknown',
    ruling: 'G-2',
    because: '`gate_g5` is not on file, wanted true (assumed gate)',
  });
});

test('4.2a classify_mql refuses what is no account and what is no domain', async () => {
  const house = await openHouse();
  await seedMql(house);
  expect(await refusal(house, 'sales.ops', 'classify_mql', { account: 'nobody.com' })).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
  expect(await refusal(house, 'sales.ops', 'classify_mql', { account: 'acc_aaaaaaaaaa' })).toBe(
    'NOT_FOUND: no account stands under that id or domain. Next: look it up with find_accounts, or let sales.ops register it with save_account.',
  );
});

test('L2 classify_mql answers `unchanged` with what is spent and by what, in both halves; so do the note and explain_account', async () => {
  const house = await openHouse();
  await seedNoted(house);
  const question = { type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' };
  const asked = { ...comment(), contact: { email: 'bo@acme.com', name: 'Bo' }, signal: question };
  const filed = await ok(house, 'mining.mind', 'file_signal_note', asked);
  expect(filed.spent).toBeUndefined();
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const { data, text } = await answer(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });
  const spent = [{ signal: filed.signal.id, type: 'E3', by: 'fast_track', at: '2026-04-21T14:00:00.000Z' }];
  const line = `E3 (${filed.signal.id}) is spent, it counted for the fast track: it opens no other fast track.`;
  expect(data).toMatchObject({ outcome: 'unchanged', spent });
  expect(text.split('\n')).toContain(line);
  const like = { type: 'E1', interaction: 'like', object: 'https://www.linkedin.com/posts/2' };
  const note = await answer(house, 'mining.mind', 'file_signal_note', { ...asked, signal: like });
  expect(note.data.spent).toEqual(spent);
  expect(note.text.split('\n')).toContain(line);
  const why = await answer(house, 'viewer', 'explain_account', { account: 'acme.com' });
  expect(why.data.spent).toEqual(spent);
  expect(why.text).toContain(line);
  const full = await ok(house, 'viewer', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(full.signals.find((each: { id: string }) => each.id === filed.signal.id).spent).toEqual({
    by: 'fast_track',
    at: '2026-04-21T14:00:00.000Z',
  });
});
