import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { retractSignal } from '../../../src/rules/signals/retract-signal.ts';
import { erasePerson } from '../../../src/rules/suppression/erase-person.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { completeTask } from '../../../src/rules/tasks/complete-task.ts';
import { acme, actAt, file, note, signal, start } from '../../support/builders.ts';
import { policyWith } from '../../support/replay.ts';
import { TestWorld } from '../../support/world.ts';

const kim = { email: 'kim@gmail.com', name: 'Kim Lee' };
const host = { account: 'gmail.com', contact: kim };
const wait = (world: TestWorld, place = 'kim@gmail.com') => world.waiting.get(`waiting:${place}`);
const at = (world: TestWorld, domain = 'acme.com') => world.account(domain).signals;
const open = (world: TestWorld, domain = 'acme.com') =>
  world.account(domain).tasks.flatMap(({ kind, closed_at }) => (closed_at ? [] : [kind]));

describe('a note whose account nobody can tell', () => {
  test('A2 a mailbox host names no company: the note waits, no account is registered, one task is sales.ops’s', () => {
    const world = acme();
    const done = file(world, signal.comment(), host);
    expect([done.outcome, done.extra]).toEqual([
      'waiting',
      {
        account: null,
        signal: 'wtg_kim@gmail.com_1',
        derived: [],
        waiting: { id: 'wtg_kim@gmail.com_1', because: 'gmail.com gives mailboxes to anyone and names no company' },
      },
    ]);
    expect(done.summary).toBe(
      'E1 waits for an account (wtg_kim@gmail.com_1): gmail.com gives mailboxes to anyone and names no company. Nothing counts until then; sales.ops places it: save_account that names the person files it there, complete_task dismisses it.',
    );
    expect(world.accounts.size).toBe(1);
    expect(wait(world)?.task).toEqual({
      id: 'wtg_kim@gmail.com',
      kind: 'place_note',
      role: 'sales.ops',
      clause: '3.1',
      subject: 'wtg_kim@gmail.com',
      opened_at: start,
      due_at: '2026-04-22T14:00:00.000Z',
    });
  });

  test('A7 a subscription that waits is one within the days of the policy, as one on file is', () => {
    const world = new TestWorld(start, policyWith({ 'engagement.subscription_days': 10 }));
    file(world, signal.E2(), { ...host, ago: 20 });
    expect(file(world, signal.E2(), { ...host, ago: 10 }).outcome).toBe('duplicate');
    expect(file(world, signal.E2(), { ...host, ago: 9 }).outcome).toBe('waiting');
  });

  test('inv7 the words of a note that waits are sealed, and only its closed answers and its object stand in clear', () => {
    const world = acme();
    file(world, signal.E7({ object: 'https://eco.example/talk' }), host);
    const told = world.events.flatMap(({ event }) => {
      const { type, note, sealed } = event as { type: string; note?: { signal: object }; sealed?: { fields: object } };
      return type === 'note_waits' ? [[note?.signal, sealed?.fields]] : [];
    });
    expect(told).toEqual([
      [
        { type: 'E7', response: 'reply_email', object: 'https://eco.example/talk' },
        {
          referrer: 'Sam Poe',
          relationship: 'former colleague',
          context: 'both sell through partners',
          evidence: 'thread of the week',
        },
      ],
    ]);
  });

  test('A2 what they do further joins the one task; an E4 makes it due the same day', () => {
    const world = acme();
    file(world, signal.comment(), host);
    file(world, signal.E4(), host);
    expect(wait(world)?.notes?.map(({ id, signal: { type } }) => [id, type])).toEqual([
      ['wtg_kim@gmail.com_1', 'E1'],
      ['wtg_kim@gmail.com_2', 'E4'],
    ]);
    expect(wait(world)?.task?.due_at).toBe('2026-04-21T21:00:00.000Z');
  });

  test('S-2, A9 what comes later hastens the task for its reason, and never puts it off', () => {
    const hastened = (...notes: readonly Parameters<typeof file>[1][]) => {
      const world = acme();
      for (const each of notes) file(world, each, host);
      return world.events.flatMap(({ event }) => {
        const { type, because } = event as { readonly type: string; readonly because?: string };
        return type === 'task_hastened' ? [because] : [];
      });
    };
    const stop = signal.E3({ quote: 'Please stop writing to me.' });
    expect(hastened(signal.comment(1), signal.E4(), stop, signal.comment(2))).toEqual(['they ask for the Briefing']);
    expect(hastened(signal.comment(1), stop, signal.E4())).toEqual(['they ask to stop']);
    expect(hastened(signal.comment(1), signal.comment(2))).toEqual([]);
    expect(hastened(signal.E4(), signal.comment(2))).toEqual([]);
  });

  test('A2 somebody who is a contact elsewhere waits', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    const done = file(world, signal.comment(2), { account: 'beta.com', contact: { email: 'ana@acme.com' } });
    expect(done.extra.waiting?.because).toBe('that person is a contact of acme.com already');
    expect(world.accounts.size).toBe(1);
  });

  test('A2 an e-mail and a profile of two contacts wait', () => {
    const world = acme();
    const linkedin_url = 'https://www.linkedin.com/in/bo';
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(), { contact: { linkedin_url } });
    const done = file(world, signal.comment(2), { contact: { email: 'ana@acme.com', linkedin_url } });
    expect([done.outcome, done.extra.waiting?.because]).toEqual([
      'waiting',
      expect.stringMatching(
        /^the e-mail and the profile belong to two contacts: con_\w+ at acme\.com and con_\w+ at acme\.com$/,
      ),
    ]);
  });

  test('A2 an address that its bearer has left waits', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    const contacts = [{ contact: 'ana@acme.com', email: 'ana@beta.com' }];
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts });
    const done = file(world, signal.comment(2), { contact: { email: 'ana@acme.com' } });
    expect([done.outcome, done.extra.waiting?.because]).toEqual([
      'waiting',
      'its bearer, a contact of acme.com, has another address or profile now',
    ]);
    expect(file(world, signal.comment(3), { account: 'beta.com', contact: { email: 'ana@beta.com' } }).outcome).toBe(
      'recorded',
    );
  });

  test('L13 an address tied to a suppressed person that an open contact bears waits, and suppresses nobody', () => {
    const world = acme();
    const linkedin_url = 'https://www.linkedin.com/in/bo';
    file(world, signal.comment(), { contact: { linkedin_url } });
    world.run('sales.ops', suppressContact, { contact: 'old@acme.com', reason: 'opt_out' });
    const done = file(world, signal.comment(2), { contact: { email: 'old@acme.com', linkedin_url } });
    expect(done.outcome).toBe('waiting');
    expect(done.summary).not.toContain('suppressed,');
    expect(world.suppressed.size).toBe(0);
    expect([...world.persons.keys()].filter((each) => world.persons.get(each))).toEqual(['person:email:old@acme.com']);
  });

  test('A2 a private mailbox at a company that is named is an ordinary contact, with a remark', () => {
    const done = file(acme(), signal.comment(), { contact: kim });
    expect([done.outcome, done.extra.remark]).toEqual([
      'recorded',
      'The address is at gmail.com, which is no domain of acme.com; retract_signal if the account is wrong.',
    ]);
  });

  test('L13 of somebody who is suppressed by all that is given it says so, and asks nobody to look', () => {
    const world = acme();
    world.run('sales.ops', suppressContact, { contact: kim.email, reason: 'opt_out' });
    const quote = 'Please stop writing to me.';
    const done = file(world, signal.E3({ quote }), host);
    expect(done.summary).toMatch(/ They are suppressed, by every address and profile given here\.$/);
    const other = file(world, signal.E3({ quote }), { account: 'gmail.com', contact: { email: 'lee@gmail.com' } });
    expect(other.summary).toMatch(/ They ask to stop: .* suppress_contact ends it at once\.$/);
  });

  test('A9, A2 words that ask to stop are looked at for each contact whose they may be, once', () => {
    const world = acme();
    const linkedin_url = 'https://www.linkedin.com/in/bo';
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(), { contact: { linkedin_url } });
    const [ana, bo] = world.account('acme.com').contacts.map(({ id }) => id);
    const quote = 'Please stop writing to me.';
    const looks = () =>
      world.account('acme.com').tasks.flatMap(({ kind, subject }) => (kind === 'look_at_stop' ? [subject] : []));
    const saved = world.save();
    file(world, signal.E3({ quote }), { contact: { email: 'ana@acme.com', linkedin_url } });
    expect(looks()).toEqual([ana, bo]);
    world.restore(saved);
    world.suppressContact(bo ?? '');
    file(world, signal.E3({ quote }), { contact: { email: 'ana@acme.com', linkedin_url } });
    expect(looks()).toEqual([ana]);
  });

  test('A7 the same act among waiting notes is a duplicate; a better one takes its place', () => {
    const world = acme();
    const bare = file(world, signal.E6({ engagement: 'none' }), host);
    const again = file(world, signal.E6({ engagement: 'none' }), host);
    expect(again).toMatchObject({ outcome: 'duplicate', extra: { waiting: { id: bare.extra.signal } } });
    expect(again.summary).toMatch(/^E6 is on file already and waits for an account \(wtg_kim@gmail\.com_1\): gmail/);
    expect(file(world, signal.E6(), host).outcome).toBe('waiting');
    expect(wait(world)?.notes?.map(({ ended }) => ended?.why)).toEqual(['replaced', undefined]);
    expect(file(world, signal.E2(), { ...host, ago: 3 }).outcome).toBe('waiting');
    expect(file(world, signal.E2(), { ...host, ago: 40 }).outcome).toBe('duplicate');
  });
});

describe('placing', () => {
  test('A2 naming the contact alone files it too, where they are already and at the account they move to', () => {
    const world = acme();
    const ana = { email: 'ana@acme.com', name: 'Ana Ruiz' };
    file(world, signal.comment(), { contact: ana });
    const { contact = '' } = at(world)[0] ?? {};
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    file(world, signal.E4(), { account: 'beta.com', contact: ana });
    world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact }] });
    expect(at(world, 'beta.com').map(({ type }) => type)).toContain('E4');
    expect(wait(world, ana.email)?.ended?.why).toBe('matched');
    file(world, signal.E4(), { contact: ana });
    const moved = world.account('beta.com').contacts[0]?.id ?? '';
    expect(wait(world, ana.email)?.ended).toBeNull();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', contacts: [{ contact: moved }] });
    expect(wait(world, ana.email)?.ended?.why).toBe('matched');
  });

  test('A2 what waits under an address that they had is filed where they move to by their id', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    const { contact = '' } = at(world)[0] ?? {};
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ contact, email: 'ana.ruiz@acme.com' }] });
    const done = file(world, signal.E4(), { contact: { email: 'ana@acme.com' } });
    expect(done.outcome).toBe('waiting');
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta', contacts: [{ contact }] });
    expect(at(world, 'beta.com').map(({ type }) => type)).toEqual(['E4']);
  });

  test('A2 who waited under a name is called so where an address alone places them', () => {
    const world = acme();
    file(world, signal.comment(), host);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    expect(world.account('acme.com').contacts.at(-1)).toMatchObject({ has_name: true });
  });

  test('A9 words that ask to stop wait: no mail goes to their author where they are a contact, and the day is today', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    const { contact } = at(world)[0] ?? {};
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    const stop = { ...signal.E3(), topic: 'other', quote: 'Take me off your list, please' } as const;
    const done = file(world, stop, { account: 'beta.com', contact: { email: 'ana@acme.com' } });
    expect(done.outcome).toBe('waiting');
    expect(done.summary).toContain('They ask to stop: no mail goes to them until sales.ops');
    const looks = world.account('acme.com').tasks.filter(({ kind }) => kind === 'look_at_stop');
    expect(looks.map(({ subject, due_at }) => [subject, due_at])).toEqual([[contact, '2026-04-21T21:00:00.000Z']]);
    expect(wait(world, 'ana@acme.com')?.task?.due_at).toBe('2026-04-21T21:00:00.000Z');
  });

  test('A9 who waits, is nobody’s contact and asks to stop is placed or dismissed the same day', () => {
    const world = acme();
    file(world, signal.comment(), host);
    expect(wait(world)?.task?.due_at).toBe('2026-04-22T14:00:00.000Z');
    file(world, { ...signal.E3(), quote: 'Please stop mailing me' }, host);
    expect(wait(world)?.task?.due_at).toBe('2026-04-21T21:00:00.000Z');
  });

  test('A2 save_account that names the person files each note there: day and filer stay, SLAs start then', () => {
    const world = acme();
    file(world, signal.E4(), { ...host, ago: 10 });
    file(world, signal.E2(), { ...host, ago: 12 });
    world.now = '2026-04-24T14:00:00.000Z';
    const done = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    expect(done.outcome).toBe('updated');
    expect(at(world).map(({ type, on, filed_by, filed_at }) => [type, on, filed_by, filed_at])).toEqual([
      ['E2', '2026-04-09', 'category.positioning', '2026-04-24T14:00:00.000Z'],
      ['E4', '2026-04-11', 'mining.mind', '2026-04-24T14:00:00.000Z'],
      ['E8', '2026-04-11', 'sales.ops', '2026-04-24T14:00:00.000Z'],
    ]);
    expect(open(world)).toEqual(expect.arrayContaining(['classify', 'answer_briefing_request']));
    const due = world.account('acme.com').tasks.find(({ kind }) => kind === 'answer_briefing_request')?.due_at;
    expect(due).toBe('2026-04-24T21:00:00.000Z');
    expect(wait(world)?.ended?.why).toBe('matched');
    expect(wait(world)?.notes?.map(({ ended }) => ended?.why)).toEqual(['placed', 'placed']);
    expect(wait(world)?.task?.closed_by).toBe('sales.ops');
    expect(done.summary).toMatch(
      /Filed at Acme, what waited: E2 of 2026-04-09 \(sig_\w+\); E4 of 2026-04-11 \(sig_\w+\), with it E8/,
    );
  });

  test('A2 what was told of who waited is theirs, not of who stands first', () => {
    const world = acme();
    file(world, signal.like(), { contact: { email: 'ana@acme.com' }, ago: 50 });
    file(world, signal.comment(), { account: 'gmail.com', contact: { ...kim, title: 'CRO' } });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    const told = world.account('acme.com').contacts.map(({ id, has_name, has_profile }) => {
      const { name, title } = world.people.get(id)?.fields ?? {};
      return [name, title, has_name, has_profile];
    });
    expect(told).toEqual([
      [undefined, undefined, false, false],
      ['Kim Lee', 'CRO', true, false],
    ]);
  });

  test('A2 at a new account as well', () => {
    const world = acme();
    file(world, signal.E2(), host);
    const args = { domain: 'new.com', name: 'New', contacts: [{ email: kim.email, name: 'Kim Lee' }] };
    expect(world.run('sales.ops', saveAccount, args).extra.placed).toHaveLength(1);
    expect(at(world, 'new.com').map(({ type }) => type)).toEqual(['E2']);
  });

  test('A2 where they are already', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(2), { account: 'beta.com', contact: { email: 'ana@acme.com' } });
    const done = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: 'ana@acme.com' }] });
    expect([done.outcome, at(world).map(({ type }) => type)]).toEqual(['updated', ['E1', 'E1', 'E8']]);
  });

  test('A2 an act that was on file there is a duplicate, and waits no more', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(), { account: 'beta.com', contact: { email: 'ana@acme.com' } });
    const saved = { domain: 'acme.com', contacts: [{ contact: 'ana@acme.com' }] };
    const { outcome, summary } = world.run('sales.ops', saveAccount, saved);
    expect(at(world)).toHaveLength(1);
    expect([outcome, summary]).toEqual([
      'updated',
      `Acme (acme.com) is brought up to date. Filed at Acme, what waited: E1 of 2026-04-21 (${at(world)[0]?.id}, on file already).`,
    ]);
    expect(wait(world, 'ana@acme.com')?.notes?.[0]?.ended?.why).toBe('duplicate');
  });

  test('A2 a further note places nothing: sales.ops does', () => {
    const world = acme();
    file(world, signal.E2(), host);
    file(world, signal.comment(), { contact: kim });
    expect([at(world).map(({ type }) => type), wait(world)?.ended]).toEqual([['E1'], null]);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    expect(at(world).map(({ type }) => type)).toEqual(['E1', 'E2', 'E8']);
  });

  test('A11 what a suppressed person did is recorded, classifies nothing and opens the CRO’s look', () => {
    const world = acme();
    file(world, signal.E4(), host);
    world.run('sales.ops', suppressContact, { contact: kim.email, reason: 'opt_out' });
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    expect(at(world).map(({ type }) => type)).toEqual(['E4']);
    expect(open(world)).toEqual(['look_at_returned', 'find_contact']);
  });
});

describe('ending a wait', () => {
  test('L14 its filer and sales.ops take a note back, nobody else', () => {
    const world = acme();
    file(world, signal.comment(), host);
    const args = { signal: 'wtg_kim@gmail.com_1', reason: 'a slip' };
    expect(world.refused('cro', retractSignal, args)).toMatchObject({
      code: 'NOT_PERMITTED',
      found: 'that note was filed by mining.mind',
    });
    expect(world.run('mining.mind', retractSignal, args).outcome).toBe('retracted');
    expect(wait(world)?.ended?.why).toBe('retracted');
    expect(world.refused('mining.mind', retractSignal, args).code).toBe('CONFLICT');
    expect(world.refused('mining.mind', retractSignal, { ...args, signal: 'wtg_no_1' }).code).toBe('NOT_FOUND');
  });

  test('L14 once placed it is taken back as the signal it became', () => {
    const world = acme();
    file(world, signal.comment(), host);
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [{ email: kim.email }] });
    const [placed] = at(world);
    const refusal = world.refused('mining.mind', retractSignal, { signal: 'wtg_kim@gmail.com_1', reason: 'x' });
    expect([refusal.code, refusal.next]).toEqual(['CONFLICT', `retract_signal with ${placed?.id}`]);
    expect(world.run('mining.mind', retractSignal, { signal: placed?.id ?? '', reason: 'x' }).outcome).toBe(
      'retracted',
    );
  });

  test('S-1 sales.ops dismisses one note, or the person with all of them', () => {
    const world = acme();
    file(world, signal.comment(), host);
    file(world, signal.comment(2), host);
    const done = (task: string) => world.run('sales.ops', completeTask, { task, note: 'a student' }).summary;
    expect(done('wtg_kim@gmail.com_1')).toBe('The waiting note is dismissed; what else the person did still waits.');
    expect(wait(world)?.ended).toBeNull();
    done('wtg_kim@gmail.com');
    expect(wait(world)?.notes?.map(({ ended }) => ended?.why)).toEqual(['dismissed', 'dismissed']);
    expect(wait(world)?.task?.note).toBe('a student');
    expect(file(world, signal.comment(3), host).extra.waiting?.id).toBe('wtg_kim@gmail.com_3');
  });

  test('L13 an erased person’s notes are counted and gone', () => {
    const world = acme();
    file(world, signal.E4(), host);
    file(world, signal.E2(), host);
    const erased = world.run('legal.exec', erasePerson, { contact: kim.email, basis: 'asked' });
    expect(erased.extra.erased).toMatchObject({ records: 0, notes: 2 });
    expect(wait(world)?.ended?.why).toBe('erased');
  });

  test('A6 an E9 names an act, which says whose account it is: it never waits', () => {
    const world = acme();
    const refusal = world.refused('category.positioning', fileSignalNote, {
      ...note(signal.E9('essay', 'sig_x_1'), host),
      observed_at: actAt(0),
    });
    expect(refusal.code).toBe('RULE_REFUSED');
  });
});
