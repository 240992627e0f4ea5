import { expect, test } from 'vitest';
import { heldTemplate } from '../../../src/rules/aggregates/copy.ts';
import { proposeRecipients } from '../../../src/rules/sequences/propose-recipients.ts';
import { reviewRecipients } from '../../../src/rules/sequences/review-recipients.ts';
import { startSequence } from '../../../src/rules/sequences/start-sequence.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { flagContent } from '../../../src/rules/templates/flag-content.ts';
import { loadTemplate } from '../../../src/rules/templates/load-template.ts';
import { resolveFlag } from '../../../src/rules/templates/resolve-flag.ts';
import { reviewTemplate } from '../../../src/rules/templates/review-template.ts';
import { con, file, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';
import { acmeNurtured, listApproved, nurtured, proposed, started } from './nurtured.ts';

const list = 'lst_copy_1';
const begin = (world: TestWorld) => world.refused('sales.ops', startSequence, { list });
const openOf = (world: TestWorld, kind: string) =>
  [...world.desk.tasks, ...world.account('acme.com').tasks].filter(
    (task) => task.kind === kind && task.closed_at === undefined,
  );

test('5.4c Q4 a list is started once, after the cro approved it once', () => {
  const world = proposed();
  expect(begin(world)).toMatchObject({
    code: 'RULE_REFUSED',
    ruling: 'Q4',
    found: 'lst_copy_1 is not approved yet',
    next: 'let the cro answer with review_recipients',
  });
  const { summary, extra } = world.run('cro', reviewRecipients, { list: ' lst_copy_1 ', decision: 'approve' });
  expect(summary).toBe(
    'lst_copy_1 is approved for nurture, 1 contact; sales.ops starts it with start_sequence by 2026-04-28T14:00:00.000Z.',
  );
  expect(extra.list.contacts).toEqual([con(world)]);
  expect(openOf(world, 'review_recipients')).toEqual([]);
  expect(openOf(world, 'start_sequence')).toMatchObject([{ role: 'sales.ops', subject: list }]);
  expect(world.refused('cro', reviewRecipients, { list, decision: 'reject' })).toMatchObject({
    code: 'CONFLICT',
    found: 'lst_copy_1 is approved already, until 2026-04-28T14:00:00.000Z',
    next: 'sales.ops starts it with start_sequence',
  });
  expect(world.run('sales.ops', startSequence, { list: ' lst_copy_1' }).summary).toBe(
    'nurture is started from lst_copy_1 for 1 contact; touch 1 is due on 2026-04-21.',
  );
  expect(openOf(world, 'start_sequence')).toEqual([]);
  expect(begin(world)).toMatchObject({
    code: 'CONFLICT',
    found: 'lst_copy_1 was started already',
    next: 'explain_account shows who is enrolled',
  });
  for (const other of ['lst_copy_2', 'lst_copy_0', 'lst_copy_1a', 'xlst_copy_1', 'constructor'])
    expect(world.refused('sales.ops', startSequence, { list: other }).code).toBe('NOT_FOUND');
});

test('5.4c C3 a rejected list enrols nobody, and who may still be enrolled is to be proposed once more', () => {
  const world = proposed();
  expect(openOf(world, 'propose_nurture')).toEqual([]);
  const { summary, extra } = world.run('cro', reviewRecipients, { list, decision: 'reject', reason: 'Not now.' });
  expect([summary, extra.list.contacts]).toEqual([
    'lst_copy_1 is rejected; nobody is enrolled from it. sales.ops may propose others with propose_recipients.',
    [],
  ]);
  expect(openOf(world, 'review_recipients')).toEqual([]);
  expect(openOf(world, 'propose_nurture')).toHaveLength(1);
  expect(begin(world)).toMatchObject({
    code: 'RULE_REFUSED',
    found: 'lst_copy_1 is rejected',
    next: 'sales.ops proposes the contacts anew with propose_recipients',
  });
  const anew = world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] });
  expect(anew.extra.list.id).toBe('lst_copy_2');
});

test('Q4 an approval that nobody used lapses after its last instant, told with it, and its duty closes', () => {
  const world = listApproved(proposed());
  const look = (now: string) => {
    world.now = now;
    world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] });
    return openOf(world, 'start_sequence').length;
  };
  expect(look('2026-04-28T14:00:00.000Z')).toBe(1);
  expect(look('2026-04-28T14:00:00.001Z')).toBe(0);
  expect(JSON.stringify(world.events)).toContain('"note":"it was not started while its approval stood"');
  expect(begin(world)).toMatchObject({ code: 'RULE_REFUSED', found: 'lst_copy_1 is lapsed' });
  const lapsed = world.events.filter(({ event }) => (event as { type: string }).type === 'list_lapsed');
  expect(lapsed.map(({ at }) => at)).toEqual(['2026-04-28T14:00:00.000Z']);
});

test('Q4 L13 who was suppressed since is dropped, and a list of nobody else is refused', () => {
  const world = proposed();
  world.run('sales.ops', suppressContact, {
    contact: con(world),
    reason: 'opt_out',
    note: undefined,
    source: undefined,
  });
  expect(world.refused('cro', reviewRecipients, { list, decision: 'approve' }).code).toBe('SUPPRESSED');
  expect(begin(world).code).toBe('SUPPRESSED');
});

test('Q4 a list names at least one contact, and no more than the policy takes at once', () => {
  const world = acmeNurtured();
  const ask = (contacts: readonly string[]) =>
    world.refused('sales.ops', proposeRecipients, { template: 'nurture_1', contacts });
  expect(ask([])).toMatchObject({ code: 'INVALID_INPUT', found: '`contacts` is `0 of them`' });
  const most = Number(/1 to (\d+) contacts/.exec(ask([]).next)?.[1]);
  expect(ask(Array.from({ length: most + 1 }, (_, n) => `con_${n}`)).code).toBe('INVALID_INPUT');
  expect(ask(Array.from({ length: most }, (_, n) => `con_${n}`)).code).toBe('RULE_REFUSED');
});

test('Q5 who is on the way through a sequence is not enrolled in it twice', () => {
  const world = started();
  const again = world.refused('sales.ops', proposeRecipients, { template: 'nurture_1', contacts: [con(world)] });
  expect(again.refused).toBe(true);
  expect(JSON.stringify(again)).toContain('they are on the way through nurture already');
});

test('C3 S-1 an approval that lapses asks for the proposal once more, due from then, unless another list names them', () => {
  const world = listApproved(proposed());
  file(world, signal.comment(2), { contact: { name: 'Bo Lind', email: 'bo@acme.com' } });
  world.now = '2026-04-29T15:00:00.000Z';
  const propose = (...contacts: readonly string[]) =>
    world.run('sales.ops', proposeRecipients, { template: 'nurture_1', contacts });
  propose(con(world, 2));
  expect(openOf(world, 'propose_nurture')).toMatchObject([{ due_at: '2026-04-29T14:00:00.000Z' }]);
  propose(con(world));
  expect(openOf(world, 'propose_nurture')).toEqual([]);
});

/** The cmo flags and retires a version that is live. */
function retire(world: TestWorld): string {
  world.run('cmo', flagContent, { template: 'nurture_2', kind: 'brand_voice', why: 'loud' });
  return world.run('cmo', resolveFlag, { flag: 'flg_copy_1', resolution: 'it goes', decision: 'reject' }).summary;
}

/** ... and rejects one that is under review. */
function reject(world: TestWorld): string {
  const hash = heldTemplate(world.copy, 'nurture_5_v1')?.hash ?? '';
  const args = { template: 'nurture_5_v1', decision: 'reject' as const, hash, feedback: 'too loud' };
  return world.run('cmo', reviewTemplate, args).summary;
}

test.each([
  ['retires', 'nurture_2_v1 is retired', acmeNurtured, retire],
  ['is rejected', 'nurture_5_v1 is rejected', () => nurtured(1), reject],
])('C3 S-1 Q4 a list that nobody answered is given up when a version of it %s', (_, because, open, act) => {
  const world = proposed(open());
  expect(openOf(world, 'review_recipients')).toHaveLength(1);
  expect(act(world)).toContain(
    ` The list lst_copy_1 (nurture, 1 contact) falls: ${because}; sales.ops proposes it anew with propose_recipients.`,
  );
  expect(openOf(world, 'review_recipients')).toEqual([]);
  expect(openOf(world, 'propose_nurture')).toHaveLength(1);
  expect(world.desk.tasks.find(({ kind }) => kind === 'review_recipients')).toMatchObject({
    note: because,
    reason: 'overtaken',
  });
  expect(world.refused('cro', reviewRecipients, { list, decision: 'approve' })).toMatchObject({
    found: 'lst_copy_1 is lapsed',
    next: 'sales.ops proposes the contacts anew with propose_recipients',
  });
});

test('C3 S-1 Q4 an approved list of which a version retires is nobody’s to start any more, and is proposed anew', () => {
  const world = listApproved(proposed());
  expect(openOf(world, 'start_sequence')).toHaveLength(1);
  expect(retire(world)).toContain(' The list lst_copy_1 (nurture, 1 contact) falls: nurture_2_v1 is retired;');
  expect(openOf(world, 'start_sequence')).toEqual([]);
  expect(openOf(world, 'propose_nurture')).toHaveLength(1);
  expect(begin(world).found).toBe('lst_copy_1 binds versions that are not live: nurture_2_v1 is retired');
});

test('5.4c Q4 an approved list waits for a version under review, and is to be started once the last one is live', () => {
  const world = proposed(nurtured(1));
  const told = world.run('cro', reviewRecipients, { list, decision: 'approve' }).summary;
  expect(told).toContain('nurture_5_v1 is under review by the cmo, the cmo answers with review_template');
  expect(openOf(world, 'start_sequence')).toEqual([]);
  const hash = heldTemplate(world.copy, 'nurture_5_v1')?.hash ?? '';
  world.run('cmo', reviewTemplate, { template: 'nurture_5_v1', decision: 'approve', hash });
  expect(openOf(world, 'start_sequence')).toEqual([]);
  world.run('sales.ops', loadTemplate, { template: 'nurture_5_v1' });
  expect(openOf(world, 'start_sequence')).toHaveLength(1);
  world.run('cmo', flagContent, { template: 'nurture_2', kind: 'brand_voice', why: 'loud' });
  expect(openOf(world, 'start_sequence')).toEqual([]);
  world.run('category.positioning', resolveFlag, { flag: 'flg_copy_1', resolution: 'it is fine' });
  world.run('cmo', resolveFlag, { flag: 'flg_copy_1', resolution: 'it is fine', decision: 'approve' });
  expect(openOf(world, 'start_sequence')).toHaveLength(1);
});
