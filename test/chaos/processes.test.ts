import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Host, host, kinds } from '../clients/hosts.ts';
import { call, hello, messages, type Running, run, start, tempFolder, tuesday } from '../clients/program.ts';

interface Act {
  readonly account: string;
  readonly person: string;
  readonly post: string;
}

function note({ account, person, post }: Act) {
  return {
    account,
    contact: { name: 'Jo Doe', email: `${person}@${account}` },
    observed_at: '2026-04-20T09:00:00-04:00',
    source: 'LinkedIn notifications',
    signal: { type: 'E1', interaction: 'share', object: `https://www.linkedin.com/posts/${post}` },
  };
}

async function verified(db: string): Promise<{ readonly ok: boolean; readonly events: number }> {
  const ended = await run({ args: ['verify', '--json'], env: { LADDER_DB: db, LADDER_NOW: tuesday } });
  if (ended.stderr !== '') throw new Error(ended.stderr);
  const report = JSON.parse(ended.stdout);
  if (ended.code !== 0) throw new Error(`the ledger does not verify: ${ended.stdout}`);
  return report;
}

/** Addresses of the posts on file with an account. */
async function postsOf(reader: Host, account: string): Promise<ReadonlySet<string>> {
  const posts = new Set<string>();
  let more = '';
  do {
    const text = await reader.read(`ladder://accounts/${account}?format=json${more}`);
    for (const [, post] of text.matchAll(/linkedin\.com\/posts\/([\w-]+)/g)) posts.add(post ?? '');
    const { next_cursor } = JSON.parse(text);
    more = next_cursor === undefined ? '' : `&cursor=${encodeURIComponent(next_cursor)}`;
  } while (more !== '');
  return posts;
}

describe('several processes on one file', () => {
  test('eight servers open a new database at once and file at once: nothing is lost, nothing refused', async () => {
    const db = join(tempFolder(), 'l.db');
    const each = 6;
    const hosts = await Promise.all(
      Array.from({ length: 8 }, (_, n) => host(kinds[n % kinds.length] ?? 'modern', { db, role: 'mining.mind' })),
    );
    const answers = await Promise.all(
      hosts.map(async (client, n) => {
        const outcomes: unknown[] = [];
        for (let k = 0; k < each; k++) {
          const account = k % 2 === 0 ? 'shared.com' : `own-${n}.com`;
          const answer = await client.call('file_signal_note', note({ account, person: `p${n}`, post: `${n}-${k}` }));
          outcomes.push(answer.structuredContent?.outcome ?? answer.content);
        }
        return outcomes;
      }),
    );
    expect(answers.flat()).toEqual(Array.from({ length: 8 * each }, () => 'recorded'));
    const [reader] = hosts;
    if (!reader) throw new Error('no host');
    const shared = await postsOf(reader, 'shared.com');
    expect(shared.size).toBe((8 * each) / 2);
    for (const n of hosts.keys()) expect((await postsOf(reader, `own-${n}.com`)).size).toBe(each / 2);
    await Promise.all(hosts.map((client) => client.close()));
    expect(hosts.map((client) => client.log())).toEqual(hosts.map(() => ''));
    expect((await verified(db)).ok).toBe(true);
  });
});

/** Feeds a server one request after another, as fast as its input takes them. */
function feed(running: Running, round: number, count: number): void {
  running.write(hello);
  for (let n = 0; n < count; n++) {
    running.write(
      call(
        n + 2,
        'file_signal_note',
        note({ account: `round-${round}.com`, person: `p${n % 7}`, post: `${round}-${n}` }),
      ),
    );
  }
}

describe('a process killed while it writes', () => {
  test('what was acknowledged is there when another starts, and the ledger verifies', async () => {
    const db = join(tempFolder(), 'l.db');
    const seat = { args: ['serve', '--as', 'mining.mind'], env: { LADDER_DB: db, LADDER_NOW: tuesday } };
    let acknowledged = 0;
    for (const [round, answers] of [2, 9, 25, 60].entries()) {
      const running = start(seat);
      feed(running, round, 200);
      await running.lines(answers);
      running.kill('SIGKILL');
      const ended = await running.ended;
      expect(ended.signal).toBe('SIGKILL');
      // Whatever came whole on stdout was acknowledged; the last line may have been cut.
      const told = messages({ stdout: ended.stdout.slice(0, ended.stdout.lastIndexOf('\n') + 1) });
      const kept = told
        .filter(({ id }) => id !== 1)
        .map(({ id, result }) => {
          expect(result?.structuredContent).toMatchObject({ outcome: 'recorded' });
          return `${round}-${Number(id) - 2}`;
        });
      acknowledged += kept.length;
      const reader = await host('modern', { db, role: 'viewer' });
      const found = await postsOf(reader, `round-${round}.com`);
      expect(kept.filter((post) => !found.has(post))).toEqual([]);
      await reader.close();
      expect((await verified(db)).ok).toBe(true);
    }
    expect(acknowledged).toBeGreaterThan(50);
  });

  test('what it wrote is missed in an older copy, though nobody closed it', async () => {
    const db = join(tempFolder(), 'l.db');
    const env = { LADDER_DB: db, LADDER_NOW: tuesday };
    const running = start({ args: ['serve', '--as', 'mining.mind'], env });
    feed(running, 0, 5);
    await running.lines(6);
    // A file without a whole line is one that nothing was signed in yet.
    const signed = `${db}.keys/checkpoints.jsonl`;
    await expect.poll(() => existsSync(signed) && readFileSync(signed, 'utf8'), { timeout: 10_000 }).toMatch(/\n$/);
    running.kill('SIGKILL');
    await running.ended;
    for (const suffix of ['-wal', '-shm']) rmSync(`${db}${suffix}`, { force: true });
    const ended = await run({ args: ['sweep', '--as', 'sales.ops'], env });
    expect(ended.stdout).toMatch(/Sending is locked/);
  });

  test('others on the same file go on, and lose nothing either', async () => {
    const db = join(tempFolder(), 'l.db');
    const survivor = await host('modern', { db, role: 'mining.mind' });
    const seat = { args: ['serve', '--as', 'mining.mind'], env: { LADDER_DB: db, LADDER_NOW: tuesday } };
    const outcomes: unknown[] = [];
    const filing = (async () => {
      for (let n = 0; n < 40; n++) {
        const answer = await survivor.call(
          'file_signal_note',
          note({ account: 'safe.com', person: 's', post: `safe-${n}` }),
        );
        outcomes.push(answer.structuredContent?.outcome ?? answer.content);
      }
    })();
    for (let round = 0; round < 3; round++) {
      const running = start(seat);
      feed(running, round, 100);
      await running.lines(4 + round * 10);
      running.kill('SIGKILL');
      await running.ended;
    }
    await filing;
    expect(outcomes).toEqual(Array.from({ length: 40 }, () => 'recorded'));
    expect((await postsOf(survivor, 'safe.com')).size).toBe(40);
    expect((await verified(db)).ok).toBe(true);
  });
});
