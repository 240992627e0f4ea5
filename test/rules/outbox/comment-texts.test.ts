import { expect, test } from 'vitest';
import type { Dossier } from '../../../src/rules/aggregates/account.ts';
import {
  classificationText,
  decisionText,
  dossierText,
  overrideText,
} from '../../../src/rules/outbox/comment-texts.ts';
import { acme, dos, file, sig, signal, start } from '../../support/builders.ts';

const world = acme();
file(world, signal.comment(), { ago: 1 });
const state = world.account('acme.com');
const context = world.context('sales.ops');
const standing = { state, suppressed: world.suppressed };
const note = sig(world);
const [employees] = state.facts;
const fact = employees?.id ?? 'none';

const classified = {
  type: 'classified',
  outcome: 'mql',
  held_by: [],
  priority: 'normal',
  trigger: null,
  first_touch: { signal: note, type: 'E1', at: '2026-04-20T13:00:00.000Z', source: 'the "export" of May' },
  evidence: [fact, 'sig_none'],
} as unknown as Parameters<typeof classificationText>[0];

test('4.4a a classification tells who, its signals, the first touch, the date and the facts that the gates rest on', () => {
  expect(classificationText(classified, standing, start, context)).toBe(
    `Classified mql by sales.ops on 2026-04-21. Signals: E1 of 2026-04-20 (${note}). First touch: E1 of 2026-04-20, "the 'export' of May". Facts: employees 800 as of 2026-04-01 (${fact})`,
  );
  expect(classificationText({ ...classified, trigger: note, evidence: [] }, standing, start, context)).toBe(
    `Classified mql by sales.ops on 2026-04-21. Signals: E1 of 2026-04-20 (${note}). First touch: E1 of 2026-04-20, "the 'export' of May". Facts: none`,
  );
  const bare = { state: { ...state, signals: [] }, suppressed: world.suppressed };
  const untouched = { ...classified, first_touch: null, evidence: [] };
  expect(classificationText(untouched, bare, start, context)).toBe(
    'Classified mql by sales.ops on 2026-04-21. Signals: none. First touch: none. Facts: none',
  );
  expect(classificationText({ ...untouched, trigger: 'sig_gone' }, bare, start, context)).toContain(
    'Signals: sig_gone. ',
  );
});

test('4.4a a dossier tells each score with what it rests on', () => {
  const finding = { date: '2026-04-01', source: 'annual report', reference: 'p. 4', shows: 'growth' };
  const dossier: Dossier = {
    id: 'dos_1',
    scored_at: start,
    by: 'sales.ops',
    count: 1,
    outcome: 'falls_short',
    scores: [
      {
        signal: 'S1',
        score: 'CONFIRMED',
        findings: [
          { route: 'pct', value: 35, ...finding },
          { route: 'hire', ...finding },
        ],
      },
      { signal: 'S2', score: 'NOT_PRESENT', findings: [] },
    ],
  };
  expect(dossierText({ type: 'dossier_scored', dossier } as Parameters<typeof dossierText>[0], start, context)).toBe(
    [
      'Dossier dos_1 by sales.ops on 2026-04-21, 1 of 2 count:',
      '- S1 CONFIRMED (pct 35 of 2026-04-01, annual report, p. 4; hire of 2026-04-01, annual report, p. 4)',
      '- S2 NOT_PRESENT (no finding)',
    ].join('\n'),
  );
  expect(dos(world)).toBe('no dossier');
});

test("4.3a the CRO's decision tells its dossier, and why where that was said", () => {
  const said = (over: object) =>
    decisionText(
      { type: 'sql_decided', decision: 'dispute', dossier: 'dos_1', ...over } as Parameters<typeof decisionText>[0],
      start,
      context,
    );
  expect([
    said({ decision: 'confirm' }),
    said({ reason_code: 'timing' }),
    said({ reason_code: 'timing', reason: 'the "budget" is gone' }),
  ]).toEqual([
    'CRO: confirm on 2026-04-21, dossier dos_1',
    'CRO: dispute on 2026-04-21, dossier dos_1. timing',
    'CRO: dispute on 2026-04-21, dossier dos_1. timing: "the \'budget\' is gone"',
  ]);
});

test('3.6a an override tells its gate, the fact that fails it, why, and what makes up for it', () => {
  const override = {
    id: 'ovr_1',
    gate: 'G1',
    fact,
    justification: 'they "grow"',
    compensating: [note, fact, 'sig_gone'],
    at: start,
  };
  expect(
    overrideText({ type: 'gate_overridden', override } as Parameters<typeof overrideText>[0], state, start, context),
  ).toBe(
    `CRO: override of G1 (employees 800 as of 2026-04-01 (${fact})) on 2026-04-21. Why: "they 'grow'". Compensating: E1 of 2026-04-20 (${note}), employees 800 as of 2026-04-01 (${fact}), sig_gone`,
  );
});
