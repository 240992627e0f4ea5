import { z } from 'zod';
import { count, words as phrases, valued, words } from './source.ts';

/** The same in other languages, without accents. */
const Abroad = z.strictObject({
  limits: z.array(z.string().min(1)),
  /** Before a limit, they say that there is none. */
  waivers: z.array(z.string().min(1)),
  ifs: z.array(z.string().min(1)),
  /** In a clause that `ifs` open: the reader wants no mail. */
  unwilling: z.array(z.string().min(1)),
  /** Of `ifs`, those that put something before the end; and words for the reader. */
  firsts: z.array(z.string().min(1)),
  readers: z.array(z.string().min(1)),
  /** Acts of answering, which end such a clause. */
  answers: z.array(z.string().min(1)),
});

const Defects = z.strictObject({
  /** Anywhere: nobody reads the answer. */
  unread: z.array(z.string().min(1)),
  /** Where a way out is offered: it is not meant, not sure, or not of all. */
  doubtful: z.array(z.string().min(1)),
  /** From the answer on: the end comes late, or passes. */
  later: z.array(z.string().min(1)),
  /** From the answer on, unless denied: somebody else writes, or we write again or less. */
  instead: z.array(z.string().min(1)),
  /** Where a way out is offered: some of our mail goes on. */
  part: z.array(z.string().min(1)),
  /** Where a way out is offered: more is asked than the answer. */
  asked: z.array(z.string().min(1)),
});

/** How a footer's way out of our mail is read (5.3.5). Phrases as in `copy.ts`. */
export const OptOut = z.strictObject({
  answers: phrases,
  /** What to answer, or what then happens. */
  stop_phrases: phrases,
  /** Words beside a link that say what it does. */
  link_phrases: phrases,
  /** Words that opt out only as the word to answer with, or of our mail: `stop losing deals`. */
  ambiguous: words,
  /** What may follow a word to answer with. */
  after_word: words,
  mail: words,
  /** What we do when we send it, or they when they get it. */
  mailing: words,
  /** What may stand before our mail and still mean all of it. */
  whole: words,
  /** What one is taken off, besides mail. */
  lists: words,
  removals: words,
  /** How often mail would still come. */
  still_sent: phrases,
  too_narrow: phrases,
  /** Beside a part of our mail: all of it. */
  made_whole: phrases,
  unit_days: valued(z.record(z.string(), z.number().positive())),
  most_days: count,
  barriers: phrases,
  /** Before a barrier, or after it, they say that there is none. */
  waivers: words,
  /** What may stand between them and it. */
  waived: words,
  /** With a waiver in one sentence, they ask for the thing after all. */
  doubled: words,
  dead_ends: phrases,
  unsafe_in_link: words,
  /** Verbs that end something. */
  ending: words,
  /** Verbs of ours that a denial ends: `I won't write`. */
  writing: words,
  /** Between a denial and our mail: `never want to hear`. */
  wished: words,
  /** What is removed, after `your`. */
  removed: words,
  /** Who is not the reader, before an answer. */
  bystanders: words,
  /** After `reply with`: no more than a word. */
  plain_answers: words,
  /** After `reply for`. */
  aims: words,
  /** In a clause with `if`: the reader does not want our mail. */
  unwilling: words,
  /** After `if you`, alone: no condition. */
  wishing: words,
  /** How often one would have to answer. */
  repeats: words,
  /** What is answered for, after `to`: more of our mail. */
  keeping: words,
  /** A word to answer with that ends nothing. */
  consents: words,
  /** A word to answer with that asks for less, or later. */
  choices: words,
  days: words,
  /** What opens a clause about what comes of the answer. */
  sequels: words,
  /** At its end they promise what the reader asked for: `and I will`. */
  echoes: words,
  /** What says that our mail ends, whole. */
  ended: phrases,
  /** The same, where it follows the word to answer with. */
  settles: phrases,
  /** Clauses that are no condition: the reader writes first. */
  provisos: phrases,
  /** Other languages' denials, and beginnings of words for contact of ours, which they end. */
  denials: words,
  contact_stems: words,
  /** What a clause with `if` makes a condition of. */
  standing: words,
  /** What makes a way out none. */
  defects: valued(Defects),
  /** A consent of its own, beside our mail. */
  separate: words,
  taken_back: words,
  /** Parts of the name of a slot for the way out. */
  slots: words,
  abroad: valued(Abroad),
});
