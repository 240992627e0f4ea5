import { describe, expect, test } from 'vitest';
import { judge } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

const bare = { insight: null, trigger: null, hook: null, emailsToOthers: null };

describe('K4 numbers in near settings', () => {
  /** The numbers of a slot that stand in no evidence. */
  const untraced = (slot: string, evidence: readonly string[] = ['Acme sells'], more: Given = {}) => {
    const { verdict, evidence: words = [] } = judge(
      'claims.traced',
      { body: 'x' },
      { ...bare, slots: { a: slot }, insight: { evidence }, ...more },
    );
    return verdict === 'pass' ? [] : words;
  };

  test.each([
    ['Half the partners left.', ['Half']],
    ['Half of May passed.', []],
    ['Half software, half service.', []],
    ['Acme asked twice.', []],
    ['Acme pays twice what others get.', ['twice']],
    ['Every fifth deal stalls.', ['fifth']],
    ['Every half counts.', []],
    ['A third less is sold.', ['third']],
    ['The third lesson is told.', []],
    ['Acme runs 14USD listings.', ['14 USD']],
    ['Acme earned USD5 of it.', ['5 of']],
    ['Acme lists SKU5 of it.', []],
  ])('K4 %s claims %j', (slot, words) => {
    expect(untraced(slot)).toEqual(words);
  });

  test('K4 a share of `por ciento` is no hundred, and a day of a date is no count', () => {
    expect(untraced('Acme vende 14 por ciento hoy.', ['grew 14%'])).toEqual([]);
    expect(untraced('Acme met on 14 May.', ['Acme lists 14 solutions'])).toEqual(['14 May']);
    expect(untraced('Acme met on 14 May.', ['Acme met on 14 June'])).toEqual(['14 May']);
    expect(untraced('Acme lists 14 solutions.', ['Acme met on 14 May'])).toEqual(['14 solutions']);
  });

  test('K4 a fact on file traces a number that its sentence speaks of, and no other', () => {
    const facts = [{ text: '1,200', about: 'employees' }];
    expect(untraced('Acme has 1,200 employees.', [], { facts })).toEqual([]);
    expect(untraced('Acme has 1,200 partners.', [], { facts })).toEqual(['1,200 partners']);
    expect(untraced('Acme has 1,300 employees.', [], { facts })).toEqual(['1,300 employees']);
    expect(untraced('Acme has 1,200 employees.', [], { facts: [{ text: '1,200', about: null }] })).not.toEqual([]);
    expect(untraced('Acme has 1,200 people.', [], { facts: [{ text: null, about: 'people' }] })).not.toEqual([]);
  });
});

describe('K4 a sentence that fits a crowd, or another company', () => {
  const sentence = 'Acme lists 14 solutions on AWS Marketplace with a partner.';
  const rests = (body: string, fact: string, more: Given = {}) =>
    judge('personal.company_insight', { body }, { ...bare, insight: { evidence: [fact] }, ...more }).verdict === 'pass';

  test('5.3d K4 what most companies do rests on no fact of this one, unless it speaks to them', () => {
    const fact = 'Acme lists 14 solutions';
    expect(rests('Most vendors list 14 solutions.', fact)).toBe(false);
    expect(rests('Most vendors list 14 solutions, as you do.', fact)).toBe(true);
    expect(rests('Acme lists 14 solutions, as most do.', fact)).toBe(true);
  });

  test('5.3d K4 four fifths of the words with the same figures, in any order of these, are the same sentence', () => {
    const sent = (body: string) => !rests(sentence, sentence, { emailsToOthers: [{ company: 'Globex', body }] });
    expect(sent('Globex lists 14 solutions on AWS Marketplace with a partner.')).toBe(true);
    expect(sent('Globex lists 14 solutions on AWS Marketplace with a new big partner.')).toBe(true);
    expect(sent('Globex lists 14 solutions on AWS Marketplace with a new big local partner.')).toBe(false);
    expect(sent('Globex lists 14 solutions on AWS.')).toBe(false);
    const both = [sentence, 'Globex has 14 people.'].map((body) => ({ company: 'Globex', body }));
    expect(rests(sentence, sentence, { emailsToOthers: both })).toBe(false);
    const figures = '14 of 20 solutions are on AWS Marketplace, says Acme.';
    const swapped = 'Of 20 solutions 14 are on AWS Marketplace, says Globex.';
    expect(rests(figures, figures, { emailsToOthers: [{ company: 'Globex', body: swapped }] })).toBe(false);
  });
});

describe('K4 the act and the change in near settings', () => {
  const act = { type: 'E1', text: 'Commented on attribution overlays', observed_on: '2026-04-20' };
  const answers = (body: string, trigger: Given | null = act) =>
    judge('personal.trigger', { body }, { ...bare, seq: 'activation', trigger, now: '2026-04-21' }).verdict;

  test('5.3d K4 a supposition and what the author reads tell no act', () => {
    expect(answers('You see attribution overlays.')).toBe('pass');
    expect(answers('Have you seen attribution overlays?')).toBe('fail');
    expect(answers('Would you count attribution overlays?')).toBe('fail');
    expect(answers('You may want attribution overlays.')).toBe('fail');
    expect(answers('You see what may be attribution overlays.')).toBe('pass');
    expect(answers('I read about attribution overlays, as you do.')).toBe('fail');
  });

  test('5.3d K4 an act of a type and no words is none, and one of no type has its noun alone', () => {
    expect(answers('You commented.', { type: 'E1', text: null })).toBe('fail');
    const linkedin = { text: 'A LinkedIn comment on attribution overlays', observed_on: '2026-04-20' };
    expect(answers('Your LinkedIn profile tells of overlays.', linkedin)).toBe('fail');
    expect(answers('Your comment on overlays.', linkedin)).toBe('pass');
  });

  test('5.3d K4 three words of the change are enough, its month is none of them', () => {
    const hook = (body: string, over: Given = {}) =>
      judge(
        'personal.market_hook',
        { body },
        {
          ...bare,
          seq: 'activation',
          now: '2026-04-21',
          hook: {
            text: 'Vendors change incentive tiers and rebate terms of regional resellers in April',
            observed_on: '2026-04-20',
            ...over,
          },
        },
      ).verdict;
    expect(hook('Vendors change tiers.')).toBe('pass');
    expect(hook('Vendors change.')).toBe('fail');
    expect(hook('Vendors change in April.')).toBe('fail');
    expect(hook('Vendors change tiers.', { text: null })).toBe('fail');
  });
});
