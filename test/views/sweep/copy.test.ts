import { expect, test } from 'vitest';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { type Data, ok } from '../../support/calls.ts';
import { nurtureCopy, seedSubmitted, wanted } from '../../support/copy.ts';
import { type House, openHouse } from '../../support/server.ts';

async function rows(house: House, role: Role, kind: string): Promise<readonly Data[]> {
  const { watch } = await ok(house, role, 'session_sweep');
  return watch.filter((each: Data) => each.kind === kind);
}

test('5.1c the sweep tells the cmo the queue, and category.positioning the request in turn and the hours left', async () => {
  const house = await openHouse();
  await seedSubmitted(house);
  await ok(house, 'cro', 'request_template', { ...wanted, touch: 2, estimate_hours: 5 });
  await ok(house, 'cro', 'request_template', { ...wanted, touch: 3, estimate_hours: 1 });
  expect(await rows(house, 'cmo', 'copy_queue')).toEqual([
    {
      kind: 'copy_queue',
      clause: '5.1',
      summary:
        '2 requests for copy queued, first req_copy_2 (nurture_2, 5 h); ladder://templates lists them; 4 of 6 h are left this week',
      tool: 'order_requests',
    },
  ]);
  expect(await rows(house, 'category.positioning', 'copy_turn')).toEqual([
    {
      kind: 'copy_turn',
      clause: '5.1',
      summary: 'In turn: req_copy_3 (nurture_3, 1 h), of 2 queued; 4 of 6 h are left this week',
      words: { purpose: { quoted: 'a first mail for new MQLs' } },
      tool: 'draft_template',
      call: { request: 'req_copy_3' },
    },
  ]);
  expect((await rows(house, 'chief.staff', 'copy_capacity')).map(({ summary }) => summary)).toEqual([
    'Copy: 2 requests queued, 4 of 6 h are left this week; 0 approval steps late',
  ]);
});

test('5.1c a queue of which nothing fits this week is told with its first request', async () => {
  const house = await openHouse();
  await seedSubmitted(house);
  await ok(house, 'cro', 'request_template', { ...wanted, touch: 2, estimate_hours: 5 });
  expect(await rows(house, 'category.positioning', 'copy_turn')).toEqual([
    {
      kind: 'copy_turn',
      clause: '5.1',
      summary: '1 request queued, none fits, first req_copy_2 (nurture_2, 5 h); 4 of 6 h are left this week',
    },
  ]);
});

test('5.4b, 7.2 the sweep tells the author the feedback, and everybody concerned what a flag holds', async () => {
  const house = await openHouse();
  const { template } = await seedSubmitted(house);
  const review = { template: template.id, hash: template.hash };
  await ok(house, 'cmo', 'review_template', { ...review, decision: 'reject', feedback: 'say less' });
  const { tasks } = await ok(house, 'category.positioning', 'session_sweep');
  expect(tasks).toMatchObject([{ kind: 'redraft_template', tool: 'draft_template', call: { request: 'req_copy_1' } }]);
  expect(await rows(house, 'category.positioning', 'copy_feedback')).toMatchObject([
    {
      summary: 'nurture_1_v1 was rejected by cmo; draft it anew for req_copy_1',
      words: { feedback: { quoted: 'say less' } },
      call: { request: 'req_copy_1' },
    },
  ]);
  const other = await openHouse();
  const { template: second } = await seedSubmitted(other);
  await ok(other, 'cmo', 'review_template', { template: second.id, hash: second.hash, decision: 'approve' });
  await ok(other, 'cmo', 'flag_content', { template: second.id, kind: 'brand_voice', why: 'it sells' });
  expect(await rows(other, 'cmo', 'content_flag')).toMatchObject([
    { clause: '7', words: { why: { quoted: 'it sells' } }, tool: 'resolve_flag', call: { flag: 'flg_copy_1' } },
  ]);
  const [seen] = await rows(other, 'sales.ops', 'content_flag');
  expect(seen?.summary).toContain('nurture_1_v1 is paused by flg_copy_1 (brand voice) until ');
  expect(seen?.tool).toBeUndefined();
});

test('5.4d Q3 the sweep of category.positioning shows a draft that a check stops, which check, and the hours left', async () => {
  const house = await openHouse();
  await ok(house, 'cro', 'request_template', wanted);
  const args = { request: 'req_copy_1', ...nurtureCopy, body: `${nurtureCopy.body} We help companies.`, submit: true };
  await ok(house, 'category.positioning', 'draft_template', args);
  const [row] = await rows(house, 'category.positioning', 'copy_draft');
  expect(row).toMatchObject({ tool: 'draft_template', call: { request: 'req_copy_1' } });
  expect(row?.summary).toMatch(
    /^nurture_1_v1 for req_copy_1 is a draft, stopped by [a-z_]+\.[a-z_]+ .*; 4 of 6 h are left this week$/,
  );
});

test('5.4b the row of a review names the page with the words and the hash that it answers for', async () => {
  const house = await openHouse();
  await seedSubmitted(house);
  const { tasks } = await ok(house, 'cmo', 'session_sweep');
  expect(tasks).toMatchObject([
    {
      kind: 'cmo_template_review',
      about: 'its words and hash: ladder://templates/nurture_1',
      call: { template: 'nurture_1_v1' },
    },
  ]);
});

test('5.4d S-3 late steps that had no room are told with the lists on which they stand', async () => {
  const house = await openHouse();
  for (let n = 0; n < 7; n += 1) {
    const { request } = await ok(house, 'cro', 'request_template', {
      ...wanted,
      touch: 1 + (n % 5),
      estimate_hours: 0.25,
    });
    const draft = { request: request.id, ...nurtureCopy, submit: true };
    await ok(house, 'category.positioning', 'draft_template', draft);
  }
  house.clock.now = '2026-04-23T15:00:00.000Z';
  const { alerts } = await ok(house, 'chief.staff', 'session_sweep');
  const late = alerts.filter(({ kind }: Data) => kind === 'late').map(({ summary }: Data) => summary);
  expect(late).toHaveLength(6);
  expect(late.at(-1)).toBe('2 more steps are late: ladder://tasks/cmo');
});
