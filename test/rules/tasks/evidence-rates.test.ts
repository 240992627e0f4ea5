import { expect, test } from 'vitest';
import { evidenceOf, evidenceRates, oftenFails } from '../../../src/rules/tasks/evidence-rates.ts';

const evidence = {
  '2026-04-24 mining.mind signal held E1': 3,
  '2026-04-24 mining.mind signal false E1': 1,
  '2026-05-01 sales.ops signal unverifiable E1': 2,
  '2026-05-01 sales.ops finding false S1': 1,
  '2026-05-01 sales.ops fact held': 4,
  // As recorded before verdicts named their signal.
  '2026-04-24 mining.mind signal false': 1,
};

const both = { from: '2026-04-24', to: '2026-05-01' };

test('S-7 verdicts are counted by filer and kind, and by signal whoever filed it, both days in', () => {
  expect(evidenceRates({ evidence }, both)).toEqual([
    { role: 'mining.mind', kind: 'signal', held: 3, false: 2, unverifiable: 0 },
    { role: 'sales.ops', kind: 'finding', held: 0, false: 1, unverifiable: 0 },
    { role: 'sales.ops', kind: 'fact', held: 4, false: 0, unverifiable: 0 },
    { role: 'sales.ops', kind: 'signal', held: 0, false: 0, unverifiable: 2 },
  ]);
  const of = evidenceOf({ evidence }, both);
  expect(of('E1')).toEqual({ sampled: 6, failed: 1, rate: 1 / 6 });
  expect(of('S1')).toEqual({ sampled: 1, failed: 1, rate: 1 });
  expect(of('E2')).toEqual({ sampled: 0, failed: 0, rate: null });
  expect(evidenceOf({ evidence }, { from: '2026-04-25', to: '2026-05-01' })('E1').sampled).toBe(2);
  expect(evidenceOf({}, both)('E1').sampled).toBe(0);
});

test('S-7 evidence often fails from two of ten on; one that was false says nothing', () => {
  const fails = (failed: number, sampled: number) => oftenFails({ failed, sampled, rate: failed / sampled });
  expect([fails(2, 10), fails(2, 11), fails(3, 15), fails(1, 1), fails(2, 2)]).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  expect(oftenFails({ failed: 0, sampled: 0, rate: null })).toBe(false);
});
