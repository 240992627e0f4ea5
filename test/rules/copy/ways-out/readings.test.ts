import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CopyMessage } from '../../../../src/rules/copy/message.ts';
import { actsIn } from '../../../../src/rules/copy/ways-out/acts.ts';
import { endsIn } from '../../../../src/rules/copy/ways-out/ends.ts';
import { type Way, waysOutOf } from '../../../../src/rules/copy/ways-out/in-mail.ts';
import { quote, tokenise } from '../../../../src/rules/language/words.ts';
import { policy } from '../example.ts';

const rules = policy.optout;
const cases = z
  .array(
    z.object({
      text: z.string(),
      acts: z.unknown(),
      ends: z.unknown(),
      footer: z.unknown(),
      body: z.unknown(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('readings.json', import.meta.url), 'utf8')));

const told = ({ act, ends, defects, link }: Way) => [act.kind, link, ends, defects];
const mail = (part: 'footer' | 'body', text: string): CopyMessage =>
  CopyMessage.parse({ subject: '', greeting: '', body: '', signoff: '', footer: '', [part]: text });

/** Each step of reading a way out: acts (words, word to answer with, offered), ends (words, denied), ways (kind, link, ends, defects). */
test.each(cases)('K5 step by step: $text', ({ text, ...steps }) => {
  const words = { ...tokenise(text), rules };
  const acts = actsIn(words);
  const apart = acts.flatMap(({ word }) => word ?? []);
  expect({
    acts: acts.map(({ from, to, word, isOffered }) => [quote(words, from, to), word?.words ?? null, isOffered]),
    ends: endsIn(words, apart).map((end) => [end.words, end.isDenied]),
    footer: waysOutOf(mail('footer', text), {}, rules).map(told),
    body: waysOutOf(mail('body', text), {}, rules).map(told),
  }).toEqual(steps);
});
