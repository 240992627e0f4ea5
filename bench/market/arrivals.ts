import type { Role } from '../../src/rules/vocabulary/roles.ts';
import { type Company, countOf, heats, numberOf } from './companies.ts';
import type { Dice } from './dice.ts';
import { Named, partOf } from './firm.ts';
import type { Market } from './market.ts';

interface Kind {
  readonly role: Role;
  /** Of a hundred acts. */
  readonly of: number;
  readonly signal: (dice: Dice) => object;
}

const introduction = { referrer: 'Sam Poe', relationship: 'former colleague', context: 'both sell through partners' };
const post = (dice: Dice) => `https://www.linkedin.com/posts/${dice.below(1_000_000)}`;

const kinds: readonly Kind[] = [
  { role: 'mining.mind', of: 24, signal: (dice) => ({ type: 'E1', interaction: 'like', object: post(dice) }) },
  {
    role: 'mining.mind',
    of: 24,
    signal: (dice) => ({ type: 'E1', interaction: dice.pick(['comment', 'share']), object: post(dice) }),
  },
  { role: 'category.positioning', of: 14, signal: () => ({ type: 'E2' }) },
  {
    role: 'sales.ops',
    of: 8,
    signal: () => ({ type: 'E3', channel: 'email', topic: 'assessment', quote: 'How do you score partners?' }),
  },
  {
    role: 'mining.mind',
    of: 4,
    signal: () => ({ type: 'E4', channel: 'website_form', quote: 'We would like the Briefing.' }),
  },
  {
    role: 'category.positioning',
    of: 12,
    signal: (dice) => ({ type: 'E5', object: `paper-${dice.below(40)}.pdf`, gated: dice.happens(0.8) }),
  },
  {
    role: 'category.positioning',
    of: 8,
    signal: (dice) => ({
      type: 'E6',
      object: `webinar-${dice.below(30)}`,
      kind: 'webinar',
      attended: true,
      engagement: dice.pick(['asked_question', 'stayed_for_qa', 'none']),
    }),
  },
  {
    role: 'mining.mind',
    of: 4,
    signal: (dice) => ({
      type: 'E7',
      ...introduction,
      response: dice.pick(['none', 'reply_email']),
      evidence: 'mail thread',
    }),
  },
  {
    role: 'mining.mind',
    of: 2,
    signal: () => ({ type: 'E10', ...introduction, response: 'requested_call', evidence: 'asks for a call' }),
  },
];

/** Files what people did since the last working day, as many acts as the rates bring. */
export async function fileArrivals(market: Market, days: number): Promise<void> {
  const { dice, accounts } = market;
  for (const { heat, perDay } of heats) {
    const companies = countOf(heat, accounts);
    if (companies === 0) continue;
    for (let left = dice.count(companies, perDay * days); left > 0; left -= 1) {
      const company = market.company(numberOf(heat, dice.below(companies)));
      await fileOne(market, company);
    }
  }
}

async function fileOne(market: Market, company: Company): Promise<void> {
  const { dice, firm } = market;
  const kind = kindFor(dice.below(100));
  const person = company.people[dice.below(company.people.length)];
  const filed = await firm.call(kind.role, 'file_signal_note', {
    account: company.domain,
    contact: person,
    observed_at: market.hoursAgo(1 + dice.below(20)),
    source: 'seen in the feed',
    signal: kind.signal(dice),
  });
  const signal = partOf(filed, 'signal', Named);
  if (signal) market.signals.set(company.domain, signal.id);
}

function kindFor(place: number): Kind {
  let left = place;
  for (const kind of kinds) {
    if (left < kind.of) return kind;
    left -= kind.of;
  }
  throw new Error('the kinds of acts make no hundred');
}
