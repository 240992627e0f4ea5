import { expect, test } from 'vitest';
import { isOwnAbroad } from '../../../../src/rules/copy/price/abroad.ts';
import type { Party } from '../../../../src/rules/copy/price/party.ts';
import { isAmountOf, isThing, isWareAt } from '../../../../src/rules/copy/price/thing.ts';
import { policy } from '../example.ts';

const rules = policy.price;
const split = (text: string): string[] => text.split(' ').filter(Boolean);
const reading = (said: string, rest = '', party?: Party) => ({
  said: split(said),
  rest: split(rest),
  before: party === undefined ? [] : [[0, party] as const],
  after: [],
});

test.each([
  ['the toll on the bridge is', true],
  ['and the toll on the bridge is', true],
  ['the toll on the bridge', true],
  ['the toll of the bridge is only', false],
  ['the toll of', false],
  ['the toll , the bridge and', false],
  ['premiums in Tampa hit', true],
  ['premiums like his hit', true],
  ['companies your size end at', false],
  ['clients of mine paid', false],
  ['starts near the bridge at', false],
  ['toll on the bridge is', false],
  ['the map on the bridge is', false],
  ['the toll on it is', false],
  ['the toll on is', true],
  ['for the toll on the bridge is', false],
  ['the annual toll was', true],
  ['the annual toll is', true],
  ['the toll was', true],
  ['the toll went from', true],
  ['the toll went up', true],
  ['the toll is', false],
  ['a ticket is', true],
  ['the ticket is', false],
  ['the ticket', false],
  ['the dear ticket is', true],
  ['we think that their own old ticket is', false],
  ['we think that their own ticket is', true],
  ['an hour of your architect is', true],
  ['an hour of an architect is', false],
  ['one whole long hour of your architect is', true],
  ['an hour at your architect is', false],
])('K3 the subject of a clause is a thing that we do not sell, or not: %s', (said, expected) => {
  expect(isThing(reading(said), rules)).toBe(expected);
  expect(isThing(reading(said, '', 'others'), rules)).toBe(expected);
  expect(isThing(reading(said, '', 'us'), rules)).toBe(false);
});

test.each([
  ['of services', true],
  ['of every hundred', true],
  ['of each hundred', true],
  ['of the services', false],
  ['of you', false],
  ['of your services', false],
  ['of maps', false],
  ['of it', false],
  ['of us', false],
  ['of 40', false],
  ['of', false],
  ['for services', false],
])('K3 an amount is so much of a thing, or not: %s', (rest, expected) => {
  expect(isAmountOf(reading('x', rest), rules)).toBe(expected);
  expect(isAmountOf(reading('x', rest, 'others'), rules)).toBe(expected);
  expect(isAmountOf(reading('x', rest, 'us'), rules)).toBe(false);
});

test.each([
  ['for the map', true],
  ['for the whole map', true],
  ['for a map', true],
  ['for 10 maps', false],
  ['for the toll', false],
  ['for the toll map', false],
  ['for the', false],
])('K3 an amount is for what we sell, or not: %s', (rest, expected) => {
  expect(isWareAt(split(rest), rules)).toBe(expected);
});

test.each([
  ['ihre partner zahlen', true],
  ['votre page', true],
  ['die partner zahlen', false],
  ['wer bei ihnen wirbt', true],
  ['wer bei uns wirbt', false],
  ['wer fur ihnen wirbt', false],
  ['i vostri partner', true],
  ['wer ihre partner', false],
  ['su 40', false],
  ['su al', false],
  ['su', false],
  ['ihr preis', false],
  ['ihr festpreis', false],
  ['ihre karte', false],
  ['ihr tarif team kostet', true],
  ['ihr tarif kostet', false],
  ['ihr tarif ab', false],
  ['laut ihrer seite', true],
  ['laut ihrer karte', true],
  ['laut der seite', false],
  ['la inscripcion a su cumbre costaba', false],
  ['la tarifa de su cumbre costaba', false],
  ['ich lese ihre seite', false],
  ['ihre seite lese ich', false],
  ['votre page serait', false],
  ['votre page couterait', false],
  ['vos rapport partner', false],
  ['wer bei ihnen cobro', false],
])('K3 a clause opens with what is theirs in another language, or not: %s', (said, expected) => {
  expect(isOwnAbroad(split(said), rules)).toBe(expected);
});
