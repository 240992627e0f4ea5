import { expect, test } from 'vitest';
import { acme, answer, comment, type Data, ok } from '../support/calls.ts';
import { openHouse } from '../support/server.ts';

test('S-1 an account with many chores still names the duty that comes next, and says what had no room', async () => {
  const house = await openHouse({ now: '2026-04-23T14:00:00.000Z' });
  await ok(house, 'sales.ops', 'save_account', acme);
  house.clock.now = '2026-04-28T14:00:00.000Z';
  await ok(house, 'chief.staff', 'session_sweep');
  const contacts = [...'abcdefg'].map((letter) => ({ name: 'Kim Lee', email: `${letter}@acme.com` }));
  await ok(house, 'sales.ops', 'save_account', { domain: 'acme.com', contacts });
  await ok(house, 'mining.mind', 'file_signal_note', { ...comment(), observed_at: '2026-04-28T13:00:00.000Z' });
  await ok(house, 'sales.ops', 'classify_mql', { account: 'acme.com' });

  const brief = await answer(house, 'sales.ops', 'explain_account', { account: 'acme.com' });
  expect(brief.data.tasks[0].kind).toBe('dossier');
  const { data, text } = await answer(house, 'sales.ops', 'explain_account', { account: 'acme.com', detail: 'full' });
  expect(data.tasks[0].kind).toBe('dossier');
  const sample = data.tasks.find(({ kind }: Data) => kind === 'evidence_sample');
  expect(sample.do).toContain('from "annual report", "page 4"');
  expect(text).toContain(sample.subject);
  expect(data.left_out.tasks).toBeGreaterThan(0);
  expect(text).toContain(`${data.left_out.tasks} more tasks`);
  for (const place of data.left_at) expect(text).toContain(place);
  expect(data.left_at).toContain('ladder://tasks/sales.ops');
});
