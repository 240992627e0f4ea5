import { expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { scoreDossier } from '../../../src/rules/qualification/score-dossier.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { TestWorld } from '../../support/world.ts';

const fact = (name: string, value: string | number | boolean) => ({
  fact: name,
  value,
  source: 'site',
  evidence: 'read there',
  as_of: '2026-04-01',
});
const facts = [
  fact('employees', 800),
  fact('has_ecosystem_motion', true),
  fact('arr_usd', 80_000_000),
  fact('industry', 'b2b saas'),
  fact('gate_g5', true),
];

test('3.2a a comment makes an MQL, three findings make an SQL', () => {
  const world = new TestWorld('2026-04-21T14:00:00.000Z');
  world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', facts });
  const note = world.run('mining.mind', fileSignalNote, {
    account: 'acme.com',
    contact: { email: 'ana@acme.com', name: 'Ana Ruiz' },
    observed_at: '2026-04-20T10:00:00-04:00',
    source: 'LinkedIn',
    signal: { type: 'E1', interaction: 'comment', object: 'https://www.linkedin.com/posts/1' },
  });
  expect(note.outcome).toBe('recorded');
  expect(note.opened.map((task) => [task.kind, task.due_at])).toEqual([['classify', '2026-04-22T14:00:00.000Z']]);
  const classified = world.run('sales.ops', classifyMql, { account: 'acme.com' });
  expect(classified.outcome).toBe('mql');
  expect(world.account('acme.com').first_touch?.type).toBe('E1');
  const finding = (route: string, value?: number) => ({
    route,
    ...(value === undefined ? {} : { value }),
    date: '2026-04-01',
    source: 's',
    reference: `r-${route}`,
    shows: 'x',
  });
  const scored = world.run('sales.ops', scoreDossier, {
    account: 'acme.com',
    scores: [
      { signal: 'S1', score: 'CONFIRMED', findings: [finding('partner_influenced_pct', 21)] },
      { signal: 'S2', score: 'LIKELY', findings: [finding('exec_hire')] },
      { signal: 'S3', score: 'CONFIRMED', findings: [finding('aws'), finding('co_sell'), finding('marketplace')] },
      { signal: 'S4', score: 'UNVERIFIED' },
    ],
  });
  expect(scored.outcome).toBe('pending_review');
  const word = world.run('cro', croDecide, { account: 'acme.com', decision: 'confirm' });
  expect(word.outcome).toBe('confirmed');
  expect(world.account('acme.com').stage).toBe('SQL');
});
