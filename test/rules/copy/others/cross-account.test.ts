import { describe, expect, test } from 'vitest';
import { found, judge } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

const bare = { insight: null, trigger: null, hook: null, conversation: null, emailsToOthers: null };
/** Names of other accounts in a body, where these are they. */
const named = (body: string, others: readonly unknown[], more: Given = {}) =>
  found('merge.cross_account', { greeting: 'Hi Ana,', body }, { ...bare, others, ...more });

describe('K4 a name of another account', () => {
  test.each([
    ['I read Globex lists it.', 'Globex', ['Globex']],
    ["I read GLOBEX's page.", 'Globex', ["GLOBEX's"]],
    ['I read globex.', 'Globex', ['globex']],
    ['I read globexcorp.', 'Globex', ['globexcorp']],
    ['I read Glob ex.', 'Globex', ['Glob ex']],
    ['I read Glob-ex.', 'Globex', ['Glob-ex']],
    ['I read G1obex.', 'Globex', ['Globex']],
    ['I read Globex of Globex Ltd.', 'Globex Corporation, Inc.', ['Globex']],
    ['I read Smith and Sons.', 'Smith & Sons', ['Smith and Sons']],
    ['I read Smith Sons.', 'Smith + Sons', ['Smith Sons']],
    ['I read Smith+Sons.', 'Smith & Sons', ['Smith+Sons']],
    ['I read Smith Sons.', 'Smith&Sons', ['Smith Sons']],
    ['I read Mueller.', 'Müller', ['Mueller']],
    ['I read MUELLER.', 'MÜLLER', ['MUELLER']],
    ['I read Muller.', 'Müller', ['Muller']],
    ['I read Kjaer.', 'Kjær', ['Kjaer']],
    ['I read Strasse.', 'Straße', ['Strasse']],
    ["J'ai lu qu'Orvanne y est.", 'Orvanne', ['Orvanne']],
    ["Leggo dell'Orvanne.", 'Orvanne', ['Orvanne']],
    ['I read Orvan-\nne.', 'Orvanne', ['Orvanne']],
    ['Orvannes Partner.', 'Orvanne', ['Orvannes']],
    ['I read IBM.', 'IBM', ['IBM']],
    ['I read Initech Sys­tems.', 'Initech Systems', ['Initech Systems']],
    ['I read g l o b e x.', 'Globex', ['g l o b e x']],
    ['I read G • l • o • b • e • x.', 'Globex', ['G • l • o • b • e • x']],
    ['I read gl-ob-ex.', 'Globex', ['gl-ob-ex']],
    ['I read I n i t e c h S y s t e m s.', 'Initech Systems', ['I n i t e c h S y s t e m s']],
    ['I read T a r g e t.', 'Target', ['T a r g e t']],
    ['I read I B M.', 'IBM', ['I B M']],
    ['I read N o r d.', 'Nord', ['N o r d']],
    ["I read D'Orsay.", "D'Orsay", ['D Orsay']],
    ['I read Revenue Pipeline.', 'Revenue Pipeline', ['Revenue Pipeline']],
    ['Revenue Pipeline has none.', 'Revenue Pipeline', ['Revenue Pipeline']],
  ])('K4 %s names %s', (body, other, words) => {
    expect(named(body, [other])).toEqual(words);
  });

  test.each([
    ['I read ibm.', 'IBM'],
    ['I read i b m.', 'IBM'],
    ['Series A, B and C.', 'Abc'],
    ['Plan A. B comes after.', 'AB'],
    ['I read glob ex.', 'Globex'],
    ['I read Globexia.', 'Globex'],
    ['I read Glob and ex.', 'Globex'],
    ['I read Or an.', 'Oran'],
    ['I read Initech.', 'Initech Systems'],
    ['I read it.', '...'],
    ['I read Br on.', 'Brandon'],
    ['I read glob e x.', 'Globex'],
    ['I read Orsay.', "D'Orsay"],
    ['Revenue pipeline reviews slip.', 'Revenue Pipeline'],
  ])('K4 %s does not name %s', (body, other) => {
    expect(named(body, [other])).toEqual([]);
  });

  test.each([
    ['I read that Target lists it.', 'Target', ['Target']],
    ["Target's page lists it.", 'Target', ["Target's"]],
    ['Target announced it.', 'Target', ['Target']],
    ['I read Monday.com.', 'Monday', ['Monday']],
    ['I read Will Grant.', 'Will Grant', ['Will Grant']],
    ['I read that Initiative lists it.', 'Initiative', ['Initiative']],
  ])('K4 an ordinary word is a name by its setting: %s', (body, other, words) => {
    expect(named(body, [other])).toEqual(words);
  });

  test.each([
    ['I target it.', 'Target'],
    ['Target it now.', 'Target'],
    ['I read it.\nTarget it now.', 'Target'],
    ['I call on Monday.', 'Monday'],
    ['I will grant you that.', 'Will Grant'],
    ['They Will Target Every Partner.', 'Target'],
    ['an initiative', 'Initiative'],
  ])('K4 an ordinary word is none: %s', (body, other) => {
    expect(named(body, [other])).toEqual([]);
  });

  test('K4 who is named in what is on file of this account belongs to its story, and so do its own names', () => {
    const globex = (more: Given) => named('I read Globex.', ['Globex'], more);
    expect(globex({})).toEqual(['Globex']);
    expect(globex({ insight: { evidence: ['Acme and Globex'] } })).toEqual([]);
    expect(globex({ conversation: ['Globex, she said'] })).toEqual([]);
    expect(globex({ trigger: { text: 'on Globex' } })).toEqual([]);
    expect(globex({ hook: { text: 'x', competitor: 'Globex' } })).toEqual([]);
    expect(globex({ hook: { text: 'Globex cut it' } })).toEqual([]);
    expect(globex({ insight: { evidence: ['Globexia'] } })).toEqual(['Globex']);
    const acme = { company: { name: 'Acme Cloud Inc.', aliases: ['Acme'] } };
    expect(named('I read Acme Cloud.', ['Cloud', 'Acme'], acme)).toEqual([]);
    expect(named('I read Cloud.', ['Cloud Nine', 'Cloud'], acme)).toEqual(['Cloud']);
    expect(named('I am Rick Flores.', ['Flores'], { sender: { name: 'Rick Flores' } })).toEqual([]);
    expect(named('I am Rick Flores.', ['Flores'], { sender: null })).toEqual(['Flores']);
    expect(named('You are Ana Ruiz.', ['Ruiz'], { contact: { first_name: 'Ana', name: 'Ana Ruiz' } })).toEqual([]);
  });

  test('K4 wherever a reader sees it: subject, greeting, sign-off, footer', () => {
    for (const part of ['subject', 'greeting', 'body', 'signoff', 'footer'])
      expect([
        part,
        found('merge.cross_account', { [part]: 'I read Globex.' }, { ...bare, others: ['Globex'] }),
      ]).toEqual([part, ['Globex']]);
  });

  test('K4 its names may stand in any form that is on file, or in mails to others', () => {
    const read = 'I read Globex.';
    expect(named(read, [{ company: { name: 'Globex' } }])).toEqual(['Globex']);
    expect(named(read, [{ company: { aliases: ['Globex'] } }])).toEqual(['Globex']);
    expect(named(read, [{ company: 'Globex' }])).toEqual(['Globex']);
    expect(named(read, [{ name: 'Globex' }])).toEqual(['Globex']);
    expect(named(read, [{ aliases: ['Globex'] }])).toEqual(['Globex']);
    const sent = { ...bare, others: null, emailsToOthers: [{ company: 'Globex', body: 'y' }] };
    expect(found('merge.cross_account', { body: read }, sent)).toEqual(['Globex']);
    expect(judge('merge.cross_account', { body: read }, { ...bare, others: null })).toMatchObject({
      verdict: 'unknown',
      because: 'no other account is given to look for',
      remedy: 'give the names of the other accounts',
    });
    expect(judge('merge.cross_account', { body: read }, { ...bare, others: [] })).toMatchObject({
      verdict: 'pass',
      because: 'it names no other account and nobody of one',
    });
    expect(judge('merge.cross_account', { body: read }, { ...bare, others: ['Globex'] }).remedy).toBe(
      'take the name out; render the mail anew for this account',
    );
  });
});

describe('K4 a domain of another account', () => {
  const gx = { company: { name: 'Gx', domain: 'https://www.globex.com/x' } };

  test.each(['See globex.com.', 'See www.globex.com/y.', 'Ask x@GLOBEX.com', 'See https://globex.com'])(
    'K4 %s',
    (body) => {
      expect(named(body, [gx])).toEqual(['globex.com']);
    },
  );

  test.each([
    'See notglobex.com.',
    'See my-globex.com.',
    'See globex.community.',
    'See globex.com.br',
    'See globexacom',
  ])('K4 not %s', (body) => {
    expect(named(body, [gx])).toEqual([]);
  });

  test('K4 it may be on file in any form, and its own is no other', () => {
    const see = 'See globex.com.';
    for (const other of [
      { domain: 'globex.com' },
      { domains: ['gx.com', 'Globex.com'] },
      { email: 'http://globex.com' },
      { company: 'Gx', people: [{ email: 'globex.com' }] },
    ])
      expect(named(see, [other])).toEqual(['globex.com']);
    expect(named(see, [{ domain: 'globex' }])).toEqual([]);
    expect(named(see, [gx], { company: { name: 'Acme', domain: 'globex.com' } })).toEqual([]);
    expect(named(see, [gx], { company: null })).toEqual(['globex.com']);
    expect(named(see, [gx], { company: { name: 'Acme', domain: null } })).toEqual(['globex.com']);
    expect(named('See eu.globex.com.', [gx], { company: { name: 'Acme', domain: 'eu.globex.com' } })).toEqual([]);
    expect(named('See globex.com.', [gx], { company: { name: 'Acme', domain: 'myglobex.com' } })).toEqual([
      'globex.com',
    ]);
    expect(named('Ask bo@gx.com', [{ company: 'Gx', contacts: [{ email: 'bo@gx.com' }] }])).toEqual(['bo@gx.com']);
  });
});

describe('K4 a person of another account', () => {
  const bo = { company: 'Gx', full_name: 'Bo Chen' };

  test.each([
    ['I met Bo Chen.', ['Bo Chen']],
    ['I met Chen Bo.', ['Chen Bo']],
    ['I met Ms. Chen.', ['ms chen']],
    ['I met B. Chen.', ['b chen']],
    ['Bo, I counted.', ['Bo']],
    ['Thanks Bo, I counted.', ['Bo']],
    ['I counted.\nbo, look.', ['bo']],
  ])('K4 %s', (body, words) => {
    expect(named(body, [bo])).toEqual(words);
  });

  test.each(['I met Chen.', 'I met C. Chen.', 'I met Bo.', 'I, Bo, counted.', 'Bo and I counted.'])(
    'K4 not %s',
    (body) => {
      expect(named(body, [bo])).toEqual([]);
    },
  );

  test('K4 a greeting is of this person alone, a first name is enough to be another', () => {
    const greeted = (
      greeting: string,
      people: readonly unknown[] = ['Bo Chen'],
      contact: Given = { first_name: 'Ana', name: 'Ana Ruiz' },
    ) =>
      found('merge.cross_account', { greeting, body: 'x' }, { ...bare, others: [{ company: 'Gx', people }], contact });
    expect(greeted('Hi Bo,')).toEqual(['Bo']);
    expect(greeted("Bo's note,")).toEqual(["Bo's"]);
    expect(greeted('Hi Ana,', ['Ana Chen'])).toEqual([]);
    expect(greeted('Hi Ruiz,', ['Bo Ruiz'])).toEqual([]);
    expect(greeted('Hi Ana,', ['Ana Chen'], { first_name: 'Bo' })).toEqual(['Ana']);
    expect(named('Bo, I counted.', [bo], { insight: { evidence: ['Bo Li was hired'] } })).toEqual([]);
    expect(named('I met Ms. Chen.', [bo], { insight: { evidence: ['Li Chen was hired'] } })).toEqual([]);
  });

  test('K4 people may be on file in any form', () => {
    const met = 'I met Bo Chen.';
    for (const person of [
      'Bo Chen',
      { full_name: 'Bo Chen', name: 'B' },
      { name: 'Bo Chen' },
      { first_name: 'Bo', last_name: 'Chen' },
    ]) {
      expect(named(met, [{ company: 'Gx', people: [person] }])).toEqual(['Bo Chen']);
      expect(named(met, [{ company: 'Gx', contacts: [person] }])).toEqual(['Bo Chen']);
      if (typeof person !== 'string') expect(named(met, [{ company: 'Gx', ...person }])).toEqual(['Bo Chen']);
    }
  });

  test('K4 a title is of the family name right after it, and a name in one word has none', () => {
    expect(named('I met Ms. Chen.', [{ company: 'Gx', full_name: 'Bo van Chen' }])).toEqual(['ms chen']);
    expect(named('Ms. Lee met Chen.', [bo])).toEqual([]);
    expect(named('I met Ms. Chen. Is B. Chen in?', [bo])).toEqual(['ms chen', 'b chen']);
    expect(named('I met Ms. Chen.', [{ company: 'Gx', full_name: 'Chen' }])).toEqual(['Chen']);
  });

  test('K4 a line that speaks to somebody else does so with any space around it', () => {
    const bob = { company: 'Gx', people: ['Bob Chen', 'Cyd Ek'] };
    expect(named('\n  Bob, I counted.', [bob])).toEqual(['Bob']);
    expect(named('Thanks  Bob, I counted.', [bob])).toEqual(['Bob']);
    expect(named('Bob, I counted.\nCyd, look.', [bob])).toEqual(['Bob', 'Cyd']);
    expect(named('\u00bfBob, I counted.', [bob])).toEqual([]);
    expect(
      found('merge.cross_account', { greeting: 'Hi Bo,', body: 'x' }, { ...bare, others: [bo], contact: null }),
    ).toEqual(['Bo']);
    const ours = { contact: { first_name: 'Bo', name: null } };
    expect(found('merge.cross_account', { greeting: 'Hi Bo,', body: 'x' }, { ...bare, others: [bo], ...ours })).toEqual(
      [],
    );
  });

  test('K4 a name that is part of ours is ours there and nowhere else', () => {
    const east = { company: { name: 'Globex East' } };
    expect(named('I read Globex East.', ['Globex'], east)).toEqual([]);
    expect(named('I read Globex East, and GLOBEX.', ['Globex'], east)).toEqual(['GLOBEX']);
    expect(named('I read GLOBEX, and Globex East.', ['Globex'], east)).toEqual(['GLOBEX']);
    expect(judge('merge.cross_account', { body: 'I read Globex.' }, { ...bare, others: ['Globex'] }).because).toBe(
      'it names another account: `Globex`',
    );
  });
});
