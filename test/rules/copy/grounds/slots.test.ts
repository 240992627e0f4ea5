import { describe, expect, test } from 'vitest';
import { found, judge } from '../example.ts';

const asked = { type: 'E4', text: 'email Could we have the Briefing for our alliances team?' };

function said(slot: string, trigger: object = asked) {
  const names = { company: { name: 'Acme' }, contact: { name: 'Ana Ruiz', first_name: 'Ana' } };
  return found('slot.floor', {}, { ...names, slots: { a: slot }, trigger, insight: null, hook: null });
}

describe('K1, K4 a term of ours in a slot', () => {
  test.each([
    'You asked for the Briefing.',
    'You asked for a Briefing in your note.',
    'Your email asked for the Briefing.',
    'On 4 May you asked for the Briefing for your alliances team.',
    'The Briefing you requested was for your alliances team.',
    'Last week you requested the Architecture Briefing.',
    'Ana, you asked me for the Briefing.',
    'Acme asked for the Briefing in your email of the 4th of May 2026.',
    'Sie haben nach dem Briefing gefragt.',
  ])('K1, K4 stands where it tells the reader of their own request: %s', (slot) => {
    expect(said(slot)).toEqual([]);
  });

  test.each([
    ['You asked how ERI sits beside RevOps.', 'comment asking how ERI sits beside RevOps'],
    ['You asked what the Assessment covers.', 'message What does the Assessment cover?'],
  ])('K1, K4 stands where the words filed hold it: %s', (slot, text) => {
    expect(said(slot, { type: 'E3', text })).toEqual([]);
    expect(said(slot, { type: 'E3', text: 'message What is it?' })).not.toEqual([]);
    expect(said(slot, {})).not.toEqual([]);
  });

  test.each([
    'You asked for the Briefing, and it is free.',
    'You asked for the Briefing, a 45-minute session on partner revenue.',
    'You asked for the Briefing, so take it.',
    'You asked for the Briefing that I have for you.',
    'You asked for the Briefing, which costs nothing.',
    'You asked for alliances, and the Briefing would be for that.',
    'You could have asked for the Briefing.',
    'The Briefing shows teams like yours where revenue hides.',
    'The Briefing is for your alliances team.',
    'Your Briefing is ready.',
    'Have the Briefing for your alliances team.',
    'Others asked for the Briefing.',
    'The Briefing was asked for.',
  ])('K1, K4 offers or praises, or is no request of theirs: %s', (slot) => {
    expect(said(slot)).toEqual(['a: Briefing']);
  });

  test('K1, K4 a term that their words do not hold stays out, and so do words that only the hook holds', () => {
    expect(said('You asked for the Briefing and the Assessment.')).toEqual(['a: Briefing', 'a: Assessment']);
    expect(said('You asked for the Briefing.', { type: 'E1', text: 'comment asking' })).toEqual(['a: Briefing']);
    const hook = { text: 'It is free' };
    const context = { slots: { a: 'You asked for the free Briefing.' }, trigger: asked, insight: null };
    expect(found('slot.floor', {}, { ...context, hook })).toEqual(['a: Briefing']);
    expect(found('slot.floor', {}, { ...context, insight: { evidence: [hook] }, hook: null })).toEqual([]);
  });
});

describe('K1 where a slot stands in its template', () => {
  const slots = { a: 'Acme lists 14 solutions.', b: 'It sells.' };
  const placed = (body: string, subject = 'x') =>
    found('slot.floor', {}, { slots, template: { approved: { subject, body } } });

  test.each([
    '{{a}} {{b}}\nI read it.',
    '{{a}}\n{{ b }}',
    'I read it. {{a}} {{b}}',
    'I met {{company}}. {{a}}',
    'I read it.\n\nP.S. {{a}}',
    '{{a}} eco|monetize counts.',
    'No slot.',
  ])('K1 it is a sentence by itself: %s', (body) => {
    expect(placed(body)).toEqual([]);
  });

  test.each([
    'I read: {{a}} So it is.',
    '{{a}}, so it is.',
    '{{a}} and so it is.',
    '{{first_name}}, {{a}}',
    '"{{a}}" So.',
    '{{a}}{{first_name}}',
  ])('K1 it stands within another: %s', (body) => {
    expect(placed(body)).toEqual(['a: stands within a sentence of the template']);
  });

  test('K1 the remedy says where the slot belongs, and what a slot may say where that fails too', () => {
    const remedy = (body: string, a = slots.a) =>
      judge('slot.floor', {}, { slots: { ...slots, a }, template: { approved: { subject: 'x', body } } }).remedy;
    const moved = 'category.positioning puts {{a}} between sentences of the template, once';
    const whole =
      'one whole sentence about the company, ending in a full stop: no terms, prices, links or asks of ours';
    expect(remedy('I read: {{a}} So it is.')).toBe(moved);
    expect(remedy('{{a}} {{b}} {{a}}')).toBe(moved);
    expect(remedy('{{a}} and {{b}}')).toBe(
      'category.positioning puts {{a}} and {{b}} between sentences of the template, once',
    );
    expect(remedy('{{a}}', 'Buy it!')).toBe(whole);
    expect(remedy('I read: {{a}}', 'Buy it!')).toBe(`${whole}; ${moved}`);
  });

  test('K1 it stands once, in subject and body together', () => {
    expect(placed('{{a}} {{b}} {{a}}')).toEqual(['a: stands 2 times in the template']);
    expect(placed('{{a}}', '{{a}}')).toEqual(['a: stands 2 times in the template']);
    expect(placed('No slot.', '{{a}}')).toEqual([]);
    expect(placed('No slot.', 'About {{a}}')).toEqual(['a: stands within a sentence of the template']);
  });
});
