import { describe, expect, test } from 'vitest';
import { bespokePostBriefing } from '../../../../src/rules/copy/grounds/bespoke.ts';
import { saying } from '../../../../src/rules/copy/grounds/company-insight.ts';
import { speaksOfThem, withoutNames } from '../../../../src/rules/copy/grounds/grounds.ts';
import { CopyContext, CopyMessage } from '../../../../src/rules/copy/message.ts';
import { found, judge, policy } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

describe('K4 the act that a mail answers to', () => {
  const act = { text: 'Commented on attribution overlays', observed_on: '2026-04-20' };
  const answers = (body: string, trigger: Given = { ...act, type: 'E1' }) =>
    judge('personal.trigger', { body }, { seq: 'activation', trigger, now: '2026-04-21' }).verdict === 'pass';

  test.each(['When we met, attribution overlays came up.', 'Acme commented on overlays.', 'You question attribution.'])(
    '5.3d K4 %s',
    (body) => {
      expect(answers(body)).toBe(true);
    },
  );

  test.each([
    'Acme sees attribution overlays.',
    'A comment on overlays, I see.',
    'You see that I commented on attribution overlays.',
    'Somebody commented on attribution overlays to you.',
    'You may have commented on attribution overlays.',
    'You posted it.',
  ])('5.3d K4 not: %s', (body) => {
    expect(answers(body)).toBe(false);
  });

  test('5.3d K4 an introduction is the deed of others', () => {
    const intro = { ...act, type: 'E7', text: 'Bo Lind introduced Ana about attribution overlays' };
    expect(answers('Bo Lind introduced you about attribution overlays.', intro)).toBe(true);
    expect(answers('Somebody introduced you about overlays.', intro)).toBe(true);
    expect(answers('Somebody introduced you.', intro)).toBe(false);
    expect(answers('Somebody asked you.', { ...intro, type: 'E10', text: 'Introduced' })).toBe(false);
  });

  test('5.3d K4 an act of no type is told by the noun in its record, or by any where it has none', () => {
    const question = { ...act, text: 'A question on attribution overlays' };
    expect(answers('Your question on overlays.', question)).toBe(true);
    expect(answers('Your webinar on overlays.', question)).toBe(false);
    const cut = { ...act, text: 'Cut attribution overlays' };
    expect(answers('Your webinar on overlays.', cut)).toBe(true);
    expect(answers('Your shirt on overlays.', cut)).toBe(false);
  });

  test('5.3d K4 what is wrong is told whole', () => {
    const told = (rule: string, body: string, context: Given) => {
      const { because, evidence, remedy } = judge(rule, { body }, { seq: 'activation', ...context });
      return [because, evidence, remedy];
    };
    const old = { ...act, observed_on: '2025-01-01' };
    expect(told('personal.trigger', 'x', { trigger: old, now: '2026-04-21' })).toEqual([
      'the signal is 475 days old, at most 180',
      [act.text],
      'name a live signal of this contact',
    ]);
    expect(told('personal.trigger', 'x', { trigger: act, now: '2026-04-21' })[2]).toBe(
      'name what they did and what about, in their own terms, and never what a machine saw',
    );
    const hook = { text: 'AWS changes co-sell incentive tiers', observed_on: '2025-04-21' };
    expect(told('personal.market_hook', 'x', { hook, now: '2026-04-21' })).toEqual([
      'the change is 365 days old, at most 120',
      [hook.text],
      'name in a sentence what changed within the last 120 days',
    ]);
    const tells = 'AWS changes its co-sell tiers for 15 partners.';
    expect(told('personal.market_hook', tells, { hook, now: null })).toEqual([
      'the day of the change is not given',
      [tells],
      'name in a sentence what changed within the last 120 days',
    ]);
    expect(told('personal.market_hook', 'AWS cuts tiers for 15 partners.', { hook, now: null })[0]).toBe(
      'no sentence speaks of that change',
    );
  });
});

describe('K4 what a sentence rests on', () => {
  const rests = (body: string, evidence: string, more: Given = {}) =>
    judge('personal.company_insight', { body }, { insight: { evidence: [evidence] }, emailsToOthers: [], ...more });
  const does = (body: string, evidence: string, more: Given = {}) => rests(body, evidence, more).verdict === 'pass';

  test('5.3d K4 two names outweigh a wrong figure, half of the words or five of them are enough', () => {
    expect(does('Dana Whitfield lists 15.', 'Acme: Dana Whitfield lists 14')).toBe(true);
    expect(does('Dana lists 15.', 'Acme: Dana Whitfield lists 14')).toBe(false);
    const long = 'partners resell analytics software, billing tools, training kits, cloud storage, spare parts';
    expect(does('partners resell analytics.', 'partners resell analytics software, billing tools')).toBe(true);
    expect(does('partners resell analytics, billing, training.', long)).toBe(true);
    expect(does('partners resell analytics, billing.', long)).toBe(false);
  });

  test('5.3d K4 the figure of a fact beside a word for what it measures, as a number on file is traced', () => {
    const about = 'employees people employed headcount head count employee count staff count';
    const fact = { text: 'employees 640 people employed: annual report', about };
    const tells = (body: string, insight: Given = fact) =>
      judge('personal.company_insight', { body }, { insight: { evidence: [insight] }, emailsToOthers: [] }).verdict;
    expect(
      ['Acme has 640 people.', 'Acme has a staff of 640.', 'You took your headcount to 640.'].map((body) =>
        tells(body),
      ),
    ).toEqual(['pass', 'pass', 'pass']);
    const others = [
      'Acme has 641 people.',
      'Acme has 640 offices.',
      'Acme tells people of 640 listings.',
      'Acme has 640% people.',
    ];
    expect(others.map((body) => tells(body))).toEqual(['fail', 'fail', 'fail', 'fail']);
    expect(
      ['The count at Acme is 640 listings.', 'Your head of sales has 640 leads.'].map((body) => tells(body)),
    ).toEqual(['fail', 'fail']);
    expect(tells('Acme has two partners.', { text: 'Acme named two partners' })).toBe('fail');
  });

  test('5.3d K4 where slots are told the insight stands in one of them', () => {
    const fact = 'Acme lists 14 solutions';
    expect(does('You list 14 solutions.', fact, { slots: { a: 'It rains.' } })).toBe(false);
    expect(does('It rains.', fact, { slots: { a: 'You list 14 solutions.' } })).toBe(true);
    expect(does('You list 14 solutions.', fact, { slots: {} })).toBe(true);
    expect(rests('You list 14 solutions.', fact)).not.toHaveProperty('remedy');
  });

  test('5.3d K4 what it says is the same in whatever order, case and with whatever name', () => {
    const context = CopyContext.parse({ company: { name: 'Acme' } });
    const said = (sentence: string) => saying(sentence, context, policy);
    expect(said('Acme lists 14 solutions on a marketplace.')).toBe(said('On a marketplace, 14 solutions are listed.'));
    expect(said('Acme lists 14 solutions.').split(' ')).toHaveLength(3);
    expect(said('Acme lists 14 solutions.')).not.toBe(said('Acme lists 15 solutions.'));
    const fact = 'Acme lists 14 solutions';
    expect(does(`${fact}.`, fact, { saidToOthers: [said('14 solutions, Acme lists.')] })).toBe(false);
    expect(does(`${fact}.`, fact, { saidToOthers: [said('Acme lists 15 solutions.')] })).toBe(true);
    const body = 'GLOBEX GX LISTS 14 SOLUTIONS.';
    const to = (company: unknown) => ({
      emailsToOthers: [
        { company, body: null },
        { company, body },
      ],
    });
    expect(does(`${fact}.`, fact, to({ name: 'Globex', aliases: ['Gx', ' '] }))).toBe(false);
    expect(does(`${fact}.`, fact, to({ aliases: ['Globex Gx'] }))).toBe(false);
    expect(does(`${fact}.`, fact, to(null))).toBe(true);
  });

  test('K4 names go as a whole, the longest first, whatever signs they hold', () => {
    expect(withoutNames('ACME Cloud lists Acme, Acmes.', ['Acme', 'Acme Cloud'])).toBe('  lists  , Acmes.');
    expect(withoutNames('A+B lists AAB.', ['A+B'])).toBe('  lists AAB.');
    expect(withoutNames('Acme lists.', [])).toBe('Acme lists.');
    const speaks = (text: string) =>
      speaksOfThem(text, CopyContext.parse({ company: { name: 'Acme' } }), policy.personal);
    expect(['Acme lists.', "You're here.", "It's yours.", 'Globex lists.', "You'retro"].map(speaks)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('5.3d K4 what any conversation would allow takes up nothing, however it is set', () => {
    const generic = { ...policy.personal.generic, value: ['good to hear of 14 listings'] };
    const ours = { ...policy, personal: { ...policy.personal, generic } };
    const takes = (body: string) =>
      bespokePostBriefing(
        CopyMessage.parse({ subject: 'x', greeting: '', body, signoff: '', footer: '' }),
        CopyContext.parse({ seq: 'post_briefing', conversation: ['It has 14 listings to hear of.'] }),
        ours,
      ).because;
    expect(takes('"Good to hear -- of 14 listings"!')).toMatch(/^it takes up 0 /);
    expect(takes('Sad to hear of 14 listings!')).toMatch(/^it takes up 1 /);
  });
});

describe('K4 which numbers are claimed', () => {
  const of = (context: Given) =>
    judge('claims.traced', { body: 'x' }, { insight: null, trigger: null, hook: null, ...context });
  const slot = (a: string, evidence: string) => {
    const { verdict, evidence: words = [] } = of({ slots: { a }, insight: { evidence: [evidence] } });
    return [verdict, ...words];
  };

  test.each([
    ['Acme tripled its list.', 'grew 3x', 'tripled'],
    ['A 14-percent rise.', 'grew 14%', '14-'],
    ['Acme filed a 10-K [12].', 'x'],
    ['It runs v2.15 now.', 'x'],
    ['It takes 14 (short) minutes.', 'x'],
  ])('K4 %s rests on: %s', (a, evidence, ...words) => {
    expect(slot(a, evidence)).toEqual(['pass', ...words]);
  });

  test.each([
    ['Acme lists 14. Minutes count.', 'x', '14.'],
    ['Acme lists 14 listings in minutes.', 'x', '14 listings'],
    ['In March 2025 it did.', 'grew 2025%', 'March 2025'],
    ['A 14-percent rise.', '14 rises', '14-'],
  ])('K4 %s does not rest on: %s', (a, evidence, ...words) => {
    expect(slot(a, evidence)).toEqual(['fail', ...words]);
  });

  test('K4 in a whole body a small word counts where the record knows what it counts', () => {
    const body = (text: string) =>
      found(
        'claims.traced',
        { body: text },
        { slots: null, insight: { evidence: ['none'] }, trigger: null, hook: null },
      );
    expect(body('Two percent of it.')).toEqual(['Two percent']);
    expect(body('It doubled.')).toEqual(['doubled']);
    expect(body('Half thereof, half theirs, half.')).toEqual([]);
    expect(of({ slots: { a: 'It has 14.' } }).remedy).toBe(
      'take the number from the recorded fact, or record the fact that holds it',
    );
  });
});

describe('K4 whom a mail greets', () => {
  const greets = (greeting: string, body = 'y', contact: Given = { first_name: 'Ana' }) =>
    judge('merge.greeting', { greeting, body }, { contact });
  const fits = (greeting: string, body = 'y', contact: Given = { first_name: 'Ana' }) =>
    greets(greeting, body, contact).verdict === 'pass';

  test('K1 K4 in any language and with any space, by a salutation alone', () => {
    expect(['Hi   Ana,', '¡Hola Ana!', 'Bonjour Ana :', 'Buenos  días, Ana'].map((each) => fits(each))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['Yo Ana,', 'Hiya Ana,', 'Hi Ana - Bo', 'Hi¡ Ana'].map((each) => fits(each))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(fits('Hi Ana,', 'y', { first_name: ' ', name: ' Ana  Ruiz' })).toBe(true);
    expect(fits('Hi Ana,', 'y', { first_name: ' Ana ' })).toBe(true);
    expect(greets('Hi Bo,').remedy).toBe('greet with `Hi Ana,` and nothing else');
    expect(greets('Hi Bo,', 'y', { first_name: '' }).remedy).toBe('put the name on file with save_account');
  });

  test('K1 K4 a name that begins like a salutation greets nobody within a sentence', () => {
    expect(fits('Hi Ana,', 'Cara Diaz, your CFO, asked.')).toBe(true);
    expect(fits('Hi Ana,', 'Cara Bo, I saw.')).toBe(true);
    expect(fits('Hi Ana,', 'Hi there')).toBe(true);
    expect(fits('Hi Ana,', 'Hi 14 of Bo, I saw.')).toBe(true);
    expect(greets('Hi Ana,', 'Cara Bo,\nI saw.').evidence).toEqual(['Bo']);
  });
});
