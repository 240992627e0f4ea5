import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { PersonInput } from '../../../src/rules/command/input-reader.ts';
import { companyIds } from '../../../src/rules/people/company-ids.ts';
import { queueUnmatched, type WaitArgs } from '../../../src/rules/people/queue-unmatched.ts';
import { barredDomain, barredPage } from '../../../src/rules/people/register-account.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, con, file, signal, start } from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { TestWorld } from '../../support/world.ts';

const shared = acme();
const fresh = shared.save();
/** The same world each time, as it was at the start. */
function anew(): TestWorld {
  shared.restore(fresh);
  return shared;
}

const page = (name: string) => `https://www.linkedin.com/in/${name}`;
const ana: PersonInput = { email: 'ana@acme.com' };
const save = (world: TestWorld, contacts: readonly object[], domain = 'acme.com') =>
  world.run('sales.ops', saveAccount, { domain, contacts });
const words = (world: TestWorld, n = 1) => world.people.get(con(world, n))?.fields;
const known = (world: TestWorld, n = 1) => world.account('acme.com').contacts[n - 1];
const changes = (world: TestWorld) => world.events.map(({ event }) => (event as { type: string }).type);

/** The record of one contact after two calls told of them, the first call by save_account, the second as given. */
function afterBoth(first: PersonInput, second: PersonInput, by: 'note' | 'save' | 'correct') {
  const world = anew();
  save(world, [first]);
  const before = world.events.length;
  if (by === 'note') file(world, signal.comment(), { contact: second });
  else save(world, [by === 'save' ? second : { contact: con(world), ...second }]);
  const said = changes(world).slice(before);
  return { words: words(world), contact: known(world), changed: said.filter((type) => type.startsWith('contact_')) };
}

describe('A2 what a note or a second save tells of a known contact', () => {
  test.each<[string, PersonInput, PersonInput, Record<string, string>]>([
    [
      'a name that was not on file',
      ana,
      { ...ana, name: 'Ana Ruiz', title: 'CRO' },
      { name: 'Ana Ruiz', first_name: 'Ana', title: 'CRO' },
    ],
    [
      'a profile that was not on file',
      ana,
      { ...ana, linkedin_url: page('ana-ruiz') },
      { linkedin_url: page('ana-ruiz') },
    ],
    [
      'a title beside the name on file',
      { ...ana, name: 'Ana Ruiz' },
      { ...ana, name: 'Ana Ruiz', title: 'CRO' },
      { name: 'Ana Ruiz', first_name: 'Ana', title: 'CRO' },
    ],
    [
      'a title without a name',
      { ...ana, name: 'Ana Ruiz' },
      { ...ana, title: 'CRO' },
      { name: 'Ana Ruiz', first_name: 'Ana', title: 'CRO' },
    ],
    [
      'an outside id, the newest',
      { ...ana, external: { monday: '1', apollo: 'a' } },
      { ...ana, external: { monday: '2' } },
      { monday: '2', apollo: 'a' },
    ],
  ])('A2 %s is taken, from a note and from a save', (_, first, second, expected) => {
    const noted = afterBoth(first, second, 'note');
    expect(noted.words).toEqual({ email: 'ana@acme.com', ...expected });
    expect(noted.changed).toContain('contact_changed');
    const saved = afterBoth(first, second, 'save');
    expect([saved.words, saved.changed]).toEqual([noted.words, noted.changed]);
  });

  test.each<[string, PersonInput, PersonInput]>([
    ['another name', { ...ana, name: 'Ana Ruiz' }, { ...ana, name: 'Anna Roux' }],
    ['a title of another name', { ...ana, name: 'Ana Ruiz' }, { ...ana, name: 'Anna Roux', title: 'CEO' }],
    ['another title', { ...ana, name: 'Ana Ruiz', title: 'CRO' }, { ...ana, title: 'CEO' }],
    ['the same again', { ...ana, name: 'Ana Ruiz', title: 'CRO' }, { ...ana, name: 'Ana Ruiz', title: 'CRO' }],
    ['the same outside id', { ...ana, external: { monday: '1' } }, { ...ana, external: { monday: '1' } }],
  ])('A2 %s is not, from a note or a save', (_, first, second) => {
    const noted = afterBoth(first, second, 'note');
    const saved = afterBoth(first, second, 'save');
    expect([noted.changed, saved.changed]).toEqual([[], []]);
    expect(saved.words).toEqual(noted.words);
    expect(noted.words?.name).toBe(first.name);
    expect(noted.words?.title).toBe(first.title);
  });

  const both = { ...ana, linkedin_url: page('ana-ruiz') };

  test('L13 a second profile is kept as tied to them, the first stays on file', () => {
    const tied = afterBoth(both, { ...ana, linkedin_url: page('ana-r') }, 'note');
    expect([tied.words?.linkedin_url, tied.changed]).toEqual([page('ana-ruiz'), ['contact_tied']]);
  });

  test('L13 so is a second address, and neither in another spelling', () => {
    const address = afterBoth(both, { email: 'ana.ruiz@home.org', linkedin_url: page('ana-ruiz') }, 'save');
    expect([address.words?.email, address.changed]).toEqual(['ana@acme.com', ['contact_tied']]);
    expect(afterBoth(both, { ...ana, linkedin_url: page('Ana-Ruiz') }, 'note').changed).toEqual([]);
  });

  test('A2 an address beside a known profile is the contact’s own', () => {
    expect(afterBoth({ linkedin_url: page('ana-ruiz') }, both, 'save')).toMatchObject({
      changed: ['contact_changed'],
      words: { email: 'ana@acme.com' },
      contact: { email_domain: 'acme.com', has_profile: true },
    });
  });

  test('A2 named by sales.ops what is given stands in the place of what was, and nothing else changes', () => {
    const first = { ...ana, name: 'Ana Ruiz', title: 'CRO', linkedin_url: page('ana-ruiz') };
    const corrected = afterBoth(first, { email: 'ana@home.org', title: 'CEO', name: 'Ana Ruiz' }, 'correct');
    expect(corrected.words).toMatchObject({
      email: 'ana@home.org',
      name: 'Ana Ruiz',
      title: 'CEO',
      linkedin_url: page('ana-ruiz'),
    });
    expect(corrected.contact).toEqual({
      id: expect.any(String),
      email_domain: 'home.org',
      has_profile: true,
      has_name: true,
    });
    expect(afterBoth(first, { title: 'CRO' }, 'correct').changed).toEqual([]);
    expect(afterBoth(ana, { name: 'Ana Ruiz' }, 'correct').contact).toMatchObject({
      email_domain: 'acme.com',
      has_profile: false,
      has_name: true,
    });
    expect(afterBoth(ana, { linkedin_url: page('ana-ruiz') }, 'correct').contact).toMatchObject({
      email_domain: 'acme.com',
      has_profile: true,
      has_name: false,
    });
  });

  test('A2 who moves takes their words along, with what is said now in the place of what was', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    save(world, [{ ...ana, name: 'Ana Ruiz', title: 'CRO' }, { linkedin_url: page('bo-diaz') }]);
    const ids = [con(world, 1), con(world, 2)];
    save(world, [{ contact: ids[0], email: 'ana@beta.com' }, { contact: ids[1] }], 'beta.com');
    expect(world.account('beta.com').contacts).toEqual([
      { id: expect.any(String), email_domain: 'beta.com', has_profile: false, has_name: true },
      { id: expect.any(String), email_domain: null, has_profile: true, has_name: false },
    ]);
    const [first, second] = world.account('beta.com').contacts.map(({ id }) => world.people.get(id)?.fields);
    expect([first, second]).toEqual([
      expect.objectContaining({ email: 'ana@beta.com', name: 'Ana Ruiz', title: 'CRO' }),
      expect.objectContaining({ linkedin_url: page('bo-diaz') }),
    ]);
    expect(world.account('acme.com').contacts.map(({ left }) => left)).toMatchObject([
      { to: 'beta.com', as: world.account('beta.com').contacts[0]?.id },
      { to: 'beta.com', as: world.account('beta.com').contacts[1]?.id },
    ]);
  });

  test('A1 who is saved at an account without a name is marked so', () => {
    const world = new TestWorld(start);
    file(world, signal.comment(), { contact: ana });
    expect(known(world)).not.toHaveProperty('saved');
    save(world, [ana, { email: 'bo@acme.com' }]);
    save(world, [{ contact: 'ana@acme.com', title: 'CRO' }]);
    expect(world.account('acme.com').contacts.map(({ saved }) => saved)).toEqual([true, true]);
    expect(afterBoth(ana, { ...ana, title: 'CRO' }, 'save').contact).not.toHaveProperty('saved');
  });
});

describe('A2, A13 who waited brings along what was told of them', () => {
  const told: WaitArgs = {
    person: {
      email: 'cy@home.org',
      name: 'Cy Free',
      title: 'CFO',
      linkedin_url: page('cy-free'),
      external: { monday: 'p1' },
    },
    origin: 'row 3',
    because: 'no company',
    company: 'Acme Inc',
    company_ids: { hubspot: 'c9', monday: 'c1' },
    did: 'E2 2026-03-01',
  };
  const queue = (world: TestWorld, over: Partial<WaitArgs> = {}) =>
    world.run('sales.ops', queueUnmatched, { ...told, ...over });
  /** The record of the contact under whose name the wait ended. */
  function matched(person: PersonInput, before: readonly PersonInput[] = []) {
    const world = acme();
    for (const each of before) save(world, [each]);
    queue(world);
    save(world, [person]);
    const at = world.account('acme.com').contacts.at(-1);
    expect([...world.waiting.values()].map(({ ended }) => ended?.why)).toEqual(['matched']);
    return { words: world.people.get(at?.id ?? ''), contact: at };
  }
  const all = {
    email: 'cy@home.org',
    name: 'Cy Free',
    first_name: 'Cy',
    title: 'CFO',
    linkedin_url: page('cy-free'),
    monday: 'p1',
  };

  test('A2 what the contact lacked', () => {
    expect(matched({ email: 'cy@home.org' })).toMatchObject({
      words: { fields: all },
      contact: { email_domain: 'home.org', has_profile: true, has_name: true },
    });
    expect(matched({ linkedin_url: page('cy-free') })).toMatchObject({
      words: { fields: all },
      contact: { email_domain: 'home.org', has_profile: true, has_name: true },
    });
  });

  test('A2 what is on file stands, and the title of another name is not theirs', () => {
    expect(matched({ email: 'cy@home.org', name: 'Cyrus Free' }).words?.fields).toEqual({
      ...all,
      name: 'Cyrus Free',
      first_name: 'Cyrus',
      title: undefined,
    });
    expect(matched({ email: 'cy@home.org', name: 'Cy Free', title: 'CEO' }).words?.fields).toEqual({
      ...all,
      title: 'CEO',
    });
    expect(matched({ email: 'cy@home.org', external: { monday: 'p7', apollo: 'a' } }).words?.fields).toEqual({
      ...all,
      monday: 'p7',
      apollo: 'a',
    });
  });

  test('A2 not an address or profile that is somebody else’s', () => {
    const { words: found, contact } = matched({ email: 'cy@home.org' }, [
      { linkedin_url: page('cy-free'), name: 'Cy Other' },
    ]);
    expect(found?.fields.linkedin_url).toBeUndefined();
    expect(contact?.has_profile).toBe(false);
  });

  test('A13 ids of the company stand apart from those of the person', () => {
    const world = acme();
    const done = queue(world);
    expect([done.outcome, done.summary, done.checks, done.extra]).toEqual([
      'unmatched',
      'waits for sales.ops: no company',
      [],
      { waiting: 'wtg_cy@home.org' },
    ]);
    const [{ event } = { event: null }] = world.events.filter(({ stream }) => stream.startsWith('waiting:'));
    expect(event).toEqual({
      type: 'person_waits',
      id: 'wtg_cy@home.org',
      origin: 'row 3',
      because: 'no company',
      sealed: {
        person: 'wtg_cy@home.org',
        fields: { ...all, company: 'Acme Inc', company_hubspot: 'c9', company_monday: 'c1', did: 'E2 2026-03-01' },
      },
    });
    expect(companyIds({ company_hubspot: 'c9', company_monday: 'c1', monday: 'p1', company: 'Acme' })).toEqual({
      hubspot: 'c9',
      monday: 'c1',
    });
    expect(companyIds({})).toEqual({});
  });

  test('A1 faults of a row are named where they stand', () => {
    const refusal = (over: Partial<WaitArgs>) =>
      acme().refused('sales.ops', queueUnmatched, { ...told, ...over }).found;
    expect(refusal({ origin: ' ' })).toBe('`origin` is ` `');
    expect(refusal({ company: 'x\u0000y' })).toMatch(/^`company`/);
    expect(refusal({ company_ids: { monday: 'a\u0000' } })).toMatch(/^`company\.(external\.)?monday`/);
    expect(refusal({ did: 'x\u0000' })).toMatch(/^`signal`/);
    expect(acme().refused('cmo', queueUnmatched, told)).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '3.1',
      ruling: 'A9',
      found: 'cmo neither registers accounts nor files signals',
      next: 'hand it to sales.ops',
    });
    expect(acme().run('mining.mind', queueUnmatched, told).outcome).toBe('unmatched');
  });

  test('L13 a second address of who waits already is tied to them, and what is tied to a suppressed person is suppressed', () => {
    const world = acme();
    queue(world);
    const more = { person: { email: 'cy@home.org', linkedin_url: page('cy-f') } };
    expect(queue(world).outcome).toBe('duplicate');
    expect(changes(world).filter((type) => type === 'wait_tied')).toHaveLength(0);
    const again = queue(world, more);
    expect([again.outcome, again.extra]).toEqual(['duplicate', { waiting: 'wtg_cy@home.org' }]);
    expect(changes(world).filter((type) => type === 'wait_tied')).toHaveLength(1);
    queue(world, more);
    expect(changes(world).filter((type) => type === 'wait_tied')).toHaveLength(1);

    const stopped = acme();
    stopped.run('sales.ops', suppressContact, { contact: 'cy@home.org', reason: 'opt_out' });
    queue(stopped);
    expect(stopped.persons.size).toBe(2);
    const open = acme();
    save(open, [{ linkedin_url: page('cy-free') }]);
    open.run('sales.ops', suppressContact, { contact: 'cy@home.org', reason: 'opt_out' });
    expect(open.refused('sales.ops', queueUnmatched, told).code).toBe('CONFLICT');
  });
});

describe('A1 whose domains and pages name no company', () => {
  const { values } = testPolicy();
  const host = values.account.shared_hosts.value.find((each) => each.split('.').length === 2) ?? '';
  const { own_domains } = values.account;
  const policy = { ...values, account: { ...values.account, own_domains: { ...own_domains, value: ['eco.example'] } } };

  test('A1 each with its ground and the way on', () => {
    expect(barredDomain('gmail.com', { policy })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.1',
      ruling: 'A1',
      found: 'gmail.com gives mailboxes to anyone and names no company',
      next: "name the company's own domain as the account",
    });
    expect(barredDomain('eco.example', { policy })).toMatchObject({
      clause: '3.1',
      ruling: 'A1',
      found: 'eco.example is a domain of ours',
      next: "name the prospect's domain",
    });
    expect(barredDomain('crossbeam.com', { policy })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.5',
      ruling: 'L11',
      found: 'crossbeam.com is a listed competitor',
      next: 'leave it out; its customers are valid accounts of their own',
    });
    expect(barredDomain('acme.com', { policy })).toBeNull();
  });

  test('A1 a page at a host of many, by its path or below it, not the host itself', () => {
    const barred = (given: string) => barredPage(given, { policy })?.found ?? null;
    const text = (of: string) => `${of} holds pages of many organisations and names none of them`;
    expect(barred(`https://acme.${host}`)).toBe(text(`acme.${host}`));
    expect(barred(`https://${host}/acme`)).toBe(text(host));
    expect([barred(host), barred('https://www.acme.com/about'), barred('shop.acme.com')]).toEqual([null, null, null]);
    expect(barredPage(`https://${host}/acme`, { policy })).toMatchObject({ clause: '3.1', ruling: 'A1' });
  });
});
