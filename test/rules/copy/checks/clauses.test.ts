import { describe, expect, test } from 'vitest';
import { ok } from '../../../support/calls.ts';
import { nurtureCopy, seedRequest } from '../../../support/copy.ts';
import { openHouse } from '../../../support/server.ts';
import { judge, verdict } from '../example.ts';

describe('what the guidelines ask of every mail', () => {
  test.each([
    ['Our Ecosystem Revenue Inteligence maps what partners bring.', 'Ecosystem Revenue Intelligence'],
    ['Ask me for the ecosystem revenue architecture briefing.', 'Ecosystem Revenue Architecture Briefing'],
    ['EcoMonetize maps what your partners bring.', 'eco|monetize'],
  ])('5.3c K9 a fixed term that is spelled otherwise is stopped, and the right one is named: %s', (body, term) => {
    const check = judge('brand.terms', { body });
    expect([check.verdict, check.remedy]).toEqual(['fail', expect.stringContaining(term)]);
    expect(verdict('brand.terms', { body: `Ask me for ${term}.` })).toBe('pass');
  });

  test.each([
    'Can we book 30 minutes this week?',
    'Pick a slot in my calendar: https://calendly.com/rick/30min',
    'Shall we schedule a demo on Tuesday?',
  ])('5.3g K7 an ask that costs the reader much is stopped, with another way to ask: %s', (body) => {
    const check = judge('cta.low_friction', { body });
    expect([check.verdict, typeof check.remedy]).toEqual(['fail', 'string']);
  });

  test.each(['Should I send you the map?', 'Worth a look?'])('5.3g K7 a light ask passes: %s', (body) => {
    expect(verdict('cta.low_friction', { body })).toBe('pass');
  });

  test("5.3a Q3 copy in a vendor's voice does not reach who approves it, and category.positioning reads why", async () => {
    const house = await openHouse();
    await seedRequest(house);
    const sold = `${nurtureCopy.body} We are the leading all-in-one platform, and it is a game-changer.`;
    const draft = { request: 'req_copy_1', ...nurtureCopy, body: sold, submit: true };
    const { template, opened, checks } = await ok(house, 'category.positioning', 'draft_template', draft);
    expect([template.state, opened]).toEqual(['draft', []]);
    expect(checks).toMatchObject([
      { rule: 'voice.vendor_speak', verdict: 'fail', remedy: expect.any(String) },
      { rule: 'brand.terms_supplied', verdict: 'warn' },
    ]);
    const { tasks } = await ok(house, 'cmo', 'session_sweep');
    expect(tasks.filter(({ kind }: { kind: string }) => kind === 'cmo_template_review')).toEqual([]);
    const good = await ok(house, 'category.positioning', 'draft_template', { ...draft, body: nurtureCopy.body });
    expect(good.opened).toMatchObject([{ kind: 'cmo_template_review' }]);
  });
});
