import { expect, test } from 'vitest';
import { companyOf, isCompany, talkAt } from '../../../../src/rules/copy/price/sentence-talk.ts';
import { tokenise } from '../../../../src/rules/language/words.ts';
import { fixtures, policy } from '../example.ts';

const of = (company: unknown) =>
  companyOf({ ...fixtures.base_context, company: company as typeof fixtures.base_context.company });

test('K3 a company has its names, and the longer words of them', () => {
  expect(of({ name: 'Globo Cloud', aliases: ['Nubes', 'Ox', ''] })).toEqual({
    names: [['globo', 'cloud'], ['nubes'], ['ox']],
    shorts: ['globo', 'cloud', 'nubes'],
  });
  expect(of({ name: 'Axon' })).toEqual({ names: [['axon']], shorts: ['axon'] });
  expect(of(undefined)).toEqual({ names: [], shorts: [] });
});

test.each([
  ['Globo pays', true],
  ['globo pays', false],
  ['globo cloud pays', true],
  ["Globo's badge", true],
  ['Nubes pays', true],
  ['nubes pays', true],
  ['ox pays', true],
  ['Oxo pays', false],
  ['Cloud pays', true],
  ['The Globo', false],
])('K3 a text begins with the company, or not: %s', (text, expected) => {
  expect(isCompany(tokenise(text), 0, of({ name: 'Globo Cloud', aliases: ['Nubes', 'Ox'] }))).toBe(expected);
});

const silent = { isCharged: false, isHinted: false, isTheirs: false, isOffer: false, isMatched: false };

test.each([
  ['A walk by the sea.', silent],
  ['It costs you.', { ...silent, isCharged: true, isHinted: true }],
  ['My fee.', { ...silent, isCharged: true, isHinted: true }],
  ['An Assessment.', { ...silent, isOffer: true, isHinted: true }],
  ['The median.', { ...silent, isTheirs: true }],
  ['Acme left.', { ...silent, isTheirs: true }],
  ['We left for Acme.', silent],
  ['We left Acme.', { ...silent, isTheirs: true }],
  ['A walk. The median.', silent],
])('K3 a sentence speaks of a charge, a sale, a figure of theirs, or not: %s', (text, expected) => {
  expect(talkAt(tokenise(text), 0, { rules: policy.price, context: fixtures.base_context })).toEqual(expected);
});
