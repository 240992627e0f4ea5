import { describe, expect, test } from 'vitest';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { type SaveArgs, saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { Command } from '../../../src/rules/command/command.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { logAttribution } from '../../../src/rules/signals/log-attribution.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { peopleOf } from '../../support/people-of.ts';
import { comment, company, decided, dump, openBench, refused, seed, tuesday } from '../support.ts';

const eventTypes = (path: string) => {
  const db = connect(path, { readonly: true });
  const types = db.prepare<[], string>('SELECT type FROM events ORDER BY seq').pluck().all();
  db.close();
  return types;
};

const idsOf = (list: readonly { readonly id: string }[] = []) => list.map(({ id }) => id);

describe('a unit of work', () => {
  test('A1 an account is found by id, domain and alias, and its id comes of its founding domain', async () => {
    const { ledger, run } = await openBench();
    const { extra } = decided(await run('sales.ops', saveAccount, { ...company(), aliases: ['acme.io'] }));
    expect(extra.account).toBe('acc_cgkcfdni7w');
    for (const ref of ['acc_cgkcfdni7w', 'acme.com', 'acme.io']) {
      expect(await ledger.read((reader) => reader.account(ref)?.state.domain)).toBe('acme.com');
    }
    expect(await ledger.read((reader) => reader.account('elsewhere.com'))).toBeNull();
  });

  test('A1 two domains whose ids would be the same get two', async () => {
    const { run, path } = await openBench();
    decided(await run('sales.ops', saveAccount, company()));
    const db = connect(path);
    db.exec(
      "UPDATE accounts SET domain = 'other.com'; DELETE FROM domains; INSERT INTO domains VALUES ('other.com', 'acc_cgkcfdni7w')",
    );
    db.close();
    const { extra } = decided(await run('sales.ops', saveAccount, company()));
    expect(extra.account).toMatch(/^acc_[a-z2-7]{10}$/);
    expect(extra.account).not.toBe('acc_cgkcfdni7w');
  });

  test('A2 a person is found by id, by e-mail in any case and by profile', async () => {
    const { ledger, run } = await openBench();
    const contact = { name: 'Jane Roe', email: 'Jane.Roe@Acme.com', linkedin_url: 'linkedin.com/in/Jane-Roe/' };
    decided(await run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    const found = await ledger.read((reader) => reader.contact('JANE.ROE@acme.com'));
    expect(found).toEqual({
      account: 'acc_cgkcfdni7w',
      domain: 'acme.com',
      contact: 'con_cgkcfdni7w_2',
      person: {
        name: 'Jane Roe',
        first_name: 'Jane',
        email: 'jane.roe@acme.com',
        linkedin_url: 'https://www.linkedin.com/in/jane-roe',
      },
    });
    expect(await ledger.read((reader) => reader.contact('con_cgkcfdni7w_2'))).toEqual(found);
    const again = comment('acme.com', {
      contact: { linkedin_url: 'https://www.linkedin.com/in/jane-roe' },
      observed_at: '2026-04-19T09:00:00Z',
    });
    decided(await run('mining.mind', fileSignalNote, again));
    expect(await ledger.read((reader) => peopleOf(reader.account('acme.com')).size)).toBe(1);
    expect(decided(await run('mining.mind', fileSignalNote, comment('beta.com', { contact }))).outcome).toBe('waiting');
  });

  test('A2 an id that stands on a stream finds its account', async () => {
    const { run } = await openBench();
    const { extra } = decided(await run('mining.mind', fileSignalNote, comment()));
    const { outcome, account } = decided(
      await run('sales.ops', retractSignal, { signal: extra.signal, reason: 'another Jane' }),
    );
    expect([outcome, account?.state.domain]).toEqual(['retracted', 'acme.com']);
    const stranger = await run('sales.ops', retractSignal, { signal: 'sig_aaaaaaaaaa_1', reason: 'x' });
    expect(refused(stranger).code).toBe('NOT_FOUND');
  });

  test('A6 a piece is logged on a stream of its own and loaded for the note that names it', async () => {
    const { ledger, run } = await openBench();
    const piece = {
      piece: 'growth-07',
      title: 'Growth',
      url: 'https://x.com/7',
      published_at: '2026-04-01T00:00:00Z',
      references: ['acme.com'],
    };
    decided(await run('category.positioning', logAttribution, piece));
    expect(
      await ledger.read((reader) => [reader.piece('growth-07')?.domains, reader.pieces(5).map(({ id }) => id)]),
    ).toEqual([['acme.com'], ['growth-07']]);
  });

  test('inv6 opened and closed tasks are told from the account before and after', async () => {
    const { run } = await openBench();
    const first = decided(await run('sales.ops', saveAccount, company()));
    expect([first.opened, first.closed]).toEqual([[], []]);
    const noted = decided(await run('mining.mind', fileSignalNote, comment()));
    expect(noted.opened.map(({ task }) => [task.kind, task.closed_at])).toEqual([['classify', undefined]]);
    const classified = decided(await run('sales.ops', classifyMql, { account: 'acme.com' }));
    expect(classified.opened.map(({ task }) => task.kind)).toEqual(['dossier']);
    expect(
      classified.closed.map(({ task, account }) => [account?.domain, task.kind, task.closed_at, task.closed_by]),
    ).toEqual([['acme.com', 'classify', tuesday, 'sales.ops']]);
    expect(classified.account?.state.stage).toBe('MQL');
  });

  test('inv6 the answer sees what the act wrote', async () => {
    const { ledger } = await openBench();
    const args = company();
    const call = { role: 'sales.ops', client: 'vitest', tool: 'save_account', args, dryRun: false } as const;
    const told = await ledger.act({
      command: saveAccount,
      args,
      call,
      answer: ({ account }, reader, moment) => ({
        version: account?.version,
        read: reader.account('acme.com')?.version,
        now: moment.now,
      }),
    });
    expect(told).toEqual({ version: 6, read: 6, now: tuesday });
  });
});

describe('a refusal', () => {
  test('inv6 changes nothing but its own record, which holds no words', async () => {
    const bench = await openBench();
    await seed(bench);
    const before = dump(bench.path, ['events', 'streams', 'refusals', 'sqlite_sequence']);
    const events = eventTypes(bench.path);
    const args = comment('crossbeam.com', { note: 'secret words' });
    expect(refused(await bench.run('mining.mind', fileSignalNote, args)).code).toBe('RULE_REFUSED');
    expect(dump(bench.path, ['events', 'streams', 'refusals', 'sqlite_sequence'])).toEqual(before);
    expect(eventTypes(bench.path)).toEqual([...events, 'refused']);
    const row = dump(bench.path).events?.at(-1);
    expect(row).toMatchObject({
      stream: 'refusals',
      version: 1,
      role: 'mining.mind',
      client: 'vitest',
      body: '{"clause":"3.5","code":"RULE_REFUSED","ruling":"L11","tool":"file_signal_note"}',
    });
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test('inv6 names the rules that failed and stays under 500 bytes', async () => {
    const { ledger, path } = await openBench();
    const check = {
      rule: 'G1'.repeat(40),
      clause: '3.2',
      verdict: 'fail',
      because: 'Jane said no',
      basis: 'sop',
    } as const;
    const refusal = {
      refused: true,
      code: 'RULE_REFUSED',
      found: 'Jane',
      next: 'x',
      clause: '3.2'.repeat(30),
      checks: Array(40).fill(check),
    } as const;
    const call = { role: 'cro', client: 'c'.repeat(500), tool: 't'.repeat(500), args: {}, dryRun: false } as const;
    expect(await ledger.recordRefusal(call, refusal)).toBeNull();
    const [row] = dump(path).events as { body: string; client: string }[];
    expect(row?.body.length).toBeLessThan(500);
    expect(row?.client.length).toBe(100);
    expect(row?.body).not.toContain('Jane');
  });

  test('inv6 of what time brought is not kept either, and is brought in again', async () => {
    const bench = await openBench();
    await seed(bench);
    bench.clock.time = '2026-04-22T13:00:00.000Z';
    refused(await bench.run('sales.ops', classifyMql, { account: 'nowhere.com' }));
    expect(eventTypes(bench.path)).not.toContain('batch_posted');
    decided(await bench.run('sales.ops', classifyMql, { account: 'acme.com' }));
    expect(eventTypes(bench.path)).toContain('batch_posted');
  });
});

describe('a dry run', () => {
  test('inv6 answers as the act would and leaves every table and key as it was', async () => {
    const bench = await openBench();
    await seed(bench);
    const before = [dump(bench.path), dump(`${bench.keys}/keys.db`)];
    const args = comment('beta.com');
    const trial = { dryRun: true, idempotencyKey: 'k' };
    const { born, ...dry } = decided(await bench.run('mining.mind', fileSignalNote, args, trial));
    expect([dump(bench.path), dump(`${bench.keys}/keys.db`)]).toEqual(before);
    refused(await bench.run('mining.mind', fileSignalNote, comment('crossbeam.com'), { dryRun: true }));
    expect(dump(bench.path)).toEqual(before[0]);
    const { born: given, ...done } = decided(await bench.run('mining.mind', fileSignalNote, args));
    expect(done).toEqual(dry);
    expect(given()).toEqual(born());
    const { state } = done.account ?? {};
    const ids = [state?.id, ...[state?.contacts, state?.signals, state?.tasks, state?.intents].flatMap(idsOf)];
    expect([...born()].sort()).toEqual(ids.sort());
  });

  test('inv6 tells the ids that an act gave out, and none that stood before it', async () => {
    const bench = await openBench();
    await seed(bench);
    const { born, account } = decided(
      await bench.run('mining.mind', fileSignalNote, comment('acme.com', { observed_at: '2026-04-19T15:00:00-04:00' })),
    );
    expect([...born()].filter((id) => /^(?:acc|con)_/.test(id))).toEqual([]);
    expect(born()).toContain(account?.state.signals.at(-1)?.id);
  });

  test('inv6 says of a key in use what the act would be answered, and takes no key itself', async () => {
    const { run, path } = await openBench();
    const trial = (args: SaveArgs) => run('sales.ops', saveAccount, args, { dryRun: true, idempotencyKey: 'one' });
    expect(decided(await trial(company('beta.com', 'Beta'))).outcome).toBe('created');
    const first = decided(await run('sales.ops', saveAccount, company(), { idempotencyKey: 'one' }));
    const before = dump(path);
    expect(decided(await trial(company()))).toEqual(JSON.parse(JSON.stringify(first)));
    expect(refused(await trial(company('beta.com', 'Beta'))).code).toBe('CONFLICT');
    expect(dump(path)).toEqual(before);
  });

  test('inv6 on a ledger that is still empty records not even the policy', async () => {
    const { run, path } = await openBench();
    decided(await run('sales.ops', saveAccount, company(), { dryRun: true }));
    expect(dump(path).events).toEqual([]);
  });
});

describe('an idempotency key', () => {
  test('inv6 gives the first answer again and acts once', async () => {
    const { run, path } = await openBench();
    const args: SaveArgs & { readonly idempotency_key?: string; readonly dry_run?: boolean } = {
      ...company(),
      idempotency_key: 'one',
    };
    const first = decided(await run('sales.ops', saveAccount, args, { idempotencyKey: 'one' }));
    expect(first.outcome).toBe('created');
    const events = eventTypes(path).length;
    const without: typeof args = { ...company(), dry_run: false };
    const again = decided(await run('sales.ops', saveAccount, without, { idempotencyKey: 'one' }));
    expect(again.outcome).toBe('created');
    expect(eventTypes(path).length).toBe(events);
    expect(decided(await run('sales.ops', saveAccount, company(), { idempotencyKey: 'two' })).outcome).toBe('exists');
  });

  test('inv6 holds for thirty days; then the call is decided anew, and the new answer is kept', async () => {
    const { run, clock } = await openBench();
    const save = async (args: SaveArgs = company()) => run('sales.ops', saveAccount, args, { idempotencyKey: 'one' });
    expect(decided(await save()).outcome).toBe('created');
    clock.time = '2026-05-21T13:00:00.000Z';
    expect(decided(await save()).outcome).toBe('created');
    clock.time = '2026-05-21T13:00:00.001Z';
    expect(decided(await save()).outcome).toBe('exists');
    expect(refused(await save(company('beta.com', 'Beta'))).code).toBe('CONFLICT');
    clock.time = '2026-06-20T13:00:00.001Z';
    expect(decided(await save()).outcome).toBe('exists');
    clock.time = '2026-06-20T13:00:00.002Z';
    expect(decided(await save(company('beta.com', 'Beta'))).outcome).toBe('created');
  });

  test('inv6 with other arguments, or for another tool, is a CONFLICT', async () => {
    const { run } = await openBench();
    decided(await run('sales.ops', saveAccount, company(), { idempotencyKey: 'one' }));
    for (const other of [
      await run('sales.ops', saveAccount, company('beta.com', 'Beta'), { idempotencyKey: 'one' }),
      await run('sales.ops', saveAccount, company(), { idempotencyKey: 'one', tool: 'import' }),
    ]) {
      expect(refused(other)).toMatchObject({
        code: 'CONFLICT',
        found: 'this `idempotency_key` was used by sales.ops for another call',
        next: 'repeat that call with its own arguments, or take a new key',
      });
    }
  });

  test("inv6 is each role's own, and keeps no refusal", async () => {
    const { run } = await openBench();
    const args = comment('acme.com', {
      signal: { type: 'E3', channel: 'email', topic: 'assessment', quote: 'how much?' },
    });
    expect(refused(await run('viewer', fileSignalNote, args, { idempotencyKey: 'one' })).code).toBe('NOT_PERMITTED');
    expect(decided(await run('mining.mind', fileSignalNote, args, { idempotencyKey: 'one' })).outcome).toBe('recorded');
    const unknown = { account: 'beta.com' };
    refused(await run('sales.ops', classifyMql, unknown, { idempotencyKey: 'two' }));
    decided(await run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    decided(await run('sales.ops', classifyMql, unknown, { idempotencyKey: 'two' }));
  });
});

describe('what stops a write', () => {
  test('inv6 a stream that moved on since it was loaded is a CONFLICT, and nothing is written', async () => {
    const bench = await openBench();
    await seed(bench);
    const db = connect(bench.path);
    db.exec(
      "UPDATE streams SET version = version - 1 WHERE stream LIKE 'account:%'; UPDATE accounts SET version = version - 1",
    );
    db.close();
    const before = dump(bench.path);
    const answer = refused(
      await bench.run('mining.mind', fileSignalNote, comment('acme.com', { observed_at: '2026-04-19T09:00:00Z' })),
    );
    expect(answer).toMatchObject({
      code: 'CONFLICT',
      found: 'account:acc_cgkcfdni7w was written to by somebody else meanwhile',
    });
    expect(dump(bench.path)).toEqual(before);
  });

  test('inv6 a defect in a rule writes nothing and leaves the ledger usable', async () => {
    const { run, path } = await openBench();
    const broken: Command<null, null, object> = {
      name: 'broken',
      clause: '0',
      prepare: () => ({ keys: {}, input: null }),
      decide: (_, world) => {
        world.found('acme.com').emit({ type: 'account_registered', id: 'x', domain: 'acme.com', name: null });
        throw new Error('a defect');
      },
    };
    await expect(run('sales.ops', broken, null)).rejects.toThrow('a defect');
    expect(dump(path).events).toEqual([]);
    decided(await run('sales.ops', saveAccount, company()));
  });

  test('T6 a simulated clock that was set back may read but not write', async () => {
    const bench = await openBench();
    await seed(bench);
    bench.clock.time = '2026-04-21T12:59:59.999Z';
    const before = dump(bench.path);
    const answer = refused(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    expect(answer).toMatchObject({
      code: 'CONFLICT',
      found: `the clock stands at 2026-04-21T12:59:59.999Z, and the newest entry was recorded at ${tuesday}; time does not run backwards`,
      next: `set LADDER_NOW to ${tuesday} or later and start the server again`,
    });
    expect(dump(bench.path)).toEqual(before);
    expect(await bench.ledger.read((reader) => reader.account('acme.com')?.state.stage)).toBe('MQL');
  });

  test('T1 a year without a list of holidays stops no write: what it opens falls due by weekdays alone', async () => {
    const { run, clock, ledger } = await openBench({ time: '2028-12-29T20:00:00.000Z' });
    const note = comment('acme.com', { observed_at: '2028-12-29T19:00:00Z' });
    const noted = decided(await run('mining.mind', fileSignalNote, note));
    expect(noted.opened.map(({ task }) => [task.kind, task.due_at])).toEqual([
      ['complete_account', '2029-01-01T20:00:00.000Z'],
      ['classify', '2029-01-01T20:00:00.000Z'],
    ]);
    clock.time = '2035-06-01T14:00:00.000Z';
    expect((await ledger.read((reader) => reader.due(5))).length).toBeGreaterThan(0);
    const swept = await ledger.applyDue({ role: 'sales.ops', client: 'vitest' }, 1000);
    expect('refused' in swept ? swept : swept.first.at(-1)).toMatchObject({ noticed_at: '2035-06-01T14:00:00.000Z' });
    decided(await run('sales.ops', saveAccount, company()));
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});

describe('who stands behind a role', () => {
  test('L16 is an opaque id whichever surface calls: a name is a defect, and nothing is written', async () => {
    const { run, ledger } = await openBench();
    for (const principal of ['ana@acme.com', 'Ana Ruiz', '']) {
      await expect(run('sales.ops', saveAccount, company(), { principal })).rejects.toThrow(
        'the principal to be recorded is no opaque id',
      );
    }
    expect(await ledger.read((reader) => reader.head())).toBe(0);
  });

  test('L16 tells no two calls of a role apart: a kept answer is given to whoever repeats the call', async () => {
    const { run, ledger } = await openBench();
    const kept = { args: company(), idempotencyKey: 'k-1' };
    const first = decided(await run('sales.ops', saveAccount, company(), { ...kept, principal: 'p-1' }));
    const head = await ledger.read((reader) => reader.head());
    const again = decided(await run('sales.ops', saveAccount, company(), { ...kept, principal: 'p-2' }));
    expect(again.summary).toBe(first.summary);
    expect(await ledger.read((reader) => reader.head())).toBe(head);
  });
});

describe('suppression', () => {
  const contact = { name: 'Jane Roe', email: 'jane.roe+news@acme.com' };

  test('L13 follows the person through case, tags, dots, edits and to another company', async () => {
    const { ledger, run } = await openBench();
    decided(await run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    decided(await run('sales.ops', suppressContact, { contact: 'JaneRoe@acme.com', reason: 'opt_out' }));
    const suppressed = (domain: string) => ledger.read((reader) => [...(reader.account(domain)?.suppressed ?? [])]);
    expect(await suppressed('acme.com')).toEqual(['con_cgkcfdni7w_2']);
    decided(
      await run('sales.ops', saveAccount, {
        domain: 'acme.com',
        contacts: [{ contact: 'con_cgkcfdni7w_2', email: 'roe@acme.com' }],
      }),
    );
    expect(await suppressed('acme.com')).toEqual(['con_cgkcfdni7w_2']);
    const moved = comment('beta.com', { contact: { name: 'Jane', email: 'j.a.n.e.roe@acme.com' } });
    decided(await run('mining.mind', fileSignalNote, moved));
    const contacts = [{ email: 'j.a.n.e.roe@acme.com' }];
    const placed = decided(await run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts }));
    expect(placed.opened.map(({ task }) => task.kind)).toContain('look_at_returned');
    expect(await suppressed('beta.com')).toHaveLength(1);
    expect(await ledger.read((reader) => reader.suppressionCount())).toBe(2);
  });

  test('L13 names nobody on record, and a profile counts as an address does', async () => {
    const { ledger, run, path } = await openBench();
    const linkedin_url = 'https://www.linkedin.com/in/jane-roe';
    decided(await run('sales.ops', suppressContact, { contact: contact.email, reason: 'opt_out' }));
    decided(await run('sales.ops', suppressContact, { contact: linkedin_url, reason: 'opt_out' }));
    decided(await run('sales.ops', suppressContact, { contact: linkedin_url, reason: 'hostile' }));
    expect(JSON.stringify([dump(path).suppression, dump(path).events]).toLowerCase()).not.toMatch(/jane[^a-z]/);
    expect(await ledger.read((reader) => reader.suppressionCount())).toBe(2);
    const noted = decided(await run('mining.mind', fileSignalNote, comment('acme.com', { contact: { linkedin_url } })));
    expect([...(noted.account?.suppressed ?? [])]).toEqual(['con_cgkcfdni7w_2']);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});
