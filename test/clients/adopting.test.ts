import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environment, program, root, tempFolder, tuesday } from './program.ts';

const page = readFileSync(join(root, 'docs', 'adopting.md'), 'utf8');
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);

function shell(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
    const child = spawn('bash', ['-c', script], { cwd, env: environment(env) });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

test('A12, L16 every command of docs/adopting.md runs as it stands, in one fresh folder', async () => {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (text) => posted.push(String(text)));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const folder = tempFolder();
  const ladder = `set -e\nladder() { echo "$1" >> called; '${process.execPath}' '${program}' "$@"; }\n`;
  const script = blocks.map((block, n) => `${block}echo "step ${n + 1}"`).join('\n');
  const env = { HOME: folder, LADDER_NOW: tuesday, WEBHOOK: `http://127.0.0.1:${port}/` };
  const { code, out, err } = await shell(`${ladder}${script}`, folder, env);
  expect([code, err]).toEqual([0, '']);
  const written = blocks.flatMap((block) => [...block.matchAll(/\bladder (?=[a-z])(\w+)/g)].map(([, name]) => name));
  expect(readFileSync(join(folder, 'called'), 'utf8').trim().split('\n')).toEqual(written);
  const steps = out.split(/^step \d+$/m);
  expect(steps.slice(0, -1)).toHaveLength(8);
  expect(steps[0]).toContain('there is no ledger yet');
  expect(steps[2]).toMatch(/2 adopted/);
  expect(steps[4]).toMatch(
    /key_\w+ lets p-1 act as cro[\s\S]*sales\.ops: \d+ open tasks[\s\S]*key_\w+ {2}sales\.ops +p-2/,
  );
  expect(steps[5]).toMatch(/due today or overdue/);
  expect(posted.join('')).toContain('"kind":"digest"');
  expect(steps[6]).toMatch(/verified\.\nThe ledger holds/);
  expect(steps[7]).toMatch(/is restored from .*\n.*put back\.[\s\S]*Sending is locked[\s\S]*The ledger holds/);
});

test('contract the timer and the lines for cron name commands that there are', () => {
  const told = ['ladder-notify.service', 'ladder.cron'].map((name) => readFileSync(join(root, 'deploy', name), 'utf8'));
  const used = told.flatMap((text) => [...text.matchAll(/dist\/ladder\.js (\w+)/g)].map(([, name]) => name));
  expect(used).toEqual(['notify', 'notify', 'backup']);
});

test('A12 what only says what would be leaves nothing where no ledger stands', async () => {
  const folder = tempFolder();
  writeFileSync(
    join(folder, 'board.csv'),
    'Company,Domain,Stage,Opted out,Email\nAcme,acme.com,MQL,nein,ann@acme.com\n',
  );
  const env = { LADDER_NOW: tuesday, LADDER_DB: join(folder, 'ladder.db'), TMPDIR: folder };
  for (const command of ['adopt', 'import']) {
    const { code, out } = await shell(
      `'${process.execPath}' '${program}' ${command} board.csv --as sales.ops`,
      folder,
      env,
    );
    expect([code, out]).toEqual([0, expect.stringMatching(/would be.*Nothing was written/)]);
  }
  expect(readdirSync(folder)).toEqual(['board.csv']);
});
