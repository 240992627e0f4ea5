import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optOutToken } from '../../../../src/rules/identity/opt-out-token.ts';
import { activation, judge, verdict } from '../example.ts';

const gate = (body: string, context: Readonly<Record<string, unknown>> = {}): string =>
  verdict('pricing.gate', { body }, context);

const prices = [
  'It is $2,500.',
  '2.5k for the Assessment.',
  'The Assessment is 2.5k.',
  'USD 2500',
  'USD: 2,500',
  '2,500 (USD)',
  '2500USD',
  '2.5kUSD',
  'US$2,500',
  'It costs twenty-five hundred dollars.',
  'It is twenty five hundred.',
  'The Assessment costs two and a half thousand.',
  'two thousand and five hundred dollars',
  'two point five thousand dollars',
  '2 thousand 500 dollars',
  '25 hundred bucks',
  '2.5 grand',
  'two and a half grand',
  '$2½k',
  '$2 1/2k',
  '$ 2 500',
  '$2 , 500',
  '$2.500',
  '$2500.00',
  '$2,5OO',
  '２，５００ dollars',
  '$٢٥٠٠',
  '💲2,500',
  '$2,\u200b500',
  '2\u202f500 USD',
  'Тhe Аssessment is 2,500.',
  '€2,500',
  '£2500',
  'Assessment: 2500',
  'a 2500-dollar Assessment',
  'Your Assessment is $900.',
  'We quote a flat fee of $900 per month.',
  'For Acme it is $900.',
  'Only $3,000 for two weeks.',
  'Our Assessment pricing is simple.',
  'The price of the Assessment is fair.',
  'How much the Assessment is depends.',
  'an affordable Assessment',
  'I charge by the week.',
  '20% off the Assessment this month.',
  'Get 10% off.',
  'The Assessment is half price.',
  'Your first Assessment is free.',
  'I can offer a discount.',
  'Clients pay $3,000 for the Assessment.',
  'Acme can have it for $999.',
  'You asked, and it is $900.',
  'It costs 2,500 US dollars.',
  'It runs 2,300 Swiss francs.',
  'It is MXN 40,000.',
  'a couple of thousand dollars',
  'A few hundred dollars gets you started.',
  'two-and-a-half thousand dollars',
  'low four figures for the Assessment',
  'The Assessment is 2.6k.',
];

const figures = [
  'At $80M ARR, it shows.',
  'Acme reported $2.5M in co-sell revenue.',
  'Your Series D raised $150M in October.',
  'The market is $80B.',
  'Your $45k ACV doubled.',
  'Acme raised its price to $99 per seat.',
  'Acme charges $99 per seat.',
  'Deals under $100k stall.',
  'Your partners sourced $400K of pipeline.',
  'You closed a $150,000 deal with Slalom.',
  'Acme has 2,500 employees.',
  'You closed 2.5k accounts.',
  'Twenty-five hundred partners are listed.',
  'The number of listings hit 2,500 in March.',
  'I read your 10-K for 2025.',
  'You cut your pricing tiers from 5 to 3 in March.',
  'My notes on your pricing changes run to a page.',
  'The free 45-minute Briefing costs nothing.',
  'You charge partners a 3% fee.',
  'You committed $50K to the AWS EDP.',
  'Partners earn $5,000 per referral at Acme.',
  'AWS funds up to $25,000 per POC.',
  'Your stock trades at $42.',
  'Your deal desk approves anything over $10,000.',
  'A typical alliance manager costs $180,000 a year.',
  'You give resellers a 30% discount.',
  'Resellers get 30% off list at Acme.',
  'I can send the data free of charge.',
];

describe('pricing.gate', () => {
  for (const body of prices) {
    it(`5.3b no price reaches a nurture mail: ${body}`, () => {
      expect(gate(body)).toBe('fail');
    });
  }
  for (const body of figures) {
    it(`5.3b a figure of the company's own is no price of ours: ${body}`, () => {
      expect(gate(body)).toBe('pass');
    });
  }
  for (const stage of ['SQL', 'BRIEFING_READY', 'ASSESSMENT_QUALIFIED', 'WON']) {
    it(`5.3b activation at ${stage} may state the price`, () => {
      expect(gate('The Assessment is $2,500.', { ...activation, qualified: stage })).toBe('pass');
    });
  }
  for (const stage of ['PROSPECT', 'MQL', 'RECYCLED', 'DISQUALIFIED', 'ARCHIVED', null]) {
    it(`5.3b activation at ${stage} may not`, () => {
      expect(gate('The Assessment is $2,500.', { ...activation, qualified: stage })).toBe('fail');
    });
  }
  for (const seq of ['nurture', 'nurture_mql', 're_engagement', 'post_briefing', null]) {
    it(`5.3b no stage opens ${seq} to a price`, () => {
      expect(gate('The Assessment is $2,500.', { seq, qualified: 'SQL' })).toBe('fail');
    });
  }
  for (const body of [
    'It is $900.',
    '€2,500',
    '$2,500 per month',
    '$2,500/month',
    '$2,500 a seat',
    '$2,500 or $3,000',
    '$25,000 for the Assessment',
    '2,500 Canadian dollars',
    'The Assessment is 2.6k.',
    'The Assessment is $2,500, less 10% off.',
    'The Assessment is complimentary.',
  ]) {
    it(`5.3b activation states no other price than the policy's: ${body}`, () => {
      expect(gate(body, activation)).toBe('fail');
    });
  }
  for (const body of [
    '2,500 USD flat',
    'twenty-five hundred dollars',
    '2.5k covers the Assessment.',
    'Our Assessment pricing is flat.',
    'The Assessment is 2,500 US dollars.',
    'Resellers get 30% off list at Acme; mine is $2,500.',
  ]) {
    it(`5.3b activation may state it in any form: ${body}`, () => {
      expect(gate(body, activation)).toBe('pass');
    });
  }
  it('5.3b a price in the subject, the sign-off or the footer counts', () => {
    expect(verdict('pricing.gate', { subject: 'The $2,500 question' })).toBe('fail');
    expect(verdict('pricing.gate', { signoff: 'Rick, $2,500' })).toBe('fail');
    expect(verdict('pricing.gate', { footer: 'Only $2,500.' })).toBe('fail');
    expect(verdict('pricing.gate', { footer: '2500 Market St, Suite 2500. Reply stop.' })).toBe('pass');
  });
  it('5.3b the finding names the words, the sequence and the stage', () => {
    expect(judge('pricing.gate', { body: 'It runs 2,500 USD.' })).toEqual({
      rule: 'pricing.gate',
      clause: '5.3.2',
      ruling: 'K3',
      verdict: 'fail',
      because:
        '`2,500 USD` in a nurture mail at stage MQL; a price is for activation at SQL, BRIEFING_READY, ASSESSMENT_QUALIFIED, WON',
      basis: 'sop',
      evidence: ['2,500 USD'],
      remedy: "take the price out; an amount of the company's own needs a word that says so, such as revenue or ARR",
    });
  });

  const unseen = fc.constantFrom('\u200b', '\u200c', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u202e', '\u2062');
  it('5.3b no unseen character hides a price', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('It is $2,500.', 'The Assessment is 2500 USD.', 'twenty-five hundred dollars'),
        fc.nat(),
        unseen,
        (text, place, char) => {
          const at = place % (text.length + 1);
          expect(gate(`${text.slice(0, at)}${char}${text.slice(at)}`)).toBe('fail');
        },
      ),
    );
  });
  it('5.3b no look-alike hides the word of a price', () => {
    const twins: Readonly<Record<string, string>> = {
      A: 'А',
      e: 'е',
      s: 'ѕ',
      n: 'п',
      i: 'і',
      p: 'р',
      c: 'с',
      o: 'о',
      a: 'а',
    };
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (picks) => {
        const text = [...'Our Assessment price is fair.']
          .map((char, at) => (picks[at] ? (twins[char] ?? char) : char))
          .join('');
        expect(gate(text)).toBe('fail');
      }),
    );
  });
  it('5.3b whatever stands before or after, the price is found', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Acme', 'lists', '14', 'overlays.', 'You', 'has', '$3M', 'ARR'), {
          maxLength: 8,
        }),
        (words) => {
          expect(gate(`${words.join(' ')} $2,500 ${words.join(' ')}`)).toBe('fail');
        },
      ),
    );
  });

  it('5.3b the token of an opt-out link is chance, and no price however it reads', () => {
    const footer = (token: string) =>
      `Jane Roe, 1 Main Street\nNot for you? unsubscribe here: https://x.example/${token}`;
    const judged = (token: string, said = token) =>
      verdict('pricing.gate', { footer: footer(said) }, { optout: { mode: 'link', token } });
    const chance = ['eur2ma6uvrdthse6', '56hsqavszhx3yen5', 'y543cny5iizv4fn3', 'jpy5272ci2gmqigv'];
    const tokens = chance.map((part) =>
      optOutToken('ana@acme.com', { fingerprint: () => part, addressFingerprint: () => `${part}${part}` }),
    );
    expect(tokens.map((token) => judged(token))).toEqual(tokens.map(() => 'pass'));
    const [token = ''] = tokens;
    expect(judged(token, '2500usd')).toBe('fail');
    expect(judged('2500usd')).toBe('fail');
    expect(gate(`It is ${token}.`, { optout: { mode: 'link', token } })).toBe('fail');
  });
});

describe('numbers of other languages', () => {
  it('5.3b K3 a name that is made of their syllables is no number', () => {
    expect(gate('For Emily the map is done, and you get it.')).toBe('pass');
    expect(gate('Für zweieinhalb Riesen gehört Ihnen die Karte.')).toBe('fail');
  });
});

describe('K3 what is known of the account', () => {
  const company = { name: 'Birchwood Lending', aliases: [] };
  const facts = (...evidence: unknown[]) => ({ company, insight: { evidence } });

  it('K3 the company is called by a word of its name, written as a name', () => {
    expect(gate('Birchwood raised dues to $900.', { company })).toBe('pass');
    expect(gate('Lending raised dues to $900.', { company })).toBe('pass');
    expect(gate('birchwood at $900.', { company })).toBe('fail');
    expect(gate('Birch would have it for $900.', { company })).toBe('fail');
  });

  it('K3 a sum of a recorded fact is theirs, unless it is said to be ours', () => {
    const said = 'Winning one more comes at $2,500.';
    expect(gate(said)).toBe('fail');
    expect(gate(said, facts({ text: 'Cost of winning a client: 2,500 dollars' }))).toBe('pass');
    expect(gate(said, facts('Cost of winning a client: $2,500'))).toBe('pass');
    expect(gate(said, facts({ text: 'Cost of winning a client: $2,600' }))).toBe('fail');
    expect(gate(said, facts({ text: 'Clients: 2,500' }))).toBe('fail');
    expect(gate(said, facts({ text: 'Cost of winning a client: 2,500 euros' }))).toBe('fail');
    expect(gate('I do it for $2,500.', facts('It costs $2,500'))).toBe('fail');
    expect(gate('The Assessment at $2,500.', facts('It costs $2,500'))).toBe('fail');
  });

  it.each(['trigger', 'hook'])('K3 a sum of the %s is none of ours', (key) => {
    expect(gate('Winning one more comes at $900.', { [key]: { text: 'A win costs $900' } })).toBe('pass');
  });

  it('K3 a sum of the Briefing is none of ours', () => {
    expect(gate('Winning one more comes at $900.', { conversation: ['A win costs $900'] })).toBe('pass');
  });
});
