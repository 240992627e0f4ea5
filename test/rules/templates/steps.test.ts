import { describe, expect, test } from 'vitest';
import { heldTemplate } from '../../../src/rules/aggregates/copy.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { orderRequests } from '../../../src/rules/templates/order-requests.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { activationCopy, nurtureCopy, wanted } from '../../support/copy.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const start = '2026-04-21T14:00:00.000Z';

function submitted(sequence: 'nurture' | 'activation' = 'nurture', now = start, world = new TestWorld(now)): TestWorld {
  const copy = sequence === 'activation' ? activationCopy : nurtureCopy;
  const { request } = world.run('cro', requestTemplate, { ...wanted, sequence, estimate_hours: 0.25 }).extra;
  world.run('category.positioning', draftTemplate, { request: request.id, ...copy, submit: true });
  return world;
}

/** Time passes before the next act, whoever's it is. */
function later(world: TestWorld, now: string): TestWorld {
  world.now = now;
  world.run('cmo', orderRequests, { requests: [] });
  return world;
}

const open = (world: TestWorld, kind: string) =>
  world.desk.tasks.filter((task) => task.kind === kind && task.closed_at === undefined);

const posts = (world: TestWorld) =>
  world.events.flatMap(({ event, at }) => {
    const said = event as { type: string; text?: string };
    return said.type === 'posted' ? [`${at} ${said.text}`] : [];
  });

describe('5.4d 7.7 an approval step that nobody takes', () => {
  test('S-3 it escalates once, at 48 hours where these end after its due time', () => {
    const world = submitted();
    const [step] = open(world, 'cmo_template_review');
    expect(step).toMatchObject({ due_at: '2026-04-22T14:00:00.000Z', subject: 'nurture_1_v1', role: 'cmo' });
    later(world, '2026-04-22T14:00:00.000Z');
    expect(world.desk.missed).toEqual([]);
    later(world, '2026-04-23T14:00:00.000Z');
    expect(world.desk.missed).toEqual([{ role: 'cmo', at: '2026-04-22T14:00:00.000Z' }]);
    expect(open(world, 'escalated_step')).toEqual([]);
    later(world, '2026-04-23T14:00:01.000Z');
    later(world, '2026-04-24T14:00:01.000Z');
    expect(open(world, 'escalated_step')).toMatchObject([
      { role: 'chief.staff', subject: step?.id, opened_at: '2026-04-23T14:00:00.000Z' },
    ]);
    expect(open(world, 'cmo_template_review')).toMatchObject([{ missed: true, escalated: true }]);
    expect(posts(world)).toEqual([
      '2026-04-23T14:00:00.000Z nurture_1_v1: overdue since 2026-04-22, 10:00, and escalated to chief.staff: cmo is to approve or reject the copy that was submitted.',
    ]);
  });

  test('S-3 it escalates at its due time where 48 hours end before', () => {
    const world = submitted('nurture', '2026-04-24T20:00:00.000Z');
    later(world, '2026-04-27T20:00:00.000Z');
    expect(open(world, 'escalated_step')).toEqual([]);
    later(world, '2026-04-27T20:00:01.000Z');
    expect(open(world, 'escalated_step')).toMatchObject([{ opened_at: '2026-04-27T20:00:00.000Z' }]);
  });

  test('S-1 the look at it closes with the step', () => {
    const world = later(submitted(), '2026-04-24T14:00:00.000Z');
    expect(open(world, 'escalated_step')).toHaveLength(1);
    const hash = heldTemplate(world.copy, 'nurture_1_v1')?.hash ?? '';
    world.run('cmo', reviewTemplate, { template: 'nurture_1_v1', decision: 'approve', hash });
    expect([...open(world, 'escalated_step'), ...open(world, 'cmo_template_review')]).toEqual([]);
  });

  test('S-4 three missed by one role within 30 days open a review of its capacity', () => {
    const world = submitted();
    submitted('activation', start, world);
    later(world, '2026-04-23T12:00:00.000Z');
    expect(open(world, 'capacity_review')).toEqual([]);
    submitted('nurture', start, world);
    later(world, '2026-04-27T14:00:00.000Z');
    expect(open(world, 'capacity_review')).toMatchObject([{ role: 'chief.staff', subject: 'cmo' }]);
  });
});

describe('5.1d types of sequences', () => {
  const { values, ...rest } = testPolicy();
  const more = {
    touches: 1,
    approved_by: ['cmo' as const],
    checked_as: 'nurture' as const,
    clause: '5.1',
    basis: 'ruling' as const,
  };
  const types = { ...values.sequences.types, events: more, partners: more };
  const policy = { ...rest, values: { ...values, sequences: { ...values.sequences, types } } };
  const ask = (world: TestWorld, sequence: string) =>
    world.run('cmo', requestTemplate, { sequence, touch: 1, purpose: 'wanted', estimate_hours: 1 });

  test('5.1d Q1 four are kept up, a fifth warns, a sixth opens a review of the capacity, once', () => {
    const world = new TestWorld(start, policy);
    expect(ask(world, 'post_briefing').checks).toEqual([]);
    const fifth = ask(world, 'events');
    expect(fifth.summary).toMatch(/ Mind: events is type 5 of sequences, 4 can be kept up\.$/);
    expect(fifth.checks).toEqual([
      {
        rule: 'sequences.ceiling',
        clause: '5.1',
        ruling: 'Q1',
        verdict: 'warn',
        because: 'events is type 5 of sequences, 4 can be kept up',
        basis: 'sop',
      },
    ]);
    expect(open(world, 'capacity_review')).toEqual([]);
    // The SOP's own types come first, wherever the policy lists them.
    const first = {
      ...rest,
      values: { ...values, sequences: { ...values.sequences, types: { events: more, ...values.sequences.types } } },
    };
    expect(ask(new TestWorld(start, first), 'events').checks[0]?.because).toContain('events is type 5');
    ask(world, 'partners');
    expect(ask(world, 'partners').checks[0]?.because).toBe(
      'partners is type 6 of sequences, 4 can be kept up; chief.staff reviews the capacity',
    );
    expect(open(world, 'capacity_review')).toMatchObject([{ role: 'chief.staff', subject: '6 types of sequences' }]);
  });
});

test('L16 one person in two roles does not approve what they wrote or submitted', () => {
  const world = new TestWorld(start);
  world.principal = 'p1';
  submitted('nurture', start, world);
  const hash = heldTemplate(world.copy, 'nurture_1_v1')?.hash ?? '';
  const review = { template: 'nurture_1_v1', decision: 'approve' as const, hash };
  expect(world.refused('cmo', reviewTemplate, review)).toEqual({
    refused: true,
    code: 'NOT_PERMITTED',
    clause: '5.4',
    ruling: 'L16',
    found: 'p1 wrote nurture_1_v1, and acts here as cmo',
    next: 'let somebody else who holds a key of cmo do it (separation.write_approve of the policy)',
  });
  world.principal = 'p2';
  expect(world.run('cmo', reviewTemplate, review).outcome).toBe('approved');
});

test('L16 neither who wrote the bytes nor who submitted them approves them, and a third may', () => {
  const world = new TestWorld(start);
  world.principal = 'p1';
  const { request } = world.run('cro', requestTemplate, { ...wanted, estimate_hours: 0.25 }).extra;
  const write = (submit: boolean) =>
    world.run('category.positioning', draftTemplate, { request: request.id, ...nurtureCopy, submit });
  write(false);
  world.principal = 'p2';
  write(true);
  const hash = heldTemplate(world.copy, 'nurture_1_v1')?.hash ?? '';
  const review = { template: 'nurture_1_v1', decision: 'approve' as const, hash: ` ${hash.toUpperCase()} ` };
  for (const principal of ['p1', 'p2']) {
    world.principal = principal;
    expect(world.refused('cmo', reviewTemplate, review)).toMatchObject({
      code: 'NOT_PERMITTED',
      ruling: 'L16',
      found: `${principal} wrote nurture_1_v1, and acts here as cmo`,
    });
  }
  world.principal = 'p3';
  expect(world.run('cmo', reviewTemplate, review)).toMatchObject({ outcome: 'approved', checks: [] });
});

describe('L16 words that another handed in', () => {
  const other = { ...nurtureCopy, subject: `${nurtureCopy.subject} yet` };
  const begin = (world: TestWorld) =>
    world.run('cro', requestTemplate, { ...wanted, estimate_hours: 0.25 }).extra.request.id;
  const by = (world: TestWorld, principal: string, request: string, copy: typeof nurtureCopy, submit = true) => {
    world.principal = principal;
    return world.run('category.positioning', draftTemplate, { request, ...copy, submit }).extra.template;
  };
  const review = (world: TestWorld, { id, hash }: { id: string; hash: string }, decision: 'approve' | 'reject') => {
    const [principal, feedback] = decision === 'reject' ? ['p3', 'Say whose.'] : [world.principal, undefined];
    world.principal = principal;
    return { template: id, hash, decision, feedback };
  };
  /** p1 wrote it first, p2 handed it in: p1 and p2 are refused, p3 is not. */
  const holds = (world: TestWorld, version: { id: string; hash: string }) => {
    for (const principal of ['p1', 'p2']) {
      world.principal = principal;
      expect(world.refused('cmo', reviewTemplate, review(world, version, 'approve'))).toMatchObject({ ruling: 'L16' });
    }
    world.principal = 'p3';
    expect(world.run('cmo', reviewTemplate, review(world, version, 'approve')).outcome).toBe('approved');
  };

  test('L16 after a rejection, with a word more', () => {
    const world = new TestWorld(start);
    const request = begin(world);
    const first = by(world, 'p1', request, nurtureCopy);
    world.run('cmo', reviewTemplate, review(world, first, 'reject'));
    holds(world, by(world, 'p2', request, other));
  });

  test('L16 a draft with a word more', () => {
    const world = new TestWorld(start);
    const request = begin(world);
    by(world, 'p1', request, nurtureCopy, false);
    holds(world, by(world, 'p2', request, other));
  });

  test('L16 for another request, the same bytes; other bytes are not theirs', () => {
    const world = new TestWorld(start);
    const first = by(world, 'p1', begin(world), nurtureCopy);
    world.run('cmo', reviewTemplate, review(world, first, 'reject'));
    holds(world, by(world, 'p2', begin(world), nurtureCopy));
    const fresh = by(world, 'p2', begin(world), other);
    world.principal = 'p1';
    expect(world.run('cmo', reviewTemplate, review(world, fresh, 'approve')).outcome).toBe('approved');
  });
});
