import { describe, expect, test } from 'vitest';
import { saveAccount } from '../../../src/rules/accounts/save-account.ts';
import { fileSignalNote } from '../../../src/rules/signals/file-signal-note.ts';
import { logAttribution } from '../../../src/rules/signals/log-attribution.ts';
import {
  acme,
  actAt,
  classify,
  con,
  file,
  idAt,
  log,
  note,
  passingFacts,
  piece,
  retract,
  signal,
  signalsOf,
} from '../../support/builders.ts';

const refusedLog = (over: Parameters<typeof piece>[0]) =>
  acme().refused('category.positioning', logAttribution, piece(over));

describe('the attribution log', () => {
  test('4.1b a piece is logged with the companies and people it references', () => {
    const world = acme();
    file(world, signal.comment(), { ago: 1 });
    const done = log(world, {
      piece: ' Partner-Essay ',
      references: ['https://www.acme.com/about', 'ana@acme.com', idAt('con_6')],
    });
    expect([done.outcome, done.extra.piece]).toEqual(['recorded', 'partner-essay']);
    expect(done.summary).toBe(
      `The piece \`partner-essay\` of 2026-04-01 is in the attribution log; it references acme.com, ${idAt('con_6')}, ${idAt('con_6')}.`,
    );
    expect(world.pieces.get('partner-essay')).toEqual({
      id: 'partner-essay',
      title: 'Partners first',
      url: 'https://eco.example/essay',
      published_at: '2026-04-01T04:00:00.000Z',
      domains: ['acme.com'],
      contacts: [idAt('con_6'), idAt('con_6')],
    });
  });

  test('4.1b a second entry of the same piece adds its references and keeps its title', () => {
    const world = acme();
    log(world);
    const again = log(world, { title: 'Another title', references: ['beta.com'] });
    expect(again.summary).toBe(
      'The piece `partner-essay` of 2026-04-01 is in the attribution log; it references beta.com. It keeps its first title and address.',
    );
    expect(world.pieces.get('partner-essay')).toMatchObject({
      title: 'Partners first',
      domains: ['acme.com', 'beta.com'],
    });
  });

  test('T7 a piece published late in the evening is dated by that day in New York', () => {
    expect(log(acme(), { published_at: '2026-04-02T22:30:00-04:00' }).summary).toContain('of 2026-04-02 is');
  });

  test('A6 a piece logged under another time of publication is a conflict', () => {
    const world = acme();
    log(world);
    expect(world.refused('category.positioning', logAttribution, piece({ published_at: '2026-04-02' }))).toEqual({
      refused: true,
      code: 'CONFLICT',
      clause: '4.1',
      ruling: 'A6',
      found: '`partner-essay` is logged already, as published at 2026-04-01T04:00:00.000Z',
      next: 'give that time, or another key for another piece',
    });
  });

  test('T7 a day that no calendar has is named as such', () => {
    expect(refusedLog({ published_at: '2026-02-30' })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      found: '`published_at`: there is no date 2026-02-30',
      next: 'correct `published_at` and call again; nothing was recorded',
    });
  });

  test('A6 a contact nobody knows is refused', () => {
    expect(refusedLog({ references: ['acme.com', 'nobody@acme.com'] })).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '4.1',
      ruling: 'A6',
      found: 'one of the contacts in `references` is not on file',
      next: "name the company's domain instead, or let sales.ops add the contact with save_account",
    });
  });

  test.each([
    [{ piece: 'two words' }, '`piece` is `two words`', 'give a short key such as partner-ledger-essay'],
    [{ piece: '' }, '`piece` is ``', 'give a short key such as partner-ledger-essay'],
    [
      { piece: 'x'.repeat(101) },
      `\`piece\` is \`${'x'.repeat(57)}...\``,
      'give a short key such as partner-ledger-essay',
    ],
    [{ title: ' ' }, '`title` is ` `', 'give a text that says it'],
    [
      { title: 'x'.repeat(201) },
      '`title`: is 201 characters long, the limit is 200',
      'correct `title` and call again; nothing was recorded',
    ],
    [{ url: 'eco.example/essay' }, '`url` is `eco.example/essay`', 'give an http or https address'],
    [{ url: 'javascript:alert(1)' }, '`url` is `javascript:alert(1)`', 'give an http or https address'],
    [{ url: 'see https://eco.example' }, '`url` is `see https://eco.example`', 'give an http or https address'],
    [{ url: 'https://eco.example a' }, '`url` is `https://eco.example a`', 'give an http or https address'],
    [{ references: [] }, '`references` is `[]`', 'give at least one domain or contact'],
    [
      { references: ['acme.com', 'acme'] },
      '`references[1]`: `acme` is a single word; give the whole domain, such as `acme.com`',
      'correct `references[1]` and call again; nothing was recorded',
    ],
  ])('4.1b %j is refused', (over, found, next) => {
    expect(refusedLog(over)).toEqual({ refused: true, code: 'INVALID_INPUT', found, next });
  });

  test.each([
    ['2026-04-22', '2026-04-22', '2026-04-21'],
    ['2026-04-21T10:00:00.001-04:00', '2026-04-21T14:00:00.001Z', '2026-04-21T14:00:00.000Z'],
  ])('T7 published at %s lies ahead', (published_at, shown, now) => {
    expect(refusedLog({ published_at })).toEqual({
      refused: true,
      code: 'INVALID_INPUT',
      ruling: 'T7',
      found: `\`published_at\` is ${shown}, which lies ahead: it is ${now} now`,
      next: 'give the time at which it happened; what has not happened yet is not filed',
    });
  });
});

test('4.1b a plain http address, a day and an id with blanks about them are read', () => {
  const world = acme();
  file(world, signal.comment(), { ago: 5 });
  const references = [` ${con(world)} `, 'beta.com'];
  const done = log(world, { url: 'http://eco.example/essay', published_at: '2026-04-02', references });
  expect(done.summary).toBe(
    `The piece \`partner-essay\` of 2026-04-02 is in the attribution log; it references beta.com, ${con(world)}.`,
  );
  expect(log(world, { url: 'https://eco.example/2', published_at: '2026-04-02' }).summary).toMatch(
    / It keeps its first title and address\.$/,
  );
  for (const published_at of ['2026-02-30', ' 2026-02-30 '])
    expect(refusedLog({ published_at }).found).toMatch(/^`published_at`: there is no date 2026-02-30/);
  expect(refusedLog({ published_at: 'on 2026-02-30' }).found).toContain('cannot be read');
});

describe('an E9 checked against the log', () => {
  function withAct(ago = 5) {
    const world = acme();
    log(world);
    return { world, act: file(world, signal.comment(), { ago }).extra.signal };
  }

  test('3.2.E9 a later act of a contact of a referenced company qualifies and flags the account for the CRO', () => {
    const { world, act } = withAct();
    expect(world.account('acme.com').cro_weight).toBe(false);
    const noted = file(world, signal.E9('partner-essay', act));
    expect(noted.outcome).toBe('recorded');
    expect(world.account('acme.com').cro_weight).toBe(true);
    expect(signalsOf(world, 'E9')[0]).toMatchObject({
      tier: 'standard',
      qualifies: true,
      is_act: false,
      because: 'engaged after a piece about them',
      observed_at: '2026-04-21T13:00:00.000Z',
      at: '2026-04-16T13:00:00.000Z',
      on: '2026-04-16',
      piece: 'partner-essay',
      rests_on: [act],
    });
  });

  test('3.2.E9 the key of the piece is read as it was logged, whatever its case', () => {
    const { world, act } = withAct();
    expect(file(world, signal.E9(' Partner-Essay ', ` ${act} `)).outcome).toBe('recorded');
    expect(file(world, signal.E9('partner-essay', act)).outcome).toBe('duplicate');
    expect(file(world, signal.E9('partner-essay', act)).outcome).toBe('duplicate');
  });

  test('3.2.E9 it counts like any standard signal: MQL, no fast track', () => {
    const { world, act } = withAct();
    file(world, signal.E9('partner-essay', act));
    expect(classify(world).outcome).toBe('mql');
    expect(world.desk.batch?.lines).toEqual([
      'Acme (acme.com): MQL on E9 of 2026-04-16; first touch E1 (2026-04-16); extra weight: E9',
    ]);
  });

  test('3.2.E9 a piece that names the person, not the company, is enough', () => {
    const world = acme();
    const act = file(world, signal.comment(), { ago: 5 }).extra.signal;
    log(world, { references: ['ana@acme.com'] });
    expect(file(world, signal.E9('partner-essay', act)).outcome).toBe('recorded');
  });

  test('3.2.E9 a piece that names a colleague alone is not, nor one that names who was joined into them', () => {
    const world = acme();
    const act = file(world, signal.comment(), { ago: 5 }).extra.signal;
    file(world, signal.like(), { contact: { email: 'bo@acme.com' }, ago: 80 });
    file(world, signal.like(), { contact: { email: 'ana@home.org' }, ago: 80 });
    log(world, { references: ['bo@acme.com'] });
    const refusal = world.refused('category.positioning', fileSignalNote, note(signal.E9('partner-essay', act)));
    expect(refusal.found).toContain('references neither Acme nor this contact');
    log(world, { piece: 'other', references: ['ana@home.org'] });
    const contacts = [{ contact: 'ana@acme.com', same_as: 'ana@home.org' }];
    world.run('sales.ops', saveAccount, { domain: 'acme.com', contacts });
    expect(file(world, signal.E9('other', act)).outcome).toBe('recorded');
  });

  test('3.2.E9 a piece that names an alias of the company is enough', () => {
    const { world, act } = withAct();
    world.run('sales.ops', saveAccount, { domain: 'acme.com', aliases: ['acme.io'] });
    log(world, { piece: 'other', references: ['acme.io'] });
    expect(file(world, signal.E9('other', act)).outcome).toBe('recorded');
  });

  const no = (found: string, next: string) => ({
    refused: true,
    code: 'RULE_REFUSED',
    clause: '3.2.1',
    ruling: 'A6',
    found,
    next,
  });

  test('A6 a piece about somebody else is refused', () => {
    const { world, act } = withAct();
    log(world, { piece: 'other', references: ['beta.com'] });
    expect(world.refused('category.positioning', fileSignalNote, note(signal.E9('other', act)))).toEqual(
      no(
        'the piece `other` references neither Acme nor this contact',
        'add the reference with log_attribution if the piece makes it',
      ),
    );
  });

  test.each([
    ['at the instant of publication', '2026-04-01T04:00:00Z', false],
    ['a millisecond after it', '2026-04-01T04:00:00.001Z', true],
  ])('A6 an act %s', (_, at, taken) => {
    const world = acme();
    log(world);
    const act = file(world, signal.comment(), { at }).extra.signal;
    const answer = world.try('category.positioning', fileSignalNote, note(signal.E9('partner-essay', act)));
    if (taken) expect(answer).toMatchObject({ outcome: 'recorded' });
    else {
      expect(answer).toEqual(
        no(
          'the act is of 2026-04-01T04:00:00.000Z, the piece was published at 2026-04-01T04:00:00.000Z',
          'name an act that came after the piece',
        ),
      );
    }
  });

  test('A6 the act of a colleague is refused', () => {
    const { world, act } = withAct();
    file(world, signal.comment(), { contact: { email: 'bo@acme.com' } });
    expect(
      world.refused(
        'category.positioning',
        fileSignalNote,
        note(signal.E9('partner-essay', act), { contact: { email: 'bo@acme.com' } }),
      ),
    ).toEqual(no(`${act} is the act of another contact`, 'file the E9 for the contact who acted'));
  });

  test('A6 what is no act of its own is refused', () => {
    const world = acme();
    log(world);
    const bare = file(world, signal.E7({ response: 'none' }), { ago: 2 }).extra.signal;
    expect(world.refused('category.positioning', fileSignalNote, note(signal.E9('partner-essay', bare)))).toEqual(
      no(`${bare} is an E7, no act of the contact's own`, 'name the act that it rests on'),
    );
  });

  test('A6 a bare like is refused', () => {
    const world = acme();
    log(world);
    const like = file(world, signal.like(), { ago: 2 }).extra.signal;
    expect(world.refused('category.positioning', fileSignalNote, note(signal.E9('partner-essay', like)))).toEqual(
      no(`${like} is a like, which shows no cause by itself`, 'name an act of substance that came after the piece'),
    );
  });

  test('A6 an act that is not on file is refused, and so is a retracted one', () => {
    const { world, act } = withAct();
    const absent = {
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.2.1',
      found: 'Acme has no such act on file',
      next: 'take the id of the act from explain_account',
    };
    expect(
      world.refused('category.positioning', fileSignalNote, note(signal.E9('partner-essay', idAt('sig_99')))),
    ).toEqual(absent);
    retract(world, act);
    expect(world.refused('category.positioning', fileSignalNote, note(signal.E9('partner-essay', act)))).toEqual(
      absent,
    );
  });

  test('A6 a piece that was never logged is refused', () => {
    const { world, act } = withAct();
    expect(world.refused('category.positioning', fileSignalNote, note(signal.E9('no-such', act)))).toEqual({
      refused: true,
      code: 'NOT_FOUND',
      clause: '3.2.1',
      found: 'no such piece stands in the attribution log',
      next: 'log it first with log_attribution',
    });
  });

  test('L14 an E9 falls with its act, and the flag with the last E9', () => {
    const { world, act } = withAct();
    const e9 = file(world, signal.E9('partner-essay', act)).extra.signal;
    expect(retract(world, act).extra.fallen).toEqual([e9]);
    expect(world.account('acme.com').cro_weight).toBe(false);
  });

  test('L14 the flag stays while another E9 stands', () => {
    const { world, act } = withAct();
    log(world, { piece: 'other' });
    const first = file(world, signal.E9('partner-essay', act)).extra.signal;
    file(world, signal.E9('other', act));
    retract(world, first);
    expect(world.account('acme.com').cro_weight).toBe(true);
  });

  test('A6 an E9 of one act ages with that act, not with its filing', () => {
    const world = acme(passingFacts());
    log(world, { published_at: '2025-10-01' });
    const act = file(world, signal.comment(), { at: actAt(181) }).extra.signal;
    file(world, signal.E9('partner-essay', act));
    expect(classify(world).outcome).toBe('stays_prospect');
  });
});
