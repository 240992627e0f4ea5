import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judge } from '../example.ts';

const part = z.record(z.string(), z.unknown());
const cases = z
  .array(z.object({ message: part, context: part, answer: z.looseObject({ rule: z.string(), ruling: z.string() }) }))
  .parse(JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8')));

/** Each kind of answer that a check gives, whole: its finding, the words behind that, the remedy. */
describe('whole answers', () => {
  for (const [n, { message, context, answer }] of cases.entries()) {
    it(`${answer.ruling} ${answer.rule} answers mail ${n + 1} word for word`, () => {
      expect(judge(answer.rule, { body: 'x', ...message }, context)).toEqual(answer);
    });
  }
});
