import { describe, expect, it } from 'vitest';
import { activation, alone, verdict } from '../example.ts';

const gate = (body: string, context: Readonly<Record<string, unknown>> = {}): string =>
  verdict('pricing.gate', alone(body), context);

/** By whose sum it is. */
const others: Readonly<Record<string, readonly string[]>> = {
  'what we paid, or only saw': [
    "I bought your founder's book for $18 and read the chapter on channels twice.",
    "I paid $49 for the Forrester report so you don't have to.",
    'My train to your Boston office costs $64.',
    'In your webinar you said that an overlay costs you $300 per seat. I have seen $180 at two peers.',
  ],
  'what somebody else tells': [
    'Your help page says a data export costs $75.',
    'A reseller in Leeds quoted me £8,000 a year for your Pro tier, 10% under list.',
    'A reseller told me that Acme charged her $900 for a certification she already had.',
    'One of your partners told a panel that a badge costs her $600 in training days.',
  ],
  'what others do with their money': [
    'Your partner portal asks $250 for a second login.',
    'Your Boston summit costs $1,500 a seat, and partners get two badges.',
    'AWS reimburses up to 2,500 dollars for a migration check.',
    'You lose $2,500 each time a lead goes to the wrong partner, your RevOps lead wrote.',
    'The donation of $5,000 to the Boston code school was a nice touch.',
    'An hour of your solution architect is $260 on the AWS page.',
    'A day at the Azure roadshow was $450, and your team had a table.',
    'ServiceNow fined two resellers $15,000 each for false badges.',
  ],
  'the clause of a third party, whatever it is paid for': [
    'Okta pays $2,500 for a referral.',
    'The booth next to yours was $12,000, and Snyk filled it.',
    'Twenty-five hundred dollars is what Datadog hands each partner rep.',
    'The $2,500 that Acme pays for a qualified referral is generous.',
    'My re:Invent badge was $2,099.',
    'Two lines from your own partner page:\n- Silver: $1,000 a year\n- Gold: $2,500 a year',
    'Your pricing page says "our plans start at $49 per user".',
    'Dana said: "We charge partners five hundred dollars a year for certification."',
    'In March you paid $40k to sponsor a meetup.',
    'Zendesk zahlt 400 Dollar für jede Empfehlung.',
    'Elastic ha pagado 3.000 dólares a cada socio.',
    'Seven of ten CROs in the Pavilion survey keep less than $50k a year for partner data.',
    'My brother runs a trucking firm and pays $1,800 a month for a tool.',
    'A fine of $2.5k for a missing disclosure sounds small.',
    'Gartner wants $30,000 for the report everybody quotes.',
    'The fee for the alliance association went up to €900.',
    'Another quotes forty dollars an hour for what reads like the same work.',
    'The 2.5k you spend on each partner dinner is a line that nobody can trace.',
    'La inscripción a su cumbre costaba 450 euros.',
    'Als Elastic die Gebühr von 1.000 auf 500 Euro senkte, kamen elf Partner.',
    'Ein Stand auf der it-sa kostet schnell 30.000 Euro.',
  ],
  'so much of a thing': [
    'Canalys counts $4.30 of services for each dollar of your licence.',
    'Ten dollars of every hundred come by co-sell, says your CFO.',
    'Rumour has it that Adobe offered $70 a share.',
    'Page 90 contradicts the 10-K.',
  ],
  'what is theirs, in other languages': [
    'Wer bei Ihnen den Gold-Status will, zahlt 1.200 Euro im Jahr.',
    'Ihre Schulung kostet 900 Euro, und 40 Leute waren dort.',
    'Votre page tarifs montre trois formules à partir de 49 €.',
    'Su conferencia en Madrid cobraba 300 euros por entrada.',
    "I vostri partner Gold pagano 900 euro l'anno.",
    'Acme ha alzato i prezzi del 5% a marzo.',
    'Uw cursus kost 900 euro en trok 40 mensen.',
    'Sua página fala de um teste grátis de 14 dias na Azure.',
  ],
  'who says it, and of what it is': [
    "The $1,500 sponsorship that your team bought at the Austin meetup put your logo next to Snyk's.",
    'A $2,500 SPIFF for reps who bring a partner in: was that your idea?',
    "What I don't understand in your program guide is the $750 renewal.",
    'Half of the partners I talked to had been charged $600 for a badge they never used.',
    "Ninety dollars an hour, that's what your help desk bills partners for migration questions.",
    'My own bank charges me $30 for a wire and can still tell me which branch sent me.',
    'The toll on the bridge to your office is $8 now, so I took the ferry.',
    "You once wrote that you'd rather pay a partner $1,000 too much than argue.",
    '"We pay $500 per intro," your partner lead said on stage.',
    'Volgens jullie site kost een extra licentie 49 euro.',
    'Un partner di Torino mi ha detto che la certificazione gli è costata 700 euro.',
    'Ein Händler aus Ulm erzählte mir, dass er für jede Lizenz 30 Euro Provision bekommt.',
    'Un distribuidor de Valencia me dijo que ustedes le deben 2.300 euros de comisiones.',
    'Li que a TOTVS cobra 1.200 reais por ano dos parceiros.',
    'The exam went from $120 to $200 in May.',
    'Auf der Messe in Köln zahlte man 18 Euro für ein Bier.',
    'I tried to book your partner training and the cart said $340.',
    'My landlord raised the rent by $200 and told me on a Friday.',
    'Der Eintritt zur Partnermesse war mit 95 Euro günstig.',
    "Il premio per il partner dell'anno era di 5.000 euro, dice il comunicato.",
    'I hear the fine was only $4,000.',
    'In het handboek staat dat een partner 250 euro betaalt voor een tweede examen.',
    'Nel contratto quadro i partner rinunciano al 10% se fatturano meno di 50.000 euro.',
  ],
  'nobody, since it costs nothing': [
    'It costs nothing to list a partner on AWS, and still 11 of your 14 listings name none.',
  ],
};

const stopped = [
  'I count them for a flat 2,500 USD and you get the spreadsheet too.',
  'I would say it up front, since people always ask: two thousand five hundred dollars.',
  'He asked what this costs and I told him the truth, 2,500 like everybody else.',
  'At forty-five a head each month, our tracker would be in place.',
  'Per Acme farei 1.600 euro.',
  'The ticket is $900.',
  'Acme would spend $1,900 to see which partners moved the number.',
  'Budget $1,900 for June.',
  'Think of it as $7 per listing per day.',
  'Most of my clients spend $1,900.',
  "A map like Acme's goes for $1,900.",
  'Acme müsste dafür 2.200 Euro in die Hand nehmen.',
  'Acme zahlt mir 1.800 Euro und hat Klarheit.',
  'One client wrote: "we paid $1,900 and it was worth it".',
  'Pilot version with three listings: $600.',
  'Peers of yours hand me $1,800.',
  'Between two thousand and three thousand dollars.',
  'I work for 5 percent of what shows up.',
  'I work on 3 percent of whatever additional partner revenue you book in year one.',
  'Auf unser Assessment gibt es zehn Prozent Nachlass bis Ende Mai.',
  'Bis Juni ist das Assessment für Acme um ein Fünftel günstiger.',
  'You said $900 was fine last time.',
  'You wrote that $1,900 is fine.',
  'Your CFO said yes to $1,900, and I start Monday?',
  'I have seen your budget, and $1,900 fits.',
  'My clients say $1,900 is enough.',
  "Snyk's was $1,900 and took two weeks.",
  'I paid $49 for the report and charge you $1,900 for the reading.',
  'I read your page and the count comes to $1,900.',
  'Slalom charged you $40,000 for less. I would ask $1,900.',
  'The names of the 11 partners cost $1,900.',
  "$1,900 is all I'd need from Acme.",
  'My two partners charge $1,900 per seat with us.',
  'It costs nothing to try me.',
  'Bei Ihnen wären es 1.900 Euro für alle 14 Einträge.',
  'Chez vous, ce serait 1 900 euros.',
  'Ihr Festpreis: 1.900 Euro.',
  'Votre investissement : 1 900 euros.',
  'Mein Tagessatz liegt bei 1.400 €.',
  'Wir zeichnen Ihre Karte für 1.900 Euro.',
  'Snyk paid $1,900 and so would you.',
  'The best $2,000 she spent all year, a CRO told me about my map.',
  'What do you have left in the partner budget this quarter?',
  'I promise it is less than what you paid for the booth in Austin.',
  "Whatever Slalom charges, I'm at half.",
  'Vous ne payez que si la liste vous sert.',
  'Custa menos do que um estande em Lisboa.',
  'If you start in May I throw in the second report.',
  'Clients like Acme pay between $1,500 and $2,000.',
  "To do the rest properly I'd have to charge, though not much.",
  'Count on about $140 a listing.',
  'Each of them paid under two thousand for it and said so.',
  "For reference: Slalom's quote was $22,000. Ours has one digit less.",
  'Start with one listing for $150 and stop there if it teaches you nothing.',
  "I will do Acme's fourteen listings for what I'd normally ask for ten.",
  'Until the end of May I take two accounts at the old rate.',
  'The first two weeks are free, and after that most stay.',
  'Das Ganze liegt preislich unter einem Messestand.',
  'If the list finds fewer than five deals, you owe me nothing.',
  'Happy to be paid in two parts. Does June suit you?',
  "To be fair to your CFO, mention that it's under two grand and done once.",
  'Pour Acme, je resterais sous les 2 000 euros.',
  'No card needed for the first month.',
  'The rest of the list is behind an invoice.',
  'Es menos de lo que paga por un stand en Madrid.',
];

describe('whose sum it is', () => {
  for (const [whose, bodies] of Object.entries(others))
    for (let from = 0; from < bodies.length; from += 8)
      it(`K3 lets a sum be that is ${whose} (${from / 8 + 1})`, () => {
        expect(bodies.slice(from, from + 8).filter((body) => gate(body) !== 'pass')).toEqual([]);
      });

  // A few to a test, so that a mutant is tried on those that reach it.
  for (let from = 0; from < stopped.length; from += 8)
    it(`K3 still stops what we ask, in the words of somebody else or beside sums of theirs (${from / 8 + 1})`, () => {
      expect(stopped.slice(from, from + 8).filter((body) => gate(body) !== 'fail')).toEqual([]);
    });

  it.each([
    ['I take 10% of the first deal.', 'fail'],
    ['You get 5% back in June.', 'fail'],
    ['We work on 3 percent.', 'fail'],
    ['Cobro un 4 % de cada venta.', 'fail'],
    ['AWS gets 5% back in June.', 'pass'],
    ['I read that 5% of deals name a partner.', 'pass'],
    ['I wrote it down. 10% of the deals name a partner.', 'pass'],
  ])('K3 a share is a price where we take it or the reader gets it back: %s', (body, expected) => {
    expect(gate(body)).toBe(expected);
  });

  it('K3 lets the free Briefing be named beside the price, in other languages too', () => {
    const mails = [
      'Das Assessment kostet 2.500 Dollar. Wäre vorher das kostenlose Briefing nützlich?',
      "L'Assessment coûte 2 500 dollars. Le Briefing gratuit de 45 minutes vous serait-il utile avant ?",
      'El Assessment cuesta dos mil quinientos dólares. ¿Le serviría antes el Briefing gratuito?',
      'Het Assessment kost 2.500 dollar. Is de gratis Briefing van 45 minuten eerst iets voor u?',
    ];
    expect(mails.filter((body) => gate(body, activation) !== 'pass')).toEqual([]);
    expect(gate("L'Assessment est gratuit pour Acme. Le Briefing aussi.", activation)).toBe('fail');
  });
});
