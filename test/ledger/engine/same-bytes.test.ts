import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Ledger, ledgerOver } from '../../../src/ledger/index.ts';
import type { Call } from '../../../src/ledger/port/ledger.ts';
import type { DatabaseOpening } from '../../../src/ledger/sqlite/open-database.ts';
import { openSqlite } from '../../../src/ledger/sqlite/open-sqlite.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Command } from '../../../src/rules/command/command.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import type { Role } from '../../../src/rules/vocabulary/roles.ts';
import { testPolicy } from '../../support/policy.ts';
import { comment, company, dump, tempFolder } from '../support.ts';
import { openLate, reruns } from './late-engine.ts';

/** Random bytes that come again in the same order. */
function repeatable(): (bytes: number) => Buffer {
  let n = 0;
  return (bytes) => {
    n += 1;
    return createHash('sha256').update(String(n)).digest().subarray(0, bytes);
  };
}

/** Five weeks of two companies: everything that reads, writes, refuses, undoes and erases. */
async function play(ledger: Ledger, clock: { time: string }): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const act = async <Args, Input, Extra extends object>(
    role: Role,
    command: Command<Args, Input, Extra>,
    args: Args,
    more: Partial<Call> = {},
  ) => {
    const call = { role, client: 'play', tool: command.name, args, dryRun: false, ...more };
    const answer = ({ account, born, ...acted }: object & { account: unknown; born(): ReadonlySet<string> }) => ({
      ...acted,
      born: [...born()].sort(),
      has: account !== null,
    });
    answers.push(await ledger.act({ command, args, call, answer }));
  };
  const ann = { name: 'Ann Lee', email: 'ann@beta.com', linkedin_url: 'https://linkedin.com/in/annlee' };
  const note = comment('acme.com');
  await act('sales.ops', saveAccount, company());
  await act('sales.ops', saveAccount, company('beta.com', 'Beta'), { dryRun: true });
  await act('sales.ops', saveAccount, company('beta.com', 'Beta'), { idempotencyKey: 'beta' });
  await act('sales.ops', saveAccount, company('beta.com', 'Beta'), { idempotencyKey: 'beta' });
  await act('mining.mind', fileSignalNote, note);
  await act('mining.mind', fileSignalNote, note);
  await act('customer.success', fileSignalNote, note);
  await act('mining.mind', fileSignalNote, comment('beta.com', { contact: ann }), { idempotencyKey: 'ann' });
  answers.push(await ledger.applyDue({ role: 'sales.ops', client: 'play' }, 1000));
  await act('sales.ops', classifyMql, { account: 'acme.com' });
  await act('sales.ops', classifyMql, { account: 'beta.com' }, { dryRun: true });
  await act('sales.ops', classifyMql, { account: 'beta.com' });
  await act('legal.exec', suppressContact, { contact: ann.email, reason: 'opt_out', note: 'wrote stop' });
  await act('mining.mind', fileSignalNote, comment('acme.com', { contact: { ...ann, email: 'ann.lee@home.org' } }));
  answers.push(
    await ledger.together({ role: 'sales.ops' }, ({ act: now, reader }) =>
      ['gamma.com', 'not a domain', 'delta.com', 'gamma.com'].map((domain) => [
        now({
          command: saveAccount,
          args: company(domain, 'Some'),
          call: { role: 'sales.ops', client: 'play', tool: 'save_account', args: {}, dryRun: false },
          answer: ({ outcome }) => outcome,
        }),
        reader.account('gamma.com')?.version,
      ]),
    ),
  );
  clock.time = '2026-05-26T14:00:00.000Z';
  answers.push(
    await ledger.read((reader) => reader.due(20)),
    await ledger.applyDue({ role: 'cro', client: 'play' }, 1000),
  );
  await act('sales.ops', proposeStageChange, { account: 'acme.com', change: 'regress', reason: 'silent since April' });
  await act('legal.exec', erasePerson, { contact: ann.email, basis: 'asked to' });
  await act('mining.mind', fileSignalNote, comment('beta.com', { contact: ann }), { idempotencyKey: 'ann' });
  await ledger.recordRefusal(
    { role: 'cmo', client: 'play', tool: 'cro_decide', args: {}, dryRun: false },
    { refused: true, code: 'NOT_PERMITTED', found: 'x', next: 'y' },
  );
  answers.push(
    await ledger.read((reader) => [
      reader.board({ perStage: 5 }),
      reader.tasks({ limit: 50 }),
      reader.account('acme.com'),
    ]),
  );
  answers.push(await ledger.verify(), await ledger.rebuild());
  return answers;
}

test('inv7 an engine that answers late comes to the same answers, rows and hashes', async () => {
  const folder = tempFolder();
  const policy = testPolicy();
  const opening = (name: string): DatabaseOpening => ({
    path: join(folder, name, 'l.db'),
    keys: join(folder, name, 'keys'),
    simulated: true,
    synchronous: 'NORMAL',
  });
  // One key store and one name of the ledger for both.
  (await openSqlite(opening('empty'))).close();
  const played = async (name: string, open: typeof openSqlite) => {
    cpSync(join(folder, 'empty'), join(folder, name), { recursive: true });
    const clock = { time: '2026-04-21T13:00:00.000Z' };
    const engine = await open(opening(name));
    // A clock moves on while a unit waits: what asks it outside of `once` gets another time when it runs again.
    let asked = 0;
    const now = () => new Date(Date.parse(clock.time) + 1000 * asked++).toISOString();
    const serving = { policy, clock: { now, simulated: true }, random: repeatable() };
    const ledger = await ledgerOver(engine, serving);
    onTestFinished(() => ledger.close());
    return { answers: await play(ledger, clock), rows: dump(opening(name).path) };
  };
  const direct = await played('direct', openSqlite);
  const before = reruns.count;
  const late = await played('late', openLate);
  expect(late.answers).toEqual(direct.answers);
  expect(late.rows).toEqual(direct.rows);
  // The comparison was worth it: events of most kinds, some refused calls, and a unit for every missing answer.
  expect(direct.rows.events?.length).toBeGreaterThan(60);
  expect(reruns.count - before).toBeGreaterThan(500);
});
