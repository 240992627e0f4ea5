import { expect, test } from 'vitest';
import { withoutWords } from '../../../src/ledger/unit-of-work/kept-answers.ts';

test('inv7 of a kept answer ids, times, numbers and closed words are left, and nothing that somebody may have written', () => {
  const kept = {
    outcome: 'recorded',
    summary: 'Ana Ruiz wrote.',
    account: { id: 'acc_cgkcfdni7w', domain: 'ana-ruiz.com', stage: 'MQL', stage_since: '2026-04-21T14:00:00.000Z' },
    signal: { id: 'sig_cgkcfdni7w_7', type: 'E4', tier: 'strong', qualifies: true, contact: 'con_cgkcfdni7w_6' },
    suggested: { type: 9, kind: null, words: '2026-07-01' },
    resumes_on: '2026-07-03',
    waiting: { id: 'wtg_k3v5a2_1', because: 'x' },
    checks: [
      { rule: 'G1', verdict: 'fail', basis: 'sop', evidence: ['fct_cgkcfdni7w_2', 'ana_ruiz', '<a1@acme.com>'] },
    ],
    read: { columns: { 'Ana Ruiz': ['x'], email: ['Mail of Ana'] }, header_row: 3, from: 'list' },
    messages: [{ message_id: '<b2@ana.com>', at: 'Ana', state: 'Ana Ruiz', email_id: 'eml_00ff00ff00ff00ff' }],
    policy: { version: 'handoff-0.2', status: 'draft' },
  };
  const left = {
    outcome: 'done',
    summary: 'done already; its words are erased',
    words_erased: true,
    account: { id: 'acc_cgkcfdni7w', domain: '', stage: 'MQL', stage_since: '2026-04-21T14:00:00.000Z' },
    signal: { id: 'sig_cgkcfdni7w_7', type: '', tier: 'strong', qualifies: true, contact: 'con_cgkcfdni7w_6' },
    suggested: { type: 9, kind: null, words: '' },
    resumes_on: '2026-07-03',
    waiting: { id: 'wtg_k3v5a2_1', because: '' },
    checks: [{ rule: '', verdict: 'fail', basis: 'sop', evidence: ['fct_cgkcfdni7w_2'] }],
    read: { columns: { email: [] }, header_row: 3, from: '' },
    messages: [{ message_id: '', at: '', state: '', email_id: 'eml_00ff00ff00ff00ff' }],
    policy: { version: 'handoff-0.2', status: 'draft' },
  };
  const once = withoutWords(JSON.stringify(kept));
  expect(JSON.parse(once)).toEqual(left);
  expect(withoutWords(once)).toBe(once);
});
