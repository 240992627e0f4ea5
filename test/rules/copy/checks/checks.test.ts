import { describe, expect, it } from 'vitest';
import { CopyPolicy } from '../../../../src/rules/policy/copy.ts';
import { activation, checksOf, fixtures, policy, verdict } from '../example.ts';

const ids: Readonly<Record<string, string>> = {
  'prose.sentence_count': '5.3f',
  'voice.first_person': '5.3f',
  'pricing.gate': '5.3b',
  'optout.present': '5.3e',
  'address.present': '5.3e',
  'brand.parallel_axis': '5.3h',
  'token.unresolved': '5.3d',
  'header.safe': '5.5a',
  'subject.honest': '5.3f',
  'format.plain': '5.3f',
  'merge.greeting': 'K4',
  'merge.cross_account': 'K4',
  'personal.names': 'K4',
  'personal.company_insight': 'K4',
  'personal.trigger': 'K4',
  'personal.market_hook': 'K4',
  'claims.traced': 'K4',
  'voice.value_first': 'K6',
  'voice.vendor_speak': 'K6',
  'cta.low_friction': 'K7',
  'brand.terms': 'K9',
};

describe('the given examples', () => {
  for (const [rule, id] of Object.entries(ids)) {
    const examples = fixtures.rules[rule];
    it(`${id} ${rule}: there are examples of both kinds`, () => {
      expect(examples?.pass.length).toBeGreaterThan(0);
      expect(examples?.fail.length).toBeGreaterThan(0);
    });
    for (const [n, example] of (examples?.pass ?? []).entries()) {
      it(`${id} ${rule}: example ${n + 1} passes`, () => {
        expect(verdict(rule, example.message_overrides, example.context_overrides)).toBe('pass');
      });
    }
    for (const [n, example] of (examples?.fail ?? []).entries()) {
      it(`${id} ${rule}: counter-example ${n + 1} fails`, () => {
        expect(verdict(rule, example.message_overrides, example.context_overrides)).toBe('fail');
      });
    }
  }
});

describe('all checks together', () => {
  it('5.3f every check answers, with its clause, on a sound mail', () => {
    const answers = checksOf(fixtures.base_message).map(({ rule, clause, verdict: found }) => [rule, clause, found]);
    expect(answers).toEqual([
      ['prose.sentence_count', '5.3.6', 'pass'],
      ['voice.first_person', '5.3.6', 'pass'],
      ['pricing.gate', '5.3.2', 'pass'],
      ['optout.present', '5.3.5', 'pass'],
      ['optout.transport_safe', '5.3.5', 'pass'],
      ['address.present', '5.3.5', 'pass'],
      ['brand.parallel_axis', '5.3.8', 'pass'],
      ['token.unresolved', '5.3', 'pass'],
      ['header.safe', '5.3', 'pass'],
      ['subject.honest', '5.3', 'pass'],
      ['format.plain', '5.3', 'pass'],
      ['body.alone', '5.3', 'pass'],
      ['template.integrity', '5.3', 'unknown'],
      ['sequence.last_touch', '5.2', 'pass'],
      ['slot.floor', '5.3.3', 'pass'],
      ['personal.names', '5.3.4', 'pass'],
      ['merge.greeting', '5.3.4', 'pass'],
      ['merge.cross_account', '5.3.4', 'pass'],
      ['personal.company_insight', '5.3.4', 'pass'],
      ['personal.trigger', '5.3.4', 'pass'],
      ['personal.market_hook', '5.3.4', 'pass'],
      ['bespoke.post_briefing', '5.3.4', 'pass'],
      ['claims.traced', '5.3.4', 'pass'],
      ['voice.value_first', '5.3.6', 'pass'],
      ['voice.vendor_speak', '5.3.6', 'pass'],
      ['cta.low_friction', '5.3.7', 'pass'],
      ['brand.terms', '5.3.3', 'pass'],
      ['brand.terms_supplied', '5.3.3', 'warn'],
    ]);
  });

  it('5.3f one answer names every obstacle, each with a remedy', () => {
    const failed = checksOf({ subject: 'Re: URGENT', body: 'We sell for $2,500. <b>{{x}}</b>', footer: '' }).filter(
      (check) => check.verdict === 'fail',
    );
    expect(failed.map((check) => check.rule)).toEqual([
      'prose.sentence_count',
      'voice.first_person',
      'pricing.gate',
      'optout.present',
      'address.present',
      'token.unresolved',
      'subject.honest',
      'format.plain',
      'personal.names',
      'personal.company_insight',
      'voice.value_first',
      'voice.vendor_speak',
      'cta.low_friction',
    ]);
    expect(failed.filter((check) => check.remedy === undefined)).toEqual([]);
  });

  it('5.3f nothing known of the mail lets no check throw', () => {
    const unknown = {
      seq: null,
      touch: null,
      qualified: null,
      contact: null,
      company: null,
      sender: null,
      optout: null,
    };
    const answers = checksOf({ subject: '', greeting: '', body: '', signoff: '', footer: '' }, unknown);
    expect(answers).toHaveLength(28);
    expect(answers.find((check) => check.rule === 'header.safe')?.verdict).toBe('unknown');
  });

  it('5.3f a text of 4,000 characters is judged whole, whatever it repeats', () => {
    for (const piece of [
      'a ',
      '<',
      '[',
      '{',
      'a@',
      'a.',
      '$1 ',
      '"',
      '(',
      '* ',
      'next ',
      'two thousand ',
      '\u200b',
      '\n> ',
      'e.g. ',
      'half of ',
      'Acme. ',
      'the assessment is free for ',
      '€2500, ',
    ]) {
      const long = piece.repeat(4000 / piece.length);
      const before = process.cpuUsage();
      const answers = checksOf(
        { subject: long, body: long, footer: long },
        { slots: { insight: long }, in_reply_to: long, trigger: { id: 's', type: 'E1', text: long }, ...activation },
      );
      // Six texts of this length; where all pairs of words are looked at, it takes far longer.
      expect(process.cpuUsage(before).user / 1000, piece).toBeLessThan(8000);
      expect(answers).toHaveLength(28);
      expect(answers.find((check) => check.rule === 'subject.honest')?.verdict).toBe('fail');
    }
  });

  it('5.3f the policy section refuses a key it does not know', () => {
    expect(CopyPolicy.safeParse(policy).success).toBe(true);
    expect(CopyPolicy.safeParse({ ...policy, pricing: {} }).success).toBe(false);
  });

  it("5.3f the shipped numbers are the SOP's", () => {
    expect(policy.sentences.min.value).toBe(4);
    expect(policy.sentences.max.value).toBe(7);
    expect(policy.price.amount.value).toBe(2500);
    expect(policy.subject.max.value).toBe(78);
    expect(policy.last_touch.touches.value).toEqual({ activation: 5 });
  });
});
