import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packaged from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base32, canonical } from '../../../src/ledger/events/canonical-json.ts';
import { seal, unseal } from '../../../src/ledger/events/sealed-fields.ts';
import { connect } from '../../../src/ledger/sqlite/connection.ts';
import { openKeyStore } from '../../../src/ledger/sqlite/key-store.ts';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { type Bench, comment, company, decided, dump, openBench, seed, tempFolder } from '../support.ts';

// The package's types speak of a default export; its file has none, so that the import is the function itself.
const reference: unknown = packaged;

function byReference(value: unknown): unknown {
  if (typeof reference !== 'function') throw new Error('canonicalize did not load');
  return reference(value);
}

const words = ['jane', 'roe', 'vp partnerships', 'attribution', 'own programme'];

describe('words about a person', () => {
  test('inv6 stand in no event and no state in the clear', async () => {
    const bench = await openBench();
    await seed(bench);
    const { events, accounts, streams, posts, tasks, account_keys, account_parts, marks } = dump(bench.path);
    const clear = JSON.stringify([
      // The policy is nobody's words, and has words for many things.
      events?.filter((row) => !JSON.stringify(row).includes('"type":"policy_recorded"')),
      accounts,
      streams,
      posts,
      tasks,
      // Names of people are searched by their words, rows that go with the person.
      account_keys?.filter((row) => !JSON.stringify(row).includes('"kind":"person"')),
      account_parts,
      marks,
    ]).toLowerCase();
    // Whole words: three letters come up by chance within a drawn id.
    for (const word of words) expect(clear).not.toMatch(new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`));
  });

  test('inv6 open with their key, in their own place alone', () => {
    const key = Buffer.alloc(32, 7);
    const keys = { keyOf: (person: string) => (person === 'con_1' ? key : undefined) };
    const place = { stream: 'account:acc_1', type: 'contact_added' };
    const sealedWith = (iv: number) =>
      seal({ person: 'con_1', fields: { name: 'Jäne' } }, place, { key, iv: Buffer.alloc(12, iv) });
    const box = sealedWith(1);
    expect(unseal(box, place, keys)).toEqual({ name: 'Jäne' });
    expect(unseal(box, { ...place, stream: 'account:acc_2' }, keys)).toBeNull();
    expect(unseal(box, { ...place, type: 'contact_changed' }, keys)).toBeNull();
    expect(unseal({ ...box, person: 'con_2' }, place, keys)).toBeNull();
    expect(unseal(box, place, { keyOf: () => Buffer.alloc(32, 8) })).toBeNull();
    expect(sealedWith(2).data).not.toBe(box.data);
  });

  test('inv7 of an erased person read as erased, are gone after a rebuild, and the chain verifies', async () => {
    const bench = await openBench();
    const id = await seed(bench);
    decided(
      await bench.run(
        'mining.mind',
        fileSignalNote,
        comment('acme.com', { contact: { name: 'Bo Li', email: 'bo@acme.com' } }),
      ),
    );
    const [jane = '', bo = ''] =
      (await bench.ledger.read((reader) => reader.account('acme.com')?.state.contacts.map((contact) => contact.id))) ??
      [];
    const store = openKeyStore(bench.keys);
    store.destroy([{ contact: jane, seq: 1_000_000 }], 1_000_000);
    expect(readFileSync(join(bench.keys, 'keys.db-wal')).length).toBe(0);
    store.close();
    await bench.ledger.rebuild();
    const record = await bench.ledger.read((reader) => reader.account('acme.com'));
    expect([record?.people.get(jane), record?.people.get(bo)?.name]).toEqual([{}, 'Bo Li']);
    const listed = await bench.ledger.read((reader) => reader.timeline(id, { limit: 50 }));
    const told =
      'items' in listed
        ? listed.items.flatMap(({ type, words: found }) => (found === null ? [] : [[type, found]]))
        : [];
    expect(told.slice(-2)).toEqual([
      ['signal_recorded', 'erased'],
      ['contact_added', 'erased'],
    ]);
    expect(told.at(0)).toEqual([
      'signal_recorded',
      { note: 'Jane spoke of her own programme', quote: 'we struggle with partner attribution' },
    ]);
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  });

  test('inv6 have a key on the disk before anything sealed with it can be committed', async () => {
    const seen: number[] = [];
    const folder = tempFolder();
    const bench = await openBench({
      folder,
      onStep: (name) => {
        if (name !== 'appended') return;
        const db = connect(join(folder, 'ladder.db.keys', 'keys.db'), { readonly: true });
        seen.push(db.prepare<[], number>('SELECT COUNT(*) FROM person_keys').pluck().get() ?? -1);
        db.close();
      },
    });
    decided(await bench.run('mining.mind', fileSignalNote, comment()));
    expect(Math.min(...seen.slice(1))).toBe(1);
  });
});

describe('the key store', () => {
  test('inv6 marks texts the same for one store and otherwise for another, and by purpose', () => {
    const [one, two] = [openKeyStore(join(tempFolder(), 'k')), openKeyStore(join(tempFolder(), 'k'))];
    expect(one.mark('suppression', 'jane')).toMatch(/^[a-z2-7]{32}$/);
    expect(one.mark('suppression', 'jane')).toBe(one.mark('suppression', 'jane'));
    expect(one.mark('suppression', 'jane')).not.toBe(two.mark('suppression', 'jane'));
    expect(one.mark('suppression', 'jane')).not.toBe(one.mark('fingerprint', 'jane'));
    one.close();
    two.close();
  });

  test('inv6 a fingerprint tells equal texts and nothing else', async () => {
    const { ledger } = await openBench();
    const print = (text: string) => ledger.read((_, moment) => moment.fingerprint(text));
    expect(await print('ann smith')).toBe(await print('ann smith'));
    expect(await print('ann smith')).not.toBe(await print('ann smyth'));
    expect(await print('ann smith')).toMatch(/^[a-z2-7]{16}$/);
  });

  test('A1 base32 is that of RFC 4648', () => {
    const of = (text: string) => base32(Buffer.from(text), 99);
    expect([of('fooba'), of('foobar').slice(0, 9), of('')]).toEqual(['mzxw6ytb', 'mzxw6ytbo', '']);
  });

  test('inv6 canonical JSON does not hang on the order of keys, and refuses what JSON cannot hold', () => {
    expect(canonical({ b: [1, { d: null, c: 'é' }], a: undefined })).toBe('{"b":[1,{"c":"é","d":null}]}');
    expect(() => canonical(undefined)).toThrow('a value that JSON cannot hold');
    expect(() => canonical(Number.NaN)).toThrow('NaN');
    expect(() => canonical({ b: 1, a: [Number.POSITIVE_INFINITY] })).toThrow('a value that JSON cannot hold');
  });

  test('inv6 canonical JSON is what another program that follows RFC 8785 makes of any value', () => {
    const values = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.dictionary(fc.stringMatching(/^\d{0,3}$/), fc.jsonValue()),
    );
    fc.assert(fc.property(values, (value) => canonical(value) === byReference(value)));
    const dated = { b: undefined, a: [undefined, new Date(0), -0, 1e21, '\ud800'] };
    expect(canonical(dated)).toBe(byReference(dated));
  });
});

describe('erasing a person', () => {
  const contact = { name: 'Jane Roe', email: 'jane.roe@acme.com', linkedin_url: 'linkedin.com/in/jane-roe' };
  const jane = 'con_cgkcfdni7w_2';
  const everything = (bench: Bench) => JSON.stringify(dump(bench.path)).toLowerCase();

  test('L13 leaves no word of theirs in any table, keeps the suppression, and rebuilds the same', async () => {
    const bench = await openBench();
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact }), { idempotencyKey: 'k' }));
    decided(
      await bench.run('sales.ops', suppressContact, { contact: jane, reason: 'opt_out', note: 'Jane wrote: stop' }),
    );
    const erased = decided(
      await bench.run('legal.exec', erasePerson, { contact: jane, basis: 'request of 2026-04-20' }),
    );
    expect(erased.account?.people.get(jane)).toEqual({});
    for (const word of ['jane.', 'jane roe', 'jane wrote', 'partner attribution', 'own programme'])
      expect(everything(bench)).not.toContain(word);
    expect(dump(`${bench.keys}/keys.db`).person_keys).toEqual([]);
    expect(await bench.ledger.read((reader) => [...(reader.account('acme.com')?.suppressed ?? [])])).toEqual([jane]);
    expect(await bench.ledger.read((reader) => reader.contact('jane.roe@acme.com'))).toBeNull();
    expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
    expect(await bench.ledger.verify()).toMatchObject({ ok: true });
    const back = decided(await bench.run('mining.mind', fileSignalNote, comment('beta.com', { contact })));
    expect(back.account?.suppressed.size).toBe(1);
  });

  test('L13 leaves no byte of their words in the database or its log, though others have it open', async () => {
    const bench = await openBench();
    const other = await openBench({ path: bench.path });
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    const renamed = { contact: jane, name: 'Janet Row', title: 'Chief Frobnicator' };
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [renamed] }));
    decided(await other.run('sales.ops', saveAccount, company('beta.com', 'Beta')));
    const bytes = () => ['', '-wal'].map((suffix) => readFileSync(`${bench.path}${suffix}`, 'latin1')).join('');
    const told = ['Jane', 'jane.roe', 'partner attribution', 'Frobnicator'];
    expect(told.filter((word) => !bytes().includes(word))).toEqual([]);
    decided(await bench.run('legal.exec', erasePerson, { contact: jane, basis: 'request of 2026-04-20' }));
    expect(told.filter((word) => bytes().includes(word))).toEqual([]);
  });

  test('L13 dry changes nothing', async () => {
    const bench = await openBench();
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    const before = [dump(bench.path), dump(`${bench.keys}/keys.db`)];
    decided(await bench.run('legal.exec', erasePerson, { contact: jane, basis: 'x' }, { dryRun: true }));
    expect([dump(bench.path), dump(`${bench.keys}/keys.db`)]).toEqual(before);
  });

  test('L13 a key that outlived its erasure goes when the ledger is next opened; one made since stays', async () => {
    const bench = await openBench();
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    decided(await bench.run('legal.exec', erasePerson, { contact: jane, basis: 'x' }));
    const keys = openKeyStore(bench.keys);
    const reopened = async () => {
      await (await openBench({ path: bench.path, keys: bench.keys })).ledger.close();
      return keys.keyOf(jane) !== undefined;
    };
    keys.put(new Map([[jane, Buffer.alloc(32, 1)]]), 1);
    expect(await reopened()).toBe(false);
    keys.put(new Map([[jane, Buffer.alloc(32, 2)]]), await bench.ledger.read((reader) => reader.head()));
    expect(await reopened()).toBe(true);
    keys.close();
  });
});
