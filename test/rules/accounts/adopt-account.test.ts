import { describe, expect, test } from 'vitest';
import { type AdoptArgs, adoptAccount, mayAdopt } from '../../../src/rules/accounts/adopt-account.ts';
import { proposeStageChange } from '../../../src/rules/stage-changes/propose-stage-change.ts';
import { type Role, roles } from '../../../src/rules/vocabulary/roles.ts';
import { stages } from '../../../src/rules/vocabulary/stages.ts';
import { acme, fact, file, idAt, openOf, put, retract, signal, standing, start } from '../../support/builders.ts';
import { TestWorld } from '../../support/world.ts';

const row = (over: Partial<AdoptArgs> = {}): AdoptArgs => ({
  domain: 'acme.com',
  name: 'Acme',
  stage: 'MQL',
  file: 'board.csv',
  row: 7,
  ...over,
});
const adopt = (world: TestWorld, over: Partial<AdoptArgs> = {}, by: Role = 'sales.ops') =>
  world.run(by, adoptAccount, row(over));
const refused = (world: TestWorld, over: Partial<AdoptArgs> = {}, by: Role = 'sales.ops') =>
  world.refused(by, adoptAccount, row(over));
const fresh = () => new TestWorld(start);
const state = (world: TestWorld) => world.account('acme.com');

describe('A12 what is taken over', () => {
  test('A12 an account at the stage that the row states, with what it says and nothing more', () => {
    const world = fresh();
    const done = adopt(world, {
      stage: 'marketing-qualified lead',
      stage_since: '2026-03-01',
      last_engagement: '2026-04-20',
      external: { monday: '77' },
      facts: [fact('employees', 800)],
      contacts: [{ email: 'ana@acme.com', name: 'Ana Ruiz' }],
    });
    expect([done.outcome, done.summary, done.checks, done.extra]).toEqual([
      'adopted',
      'Acme (acme.com) is adopted at MQL, as row 7 of board.csv states it.',
      [],
      { stage: 'MQL' },
    ]);
    expect(state(world)).toMatchObject({
      name: 'Acme',
      stage: 'MQL',
      review: 'NONE',
      signals: [],
      dossier: null,
      external: { monday: '77' },
      contacts: [{ email_domain: 'acme.com' }],
      facts: [{ fact: 'employees', value: 800 }],
      adopted: { stage: 'MQL', file: 'board.csv', row: 7, by: 'sales.ops' },
    });
    const adopted = done.events.find(({ type }) => type === 'account_adopted');
    expect(adopted).toEqual({
      type: 'account_adopted',
      stage: 'MQL',
      file: 'board.csv',
      row: 7,
      stage_since: '2026-03-01T05:00:00.000Z',
      last_engagement: '2026-04-20T04:00:00.000Z',
    });
    const moved = done.events.find(({ type }) => type === 'moved');
    expect(moved).toMatchObject({
      from: 'PROSPECT',
      to: 'MQL',
      because: 'row 7 of board.csv states MQL',
      evidence: [],
    });
    expect(openOf(world, 'complete_account')).toBeUndefined();
    expect(state(world).flags).toEqual(['gates_failing', 'criteria_lapsed']);
  });

  test('A12 a recycled one cools down from today, others do not; a Briefing date is taken', () => {
    const cooled = adopt(fresh(), { stage: 'RECYCLED' }, 'cro').events.at(-1);
    const event = (stage: string, over: Partial<AdoptArgs> = {}) =>
      adopt(fresh(), { stage, ...over }, 'cro').events.find(({ type }) => type === 'account_adopted');
    expect(cooled).toBeDefined();
    expect(event('RECYCLED')).toMatchObject({ cooldown_until: '2026-07-20' });
    expect(event('SQL')).not.toHaveProperty('cooldown_until');
    expect(event('BRIEFING_READY', { briefing_at: '2026-05-01T14:00:00.000Z' })).toMatchObject({
      stage: 'BRIEFING_READY',
      briefing_at: '2026-05-01T14:00:00.000Z',
    });
  });

  test('A12 at PROSPECT nothing moves, and a company without a name has one to be found', () => {
    const world = fresh();
    const done = adopt(world, { stage: 'lead', name: undefined });
    expect(done.events.map(({ type }) => type)).not.toContain('moved');
    expect(standing(world)).toEqual(['PROSPECT', 'NONE']);
    expect(openOf(world, 'complete_account')?.role).toBe('sales.ops');
    expect(done.summary).toBe('acme.com is adopted at PROSPECT, as row 7 of board.csv states it.');
  });
});

describe('A12 who states which stage', () => {
  test('A12 up to MQL sales.ops and cmo, beyond it the CRO', () => {
    const by = (stage: string) =>
      (['sales.ops', 'cmo', 'cro', 'mining.mind', 'chief.staff'] as const).map(
        (role) => 'refused' in fresh().try(role, adoptAccount, row({ stage })),
      );
    const [low, high, out] = [
      [false, false, true, true, true],
      [true, true, false, true, true],
      [false, false, false, true, true],
    ];
    expect([by('PROSPECT'), by('MQL'), by('SQL'), by('WON'), by('ARCHIVED'), by('DISQUALIFIED')]).toEqual([
      low,
      low,
      high,
      high,
      out,
      out,
    ]);
    expect(new Set(roles.filter(mayAdopt))).toEqual(new Set(['sales.ops', 'cro', 'cmo']));
    expect(refused(fresh(), { stage: 'SQL' })).toEqual({
      refused: true,
      code: 'NOT_PERMITTED',
      clause: '3',
      ruling: 'A12',
      found: 'sales.ops adopts nobody at SQL',
      next: 'run the list once more as cro',
    });
    expect(refused(fresh(), { stage: 'PROSPECT' }, 'cro').next).toBe('run the list once more as sales.ops or cmo');
  });

  test('M5 a stage by its name or an alias, case, signs and blanks aside; another refuses its row', () => {
    const at = (stage: string) => adopt(fresh(), { stage }).extra.stage;
    expect(['mql', ' M.Q.L. ', 'Marketing Qualified', 'New lead', 'PROSPECT'].map(at)).toEqual([
      'MQL',
      'MQL',
      'MQL',
      'PROSPECT',
      'PROSPECT',
    ]);
    expect(refused(fresh(), { stage: `${'x'.repeat(60)}y` })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      clause: '3',
      ruling: 'A12',
      found: `\`stage\` is \`${'x'.repeat(60)}\`, which is no stage and no alias of one`,
      next: `name it in adoption.stage_aliases of the policy under one of ${stages.join(', ')}`,
    });
    expect([refused(fresh(), { stage: '' }).code, refused(fresh(), { stage: '--' }).code]).toEqual([
      'INVALID_INPUT',
      'INVALID_INPUT',
    ]);
  });

  test('A12 within thirty days of the first event of the ledger', () => {
    const at = (now: string) => {
      const world = acme();
      world.now = now;
      return world.try('sales.ops', adoptAccount, row({ domain: 'beta.com' }));
    };
    expect('refused' in at('2026-05-21T14:00:00.000Z')).toBe(false);
    expect(at('2026-05-22T14:00:00.000Z')).toEqual({
      refused: true,
      code: 'RULE_REFUSED',
      clause: '3',
      ruling: 'A12',
      found: 'the ledger began on 2026-04-21, 31 days ago; accounts are adopted within 30 days of that',
      next: 'register the account with save_account, and file what was seen with file_signal_note',
    });
  });
});

describe('A12 what is refused or stands already', () => {
  test.each<[string, Partial<AdoptArgs>, string]>([
    ['a host of mailboxes', { domain: 'gmail.com' }, 'gmail.com gives mailboxes to anyone and names no company'],
    ['a competitor', { domain: 'crossbeam.com' }, 'crossbeam.com is a listed competitor'],
    ['an id of nobody', { domain: 'acc_zzzzzzzzzz' }, expect.stringMatching(/no account/) as unknown as string],
    ['no domain', { domain: 'acme' }, expect.stringMatching(/acme/) as unknown as string],
    [
      'a person without address',
      { contacts: [{ name: 'Ana' }] },
      expect.stringMatching(/contact/) as unknown as string,
    ],
    ['a fact of the wrong kind', { facts: [fact('employees', 'many')] }, '`facts[0].value` is `many`'],
    [
      'a day ahead',
      { stage_since: '2026-04-22' },
      expect.stringMatching(/stage_since.*lies ahead/) as unknown as string,
    ],
    [
      'an act ahead',
      { last_engagement: '2026-04-22' },
      expect.stringMatching(/last_engagement.*lies ahead/) as unknown as string,
    ],
  ])('A12 %s', (_, over, found) => {
    const world = fresh();
    expect(refused(world, over).found).toEqual(found);
    expect([...world.accounts.keys()]).toEqual([]);
  });

  test('A12 one that was adopted, moved, is under review or has a qualifying signal stands as it is', () => {
    const world = fresh();
    adopt(world, { stage: 'lead' });
    const again = adopt(world, { row: 8, contacts: [{ email: 'bo@acme.com' }] });
    const because = 'it was adopted at PROSPECT already, from row 7 of board.csv';
    expect([again.outcome, again.summary, again.checks, again.extra]).toEqual([
      'exists',
      `Acme (acme.com): ${because}.`,
      [],
      { stage: 'PROSPECT', because },
    ]);
    expect(state(world).contacts).toMatchObject([{ email_domain: 'acme.com' }]);

    const noted = acme();
    file(noted, signal.comment());
    expect(adopt(noted, { contacts: [{ email: 'bo@acme.com' }] }).extra).toEqual({
      stage: 'PROSPECT',
      because: `a qualifying E1 (${idAt('sig_7')}) is on file: it is classified, not adopted`,
    });
    expect(state(noted).contacts).toHaveLength(1);
    retract(noted, idAt('sig_7'));
    expect(adopt(noted).outcome).toBe('adopted');

    const liked = acme();
    file(liked, signal.like());
    expect(adopt(liked).outcome).toBe('adopted');
    const gone = acme();
    gone.run('sales.ops', proposeStageChange, {
      account: 'acme.com',
      change: 'disqualify',
      trigger: 'company_ended',
      reason: 'wound up',
    });
    expect(adopt(gone).extra.because).toBe('it stands at DISQUALIFIED, review NONE, already');
    const reviewed = acme();
    put(reviewed, { review: 'DOSSIER_DUE' });
    expect(adopt(reviewed).extra.because).toBe('it stands at PROSPECT, review DOSSIER_DUE, already');
  });

  test('A12 a further row whose person stands elsewhere says so, and what is on file of a company stands', () => {
    const world = fresh();
    adopt(world, { stage: 'lead' });
    adopt(world, { domain: 'beta.com', name: 'Beta', contacts: [{ email: 'bo@beta.com' }] });
    const { because } = adopt(world, { row: 9, contacts: [{ email: 'bo@beta.com' }] }).extra;
    expect(because).toMatch(
      /^it was adopted at PROSPECT already, from row 7 of board\.csv; its person isn't taken: that person is a contact of beta\.com already/,
    );
    const other = acme();
    expect(
      refused(other, {
        domain: 'gamma.com',
        contacts: [{ email: 'x@acme.com' }, { email: 'x@acme.com' }],
        facts: [fact('employees', 1, { corrects: 'fct_9' })],
      }).code,
    ).toBe('NOT_FOUND');
    const named = acme();
    adopt(named, { name: 'Acme Corporation' });
    expect(state(named).name).toBe('Acme');
    const noted = fresh();
    file(noted, signal.like());
    expect(adopt(noted).outcome).toBe('adopted');
    expect([state(noted).name, openOf(noted, 'complete_account')]).toEqual(['Acme', undefined]);
  });

  test('A2, A12 a row whose person stands elsewhere adopts nobody', () => {
    const world = fresh();
    adopt(world, { contacts: [{ email: 'ana@acme.com' }] });
    const taken = refused(world, { domain: 'beta.com', contacts: [{ email: 'ana@acme.com' }] });
    expect(taken).toMatchObject({ code: 'RULE_REFUSED', found: expect.stringContaining('acme.com') });
    expect([...world.accounts.keys()]).toEqual([state(world).id]);
  });

  test('A12 what is wrong is told by its column', () => {
    const found = (over: Partial<AdoptArgs>) => refused(fresh(), over).found;
    expect(found({ name: 'x\ny' })).toMatch(/^`name`/);
    expect(found({ contacts: [{ email: 'ana@acme.com' }, { email: 'bo' }] })).toMatch(/^`contacts\[1\]\.email`/);
    expect(found({ domain: 'acme' })).toMatch(/^`domain`/);
  });
});
