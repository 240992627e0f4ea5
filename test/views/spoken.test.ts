import { expect, test } from 'vitest';
import { reasonInWords } from '../../src/views/spoken.ts';

test('T7 why a move was taken is told with its day as people say it; what people wrote stays', () => {
  expect(reasonInWords('briefing_scheduled 2026-05-12')).toBe('briefing scheduled Tue 12 May 2026');
  expect(reasonInWords('lost 2026-05-12: gone by 2026-06-01')).toBe('lost Tue 12 May 2026: gone by 2026-06-01');
  expect(reasonInWords('E4 of 2026-05-03')).toBe('E4 of Sun 3 May 2026');
  expect(reasonInWords('Their plan_2026-05-03 slipped')).toBe('Their plan_2026-05-03 slipped');
  expect(reasonInWords('won 2026-13-40')).toBe('won 2026-13-40');
});
