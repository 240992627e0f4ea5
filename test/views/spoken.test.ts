import { expect, test } from 'vitest';
import { inWords, reasonInWords } from '../../src/views/spoken.ts';
import { testPolicy } from '../support/policy.ts';

test('T7 why a move was taken is told with its day as people say it; what people wrote stays', () => {
  expect(reasonInWords('briefing_scheduled 2026-05-12')).toBe('briefing scheduled Tue 12 May 2026');
  expect(reasonInWords('lost 2026-05-12: gone by 2026-06-01')).toBe('lost Tue 12 May 2026: gone by 2026-06-01');
  expect(reasonInWords('E4 of 2026-05-03')).toBe('E4 of Sun 3 May 2026');
  expect(reasonInWords('Their plan_2026-05-03 slipped')).toBe('Their plan_2026-05-03 slipped');
  expect(reasonInWords('won 2026-13-40')).toBe('won 2026-13-40');
});

test('T7 instants and dates of a text are told as people say them, but for what is quoted, in braces or part of another word', () => {
  const said = (text: string) => inWords(text, testPolicy().calendar);
  expect(said('by 2026-05-12T19:00:00.000Z, as of 2026-05-03.')).toBe(
    'by Tue 12 May 2026, 15:00, as of Sun 3 May 2026.',
  );
  expect(said('at:2026-05-12T19:00:00.000Z on:2026-05-03')).toBe('at:Tue 12 May 2026, 15:00 on:2026-05-03');
  expect(said('2026-05-12T19:00:00Z 2026-02-30 2026-05-03-1 x2026-05-03')).toBe(
    '2026-05-12T19:00:00Z 2026-02-30 2026-05-03-1 x2026-05-03',
  );
  expect(said('"of 2026-05-03" `2026-05-03` {on 2026-05-03}2026-05-03')).toBe(
    '"of 2026-05-03" `2026-05-03` {on 2026-05-03}Sun 3 May 2026',
  );
  expect(said('a stray ` here\n2026-05-03 and `2026-05-03`')).toBe('a stray ` here\nSun 3 May 2026 and `2026-05-03`');
});
