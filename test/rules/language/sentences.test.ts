import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSentences } from '../../../src/rules/language/sentences.ts';
import { counted, judge, policy } from '../copy/example.ts';

const count = (text: string): number => countSentences(text, policy.sentences).length;

describe('sentences a reader counts', () => {
  for (const { t, n } of counted) {
    it(`5.3f ${n} in: ${t.replaceAll('\n', ' / ')}`, () => {
      expect(count(t)).toBe(n);
    });
  }

  const more: readonly (readonly [number, string])[] = [
    [2, 'I met Prof. Adams. She runs it.'],
    [2, 'Acme Ltd. won. Globex Inc. lost.'],
    [2, 'Budgets lock on Sept. 30. Worth a look?'],
    [2, 'You closed Series D. They noticed.'],
    [2, 'U.S. Steel moved. So did I.'],
    [2, 'We met at 9 a.m. Eastern on Mon. and at 4 p.m. Tuesday. I noted it.'],
    [3, 'Your No. 1 partner is Slalom. No. That is wrong.'],
    [1, 'The plan has two parts: 1. listings 2. co-sell.'],
    [2, '1. Listings are thin.\n2. Co-sell is thick.'],
    [1, 'He asked "Why now?" and left.'],
    [2, 'I asked: "Why now?" You said Q3.'],
    [2, 'I saw three things (listings. co-sell. SI) there. Yes.'],
    [2, '(This is new.) I checked.'],
    [2, 'the gap is wide.You know it.'],
    [3, 'eBay left. eBay came back. eco|monetize saw it.'],
    [2, 'I counted 14 listings on\nthe page. Fine.'],
    [2, 'Is it you? if not, who?'],
    [1, 'I read it... then left.'],
    [2, 'Dr. J. R. Smith Jr. wrote it in the U.K. You read it.'],
    [2, 'Hi Ana,\n\nI saw it. You lead.\n\nBest,\nRick Flores'],
    [2, 'I saw it.\n\nRick\n\nP.S. I mapped 41 partners.'],
    [2, 'Great!!! Truly?!'],
    [3, '1. Listings. 2. Co-sell. 3. Influence.'],
    [1, 'The No. of partners grew.'],
    [2, 'I counted 14, yes, 14! - listings. Only 3 are live.'],
    [2, 'I saw Acme!You grew.'],
    [2, 'I saw Acme。You grew。'],
    [3, 'I saw it！ You grew？ Yes．'],
    [0, '---'],
    [0, ''],
  ];
  for (const [n, text] of more) {
    it(`5.3f ${n} also in: ${text.replaceAll('\n', ' / ')}`, () => {
      expect(count(text)).toBe(n);
    });
  }
});

const bodyOf = (n: number): string => Array.from({ length: n }, (_, at) => `I counted ${at} listings.`).join(' ');

describe('prose.sentence_count', () => {
  for (const [n, expected] of [
    [3, 'fail'],
    [4, 'pass'],
    [7, 'pass'],
    [8, 'fail'],
  ] as const) {
    it(`5.3f a body of ${n} sentences: ${expected}`, () => {
      expect(judge('prose.sentence_count', { body: bodyOf(n) }).verdict).toBe(expected);
    });
  }

  it('5.3f a PS is a sentence too many', () => {
    expect(judge('prose.sentence_count', { body: `${bodyOf(7)}\n\nPS: I also read your 10-K.` }).verdict).toBe('fail');
  });

  it('5.3f the finding counts, shows the sentences and says how many to cut', () => {
    expect(judge('prose.sentence_count', { body: 'I saw it. You lead. Yes.' })).toEqual({
      rule: 'prose.sentence_count',
      clause: '5.3.6',
      ruling: 'K2',
      verdict: 'fail',
      because: 'the body has 3 sentences, expected 4 to 7',
      basis: 'sop',
      evidence: ['I saw it.', 'You lead.', 'Yes.'],
      remedy: 'write 1 more',
    });
  });

  it('5.3f one more plain sentence is one more counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (n) => {
        expect(count(bodyOf(n))).toBe(n);
      }),
    );
  });

  it('5.3f the counted sentences hold every letter of the text, in order', () => {
    const words = fc.array(
      fc.constantFrom('Acme', 'Inc.', 'e.g.', 'listed', '14.', '2.5', 'why?', 'No.', '(so)', '"Yes."', 'U.S.', 'They'),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(words, (list) => {
        const text = `I saw ${list.join(' ')}`;
        expect(countSentences(text, policy.sentences).join(' ')).toBe(text);
      }),
    );
  });
});

describe('voice.first_person', () => {
  const own = [
    'I counted.',
    'My notes say so.',
    'Tell me.',
    'i saw it.',
    "I'd like that.",
    'I, too, counted.',
    '"Quote." I agree.',
    'It is I.',
    'Am I wrong?',
    'I\u200b counted.',
    'On your site I counted 14.',
    'At this stage I would wait.',
    'I—like you—counted.',
    "Partners' pages, I saw, lag vendors' pages.",
  ];
  for (const body of own) {
    it(`5.3f the author speaks in: ${body}`, () => {
      expect(judge('voice.first_person', { body }).verdict).toBe('pass');
    });
  }
  const others = [
    'You wrote "I love it".',
    '“I love it” they said.',
    'Phase I is done.',
    'World War I ended.',
    'The A.I. team.',
    'I. Gomez left.',
    '(I) listings.',
    'The ME region.',
    'I-95 runs there.',
    'R&I team.',
    'We did.',
    'i.e. partners.',
    'In phase I, you cut tiers.',
    'Table I lists 14.',
    "‘I don't own this,’ said Dana.",
    'The me-too market.',
  ];
  for (const body of others) {
    it(`5.3f nobody says I in: ${body}`, () => {
      expect(judge('voice.first_person', { body }).verdict).toBe('fail');
    });
  }
  it('5.3f the first person in the sign-off does not speak for the body', () => {
    expect(judge('voice.first_person', { body: 'We did.', signoff: 'I am Rick' }).verdict).toBe('fail');
  });
});
