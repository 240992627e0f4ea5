import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import type { PersonInput } from '../../../src/rules/command/input-reader.ts';
import { tellingTied } from '../../../src/rules/people/tied-identities.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { suppressContact } from '../../../src/rules/suppression/suppress-contact.ts';
import { voidSuppression } from '../../../src/rules/suppression/void-suppression.ts';
import { refuse } from '../../../src/rules/vocabulary/refusal.ts';
import {
  acme,
  checksOf,
  classify,
  con,
  essential,
  fact,
  file,
  idAt,
  isId,
  kinds,
  note,
  openKinds,
  openOf,
  passingFacts,
  signal,
  signalsOf,
  standing,
  standingE8,
  verdict,
} from '../../support/builders.ts';

const profile = 'https://www.linkedin.com/in/ana-ruiz';
const refused = (world: ReturnType<typeof acme>, contact: PersonInput, account = 'acme.com') =>
  world.refused('mining.mind', fileSignalNote, note(signal.comment(), { contact, account }));

describe('a contact is known by e-mail, profile, or both', () => {
  test('A2 an unknown person becomes a contact; the words are sealed, the rules see only the shape', () => {
    const world = acme();
    const noted = file(world, signal.comment(), {
      contact: { email: 'Ana.Ruiz+news@Eu.Acme.com', name: 'Ana  Ruiz', title: 'VP Alliances', linkedin_url: profile },
    });
    expect(essential(noted.events)[0]).toEqual({
      type: 'contact_added',
      contact: { id: idAt('con_6'), email_domain: 'acme.com', has_profile: true, has_name: true },
      sealed: {
        person: idAt('con_6'),
        fields: {
          name: 'Ana  Ruiz',
          first_name: 'Ana',
          title: 'VP Alliances',
          email: 'ana.ruiz+news@eu.acme.com',
          linkedin_url: profile,
        },
      },
    });
  });

  test('A2 the same address in another case is the same contact', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(2), { contact: { email: 'ANA@Acme.com' } });
    expect(world.account('acme.com').contacts).toHaveLength(1);
  });

  test('A2 a tag or a dot makes another address', () => {
    const world = acme();
    for (const email of ['ana.ruiz@acme.com', 'anaruiz@acme.com', 'ana.ruiz+x@acme.com'])
      file(world, signal.comment(), { contact: { email } });
    expect(world.account('acme.com').contacts).toHaveLength(3);
  });

  test('A2 a profile under two spellings is one contact, and takes the address that comes later', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: { linkedin_url: profile } });
    const second = file(world, signal.comment(2), {
      contact: { linkedin_url: 'linkedin.com/in/Ana-Ruiz/', email: 'ana@acme.com', name: 'Ana Ruiz' },
    });
    expect(essential(second.events)[0]).toEqual({
      type: 'contact_changed',
      contact: { id: idAt('con_6'), email_domain: 'acme.com', has_profile: true, has_name: true },
      sealed: { person: idAt('con_6'), fields: { email: 'ana@acme.com', name: 'Ana Ruiz', first_name: 'Ana' } },
    });
    file(world, signal.comment(3), { contact: { email: 'ana@acme.com' } });
    expect(world.account('acme.com').contacts).toHaveLength(1);
  });

  test('A2 a note does not rename a contact that has a name', () => {
    const world = acme();
    file(world, signal.comment(1));
    const second = file(world, signal.comment(2), {
      contact: { email: 'ana@acme.com', name: 'Anna Ruis', title: 'CEO' },
    });
    expect(second.events.filter((event) => event.type === 'contact_changed')).toEqual([]);
    expect(world.people.get(idAt('con_6'))?.fields.name).toBe('Ana Ruiz');
  });

  test('A2 a title that was lacking is taken, under the name on file or none', () => {
    const world = acme();
    file(world, signal.comment(1));
    const titled = file(world, signal.comment(2), { contact: { email: 'ana@acme.com', title: 'CRO' } });
    expect(world.people.get(idAt('con_6'))?.fields.title).toBe('CRO');
    expect(titled.summary).not.toContain('which stands');
    const other = file(world, signal.comment(3), { contact: { email: 'ana@acme.com', title: 'CEO' } });
    expect(world.people.get(idAt('con_6'))?.fields.title).toBe('CRO');
    expect(other.summary).toContain(
      'What it says of the person is not what is on file, which stands; sales.ops corrects a contact with save_account.',
    );
  });

  test('A2 a second address of a known profile is told, not taken', () => {
    const world = acme();
    file(world, signal.comment(1), { contact: { email: 'ana@acme.com', linkedin_url: profile } });
    const contact = { email: 'ana.ruiz@acme.com', linkedin_url: profile };
    expect(file(world, signal.comment(1), { contact }).summary).toContain('is not what is on file, which stands');
    expect(world.people.get(idAt('con_6'))?.fields.email).toBe('ana@acme.com');
  });

  test('A2 e-mail and profile of two contacts are a conflict', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@acme.com' } });
    file(world, signal.comment(), { contact: { linkedin_url: profile } });
    const contacts = [{ email: 'ana@acme.com', linkedin_url: profile }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.1',
      ruling: 'A2',
      found: `the e-mail and the profile belong to two contacts: ${con(world, 1)} at acme.com and ${con(world, 2)} at acme.com`,
      next: 'file under one of the two, or let sales.ops join them: save_account with one as `contacts[].contact` and the other as `same_as`',
    });
  });

  test('A2 a contact of one account is refused under another: it moves by name', () => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'beta.com', name: 'Beta' });
    file(world, signal.comment());
    const contacts = [{ email: 'ana@acme.com' }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'beta.com', contacts })).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3.1',
      ruling: 'A2',
      found: 'that person is a contact of acme.com already, not of Beta',
      next: `name acme.com as the account, or let sales.ops move them here: save_account with ${con(world, 1)} as \`contacts[].contact\``,
    });
  });

  test('A2 a contact of one account under an unknown domain registers nothing', () => {
    const world = acme();
    file(world, signal.comment());
    expect(file(world, signal.comment(2), { account: 'gamma.com' }).outcome).toBe('waiting');
    expect(world.accounts.size).toBe(1);
  });

  test('A2 neither e-mail nor profile is refused', () => {
    expect(refused(acme(), { name: 'Ana Ruiz' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      ruling: 'A2',
      found: '`contact` has neither `email` nor `linkedin_url`',
      next: 'give one of the two, it is how a contact is known',
    });
  });

  test.each([
    [
      'ana@acme.com;bo@acme.com',
      '`contact.email`: `ana@acme.com;bo@acme.com` is more than one address, or has a space in it; give one bare address, such as `jane@acme.com`',
    ],
    [
      'ana@acme.com, bo@acme.com',
      '`contact.email`: `ana@acme.com, bo@acme.com` is more than one address, or has a space in it; give one bare address, such as `jane@acme.com`',
    ],
    [
      'Ana <ana@acme.com>',
      '`contact.email`: `Ana <ana@acme.com>` holds a display name, quotes or angle brackets; give one bare address, such as `jane@acme.com`',
    ],
    ['acme.com', '`contact.email`: `acme.com` has no @; give one bare address, such as `jane@acme.com`'],
  ])('A2 the address %s is refused', (email, found) => {
    expect(refused(acme(), { email })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found,
      next: 'correct `contact.email` and call again; nothing was recorded',
    });
  });

  test('A2 the page of a company is no profile', () => {
    expect(refused(acme(), { linkedin_url: 'https://www.linkedin.com/company/acme' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found:
        '`contact.linkedin_url`: `https://www.linkedin.com/company/acme` is the page of an organisation; give a personal profile, such as `https://www.linkedin.com/in/jane-roe`',
      next: 'correct `contact.linkedin_url` and call again; nothing was recorded',
    });
  });
});

describe('who does not count', () => {
  test.each(['crossbeam.com', 'reveal.co', 'partnerstack.com', 'eu.reveal.co'])(
    '3.5b, A3 a contact with an address at %s is recorded and counts nothing',
    (domain) => {
      const world = acme();
      const noted = file(world, signal.E4(), { contact: { email: `ana@${domain}` } });
      expect(noted.outcome).toBe('recorded');
      expect(kinds(noted.opened)).toEqual([]);
      expect(noted.summary).toBe(
        'E4 at Acme is recorded; it qualifies: asked for the Briefing. The contact works for a listed competitor: it counts for nothing.',
      );
      expect(verdict(world, 'engagement_signal')).toBe('fail');
      expect(classify(world).outcome).toBe('stays_prospect');
    },
  );

  test('A3 a contact without an address, known by profile alone, counts', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { linkedin_url: profile } });
    expect(verdict(world, 'engagement_signal')).toBe('pass');
  });

  test('A3 a contact with a private mailbox counts', () => {
    const world = acme();
    file(world, signal.comment(), { contact: { email: 'ana@gmail.com' } });
    expect(verdict(world, 'engagement_signal')).toBe('pass');
  });

  test('A3 beside a colleague who counts, the competitor still adds nothing', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 9 });
    file(world, signal.E3(), { contact: { email: 'bo@crossbeam.com' } });
    expect(checksOf(world).at(-1)?.because).toBe(
      'the newest qualifying signal is E1, 9 days old; the window is 180 days',
    );
    expect(classify(world).outcome).toBe('mql');
  });

  test('A3, A5, L3 a competitor’s address that is corrected makes owed what they did', () => {
    const world = acme();
    const contact = { email: 'ana@crossbeam.com' };
    file(world, signal.comment(), { contact, ago: 3 });
    file(world, signal.E4(), { contact });
    const ana = con(world);
    const saved = world.run('sales.ops', saveAccount, {
      domain: 'acme.com',
      contacts: [{ contact: ana, email: 'ana@acme.com' }],
    });
    expect(kinds(saved.opened)).toEqual(['answer_briefing_request', 'classify']);
    const [repeat, ...more] = signalsOf(world, 'E8');
    expect(more).toEqual([]);
    expect(saved.summary).toContain(
      ` On acts that count now, the engine found an E8 of ${repeat?.on} (${repeat?.id}).`,
    );
    expect(classify(world).outcome).toBe('auto_sql');
    const again = { domain: 'acme.com', contacts: [{ contact: ana, email: 'ana@eu.acme.com' }] };
    expect(world.run('sales.ops', saveAccount, again).opened).toEqual([]);
  });

  function suppressed(facts = passingFacts()) {
    const world = acme(facts);
    file(world, signal.like(), { ago: 40 });
    world.suppressContact(idAt('con_6'));
    return world;
  }

  test('A11 a suppressed person who comes back is recorded, classifies nothing and opens a look for the CRO', () => {
    const world = suppressed();
    const noted = file(world, signal.E3());
    expect(noted.outcome).toBe('recorded');
    expect(noted.opened.filter((task) => task.kind === 'look_at_returned')).toEqual([
      {
        id: isId('tsk'),
        kind: 'look_at_returned',
        role: 'cro',
        subject: idAt('con_6'),
        clause: '3.5',
        opened_at: '2026-04-21T14:00:00.000Z',
        due_at: '2026-04-22T14:00:00.000Z',
      },
    ]);
    expect(noted.summary).toBe(
      'E3 at Acme is recorded; it qualifies: asked about assessment. The person is suppressed: it classifies nothing, and no mail goes to them.',
    );
    expect([verdict(world, 'engagement_signal'), classify(world).outcome]).toEqual(['fail', 'stays_prospect']);
  });

  test('A11 not even a Briefing request of theirs opens an answer', () => {
    const world = suppressed();
    expect(kinds(file(world, signal.E4()).opened)).toEqual(['look_at_returned']);
  });

  test('A11 a second return joins the look that is open; another person has a look of their own', () => {
    const world = suppressed();
    file(world, signal.E3(), { ago: 1 });
    const due = openOf(world, 'look_at_returned')?.due_at;
    world.now = '2026-04-21T18:00:00.000Z';
    expect(file(world, signal.E5(), { ago: 0 }).opened).toEqual([]);
    expect(openOf(world, 'look_at_returned')?.due_at).toBe(due);
    file(world, signal.like(), { contact: { email: 'bo@acme.com' } });
    world.suppressContact(world.account('acme.com').contacts.at(-1)?.id ?? '');
    expect(kinds(file(world, signal.E5(), { contact: { email: 'bo@acme.com' } }).opened)).toEqual(['look_at_returned']);
    expect(openKinds(world)).toEqual(['look_at_returned', 'look_at_returned']);
  });

  test('A5 no repeat engagement of theirs is found; a void looks anew', () => {
    const world = acme(passingFacts());
    file(world, signal.like(), { ago: 40 });
    world.run('sales.ops', suppressContact, { contact: idAt('con_6'), reason: 'opt_out' });
    file(world, signal.E5(), { ago: 3 });
    file(world, signal.E3(), { ago: 1 });
    expect(standingE8(world)).toEqual([]);
    expect(classify(world).outcome).toBe('stays_prospect');
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    world.run('legal.exec', voidSuppression, { contact: idAt('con_6'), evidence: 'it was another Ana' });
    expect(standingE8(world).map(({ at }) => at)).toEqual([
      world.account('acme.com').signals.find(({ type }) => type === 'E3')?.at,
    ]);
    expect(classify(world).outcome).toBe('fast_track');
  });

  test('A3 a colleague of a suppressed person counts as before', () => {
    const world = suppressed();
    file(world, signal.comment(), { contact: { email: 'bo@acme.com' } });
    expect(classify(world).outcome).toBe('mql');
  });
});

describe('who comes tied to somebody suppressed', () => {
  test.each([
    ['an address', { linkedin_url: profile }, profile, { email: 'new@acme.com' }],
    ['a profile', { email: 'old@acme.com' }, 'old@acme.com', { linkedin_url: profile }],
  ] as const)('L13 a save that is refused for something else ties %s to them all the same', (_, known, who, more) => {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [known] });
    const args = {
      domain: 'acme.com',
      facts: [fact('founded', 1999, { corrects: idAt('fct_99') })],
      contacts: [{ contact: con(world), ...more }],
    };
    expect(world.refused('sales.ops', saveAccount, args).code).toBe('NOT_FOUND');
    expect(world.persons.size).toBe(0);
    world.run('sales.ops', suppressContact, { contact: who, reason: 'opt_out' });
    expect(world.persons.size).toBe(1);
    expect(world.refused('sales.ops', saveAccount, args).code).toBe('NOT_FOUND');
    expect(world.persons.size).toBe(2);
    expect([...world.persons.values()].every(({ voided_at }) => voided_at === null)).toBe(true);
  });

  test('L13 so does one that names nobody by an id', () => {
    const world = acme();
    world.run('sales.ops', suppressContact, { contact: 'old@acme.com', reason: 'opt_out' });
    const facts = [fact('founded', 1999, { corrects: idAt('fct_99') })];
    const contacts = [{ email: 'old@acme.com', linkedin_url: profile }];
    world.refused('sales.ops', saveAccount, { domain: 'acme.com', facts, contacts });
    expect(world.persons.size).toBe(2);
  });

  test('L13 what a refused call tied, or would have, it says', () => {
    const refusal = refuse('CONFLICT', { clause: '3.1', found: 'no', next: 'ask' });
    expect([tellingTied(refusal, true), tellingTied(refusal, false)]).toEqual([
      { ...refusal, found: 'no; what it ties to a suppressed person would be suppressed with them' },
      { ...refusal, found: 'no; what it ties to a suppressed person is suppressed with them', changed: true },
    ]);
  });

  test('A2 one person named twice in a call is added once, and tied to no more than was given', () => {
    const world = acme();
    const contacts = [{ email: 'jo@acme.com' }, { email: 'jo@acme.com', title: 'CRO' }];
    const { events } = world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect(events.filter(({ type }) => type === 'contact_added')).toHaveLength(1);
    expect(events.flatMap((event) => (event.type === 'contact_tied' ? [event.sealed.fields] : []))).toEqual([
      { email: 'jo@acme.com' },
    ]);
  });

  const email = 'ana@acme.com';
  const linkedin_url = 'https://www.linkedin.com/in/ana-ruiz';

  /** Acme with a contact, and somebody who is suppressed elsewhere. */
  function one(contact: { email: string } | { linkedin_url: string }, stopped: string) {
    const world = acme();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts: [contact] });
    world.run('sales.ops', suppressContact, { contact: stopped, reason: 'opt_out' });
    return world;
  }

  test.each([
    ['e-mail', { linkedin_url }, 'old@acme.com', { linkedin_url, email: 'old@acme.com' }],
    ['profile', { email }, linkedin_url, { email, linkedin_url }],
  ] as const)('L13 an open contact is not tied to who is suppressed: the %s decides', (word, known, stopped, given) => {
    const world = one(known, stopped);
    const contacts = [{ contact: con(world), ...given }];
    expect(world.refused('sales.ops', saveAccount, { domain: 'acme.com', contacts })).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '3.5',
      ruling: 'L13',
      found: `what is given ties a suppressed person to the contact ${con(world)}, who may be written to; the ${word} decides`,
      next: 'suppress_contact with that contact if they are one person; else give each person their own address and profile',
    });
    expect(world.suppressed.size).toBe(0);
  });

  test('L13 nobody but they is suppressed by what comes tied to them, and what they had is so already', () => {
    const world = one({ email }, email);
    const tie = (given: object) =>
      'refused' in world.try('mining.mind', fileSignalNote, note(signal.comment(), { contact: { email, ...given } }));
    expect([tie({}), tie({ linkedin_url }), tie({ linkedin_url })]).toEqual([false, false, false]);
    expect([...world.persons.keys()].sort()).toHaveLength(2);
    const other = { contact: { linkedin_url, email: 'ana@home.org' } };
    expect('refused' in world.try('mining.mind', fileSignalNote, note(signal.comment(2), other))).toBe(false);
    expect([...world.persons.keys()]).toContain('person:email:ana@home.org');
  });
});
