import { z } from 'zod';
import { words } from './source.ts';

/** As in `copy.ts`. */
const phrases = words;

/** Words by which a vendor is told from a peer (5.3.6, K6). */
export const Voice = z.strictObject({
  /** Words that make `we` the writer and the reader: in the sentence, as acts done, as things shared, before `us`. */
  together: phrases,
  plural_abroad: words,
  together_abroad: words,
  /** A sentence of a seller begins with one. */
  slogans: words,
  /** After a claim, they take it back. */
  refusals: words,
  shared_acts: words,
  shared_things: words,
  we_leads: words,
  us_leads: words,
  /** Between `we` or `our` and the word that tells. */
  fillers: words,
  /** Lists of `vendor`: names for us, auxiliaries, verbs of benefit, and the many who have it. */
  us: phrases,
  aux: words,
  benefits: phrases,
  crowd: words,
  gains: words,
  about_us: phrases,
  /** Units that count and still say nothing: `10 minutes`. */
  idle_units: words,
  vendor: phrases,
  /** Praise in itself, whoever is praised. */
  praise: phrases,
  /** Praise of an offer, and a plain description of what a company has. */
  descriptive: phrases,
  /** Between a subject of theirs and praise: they said it. */
  sayings: words,
  /** Words for us as the subject of a sentence. */
  our_words: words,
  /** Words for others as its subject. */
  their_words: words,
  /** Owners of the thing that is its subject, and the words that such a subject may follow. */
  owner_words: words,
  subject_leads: words,
  /** After `you`: promises to them, which tell nothing of them. */
  promises: words,
});
