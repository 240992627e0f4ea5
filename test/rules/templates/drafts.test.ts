import { describe, expect, test } from 'vitest';
import { type DraftArgs, draftTemplate } from '../../../src/rules/templates/draft-template.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { orderRequests } from '../../../src/rules/templates/order-requests.ts';
import { requestTemplate } from '../../../src/rules/templates/request-template.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { activationCopy, wanted } from '../../support/copy.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';
import { asked, draft, live, openTasks, reviewed, start, stateOf, submitted } from './versions.ts';

const write = (world: TestWorld, over: Partial<DraftArgs> = {}) =>
  world.run('category.positioning', draftTemplate, { request: 'req_copy_1', ...draft, ...over });
const notWritten = (world: TestWorld, over: Partial<DraftArgs> = {}) =>
  world.refused('category.positioning', draftTemplate, { request: 'req_copy_1', ...draft, ...over });

describe('5.4d Q3 a draft', () => {
  test('5.4d Q3 takes a subject of 200 characters and a body of 5000, not one more, and neither blank', () => {
    const world = new TestWorld(start);
    asked(world);
    const kept = { subject: 's'.repeat(200), body: `{{insight}} ${'b'.repeat(4988)}`, submit: false };
    expect(write(world, kept).outcome).toBe('drafted');
    const subject = 'give a subject of 1 to 200 characters';
    const long = notWritten(world, { subject: 's'.repeat(201) });
    expect(long).toMatchObject({ code: 'INVALID_INPUT', next: subject });
    expect(long.found).toMatch(/^`subject` is `s/);
    expect(notWritten(world, { subject: ' \n' })).toMatchObject({ code: 'INVALID_INPUT', next: subject });
    const body = 'give a body of 1 to 5000 characters';
    expect(notWritten(world, { body: `${kept.body}b` })).toMatchObject({ code: 'INVALID_INPUT', next: body });
    expect(notWritten(world, { body: ' \n' })).toMatchObject({
      code: 'INVALID_INPUT',
      found: expect.stringMatching(/^`body` is /),
      next: body,
    });
    expect(notWritten(world, { body: '{{proof}} {{insight}} {{claim}}' })).toMatchObject({
      found: 'slot `proof` is used and not declared; slot `claim` is used and not declared',
      next: 'use plain text and {{slot}} alone: company and first_name are filled in, declare every other slot and use each',
    });
  });

  test('5.4d Q3 says what keeps it from review, and who would answer', () => {
    const world = new TestWorld(start);
    asked(world);
    expect(write(world, { submit: false }).summary).toBe(
      'nurture_1_v1 is kept as a draft; no check fails. The same bytes with `submit` put it before cmo. 0.25 h are booked on 2026-W17, 5.75 of 6 h are left.',
    );
    const { summary } = write(world, { body: '{{insight}}\nWe help companies.', submit: false });
    expect(summary).toMatch(
      /^nurture_1_v1 is kept as a draft: it fails .*, voice\.vendor_speak\.$|voice\.vendor_speak/,
    );
    expect(summary).not.toContain('not submitted');
    expect(summary).not.toContain('booked');
  });

  test('5.4d Q3 the same bytes once more change nothing, and a request is named with blanks around it too', () => {
    const world = new TestWorld(start);
    asked(world);
    write(world, { submit: false });
    const before = world.events.length;
    expect(write(world, { request: ' req_copy_1 ', submit: false }).outcome).toBe('drafted');
    expect(world.events.length).toBe(before);
  });

  test('5.1b Q2 what was rejected is drafted anew without new hours, in a week that has none left', () => {
    const world = new TestWorld(start);
    asked(world, { estimate_hours: 3 });
    asked(world, { touch: 2, estimate_hours: 3 });
    write(world);
    write(world, { request: 'req_copy_2' });
    reviewed(world, 'nurture_1_v1', 'reject');
    const anew = { subject: 'What {{company}} shares with its partners' };
    expect(write(world, anew).extra).toMatchObject({ template: { id: 'nurture_1_v2', state: 'cmo_review' } });
    expect(world.copy.booked).toEqual({ '2026-W17': 6 });
  });

  test('5.4a Q3 bytes that were rejected for a request are not drafted for it again, whichever came between', () => {
    const world = new TestWorld(start);
    asked(world);
    const [first, second] = [{}, { subject: 'What {{company}} shares with its partners' }];
    write(world, first);
    reviewed(world, 'nurture_1_v1', 'reject');
    for (const submit of [true, false])
      expect(notWritten(world, { ...first, submit })).toMatchObject({
        code: 'RULE_REFUSED',
        clause: '5.4',
        ruling: 'Q3',
        found: 'these are the bytes of nurture_1_v1, which was rejected',
        next: 'change what its feedback asks for: ladder://templates/nurture_1 shows it',
      });
    write(world, { ...second, submit: false });
    expect(notWritten(world, first).found).toContain('nurture_1_v1');
    write(world, second);
    reviewed(world, 'nurture_1_v2', 'reject');
    expect(notWritten(world, first).found).toContain('nurture_1_v1');
    expect(notWritten(world, second).found).toContain('nurture_1_v2');
    asked(world);
    expect(write(world, { ...first, request: 'req_copy_2' }).outcome).toBe('submitted');
  });

  test('5.1d Q1 a request whose type the policy lost is not drafted', () => {
    const world = new TestWorld(start);
    asked(world);
    const { values, ...rest } = testPolicy();
    const { nurture: _, ...types } = values.sequences.types;
    const later = new TestWorld(start, { ...rest, values: { ...values, sequences: { ...values.sequences, types } } });
    later.restore(world.save());
    expect(notWritten(later)).toMatchObject({
      code: 'NOT_CONFIGURED',
      ruling: 'Q1',
      found: 'req_copy_1 is for nurture, and the policy has no such type of sequence any more',
      next: 'let the cmo and the cro put sequences.types.nurture back, or request another touch with request_template',
    });
  });

  test('5.4d Q3 changed before review keeps its version; rejected, the next version takes its place and its hours stay', () => {
    const world = new TestWorld(start);
    asked(world);
    const first = write(world, { submit: false }).extra.template;
    const second = write(world, { subject: 'What {{company}} shares with its partners' }).extra.template;
    expect([second.id, second.version]).toEqual(['nurture_1_v1', 1]);
    expect(second.hash).not.toBe(first.hash);
    expect(reviewed(world, 'nurture_1_v1', 'reject')).toMatchObject({
      outcome: 'rejected',
      summary: 'nurture_1_v1 is rejected; category.positioning drafts it anew for req_copy_1.',
      extra: { feedback: 'Say what you saw.', template: { state: 'rejected' } },
    });
    expect(openTasks(world)).toEqual(['redraft_template nurture_1_v1']);
    for (const request of ['req_copy_2', 'req_copy_1x', 'xreq_copy_1'])
      expect(notWritten(world, { request }).code).toBe('NOT_FOUND');
    const again = write(world);
    expect(again.extra.template).toMatchObject({ id: 'nurture_1_v2', version: 2, state: 'cmo_review' });
    expect(again.extra.hours).toBeUndefined();
    expect(openTasks(world)).toEqual(['cmo_template_review nurture_1_v2']);
    expect(world.copy.booked).toEqual({ '2026-W17': 0.25 });
    const [redraft] = world.desk.tasks.filter(({ kind }) => kind === 'redraft_template');
    expect(redraft?.note).toBe('nurture_1_v2 was submitted');
  });

  test('5.4b Q3 tells who answers next while it is under review, and takes no other hash', () => {
    const world = new TestWorld(start);
    asked(world, { sequence: 'activation' });
    expect(write(world, activationCopy).summary).toContain('activation_1_v1 is submitted; cmo answers');
    const review = { template: 'activation_1', decision: 'approve' as const, hash: 'f'.repeat(64) };
    expect(world.refused('cmo', reviewTemplate, review)).toMatchObject({
      code: 'CONFLICT',
      ruling: 'Q3',
      found: '`hash` is not that of activation_1_v1 (under review by the cmo): these are other bytes',
      next: 'read ladder://templates/activation_1, and answer for the bytes that stand there, by their hash',
    });
    expect(reviewed(world, 'activation_1_v1', 'approve').summary).toBe(
      'activation_1_v1 is approved by cmo; the cro answers GO or NO-GO next.',
    );
    expect(write(world, activationCopy).summary).toContain('activation_1_v1 is submitted; cro answers');
    expect(openTasks(world)).toEqual(['cro_template_review activation_1_v1']);
    expect(world.refused('sales.ops', loadTemplate, { template: 'activation_1' })).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'activation_1_v1 is under review by the cro, not approved',
      next: 'let cro answer with review_template',
    });
  });
});

describe('5.4d Q3 a version is answered for and loaded in turn', () => {
  const hash = (world: TestWorld) => ({ hash: world.copy.keys.nurture_1?.held.at(-1)?.hash ?? '' });
  const review = { template: 'nurture_1', decision: 'approve' as const };

  test('5.4a Q3 a rejection says what is to change, and an approval may', () => {
    const world = submitted();
    const refusal = world.refused('cmo', reviewTemplate, { ...review, ...hash(world), decision: 'reject' });
    expect(refusal).toMatchObject({
      code: 'INVALID_INPUT',
      next: 'give what the author is to change: a rejection without it helps nobody',
    });
    const { extra, summary } = world.run('cmo', reviewTemplate, { ...review, ...hash(world), feedback: 'Well seen.' });
    expect(extra.feedback).toBe('Well seen.');
    expect(summary).toBe('nurture_1_v1 is approved; sales.ops loads it with load_template.');
  });

  test('5.4d Q3 what is not under review is answered by nobody, and says what goes on', () => {
    const world = new TestWorld(start);
    asked(world);
    write(world, { submit: false });
    const said = () => world.refused('cmo', reviewTemplate, { ...review, ...hash(world) });
    expect(world.refused('sales.ops', loadTemplate, { template: 'nurture_1' })).toMatchObject({
      found: 'nurture_1_v1 is a draft, not approved',
      next: 'let category.positioning submit it with draft_template',
    });
    expect(said()).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'nurture_1_v1 is a draft, not under review',
      next: 'let category.positioning submit it with draft_template',
    });
    write(world);
    expect(world.refused('cro', reviewTemplate, { ...review, ...hash(world) })).toMatchObject({
      found: 'nurture_1_v1 waits for cmo, not for cro',
      next: 'let cmo answer first',
    });
    reviewed(world, 'nurture_1_v1', 'approve');
    expect(said()).toMatchObject({
      found: 'nurture_1_v1 is approved, not under review',
      next: 'let sales.ops load it with load_template',
    });
    world.run('sales.ops', loadTemplate, { template: 'nurture_1' });
    expect(said()).toMatchObject({
      found: 'nurture_1_v1 is live, not under review',
      next: 'ask for a new version with request_template',
    });
    expect(world.refused('sales.ops', loadTemplate, { template: 'nurture_1' })).toMatchObject({
      code: 'CONFLICT',
      found: 'nurture_1_v1 is live already',
      next: 'nothing more is to do; name another version by its id',
    });
  });

  test('5.4d Q3 loading the next version retires the live one, and a key names the live one', () => {
    const world = live();
    submitted(world);
    expect(world.refused('cmo', reviewTemplate, { ...review, hash: 'f'.repeat(64) }).found).toContain('nurture_1_v1');
    reviewed(world, 'nurture_1_v2', 'approve');
    expect(world.run('sales.ops', loadTemplate, { template: ' nurture_1_v2 ' })).toMatchObject({
      summary: 'nurture_1_v2 is live for nurture_1. nurture_1_v1 retires for new enrolments.',
      extra: { retired: 'nurture_1_v1', template: { id: 'nurture_1_v2', version: 2, state: 'live' } },
    });
    expect(openTasks(world)).toEqual([]);
    expect(stateOf(world, 'nurture_1_v2')).toBe('live');
  });

  test('5.4d Q3 what has ended says so, and how to go on', () => {
    const world = submitted();
    reviewed(world, 'nurture_1_v1', 'reject');
    const load = (template: string) => world.refused('sales.ops', loadTemplate, { template });
    expect(load('nurture_1')).toMatchObject({
      code: 'RULE_REFUSED',
      clause: '5.4',
      ruling: 'Q3',
      found: 'nurture_1_v1 is rejected; it can no longer be loaded',
      next: 'category.positioning drafts it anew with draft_template, as a new version',
    });
    write(world, { subject: 'What {{company}} shares with its partners' });
    reviewed(world, 'nurture_1_v2', 'approve');
    world.run('sales.ops', loadTemplate, { template: 'nurture_1' });
    live(world, 3);
    expect(load('nurture_1_v2')).toMatchObject({
      found: 'nurture_1_v2 is retired; it can no longer be loaded',
      next: 'ask for a new version with request_template',
    });
    expect(load('nurture_2')).toMatchObject({
      code: 'NOT_FOUND',
      clause: '5.4',
      found: 'no template was drafted under that id or key',
    });
    expect(load('constructor').code).toBe('NOT_FOUND');
  });
});

describe('5.1c Q2 the queue of requests', () => {
  test('5.1c Q2 a first draft that fits in no week of those before it names the week that has room', () => {
    const world = new TestWorld(start);
    for (const [touch, estimate_hours] of [5, 4, 3].entries()) asked(world, { touch: touch + 1, estimate_hours });
    write(world);
    expect(notWritten(world, { request: 'req_copy_2' })).toMatchObject({
      code: 'CAP_REACHED',
      found: 'req_copy_2 is estimated at 4 h, and 2026-W17 has 1 of 6 h left; it stays queued',
      next: 'draft it in 2026-W18, which has room',
    });
    expect(notWritten(world, { request: 'req_copy_3' })).toMatchObject({
      code: 'CAP_REACHED',
      next: 'draft it in 2026-W19, which has room',
    });
  });

  test('5.1c Q2 what no week has room for any more finds it behind all others', () => {
    const world = new TestWorld(start);
    asked(world, { estimate_hours: 6 });
    asked(world, { touch: 2, estimate_hours: 1 });
    const { values, ...rest } = testPolicy();
    const authoring = { ...values.authoring, week_hours: { ...values.authoring.week_hours, value: 20 } };
    const later = new TestWorld(start, { ...rest, values: { ...values, authoring } });
    later.restore(world.save());
    write(later, { request: 'req_copy_2' });
    expect(notWritten(later)).toMatchObject({
      code: 'CAP_REACHED',
      found: 'req_copy_1 is estimated at 6 h, and 2026-W17 has 2 of 3 h left; it stays queued',
      next: 'draft it in 2026-W19, which has room',
    });
  });

  test('5.1c Q2 the hours of a week are taken to the last', () => {
    const world = new TestWorld(start);
    asked(world, { estimate_hours: 6 });
    asked(world, { touch: 2 });
    expect(write(world).extra.hours).toEqual({ week: '2026-W17', booked: 6, left: 0 });
    expect(notWritten(world, { request: 'req_copy_2' }).next).toBe('draft it in 2026-W18, which has room');
    asked(world, { touch: 3, estimate_hours: 6 });
    world.run('cmo', orderRequests, { requests: ['req_copy_3'] });
    expect(notWritten(world, { request: 'req_copy_3' }).next).toBe('draft it in 2026-W18, which has room');
    expect(notWritten(world, { request: 'req_copy_2' }).next).toBe('draft it in 2026-W19, which has room');
  });

  test('5.1c Q2 a request names another one of the queue for the same touch', () => {
    const world = new TestWorld(start);
    const ask = (over: Partial<typeof wanted>) => world.run('cro', requestTemplate, { ...wanted, ...over }).summary;
    const other = 'asks for it, too';
    expect([ask({}), ask({ touch: 2 }), ask({ sequence: 'activation' })].join(' ')).not.toContain(other);
    expect(ask({})).toBe(
      'Copy for nurture_1 is requested, 2 h. It is number 4 of the queue; the cmo orders it with order_requests. req_copy_1 in the queue asks for it, too.',
    );
  });

  test('5.1c Q2 a request tells its place, and the first that fits may be drafted', () => {
    const world = new TestWorld(start);
    const ask = (over: Partial<typeof wanted>) => world.run('cro', requestTemplate, { ...wanted, ...over });
    expect(ask({}).summary).toBe(
      'Copy for nurture_1 is requested, 2 h. It is in turn: category.positioning may draft it now.',
    );
    const second = ask({ touch: 2 });
    expect([second.summary, second.extra.request.position]).toEqual([
      'Copy for nurture_2 is requested, 2 h. It is number 2 of the queue; the cmo orders it with order_requests.',
      2,
    ]);
    expect(world.run('cmo', orderRequests, { requests: ['req_copy_2 '] }).summary).toBe(
      'The queue stands in this order: 1. nurture_2, 2. nurture_1.',
    );
    expect(ask({ touch: 3 }).extra.request.position).toBe(3);
    expect(notWritten(world).found).toBe(
      'req_copy_1 is number 2 of the queue; in turn is req_copy_2 (nurture_2, 2 h of 6 h left)',
    );
    write(world, { request: 'req_copy_2' });
    expect(world.refused('cmo', orderRequests, { requests: ['req_copy_2'] })).toMatchObject({
      code: 'CONFLICT',
      found: 'req_copy_2 left the queue: nurture_2_v1 was drafted for it',
      next: 'go on with nurture_2_v1',
    });
    expect(world.refused('cmo', orderRequests, { requests: ['req_copy_4'] })).toMatchObject({
      code: 'NOT_FOUND',
      next: 'name requests of the queue: req_copy_1, req_copy_3',
    });
  });

  test('5.1c Q2 a long queue is named in part, and the rest counted', () => {
    const world = new TestWorld(start);
    for (let nth = 0; nth < 23; nth += 1) asked(world);
    const { summary } = world.run('cmo', orderRequests, { requests: ['req_copy_2'] });
    const { next } = world.refused('cmo', orderRequests, { requests: ['zz'] });
    for (const told of [summary, next]) expect(told).toContain('and 3 more behind them');
    expect(next).not.toContain('req_copy_21');
  });

  test('5.1c Q2 an empty queue has no order, and an order that stands is not written twice', () => {
    const world = new TestWorld(start);
    expect(world.run('cmo', orderRequests, { requests: [] }).summary).toBe('Nothing is queued.');
    expect(world.refused('cmo', orderRequests, { requests: ['req_copy_1'] }).next).toBe(
      'name requests of the queue; it is empty now',
    );
    asked(world);
    asked(world, { touch: 2 });
    world.run('cmo', orderRequests, { requests: ['req_copy_2', 'req_copy_1'] });
    const before = world.events.length;
    world.run('cmo', orderRequests, { requests: ['req_copy_2', 'req_copy_1'] });
    expect(world.events.length).toBe(before);
  });

  test('5.1c Q1 a request names a type, one of its touches and an estimate that a week has room for', () => {
    const world = new TestWorld(start);
    const said = (over: Partial<typeof wanted>) => world.refused('cro', requestTemplate, { ...wanted, ...over }).next;
    expect(said({ sequence: 'constructor' })).toContain('one of nurture, activation');
    for (const touch of [0, 1.5, 99]) expect(said({ touch })).toMatch(/^give a touch of nurture, 1 to \d+$/);
    const hours = 'give an estimate of 0.25 to 6 hours, what a week has for copy';
    for (const estimate_hours of [0.24, 6.01]) expect(said({ estimate_hours })).toBe(hours);
    expect(asked(world, { sequence: ' nurture ', estimate_hours: 6 })).toMatchObject({ sequence: 'nurture' });
  });
});
