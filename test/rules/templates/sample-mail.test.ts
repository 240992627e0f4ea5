import { expect, test } from 'vitest';
import type { DraftedSlot } from '../../../src/rules/aggregates/copy.ts';
import { sampleChecks } from '../../../src/rules/templates/sample-mail.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';
import { start } from './versions.ts';

const moment = new TestWorld(start).context('category.positioning', 'draft_template');
const { sample } = testPolicy().values.authoring;

function mailOf(slots: readonly DraftedSlot[], kind: 'nurture' | 'activation' | 'post_briefing' = 'nurture') {
  const body = slots.map(({ name }) => `{{${name}}}`).join('\n');
  return sampleChecks({ touch: 1, subject: 'Partners of {{company}}', body, slots }, kind, {
    moment,
    namedIn: () => [],
  });
}

test('K1 Q3 a draft is read with a sentence of its kind in each slot, one after another, from the first again', () => {
  const of = (name: string, rests_on: DraftedSlot['rests_on']): DraftedSlot => ({ name, rests_on });
  const { mail } = mailOf([
    of('one', 'insight_fact'),
    of('two', 'hook'),
    of('three', 'insight_fact'),
    of('four', 'insight_fact'),
    of('five', 'hook'),
  ]);
  const [fact, other] = sample.insight_fact.value;
  const [hook, second] = sample.hook.value;
  expect(mail.body.split('\n')).toEqual([fact, hook, other, fact, second]);
  expect([mail.subject, mail.greeting, mail.signoff]).toEqual([
    `Partners of ${sample.company.value}`,
    `Hi ${sample.first_name.value},`,
    sample.sender.value.sender_name,
  ]);
  expect(mail.problems).toEqual([]);
});

test('K1 Q3 what only a real reader can tell is left out of the checks of a draft, and what it rests on is of today', () => {
  const { checks } = mailOf(
    [
      { name: 'fact', rests_on: 'insight_fact' },
      { name: 'act', rests_on: 'trigger_signal' },
      { name: 'news', rests_on: 'hook' },
    ],
    'activation',
  );
  const verdicts = new Map(checks.map(({ rule, verdict }) => [rule, verdict]));
  expect([...verdicts.values()]).not.toContain('unknown');
  for (const rule of [
    'personal.company_insight',
    'personal.trigger',
    'personal.market_hook',
    'claims.traced',
    'header.safe',
  ])
    expect([rule, verdicts.get(rule)]).toEqual([rule, 'pass']);
  expect(checks.find(({ rule }) => rule === 'personal.market_hook')?.because).toContain('0 days old');
});

test('K4 Q3 a draft for after the Briefing takes up what the sample says was said there', () => {
  const slots = [1, 2, 3].map((n) => ({ name: `point_${n}`, rests_on: 'conversation' as const }));
  const { checks } = mailOf(slots, 'post_briefing');
  expect(checks.find(({ rule }) => rule === 'bespoke.post_briefing')).toMatchObject({
    verdict: 'pass',
    evidence: [...sample.conversation.value],
  });
});

test('5.3b Q3 a draft is read at the stage of its readers: the price stands in activation alone', () => {
  const checked = (kind: 'nurture' | 'activation' | 're_engagement' | 'post_briefing') =>
    sampleChecks({ touch: 1, subject: 'Partners', body: 'The Assessment is $2,500.', slots: [] }, kind, {
      moment,
      namedIn: () => [],
    }).checks.find(({ rule }) => rule === 'pricing.gate')?.verdict;
  expect(checked('activation')).toBe('pass');
  for (const kind of ['nurture', 're_engagement', 'post_briefing'] as const)
    expect([kind, checked(kind)]).toEqual([kind, 'fail']);
});
