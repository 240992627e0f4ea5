import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/ledger/sqlite/connection.ts';
import { board } from '../support/board.ts';
import { acme, comment, type Data, threeHigh } from '../support/calls.ts';
import { runHere } from '../support/here.ts';
import { call, hello, messages, run, start, tuesday } from './program.ts';

/** A board of 200 rows is adopted, swept and worked by four principals, each with the key of one role. */
const folder = mkdtempSync(join(tmpdir(), 'ladder-board-'));
const env = { LADDER_DB: join(folder, 'l.db'), LADDER_NOW: tuesday };
const file = join(folder, 'board.csv');
const keys = new Map<string, string>();
const principals = [
  ['mining.mind', 'p-mind'],
  ['sales.ops', 'p-ops'],
  ['cro', 'p-cro'],
  ['chief.staff', 'p-staff'],
] as const;

const keyed = (role: string) => ({ ...env, LADDER_KEY: keys.get(role) ?? '' });

async function adopt(role: string, more: readonly string[] = []): Promise<Data> {
  const ended = await run({ args: ['adopt', file, '--as', role, '--json', ...more], env: keyed(role) });
  expect(ended).toMatchObject({ code: 0 });
  return JSON.parse(ended.stdout);
}

/** Answers of one connection, in the order of its calls. */
async function work(
  role: string,
  calls: readonly (readonly [string, object])[],
  now: string = tuesday,
): Promise<readonly Data[]> {
  const lines = calls.map(([tool, args], n) => call(n + 2, tool, args)).join('');
  const running = start({ args: ['serve', '--as', role], env: { ...keyed(role), LADDER_NOW: now } });
  running.write(hello + lines);
  await running.lines(calls.length + 1);
  running.endInput();
  const ended = await running.ended;
  expect(ended).toMatchObject({ code: 0 });
  const told = messages(ended);
  return calls.map(([tool], n) => {
    const result = told.find(({ id }) => id === n + 2)?.result;
    expect(result?.isError, `${tool}: ${JSON.stringify(result?.content)}`).toBeFalsy();
    const data: Data = JSON.parse(JSON.stringify(result?.structuredContent ?? {}));
    return { ...data, text: JSON.stringify(result?.content) };
  });
}

function query<Row>(sql: string): readonly Row[] {
  const db = connect(env.LADDER_DB, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

const outcomes = ({ rows }: Data) =>
  Object.fromEntries(
    ['taken', 'duplicate', 'refused'].map((each) => [each, rows.filter((row: Data) => row.outcome === each).length]),
  );

async function giveKeys(): Promise<void> {
  for (const [role, principal] of principals) {
    const added = await runHere({ args: ['key', 'add', '--role', role, '--principal', principal, '--json'], env });
    keys.set(role, JSON.parse(added.stdout).secret);
  }
  writeFileSync(file, board.text);
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a board of 200 rows', () => {
  test('A12 every row is answered by sales.ops and by the cro, in any encoding, and once more changes nothing', async () => {
    await giveKeys();
    const dry = await adopt('sales.ops');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(board.text, 'utf16le')]);
    for (const bytes of [utf16, Buffer.from(board.text, 'latin1'), Buffer.from(`\ufeff${board.text}`)]) {
      writeFileSync(file, bytes);
      expect((await adopt('sales.ops')).rows).toEqual(dry.rows);
    }
    writeFileSync(file, board.text);
    const ops = await adopt('sales.ops', ['--apply']);
    const cro = await adopt('cro', ['--apply']);
    expect([ops.rows.length, cro.rows.length]).toEqual([200, 200]);
    expect(ops.rows).toEqual(dry.rows);
    expect([outcomes(ops), outcomes(cro)]).toEqual([
      { taken: 81, duplicate: 2, refused: 117 },
      { taken: 75, duplicate: 26, refused: 99 },
    ]);
    const standing = query<{ domain: string; stage: string }>('SELECT domain, stage FROM accounts');
    const told = new Map(
      [...ops.rows, ...cro.rows].filter(({ outcome }) => outcome === 'taken').map((row) => [row.account, row.stage]),
    );
    expect(new Map(standing.map(({ domain, stage }) => [domain, stage]))).toEqual(told);
    for (const [domain, stage] of told)
      expect(board.rows.filter((row) => row.domain === domain).map((row) => row.stage)).toContain(stage);
    const before = query("SELECT seq FROM events WHERE stream != 'refusals'").length;
    expect(outcomes(await adopt('sales.ops', ['--apply'])).taken).toBe(0);
    expect(outcomes(await adopt('cro', ['--apply'])).taken).toBe(0);
    expect(query("SELECT seq FROM events WHERE stream != 'refusals'").length).toBe(before);
  });

  test('A12 nothing is made up, and who opted out is out', () => {
    expect(query('SELECT id FROM signals')).toEqual([]);
    expect(
      query("SELECT type FROM events WHERE type IN ('signal_recorded', 'dossier_scored', 'intent_raised')"),
    ).toEqual([]);
    const optedOut = board.rows.filter(({ isOptedOut }) => isOptedOut).flatMap(({ mails }) => mails);
    const open = query<{ email: string }>(
      'SELECT c.email FROM contacts c WHERE NOT EXISTS (SELECT 1 FROM marks m JOIN suppression s ON s.mark = m.mark WHERE m.contact = c.id)',
    ).map(({ email }) => email);
    expect(optedOut.filter((mail) => open.includes(mail))).toEqual([]);
    expect(query('SELECT mark FROM suppression')).toHaveLength(optedOut.length);
  });

  test('L16, A13 four principals sweep and work it on several connections, up to SQL; it verifies, and the Friday audit names nobody', async () => {
    for (const [role] of principals.flatMap((each) => [each, each])) {
      const [sweep] = await work(role, [['session_sweep', {}]]);
      expect(sweep?.role ?? role).toBe(role);
    }
    const { domain = '' } =
      query<{ domain: string }>("SELECT domain FROM accounts WHERE stage = 'MQL' ORDER BY domain")[0] ?? {};
    const contact = { name: 'Zoe Zed', email: `zoe@${domain}` };
    const [explained] = await work('sales.ops', [
      ['explain_account', { account: domain }],
      ['save_account', { ...acme, domain, name: undefined }],
    ]);
    expect(explained?.text).toMatch(/Adopted at MQL by sales\.ops on .*, as row \d+ of .*board\.csv.* states it/);
    const monday = explained?.account.external.monday;
    await work('mining.mind', [['file_signal_note', comment({ account: monday, contact })]]);
    const [, scored] = await work('sales.ops', [
      ['classify_mql', { account: domain }],
      ['score_dossier', { ...threeHigh, account: domain }],
    ]);
    expect(scored?.outcome).toBe('pending_review');
    const [decided] = await work('cro', [['cro_decide', { account: domain, decision: 'confirm' }]]);
    expect(decided).toMatchObject({
      outcome: 'confirmed',
      account: { stage: 'SQL', adopted: { stage: 'MQL', principal: 'p-ops' } },
    });
    const [verified] = await work('chief.staff', [['verify_ledger', {}]]);
    expect(verified).toMatchObject({ ok: true });
    expect(
      query(
        "SELECT DISTINCT role, principal FROM events WHERE role_key IS NOT NULL AND role != 'chief.staff' ORDER BY role",
      ),
    ).toEqual([
      { role: 'cro', principal: 'p-cro' },
      { role: 'mining.mind', principal: 'p-mind' },
      { role: 'sales.ops', principal: 'p-ops' },
    ]);
    const friday = '2026-04-24T10:00:00-04:00';
    const [audit] = await work('chief.staff', [['session_sweep', { limit: 100 }]], friday);
    expect(audit?.tasks.map(({ kind }: Data) => kind)).toContain('board_audit');
    expect(audit?.tasks.filter(({ kind }: Data) => kind === 'evidence_sample')).toHaveLength(5);
    expect(audit?.watch.filter(({ kind }: Data) => kind === 'roles_alone' || kind === 'one_principal')).toEqual([]);
    const ended = await runHere({ args: ['verify', '--json'], env: { ...env, LADDER_NOW: friday } });
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true });
  });
});
