import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableNames } from '../../../src/ledger/projections/tables.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { classifyMql } from '../../../src/rules/qualification/classify-mql.ts';
import { croDecide } from '../../../src/rules/qualification/cro-decide.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { logAttribution } from '../../../src/rules/signals/log-attribution.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import {
  type Bench,
  comment,
  company,
  decided,
  dump,
  goodFacts,
  openBench,
  refused,
  seed,
  tamper,
} from '../support.ts';

const derived = [...tableNames, 'counts'];

/** Everything that the events alone decide; a count of nothing is no row. */
const projections = (path: string) => {
  const tables = Object.entries(dump(path)).filter(([name]) => derived.some((each) => each === name));
  return Object.fromEntries(
    tables.map(([name, rows]) => [
      name,
      name === 'counts' ? rows.filter((row) => !JSON.stringify(row).endsWith('"n":0}')) : rows,
    ]),
  );
};

function wipe(path: string): void {
  const db = connect(path);
  for (const table of derived) db.exec(`DELETE FROM ${table}`);
  db.close();
}

async function expectRebuilt({ ledger, path }: Bench): Promise<void> {
  const before = projections(path);
  expect(await ledger.rebuild()).toMatchObject({ drift: [] });
  expect(projections(path)).toEqual(before);
  wipe(path);
  await ledger.rebuild();
  expect(projections(path)).toEqual(before);
  expect(await ledger.verify()).toMatchObject({ ok: true });
}

describe('rebuilding', () => {
  test('inv7 gives the same rows, from nothing too', async () => {
    const bench = await openBench();
    await seed(bench);
    await seed(bench, 'beta.com', 'Beta');
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@beta.com', reason: 'opt_out' }));
    await expectRebuilt(bench);
  });

  test('inv7 of an empty ledger is nothing', async () => {
    const { ledger } = await openBench();
    expect(await ledger.rebuild()).toEqual({ events: 0, drift: [] });
  });

  test('inv7 names each row that was wrong, and rights it', async () => {
    const bench = await openBench();
    const id = await seed(bench);
    const before = projections(bench.path);
    const db = connect(bench.path);
    db.exec(`UPDATE accounts SET stage = 'SQL', name = 'X'; UPDATE contacts SET email = 'x@x.com'; DELETE FROM domains;
      INSERT INTO posts VALUES (999, 'account:${id}', 'agent-handoffs', '2026', 'forged'); INSERT INTO timers VALUES ('account:none', 'account', '2026')`);
    db.close();
    const rebuilt = await bench.ledger.rebuild();
    expect(rebuilt).toEqual({
      events: await bench.ledger.read((reader) => reader.head()),
      drift: [
        `accounts ${id}: name`,
        `accounts ${id}: stage`,
        `contacts con_${id.slice(4)}_6: email`,
        'posts 999: stands in no event',
        'domains acme.com: is missing',
        'timers of account:none: stands in no event',
      ],
    });
    expect(projections(bench.path)).toEqual(before);
  });

  test('inv7 builds nothing upon events that were altered or taken out', async () => {
    for (const [damage, found] of [
      [
        "UPDATE events SET body = '{}' WHERE seq = 5",
        /for the events are damaged themselves: altered at event 5 of account:/,
      ],
      ['DELETE FROM events WHERE seq = 5', /for the events are damaged themselves: gap at event 6 of account:/],
    ] as const) {
      const bench = await openBench();
      await seed(bench);
      const before = projections(bench.path);
      tamper(bench.path, (db) => void db.exec(damage));
      expect(refused(await bench.ledger.rebuild()).found).toMatch(found);
      expect(projections(bench.path)).toEqual(before);
    }
  });

  test('inv7 a word that two people share is found until the last of them is called otherwise', async () => {
    const bench = await openBench();
    const named = (contacts: readonly object[]) =>
      bench.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', contacts } as Parameters<
        typeof saveAccount.prepare
      >[0]);
    const words = () =>
      (dump(bench.path).account_keys ?? []).flatMap(
        (row) => /"person","key":"(\w+)"/.exec(JSON.stringify(row))?.[1] ?? [],
      );
    await named([{ name: 'Ann Roe', email: 'ar@acme.com' }]);
    await named([{ name: 'Ann Poe', email: 'ap@acme.com' }]);
    const people = await bench.ledger.read((reader) => reader.account('acme.com')?.state.contacts ?? []);
    const found: (readonly string[])[] = [words()];
    for (const { id: contact } of people) {
      await named([{ contact, name: 'Bo Lee' }]);
      found.push(words());
    }
    expect(found).toEqual([
      ['ann', 'poe', 'roe'],
      ['ann', 'bo', 'lee', 'poe'],
      ['bo', 'lee'],
    ]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test("inv7 rights addresses that stand at each other's contacts", async () => {
    const bench = await openBench();
    await seed(bench);
    await seed(bench, 'beta.com', 'Beta');
    const before = projections(bench.path);
    const db = connect(bench.path);
    db.exec(
      "UPDATE contacts SET email = 'tmp' WHERE email LIKE '%acme.com'; UPDATE contacts SET email = 'jane.roe@acme.com' WHERE email LIKE '%beta.com'; UPDATE contacts SET email = 'jane.roe@beta.com' WHERE email = 'tmp'",
    );
    db.close();
    await bench.ledger.rebuild();
    expect(projections(bench.path)).toEqual(before);
  });
});

type Step = (bench: Bench) => Promise<unknown>;

const domain = fc.constantFrom('acme.com', 'beta.com', 'gamma.io');
const person = fc.constantFrom(
  { name: 'Jane Roe', email: 'jane@acme.com' },
  { email: 'jane@acme.com', linkedin_url: 'linkedin.com/in/jane' },
  { linkedin_url: 'linkedin.com/in/jane' },
  { name: 'Bo', email: 'bo@beta.com', title: 'CRO' },
);

const anyTask = (bench: Bench) => bench.ledger.read((reader) => reader.tasks({ limit: 1 }));
const anySignal = (bench: Bench, at: string) =>
  bench.ledger.read((reader) => reader.account(at)?.state.signals.at(-1)?.id ?? 'sig_aaaaaaaaaa_1');

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(domain, fc.constantFrom('Acme', 'Größe & Söhne'), fc.boolean()).map(
    ([at, name, facts]): Step =>
      ({ run }) =>
        run('sales.ops', saveAccount, { domain: at, name, ...(facts ? { facts: goodFacts } : {}) }),
  ),
  fc.tuple(domain, person).map(
    ([at, contact]): Step =>
      ({ run }) =>
        run('sales.ops', saveAccount, { domain: at, contacts: [contact] }),
  ),
  fc.tuple(domain, domain).map(
    ([at, alias]): Step =>
      ({ run }) =>
        run('sales.ops', saveAccount, { domain: at, aliases: [alias, `x-${alias}`] }),
  ),
  fc
    .tuple(
      domain,
      person,
      fc.constantFrom('like', 'comment', 'share'),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 19 }),
    )
    .map(
      ([at, contact, interaction, post, day]): Step =>
        ({ run }) =>
          run(
            'mining.mind',
            fileSignalNote,
            comment(at, {
              contact,
              observed_at: `2026-04-${String(day).padStart(2, '0')}T12:00:00Z`,
              signal: {
                type: 'E1',
                interaction: interaction as 'like',
                object: `post-${post}`,
                quote: '„words“ \u{1F600}',
              },
            }),
          ),
    ),
  fc.tuple(domain, person).map(
    ([at, contact]): Step =>
      ({ run }) =>
        run(
          'mining.mind',
          fileSignalNote,
          comment(at, { contact, signal: { type: 'E4', channel: 'email', quote: 'show us' } }),
        ),
  ),
  domain.map(
    (at): Step =>
      ({ run }) =>
        run('sales.ops', classifyMql, { account: at }),
  ),
  domain.map(
    (at): Step =>
      async (bench) =>
        bench.run('sales.ops', retractSignal, { signal: await anySignal(bench, at), reason: 'an error' }),
  ),
  domain.map(
    (at): Step =>
      ({ run }) =>
        run('cro', croDecide, { account: at, decision: 'confirm' }),
  ),
  domain.map(
    (at): Step =>
      ({ run }) =>
        run('category.positioning', logAttribution, {
          piece: `p-${at}`,
          title: 't',
          url: 'https://x.com',
          published_at: '2026-03-01T00:00:00Z',
          references: [at],
        }),
  ),
  fc.constant<Step>(async (bench) => {
    const listed = await anyTask(bench);
    const id = 'items' in listed ? listed.items[0]?.task.id : undefined;
    return id && bench.run('cro', completeTask, { task: id, note: 'done' });
  }),
  person.map(
    (who): Step =>
      async ({ run }) => {
        const { email, linkedin_url } = { email: undefined, linkedin_url: undefined, ...who };
        for (const contact of [email, linkedin_url && `https://www.${linkedin_url}`]) {
          if (contact) decided(await run('sales.ops', suppressContact, { contact, reason: 'opt_out' }));
        }
      },
  ),
  fc.integer({ min: 1, max: 80 }).map(
    (hours): Step =>
      async ({ clock, ledger }) => {
        clock.time = new Date(Date.parse(clock.time) + hours * 3_600_000).toISOString();
        await ledger.applyDue({ role: 'sales.ops', client: 'vitest' }, 1000);
      },
  ),
);

describe('any sequence of acts', () => {
  test('inv7 rebuilds to the same rows and verifies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 24 }), async (sequence) => {
        const bench = await openBench();
        decided(await bench.run('sales.ops', saveAccount, company()));
        for (const step of sequence) await step(bench);
        await expectRebuilt(bench);
        await bench.ledger.close();
        rmSync(bench.keys, { recursive: true });
      }),
      { numRuns: process.env.LADDER_TEST_ENGINE === 'late' ? 8 : 20 },
    );
  });
});
