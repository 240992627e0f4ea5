import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checksOf, fixtures, verdict } from '../example.ts';

const Example = z.object({
  message_overrides: z.record(z.string(), z.unknown()),
  context_overrides: z.record(z.string(), z.unknown()),
});

const Rules = z.record(z.string(), z.object({ pass: z.array(Example), fail: z.array(Example) }));

const near = z
  .object({ rules: Rules, good: z.array(Example) })
  .parse(JSON.parse(readFileSync(new URL('../../../fixtures/copy-near-the-line.json', import.meta.url), 'utf8')));

/** Each written before its checks were run on it. */
const folder = new URL('../rounds/', import.meta.url);
const rounds = readdirSync(folder)
  .sort()
  .map((name) => ({
    name: name.replace('.json', ''),
    rules: z.object({ rules: Rules }).parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))).rules,
  }));

const rulings: Readonly<Record<string, string>> = {
  'pricing.gate': 'K3',
  'optout.present': 'K5',
  'optout.transport_safe': 'K5',
  'address.present': 'K5',
  'header.safe': 'K10',
  'merge.cross_account': 'K4',
  'token.unresolved': 'K10',
  'voice.vendor_speak': 'K6',
  'voice.first_person': 'K2',
  'cta.low_friction': 'K7',
  'brand.parallel_axis': 'K8',
  'brand.terms': 'K9',
  'personal.names': 'K4',
  'merge.greeting': 'K4',
  'personal.company_insight': 'K4',
  'personal.trigger': 'K4',
  'personal.market_hook': 'K4',
  'claims.traced': 'K4',
  'bespoke.post_briefing': 'K4',
  'voice.value_first': 'K6',
  'format.plain': 'K10',
  'subject.honest': 'K10',
  'prose.sentence_count': 'K2',
  'sequence.last_touch': 'K10',
  'slot.floor': 'K1',
};

/** Twenty to a test, so that a mutant is tried on the examples that reach it and not on hundreds. */
const inTwenties = <Each>(list: readonly Each[]): readonly (readonly Each[])[] =>
  Array.from({ length: Math.ceil(list.length / 20) }, (_, n) => list.slice(20 * n, 20 * n + 20));

describe('examples on either side of the line', () => {
  for (const { name, rules } of [{ name: 'near the line', rules: near.rules }, ...rounds]) {
    for (const [rule, examples] of Object.entries(rules)) {
      for (const kind of ['pass', 'fail'] as const) {
        const ruling = rulings[rule] ?? rule;
        for (const [n, few] of inTwenties(examples[kind]).entries()) {
          it(`${ruling} ${rule}: what is on the ${kind} side (${name}, ${n + 1})`, () => {
            const wrong = few.filter(
              ({ message_overrides, context_overrides }) =>
                verdict(rule, { body: 'x', ...message_overrides }, context_overrides) !== kind,
            );
            expect(wrong).toEqual([]);
          });
        }
      }
    }
  }
});

describe('whole mails that should go out', () => {
  for (const { message_overrides, context_overrides } of near.good) {
    it(`K1 no check stops "${message_overrides.subject}"`, () => {
      const failed = checksOf({ ...fixtures.base_message, ...message_overrides }, context_overrides)
        .filter((check) => check.verdict === 'fail')
        .map((check) => `${check.rule}: ${check.because}`);
      expect(failed).toEqual([]);
    });
  }
});
