import { expect, test } from 'vitest';
import { replayedText } from '../../src/demo/replayed.ts';
import { CallAnswer, localTime } from '../../src/demo/views.ts';

const local = localTime('America/New_York');

const answer = CallAnswer.parse({
  point: {
    decisions: 70,
    different: 1,
    differences: [
      {
        account: 'harbor.example',
        decision: 'score_dossier',
        at: '2026-05-13T14:00:00.000Z',
        was: 'falls_short',
        would: 'pending_review',
        because: [{ because: 'Harbor Metrics: 2 of 4 buying signals count.' }],
      },
    ],
    not_replayable_why: [
      { why: 'one', decisions: 3 },
      { why: 'another', decisions: 2 },
    ],
  },
  trajectory: {
    different: 1,
    differences: [],
    unobserved: [{ account: 'harbor.example', question: 'cro_decide' }],
  },
  mails: { counts: { would_not: 0, would: 2 }, unknown: 1 },
  draft: { changes: {} },
});

test('P4 the demo tells a replay in words, with what nobody can say, and no name of a tool or code of an outcome', () => {
  expect(replayedText(answer, local)).toBe(
    [
      '70 decisions were looked at; 1 would have been another: the dossier of harbor.example of Wed 13 May 10:00 was found short of buying signals, and would have been sent to the CRO for review (Harbor Metrics: 2 of 4 buying signals count).',
      'No account would stand elsewhere for certain; what came next was never asked (the word of the CRO on harbor.example), so nobody can say how it would have gone on there.',
      "2 mails more and 0 less would have gone out; of 1 it can't be said.",
      "5 of the 70 can't be taken again: their records hold too little.",
      'The change is drafted, for the cro or the cmo to propose.',
    ].join(' '),
  );
});

test('P4 the demo says of a change that does nothing that it does nothing', () => {
  const same = CallAnswer.parse({
    point: { decisions: 2, different: 0, differences: [] },
    trajectory: { different: 0, differences: [] },
    mails: { counts: { would_not: 0, would: 0 }, unknown: 0 },
  });
  expect(replayedText(same, local)).toBe(
    '2 decisions were looked at; none would have been another. No account would stand elsewhere for certain. No mail would have gone out or been kept back otherwise.',
  );
});
