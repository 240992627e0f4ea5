import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import { isRefusal } from '../../../src/rules/vocabulary/refusal.ts';
import { type Bench, comment, company, decided, openBench, refused } from '../support.ts';

const people = ({ ledger }: Bench, domain: string) =>
  ledger.read((reader) => {
    const record = reader.account(domain);
    return record?.state.contacts.map(({ id }) => [
      record.people.get(id)?.email ?? record.people.get(id)?.linkedin_url ?? null,
      record.suppressed.has(id),
    ]);
  });
const contactOf = ({ ledger }: Bench, domain: string) =>
  ledger.read((reader) => reader.account(domain)?.state.contacts[0]?.id ?? '');

/** Jane at Acme, whose address was corrected from jane.roe@acme.com to jane@acme.com. */
async function renamed(): Promise<Bench> {
  const bench = await openBench();
  decided(await bench.run('sales.ops', saveAccount, company()));
  decided(await bench.run('mining.mind', fileSignalNote, comment()));
  const contact = await contactOf(bench, 'acme.com');
  const contacts = [{ contact, email: 'jane@acme.com' }];
  decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
  return bench;
}

async function proven(bench: Bench): Promise<void> {
  expect(await bench.ledger.verify()).toMatchObject({ ok: true });
  expect(await bench.ledger.rebuild()).toMatchObject({ drift: [] });
}

describe('a person through their addresses', () => {
  test('3.5c who is suppressed under a former address is suppressed under the present one, wherever they turn up', async () => {
    const bench = await renamed();
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'opt_out' }));
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', true]]);
    const elsewhere = comment('beta.com', { contact: { email: 'jane+news@acme.com' } });
    decided(await bench.run('mining.mind', fileSignalNote, elsewhere));
    expect(await people(bench, 'beta.com')).toEqual([['jane+news@acme.com', true]]);
    await proven(bench);
  });

  test('L13 a void lifts the address it names and all that came by it', async () => {
    const bench = await renamed();
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane@acme.com', reason: 'opt_out' }));
    expect(await bench.ledger.read((reader) => reader.suppressionCount())).toBe(2);
    const evidence = 'the opt-out was another Jane, her mail of today';
    const voided = decided(await bench.run('legal.exec', voidSuppression, { contact: 'jane@acme.com', evidence }));
    expect(voided.account?.state.domain).toBe('acme.com');
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', false]]);
    expect(await bench.ledger.read((reader) => reader.suppressionCount())).toBe(0);
    await proven(bench);
  });

  test('L13 a void of what came by another address lifts that alone, and it is no longer theirs', async () => {
    const bench = await renamed();
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane@acme.com', reason: 'opt_out' }));
    const evidence = 'the old address was a colleague';
    const voided = decided(await bench.run('legal.exec', voidSuppression, { contact: 'jane.roe@acme.com', evidence }));
    expect(voided.summary).toBe(
      'The suppression is voided; it had been entered for the wrong person. Both words stay in the ledger. One contact stays suppressed: another address or profile of theirs is.',
    );
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', true]]);
    const free = comment('acme.com', { contact: { email: 'jane.roe@acme.com' } });
    decided(await bench.run('mining.mind', fileSignalNote, free));
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane@acme.com', reason: 'hostile' }));
    expect(await people(bench, 'acme.com')).toEqual([
      ['jane@acme.com', true],
      ['jane.roe@acme.com', false],
    ]);
    await proven(bench);
  });

  test("L13 a void leaves the person's others, and what they hold", async () => {
    const profile = 'https://www.linkedin.com/in/jane';
    const bench = await openBench();
    const contacts = [{ email: 'jane@acme.com', linkedin_url: profile }];
    decided(await bench.run('sales.ops', saveAccount, { ...company(), contacts }));
    for (const contact of ['jane@acme.com', profile])
      decided(await bench.run('sales.ops', suppressContact, { contact, reason: 'opt_out' }));
    const evidence = 'it was another Jane';
    decided(await bench.run('legal.exec', voidSuppression, { contact: 'jane@acme.com', evidence }));
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', true]]);
    expect(await bench.ledger.read((reader) => reader.suppressionCount())).toBe(1);
    expect(await bench.run('legal.exec', voidSuppression, { contact: 'jane@acme.com', evidence })).toMatchObject({
      code: 'RULE_REFUSED',
      found: 'what is named is not suppressed, another address or profile of the person is',
      next: 'name the one that was suppressed',
    });
    decided(await bench.run('legal.exec', voidSuppression, { contact: profile, evidence }));
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', false]]);
    await proven(bench);
  });

  test('3.5c a person is erased under a former address too', async () => {
    const bench = await renamed();
    const erased = await bench.run('legal.exec', erasePerson, { contact: 'jane.roe@acme.com', basis: 'request 7' });
    expect(decided(erased).account?.state.domain).toBe('acme.com');
    expect(await people(bench, 'acme.com')).toEqual([[null, false]]);
    await proven(bench);
  });

  test('3.5c a new address or profile of a suppressed contact is suppressed for everybody, under the same word', async () => {
    const bench = await openBench();
    decided(await bench.run('sales.ops', saveAccount, company()));
    decided(await bench.run('mining.mind', fileSignalNote, comment()));
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane.roe@acme.com', reason: 'hostile' }));
    const contact = await contactOf(bench, 'acme.com');
    const contacts = [{ contact, email: 'j.roe@acme.com', linkedin_url: 'https://www.linkedin.com/in/jane' }];
    decided(await bench.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }));
    const listed = await bench.ledger.read((reader) => reader.suppressions({ limit: 10 }));
    const suppressed = isRefusal(listed) ? [] : listed.items;
    expect(suppressed.map(({ reason, contexts, contacts: of }) => [reason, contexts, of])).toEqual([
      ['hostile', ['sales', 'marketing'], [contact]],
    ]);
    expect(await bench.ledger.read((reader) => reader.suppressionCount())).toBe(3);
    await proven(bench);
  });

  test('3.5c what a contact without a suppression takes on is suppressed for nobody', async () => {
    const bench = await renamed();
    expect(await people(bench, 'acme.com')).toEqual([['jane@acme.com', false]]);
    expect(await bench.ledger.read((reader) => reader.suppressionCount())).toBe(0);
  });
});

describe('what a refused call ties to a suppressed person', () => {
  const profile = 'https://www.linkedin.com/in/jane-roe';
  const tied = 'what it ties to a suppressed person is suppressed with them';

  /** Jane at Acme, with her profile, who opted out. */
  async function optedOut(): Promise<Bench> {
    const bench = await openBench();
    decided(await bench.run('sales.ops', saveAccount, company()));
    const contact = { email: 'jane@acme.com', linkedin_url: profile };
    decided(await bench.run('mining.mind', fileSignalNote, comment('acme.com', { contact })));
    decided(await bench.run('sales.ops', suppressContact, { contact: 'jane@acme.com', reason: 'opt_out' }));
    return bench;
  }
  const elsewhere = comment('beta.com', { contact: { email: 'jane@beta.com', linkedin_url: profile } });
  const alone = comment('beta.com', { contact: { email: 'jane@beta.com' } });

  test('L13 a note that names another account for them ties the address it brings', async () => {
    const bench = await optedOut();
    expect(decided(await bench.run('mining.mind', fileSignalNote, elsewhere)).outcome).toBe('waiting');
    expect(await bench.ledger.read((reader) => reader.account('beta.com'))).toBeNull();
    decided(await bench.run('mining.mind', fileSignalNote, alone));
    expect(await people(bench, 'beta.com')).toEqual([['jane@beta.com', true]]);
    await proven(bench);
  });

  test('L13 a save that is refused ties what it says of them, by profile or by id, and of nobody else', async () => {
    const bench = await optedOut();
    const bo = { email: 'bo@beta.com', linkedin_url: 'https://www.linkedin.com/in/bo' };
    const jane = { email: 'jane@beta.com', linkedin_url: profile };
    const named = { contact: await contactOf(bench, 'acme.com'), email: 'j.roe@beta.com' };
    const unknown = { contact: 'con_aaaaaaaaaa_9', email: 'eve@beta.com' };
    const save = (contacts: readonly object[]) =>
      bench.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts });
    expect(refused(await save([bo, jane])).found).toContain(tied);
    expect(refused(await save([named, unknown])).found).toContain(tied);
    const emails = [bo.email, jane.email, named.email, unknown.email];
    decided(await save(emails.map((email) => ({ email }))));
    expect(await people(bench, 'beta.com')).toEqual([
      ['bo@beta.com', false],
      ['jane@beta.com', true],
      ['j.roe@beta.com', true],
      ['eve@beta.com', false],
    ]);
    await proven(bench);
  });

  test('L13 a dry run says what would be, and neither it nor a role that may not file ties anything', async () => {
    const bench = await optedOut();
    const contacts = [{ email: 'jane@beta.com', linkedin_url: profile }];
    const save = { domain: 'beta.com', name: 'Beta', contacts };
    const dry = refused(await bench.run('sales.ops', saveAccount, save, { dryRun: true }));
    expect(dry.found).toContain('what it ties to a suppressed person would be suppressed with them');
    expect(refused(await bench.run('legal.exec', fileSignalNote, elsewhere)).code).toBe('NOT_PERMITTED');
    decided(await bench.run('mining.mind', fileSignalNote, alone));
    expect(await people(bench, 'beta.com')).toEqual([['jane@beta.com', false]]);
  });

  test('L13 an address that an open contact bears stays open', async () => {
    const bench = await optedOut();
    decided(await bench.run('mining.mind', fileSignalNote, alone));
    expect(decided(await bench.run('mining.mind', fileSignalNote, elsewhere)).outcome).toBe('waiting');
    expect(await people(bench, 'beta.com')).toEqual([['jane@beta.com', false]]);
  });
});
