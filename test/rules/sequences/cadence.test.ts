import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDue, nextDue } from '../../../src/rules/sequences/cadence.ts';
import { addDays, daysBetween } from '../../../src/rules/time/time.ts';
import { testPolicy } from '../../support/policy.ts';

const { values: policy, calendar } = testPolicy();
const moment = { policy, calendar };
const versionsOf = (sequence: string, touches: number) =>
  Object.fromEntries(Array.from({ length: touches }, (_, n) => [n + 1, `${sequence}_${n + 1}_v1`]));

const days = { nurture: [1, 3, 7, 21, 35], activation: [1, 4, 8, 14, 21], re_engagement: [1, 31] } as const;

/** The days on which each touch is sent that goes out when it is due. */
function played(sequence: keyof typeof days, first: string, late: readonly number[] = []): readonly string[] {
  const versions = versionsOf(sequence, days[sequence].length);
  const sent: string[] = [];
  for (let due: string | null = first, touch = 1; due !== null; touch += 1) {
    const on = calendar.nextBusinessDay(addDays(due, late[touch - 1] ?? 0));
    sent.push(on);
    due = nextDue({ sequence, touch, versions }, on, moment);
  }
  return sent;
}

describe('5.2 the days of a sequence', () => {
  test('5.2a 5.2b 5.2c C1 each type has its own, from the business day of enrolment', () => {
    expect(played('nurture', '2026-05-04')).toEqual([
      '2026-05-04',
      '2026-05-06',
      '2026-05-11',
      '2026-05-26',
      '2026-06-09',
    ]);
    expect(played('activation', '2026-05-04')).toEqual([
      '2026-05-04',
      '2026-05-07',
      '2026-05-11',
      '2026-05-18',
      '2026-05-26',
    ]);
    expect(played('re_engagement', '2026-05-04')).toEqual(['2026-05-04', '2026-06-03']);
  });

  test('C1 a list that is started on a day off begins on the next business day', () => {
    expect(firstDue({ calendar, today: '2026-05-23' })).toBe('2026-05-26');
    expect(firstDue({ calendar, today: '2026-05-22' })).toBe('2026-05-22');
  });

  test('5.2d C1 a post-Briefing mail has no second touch, nor has a version that the list did not bind', () => {
    const one = { sequence: 'post_briefing', touch: 1, versions: versionsOf('post_briefing', 1) };
    expect(nextDue(one, '2026-05-04', moment)).toBeNull();
    expect(nextDue({ ...one, sequence: 'nurture' }, '2026-05-04', moment)).toBeNull();
  });

  test('C2 gaps never shrink, and every day is a business day, however late each touch goes out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('nurture', 'activation', 're_engagement'),
        fc.integer({ min: 0, max: 700 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }),
        (sequence, from, late) => {
          const sent = played(sequence, addDays('2026-05-04', from), late);
          expect(sent).toHaveLength(days[sequence].length);
          for (const [n, on] of sent.entries()) {
            expect(calendar.isBusinessDay(on)).toBe(true);
            const [before, own, was] = [sent[n - 1], days[sequence][n] ?? 0, days[sequence][n - 1] ?? 0];
            if (before !== undefined) expect(daysBetween(before, on)).toBeGreaterThanOrEqual(own - was);
          }
        },
      ),
    );
  });
});
