import { describe, expect, test } from 'vitest';
import { claimsTraced } from '../../../../src/rules/copy/grounds/claims.ts';
import type { CopyContext, CopyMessage } from '../../../../src/rules/copy/message.ts';
import { found, judge, policy } from '../example.ts';

type Given = Readonly<Record<string, unknown>>;

/** Verdict, reason and evidence. */
function said(rule: string, message: Given, context: Given = {}) {
  const { verdict, because, evidence = [] } = judge(rule, message, context);
  return [verdict, because, evidence];
}

describe('K4 claims.traced: each number of an agent stands in the evidence, as the same kind of number', () => {
  const slot = (a: string, evidence: string, more: Given = {}) =>
    said(
      'claims.traced',
      { body: 'x' },
      { slots: { a }, insight: { evidence: [evidence] }, trigger: null, hook: null, ...more },
    );
  const traced = (words: readonly string[]) => ['pass', 'every number stands in the evidence', words];
  const loose = (words: readonly string[]) => [
    'fail',
    `${words.map((each) => `\`${each}\``).join(', ')} stands in no evidence`,
    words,
  ];

  test.each([
    ['Acme lists 14 solutions.', '14 solutions', ['14 solutions']],
    ['Acme grew 14 percent.', 'grew 14%', ['14 percent']],
    ['Acme doubled its list.', 'doubled its list', ['doubled']],
    ['Half of your listings name partners.', '50% of listings', ['Half']],
    ['On March 14 Acme listed it.', 'listed on 14 March', ['March 14']],
    ['Acme has fourteen of them.', '14 listings', ['fourteen of']],
    ['Acme lists 14 of them. It does.', 'x 14.', ['14 of']],
    ['Two list it.', '2 lists', ['Two list']],
    ['It is USD14 on EUR15.', '$14', ['14 on']],
    ['Acme wuchs um 14 Prozent.', 'grew 14%', ['14 Prozent']],
    ['Acme creció un 14 por ciento.', 'grew 14%', ['14 por']],
    ['Acme nennt siebzehn Partner.', '17 partners', ['siebzehn Partner']],
    ['Acme cite quarante-cinq partenaires.', '45 partners', ['quarante-cinq partenaires']],
    ['Seize it, all sechzig of it.', '60 listings', ['sechzig of']],
    ['Acme listed it in 2025.', 'since 2025', ['2025.']],
    ['It fell since March. Four resellers left.', '4 resellers left in March', ['Four resellers']],
    ['Partners bring a fifth of your deals.', '20% of deals', ['fifth']],
    ['Acme now sells twice as much.', 'sales doubled', ['twice']],
  ])('K4 %s rests on: %s', (a, evidence, words) => {
    expect(slot(a, evidence)).toEqual(traced(words));
  });

  test('K4 a multiple of the policy counts before what is compared, and nowhere else', () => {
    const { claims } = policy;
    const value = { ...claims.spoken.value };
    value.double = ['multiple', 2];
    const read = (a: string) => {
      const context = { seq: 'nurture', slots: { a }, insight: { evidence: ['none'] }, trigger: null, hook: null };
      const rules = { ...policy, claims: { ...claims, spoken: { ...claims.spoken, value } } };
      return claimsTraced({ body: 'x' } as CopyMessage, context as CopyContext, rules).evidence ?? [];
    };
    expect(read('Acme sells double what others sell.')).toEqual(['double']);
    expect(read('Acme keeps double books.')).toEqual([]);
  });

  test.each([
    ['Acme lists 15 solutions.', '14 solutions', ['15 solutions']],
    ['Acme grew 14%.', '14 solutions', ['14%']],
    ['Acme has 14 solutions.', 'grew 14%', ['14 solutions']],
    ['Acme grew 3x and tripled its team.', '3 teams', ['3 x', 'tripled']],
    ['Your listings name a dozen partners.', '50% of listings', ['dozen']],
    ['On March 14 Acme listed it.', 'listed on 14 April', ['March 14']],
    ['On March 14 Acme listed it.', '14 listings', ['March 14']],
    ['On May 1 I counted 4 of them.', 'none', ['May 1', '4 of']],
    ['As of 1 May I count.', '1 listing', ['1 May']],
    ['Acme lists 14 of them, two years on.', 'none', ['14 of', 'two years']],
    ['Two list twelve, thirteen more.', 'none', ['Two list', 'twelve,', 'thirteen more']],
    ['It is $2,500.', 'none', ['2,500.']],
    ['Such resellers sell a third less.', 'none', ['third']],
    ['That is twice what your rivals get.', 'none', ['twice']],
    ['Snowflake sources every fifth deal.', '50 deals', ['fifth']],
    ['Agencies win threefold what your reps win.', 'none', ['threefold']],
    ['Acme wuchs um 14 Prozent.', '14 listings', ['14 Prozent']],
    ['Acme creció un 14 por ciento.', 'grew 15%', ['14 por']],
    ['Acme nennt dreizehn, quarante et un e vinte.', '14, 40 and 1', ['dreizehn,', 'quarante et un e', 'vinte.']],
    ['Acme listed it in 2027.', 'since 2025', ['2027.']],
  ])('K4 %s does not rest on: %s', (a, evidence, words) => {
    expect(slot(a, evidence)).toEqual(loose(words));
  });

  test.each([
    'One of them lists zero.',
    'It was in Q4, FY25, of S3 and of Series B-2 [1].',
    'In 2026 it takes 5 minutes.',
    'Read https://x.com/15.',
    'Acme 360 lists it.',
    'Half a year on.',
    'Your 10-K and your 8-Q say so.',
  ])('K4 %s claims no number', (a) => {
    const more = { now: '2026-04-21', company: { name: 'Acme 360', aliases: ['Acme'] } };
    expect(slot(a, 'none', more)).toEqual(['pass', 'no number is claimed', []]);
  });

  test('K4 the day of a date is no count, but its year and what is above a day may be', () => {
    expect(slot('Acme listed 31 on 5 March.', 'It listed 31 of them on 5 March')[0]).toBe('pass');
    expect(slot('On March 31 it was.', '31 of them')[0]).toBe('fail');
    expect(slot('In March 2024 it was.', '2024 of them')[0]).toBe('pass');
  });

  test.each(['conversation', 'trigger', 'hook'])('K4 %s is evidence as well', (kind) => {
    const text = '14 solutions';
    const given = kind === 'conversation' ? [{ text }] : { text };
    expect(slot('Acme lists 14 solutions.', 'none', { [kind]: given })).toEqual(traced(['14 solutions']));
  });

  test('K4 the day of what is on record is no claim: of the fact, the signal, the change and the Briefing', () => {
    const text = 'x';
    const on = { text, observed_on: '2025-05-04' };
    const dated = { insight: { evidence: [on] }, trigger: on, hook: on, conversation: [on] };
    for (const [kind, given] of Object.entries(dated)) {
      const says = (a: string) => slot(a, 'none', { now: '2026-05-20', [kind]: given })[0];
      expect(says('On 4 May 2025 you wrote, on the 4th of May.')).toBe('pass');
      expect(says('Am 4. Mai haben Sie kommentiert.')).toBe('pass');
      expect([says('On 5 May you wrote.'), says('On 4 May 2024 you wrote.'), says('You wrote 4 of them.')]).toEqual([
        'fail',
        'fail',
        'fail',
      ]);
    }
    expect(slot('On May 4 you wrote.', 'none', { trigger: { text, observed_at: Date.UTC(2026, 4, 4) } })[0]).toBe(
      'pass',
    );
  });

  test('K4 another fact on file traces its number in a sentence that speaks of what it measures', () => {
    const facts = [
      {
        text: 'employees 900 people employed: annual report, offices',
        about: 'employees headcount people employee count',
      },
    ];
    const says = (a: string, more: Given = {}) => slot(a, 'none', { facts, ...more })[0];
    expect(says('Acme has 900 people.')).toBe('pass');
    expect(says('Acme took its headcount to 900 in a year.')).toBe('pass');
    expect(says('Acme keeps 900 offices.')).toBe('pass');
    expect(says('Acme lists 900 solutions.')).toBe('fail');
    expect(says('Your report lists 900 solutions.')).toBe('fail');
    expect(says('Acme counts 900 solutions.')).toBe('fail');
    expect(says('Acme has 901 people.')).toBe('fail');
    expect(says('Acme has 900 people.', { facts: [{}] })).toBe('fail');
  });

  test('K4 in a body that nobody cut into slots a small number in words claims nothing, unless it counts what is on file', () => {
    const body = (text: string, evidence: string) =>
      found(
        'claims.traced',
        { body: text },
        { slots: null, insight: { evidence: [evidence] }, trigger: null, hook: null },
      );
    expect(body('Two partners, three ideas and thirteen listings.', 'partners of Acme')).toEqual([
      'Two partners',
      'thirteen listings',
    ]);
    expect(body('Twelve ideas.', 'partners of Acme')).toEqual([]);
    expect(body('My price is $2,500 for 14.', 'none')).toEqual(['14.']);
    expect(body('Half of the ideas.', 'none')).toEqual([]);
    expect(body('12 ideas.', 'none')).toEqual(['12 ideas']);
  });

  test('K4 without any evidence and any sequence nobody can say', () => {
    const none = { slots: { a: 'It lists 14.' }, insight: null, trigger: null, hook: null };
    const verdict = (over: Given) => judge('claims.traced', { body: 'x' }, { ...none, ...over }).verdict;
    expect([verdict({ seq: null }), verdict({})]).toEqual(['unknown', 'fail']);
    for (const kind of ['trigger', 'hook', 'insight']) expect(verdict({ seq: null, [kind]: {} })).toBe('fail');
  });
});

describe('K4 names, letter by letter', () => {
  const ana = { contact: { name: 'Ana Ruiz' }, company: { name: 'Acme.io', aliases: ['AWS'] } };

  test.each([
    [{ subject: 'Acme.io', body: 'y', greeting: 'Hi Ana,' }, ['Acme.io', 'Ana']],
    [{ subject: 'x', body: 'AWS lists it.', greeting: 'Hi Ana,' }, ['AWS', 'Ana']],
    [{ subject: 'Acme.io', body: 'Ana, look.', greeting: 'Hi,' }, ['Acme.io', 'Ana']],
  ])('5.3d K4 %j names both', (message, names) => {
    expect(said('personal.names', message, ana)).toEqual(['pass', 'company and person are named', names]);
  });

  test.each([
    [{ subject: 'Acmexio', body: 'y', greeting: 'Hi Anabel,' }, '`Acme.io` and `Ana`'],
    [{ subject: 'acme.io', body: 'y', greeting: 'Hi Ana,' }, '`Acme.io`'],
    [{ subject: 'Acme.io', body: 'y', greeting: 'Hi ana,' }, '`Ana`'],
    [{ subject: 'x', body: 'See https://Acme.io/x', greeting: 'Hi Ana,' }, '`Acme.io`'],
    [{ subject: 'x', body: 'y', greeting: 'Hi Ana, AWS' }, '`Acme.io`'],
  ])('5.3d K4 %j does not', (message, names) => {
    const check = judge('personal.names', message, ana);
    expect([check.verdict, check.because, check.evidence]).toEqual([
      'fail',
      `${names} is not named, or not so spelled`,
      [message.greeting, message.subject],
    ]);
    expect(check.remedy).toBe('name the company in subject or body and greet the person, spelled as on file');
  });

  test('5.3d K4 what is not on file is said, and stops a mail of a sequence', () => {
    const none = { company: null, contact: null };
    expect(said('personal.names', {}, none)).toEqual(['fail', 'no company and no first name is on file', []]);
    expect(said('personal.names', {}, { ...none, seq: null })[0]).toBe('unknown');
    expect(said('personal.names', {}, { contact: { first_name: ' ', name: '' } })[1]).toBe('no first name is on file');
    expect(said('personal.names', {}, { company: { name: ' ', aliases: [''] } })[1]).toBe('no company is on file');
    expect(judge('personal.names', {}, none).remedy).toBe('put the name on file with save_account');
    expect(said('merge.greeting', {}, none)).toEqual(['fail', 'no first name is on file', []]);
    expect(said('merge.greeting', {}, { ...none, seq: null })[0]).toBe('unknown');
  });

  const greets = (greeting: string, body = 'y', contact: Given = { first_name: 'Ana' }) =>
    said('merge.greeting', { greeting, body }, { contact });

  test.each(['Hi Ana,', 'Hello, Ana!', 'Ana -', 'Ana', 'Hi Ana.', 'Hey Ana:', 'Hi Ana'])(
    'K1 K4 %s greets Ana',
    (greeting) => {
      expect(greets(greeting)).toEqual(['pass', 'it greets Ana', [greeting]]);
    },
  );

  test.each(['Hi Bo,', 'Hi Ana and Bo,', 'hi Ana;', 'Hi ana,', 'HiAna,', 'Hi  Ana,,', ''])(
    'K1 K4 %s does not',
    (greeting) => {
      expect(greets(greeting)).toEqual(['fail', `\`${greeting}\` is no greeting of \`Ana\``, [greeting]]);
    },
  );

  test('K1 K4 a greeting at the head of the body is of the same person, and a longer opening is none', () => {
    expect(greets('Hi Ana,', 'Hi Bo, I saw it.')).toEqual(['fail', '`Bo` is no greeting of `Ana`', ['Bo']]);
    expect(greets('Hi Ana,', '\n hello Bo Li!\nI saw it.')[2]).toEqual(['Bo Li']);
    expect(greets('Hi Ana,', 'Hi Bo van Li, I saw it.')[2]).toEqual(['Bo van Li']);
    for (const body of [
      'Hi Ana, I saw it.',
      'Hello there my dear friend, I saw.',
      'Hibernate, then.',
      'I saw.\nHi Bo,',
    ])
      expect([body, greets('Hi Ana,', body)[0]]).toEqual([body, 'pass']);
    expect(greets('Hi Ana,', 'y', { first_name: null, name: '  Ana Ruiz' })[0]).toBe('pass');
  });
});

describe('K4 personal.company_insight: one sentence rests on a recorded fact and fits no other company', () => {
  const fact = 'Acme lists 14 solutions on AWS Marketplace';
  const rests = (body: string, evidence: readonly unknown[] = [fact], more: Given = {}) =>
    said('personal.company_insight', { body }, { insight: { evidence }, emailsToOthers: [], ...more });
  const own = 'a sentence rests on a recorded fact of this account';
  const none = 'no sentence rests on a recorded fact of this account';

  test.each([
    ['You list 14 solutions.', fact],
    ['Dana Whitfield runs it.', 'Acme hired Dana Whitfield as CRO'],
    ['Dana was hired.', 'Acme hired Dana Whitfield as CRO'],
    ['Partners resell analytics.', 'partners resell analytics software to banks'],
  ])('5.3d K4 %s rests on: %s', (body, evidence) => {
    expect(rests(`It rains. ${body}`, [{ text: evidence }])).toEqual(['pass', own, [body]]);
  });

  test.each([
    ['Acme lists 13 solutions on AWS Marketplace.', fact],
    ['Acme runs it.', 'Acme hired Dana Whitfield as CRO'],
    ['Dana runs it.', 'Acme hired Dana Whitfield as CRO'],
    ['Partners resell analytics.', 'partners resell analytics software to large regional banks abroad'],
    ['Partners resell it.', 'partners resell it to banks'],
    ['It rains.', fact],
  ])('5.3d K4 %s does not rest on: %s', (body, evidence) => {
    expect(rests(body, [evidence])).toEqual(['fail', none, [body]]);
  });

  test('5.3d K4 the same sentence but for the names, or all but a fifth of it with the same figures, went to another', () => {
    const sentence = 'Acme lists 14 solutions on AWS Marketplace with a partner.';
    const sent = (body: string, company: unknown = 'Globex') =>
      rests(sentence, [fact], { emailsToOthers: [{ company, body }] });
    const used = ['fail', 'but for the names, the same sentence went to another company', [sentence]];
    expect(sent('Hi. Globex lists 14 solutions on AWS Marketplace with a partner.')).toEqual(used);
    expect(sent('Globex lists 14 solutions on AWS Marketplace with a partner.', { name: 'Globex' })).toEqual(used);
    expect(sent('Globex lists 14 solutions on AWS Marketplace with a partner.', { aliases: ['Globex'] })).toEqual(used);
    expect(sent('Globex lists 14 solutions on AWS Marketplace with one partner.')).toEqual(used);
    expect(sent('Globex lists 14 solutions on Azure Marketplace with one partner.')[0]).toBe('pass');
    expect(sent('Globex lists 15 solutions on AWS Marketplace with a partner.')[0]).toBe('pass');
    expect(sent('', null)[0]).toBe('pass');
    expect(
      rests(`${sentence} You hired Dana 14 days ago.`, [fact, 'hired Dana 14 days ago'], {
        emailsToOthers: [{ company: 'Globex', body: sentence }],
      }),
    ).toEqual(['pass', own, ['You hired Dana 14 days ago.']]);
  });

  test('5.3d K4 without a fact a mail that needs one fails, and one of no sequence is not known', () => {
    const given = (context: Given) => said('personal.company_insight', { body: 'x' }, context);
    const missing = 'no recorded fact of this account is given';
    expect(given({ insight: { evidence: [' ', { text: null }] } })).toEqual(['fail', missing, []]);
    expect(given({ insight: null })).toEqual(['fail', missing, []]);
    expect(given({ insight: null, seq: null })).toEqual(['unknown', missing, []]);
    expect(given({ insight: {}, seq: null })).toEqual(['fail', missing, []]);
    expect(given({ insight: null, seq: 'post_briefing' })).toEqual([
      'pass',
      'a post_briefing mail rests on the conversation',
      [],
    ]);
    expect(judge('personal.company_insight', { body: 'x' }, { insight: null }).remedy).toBe(
      'say in one sentence what is on file of this company alone',
    );
  });
});

describe('K4 personal.trigger and personal.market_hook: what they did, what changed, and lately', () => {
  const act = 'Commented on attribution overlays';
  const trigger = (body: string, over: Given = {}, context: Given = {}) =>
    said(
      'personal.trigger',
      { body },
      {
        seq: 'activation',
        trigger: { type: 'E1', text: act, observed_on: '2026-04-20', ...over },
        now: '2026-04-21',
        ...context,
      },
    );
  const speaks = 'You commented on attribution overlays.';

  test.each([speaks, 'Your comment on overlays stayed.', 'You see attribution overlays.'])(
    '5.3d K4 %s answers to the act',
    (body) => {
      expect(trigger(`It rains. ${body}`)).toEqual(['pass', 'it answers to what the contact did', [body]]);
    },
  );

  test.each(['You commented.', 'Attribution overlays matter.', 'You see overlays.', 'It rains.'])(
    '5.3d K4 %s does not',
    (body) => {
      expect(trigger(body)).toEqual(['fail', 'no sentence speaks of what the contact did', [act]]);
    },
  );

  test('5.3d K4 an act that says no topic is named alone, and no reader is told that they were watched', () => {
    expect(trigger('You commented.', { text: 'Commented' })[0]).toBe('pass');
    expect(trigger('You see it.', { text: 'Commented' })[0]).toBe('fail');
    expect(trigger('I saw you opened my mail. You commented on attribution overlays.')).toEqual([
      'fail',
      'it tells the reader that they were watched',
      expect.arrayContaining(['opened my mail']),
    ]);
    const told = (words: string) => trigger(`${words} You commented on attribution overlays.`)[0];
    expect(told('You opened an office in Berlin.')).toBe('pass');
    expect(told('You visited our booth.')).toBe('pass');
    expect(told('You visited our pricing page.')).toBe('fail');
    expect(told('I could tell from my dashboard that you read it.')).toBe('fail');
  });

  test('5.3d K4 a signal is 180 days old at most, and not of tomorrow', () => {
    const aged = (observed_on: string) => trigger(speaks, { observed_on }).slice(0, 2);
    expect(aged('2025-10-23')).toEqual(['pass', 'it answers to what the contact did']);
    expect(aged('2025-10-22')).toEqual(['fail', 'the signal is 181 days old, at most 180']);
    expect(aged('2026-04-21')[0]).toBe('pass');
    expect(aged('2026-04-22')).toEqual(['fail', 'the signal is -1 days old, at most 180']);
    expect(trigger(speaks, { observed_on: '2020-01-01' }, { now: null })[0]).toBe('pass');
    expect(trigger(speaks, { observed_on: '2020-01-01', observed_at: Date.UTC(2026, 3, 20, 23) })[0]).toBe('pass');
    expect(trigger(speaks, { observed_on: 'lately' })[0]).toBe('pass');
  });

  test('5.3d K4 only activation needs an act, and it needs one', () => {
    const given = (context: Given) => said('personal.trigger', { body: 'x' }, context);
    expect(given({ seq: 'nurture' })).toEqual(['pass', 'a nurture mail needs no trigger', []]);
    expect(given({ seq: 'activation', trigger: null })).toEqual(['fail', 'no signal of this contact is given', []]);
    expect(given({ seq: null, trigger: { text: ' ' } })).toEqual(['unknown', 'no signal of this contact is given', []]);
  });

  const change = 'AWS changes co-sell incentive tiers';
  const hook = (body: string, over: Given = {}) =>
    said(
      'personal.market_hook',
      { body },
      { seq: 'activation', hook: { text: change, observed_on: '2026-04-20', ...over }, now: '2026-04-21' },
    );
  const tells = 'AWS changes its co-sell incentive tiers.';

  test('5.3d K4 a change is 120 days old at most, and not of tomorrow', () => {
    const aged = (observed_on: string) => hook(tells, { observed_on }).slice(0, 2);
    expect(aged('2025-12-22')).toEqual(['pass', 'it names a change 120 days old']);
    expect(aged('2025-12-21')).toEqual(['fail', 'the change is 121 days old, at most 120']);
    expect(aged('2026-04-21')).toEqual(['pass', 'it names a change 0 days old']);
    expect(aged('2026-04-22')).toEqual(['fail', 'the change is -1 days old, at most 120']);
    expect(hook(tells, { observed_on: null })).toEqual(['unknown', 'the day of the change is not given', [tells]]);
  });

  test('5.3d K4 a sentence speaks of the change, or of the competitor who made it', () => {
    expect(hook(`It rains. ${tells}`)[2]).toEqual([tells]);
    expect(hook('It rains.')).toEqual(['fail', 'no sentence speaks of that change', [change]]);
    const contoso = { text: 'raised its partner price', competitor: 'Contoso' };
    expect(hook('I see that Contoso raised a price.', contoso)[0]).toBe('pass');
    expect(hook('I see that Fabrikam raised a price.', contoso)[0]).toBe('fail');
    const tiers = { text: 'AWS re-tiers its partners' };
    expect(hook('AWS sorts partners into new tiers.', tiers)[0]).toBe('pass');
    expect(hook('AWS sorts partners into new regions.', tiers)[0]).toBe('fail');
    const given = (context: Given) => said('personal.market_hook', { body: 'x' }, context);
    expect(given({ seq: 'nurture' })).toEqual(['pass', 'a nurture mail needs no market hook', []]);
    const none = 'no change in the market or at a competitor is given';
    expect(given({ seq: 'activation', hook: null })).toEqual(['fail', none, []]);
    expect(given({ seq: null, hook: { text: '' } })).toEqual(['unknown', none, []]);
  });
});

describe('K4 bespoke.post_briefing: two things that were said, each in a sentence of its own', () => {
  const conversation = ['3 of 14 listings name a partner', { text: 'Dana: who signs off the number?' }];
  const [one, two] = ['You said that 3 of 14 listings name a partner.', 'Dana asked who signs off the number.'];
  const takes = (body: string, context: Given = {}) =>
    said('bespoke.post_briefing', { body }, { seq: 'post_briefing', conversation, ...context });
  const part = (n: number, words: readonly string[]) => [
    'fail',
    `it takes up ${n} of the things that were said, expected 2`,
    words,
  ];

  test('5.3d K4 counts things and not sentences, and no sentence of the framework', () => {
    expect(takes(`${one} ${two}`)).toEqual(['pass', 'it takes up 2 things that were said', [one, two]]);
    expect(takes(`${one} Again, 3 of 14 listings name a partner.`)).toEqual(part(1, [one]));
    expect(takes('It rains.')).toEqual(part(0, []));
    expect(takes(`${one} ${two}`, { template: { approved: { subject: 'x', body: two } } })).toEqual(part(1, [one]));
    expect(takes('x', { slots: { a: one, b: two } })[0]).toBe('pass');
    expect(takes(`${one} ${two}`, { slots: { a: one } })).toEqual(part(1, [one]));
  });

  test('5.3d K4 only a mail after a Briefing is bespoke, and without what was said nobody can say', () => {
    const other = ['pass', 'only a post-Briefing mail is bespoke', []];
    expect([takes('x', { seq: 'nurture' }), takes('x', { seq: null })]).toEqual([other, other]);
    expect(takes('x', { conversation: null })).toEqual(['unknown', 'nothing said in the Briefing is given', []]);
    expect(judge('bespoke.post_briefing', { body: 'x' }, { seq: 'post_briefing', conversation: null }).remedy).toBe(
      'take up 2 things that were said in the Briefing, each in a sentence of its own',
    );
  });
});
