import { Dice } from './dice.ts';

/** How often a company's people show an act, in acts a day: most of a list is cold. */
const kinds = [
  { heat: 'hot', of: 2, perDay: 0.1 },
  { heat: 'warm', of: 8, perDay: 1 / 60 },
  { heat: 'cold', of: 90, perDay: 1 / 2000 },
] as const;

export type Heat = (typeof kinds)[number]['heat'];

/** Companies that fall to each kind, of a hundred, in the order of their numbers. */
export const heats = kinds;

/** The true facts of a company, whether anybody has found them out or not. */
export interface Company {
  readonly n: number;
  readonly domain: string;
  readonly name: string;
  readonly heat: Heat;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** Buying signals that who looks will find. */
  readonly buying: number;
  readonly people: readonly { readonly name: string; readonly email: string; readonly title: string }[];
}

const firstNames = ['Ana', 'Bea', 'Cid', 'Dov', 'Eva', 'Finn', 'Gus', 'Hana'] as const;
const lastNames = ['Ruiz', 'Lind', 'Mora', 'Raz', 'Oda', 'Berg', 'Kane', 'Solis', 'Novak', 'Weiss'] as const;
const industries = ['B2B SaaS', 'Enterprise Software', 'Cloud Infrastructure', 'Cybersecurity', 'FinTech'] as const;
const titles = ['VP Partnerships', 'CRO', 'Head of Alliances', 'Channel Director'] as const;

/** The same company for the same seed and number, however many there are beside it. */
export function companyOf(seed: number, n: number): Company {
  const dice = Dice.of(seed, 'company', n);
  const domain = `firm-${n}.com`;
  const fits = (chance: number) => dice.happens(chance);
  const people = Array.from({ length: 1 + dice.below(4) }, (_, who) => ({
    name: `${dice.pick(firstNames)} ${dice.pick(lastNames)}`,
    email: `person-${who}@${domain}`,
    title: dice.pick(titles),
  }));
  return {
    n,
    domain,
    name: `Firm ${n}`,
    heat: heatOf(n),
    facts: {
      employees: fits(0.85) ? 200 + dice.below(4000) : 120 + dice.below(79),
      has_ecosystem_motion: fits(0.9),
      arr_usd: (fits(0.85) ? 50 + dice.below(400) : 10 + dice.below(39)) * 1_000_000,
      industry: fits(0.9) ? dice.pick(industries) : 'Bakery',
      gate_g5: fits(0.95),
    },
    buying: dice.pick([0, 1, 2, 2, 3, 3, 3, 4]),
    people,
  };
}

function heatOf(n: number): Heat {
  let place = n % 100;
  for (const { heat, of } of kinds) {
    if (place < of) return heat;
    place -= of;
  }
  return 'cold';
}

/** How many of the first `accounts` companies are of a heat. */
export function countOf(heat: Heat, accounts: number): number {
  let from = 0;
  for (const kind of kinds) {
    if (kind.heat === heat) {
      const rest = Math.min(kind.of, Math.max(0, (accounts % 100) - from));
      return Math.floor(accounts / 100) * kind.of + rest;
    }
    from += kind.of;
  }
  return 0;
}

/** The number of the `nth` company of a heat. */
export function numberOf(heat: Heat, nth: number): number {
  let from = 0;
  for (const kind of kinds) {
    if (kind.heat === heat) return Math.floor(nth / kind.of) * 100 + from + (nth % kind.of);
    from += kind.of;
  }
  return nth;
}
