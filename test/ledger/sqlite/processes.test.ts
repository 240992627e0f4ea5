import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildChild } from '../child-build.ts';
import { dump, openBench, tempFolder } from '../support.ts';

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly signal: string | null;
}

function start(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ stdout, stderr, signal }));
  });
}

describe('several processes', () => {
  test('inv6 eight that open a new file at once and file on it lose nothing and refuse nothing', async () => {
    const folder = tempFolder();
    const program = await buildChild(folder, 'file-many.ts');
    const path = join(folder, 'deep', 'ladder.db');
    const each = 20;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const ended = await Promise.all(names.map((name) => start(program, path, name, String(each))));
    expect(ended.map(({ stdout, stderr }) => [stdout.trim(), stderr])).toEqual(names.map(() => ['[]', '']));
    const { ledger } = await openBench({ path });
    const noted = (domain: string) =>
      ledger.read((reader) => reader.account(domain)?.state.signals.filter(({ type }) => type === 'E1').length);
    expect(await noted('shared.com')).toBe((names.length * each) / 2);
    for (const name of names) expect(await noted(`own-${name}.com`)).toBe(each / 2);
    expect(await ledger.verify()).toMatchObject({ ok: true });
    expect(await ledger.rebuild()).toMatchObject({ drift: [] });
    expect(dump(path).policies).toHaveLength(1);
  });

  test('inv6 one killed at the steps of a write leaves all that was acknowledged, and a whole chain', async () => {
    const folder = tempFolder();
    const program = await buildChild(folder, 'die-at.ts');
    const path = join(folder, 'ladder.db');
    const { stdout: whole } = await start(program, path, '0');
    expect(whole.endsWith('alive\n')).toBe(true);
    const steps = /^took (.*)$/m.exec(whole)?.[1]?.split(' ') ?? [];
    const died: string[] = [];
    // The first and the last of each kind: what is between them is done in the same transaction.
    const ends = new Set(steps.flatMap((step) => [steps.indexOf(step) + 1, steps.lastIndexOf(step) + 1]));
    for (const at of ends) {
      const { stdout, stderr, signal } = await start(program, path, String(at));
      expect([stderr, signal]).toEqual(['', 'SIGKILL']);
      const { ledger } = await openBench({ path });
      const objects = await ledger.read((reader) =>
        reader
          .account(`at-${at}.com`)
          ?.state.signals.filter(({ type }) => type === 'E1')
          .map(({ object }) => object),
      );
      expect(await ledger.verify()).toMatchObject({ ok: true });
      expect(await ledger.rebuild()).toMatchObject({ drift: [] });
      await ledger.close();
      const step = /^died (.*)$/m.exec(stdout)?.[1] ?? '';
      expect(stdout).toContain('acknowledged first');
      expect(stdout).not.toContain('acknowledged second');
      expect(objects).toEqual(step === 'committed' ? ['first', 'second'] : ['first']);
      died.push(step);
    }
    expect([...new Set(died)]).toEqual([
      'locked',
      'decided',
      'keyed',
      'appended',
      'projected',
      'answered',
      'committed',
    ]);
  });
});
