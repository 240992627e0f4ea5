import { describe, expect, test } from 'vitest';
import { judge } from '../example.ts';

const bare = { company: { name: 'Acme' }, template: null, trigger: null, insight: null, hook: null };
const floor = (slots: Readonly<Record<string, string>> | null) => judge('slot.floor', {}, { ...bare, slots });

describe('K1 what a slot may hold', () => {
  test.each([
    'Acme lists 14 solutions.',
    '14 solutions are listed.',
    '"Acme lists it."',
    '(Acme lists it.)',
    'monday.com lists it.',
    'eBay lists it.',
    ' Acme lists it. ',
    'The US lists it.',
    'Acme has 3 partners @ AWS.',
  ])('K1 %s stands', (slot) => {
    expect(floor({ a: slot }).verdict).toBe('pass');
  });

  test.each([
    ['Acme lists it. It sells.', ['2 sentences']],
    ['', ['0 sentences', 'does not begin like a sentence', 'does not end in a full stop']],
    ['acme lists it.', ['does not begin like a sentence']],
    ['so Acme lists it.', ['does not begin like a sentence']],
    ['-Acme lists it.', ['does not begin like a sentence']],
    ['Acme lists it', ['does not end in a full stop']],
    ['Acme lists 3.5 of it', ['does not end in a full stop']],
    ['Acme lists\nit.', ['a line break']],
    ['Acme lists it?', ['does not end in a full stop', '?']],
    ['Acme sells what RevOps holds.', ['RevOps']],
    ['Acme read the Briefing.', ['Briefing']],
    ['Acme sent it to us.', ['us']],
    ['We saw it.', ['We']],
    ['Acme can book a call.', ['book a call']],
    ['Acme pays $500 for it.', ['$500']],
    ['Acme lists it at https://acme.com/x today.', ['https://acme.com/x']],
    ['Acme is told by bo.li@acme.com today.', ['bo.li@acme.com']],
    ['Acme lists **it** today.', ['**']],
    ['Acme lists {it} today.', ['{it}']],
    ['Acme lists\u200b it.', ['U+200B']],
  ])('K1 %j does not: %j', (slot, why) => {
    expect([slot, floor({ a: slot }).evidence ?? []]).toEqual([slot, why.map((each) => `a: ${each}`)]);
  });

  test('K1 the answer tells each slot, and what a slot is', () => {
    expect(floor(null).because).toBe('no slot was filled');
    expect(floor({ a: 'Acme lists it.', b: 'It sells.' }).because).toBe('2 slots, a sentence each');
    const stopped = floor({ a: 'Acme lists it.', b: 'it sells.' });
    expect([stopped.because, stopped.remedy]).toEqual([
      'a slot may not say this: `b: does not begin like a sentence`',
      'one whole sentence about the company, ending in a full stop: no terms, prices, links or asks of ours',
    ]);
  });
});
