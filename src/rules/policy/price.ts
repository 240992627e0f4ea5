import { z } from 'zod';
import { words as phrases, valued, words } from './source.ts';

/** A type of sequence with checks of its own (5.2). */
export const sequence = z.enum(['nurture', 'activation', 're_engagement', 'post_briefing']);

const list = z.array(z.string().min(1));

/** Words by which the party of a clause is found. */
const Parties = z.strictObject({
  us: list,
  /** The reader as the one who pays. */
  reader: list,
  others: list,
  /** Words that join clauses, and words that may open one. */
  joints: list,
  heads: list,
  /** Between `your` and its noun. */
  fillers: list,
  /** Written with a capital, and nobody's name. */
  calendar: list,
  /** Words of a language that writes every noun with a capital. */
  abroad: list,
  determiners: list,
  anaphors: list,
  /** Words of `others` for companies and people that may buy of us. */
  buyers: list,
  /** Words of `others` that say which, before another noun. */
  topics: list,
  /** Before `you` where it is a subject, between it and its verb, and the verbs by which it has something of ours. */
  openers: list,
  auxiliaries: list,
  gains: list,
  /** After a noun or a pronoun that is a subject. */
  verbs: list,
});

/** Words and numbers by which a price of ours is found (5.3.2). Phrases as in `copy.ts`. */
export const Price = z.strictObject({
  amount: valued(z.number().positive()),
  currency: valued(z.string().length(3)),
  sequences: valued(z.array(sequence)),
  stages: words,
  symbols: valued(z.record(z.string(), z.string().length(3))),
  currency_words: valued(z.record(z.string(), z.string().length(3))),
  /** Words between an amount and its currency: `2,500 US dollars`. */
  currency_origins: valued(z.record(z.string(), z.string().length(3))),
  /** An amount from here on is a company's figure unless it is said to be charged. */
  company_figure_from: valued(z.number().positive()),
  /** Currencies in which ten times as much is. */
  small_units: words,
  /** Our products. */
  offers: words,
  price_words: words,
  /** Words that give what we sell for nothing, in its sentence. */
  free: words,
  /** Words that speak of a price in a sentence that names what we sell. */
  selling_words: words,
  /** Between the two: the price is of something that ours is said to show. */
  showing: words,
  /** Words between a price of ours and another: `less than`, `a third of what`, in lists that phrases name. */
  comparing: valued(z.record(z.string(), list)),
  /** Things that have a price everybody knows. */
  yardsticks: words,
  /** Phrases that make an amount ours, however large. */
  charging: phrases,
  /** Words in whose sentence a number without currency may be a price. */
  hints: words,
  /** Words that may follow such a number; any other word is a thing that it counts. */
  after_amount: words,
  /** Words next to an amount that make it the prospect's. */
  figure_words: words,
  /** Words in whose sentence an amount is the prospect's unless something makes it ours. */
  figure_hints: words,
  /** Owners of a price that isn't ours. */
  owners: words,
  /** Acts of the past after `you` or `they` that don't end in -ed. */
  past_acts: words,
  /** Others who act with money, as the subject of a sentence. */
  third_parties: words,
  determiners: words,
  /** After `your`: goods that we would sell, and so no possession of theirs. */
  own_nouns: words,
  /** Before an amount: it says what something costs. */
  states: words,
  per_period: phrases,
  parties: valued(Parties),
  /** Goods that the buyer would get of us, when nobody else owns them. */
  wares: words,
  /** Terms: for nothing or for less, and to be paid. Ours, unless their clause is about somebody else. */
  giving: phrases,
  taking: phrases,
  /** Phrases with words of terms that speak of none. */
  plain_terms: phrases,
  /** Words that make a `Rechnung` in their mail a calculation. */
  reckoning: words,
  /** Verbs that make the money somebody else's subject of study: `my survey covers fees`. */
  studying: words,
  /** Words of money that are ordinary ones too: `two large`. */
  slang: words,
  /** Effort that a reader spends without paying: `one hour`. */
  effort: words,
  /** Verbs whose subject is what is paid, and what is had for it. */
  exchanging: words,
  had_objects: words,
  /** The reader comes to have what is ours. */
  having: phrases,
  /** Before a number: words for a thing given in return, and words that ask for the number. */
  against: words,
  asking: phrases,
  /** After a number: it is the whole of it. */
  totals: words,
  total_phrases: phrases,
  /** After words of terms: their owner follows. */
  places: words,
  /** After a percentage: words for money that comes back, or comes off. */
  returns: words,
  /** Products of companies. */
  products: words,
  /** Acts of a company with a price of its own. */
  selling_acts: words,
  /** Verbs that say by their ending that we take something. */
  own_acts: words,
  /** Our offers, before `for` and an amount. */
  offering: phrases,
  /** Wares that are part of an event of somebody else. */
  placed: words,
  /** Acts by which money goes to whom they name. */
  paying: words,
  /** Our acts with money that is no price of ours: `I paid`, `I saw`; and the things we pay for. */
  spending: words,
  looking: words,
  own_expenses: words,
  /** Words for meeting people: `the partners I talked to`. */
  meeting: words,
  /** Before somebody who tells what follows. */
  according: words,
  /** Before a sum: it was gladly spent. */
  praising: words,
  /** The reader would pay the same as somebody else. */
  matching: phrases,
  /** After `my`: people who are no part of us. */
  own_people: words,
  /** Before somebody who is not the subject. */
  aside: words,
  /** Between a word of price and what it is of. */
  genitives: words,
  /** Sources that tell prices of somebody else, before `:`. */
  sources: words,
  /** Third persons of other languages, and what helps them: `zahlt`, `ha pagado`. */
  acting: words,
  /** Verbs after a thing of theirs: it has a price. */
  costing: words,
  past_costing: words,
  /** After a thing: its price is another now. */
  moving: words,
  helping: words,
  /** `bei Ihnen`: prepositions and words for the reader; articles before `vostri`; words for things that may be. */
  hosts_abroad: words,
  readers_abroad: words,
  articles_abroad: words,
  conditionals: words,
  conditional_endings: words,
  /** In other languages, a clause with a subject follows. */
  opening_abroad: words,
  /** At the beginning of a clause: the reader is told to spend. */
  planning: words,
  /** Words for a thing that may be, and is not yet. */
  supposing: words,
  /** After a sum: somebody agrees to it. */
  agreeing: words,
  /** Verbs by which a sum is gone. */
  losing: words,
  /** Verbs by which somebody else tells a sum. */
  telling: words,
  /** After `Ihr` or `votre`: money that we would be paid. */
  own_abroad: words,
  /** Before a product, in other languages, they say that it is theirs. */
  owners_abroad: words,
  /** After `I` or `we`, before a percentage. */
  shares: words,
  /** Before a number: an ordinal number follows, not an amount. */
  numbered: words,
  /** Before a number without currency: it counts something. */
  counting: words,
});

export type PriceRules = z.infer<typeof Price>;
