import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { overrideGate } from '../../../src/rules/qualification/override-gate.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import {
  acme,
  classify,
  con,
  fact,
  file,
  openKinds,
  openOf,
  passingFacts,
  save,
  sig,
  signal,
  standingE8,
  start,
} from '../../support/builders.ts';
import { testPolicy } from '../../support/policy.ts';
import { accountId, TestWorld } from '../../support/world.ts';

const closedNote = (world: TestWorld, kind: string) =>
  world.account('acme.com').tasks.find((each) => each.kind === kind && each.closed_at !== undefined)?.note;
const run = (world: TestWorld, args: object) => world.run('sales.ops', saveAccount, { domain: 'acme.com', ...args });

describe('3.1 duties that better data ends or opens', () => {
  test('A3 the minimum fields are complete once a note’s company has its name', () => {
    const world = new TestWorld(start);
    file(world, signal.comment());
    expect(openOf(world, 'complete_account')).toBeDefined();
    save(world, [fact('employees', 800)]);
    expect(openOf(world, 'complete_account')).toBeDefined();
    run(world, { name: 'Acme' });
    expect(closedNote(world, 'complete_account')).toBe('the minimum fields are complete');
  });

  test('3.1 a policy whose minimum is the domain alone asks for no name', () => {
    const { values, ...rest } = testPolicy();
    const minimum_fields = { ...values.account.minimum_fields, value: ['domain'] };
    const policy = { ...rest, values: { ...values, account: { ...values.account, minimum_fields } } };
    const world = new TestWorld(start, policy);
    file(world, signal.comment());
    expect(openOf(world, 'complete_account')).toBeUndefined();
    const saved = world.run('sales.ops', saveAccount, { domain: 'beta.com' });
    expect([saved.outcome, saved.summary]).toEqual(['created', 'beta.com is registered as PROSPECT.']);
  });

  test('G-2 research is over once every gate has its fact, be it a failing one', () => {
    const world = acme(passingFacts({ gate_g5: undefined, arr_usd: undefined }));
    file(world, signal.comment());
    classify(world);
    expect(openOf(world, 'research_gates')).toBeDefined();
    save(world, [fact('arr_usd', 1)]);
    expect(openOf(world, 'research_gates')).toBeDefined();
    save(world, [fact('gate_g5', true)]);
    expect(closedNote(world, 'research_gates')).toBe('every gate has its fact');
  });

  test('L2 a fact that makes the gates hold opens a classification where a live signal could move the account', () => {
    const world = acme(passingFacts({ employees: 100 }));
    save(world, [fact('employees', 90, { as_of: '2026-04-02' })]);
    file(world, signal.comment());
    classify(world);
    expect(openKinds(world)).toEqual([]);
    save(world, [fact('founded', 1999)]);
    expect(openKinds(world)).toEqual([]);
    save(world, [fact('employees', 300, { as_of: '2026-04-03' })]);
    expect(openKinds(world)).toEqual(['classify']);
    const silent = acme(passingFacts({ employees: 100 }));
    save(silent, [fact('employees', 300, { as_of: '2026-04-03' })]);
    expect(openKinds(silent)).toEqual([]);
    const moved = acme();
    file(moved, signal.comment());
    classify(moved);
    save(moved, [fact('employees', 900, { as_of: '2026-04-03' })]);
    expect(openKinds(moved)).toEqual(['dossier']);
  });
});

describe('A13 outside ids of an account', () => {
  const outside = (world: TestWorld, external: object) => run(world, { external }).outcome;

  test('A13 one that is new is taken beside the others, the newest of a system stands, the same says nothing', () => {
    const world = acme();
    expect(outside(world, { monday: '1' })).toBe('updated');
    expect(outside(world, { monday: '1' })).toBe('exists');
    expect(outside(world, { monday: '1', apollo: 'a' })).toBe('updated');
    expect(world.events.at(-1)?.event).toMatchObject({ type: 'outside_ids_recorded', external: { apollo: 'a' } });
    expect(outside(world, { monday: '2', apollo: undefined })).toBe('updated');
    expect(world.account('acme.com').external).toEqual({ monday: '2', apollo: 'a' });
    expect(outside(world, {})).toBe('exists');
  });
});

describe('A2 what is told of a join', () => {
  test('A2 who stays, what counts no more, and what the engine finds on the acts of both', () => {
    const world = acme();
    const [ana, home] = [{ email: 'ana@acme.com', name: 'Ana Ruiz' }, { email: 'ana@home.org' }];
    file(world, signal.comment(1), { contact: ana, ago: 9 });
    file(world, signal.comment(1), { contact: home, ago: 9 });
    file(world, signal.comment(2), { contact: ana, ago: 45 });
    file(world, signal.comment(3), { contact: home, ago: 60 });
    const [first, same] = [sig(world, 1), sig(world, 2)];
    expect(standingE8(world)).toEqual([]);
    const done = run(world, { contacts: [{ contact: con(world, 1), same_as: con(world, 2) }] });
    expect(done.summary).toContain(
      ` ana@home.org (${con(world, 2)}) is one person with Ana Ruiz (${con(world, 1)}), who stays and gets the mail.`,
    );
    const gone = world.account('acme.com').signals.filter((each) => each.gone);
    expect(gone.map(({ id, gone: why }) => [[first, same].includes(id), why?.why])).toEqual([[true, 'replaced']]);
    for (const { type, id, on, gone: why } of gone)
      expect(done.summary).toContain(` ${type} of ${on} (${id}) counts no more: ${why?.because}.`);
    const [e8] = standingE8(world);
    expect(done.summary).toContain(` On the acts of both, the engine found an E8 of 2026-03-07 (${e8?.id}).`);
  });
});

describe('A1 what an absorption leaves and brings', () => {
  const two = (facts = passingFacts()): TestWorld => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts });
    return world;
  };
  const take = (world: TestWorld) => run(world, { aliases: ['acme.io'] });
  const of = (world: TestWorld, type: string) =>
    world.events.flatMap(({ stream, event }) =>
      (event as { type: string }).type === type
        ? [{ stream: stream.slice('account:'.length), ...(event as object) }]
        : [],
    );

  test('A1 an override falls, and duties on the second account’s standing end with it', () => {
    const world = two(passingFacts({ employees: 100 }));
    const { extra } = file(world, signal.comment(), { account: 'acme.io', contact: { email: 'cy@acme.io' }, ago: 3 });
    world.run('cro', overrideGate, {
      account: 'acme.io',
      gate: 'G1',
      justification: 'its partner team is as large as that of a company ten times its size',
      compensating_signals: [extra.signal],
    });
    file(world, signal.E4(), { account: 'acme.io', contact: { email: 'cy@acme.io' }, ago: 2 });
    const open = world
      .account('acme.io')
      .tasks.filter(({ closed_at }) => closed_at === undefined)
      .map(({ kind }) => kind);
    expect(open).toEqual(expect.arrayContaining(['classify', 'answer_briefing_request']));
    const second = accountId('acme.io');
    take(world);
    const because = 'acme.com took the account over';
    expect(of(world, 'override_fell')).toMatchObject([{ stream: second, because }]);
    const ended = of(world, 'task_closed').filter(({ stream }) => stream === second);
    expect(new Set(ended.map((event) => (event as { note?: string }).note))).toEqual(new Set([because]));
    expect(openOf(world, 'answer_briefing_request')).toBeDefined();
    expect(openOf(world, 'classify')).toBeDefined();
  });

  test('L13 who is saved and suppressed is told so, by an address that returns or by a move', () => {
    const world = acme();
    const contacts = [{ name: 'Cy', email: 'cy@acme.com' }];
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    world.run('sales.ops', suppressContact, { contact: 'cy@acme.com', reason: 'opt_out' });
    const told = { summary: expect.stringContaining('The person given is suppressed: no mail goes to them.') };
    const suppressed = { extra: { contacts: [{ id: expect.any(String), suppressed: true }] } };
    const again = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect(again).toMatchObject({ ...told, ...suppressed });
    const moved = { domain: 'beta.io', name: 'Beta', contacts: [{ contact: 'cy@acme.com' }] };
    expect(world.run('sales.ops', saveAccount, moved)).toMatchObject({ ...told, ...suppressed });
  });

  test('L13 a suppression comes along, with its ground', () => {
    const world = two();
    file(world, signal.comment(), { account: 'acme.io', contact: { email: 'cy@acme.io' }, ago: 3 });
    file(world, signal.comment(), { account: 'acme.io', contact: { email: 'di@acme.io' }, ago: 3 });
    world.run('sales.ops', suppressContact, { contact: 'cy@acme.io', reason: 'opt_out' });
    const [cy] = world.account('acme.io').contacts;
    take(world);
    const first = of(world, 'contact_suppressed').filter(({ stream }) => stream === accountId('acme.com'));
    expect(first).toMatchObject([{ contact: cy?.id, reason: 'suppressed before its account was absorbed' }]);
    expect(world.suppressed).toEqual(new Set([cy?.id]));
  });

  test('A2 who had moved from one of the two to the other is one person there', () => {
    const world = two();
    file(world, signal.comment(1), { contact: { email: 'ana@acme.com' }, ago: 9 });
    world.run('sales.ops', saveAccount, { domain: 'acme.io', contacts: [{ contact: 'ana@acme.com' }] });
    file(world, signal.comment(2), { account: 'acme.io', contact: { email: 'ana@acme.com' }, ago: 3 });
    const [now] = world.account('acme.io').contacts;
    const before = con(world);
    take(world);
    expect(of(world, 'contacts_joined')).toMatchObject([{ contact: now?.id, same_as: before }]);
    expect(world.account('acme.com').contacts.find(({ id }) => id === before)?.part_of).toBe(now?.id);
    expect(standingE8(world)).toHaveLength(1);
  });
});
