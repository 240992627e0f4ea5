import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../clients/program.ts';
import { runHere } from '../../support/here.ts';

async function check(content: string, ...options: readonly string[]) {
  const file = join(tempFolder(), 'replies.json');
  writeFileSync(file, content);
  return runHere({ args: ['reply', 'check', file, ...options] });
}

const received_at = '2026-05-04T10:00:00-04:00';
const replies = [
  { text: 'Unsubscribe me, please.', received_at },
  { text: "Let's talk this week", received_at },
  { text: 'I am out of the office until 8 May.', received_at },
  { text: 'I am out of the office until 8/5.', received_at },
];

test('Y2 reply check says in their order what replies are taken for', async () => {
  const { code, stdout, stderr } = await check(JSON.stringify(replies), '--json');
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual([
    { type: 8, kind: 'opt_out', words: 'Unsubscribe me' },
    { type: null, kind: null, words: null },
    { type: 9, kind: 'auto_reply', words: 'am out', return_date: '2026-05-09' },
    { type: 9, kind: 'auto_reply', words: 'am out', ambiguous: true },
  ]);
  const plain = await check(JSON.stringify(replies));
  expect(plain.stdout).toContain('reply 3: out of office (type 9), from "am out"; back on 2026-05-09');
});

test('Y2 a day is that of the zone: late in the evening it is still the same', async () => {
  const { stdout } = await check(
    JSON.stringify([{ text: 'I am out of the office today.', received_at: '2026-05-05T02:00:00Z' }]),
    '--json',
  );
  expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ return_date: '2026-05-05' })]);
});

test('Y2 what can not be read is told, and ends with exit 1', async () => {
  expect(await check('{"a":1}')).toMatchObject({ code: 1, stderr: expect.stringContaining('{text, received_at}') });
  expect(await check('[{"text":"x","received_at":"yesterday"}]')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('0.received_at'),
  });
  const undated = await check('[{"text":"x"}]');
  expect(undated.stderr).toContain('a list of {text, received_at} is wanted; at 0.received_at a text is wanted');
  const nowhere = await runHere({ args: ['reply', 'check', 'nowhere.json'] });
  expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('nowhere.json is not there')]);
  // Nobody's library speaks.
  for (const { stderr } of [undated, nowhere, await check('[{')]) expect(stderr).not.toMatch(/expected|ENOENT|token/i);
  expect(await runHere({ args: ['reply', 'look', 'x'] })).toMatchObject({ code: 1 });
});
