import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder, tuesday } from '../../clients/program.ts';
import { runHere } from '../../support/here.ts';

const env = (folder: string, more: Readonly<Record<string, string>> = {}) => ({
  LADDER_DB: join(folder, 'ladder.db'),
  LADDER_NOW: tuesday,
  ...more,
});

test('M7 whoever reaches the file stops all sending, by whatever policy; chief.staff or the cro lifts it', async () => {
  const folder = tempFolder();
  expect((await runHere({ args: ['stop'], env: env(folder) })).stderr).toContain('there is no ledger at ');
  await runHere({ args: ['sweep', '--as', 'sales.ops'], env: env(folder) });
  const other = join(folder, 'other.yaml');
  writeFileSync(other, 'extends: handoff-0.2\nown_domains: [twin.example]\n');
  const args = ['stop', '--why', 'the list was wrong', '--json'];
  const stopped = await runHere({ args, env: env(folder, { LADDER_POLICY: other }) });
  expect([stopped.code, JSON.parse(stopped.stdout)]).toEqual([
    0,
    {
      outcome: 'stopped',
      summary:
        'All sending is stopped: no permit lets a mail out from now on (the list was wrong). chief.staff or the cro lifts it.',
      at: '2026-04-21T14:00:00.000Z',
      why: 'the list was wrong',
    },
  ]);
  const again = await runHere({ args: ['stop'], env: env(folder, { LADDER_POLICY: join(folder, 'gone.yaml') }) });
  expect(again.stdout).toBe(
    'All sending is stopped already, since 2026-04-21T14:00:00.000Z: the list was wrong. chief.staff or the cro lifts it.\n',
  );
  const lift = (role: string) => runHere({ args: ['stop', '--lift', '--as', role], env: env(folder) });
  expect(await lift('sales.ops')).toMatchObject({
    code: 1,
    stderr:
      "NOT_PERMITTED (§5.5, M7): the stop of all sending is not sales.ops's to lift. Next: let chief.staff or cro lift it: `ladder stop --lift --as ROLE`.\n",
  });
  expect(await lift('cro')).toMatchObject({
    code: 0,
    stdout: 'The stop is lifted: mails may go out again, each by its permit.\n',
  });
  expect((await lift('cro')).stderr).toBe('CONFLICT (§5.5, M7): sending is not stopped. Next: nothing is to lift.\n');
  expect((await runHere({ args: ['verify'], env: env(folder) })).code).toBe(0);
});
