import { expect, test } from 'vitest';
import { closingReason } from '../../../src/rules/tasks/closing.ts';

test('L14 W8 a task that closed before there were reasons is known by its note', () => {
  const of = (note: string, kind = 'answer_warm') => closingReason({ kind, role: 'cro', note });
  expect(of('it goes on for con_cgkcfdni7w_9')).toBe('carried');
  expect(of('the person is not to be written to any more')).toBe('silenced');
  expect(of('nobody is left who asked and may be written to', 'answer_briefing_request')).toBe('silenced');
  expect(of('the account was disqualified')).toBe('overtaken');
  expect(of('answered by phone')).toBe('done');
});
