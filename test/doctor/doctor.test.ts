import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine, type Surroundings } from '../../src/doctor/examine.ts';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { loadPolicy } from '../../src/policy/index.ts';
import { openBench, seed, tamper, tempFolder, tuesday } from '../ledger/support.ts';
import { runHere } from '../support/here.ts';

const clock = { now: () => tuesday, simulated: true };

function look(folder: string, other: Partial<Surroundings> = {}) {
  const places = { path: join(folder, 'ladder.db'), keys: join(folder, 'ladder.db.keys') };
  const machine = { platform: 'linux', home: join(folder, 'home'), env: {} };
  const about = { node: 'v22.1.0', folder, machine, places, policy: loadPolicy(), clock };
  return examine({ ...about, ...other });
}

const bad = (folder: string, other: Partial<Surroundings> = {}) =>
  look(folder, other)
    .filter(({ level }) => level !== 'ok')
    .map(({ check, level, because }) => [check, level, because]);

async function seeded(): Promise<string> {
  const folder = tempFolder();
  const bench = await openBench({ folder });
  await seed(bench);
  await bench.ledger.close();
  return folder;
}

describe('ladder doctor', () => {
  test('contract a sound place: each check answers, and nothing is to do', async () => {
    const folder = await seeded();
    expect(look(folder).map(({ check, level }) => [check, level])).toEqual(
      'node driver paths permissions network_drive keys clock policy lock events outside_ids clients leftovers'
        .split(' ')
        .map((check) => [check, 'ok']),
    );
  });

  test('contract where no ledger is, none is made', () => {
    const folder = tempFolder();
    expect(bad(folder)).toEqual([['paths', 'warn', 'there is no ledger yet']]);
    expect(bad(folder)).toHaveLength(1);
  });

  test('contract an old Node, a faulty clock, a policy that is not there and a path that nobody filled in', () => {
    const found = bad(tempFolder(), {
      node: 'v18.20.1',
      clock: { problem: 'LADDER_NOW: no instant' },
      policy: loadPolicy('/nowhere/policy.yaml'),
      places: { problem: 'LADDER_DB holds `%X%`: it is a variable. Next: write the whole path' },
    });
    expect(found).toEqual([
      ['node', 'fail', 'Node is v18.20.1, at least 20.19.0 is wanted'],
      ['policy', 'fail', expect.stringContaining('/nowhere/policy.yaml cannot be used')],
      ['clock', 'fail', 'LADDER_NOW: no instant'],
      ['paths', 'fail', 'LADDER_DB holds `%X%`: it is a variable'],
    ]);
  });

  test('contract keys that others can read', async () => {
    const folder = await seeded();
    chmodSync(join(folder, 'ladder.db.keys', 'keys.db'), 0o644);
    expect(bad(folder)).toEqual([['permissions', 'warn', expect.stringContaining('mode 644')]]);
  });

  test('contract keys that are gone or of another ledger', async () => {
    const folder = await seeded();
    const places = { path: join(folder, 'ladder.db'), keys: join(await seeded(), 'ladder.db.keys') };
    expect(bad(folder, { places })).toEqual([['keys', 'fail', expect.stringMatching(/^it holds keys_\w+, and keys_/)]]);
    rmSync(join(folder, 'ladder.db.keys'), { recursive: true });
    expect(bad(folder)).toEqual([['keys', 'fail', expect.stringContaining('the folder holds none')]]);
  });

  test('T6 a clock of another kind, or behind the newest entry', async () => {
    const folder = await seeded();
    expect(bad(folder, { clock: { ...clock, simulated: false } })).toEqual([
      ['clock', 'fail', 'the ledger is of simulated time, and this clock is real'],
    ]);
    const early = { now: () => '2026-04-20T13:00:00.000Z', simulated: true };
    expect(bad(folder, { clock: early })[0]).toEqual([
      'clock',
      'fail',
      expect.stringContaining('stands at 2026-04-20'),
    ]);
  });

  test('P2 a policy file that is not on record yet', async () => {
    const folder = await seeded();
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'extends: handoff-0.2\nversion: mine-1\n');
    expect(bad(folder, { policy: loadPolicy(file) })).toEqual([
      ['policy', 'warn', expect.stringMatching(/^this server's policy file, mine-1 .* is not on record/)],
    ]);
  });

  test('contract a process that keeps the lock', async () => {
    const folder = await seeded();
    const db = connect(join(folder, 'ladder.db'));
    db.exec('BEGIN IMMEDIATE');
    expect(bad(folder)).toEqual([['lock', 'fail', expect.stringContaining('another process has held the lock')]]);
    db.exec('ROLLBACK');
    db.close();
  });

  test('inv6 an event among the newest that was altered', async () => {
    const folder = await seeded();
    tamper(join(folder, 'ladder.db'), (db) => db.exec("UPDATE events SET role = 'cro' WHERE seq = 3"));
    expect(bad(folder)).toEqual([
      ['events', 'fail', 'event 3: its content is not what was hashed when it was recorded'],
    ]);
  });

  test('A13 an item of the board and a contact in Apollo that an older program let stand twice', async () => {
    const folder = await seeded();
    tamper(join(folder, 'ladder.db'), (db) =>
      db.exec(`INSERT INTO accounts SELECT 'acc_2', 'globex.com', name, name_key, stage, review, priority, stage_since, flags, state, version, idle_since, cooldown_until FROM accounts;
        INSERT INTO contacts (id, account, apollo) VALUES ('con_8', 'acc_2', 'a-9'), ('con_9', 'acc_2', 'a-9');
        UPDATE accounts SET state = json_set(state, '$.external', json('{"monday":"77"}'))`),
    );
    expect(bad(folder)).toEqual([
      [
        'outside_ids',
        'warn',
        "item 77 on Monday's board is named by acme.com, globex.com: what is meant for each goes to the one",
      ],
      [
        'outside_ids',
        'warn',
        'the contact a-9 in Apollo is named by con_8, con_9: what is meant for each goes to the one',
      ],
    ]);
  });

  test('contract a log without its database, and a copy of a killed process', async () => {
    const folder = await seeded();
    writeFileSync(join(folder, 'ladder.db.rehearsal-4194304-0a0b0c0d'), 'x');
    expect(bad(folder)).toEqual([['leftovers', 'warn', expect.stringContaining('a killed process may have left')]]);
    rmSync(join(folder, 'ladder.db'));
    writeFileSync(join(folder, 'ladder.db-wal'), 'x');
    expect(bad(folder)).toContainEqual(['leftovers', 'fail', expect.stringContaining('stands without its database')]);
  });

  const json = (servers: string) => (entry: object) => JSON.stringify({ [servers]: { 'ladder-cro': entry } });
  test.each([
    ['.mcp.json', json('mcpServers')],
    ['home/.config/Claude/claude_desktop_config.json', json('mcpServers')],
    ['.vscode/mcp.json', (entry: object) => `// ours\n${json('servers')(entry)}`],
    ['home/.cursor/mcp.json', json('mcpServers')],
    ['home/.gemini/settings.json', json('mcpServers')],
    ['home/.claude.json', (entry: object) => JSON.stringify({ projects: { '/x': { mcpServers: { ladder: entry } } } })],
    [
      '.claude/agents/cro.md',
      (entry: object) => `---\nmcpServers:\n  - ladder-cro: ${JSON.stringify(entry)}\n---\nYou`,
    ],
    [
      'home/.codex/config.toml',
      () =>
        '[mcp_servers.ladder-cro]\ncommand = "node"\nargs = ["/gone/ladder.js"]\nenv = { LADDER_DB = "/gone/l.db" }',
    ],
  ])('contract %s that names a program which is not there', async (file, write) => {
    const folder = await seeded();
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const entry = { command: 'node', args: ['/gone/ladder.js', 'serve'], env: { LADDER_DB: '/gone/l.db' } };
    writeFileSync(join(folder, file), write(entry));
    expect(bad(folder)).toEqual([
      ['clients', 'fail', expect.stringContaining('the program is `/gone/ladder.js`, and nothing is there')],
      ['clients', 'warn', expect.stringContaining('the folder of LADDER_DB `/gone/l.db` is not there')],
    ]);
  });

  test('contract a configuration that is no JSON', async () => {
    const folder = await seeded();
    writeFileSync(join(folder, '.mcp.json'), '{"mcpServers": ');
    expect(bad(folder)).toEqual([['clients', 'fail', expect.stringContaining("can't read its configuration")]]);
  });
});

test('contract doctor takes a name server and a selector beside --mail alone', async () => {
  for (const option of ['resolver', 'selector']) {
    const ended = await runHere({ args: ['doctor', `--${option}`, '127.0.0.1'] });
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain(`--${option} stands beside --mail alone`);
  }
});
