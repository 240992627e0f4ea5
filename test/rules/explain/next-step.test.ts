import { expect, test } from 'vitest';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import { explain } from '../../../src/rules/explain/explain-account.ts';
import type { NextStep } from '../../../src/rules/explain/explanation.ts';
import { TestWorld } from '../../support/world.ts';
import { base, now, proposed } from '../ladder/taking.ts';

/** Acme with its gates, its signals weighed and spent, and a dossier with three buying signals. */
const account = (state: Partial<AccountState>): AccountState => ({
  ...base,
  name: 'Acme',
  proposal: null,
  flags: [],
  stage_since: '2026-04-21T14:00:00.000Z',
  signals: base.signals.map((each) => ({ ...each, spent: { by: 'auto_sql', at: now, minted: 20 } })),
  ...state,
});
const short = ({ text, who, tool, otherwise }: NextStep): readonly unknown[] =>
  otherwise ? [text, who, tool, short(otherwise)] : [text, who, tool];
function next(state: Partial<AccountState>, at = now): readonly unknown[] {
  const { role: _role, ...moment } = new TestWorld(at).context('viewer');
  return short(explain({ state: account(state), suppressed: new Set() }, moment).next);
}

const agree = ['agree on a date for the Briefing and record it', ['cro'], 'advance_deal'];
const small = base.facts.map((each) => (each.fact === 'employees' ? { ...each, value: 199 } : each));
const sql = { stage: 'SQL', review: 'NONE' } as const;
const held = { briefing_for: '2026-04-28T03:00:00.000Z', held_at: null, proposed_at: null };

test('L9 at SQL a Briefing is to be agreed on; idle for 30 days it may step down instead', () => {
  expect(next(sql)).toEqual(agree);
  expect(next(sql, '2026-05-20T14:00:00.000Z')).toEqual(agree);
  expect(next(sql, '2026-05-21T14:00:00.000Z')).toEqual([
    'it is idle for 30 days: schedule the Briefing',
    ['cro'],
    'advance_deal',
    ['propose its return to MQL', ['sales.ops'], 'propose_stage_change'],
  ]);
});

test('L3 at SQL with a gate that fails it is mended before any Briefing', () => {
  expect(next({ ...sql, facts: small })).toEqual([
    'G1 fails: a newer fact may change that; no Briefing is scheduled before',
    ['sales.ops'],
    'save_account',
    ['override G1 with a justification', ['cro'], 'override_gate'],
  ]);
});

test('L14 A12 what lapsed steps down, unless it was adopted less than 30 days ago', () => {
  const gone = { ...sql, signals: [], flags: ['criteria_lapsed'] } as const;
  expect(next(gone)).toEqual([
    'propose its return to MQL, for engagement_signal lapsed',
    ['sales.ops'],
    'propose_stage_change',
    ['if they want the Briefing all the same, agree on a date and record it', ['cro'], 'advance_deal'],
  ]);
  expect(next({ ...gone, flags: [] })).toEqual(agree);
  const adopted = (day: string) => ({
    adopted: { by: 'cro', at: `${day}T14:00:00.000Z`, stage: 'SQL', file: 'board.csv', row: 2 } as const,
  });
  expect(next({ ...gone, ...adopted('2026-03-24') })).toEqual(agree);
  expect(next({ ...gone, ...adopted('2026-03-23') })[0]).toBe(
    'propose its return to MQL, for engagement_signal lapsed',
  );
});

test('A12 what the board of a newly adopted MQL did not say is looked up; no dossier is asked for that nobody could confirm', () => {
  const adopted = { by: 'sales.ops', at: now, stage: 'MQL', file: 'board.csv', row: 2 } as const;
  const mql = { stage: 'MQL', review: 'NONE', signals: [], flags: ['criteria_lapsed'], adopted } as const;
  expect(next({ ...mql, facts: [] })).toEqual([
    'find the facts that G1, G2, G3, G4, G5 still lack',
    ['sales.ops', 'category.positioning'],
    'save_account',
  ]);
  expect(next(mql)[2]).toBe('file_signal_note');
});

test.each<[string, Partial<AccountState>, readonly unknown[]]>([
  [
    'L8 a Briefing is held on its day, as the business counts it',
    { stage: 'BRIEFING_READY', deal: held },
    ['hold the Briefing on 2026-04-27 and record it', ['cro'], 'advance_deal'],
  ],
  [
    'L8 without a date on its day',
    { stage: 'BRIEFING_READY', deal: { ...held, briefing_for: null } },
    ['hold the Briefing on its day and record it', ['cro'], 'advance_deal'],
  ],
  [
    'L8 then the Assessment is proposed',
    { stage: 'BRIEFING_READY', deal: { ...held, held_at: now } },
    ['propose the Assessment and record it', ['cro'], 'advance_deal'],
  ],
  [
    'L8 then it is taken up or lost',
    { stage: 'BRIEFING_READY', deal: { ...held, held_at: now, proposed_at: now } },
    ['record whether the Assessment is taken up (assessment_qualified) or the deal lost', ['cro'], 'advance_deal'],
  ],
  [
    'L8 then won or lost',
    { stage: 'ASSESSMENT_QUALIFIED' },
    ['record whether the deal is won or lost', ['cro'], 'advance_deal'],
  ],
  [
    '6.3 won, delivery owes its post-mortem',
    { stage: 'WON' },
    [
      'delivery takes over; its post-mortem is owed to the calibration of the quarter (§6.3)',
      ['customer.success'],
      'file_post_mortem',
    ],
  ],
  [
    'L11 disqualified, the CRO alone brings it back',
    { stage: 'DISQUALIFIED' },
    ['nothing, unless the reason no longer holds; then the CRO may reinstate it', ['cro'], 'decide_stage_change'],
  ],
  [
    'L12 archived, a signal reopens it',
    { stage: 'ARCHIVED', entered_by: 'archive_silent' },
    [
      'wait for a qualifying signal: filing one reopens it',
      ['mining.mind', 'category.positioning'],
      'file_signal_note',
    ],
  ],
  [
    'A1 withdrawn, it comes back by what is learnt',
    { stage: 'ARCHIVED', entered_by: 'withdraw' },
    [
      'withdrawn: its notes are all retracted, and nothing else is on file; save_account makes it PROSPECT again',
      ['sales.ops'],
      'save_account',
      ['so does a further note', ['mining.mind', 'category.positioning'], 'file_signal_note'],
    ],
  ],
  [
    'L11 a proposal that waits goes before all else',
    { ...sql, proposal: proposed('disqualify') },
    ['confirm or decline the proposal to disqualify it', ['cro'], 'decide_stage_change'],
  ],
  [
    'L4 an MQL in nurture',
    { stage: 'MQL', review: 'NONE' },
    [
      'keep it in nurture; a new strong signal, or a dossier with a new finding, takes it further',
      ['sales.ops'],
      'score_dossier',
    ],
  ],
])('%s', (_, state, told) => {
  expect(next({ review: 'NONE', ...state })).toEqual(told);
});

test('L9 an MQL goes back after 90 idle days, not after 89', () => {
  const mql = { stage: 'MQL', review: 'NONE', stage_since: '2026-04-21T14:00:00.000Z' } as const;
  expect(next(mql, '2026-07-19T14:00:00.000Z')[2]).toBe('score_dossier');
  expect(next(mql, '2026-07-20T14:00:00.000Z')).toEqual([
    'it is idle for 90 days: take it back to PROSPECT',
    ['sales.ops'],
    'propose_stage_change',
  ]);
});

test('6.3b of a client the post-mortem is owed, and nothing once it is on file', () => {
  const post_mortem = {
    outcome: 'succeeded',
    learnings: 'l',
    predictors: [],
    at: now,
    by: 'customer.success',
  } as unknown as NonNullable<AccountState['post_mortem']>;
  const won = { stage: 'WON', review: 'NONE' } as const;
  expect([next(won), next({ ...won, post_mortem })]).toEqual([
    [
      'delivery takes over; its post-mortem is owed to the calibration of the quarter (§6.3)',
      ['customer.success'],
      'file_post_mortem',
    ],
    ['nothing here: delivery takes over', [], undefined],
  ]);
});
