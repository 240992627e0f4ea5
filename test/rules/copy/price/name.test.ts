import { expect, test } from 'vitest';
import { clausesOf } from '../../../../src/rules/copy/price/party.ts';
import { tokenise } from '../../../../src/rules/language/words.ts';
import { fixtures, policy } from '../example.ts';

/** The parties of each clause, by the words that name them. */
function named(text: string): string {
  const words = tokenise(text);
  return clausesOf(words, { rules: policy.price, context: fixtures.base_context })
    .map(({ parties }) => [...parties].map(([at, party]) => `${words.tokens[at]?.text} ${party}`).join(', '))
    .join(' / ');
}

/** A word on either side of the line: what it makes of those beside it. */
const texts: Readonly<Record<string, readonly (readonly [text: string, parties: string])[]>> = {
  'a name, or a word with a capital': [
    ['Half charge it.', 'half others'],
    ['Eight sell it.', 'eight others'],
    ['Eight maps left.', ''],
    ['Okta priced it.', 'okta others'],
    ['We saw ReportX.', 'we us, reportx others'],
    ['We saw Report.', 'we us'],
    ['We saw Ab.', 'we us, ab others'],
    ['Wir sehen Karte als Okta die.', 'wir us, okta others'],
    ['We left als Ihnen die.', 'we us'],
    ['The price you announced.', 'you others'],
    ['The rates you name.', 'you others'],
    ['The partners you announced.', 'partners others'],
  ],
  'who is quoted': [
    ['"We pay," she said. "We left," I said.', 'we others, she others / we us, i us'],
    ['He left. "We pay" it is. She said so.', 'he others / we us, it us / she others'],
    ['They left. She said "we pay" it.', 'they others / she others, we others, it us'],
    ['Ours is it. She said "we pay" it.', 'ours us / she others, we others, it us'],
  ],
  'where a clause begins': [
    ['We left - AWS and I paid.', 'we us / aws others / i us'],
    ['We left -AWS and I paid.', 'we us, aws others / i us'],
    ['We left- AWS paid.', 'we us, aws others'],
    ['He left. I met AWS.', 'he others / i us, aws others'],
    ['The partners, I met AWS.', 'partners others, i us, aws others'],
    ['So it is, you get it.', 'you reader'],
    ['We left and you get it.', 'we us / you reader'],
  ],
  'a word of another language, written as one of us': [
    ['Acme zahlt je Platz.', 'acme others'],
    ['Acme zahlt je neuem Monat.', 'acme others, monat others'],
    ['Je fais la carte, Anna.', 'je us, carte us'],
    ['Je prends 900.', 'je us'],
    ['Acme cobra a mes.', 'acme others'],
    ['Acme cobra al mes.', 'acme others'],
    ['Acme cobra ao mes.', 'acme others'],
    ['Acme cobra por mes.', 'acme others'],
    ['Acme cobra un mes.', 'acme others'],
    ['Acme cobra cada mes.', 'acme others'],
    ['Acme cobra el mes.', 'acme others'],
    ['Acme cobra este mes.', 'acme others'],
    ['Acme cobra del mes.', 'acme others'],
    ['Acme cobra de mes.', 'acme others'],
    ['Acme cobra primer mes.', 'acme others'],
    ['Acme cobra / mes.', 'acme others'],
    ['Acme paie mes frais.', 'acme others, mes us'],
    ['Total mes frais.', 'mes us'],
    ['Alto mes frais.', 'mes us'],
    ['Ils ont eu un rabais.', ''],
    ['Il a eu un rabais.', ''],
    ["Tu n'as eu que cela.", ''],
    ["Elles n'ont eu que cela.", ''],
    ['Vous avez eu un rabais.', ''],
    ['Aqui eu peço.', 'eu us'],
    ['Asi eu peço.', 'eu us'],
    ['Mas eu peço.', 'eu us'],
    ['Per i prezzi.', ''],
    ['Per i partner.', 'partner others'],
    ['then i praised AWS', 'i us, aws others'],
    ['then i paid AWS', 'i us, aws others'],
    ['then i ski by AWS', 'i us, aws others'],
  ],
  'what we sell, or somebody else has': [
    ["It's it.", "it's us"],
    ["That's what AWS did.", "that's us, aws others"],
    ['AWS says it is.', 'aws others'],
    ['We pay a seat.', 'we us, seat us'],
    ['We pay 49 a seat.', 'we us'],
    ['Their own first month left.', 'their others, month us'],
    ["L'étude est là.", "l'etude us"],
    ["Ici d'étude est là.", "d'etude us"],
    ["Ici l'exam est là.", ''],
    ["So at AWS it's it.", 'aws others'],
    ["So AWS it's it.", 'aws others'],
    ['A seat on AWS.', 'aws others'],
    ['A seat near AWS.', 'seat us, aws others'],
    ['A month by their side.', 'their others'],
    ['A month by our side.', 'month us, our us'],
    ['A month near their side.', 'month us, their others'],
    ['You paid us.', 'you others, us us'],
    ['Your fee for the map is.', 'your reader, map us'],
    ['Your fee for the portal is.', 'your others'],
    ['Your fee for the dull old long portal map is.', 'your others'],
  ],
};

for (const [what, entries] of Object.entries(texts))
  for (let from = 0; from < entries.length; from += 6)
    test(`K3 one word tells ${what} (${from / 6 + 1})`, () => {
      const few = entries.slice(from, from + 6);
      expect(few.map(([text]) => [text, named(text)])).toEqual(few);
    });
