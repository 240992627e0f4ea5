import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../../clients/program.ts';
import { fixtures } from '../../rules/copy/example.ts';
import { runHere } from '../../support/here.ts';

const Answers = z.array(z.object({ checks: z.array(z.looseObject({ rule: z.string(), verdict: z.string() })) }));

async function check(content: string, ...options: readonly string[]) {
  const file = join(tempFolder(), 'mails.json');
  writeFileSync(file, content);
  return runHere({ args: ['copy', 'check', file, ...options] });
}

test('5.3f copy check answers for every mail in its order, whatever the checks say', async () => {
  const mails = ['I counted 14.', '{{x}}'].map((body) => ({
    message: { ...fixtures.base_message, body },
    context: fixtures.base_context,
  }));
  const { code, stdout, stderr } = await check(JSON.stringify(mails), '--json');
  expect([code, stderr]).toEqual([0, '']);
  const answers = Answers.parse(JSON.parse(stdout));
  expect(answers.map(({ checks }) => checks.find((each) => each.rule === 'token.unresolved')?.verdict)).toEqual([
    'pass',
    'fail',
  ]);
  expect((await check('[]', '--json')).stdout).toBe('[]\n');
  expect((await check(JSON.stringify(mails))).stdout).toContain('token.unresolved');
});

test('K11 copy check takes a file of a base mail and examples that override parts of it', async () => {
  const { code, stdout } = await check(JSON.stringify(fixtures), '--json');
  expect(code).toBe(0);
  const answers = Answers.parse(JSON.parse(stdout));
  const examples = Object.values(fixtures.rules).reduce((n, { pass, fail }) => n + pass.length + fail.length, 0);
  expect(answers).toHaveLength(examples);
  // The first rule's examples that pass come first, then those that fail.
  expect(
    answers.slice(0, 5).map(({ checks }) => checks.find((each) => each.rule === 'token.unresolved')?.verdict),
  ).toEqual(['pass', 'pass', 'pass', 'fail', 'fail']);
});

test('5.3f copy check says what it cannot read, and ends with 1', async () => {
  for (const content of ['[{', '{}', '[{"message": {"subject": "x"}, "context": {}}]']) {
    const { code, stdout, stderr } = await check(content, '--json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('mails.json');
  }
  const mail = { message: fixtures.base_message, context: { ...fixtures.base_context, seq: 'winback' } };
  expect((await check(JSON.stringify([mail]))).stderr).toContain('at 0.context.seq one of nurture, ');
});
