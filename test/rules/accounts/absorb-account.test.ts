import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { AccountState } from '../../../src/rules/aggregates/account.ts';
import type { Intent } from '../../../src/rules/aggregates/intent.ts';
import { redeemPermit } from '../../../src/rules/sending/redeem-permit.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import {
  acme,
  acmeMql,
  classify,
  fact,
  file,
  openKinds,
  passingFacts,
  put,
  retract,
  save,
  signal,
  start,
} from '../../support/builders.ts';
import { accountId, TestWorld } from '../../support/world.ts';
import { reply } from '../replies/replying.ts';
import { ana, bo, direct, mailing, permitted, permittedDirect, rendered } from '../sending/mailing.ts';

const cy = { email: 'cy@acme.io', name: 'Cy Young' };
const take = (world: TestWorld) => world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
const refused = (world: TestWorld) =>
  world.refused('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
const first = (world: TestWorld) => world.account('acme.com');

/** Acme, and Acme IO with a contact, two acts, a fact. */
function two(): TestWorld {
  const world = acme();
  world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts: [fact('founded', 1999)] });
  file(world, signal.comment(1), { account: 'acme.io', contact: cy, ago: 9 });
  return world;
}

describe('a second domain with an account', () => {
  test('A1 contacts, facts and signals come along, with their own ids, days and filers', () => {
    const world = two();
    const { contacts, signals, facts } = world.account('acme.io');
    const done = take(world);
    expect(done.outcome).toBe('updated');
    expect(done.summary).toBe(
      'Acme (acme.com) is brought up to date. acme.io (PROSPECT) is one account with it from now on: 1 contact, 1 fact and 1 signal came along.',
    );
    const now = first(world);
    expect(now.aliases).toEqual(['acme.io']);
    expect(now.contacts).toEqual(contacts);
    expect(now.signals).toEqual(signals.map((each) => ({ ...each, nth: expect.any(Number) })));
    expect(now.facts.find((each) => each.fact === 'founded')).toEqual(facts[0]);
    expect([...world.accounts.keys()]).toEqual([accountId('acme.com')]);
    expect(world.account('acme.io').id).toBe(accountId('acme.com'));
    expect(world.people.get(contacts[0]?.id ?? '')).toMatchObject({ account: accountId('acme.com'), fields: cy });
  });

  test('A1 what was not spent opens the classification at the first, and moves it', () => {
    const world = two();
    take(world);
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('mql');
  });

  test('A1, L2 what was spent stays spent', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts: passingFacts() });
    file(world, signal.E3(), { account: 'acme.io', contact: cy, ago: 3 });
    classify(world, 'acme.io');
    put(world, { stage: 'MQL', review: 'NONE' }, 'acme.io');
    take(world);
    expect(first(world).signals[0]?.spent?.by).toBe('fast_track');
    expect(classify(world).outcome).toBe('mql');
  });

  test('A1 a further note finds who came along, and E8 counts what they did there', () => {
    const world = two();
    const [contact] = world.account('acme.io').contacts;
    take(world);
    file(world, signal.comment(2), { contact: cy, ago: 1 });
    expect(first(world).signals.map(({ type, contact: who }) => [type, who])).toEqual([
      ['E1', contact?.id],
      ['E1', contact?.id],
      ['E8', contact?.id],
    ]);
  });

  test('G-3 between two values the newer stands, whichever account it came from', () => {
    const world = two();
    save(world, [fact('employees', 90, { as_of: '2026-01-01' })], 'acme.io');
    take(world);
    expect(classify(world).outcome).toBe('mql');
    save(world, [fact('founded', 2001, { as_of: '2020-01-01' })]);
    expect(first(world).facts.filter((each) => each.fact === 'founded')).toHaveLength(2);
  });

  test('A1 ids of what stood there answer as the first account', () => {
    const world = two();
    const [noted] = world.account('acme.io').signals;
    take(world);
    expect(retract(world, noted?.id ?? '').outcome).toBe('retracted');
    expect(world.run('sales.ops', saveAccount, { domain: accountId('acme.io') }).extra.account).toBe(
      accountId('acme.com'),
    );
  });

  test('L13 a suppression goes along, and holds; an erasure reaches what came along', () => {
    const world = two();
    const [contact] = world.account('acme.io').contacts;
    world.run('sales.ops', suppressContact, { contact: cy.email, reason: 'opt_out' });
    take(world);
    expect(world.suppressed.has(contact?.id ?? '')).toBe(true);
    expect(classify(world).outcome).toBe('stays_prospect');
    const done = world.run('legal.exec', erasePerson, { contact: contact?.id ?? '', basis: 'asked on 2026-04-20' });
    expect(done.extra).toMatchObject({ accounts: [accountId('acme.com')], erased: { records: 1 } });
    expect(world.people.get(contact?.id ?? '')?.fields).toEqual({});
  });

  test('L3 the answer to a Briefing request goes along, other duties end', () => {
    const world = acme();
    file(world, signal.E4(), { account: 'acme.io', contact: cy });
    take(world);
    const kinds = openKinds(world);
    expect(kinds).toContain('answer_briefing_request');
    expect(kinds).not.toContain('complete_account');
    expect(classify(world).outcome).toBe('auto_sql');
  });

  test('A1 an MQL is absorbed: the first keeps its own stage', () => {
    const world = acmeMql();
    put(world, { review: 'NONE' });
    world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO' });
    world.run('sales.ops', saveAccount, { domain: 'acme.io', aliases: ['acme.com'] });
    const now = world.account('acme.com');
    expect([now.domain, now.stage]).toEqual(['acme.io', 'PROSPECT']);
    expect(openKinds(world, 'acme.io')).toContain('classify');
    expect(classify(world, 'acme.io').outcome).toBe('mql');
  });

  test('A2 who had moved from one to the other is one person again, and so are their acts', () => {
    const world = two();
    const [before] = world.account('acme.io').contacts;
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact: cy.email }] });
    file(world, signal.comment(2), { contact: cy, ago: 1 });
    take(world);
    const now = first(world);
    expect(now.contacts.find(({ id }) => id === before?.id)?.part_of).toBe(now.contacts[0]?.id);
    expect(now.signals.filter(({ type, gone }) => type === 'E8' && !gone)).toHaveLength(1);
  });
});

describe('duties, intents and the name', () => {
  /** Records that Acme has of Acme IO. */
  const takenOf = (world: TestWorld) => {
    const done = take(world);
    return { done, taken: done.events.find((event) => event.type === 'account_taken') };
  };

  test('S-2, L3 a duty that the first has open already is one; those towards people go along, each of its own', () => {
    const world = acme();
    const stop = { quote: 'Is the Briefing free? Please stop writing to my colleagues.' };
    const people = ['cy', 'di'].map((who) => ({ email: `${who}@acme.io`, name: who }));
    for (const [n, contact] of people.entries())
      file(world, signal.E4({ ...stop }), { account: 'acme.io', contact, ago: n });
    const open = world.account('acme.io').tasks.filter(({ closed_at }) => !closed_at);
    const looks = open.filter(({ kind }) => kind === 'look_at_stop');
    const answer = open.filter(({ kind }) => kind === 'answer_briefing_request');
    expect([looks.length, answer.length]).toEqual([2, 1]);
    const saved = world.save();
    const { done, taken } = takenOf(world);
    expect(taken?.tasks).toEqual(
      open.filter(({ kind }) => kind === 'look_at_stop' || kind === 'answer_briefing_request'),
    );
    expect(done.closed.map(({ kind }) => kind).sort()).toEqual(['classify', 'complete_account']);

    world.restore(saved);
    file(world, signal.E4());
    const [look] = looks;
    if (look) put(world, { tasks: [...first(world).tasks, look] });
    expect(takenOf(world).taken?.tasks).toEqual(looks.slice(1));
  });

  test('S-5, A13 of what is to be done outside only what is not over and names no stage goes along', () => {
    const world = two();
    const intent = (id: string, over: Partial<Intent> = {}): Intent => ({
      id,
      role: 'sales.ops',
      target: 'monday',
      action: 'comment',
      payload: { text: id },
      raised_at: world.now,
      ...over,
    });
    const at = world.now;
    const intents = [
      intent('open'),
      intent('stage', { action: 'set_stage' }),
      intent('contact', { target: 'apollo', action: 'set_contact_stage' }),
      intent('stop', { target: 'apollo', action: 'stop_contact' }),
      intent('done', { settled: { result: 'done', at } }),
      intent('withdrawn', { settled: { result: 'withdrawn', at, because: 'no more' } }),
      intent('unknown', { settled: { result: 'unknown', at } }),
    ];
    put(world, { intents }, 'acme.io');
    const { taken } = takenOf(world);
    expect(taken?.intents).toEqual(intents.filter(({ id }) => ['open', 'stop', 'unknown'].includes(id)));
  });

  test('A1 the first takes the name of the second where it has none, and keeps its own', () => {
    const names = (nameless: string, named: string) => {
      const world = new TestWorld(start);
      file(world, signal.comment(1), { account: nameless, contact: { email: `bo@${nameless}` } });
      world.run('sales.ops', saveAccount, { domain: named, name: 'The Other' });
      return world;
    };
    const taking = names('acme.com', 'acme.io');
    take(taking);
    expect(first(taking).name).toBe('The Other');
    const keeping = names('acme.io', 'acme.com');
    take(keeping);
    expect(first(keeping).name).toBe('The Other');
    const neither = new TestWorld(start);
    for (const account of ['acme.com', 'acme.io'])
      file(neither, signal.comment(1), { account, contact: { email: `bo@${account}` } });
    expect(take(neither).events.filter(({ type }) => type === 'account_named')).toEqual([]);
  });

  test('L2 at an SQL nothing that comes along is classified; an override of the second falls', () => {
    const world = two();
    put(world, { stage: 'SQL', entered_by: 'confirm' });
    const override = { id: 'ovr_1', gate: 'G1', fact: 'f', justification: 'j', compensating: [], at: start };
    put(world, { override }, 'acme.io');
    const { done } = takenOf(world);
    expect(openKinds(world)).not.toContain('classify');
    expect(done.events.filter(({ type }) => type === 'override_fell')).toEqual([
      { type: 'override_fell', override: 'ovr_1', because: 'acme.com took the account over' },
    ]);
    expect(first(world).override).toBeNull();
  });

  test('A2 who had moved, and was corrected, is found by each address of theirs', () => {
    const world = two();
    const contacts = [{ contact: cy.email, email: 'cy@acme.com' }];
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    take(world);
    const [stays] = first(world).contacts;
    for (const email of [cy.email, 'cy@acme.com']) file(world, signal.E3({ quote: email }), { contact: { email } });
    expect(first(world).contacts).toHaveLength(2);
    expect(first(world).signals.flatMap(({ type, contact }) => (type === 'E3' ? [contact] : []))).toEqual([stays?.id]);
  });
});

describe('who must decide what first', () => {
  test.each([
    ['SQL', 'NONE', 'is an account of its own, and SQL', /the CRO takes it on with advance_deal, or regresses it once/],
    [
      'BRIEFING_READY',
      'NONE',
      'is an account of its own, and BRIEFING_READY',
      /advance_deal; once lost it is recycled$/,
    ],
    ['ASSESSMENT_QUALIFIED', 'NONE', 'is an account of its own, and ASSESSMENT_QUALIFIED', /advance_deal; once lost/],
    ['WON', 'NONE', 'is an account of its own, and WON', /^a client stays: save_account with its domain/],
    [
      'RECYCLED',
      'NONE',
      'is an account of its own, and RECYCLED',
      /^sales\.ops recycles it first, after its cool-down/,
    ],
    ['DISQUALIFIED', 'NONE', 'is an account of its own, and DISQUALIFIED', /^the CRO reinstates it first/],
    ['MQL', 'PENDING_CRO', "waits for the CRO's review", /^the CRO decides first: cro_decide$/],
    ['MQL', 'DOSSIER_DUE', 'is under review, its dossier is due', /^sales\.ops scores it first: score_dossier$/],
  ] as const)('A1 a second that is %s, review %s', (stage, review, found, next) => {
    const world = two();
    put(world, { stage, review }, 'acme.io');
    expect(refused(world)).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A1',
      found: `Acme IO (acme.io) ${found}`,
      next: expect.stringMatching(next),
    });
    expect(world.account('acme.io').domain).toBe('acme.io');
  });

  test("A1 a second of which a proposal waits for the CRO's word", () => {
    const world = two();
    world.run('sales.ops', proposeStageChange, {
      account: 'acme.io',
      change: 'disqualify',
      trigger: 'no_ecosystem_motion',
      reason: 'nobody sells with them',
      evidence: 'their site names no partner',
    });
    expect(refused(world)).toMatchObject({
      code: 'CONFLICT',
      found: "to disqualify Acme IO (acme.io) waits for the CRO's word",
      next: 'the CRO decides first: decide_stage_change',
    });
  });

  test.each([
    ['DISQUALIFIED', 'Acme is DISQUALIFIED', 'the CRO reinstates it first: decide_stage_change'],
    ['WON', 'Acme is WON, which nothing moves', 'keep the two apart: leave the alias out'],
  ] as const)('A1 a first that is %s', (stage, found, next) => {
    const world = two();
    put(world, { stage });
    expect(refused(world)).toMatchObject({ code: 'CONFLICT', found, next });
  });
});

describe('what is ARCHIVED', () => {
  const archived = (): TestWorld => {
    const world = two();
    put(world, { stage: 'ARCHIVED', entered_by: 'archived' });
    return world;
  };

  test('A1, L12 reopens by a live qualifying signal that comes with another account', () => {
    const world = archived();
    const done = take(world);
    expect(first(world).stage).toBe('PROSPECT');
    expect(done.summary).toContain('It was ARCHIVED and is PROSPECT again.');
    expect(openKinds(world)).toContain('classify');
  });

  test('A1, L12 stays where none came that counts', () => {
    const world = archived();
    world.run('sales.ops', suppressContact, { contact: cy.email, reason: 'opt_out' });
    take(world);
    expect(first(world).stage).toBe('ARCHIVED');
  });

  test('A2, L12 reopens by a note that waited and is placed there', () => {
    const world = archived();
    file(world, signal.E4(), { account: 'gmail.com', contact: { email: 'bo@gmail.com', name: 'Bo Ek' } });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'bo@gmail.com' }] });
    expect(first(world).stage).toBe('PROSPECT');
    expect(openKinds(world)).toEqual(['classify', 'answer_briefing_request']);
  });

  test('A1, A4 ids that a like joined, and a fact corrects, answer as before', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.io', name: 'Acme IO', facts: [fact('founded', 1999)] });
    for (const post of [1, 2, 3, 4]) file(world, signal.like(post), { account: 'acme.io', contact: cy, ago: 9 });
    const [wrong] = world.account('acme.io').facts;
    const corrected = fact('founded', 2001, { corrects: wrong?.id ?? '' });
    world.run('sales.ops', saveAccount, { domain: 'acme.io', facts: [corrected] });
    take(world);
    const { signals, facts } = first(world);
    expect(signals.map(({ joins }) => joins)).toEqual([undefined, undefined, undefined, signals[2]?.id]);
    expect(facts.find(({ corrects }) => corrects !== undefined)?.corrects).toBe(wrong?.id);
    expect(retract(world, signals[3]?.id ?? '').outcome).toBe('retracted');
  });
});

describe('mail of an account that is taken over', () => {
  /** The record where Beta, an MQL without review, takes Acme over. */
  function taken(world: TestWorld, over: (state: AccountState) => Partial<AccountState> = () => ({})) {
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    put(world, { stage: 'MQL', entered_by: 'mql' }, 'beta.com');
    put(world, over(world.account('acme.com')));
    const owner = world.account('acme.com');
    const before = world.events.length;
    const done = world.run('sales.ops', saveAccount, { domain: 'beta.com', aliases: ['acme.com'] });
    const events = world.events.slice(before).map(({ event }) => event as { readonly type: string });
    const told = (...asked: readonly string[]) => events.filter(({ type }) => asked.includes(type));
    return { done, owner, told, now: world.account('beta.com') };
  }

  test('A1, M1, C4 an unused permit is revoked and its place returns; a mail on its way is waited for', () => {
    const world = mailing();
    const [open, gone] = [permitted(world, ana), permitted(world, bo)];
    world.run('sales.ops', redeemPermit, { permit: gone, tool_use_id: 'call_1' });
    const { done, owner, told, now } = taken(world);
    const [contact] = owner.contacts.map(({ id }) => id);
    const [redeemed] = owner.permits?.filter(({ id }) => id === gone) ?? [];
    const revoked = { type: 'permit_revoked', permit: open, contact, because: 'the account was taken over' };
    expect(told('permit_revoked', 'slot_returned', 'permit_taken', 'enrolment_taken')).toEqual([
      revoked,
      ...(owner.enrolments ?? []).map((enrolment) => ({ type: 'enrolment_taken', enrolment })),
      { type: 'permit_taken', permit: redeemed },
      {
        type: 'permit_taken',
        permit: owner.permits?.find(({ id }) => id === open),
        over: { at: world.now, why: revoked.because },
      },
      { type: 'slot_returned', permit: open },
    ]);
    expect(now.permits).toEqual([redeemed]);
    expect(now.enrolments).toEqual(owner.enrolments);
    expect(done.summary).toBe(
      'Beta (beta.com) is brought up to date. acme.com (MQL) is one account with it from now on: 2 contacts, 5 facts and 2 signals came along. So did 2 enrolments under way.',
    );
  });

  test('A1 what is over, and whose enrolments, is told by its own number', () => {
    const over = { as: 'complete', at: start, because: 'every touch was sent' } as const;
    const ended = (n: number) =>
      taken(mailing(), ({ enrolments = [] }) => ({
        enrolments: enrolments.map((each, m) => (m < n ? { ...each, over } : each)),
      })).done.summary.split('came along.')[1];
    expect([ended(1), ended(2)]).toEqual([' So did 1 enrolment under way.', '']);
  });

  test('M2, M6, Y3 the words of what was permitted and of the newest answer come along, of nobody who is erased', () => {
    const world = mailing();
    permitted(world, ana);
    rendered(world, ana, 2);
    permitted(world, bo);
    const id = reply(world, 2, { text: 'Interesting, send me more.' }).extra.reply?.id;
    const written = permittedDirect(world);
    world.run('legal.exec', erasePerson, { contact: bo, basis: 'asked for it' });
    const { told, owner, now } = taken(world);
    const person = owner.contacts[0]?.id;
    expect(told('words_taken')).toEqual([
      {
        type: 'words_taken',
        of: 'eml_ana@acme.com_1',
        sealed: { person, fields: expect.objectContaining({ text: 'Hi,\n\ntouch 1.\n' }) },
      },
      { type: 'words_taken', of: written, sealed: { person, fields: expect.objectContaining({ text: direct.text }) } },
      {
        type: 'words_taken',
        of: id,
        sealed: { person, fields: expect.objectContaining({ text: 'Interesting, send me more.' }) },
      },
    ]);
    expect(now.answered).toEqual(owner.answered);
    expect(told('contact_taken')).toEqual([
      {
        type: 'contact_taken',
        contact: owner.contacts[0],
        sealed: {
          person,
          fields: { email: ana, name: 'Ana Ruiz', first_name: 'Ana', known_as: expect.stringMatching(/^\S+$/) },
        },
      },
      { type: 'contact_taken', contact: owner.contacts[1] },
    ]);
  });
});
