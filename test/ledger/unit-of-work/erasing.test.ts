import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { queueUnmatched } from '../../../src/rules/people/queue-unmatched.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { peopleOf } from '../../support/people-of.ts';
import { type Bench, comment, company, decided, openBench } from '../support.ts';

const profile = 'https://www.linkedin.com/in/jane-roe';

/** Words of these that stand anywhere in the files of the ledger and of its keys. */
function found({ path, keys }: Bench, words: readonly string[]): readonly string[] {
  const folder = dirname(path);
  const files = [
    ...readdirSync(folder).map((name) => join(folder, name)),
    ...readdirSync(keys).map((name) => join(keys, name)),
  ];
  const bytes = files.filter((file) => file !== keys).map((file) => readFileSync(file));
  return words.filter((word) => bytes.some((each) => each.includes(word)));
}

const erase = async (bench: Bench, contact: string) =>
  decided(await bench.run('legal.exec', erasePerson, { contact, basis: 'request 7' }));
const contactsOf = ({ ledger }: Bench, domain: string) =>
  ledger.read((reader) => reader.account(domain)?.state.contacts ?? []);
const emails = ({ ledger }: Bench, domain: string) =>
  ledger.read((reader) => [...peopleOf(reader.account(domain)).values()].map(({ email }) => email ?? '').sort());

/** Jane at Acme, with a comment; moved to Beta under a new address. */
async function moved(): Promise<Bench> {
  const bench = await openBench();
  decided(await bench.run('sales.ops', saveAccount, company()));
  decided(await bench.run('mining.mind', fileSignalNote, comment()));
  const [jane] = await contactsOf(bench, 'acme.com');
  const contacts = [{ contact: jane?.id ?? '', email: 'jane@beta.com' }];
  decided(await bench.run('sales.ops', saveAccount, { ...company('beta.com', 'Beta'), contacts }));
  return bench;
}

const words = ['Jane Roe', 'jane.roe@acme.com', 'jane@beta.com', 'partner attribution', 'spoke of her own programme'];

describe('the erasure of a person', () => {
  test.each([
    ['by the present address', 'jane@beta.com'],
    ['by the former address', 'jane.roe@acme.com'],
  ])('L13 reaches the record at the account they left, %s', async (_, named) => {
    const bench = await moved();
    expect(found(bench, words)).toEqual(words);
    const { extra, summary } = await erase(bench, named);
    expect(extra.erased).toEqual({ records: 2, notes: 1, kept_answers: 0, copies: 0 });
    expect(extra.accounts).toHaveLength(2);
    expect(summary).toBe(
      "The person is erased from 2 accounts: name, addresses and words can't be read any more. With them went 2 records, 1 note, 0 kept answers, 0 copies that killed processes left. The decisions stay, and so does a suppression.",
    );
    const contacts = [...(await contactsOf(bench, 'acme.com')), ...(await contactsOf(bench, 'beta.com'))];
    expect(contacts.map(({ erased }) => erased)).toEqual([true, true]);
    expect(found(bench, words)).toEqual([]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('L13 reaches the record they have now, named by the one they left', async () => {
    const bench = await moved();
    const [left] = await contactsOf(bench, 'acme.com');
    expect((await erase(bench, left?.id ?? '')).extra.erased.records).toBe(2);
    expect(found(bench, words)).toEqual([]);
  });

  test.each([
    ['the address', 'jane.roe@acme.com'],
    ['the profile', profile],
    ['the one who stays', 0],
    ['the one who became part', 1],
  ])('A2 L13 reaches both of two who were joined, whose profile one took from the other, by %s', async (_, named) => {
    const bench = await openBench();
    const contacts = [
      { name: 'Jane Roe', email: 'jane.roe@acme.com' },
      { name: 'J. Roe', linkedin_url: profile },
    ];
    decided(await bench.run('sales.ops', saveAccount, { ...company(), contacts }));
    const ids = (await contactsOf(bench, 'acme.com')).map(({ id }) => id);
    const joined = [{ contact: ids[0] ?? '', same_as: ids[1] ?? '' }];
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: joined }));
    const { extra } = await erase(bench, typeof named === 'number' ? (ids[named] ?? '') : named);
    expect(extra.erased.records).toBe(2);
    expect(found(bench, ['Jane Roe', 'J. Roe', 'jane.roe@acme.com', profile])).toEqual([]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
    expect(found(bench, ['Jane Roe', 'J. Roe', 'jane.roe@acme.com', profile])).toEqual([]);
  });

  test('L13 leaves whom their old address has passed to', async () => {
    const bench = await moved();
    const bo = { name: 'Bo Lind', email: 'jane.roe@acme.com' };
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [bo] }));
    expect((await erase(bench, 'jane@beta.com')).extra.erased.records).toBe(2);
    expect(await emails(bench, 'acme.com')).toEqual(['', 'jane.roe@acme.com']);
    expect(await emails(bench, 'beta.com')).toEqual(['']);
    expect(found(bench, ['Bo Lind', 'Jane Roe', 'jane@beta.com'])).toEqual(['Bo Lind']);
  });

  test('L13 of whom an old address has passed to leaves the person before', async () => {
    const bench = await moved();
    const bo = { name: 'Bo Lind', email: 'jane.roe@acme.com' };
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [bo] }));
    expect((await erase(bench, 'jane.roe@acme.com')).extra.erased.records).toBe(1);
    expect(await emails(bench, 'acme.com')).toEqual(['', '']);
    expect(await emails(bench, 'beta.com')).toEqual(['jane@beta.com']);
    expect(found(bench, ['Bo Lind', 'Jane Roe'])).toEqual(['Jane Roe']);
  });

  test('A2 reaches who waits for an account, by any of their addresses', async () => {
    const bench = await openBench();
    const person = { name: 'Jane Roe', email: 'jane@gmail.com', linkedin_url: profile };
    const args = { person, origin: 'list.csv', because: 'no company' };
    decided(await bench.run('sales.ops', queueUnmatched, args));
    expect((await erase(bench, profile)).extra.erased).toEqual({ records: 0, notes: 1, kept_answers: 0, copies: 0 });
    expect(found(bench, ['Jane Roe', 'jane@gmail.com', profile])).toEqual([]);
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
  });

  test('L13 reaches the record of an address that was tied to them', async () => {
    const bench = await openBench();
    const contacts = [{ name: 'Jane Roe', email: 'jane@acme.com', linkedin_url: profile }];
    decided(await bench.run('sales.ops', saveAccount, { ...company(), contacts }));
    const second = { email: 'jr@acme.com', linkedin_url: profile };
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact: second })));
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact: { email: 'jr@acme.com' } })));
    expect((await erase(bench, 'jane@acme.com')).extra.erased.records).toBe(2);
    expect(found(bench, ['Jane Roe', 'jane@acme.com', 'jr@acme.com', profile])).toEqual([]);
  });

  test('inv7 of a suppressed person leaves all their addresses suppressed', async () => {
    const bench = await moved();
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane@beta.com', reason: 'opt_out' }));
    await erase(bench, 'jane@beta.com');
    for (const email of ['jane.roe@acme.com', 'jane@beta.com']) {
      const back = comment('gamma.com', { contact: { email } });
      expect(decided(await bench.run('mining.mind', fileSignalNote, back)).summary).toContain(
        'The person is suppressed',
      );
    }
  });
});

describe('a call repeated after an erasure', () => {
  const key = { idempotencyKey: 'k-1' };

  test('inv7 is told that it was done, without words, and brings nobody back', async () => {
    const bench = await openBench();
    const save = { ...company(), contacts: [{ name: 'Jane Roe', email: 'jane@acme.com' }] };
    decided(await bench.run('sales.ops', saveAccount, save, key));
    decided(
      await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact: { email: 'jane@acme.com' } }), key),
    );
    decided(await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'), { idempotencyKey: 'k-2' }));
    expect((await erase(bench, 'jane@acme.com')).extra.erased.kept_answers).toBe(2);
    expect(await bench.run('sales.ops', saveAccount, save, key)).toMatchObject({
      outcome: 'done',
      summary: 'done already; its words are erased',
      words_erased: true,
    });
    expect(await emails(bench, 'acme.com')).toEqual(['']);
    const other = await bench.run('sales.ops', saveAccount, company('beta.com', 'Beta'), { idempotencyKey: 'k-2' });
    expect(other).toMatchObject({ outcome: 'created' });
    expect(await bench.run('sales.ops', saveAccount, company(), key)).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('copies that a killed process left', () => {
  /** A process id that is nobody's any more. */
  const gone = () => spawnSync(process.execPath, ['-e', '']).pid;
  const leave = ({ path }: Bench, pid: number) => writeFileSync(`${path}.rehearsal-${pid}-0a1b2c3d`, 'Jane Roe');

  test('inv7 are counted and removed by an erasure', async () => {
    const bench = await moved();
    leave(bench, gone());
    const trial = await bench.run(
      'legal.exec',
      erasePerson,
      { contact: 'jane@beta.com', basis: 'request 7' },
      { dryRun: true },
    );
    expect(decided(trial).extra.erased.copies).toBe(1);
    expect(found(bench, ['Jane Roe'])).toEqual(['Jane Roe']);
    expect((await erase(bench, 'jane@beta.com')).extra.erased.copies).toBe(1);
    expect(found(bench, words)).toEqual([]);
  });

  test('inv7 are removed when the ledger is opened, also where another process has the number now', async () => {
    const bench = await openBench();
    leave(bench, gone());
    leave(bench, process.pid);
    await bench.ledger.close();
    const again = await openBench({ path: bench.path });
    expect(readdirSync(dirname(again.path)).filter((name) => name.includes('rehearsal'))).toEqual([]);
  });

  test('inv7 one under way has no name, holds the whole ledger and locks nobody out', async () => {
    const bench = await moved();
    const trial = await bench.ledger.dryRun();
    expect(readdirSync(dirname(bench.path)).filter((name) => name.includes('rehearsal'))).toEqual([]);
    expect(await trial.read((reader) => reader.contact('jane@beta.com')?.domain)).toBe('beta.com');
    expect(await trial.read((reader) => reader.head())).toBe(await bench.ledger.read((reader) => reader.head()));
    decided(await bench.run('sales.ops', saveAccount, company('gamma.com', 'Gamma')));
    await trial.close();
  });
});
