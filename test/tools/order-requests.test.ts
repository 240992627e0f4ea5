import { expect, test } from 'vitest';
import { answer, no, ok, refusal, untouched } from '../support/calls.ts';
import { nurtureCopy, wanted } from '../support/copy.ts';
import { openHouse } from '../support/server.ts';

async function threeQueued() {
  const house = await openHouse();
  for (const touch of [1, 2, 3]) await ok(house, 'cro', 'request_template', { ...wanted, touch });
  return house;
}

test('5.1c order_requests puts what the cmo names first, the others behind by age', async () => {
  const house = await threeQueued();
  const { data, text } = await answer(house, 'cmo', 'order_requests', { requests: ['req_copy_3'] });
  expect(data.outcome).toBe('done');
  expect(data.queue.map(({ id, position }: { id: string; position: number }) => [id, position])).toEqual([
    ['req_copy_3', 1],
    ['req_copy_1', 2],
    ['req_copy_2', 3],
  ]);
  expect(text.split('\n')[0]).toBe('The queue stands in this order: 1. nurture_3, 2. nurture_1, 3. nurture_2.');
  const trial = { requests: ['req_copy_2'], dry_run: true };
  const tried = await untouched(house, () => answer(house, 'cmo', 'order_requests', trial));
  expect(tried.data.summary).toBe(
    'dry run: nothing was written. It would answer: The queue stands in this order: 1. nurture_2, 2. nurture_1, 3. nurture_3.',
  );
});

test('5.1c order_requests cuts a long queue at the same row in both halves, and counts the rest', async () => {
  const house = await openHouse();
  for (let n = 0; n < 225; n += 1) await ok(house, 'cro', 'request_template', wanted);
  const { data, text } = await answer(house, 'cmo', 'order_requests', { requests: ['req_copy_200'] });
  expect(text.length).toBeLessThanOrEqual(20_000);
  expect(data.queue.length).toBeGreaterThan(100);
  expect(data.queue.length + data.left_out.queue).toBe(225);
  expect(data.queue.filter(({ id }: { id: string }) => !text.includes(`"${id}"`))).toEqual([]);
  expect(text).toContain(
    `Left out: ${data.left_out.queue} more of queue; read_ladder ladder://templates lists the queue.`,
  );
  expect(data.rest).toBe('read_ladder ladder://templates lists the queue');
});

test('5.1c order_requests refuses what is not queued, what is named twice, and everybody but the cmo', async () => {
  const house = await threeQueued();
  expect(await refusal(house, 'cmo', 'order_requests', { requests: ['req_copy_9'] })).toBe(
    'NOT_FOUND (§5.1, Q2): no request stands under `req_copy_9`. Next: name requests of the queue: req_copy_1, req_copy_2, req_copy_3.',
  );
  expect(await refusal(house, 'cmo', 'order_requests', { requests: ['req_copy_1', 'req_copy_1'] })).toBe(
    'INVALID_INPUT: `requests`: req_copy_1 is named twice. Next: correct `requests` and call again; nothing was recorded.',
  );
  await ok(house, 'category.positioning', 'draft_template', { request: 'req_copy_1', ...nurtureCopy, submit: false });
  expect(await refusal(house, 'cmo', 'order_requests', { requests: ['req_copy_1'] })).toBe(
    'CONFLICT (§5.1, Q2): req_copy_1 left the queue: nurture_1_v1 was drafted for it. Next: go on with nurture_1_v1.',
  );
  const { error } = await no(house, 'category.positioning', 'order_requests', { requests: [] });
  expect(error.message).toBe("order_requests is not category.positioning's to call");
});
