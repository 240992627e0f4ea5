import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere } from '../support/here.ts';
import { call, hello, messages, run, tempFolder, tuesday } from './program.ts';

function deployment() {
  const folder = tempFolder();
  const changed = join(folder, 'changed.yaml');
  writeFileSync(changed, 'extends: handoff-0.2\nversion: acme-1\nregression: { sql_idle_days: 45 }\n');
  const env = { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday };
  return { shipped: env, changed: { ...env, LADDER_POLICY: changed } };
}

async function ask(role: string, env: Readonly<Record<string, string>>, tool: string, args: object = {}) {
  const ended = await run({ args: ['serve', '--as', role], env }, hello + call(2, tool, args));
  const { result } = messages(ended).find(({ id }) => id === 2) ?? {};
  return JSON.stringify(result?.content);
}

test('P2 a viewer with another policy file stops nobody, the sweep of the cro with it does', async () => {
  const { shipped, changed } = deployment();
  const save = (domain: string, env: Readonly<Record<string, string>>) =>
    ask('sales.ops', env, 'save_account', { domain, name: domain });
  expect(await save('one.com', shipped)).toContain('is registered as PROSPECT');
  expect(await ask('viewer', changed, 'save_account', { domain: 'x.com', name: 'X' })).toContain('NOT_PERMITTED');
  expect(await ask('viewer', changed, 'session_sweep')).toContain('is not on record');
  expect(await save('two.com', shipped)).toContain('is registered as PROSPECT');
  expect(await save('three.com', changed)).toContain('CONFLICT (§6.3, P2)');
  expect(await ask('cro', changed, 'session_sweep')).toContain('gave way to acme-1');
  expect(await save('three.com', changed)).toContain('is registered as PROSPECT');
  expect(await save('four.com', shipped)).toContain('is no longer the newest: acme-1');
});

test('T1 the check of the policy counts holidays from where the clock stands', async () => {
  const check = async (now: string) =>
    (await runHere({ args: ['policy', 'check'], env: { LADDER_NOW: now } })).stdout.split('\n');
  expect(await check('2028-01-01T12:00:00-05:00')).toContain('gaps: none');
  expect(await check('2028-12-31T23:30:00-05:00')).toContain(
    '  - §4: holidays are listed until 2028-12-31, 0 days from 2028-12-31, and 365 are wanted: list 2029; what falls due there is counted by weekdays alone',
  );
  expect(await check('2035-06-01T12:00:00-04:00')).toContain(
    '  - §4: no holidays are listed for 2035; what falls due there is counted by weekdays alone',
  );
});
