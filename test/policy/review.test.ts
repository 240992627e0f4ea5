import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layChanges } from '../../src/policy/changes.ts';
import { policyNodes } from '../../src/policy/nodes.ts';
import { loadOtherReadings, readingOf } from '../../src/policy/other-readings.ts';
import { type PolicyReview, policyReview, type ReviewBeside } from '../../src/policy/review.ts';
import { reviewText } from '../../src/policy/review-text.ts';
import { loadRulings } from '../../src/policy/rulings.ts';
import type { PolicyChanges } from '../../src/rules/aggregates/policy-change.ts';
import { testPolicy } from '../support/policy.ts';

const shipped = testPolicy();
const readings = loadOtherReadings();

const beside: ReviewBeside = {
  clauses: JSON.parse(readFileSync('docs/clauses.json', 'utf8')),
  rulings: loadRulings(),
  readings,
  ratified: [],
  accountsUnder: () => null,
};

const naming = { version: 'tried', note: 'tried' };
const review = (more: Partial<ReviewBeside> = {}) => policyReview(shipped, { ...beside, ...more });
const assumptionOf = ({ assumptions }: PolicyReview, path: string) =>
  assumptions.find(({ values }) => values.some((each) => each.path === path));

const isWaiting = (basis: string | undefined) => basis === 'ruling' || basis === 'assumed';
const waiting = policyNodes(shipped.values).filter(({ source }) => isWaiting(source?.basis));

describe('P5 the other readings', () => {
  test("P5 every value that is not the procedure's own word has one, and no reading stands for nothing", () => {
    expect(waiting.filter(({ path }) => !readingOf(path, readings)).map(({ path }) => path)).toEqual([]);
    const used = new Set(waiting.map(({ path }) => readingOf(path, readings)));
    expect(readings.filter((each) => !used.has(each)).map(({ of }) => of)).toEqual([]);
  });

  test('P5 what they would set is another policy that loads', () => {
    const tried = readings.flatMap(({ instead }) => (instead ? [instead] : []));
    expect(tried.length).toBeGreaterThan(10);
    for (const changes of tried) {
      const laid = layChanges(shipped, changes, naming);
      if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
      expect(laid.changes.length, JSON.stringify(changes)).toBe(Object.keys(changes).length);
    }
  });

  test('P5 what narrows the procedure is said to: 90 days for a fast track, who disqualifies, what Apollo sends', () => {
    const { assumptions } = review();
    const narrowing = assumptions.filter(({ narrows }) => narrows).map(({ values }) => values[0]?.path);
    expect(narrowing).toEqual(
      expect.arrayContaining([
        'engagement.fresh_days',
        'duties.confirm_disqualification.role',
        'boards.apollo_contacts',
      ]),
    );
    expect(narrowing).toHaveLength(3);
  });
});

describe('P5 the review', () => {
  test('P5 it lists each value that waits once, with clause, ruling and the other reading', () => {
    const { assumptions, values } = review();
    const paths = assumptions.flatMap((each) => each.values.map(({ path }) => path));
    expect(new Set(paths).size).toBe(paths.length);
    expect(values.waiting).toBe(waiting.length);
    expect(paths.length).toBe(waiting.reduce((sum, { fields }) => sum + fields.size, 0));
    for (const { clauses, other, confirm } of assumptions) {
      expect(clauses.every(({ says }) => says.length > 0)).toBe(true);
      expect(other).not.toBeNull();
      expect(Object.keys(confirm).length).toBeGreaterThan(0);
    }
    const fresh = assumptionOf(review(), 'engagement.fresh_days');
    expect(fresh).toMatchObject({
      clauses: [{ clause: '3.2.1' }],
      rulings: [{ id: 'L2' }],
      basis: ['ruling'],
      values: [{ path: 'engagement.fresh_days', value: 90 }],
      instead: { 'engagement.fresh_days': 180 },
      accounts: null,
      confirm: { 'engagement.fresh_days': { value: 90, basis: 'confirmed' } },
    });
  });

  test('P5 it tells on how many accounts the other reading differs, where it was tried', () => {
    const told = review({ accountsUnder: () => ({ differ: 2, of: 7 }) });
    expect(assumptionOf(told, 'engagement.fresh_days')?.accounts).toEqual({ differ: 2, of: 7 });
    expect(assumptionOf(told, 'business_time.zone')?.accounts).toBeNull();
    expect(reviewText(told, shipped.calendar)).toContain(
      'with engagement.fresh_days = 180, 2 of 7 accounts on which something was decided would have met another decision',
    );
  });

  test('P5 what narrows the procedure comes first, then what would have touched accounts, then what was tried in vain', () => {
    const tried = (changes: PolicyChanges) => ({ differ: 'buying.S3.needs' in changes ? 1 : 0, of: 2 });
    const { assumptions } = review({ accountsUnder: tried });
    const [first, second, third] = assumptions.slice(0, 3).map(({ narrows }) => narrows);
    expect([first, second, third, assumptions[3]?.narrows]).toEqual([true, true, true, false]);
    expect(assumptions[3]?.values[0]?.path).toBe('buying.S3.says');
    const firstUntried = assumptions.findIndex(({ narrows, instead }) => !narrows && instead === null);
    expect(assumptions.slice(firstUntried).every(({ instead }) => instead === null)).toBe(true);
  });

  test('P5 carried out, the changes that it gives confirm everything, and nothing waits any more', () => {
    const confirm = Object.assign({}, ...review().assumptions.map((each) => each.confirm));
    const laid = layChanges(shipped, confirm, naming);
    if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
    const after = policyReview(laid.policy, beside);
    expect([after.values.waiting, after.assumptions]).toEqual([0, []]);
    expect(after.confirmed).toHaveLength(waiting.length);
  });

  test('P5 a value that a deployment adds waits too, though nobody has read it otherwise', () => {
    const laid = layChanges(shipped, { 'engagement.window_days': 150 }, naming);
    if ('faults' in laid) throw new Error(JSON.stringify(laid.faults));
    const found = assumptionOf(policyReview(laid.policy, beside), 'engagement.window_days');
    expect(found).toMatchObject({ other: null, instead: null, values: [{ value: 150, note: 'tried' }] });
    expect(reviewText(policyReview(laid.policy, beside), shipped.calendar)).toContain(
      'other reading: nobody has written another one down',
    );
  });
});
