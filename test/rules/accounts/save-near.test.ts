import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { AccountEvent } from '../../../src/rules/aggregates/account-events.ts';
import { evolveAccount } from '../../../src/rules/aggregates/evolve-account.ts';
import { acme, con, fact, file, idAt, put, save, signal, start } from '../../support/builders.ts';
import { accountId, TestWorld } from '../../support/world.ts';

const register = (world: TestWorld, domain: string, name: string) =>
  world.run('sales.ops', saveAccount, { domain, name });
const alias = (world: TestWorld, ...aliases: string[]) => ({ domain: 'acme.com', aliases, world });

/** An account as its events alone tell it, for one that was absorbed has no rows any more. */
function folded(world: TestWorld, id: string): AccountState | null {
  const told = world.events.filter(({ stream }) => stream === `account:${id}`);
  return told.reduce<AccountState | null>(
    (state, { event, at, by }) => evolveAccount(state, event as AccountEvent, { at, by }),
    null,
  );
}

describe('near-duplicates', () => {
  test('A1 another domain under nearly the same name is proposed when an account is created', () => {
    const world = acme();
    const beta = register(world, 'acme.io', 'ACME, Inc.');
    expect(beta.outcome).toBe('created');
    expect(beta.extra.near).toEqual([{ domain: 'acme.com', name: 'Acme', stage: 'PROSPECT' }]);
    expect(beta.summary).toBe(
      'ACME, Inc. (acme.io) is registered as PROSPECT. Nearly the same name: Acme (acme.com, PROSPECT). If they are one company, make one domain an alias of the other.',
    );
  });

  test('A1 and when one that had no name is named', () => {
    const world = acme();
    file(world, signal.comment(), { account: 'acme.io', contact: { email: 'cy@acme.io' } });
    expect(register(world, 'acme.io', 'Acme Corp').extra.near).toEqual([
      { domain: 'acme.com', name: 'Acme', stage: 'PROSPECT' },
    ]);
  });

  test('A1 a known account, another name and its own domain propose nothing', () => {
    const world = acme();
    register(world, 'acme.io', 'Acme');
    expect(register(world, 'acme.com', 'Acme').extra.near).toEqual([]);
    expect(register(world, 'beta.com', 'Beta').extra.near).toEqual([]);
    expect(save(world, [fact('founded', 1999)]).extra.near).toEqual([]);
    const renamed = { domain: 'acme.com', name: 'Acme', facts: [fact('founded', 2000, { as_of: '2026-04-02' })] };
    const done = world.run('sales.ops', saveAccount, renamed);
    const facts = [{ id: idAt('fct_7'), fact: 'founded' }];
    const extra = { account: accountId('acme.com'), near: [], facts, contacts: [] };
    expect([done.outcome, done.extra]).toEqual(['updated', extra]);
  });

  test('A1 all who bear nearly the name are told, each with its stage', () => {
    const world = acme();
    register(world, 'acme.io', 'Acme Inc');
    put(world, { stage: 'MQL' }, 'acme.io');
    const { summary } = register(world, 'acme.dev', 'ACME');
    expect(summary).toMatch(/ Nearly the same name: /);
    expect(summary).toMatch(/(Acme \(acme\.com, PROSPECT\)|Acme Inc \(acme\.io, MQL\)), (Acme|Acme Inc) \(/);
  });

  test('A1 an account taken over in the same call is near no more', () => {
    const world = new TestWorld(start);
    register(world, 'acme.io', 'Acme');
    const done = world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', aliases: ['acme.io'] });
    expect([done.outcome, done.extra.near]).toEqual(['created', []]);
  });
});

describe('a second domain', () => {
  test('A1 a PROSPECT without history is absorbed with its aliases; its stream says so', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', aliases: ['acme.dev'] });
    const done = world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
    expect(done.outcome).toBe('updated');
    expect(done.events).toEqual([
      { type: 'account_absorbed', into: accountId('acme.com'), domain: 'acme.com' },
      { type: 'alias_added', domain: 'acme.io' },
      { type: 'alias_added', domain: 'acme.dev' },
      {
        type: 'account_taken',
        ids: [accountId('acme.io')],
        domain: 'acme.io',
        stage: 'PROSPECT',
        facts: [],
        tasks: [],
        intents: [],
        dossier: null,
        no_ecosystem: false,
      },
    ]);
    expect(world.account('acme.io').id).toBe(accountId('acme.com'));
    expect(world.account('acme.dev').id).toBe(accountId('acme.com'));
    expect(folded(world, accountId('acme.io'))?.absorbed_into).toBe(accountId('acme.com'));
    expect([...world.accounts.keys()]).toEqual([accountId('acme.com')]);
  });

  test('A1 the alias of another account is not taken with it', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', aliases: ['beta.io'] });
    const { world: _, ...args } = alias(world, 'beta.io');
    expect(world.refused('sales.ops', saveAccount, args)).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A1',
      found: 'beta.io is an alias of another account, Beta (PROSPECT)',
      next: 'name beta.com in its place, which brings the alias along, or leave it out',
    });
  });
});

describe('A2 corrections', () => {
  const known = () => {
    const world = acme();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ email: 'ana@acme.com', name: 'Ana Ruiz' }, { email: 'bo@acme.com' }],
    });
    return world;
  };

  test('A2 what was right already changes nothing', () => {
    const world = known();
    const contacts = [{ contact: 'ana@acme.com', name: 'Ana Ruiz', email: 'Ana@acme.com' }];
    expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }).outcome).toBe('exists');
  });

  test('A2 a name that differs is not taken without naming the contact, and the answer says how', () => {
    const world = known();
    const contacts = [{ email: 'ana@acme.com', name: 'Anna Ruis' }];
    const { outcome, summary } = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect([outcome, summary]).toEqual([
      'exists',
      'Acme (acme.com) is on file already; nothing new was given. A contact keeps what is on file; to correct it, name the contact by id or e-mail in `contact`.',
    ]);
  });

  test('A2 a title that was lacking is an update', () => {
    const world = known();
    const contacts = [{ email: 'ana@acme.com', title: 'CRO' }];
    expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }).outcome).toBe('updated');
    expect(world.people.get(con(world, 1))?.fields.title).toBe('CRO');
  });

  test('A2 an address of an international domain names its contact in either spelling', () => {
    const world = known();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'jo@müller.de', name: 'Jo' }] });
    for (const [contact, title] of [
      ['jo@müller.de', 'CRO'],
      ['JO@xn--mller-kva.de', 'CEO'],
    ] as const) {
      world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact, title }] });
      expect(world.people.get(con(world, 3))?.fields.title).toBe(title);
    }
  });

  test("A2 another contact's address is a conflict", () => {
    const world = known();
    const contacts = [{ contact: 'ana@acme.com', email: 'bo@acme.com' }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A2',
      found: `the address or profile given belongs to another contact, ${con(world, 2)} at acme.com`,
      next: 'correct that contact first, or name it instead',
    });
  });

  test('A2 so are the address and the profile of two people whom the same call named apart', () => {
    const world = known();
    const linkedin_url = 'linkedin.com/in/jo';
    const contacts = [{ email: 'jo@acme.com' }, { linkedin_url }, { email: 'jo@acme.com', linkedin_url }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A2',
      found: `the address or profile given belongs to another contact, ${con(world, 2).replace(/\d+$/, '9')}`,
      next: 'correct that contact first, or name it instead',
    });
  });

  test('A2 so is a profile of another account, for somebody whom the same call added', () => {
    const world = known();
    const linkedin_url = 'linkedin.com/in/jo';
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ linkedin_url }] });
    const contacts = [{ email: 'jo@acme.com' }, { email: 'jo@acme.com', linkedin_url }];
    const { code, found } = world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect(code).toBe('CONFLICT');
    expect(found).toContain(`belongs to another contact, ${idAt('con', 'beta.com')}_`);
  });

  test('A2 somebody who moved here in the same call is no other', () => {
    const world = known();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ email: 'jo@beta.com' }] });
    const contacts = [
      { contact: 'jo@beta.com', email: 'jo@beta.com' },
      { email: 'jo@beta.com', linkedin_url: 'linkedin.com/in/jo' },
    ];
    expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }).outcome).toBe('updated');
    expect(world.account('acme.com').contacts).toHaveLength(3);
  });

  test('A2 so is an address that the same call gave to another', () => {
    const world = known();
    const contacts = [{ email: 'new@acme.com' }, { contact: 'ana@acme.com', email: 'new@acme.com' }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts }).code).toBe('CONFLICT');
    expect(world.account('acme.com').contacts).toHaveLength(2);
  });
});
