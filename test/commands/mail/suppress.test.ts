import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { readSuppressionList } from '../../../src/exchange/import/suppression-list.ts';
import { tempFolder, tuesday } from '../../clients/program.ts';
import { runHere } from '../../support/here.ts';
import { shippedPolicy } from '../../support/server.ts';

function place() {
  const folder = tempFolder();
  const env = { LADDER_DB: join(folder, 'ladder.db'), LADDER_NOW: tuesday };
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return { folder, file, ladder: (...args: readonly string[]) => runHere({ args, env }) };
}

const contacts =
  'company,domain,name,email,linkedin\nAcme,acme.com,Jane Roe,j.roe@acme.com,\nAcme,acme.com,Bo Li,,linkedin.com/in/boli\n';

test('L13 suppress import reads one a line, in any spelling, whether the ledger knows them or not', async () => {
  const { file, ladder } = place();
  await ladder('import', file('people.csv', contacts), '--as', 'sales.ops', '--apply');
  const list = file('stop.txt', 'JROE+x@Acme.com\nhttps://www.linkedin.com/in/boli/\n\nnobody\nwho@nowhere.com\n');
  const trial = await ladder('suppress', 'import', list, '--as', 'sales.ops', '--dry-run');
  expect([trial.code, trial.stdout]).toEqual([
    0,
    'row 4: it names nobody: no address, profile, contact id or opt-out token\n4 rows: 3 would be suppressed, 0 suppressed already, 1 refused. Nothing was written.\n',
  ]);
  const done = await ladder('suppress', 'import', list, '--as', 'sales.ops', '--json');
  expect(JSON.parse(done.stdout)).toEqual({
    rows: [
      { row: 1, outcome: 'suppressed' },
      { row: 2, outcome: 'suppressed' },
      { row: 4, outcome: 'refused', because: 'it names nobody: no address, profile, contact id or opt-out token' },
      { row: 5, outcome: 'suppressed' },
    ],
    suppressed: 3,
    exists: 0,
    refused: 1,
  });
  expect((await ladder('suppress', 'import', list, '--as', 'cro')).stdout).toContain(
    '0 suppressed, 3 suppressed already',
  );
  const out = file('out.csv', '');
  expect((await ladder('suppress', 'export', out)).stdout).toBe(
    `${out}: 2 people. Left out: 0 erased, and 1 addresses or profiles that no contact has, of which a fingerprint alone is kept.\n`,
  );
  expect(readFileSync(out, 'utf8')).toBe(
    'email,linkedin_url\r\n,https://www.linkedin.com/in/boli\r\nj.roe@acme.com,\r\n',
  );
  expect((await ladder('suppress', 'import', out, '--as', 'cro')).stdout).toContain(
    '0 suppressed, 2 suppressed already',
  );
});

test('L13 a list of its own comes in and goes out by the standard streams where its file is `-`', async () => {
  const { ladder } = place();
  const given = Readable.from([Buffer.from('jane@acme.com\n')]) as unknown as typeof process.stdin;
  const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(given);
  const done = await ladder('suppress', 'import', '-', '--as', 'cro').finally(() => stdin.mockRestore());
  expect(done.stdout).toBe('1 row: 1 suppressed, 0 suppressed already, 0 refused.\n');
  const list: unknown[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => list.push(text) > 0);
  const told = await ladder('suppress', 'export', '-').finally(() => stdout.mockRestore());
  expect([list, told.stdout]).toEqual([['email,linkedin_url\r\n'], '']);
  expect(told.stderr).toContain('-: 0 people.');
});

test('L13 suppress import is refused to who may suppress nobody, and without a role', async () => {
  const { file, ladder } = place();
  const list = file('stop.txt', 'jane@acme.com\n');
  for (const role of [['--as', 'cmo'], []])
    expect(await ladder('suppress', 'import', list, ...role)).toMatchObject({
      code: 1,
      stderr: `NOT_PERMITTED (§3.5, L13): ${role[1] ?? 'viewer'} suppresses nobody. Next: let sales.ops or cro or mining.mind or category.positioning do it: --as ROLE.\n`,
    });
  expect((await ladder('suppress', 'list')).stderr).toContain('suppress takes `import FILE` or `export FILE`');
});

test('L13 of a table with headings only the columns that name people are read', () => {
  const { adoption } = shippedPolicy().values;
  const rows = readSuppressionList(
    'Owner Mail;Email;Reason\nme@our.example;"a@acme.com, b@acme.com";asked\nme@our.example;;x\n',
    adoption,
  );
  expect(rows).toEqual([
    { row: 2, people: ['a@acme.com', 'b@acme.com'] },
    { row: 3, people: [] },
  ]);
  const token = 'abcdefghijklmnopqrstuvwxyz234567-abcdefghijklmnop';
  const lines = `${token}\nhttps://twin.example/u/${token}\ncon_abc_1\nmailto:A@acme.com`;
  expect(readSuppressionList(lines, adoption)).toEqual([
    { row: 1, people: [token] },
    { row: 2, people: [`https://twin.example/u/${token}`] },
    { row: 3, people: ['con_abc_1'] },
    { row: 4, people: ['a@acme.com'] },
  ]);
});

test('L13 A12 of a list of everybody who its column says opted out, and who it says nothing of, is suppressed', async () => {
  const { file, ladder } = place();
  const list = file(
    'everybody.csv',
    'Email,Unsubscribed from all email,Opted out\na@acme.com,FALSE,no\nb@acme.com,TRUE,\nc@acme.com,,\nd@acme.com,0,yes\n',
  );
  const done = await ladder('suppress', 'import', list, '--as', 'sales.ops', '--json');
  expect(JSON.parse(done.stdout)).toMatchObject({
    rows: [
      { row: 2, outcome: 'refused', because: '`Unsubscribed from all email` says `FALSE`: they did not opt out' },
      { row: 3, outcome: 'suppressed' },
      { row: 4, outcome: 'suppressed' },
      { row: 5, outcome: 'suppressed' },
    ],
    suppressed: 3,
    refused: 1,
  });
});
