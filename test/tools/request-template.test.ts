import { expect, test } from 'vitest';
import { answer, describeWriting, refusal } from '../support/calls.ts';
import { wanted } from '../support/copy.ts';
import { openHouse } from '../support/server.ts';

describeWriting({
  tool: 'request_template',
  by: 'cro',
  clause: '5.1',
  who: 'sales.ops or cro or cmo or category.positioning',
  callers: ['sales.ops', 'cro', 'cmo', 'category.positioning'],
  outcome: 'queued',
  prepare: async () => wanted,
  other: { touch: 2 },
});

test('5.1c request_template queues copy and says its place', async () => {
  const house = await openHouse();
  const first = await answer(house, 'cro', 'request_template', wanted);
  expect(first.data.request).toEqual({
    id: 'req_copy_1',
    sequence: 'nurture',
    touch: 1,
    estimate_hours: 2,
    position: 1,
  });
  expect(first.text.split('\n')[0]).toBe(
    'Copy for nurture_1 is requested, 2 h. It is in turn: category.positioning may draft it now.',
  );
  const second = await answer(house, 'sales.ops', 'request_template', { ...wanted, touch: 2 });
  expect(second.data.request).toMatchObject({ id: 'req_copy_2', position: 2 });
  expect(second.data.summary).toBe(
    'Copy for nurture_2 is requested, 2 h. It is number 2 of the queue; the cmo orders it with order_requests.',
  );
});

test('5.1c request_template names what is wanted: a type, a touch of it, an estimate of 0.25 to 6 hours', async () => {
  const house = await openHouse();
  const no = (over: object) => refusal(house, 'cmo', 'request_template', { ...wanted, ...over });
  expect(await no({ sequence: 'newsletter' })).toBe(
    'INVALID_INPUT: `sequence` is `newsletter`. Next: give one of nurture, activation, re_engagement, post_briefing.',
  );
  expect(await no({ touch: 6 })).toBe('INVALID_INPUT: `touch` is `6`. Next: give a touch of nurture, 1 to 5.');
  expect(await no({ sequence: 'post_briefing', touch: 2 })).toBe(
    'INVALID_INPUT: `touch` is `2`. Next: give 1: post_briefing has one touch.',
  );
  for (const estimate_hours of [0.24, 6.01])
    expect(await no({ estimate_hours })).toBe(
      `INVALID_INPUT: \`estimate_hours\` is \`${estimate_hours}\`. Next: give an estimate of 0.25 to 6 hours, what a week has for copy.`,
    );
  for (const estimate_hours of [0.25, 6])
    expect((await answer(house, 'cmo', 'request_template', { ...wanted, estimate_hours })).data.outcome).toBe('queued');
});
