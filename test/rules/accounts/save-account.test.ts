import { describe, expect, test } from 'vitest';
import { type SaveArgs, saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import {
  acme,
  classify,
  essential,
  fact,
  file,
  idAt,
  kinds,
  note,
  openKinds,
  openOf,
  passingFacts,
  put,
  retract,
  save,
  signal,
  start,
} from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { accountId, TestWorld } from '../../support/world.ts';

const register = (args: Partial<SaveArgs> = {}) =>
  new TestWorld(start).run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme', ...args });

describe('registering', () => {
  test('3.1 a company starts as PROSPECT with nothing claimed', () => {
    const world = new TestWorld(start);
    const done = world.run('sales.ops', saveAccount, { domain: 'https://www.eu.acme.co.uk/about', name: 'Acme' });
    expect([done.outcome, done.summary]).toEqual(['created', 'Acme (acme.co.uk) is registered as PROSPECT.']);
    expect(essential(done.events)).toEqual([
      { type: 'account_registered', id: accountId('acme.co.uk'), domain: 'acme.co.uk', name: 'Acme' },
    ]);
    expect(world.account('acme.co.uk')).toMatchObject({
      stage: 'PROSPECT',
      review: 'NONE',
      first_touch: null,
      priority: 'normal',
      stage_since: '2026-04-21T14:00:00.000Z',
    });
  });

  test('3.1 the name is a minimum field', () => {
    expect(new TestWorld(start).refused('sales.ops', saveAccount, { domain: 'acme.com' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      clause: '3.1',
      ruling: 'A1',
      found: '`name` is missing, and acme.com is no account yet',
      next: 'give the company name',
    });
  });

  test('A1 a second registration answers with the first account, and keeps its name', () => {
    const world = acme();
    const again = world.run('sales.ops', saveAccount, { domain: 'www.acme.com', name: 'Acme Corp' });
    expect([again.outcome, again.summary]).toEqual([
      'exists',
      'Acme (acme.com) is on file already; nothing new was given. It keeps the name "Acme".',
    ]);
    expect([world.accounts.size, again.events]).toEqual([1, []]);
  });

  test('A1 with a new fact or contact it is an update', () => {
    const world = acme();
    expect(save(world, [fact('founded', 1999)]).outcome).toBe('updated');
    const contacts = [{ email: 'ana@acme.com' }];
    expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }).outcome).toBe('updated');
    expect(world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts }).outcome).toBe('exists');
  });

  test.each([
    [
      'gmail.com',
      'A1',
      '3.1',
      'gmail.com gives mailboxes to anyone and names no company',
      "name the company's own domain as the account",
    ],
    [
      'web.de',
      'A1',
      '3.1',
      'web.de gives mailboxes to anyone and names no company',
      "name the company's own domain as the account",
    ],
    [
      'yahoo.co.uk',
      'A1',
      '3.1',
      'yahoo.co.uk gives mailboxes to anyone and names no company',
      "name the company's own domain as the account",
    ],
    [
      'crossbeam.com',
      'L11',
      '3.5',
      'crossbeam.com is a listed competitor',
      'leave it out; its customers are valid accounts of their own',
    ],
  ])('A1 %s is no account, by registration or by note', (domain, ruling, clause, found, next) => {
    const world = new TestWorld(start);
    const refusal = { refused: true, code: 'RULE_REFUSED', clause, ruling, found, next };
    expect(world.refused('sales.ops', saveAccount, { domain, name: 'X' })).toEqual(refusal);
    const noted = world.try('mining.mind', fileSignalNote, note(signal.comment(), { account: domain }));
    expect(noted).toMatchObject(ruling === 'A1' ? { outcome: 'waiting' } : refusal);
    expect(world.accounts.size).toBe(0);
  });

  test('A1 our own domain is no account', () => {
    const { values, ...rest } = testPolicy();
    const own_domains = { ...values.account.own_domains, value: ['ourselves.com'] };
    const world = new TestWorld(start, { ...rest, values: { ...values, account: { ...values.account, own_domains } } });
    expect(world.refused('sales.ops', saveAccount, { domain: 'ourselves.com', name: 'We' })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.1',
      ruling: 'A1',
      found: 'ourselves.com is a domain of ours',
      next: "name the prospect's domain",
    });
  });

  test.each([
    [
      'acme',
      "`domain`: `acme` is a single word; give the whole domain, such as `acme.com`; an account id (acc_...) or a company's domain is wanted",
    ],
    [
      'co.uk',
      "`domain`: `co.uk` is a suffix many organisations share; give the organisation's own domain below it, such as `acme.co.uk`; an account id (acc_...) or a company's domain is wanted",
    ],
    [
      'acmе.com',
      "`domain`: `acmе` mixes Latin and Cyrillic letters: е (U+0435, Cyrillic script). Such a name only looks like another; type it anew; an account id (acc_...) or a company's domain is wanted",
    ],
    [
      'ana@acme.com',
      "`domain`: `ana@acme.com` holds an @; give the domain alone, such as `acme.com`; an account id (acc_...) or a company's domain is wanted",
    ],
  ])('A1 %s is no domain', (domain, found) => {
    expect(new TestWorld(start).refused('sales.ops', saveAccount, { domain, name: 'Acme' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found,
      next: 'correct `domain` and call again; nothing was recorded',
    });
  });

  test('3.1 an id that no account has is not found', () => {
    expect(new TestWorld(start).refused('sales.ops', saveAccount, { domain: 'acc_aaaaaaaaaa', name: 'Acme' })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      found: 'no account stands under that id or domain',
      next: 'look it up with find_accounts, or let sales.ops register it with save_account',
    });
  });

  test('3.1 an account may be named by its id', () => {
    const world = acme();
    expect(
      world.run('sales.ops', saveAccount, { domain: ` ${accountId('acme.com')} `, facts: [fact('founded', 1999)] })
        .outcome,
    ).toBe('updated');
  });
});

describe('a note on an unknown domain', () => {
  test('A3 registers it without a name, with a task to complete it', () => {
    const world = new TestWorld(start);
    const noted = file(world, signal.comment(), {
      account: 'https://www.beta.com/',
      contact: { email: 'cy@beta.com' },
    });
    expect(noted.outcome).toBe('recorded');
    expect(world.account('beta.com')).toMatchObject({ name: null, stage: 'PROSPECT', domain: 'beta.com' });
    expect(noted.opened.map((task) => [task.kind, task.role, task.clause, task.due_at])).toEqual([
      ['complete_account', 'sales.ops', '3.1', '2026-04-22T14:00:00.000Z'],
      ['classify', 'sales.ops', '4.2', '2026-04-22T14:00:00.000Z'],
    ]);
    expect(noted.summary).toBe(
      'E1 at beta.com is recorded; it qualifies: a comment on a post. Nobody had beta.com on file: it is registered as PROSPECT.',
    );
  });

  test('A3 an id that stands for no account registers nothing', () => {
    const world = new TestWorld(start);
    expect(
      world.refused('mining.mind', fileSignalNote, note(signal.comment(), { account: 'acc_aaaaaaaaaa' })).code,
    ).toBe('NOT_FOUND');
  });

  test('3.1 the name given later completes it', () => {
    const world = new TestWorld(start);
    file(world, signal.comment(), { account: 'beta.com' });
    const saved = world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    expect(essential(saved.events)).toEqual([
      { type: 'account_named', name: 'Beta' },
      { type: 'task_closed', task: idAt('tsk_1', 'beta.com'), note: 'the minimum fields are complete', reason: 'done' },
    ]);
    expect(kinds(saved.closed)).toEqual(['complete_account']);
  });

  test('3.1 facts without the name leave the task open', () => {
    const world = new TestWorld(start);
    file(world, signal.comment(), { account: 'beta.com' });
    save(world, passingFacts(), 'beta.com');
    expect(openOf(world, 'complete_account', 'beta.com')).toBeDefined();
  });
});

describe('who saves what', () => {
  test('A1 category.positioning adds facts to an account', () => {
    const world = acme();
    expect(
      world.run('category.positioning', saveAccount, {
        domain: 'acme.com',
        facts: [fact('gate_g5', false, { as_of: '2026-04-02' })],
      }).outcome,
    ).toBe('updated');
    expect(world.account('acme.com').facts.at(-1)?.by).toBe('category.positioning');
  });

  test.each([[{ name: 'Acme' }], [{ contacts: [] }], [{ aliases: ['acme.io'] }]])(
    'A1 category.positioning with %j is refused',
    (over) => {
      expect(acme().refused('category.positioning', saveAccount, { domain: 'acme.com', ...over })).toEqual({
        refused: true,
        code: 'NOT_PERMITTED',
        clause: '3.1',
        ruling: 'A1',
        found: "a name, a contact or an alias is not category.positioning's: it may add facts alone",
        next: 'hand it to sales.ops',
      });
    },
  );

  test('A1 category.positioning registers nothing', () => {
    expect(
      new TestWorld(start).refused('category.positioning', saveAccount, { domain: 'acme.com', facts: passingFacts() }),
    ).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '3.1',
      ruling: 'A1',
      found: "registering an account is not category.positioning's: it may add facts alone",
      next: 'hand it to sales.ops',
    });
  });
});

describe('aliases', () => {
  test('A1 a second domain of the company leads to the same account', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['shop.acme.io'] });
    expect(file(world, signal.comment(), { account: 'www.acme.io' }).extra.account).toBe(accountId('acme.com'));
    expect(world.accounts.size).toBe(1);
  });

  test('A1 its own domain, or an alias it has, is nothing new', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
    expect(
      world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io', 'www.acme.com'] }).outcome,
    ).toBe('exists');
  });

  test('A1 a free-mail or competitor domain is no alias', () => {
    expect(acme().refused('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['gmail.com'] }).found).toBe(
      'gmail.com gives mailboxes to anyone and names no company',
    );
    expect(acme().refused('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['reveal.co'] }).found).toBe(
      'reveal.co is a listed competitor',
    );
  });

  test('A1 an alias that is no domain is refused', () => {
    expect(acme().refused('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io', 'x'] })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`aliases[1]`: `x` is a single word; give the whole domain, such as `acme.com`',
      next: 'correct `aliases[1]` and call again; nothing was recorded',
    });
  });
});

describe('contacts by hand', () => {
  const contacts = [{ email: 'ana@acme.com', name: 'Ana Ruiz' }];

  test('A2 the first name is the given one, else the first word of the name', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [...contacts, { email: 'bo@acme.com', name: 'Dr Bo Lind', first_name: 'Bo' }],
    });
    expect([...world.people.values()].map((person) => person.fields.first_name)).toEqual(['Ana', 'Bo']);
  });

  test('A2 one person named twice in a call is one contact', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [...contacts, { email: 'ANA@acme.com', title: 'VP' }],
    });
    expect(world.account('acme.com').contacts).toHaveLength(1);
  });

  test('A2 sales.ops corrects a contact by its id or its address', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: idAt('con_6'), name: 'Anna Ruiz' }],
    });
    expect(world.people.get(idAt('con_6'))?.fields).toMatchObject({
      name: 'Anna Ruiz',
      first_name: 'Anna',
      email: 'ana@acme.com',
    });
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: 'Ana@acme.com', email: 'anna@acme.com' }],
    });
    expect(world.people.get(idAt('con_6'))?.fields.email).toBe('anna@acme.com');
    expect(world.account('acme.com').contacts).toHaveLength(1);
  });

  test('A2 a contact that nobody knows cannot be corrected', () => {
    const none = acme().refused('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: idAt('con_99'), name: 'Ana' }],
    });
    expect(none).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.1',
      ruling: 'A2',
      found: 'no contact stands under that id or e-mail',
      next: 'take the id from explain_account',
    });
  });

  test('A2 a contact with neither address nor profile is refused', () => {
    expect(
      acme().refused('sales.ops', saveAccount, { domain: 'acme.com', contacts: [...contacts, { name: 'Bo' }] }),
    ).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      ruling: 'A2',
      found: '`contacts[1]` has neither `email` nor `linkedin_url`',
      next: 'give one of the two, it is how a contact is known',
    });
  });

  test('A2 a refused contact keeps the facts of the call out too', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ email: 'cy@beta.com' }] });
    world.refused('sales.ops', saveAccount, {
      domain: 'acme.com',
      facts: [fact('founded', 1999)],
      contacts: [{ email: 'cy@beta.com', contact: 'cy@acme.com' }],
    });
    expect(world.account('acme.com').facts).toHaveLength(5);
  });
});

describe('what else a call may say', () => {
  const run = (world: TestWorld, args: Partial<SaveArgs>) =>
    world.run('sales.ops', saveAccount, { domain: 'acme.com', ...args });

  test('A13 ids of other systems are kept, a newer one in the place of an older', () => {
    const world = acme();
    const outside = (external: SaveArgs['external']) => {
      const { outcome, events } = run(world, { external });
      return [outcome, events.flatMap((event) => (event.type === 'outside_ids_recorded' ? [event.external] : []))];
    };
    expect(outside({ monday: '7', apollo: undefined })).toEqual(['updated', [{ monday: '7' }]]);
    expect(outside({ monday: '7' })).toEqual(['exists', []]);
    expect(outside({ monday: '8', apollo: 'a' })).toEqual(['updated', [{ monday: '8', apollo: 'a' }]]);
    expect(world.account('acme.com').external).toEqual({ monday: '8', apollo: 'a' });
  });

  test('A2 who is the same is told of the contact that stays', () => {
    const contacts = [{ email: 'bo@acme.com' }, { email: 'ana@acme.com', same_as: 'bo@acme.com' }];
    expect(acme().refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`contacts[1].contact` is missing',
      next: 'give the id or e-mail of the contact that stays, beside `same_as`',
    });
  });

  test('A1 an account that stands is not named by a page at a host of many', () => {
    const world = new TestWorld(start);
    run(world, { domain: 'crunchbase.com', name: 'Crunchbase' });
    const page = { domain: 'https://www.crunchbase.com/organization/acme', facts: [fact('founded', 1999)] };
    expect(world.refused('sales.ops', saveAccount, page)).toMatchObject({
      code: 'RULE_REFUSED',
      ruling: 'A1',
      found: expect.stringContaining('crunchbase.com holds pages of many organisations'),
    });
  });

  test('A1 one that was withdrawn is PROSPECT again, and says so', () => {
    const world = new TestWorld(start);
    const { extra } = file(world, signal.comment());
    retract(world, extra.signal);
    expect(world.account('acme.com').stage).toBe('ARCHIVED');
    const { outcome, summary } = run(world, { name: 'Acme' });
    expect([outcome, world.account('acme.com').stage]).toEqual(['updated', 'PROSPECT']);
    expect(summary).toMatch(/^Acme \(acme\.com\) is brought up to date\. It was withdrawn and is PROSPECT again\.$/);
  });

  test('A2 several who move are told by their number and each account that they left', () => {
    const world = acme();
    for (const [domain, people] of [
      ['beta.com', ['bo', 'cy']],
      ['gamma.com', ['di']],
    ] as const)
      run(world, { domain, name: domain, contacts: people.map((who) => ({ email: `${who}@${domain}` })) });
    const contacts = ['bo@beta.com', 'cy@beta.com', 'di@gamma.com'].map((contact) => ({ contact }));
    expect(run(world, { contacts }).summary).toBe(
      'Acme (acme.com) is brought up to date. 3 contacts move here from beta.com, gamma.com; what they did there stays there.',
    );
  });

  test('A2, A7 a note that waited and is on file already is an update all the same', () => {
    const world = acme();
    const bo = { email: 'bo@gmail.com', name: 'Bo Ek' };
    file(world, signal.comment(), { account: 'gmail.com', contact: bo });
    file(world, signal.comment(), { contact: { linkedin_url: 'linkedin.com/in/bo' } });
    run(world, { contacts: [{ linkedin_url: 'linkedin.com/in/bo', email: bo.email }] });
    const contact = world.account('acme.com').contacts[0]?.id ?? '';
    expect(world.account('acme.com').contacts).toHaveLength(1);
    const done = run(world, { contacts: [{ contact }] });
    const extra = { account: accountId('acme.com'), near: [], facts: [], contacts: [{ id: contact }] };
    expect([done.outcome, done.extra]).toEqual(['exists', extra]);
  });
});

describe('what better data opens and closes', () => {
  test('L2 facts that make the gates hold for an account with a live signal open its classification', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    file(world, signal.comment(), { ago: 1 });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', name: 'Acme' });
    world.now = '2026-04-22T14:00:00.000Z';
    const saved = save(world, [fact('gate_g5', true)]);
    expect(openKinds(world)).toEqual(['classify']);
    expect(saved.opened).toEqual([]);
  });

  test('L2 after a classification that found a gate unknown, the missing fact closes the research and opens a classification', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    file(world, signal.comment(), { ago: 1 });
    classify(world);
    expect(openKinds(world)).toEqual(['research_gates']);
    const saved = save(world, [fact('gate_g5', true)]);
    expect([kinds(saved.closed), kinds(saved.opened)]).toEqual([['research_gates'], ['classify']]);
    expect(classify(world).outcome).toBe('mql');
  });

  test('G-2 a fact that fails its gate closes the research and opens nothing', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    file(world, signal.comment(), { ago: 1 });
    classify(world);
    const saved = save(world, [fact('gate_g5', false)]);
    expect([kinds(saved.closed), kinds(saved.opened)]).toEqual([['research_gates'], []]);
  });

  test('L2 a fact on an account whose gates held before opens nothing', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    put(world, { tasks: [] });
    expect(save(world, [fact('employees', 900, { as_of: '2026-04-10' })]).opened).toEqual([]);
    expect(openKinds(world)).toEqual([]);
  });

  test('L2 facts that make the gates hold open nothing where no signal is live', () => {
    const world = acme(passingFacts({ gate_g5: undefined }));
    file(world, signal.comment(), { ago: 181 });
    expect(save(world, [fact('gate_g5', true)]).opened).toEqual([]);
  });

  test('3.1 facts given at registration open nothing', () => {
    expect(register({ facts: passingFacts() }).opened).toEqual([]);
  });
});
