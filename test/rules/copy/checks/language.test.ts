import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checksOf, fixtures, judge, verdict } from '../example.ts';

const Example = z.object({
  message_overrides: z.record(z.string(), z.unknown()),
  context_overrides: z.record(z.string(), z.unknown()),
});

const examples = z
  .object({
    rules: z.record(z.string(), z.object({ pass: z.array(Example), fail: z.array(Example) })),
    good: z.array(Example),
  })
  .parse(JSON.parse(readFileSync(new URL('../../../fixtures/copy-language.json', import.meta.url), 'utf8')));

const rulings: Readonly<Record<string, string>> = {
  'prose.sentence_count': 'K2',
  'voice.first_person': 'K2',
  'voice.value_first': 'K6',
  'voice.vendor_speak': 'K6',
  'cta.low_friction': 'K7',
  'brand.parallel_axis': 'K8',
  'brand.terms': 'K9',
  'sequence.last_touch': 'K10',
  'template.integrity': 'K10',
  'bespoke.post_briefing': 'K4',
};

describe('the language of mails, on either side of the line', () => {
  for (const [rule, { pass, fail }] of Object.entries(examples.rules)) {
    it(`${rulings[rule] ?? rule} ${rule}: ${pass.length} good mails pass`, () => {
      const wrong = pass.filter((each) => verdict(rule, each.message_overrides, each.context_overrides) !== 'pass');
      expect(wrong).toEqual([]);
    });
    it(`${rulings[rule] ?? rule} ${rule}: ${fail.length} bad mails fail, each with the way to mend it`, () => {
      const answers = fail.map((each) => judge(rule, each.message_overrides, each.context_overrides));
      const wrong = fail.filter((_, at) => answers[at]?.verdict !== 'fail' || !answers[at]?.remedy);
      expect(wrong).toEqual([]);
    });
  }
});

describe('whole mails that should go out', () => {
  it(`K1 no check stops any of ${examples.good.length}`, () => {
    const stopped = examples.good.flatMap(({ message_overrides, context_overrides }) =>
      checksOf({ ...fixtures.base_message, ...message_overrides }, context_overrides)
        .filter((check) => check.verdict === 'fail')
        .map((check) => [message_overrides.body, check.rule, check.because]),
    );
    expect(stopped).toEqual([]);
  });
});
