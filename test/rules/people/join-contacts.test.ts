import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { acme, classify, file, idAt, openKinds, retract, signal } from '../../support/builders.ts';
import type { TestWorld } from '../../support/world.ts';

const work = { email: 'ana@acme.com', name: 'Ana Ruiz' };
const home = { email: 'ana.ruiz@gmail.com' };

/** Acme, where Ana commented under two addresses: con_6 and con_8 or so. */
function twoComments(ago: readonly [number, number] = [9, 2]): TestWorld {
  const world = acme();
  file(world, signal.comment(1), { contact: work, ago: ago[0] });
  file(world, signal.comment(2), { contact: home, ago: ago[1] });
  return world;
}

const idsOf = (world: TestWorld) => world.account('acme.com').contacts.map(({ id }) => id);
const join = (world: TestWorld, contact = work.email, same_as = home.email) =>
  world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact, same_as }] });
const refusedJoin = (world: TestWorld, contact: string, same_as: string, domain = 'acme.com') =>
  world.refused('sales.ops', saveAccount, { domain, contacts: [{ contact, same_as }] });
const live = (world: TestWorld, type: string) =>
  world.account('acme.com').signals.filter((each) => each.type === type && !each.gone);
const suppress = (world: TestWorld, contact: string) =>
  world.run('sales.ops', suppressContact, { contact, reason: 'opt_out' });

describe('L13 who is suppressed before they are joined', () => {
  const summaryOf = (stopped: readonly number[], byHand = false) => {
    const world = twoComments([60, 2]);
    const ids = idsOf(world);
    for (const n of stopped) {
      if (byHand) world.suppressContact(ids[n] ?? '');
      else suppress(world, ids[n] ?? '');
    }
    const { summary, events } = join(world);
    const told = events.flatMap((event) => (event.type === 'contact_suppressed' ? [event] : []));
    return { end: summary.split('gets the mail.')[1], told, stays: ids[0] ?? '', world };
  };

  test('L13 both stay so, one makes both so, and neither is said to be where neither is', () => {
    expect(summaryOf([0, 1]).end).toBe(' They stay suppressed.');
    for (const n of [0, 1])
      expect(summaryOf([n]).end).toBe(
        ' One of them is suppressed, so both are from now on: no mail goes to any address of theirs.',
      );
    expect(summaryOf([]).end).toBe('');
  });

  test('L13 the word on the contact itself holds for who stays, where no address carries it', () => {
    const { told, stays, world } = summaryOf([1], true);
    expect(told).toEqual([{ type: 'contact_suppressed', contact: stays, reason: 'joined with who is suppressed' }]);
    expect(world.suppressed.has(stays)).toBe(true);
    expect(summaryOf([0, 1], true).told).toEqual([]);
  });
});

describe('A2 what is said of who stays, with the join', () => {
  const bo = { email: 'bo@acme.com', name: 'Bo Lind' };
  const joinAs = (world: TestWorld, more: object, contact = work.email, same_as = home.email) =>
    world.try('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact, same_as, ...more }] });

  test('L13 an address of the one that became part is theirs, though who stays is suppressed', () => {
    const world = twoComments();
    suppress(world, work.email);
    expect(joinAs(world, { email: home.email })).toMatchObject({ outcome: 'updated' });
    expect(world.people.get(idsOf(world)[0] ?? '')?.fields.email).toBe(home.email);
  });

  test('A2 an address of a third is a conflict, and one that nobody has is taken', () => {
    const world = twoComments();
    file(world, signal.comment(3), { contact: bo });
    expect(joinAs(world, { email: bo.email })).toMatchObject({ refused: true, code: 'CONFLICT', ruling: 'A2' });
    expect(joinAs(world, { email: 'ana@new.org' })).toMatchObject({ outcome: 'updated' });
    expect(world.people.get(idsOf(world)[0] ?? '')?.fields.email).toBe('ana@new.org');
  });

  test('A2 it is said of them, wherever they stand in the list, whoever left it', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: bo });
    file(world, signal.comment(1), { contact: { email: 'gone@acme.com' } });
    file(world, signal.comment(1), { contact: work });
    file(world, signal.comment(2), { contact: home });
    world.run('legal.exec', erasePerson, { contact: bo.email, basis: 'asked for it' });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ contact: 'gone@acme.com' }] });
    expect(joinAs(world, { title: 'CRO' })).toMatchObject({ outcome: 'updated' });
    const words = idsOf(world).map((id) => world.people.get(id)?.fields.title);
    expect(words).toEqual([undefined, undefined, 'CRO', undefined]);
  });
});

describe('A2 who is joined with nobody', () => {
  const whole = { refused: true, code: 'RULE_REFUSED', clause: '3.1', ruling: 'A2' };

  test('A2 who left is joined where they are now, and who was erased nowhere', () => {
    const world = twoComments();
    const [stays = '', part = ''] = idsOf(world);
    const bo = { email: 'bo@acme.com' };
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [bo] });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ contact: part }] });
    const left = { found: `${part} left Acme for beta.com`, next: 'join it there: save_account with domain beta.com' };
    expect(refusedJoin(world, stays, part)).toEqual({ ...whole, ...left });
    expect(refusedJoin(world, part, stays)).toEqual({ ...whole, ...left });
    const third = idsOf(world)[2] ?? '';
    world.run('legal.exec', erasePerson, { contact: third, basis: 'asked for it' });
    const erased = {
      found: `${third} was erased: nobody stands there any more`,
      next: 'leave it as it is, and save the other alone',
    };
    expect(refusedJoin(world, stays, third)).toEqual({ ...whole, ...erased });
    expect(refusedJoin(world, third, stays)).toEqual({ ...whole, ...erased });
    expect(refusedJoin(world, stays, 'con_zzzzzzzzzz_1').code).toBe('NOT_FOUND');
    expect(refusedJoin(world, 'con_zzzzzzzzzz_1', stays).code).toBe('NOT_FOUND');
  });
});

describe('two contacts that are one person', () => {
  test('A2, A5 their acts are one: a repeat engagement is found, dated by the act that completes it', () => {
    const world = twoComments();
    const [stays = '', part = ''] = idsOf(world);
    expect(live(world, 'E8')).toEqual([]);
    const done = join(world);
    const [repeat] = live(world, 'E8');
    const comments = live(world, 'E1');
    expect(repeat).toMatchObject({
      contact: stays,
      tier: 'strong',
      on: '2026-04-19',
      rests_on: comments.map(({ id }) => id),
    });
    expect(comments.map(({ contact }) => contact)).toEqual([stays, stays]);
    expect(done.outcome).toBe('updated');
    expect(done.summary).toBe(
      `Acme (acme.com) is brought up to date. ana.ruiz@gmail.com (${part}) is one person with Ana Ruiz (${stays}), who stays and gets the mail. On the acts of both, the engine found an E8 of 2026-04-19 (${repeat?.id}).`,
    );
    expect(openKinds(world)).toContain('classify');
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('A2 either address and either id finds them: a note of any is filed under the one that stays', () => {
    const world = twoComments([60, 40]);
    const [stays] = idsOf(world);
    join(world);
    file(world, signal.E3(), { contact: home });
    file(world, signal.comment(7), { contact: work });
    expect(world.account('acme.com').signals.every(({ contact }) => contact === stays)).toBe(true);
    expect(idsOf(world)).toHaveLength(2);
  });

  test('A2 a note that gives both addresses is no conflict any more', () => {
    const world = twoComments();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: home.email, linkedin_url: 'https://www.linkedin.com/in/ana-ruiz' }],
    });
    const both = { email: work.email, linkedin_url: 'https://www.linkedin.com/in/ana-ruiz' };
    join(world);
    expect(file(world, signal.comment(5), { contact: both }).outcome).toBe('recorded');
  });

  test('A2 joining again says nothing new', () => {
    const world = twoComments();
    join(world);
    expect(join(world).outcome).toBe('exists');
    expect(join(world, home.email, work.email).outcome).toBe('exists');
  });

  test('A2 an address tied to the one that became part is kept as tied, once', () => {
    const world = acme();
    const profile = 'https://www.linkedin.com/in/ana-ruiz';
    const second = 'https://www.linkedin.com/in/ana-r-2';
    file(world, signal.comment(1), { contact: work });
    file(world, signal.comment(1), { contact: { ...home, linkedin_url: profile } });
    file(world, signal.comment(1), { contact: { ...home, linkedin_url: second } });
    const joined = join(world).events.find((event) => event.type === 'contacts_joined');
    const { known_as = '', tied_as = '' } = joined?.sealed.fields ?? {};
    const [known, tied] = [known_as.split(' '), tied_as.split(' ')];
    expect([known.length, new Set(known).size, tied.length, new Set(tied).size]).toEqual([2, 2, 3, 3]);
    expect(tied).toEqual(expect.arrayContaining(known));
    expect([...known, ...tied].every((mark) => mark.length > 8)).toBe(true);
    expect(file(world, signal.E3(), { contact: { linkedin_url: second } }).outcome).toBe('recorded');
  });

  test('A2 the one that stays takes over what it lacked', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ linkedin_url: 'https://www.linkedin.com/in/ana-ruiz' }, { ...work, title: 'CRO' }],
    });
    const [stays = '', part = ''] = idsOf(world);
    join(world, stays, part);
    expect(world.people.get(stays)?.fields).toEqual({
      email: 'ana@acme.com',
      first_name: 'Ana',
      linkedin_url: 'https://www.linkedin.com/in/ana-ruiz',
      name: 'Ana Ruiz',
      title: 'CRO',
    });
  });

  test('A2 a corrected address may be that of the other, given with the join', () => {
    const world = twoComments();
    const [stays = ''] = idsOf(world);
    world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: stays, same_as: home.email, email: home.email }],
    });
    expect(world.people.get(stays)?.fields.email).toBe('ana.ruiz@gmail.com');
    expect(file(world, signal.E3(), { contact: work }).outcome).toBe('recorded');
  });

  test.each([
    ['who stays', work.email],
    ['who became part', home.email],
  ])('L13 if %s is suppressed, both are from then on', (_, stopped) => {
    const world = twoComments();
    const [stays = ''] = idsOf(world);
    suppress(world, stopped);
    const done = join(world);
    expect(done.summary).toContain(
      'One of them is suppressed, so both are from now on: no mail goes to any address of theirs.',
    );
    expect(world.suppressed.has(stays)).toBe(true);
    expect([...world.persons.values()].filter(({ voided_at }) => voided_at === null)).toHaveLength(2);
    expect(live(world, 'E8')).toEqual([]);
    const elsewhere = { domain: 'beta.com', name: 'Beta' };
    world.run('sales.ops', saveAccount, elsewhere);
    expect(world.account('acme.com').flags).toContain('needs_contact');
  });

  test('L13 a suppression that comes later holds for both', () => {
    const world = twoComments();
    const [stays = ''] = idsOf(world);
    join(world);
    suppress(world, home.email);
    expect(world.suppressed.has(stays)).toBe(true);
    expect(world.persons.size).toBe(2);
  });

  test('A2 erasing the person reaches both', () => {
    const world = twoComments();
    join(world);
    const done = world.run('legal.exec', erasePerson, { contact: home.email, basis: 'asked on 2026-04-20' });
    expect(done.extra.erased.records).toBe(2);
    expect([...world.people.values()].map(({ fields }) => fields)).toEqual([{}, {}]);
  });

  test('A2 one of another account is moved first', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [work] });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ email: 'ana@beta.com' }] });
    const other = world.account('beta.com').contacts[0]?.id ?? '';
    expect(refusedJoin(world, work.email, 'ana@beta.com')).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.1',
      ruling: 'A2',
      found: `${other} is a contact of beta.com, and those of one account alone are joined`,
      next: `sales.ops moves it first: save_account with domain acme.com and contact ${other}; then joins it under its new id`,
    });
  });

  test('A2 a joined person moves with both addresses, and is one there', () => {
    const world = twoComments();
    join(world);
    const contacts = [{ contact: work.email }];
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts });
    file(world, signal.comment(4), { account: 'beta.com', contact: home, ago: 1 });
    file(world, signal.comment(5), { account: 'beta.com', contact: work });
    const { contacts: there, signals } = world.account('beta.com');
    expect(there.map(({ part_of }) => part_of)).toEqual([undefined, there[0]?.id]);
    expect(signals.map(({ type, contact }) => [type, contact])).toEqual([
      ['E1', there[0]?.id],
      ['E1', there[0]?.id],
      ['E8', there[0]?.id],
    ]);
    suppress(world, home.email);
    expect(world.suppressed.has(there[0]?.id ?? '')).toBe(true);
  });

  test('A2 `same_as` names who stays beside it, and somebody on file', () => {
    const world = twoComments();
    const alone = { domain: 'acme.com', contacts: [{ ...work, same_as: home.email }] };
    expect(world.refused('sales.ops', saveAccount, alone).code).toBe('INVALID_INPUT');
    expect(refusedJoin(world, work.email, 'nobody@acme.com').code).toBe('NOT_FOUND');
  });

  test('L11, A3 whoever has an address of a competitor counts for nothing, once joined', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: work });
    file(world, signal.like(2), { contact: { email: 'ana@crossbeam.com' } });
    join(world, work.email, 'ana@crossbeam.com');
    expect(classify(world).outcome).toBe('stays_prospect');
  });

  test('A5 of two repeat engagements within the window the earlier stands', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: work, ago: 20 });
    file(world, signal.comment(2), { contact: work, ago: 18 });
    file(world, signal.comment(3), { contact: home, ago: 10 });
    file(world, signal.comment(4), { contact: home, ago: 8 });
    const [first] = live(world, 'E8');
    join(world);
    expect(live(world, 'E8').map(({ id }) => id)).toEqual([first?.id]);
  });

  test('L14 an E8 that a join brought falls with the act of either', () => {
    const world = twoComments();
    join(world);
    retract(world, live(world, 'E1')[1]?.id ?? '');
    expect(live(world, 'E8')).toEqual([]);
  });
});

test('A2 three are joined in any order to one person', () => {
  const third = { email: 'aruiz@acme.com' };
  const ended = (orders: readonly (readonly [string, string])[]) => {
    const world = twoComments();
    file(world, signal.comment(3), { contact: third, ago: 5 });
    for (const [contact, same_as] of orders) join(world, contact, same_as);
    const { contacts, signals } = world.account('acme.com');
    return {
      stays: contacts.filter(({ part_of }) => part_of === undefined).length,
      e8: signals.filter((each) => each.type === 'E8' && !each.gone).map(({ on, rests_on }) => ({ on, rests_on })),
    };
  };
  const [a, b, c] = [work.email, home.email, third.email];
  const one = ended([
    [a, b],
    [a, c],
  ]);
  expect(one).toEqual({ stays: 1, e8: [{ on: '2026-04-16', rests_on: [idAt('sig_7'), expect.any(String)] }] });
  expect(
    ended([
      [b, c],
      [a, b],
    ]),
  ).toEqual(one);
  expect(
    ended([
      [c, a],
      [b, c],
    ]),
  ).toEqual(one);
});
