import { describe, expect, test } from 'vitest';
import { isSuperseded } from '../../../src/rules/aggregates/copy.ts';
import { draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { orderRequests } from '../../../src/rules/templates/order-requests.ts';
import { resolveFlag } from '../../../src/rules/templates/resolve-flag.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { TestWorld } from '../../support/world.ts';
import { approved, asked, draft, live, openTasks, reviewed, start, stateOf, submitted } from './versions.ts';

const drift = { template: 'nurture_1', kind: 'positioning_drift' as const, why: 'it calls us the next RevOps' };
const flagged = (world: TestWorld, over: Partial<typeof drift> = {}) =>
  world.run('cmo', flagContent, { ...drift, ...over });
const decided = (world: TestWorld, flag: string, decision: 'approve' | 'reject') =>
  world.run('cmo', resolveFlag, { flag, resolution: 'it stays out', decision });
const proposed = (world: TestWorld, flag: string) =>
  world.run('category.positioning', resolveFlag, { flag, resolution: 'the next version says it' });

describe('7.2 I1 a flag on copy', () => {
  test('7.2 I1 holds what is approved and not loaded, and resolved gives it back as approved', () => {
    const world = approved();
    expect(flagged(world).summary).toBe(
      'nurture_1_v1 is paused by flg_copy_1 (positioning drift); unresolved by 2026-04-23T14:00:00.000Z, it retires. category.positioning proposes the correction with resolve_flag, the cmo decides.',
    );
    expect(openTasks(world)).toEqual(['propose_correction flg_copy_1', 'decide_flag flg_copy_1']);
    expect(world.refused('sales.ops', loadTemplate, { template: 'nurture_1' })).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'nurture_1_v1 is paused, not approved',
      next: 'let the flag that holds it be resolved',
    });
    const hash = world.copy.keys.nurture_1?.held.at(-1)?.hash ?? '';
    expect(world.refused('cmo', reviewTemplate, { template: 'nurture_1', decision: 'approve', hash }).next).toBe(
      'let what holds it be resolved',
    );
    expect(proposed(world, 'flg_copy_1').summary).toBe(
      'The correction of nurture_1_v1 is proposed; the cmo decides on flg_copy_1 with resolve_flag by 2026-04-23T14:00:00.000Z.',
    );
    expect(openTasks(world)).toEqual(['decide_flag flg_copy_1']);
    expect(decided(world, 'flg_copy_1', 'approve').summary).toBe(
      'flg_copy_1 is resolved: nurture_1_v1 is approved again.',
    );
    expect(stateOf(world, 'nurture_1_v1')).toBe('approved');
    expect(openTasks(world)).toEqual(['load_template nurture_1_v1']);
    expect(flagged(world).extra.flag.id).toBe('flg_copy_2');
  });

  test('7.2 I1 rejected retires what was approved, and nobody is asked to load it any more', () => {
    const world = approved();
    flagged(world);
    expect(decided(world, 'nurture_1_v1', 'reject').summary).toBe(
      'flg_copy_1 is closed: nurture_1_v1 retires. request_template asks for new copy where it is wanted.',
    );
    expect(openTasks(world)).toEqual([]);
    expect(world.desk.tasks.find(({ kind }) => kind === 'load_template')?.note).toBe('nurture_1_v1 is paused');
  });

  test('7.2 I1 resolved for a version whose place another took meanwhile leaves it to those bound to it', () => {
    const world = live();
    flagged(world);
    proposed(world, 'flg_copy_1');
    live(world, 2);
    const { outcome, summary, extra } = decided(world, 'flg_copy_1', 'approve');
    expect([outcome, extra.flag.state]).toEqual(['resolved', 'resolved']);
    expect(summary).toContain('nurture_1_v1 goes on for who is on the way through it');
    expect([stateOf(world, 'nurture_1_v1'), stateOf(world, 'nurture_1_v2')]).toEqual([undefined, 'live']);
    expect(isSuperseded(world.copy, 'nurture_1_v1')).toBe(true);
  });

  test('7.8 I1 Q4 a version that a newer one took the place of may be flagged, and retires for all by it', () => {
    const world = live();
    live(world, 2);
    expect(flagged(world, { template: 'nurture_1_v1' }).outcome).toBe('flagged');
    expect(isSuperseded(world.copy, 'nurture_1_v1')).toBe(true);
    expect(decided(world, 'flg_copy_1', 'reject').summary).toContain('nurture_1_v1 retires');
    expect(isSuperseded(world.copy, 'nurture_1_v1')).toBe(false);
  });

  test('7.2 I1 gives back what it was beside another version: live beside a draft, approved beside a live one', () => {
    const world = live();
    flagged(world);
    proposed(world, 'flg_copy_1');
    submitted(world);
    expect(decided(world, 'flg_copy_1', 'approve').summary).toContain('nurture_1_v1 is live again');
    reviewed(world, 'nurture_1_v2', 'approve');
    flagged(world, { template: 'nurture_1_v2' });
    proposed(world, 'flg_copy_2');
    expect(decided(world, 'flg_copy_2', 'approve').summary).toContain('nurture_1_v2 is approved again');
    expect(stateOf(world, 'nurture_1_v1')).toBe('live');
  });

  test('7.2 I1 gives a live version back though another touch has a live one too', () => {
    const world = live();
    world.run('category.positioning', draftTemplate, { request: asked(world, { touch: 2 }).id, ...draft });
    reviewed(world, 'nurture_2_v1', 'approve');
    world.run('sales.ops', loadTemplate, { template: 'nurture_2_v1' });
    flagged(world);
    proposed(world, 'flg_copy_1');
    expect(decided(world, 'flg_copy_1', 'approve').summary).toBe('flg_copy_1 is resolved: nurture_1_v1 is live again.');
  });

  test('7.2 I1 is not for copy that nobody has approved: it is mended or rejected', () => {
    const world = new TestWorld(start);
    world.run('category.positioning', draftTemplate, { request: asked(world).id, ...draft, submit: false });
    expect(world.refused('cmo', flagContent, drift)).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '7',
      ruling: 'I1',
      found: 'nurture_1_v1 is a draft: what is not approved yet is not in use',
      next: 'let category.positioning mend it with draft_template',
    });
    world.run('category.positioning', draftTemplate, { request: 'req_copy_1', ...draft });
    expect(world.refused('cmo', flagContent, drift).next).toBe(
      'let whoever reviews it reject it with review_template, saying why',
    );
  });

  test('7.2 I1 names what it is about, once, and says why', () => {
    const world = live();
    const both = { ...drift, email: 'eml_1' };
    expect(world.refused('cmo', flagContent, both).found).toBe('`template` is `nurture_1`');
    expect(world.refused('cmo', flagContent, { ...drift, why: ' ' }).found).toContain('`why`');
    submitted(world);
    reviewed(world, 'nurture_1_v2', 'reject');
    expect(world.refused('cmo', flagContent, { ...drift, template: 'nurture_1_v2' }).found).toBe(
      'nurture_1_v2 is rejected; it can no longer be flagged',
    );
    flagged(world);
    expect(world.refused('cmo', resolveFlag, { flag: 'flg_copy_2', resolution: 'gone' })).toMatchObject({
      code: 'INVALID_INPUT',
      found: '`decision` is missing',
      next: 'give approve or reject: the cmo decides on the proposal',
    });
    const unknown = { flag: 'flg_copy_2', resolution: 'gone', decision: 'reject' as const };
    for (const flag of ['flg_copy_2', 'xflg_copy_1', 'flg_copy_1x'])
      expect(world.refused('cmo', resolveFlag, { ...unknown, flag })).toMatchObject({
        code: 'NOT_FOUND',
        clause: '7',
        ruling: 'I1',
        found: 'no flag stands under that id',
      });
    expect(world.refused('cmo', resolveFlag, { ...unknown, resolution: ' ' }).found).toContain('`resolution`');
    const early = { flag: 'flg_copy_1', resolution: 'gone', decision: 'reject' as const };
    expect(world.refused('category.positioning', resolveFlag, early)).toMatchObject({
      code: 'INVALID_INPUT',
      next: 'give no decision: category.positioning proposes, and the cmo decides',
    });
  });

  test('L16 who proposed a correction does not decide on it, whatever roles they hold', () => {
    const world = live();
    flagged(world);
    world.principal = 'p1';
    proposed(world, 'flg_copy_1');
    expect(
      world.refused('cmo', resolveFlag, { flag: 'flg_copy_1', resolution: 'as said', decision: 'approve' }),
    ).toMatchObject({
      code: 'NOT_PERMITTED',
      ruling: 'L16',
      found: 'p1 proposed the correction for flg_copy_1, and acts here as cmo',
    });
    world.principal = 'p2';
    proposed(world, 'flg_copy_1');
    const decide = { flag: 'flg_copy_1', resolution: 'as said', decision: 'approve' as const };
    for (const principal of ['p1', 'p2']) {
      world.principal = principal;
      expect(world.refused('cmo', resolveFlag, decide)).toMatchObject({ code: 'NOT_PERMITTED', ruling: 'L16' });
    }
    world.principal = 'p3';
    expect(world.run('cmo', resolveFlag, decide).outcome).toBe('resolved');
  });

  test('7.2 I1 lapses at its instant and ends what was asked for it, and a later one stays', () => {
    const world = approved();
    world.run('category.positioning', draftTemplate, { request: asked(world, { touch: 2 }).id, ...draft });
    reviewed(world, 'nurture_2_v1', 'approve');
    flagged(world);
    world.now = '2026-04-21T15:00:00.000Z';
    flagged(world, { template: 'nurture_2' });
    const look = (now: string) => {
      world.now = now;
      world.run('cmo', orderRequests, { requests: [] });
      return [stateOf(world, 'nurture_1_v1'), stateOf(world, 'nurture_2_v1')];
    };
    expect(look('2026-04-23T13:59:59.999Z')).toEqual(['paused', 'paused']);
    expect(look('2026-04-23T14:00:00.000Z')).toEqual([undefined, 'paused']);
    const closed = world.desk.tasks.filter(({ subject }) => subject === 'nurture_1_v1' || subject === 'flg_copy_1');
    expect(closed.map(({ kind, note }) => [kind, note])).toEqual([
      ['propose_correction', 'nurture_1_v1 retired unresolved'],
      ['decide_flag', 'nurture_1_v1 retired unresolved'],
    ]);
    expect(openTasks(world)).toContain('decide_flag flg_copy_2');
  });

  test('T6 7.2 two flags that nobody resolved lapse in the order of their ends, each at its own', () => {
    const world = approved();
    world.run('category.positioning', draftTemplate, { request: asked(world, { touch: 2 }).id, ...draft });
    reviewed(world, 'nurture_2_v1', 'approve');
    flagged(world, { template: 'nurture_2' });
    world.now = '2026-04-21T15:00:00.000Z';
    flagged(world);
    world.now = '2026-05-05T14:00:00.000Z';
    world.run('cmo', orderRequests, { requests: [] });
    const retired = world.events.flatMap(({ event, at }) => {
      const { type, template } = event as { type: string; template?: string };
      return type === 'template_retired' ? [[template, at]] : [];
    });
    expect(retired).toEqual([
      ['nurture_2_v1', '2026-04-23T14:00:00.000Z'],
      ['nurture_1_v1', '2026-04-23T15:00:00.000Z'],
    ]);
  });
});
