import { z } from 'zod';
import { count, valued, words } from './source.ts';

const list = words.shape.value;
/** As in `copy.ts`; a word that ends in `*` stands for all that begin with it, `{name}` for the list of `words` so named. */
const phrases = words;

/** Words that phrases about the end of our mail name, in every language. */
const Words = z.strictObject({
  deny: list,
  /** Denials that may follow the denied word: `schreibe Ihnen nicht`. */
  deny_after: list,
  nothing: list,
  more: list,
  /** Contact of ours, as a thing or an act. */
  contact: list,
  /** Verbs of readers for our contact: `never see my name`. */
  read_by: list,
  /** After a denial, they turn it: `won't stop`. */
  turned: list,
  /** Verbs that end something. */
  ending: list,
  unsubscribed: list,
  remove: list,
  remove_abroad: list,
  removed: list,
  /** Words for the reader, beside a removal. */
  reader: list,
  /** Things of the reader's that are removed. */
  thing: list,
  /** Spans of time that a word after them puts off: `el mes que viene`. */
  units: list,
  last: list,
  /** Days by which an answer is asked for. */
  days: list,
  /** Lists that readers are taken off. */
  lists: list,
});

const Defects = z.strictObject({
  /** Anywhere: nobody reads the answer. */
  unread: list,
  /** Anywhere: it is not meant, not sure, or no longer so. */
  void: list,
  /** Near the way out, unless denied: the end comes late, or passes. */
  late: list,
  /** Less mail comes. */
  less: list,
  /** Other senders, or other means of ours. */
  others: list,
  /** Some of our mail goes on. */
  part: list,
  /** More is asked than the answer. */
  asked: list,
});

/** How a mail's way out of all our mail is read (5.3.5). */
export const OptOut = z.strictObject({
  words: valued(Words),
  /** Phrases for the end of our mail. */
  ends: phrases,
  /** Words for the reader's mail, and not the sender's: `I don't hear`. */
  theirs: phrases,
  goes_on: words,
  acts: phrases,
  enough: phrases,
  froms: words,
  leavings: phrases,
  stop_words: phrases,
  /** Words of `stop_words` that refuse a question as well: a statement that our mail ends must follow. */
  weak: words,
  /** After the answer: something is done or told then, and is no end of our mail. */
  instead: words,
  consents: words,
  assents: words,
  withs: words,
  fors: words,
  /** Between an answer and a language or somebody's name. */
  intos: words,
  bystanders: words,
  /** The reader, after whom it is theirs to do. */
  readers: words,
  /** Before somebody or something of the reader's. */
  possessives: words,
  objects: words,
  relatives: words,
  plain_answers: words,
  aims: words,
  /** Between an act and its word, they begin another part of the sentence. */
  parts: words,
  sequels: words,
  /** Before a demand: `please`. */
  polite: words,
  /** Subjects with which a promise may begin. */
  subjects: words,
  /** Before the object of a demand. */
  things: words,
  /** Between two offers of one link. */
  ors: words,
  /** Other people, who leave in their own way. */
  members: words,
  refers: words,
  /** Words that part clauses. */
  joints: words,
  purposes: words,
  settles: phrases,
  /** Right after the word to answer with. */
  hangs: phrases,
  waivers: words,
  waiver_ends: words,
  defects: valued(Defects),
  /** Wanting, in a condition, and what stands before the thing wanted. */
  wants: words,
  articles: words,
  /** Before an act: its effect is said before these words. */
  means: words,
  /** Words for a way out of one step. */
  simple: words,
  /** `the link below`: the next line is about it. */
  ahead: words,
  /** At the end of a tail: `and I will`. */
  echoes: words,
  /** Acts only with a word to answer with. */
  writes: words,
  /** Before `reply`, after a word to answer with: `stop by reply`. */
  via: words,
  /** Before a word to answer with, alone: `a "no" from you`. */
  single: words,
  buts: words,
  /** Ways to reach a reader that are no mail. */
  channels: words,
  pages: words,
  /** At the head of a label: the link tells or shows something. */
  errands: words,
  money: words,
  /** Words for us as writers, and for others: they begin a new thought. */
  authors: words,
  determiners: words,
  standing: words,
  ifs: words,
  /** Words of `ifs` that always make a condition. */
  always: words,
  firsts: words,
  unwilling: words,
  /** Phrases that leave a further request of the sentence to the reader. */
  voluntary: phrases,
  made_whole: phrases,
  /** Words with a capital before our mail that name no part of it. */
  whole: words,
  /** Words for all of our mail, as the thing left: `unsubscribe from everything`. */
  of_us: words,
  mails: words,
  these: words,
  /** Verbs of leaving and of switching off whose object says what ends. */
  opting: words,
  switching: words,
  /** Phrases for mail that goes on, unless `away` follows. */
  going: phrases,
  away: words,
  unit_days: valued(z.record(z.string(), z.number().positive())),
  pauses: words,
  most_days: count,
  bound: phrases,
  /** Clauses that are no condition: the reader writes first. */
  provisos: phrases,
  /** A consent of its own, beside our mail. */
  separate: words,
  taken_back: phrases,
  /** In a body: words about the way out, and words by which it ends nothing. */
  spoken_of: phrases,
  vain: phrases,
  /** Parts of the name of a slot for the way out. */
  slots: words,
  unsafe_in_link: words,
});
