import type { Sitting } from '../story.ts';

/** The week is closed, its page written, and a rule tried on what has been. */
export const august28: readonly Sitting[] = [
  {
    at: '2026-08-28T16:30',
    role: 'cro',
    says: 'Friday: what does it all add up to?',
    steps: [
      {
        says: 'The week, as the SOP wants it closed.',
        tool: 'pipeline_report',
        with: { kind: 'weekly_close' },
        answers: true,
        shows: { 'metrics/reply_rate/numerator': 2, 'metrics/reply_rate/denominator': 2 },
      },
      {
        says: 'And where the MQLs of spring came from.',
        tool: 'pipeline_report',
        with: { kind: 'attribution', period: '2026-Q2' },
        answers: true,
        shows: { 'metrics/new_mqls/value': 10, 'by_signal/E1/first_touch': 5 },
      },
      {
        says: 'The same week as a page to hand round.',
        runs: ['report', 'weekly_close', '--html', 'ladder-demo-weekly-close.html'],
        shows: { kind: 'weekly_close' },
      },
    ],
  },
  {
    at: '2026-08-28T17:00',
    role: 'chief.staff',
    says: 'A question of the week: three buying signals are many. What if two had been enough?',
    steps: [
      {
        says: 'The summer once more, decision by decision, under that one change. Nothing is written.',
        tool: 'simulate_policy',
        with: { changes: { 'buying.needed': 2 }, from: '2026-05-04', to: '2026-08-28' },
        expect: 'simulated',
      },
    ],
  },
];
