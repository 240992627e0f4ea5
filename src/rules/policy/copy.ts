import { z } from 'zod';
import { OptOut } from './opt-out.ts';
import { Price, sequence } from './price.ts';
import { count, valued, words } from './source.ts';
import { Voice } from './voice.ts';

/** Words by which `sentences.ts` finds the ends of sentences. An entry in lower case matches any case, another only itself. */
const Sentences = z.strictObject({
  min: count,
  max: count,
  /** Always followed by what they belong to: titles, `e.g.`, `vs.`. */
  never_last: words,
  /** May close a sentence; the next word tells. */
  may_be_last: words,
  /** Abbreviations only where a number follows: `No. 2`. */
  before_number: words,
  /** Words that open a sentence more often than they go on with a name. */
  openers: words,
  /** Words that may follow a time of day within one sentence: `4 p.m. Tuesday`. */
  after_time: words,
  /** Words beside an ordinal as German writes it: `am 3. Mai`, `die 2. Runde`. */
  before_ordinal: words,
  after_ordinal: words,
  /** Nouns before a lone capital or Roman numeral that is their label: `Series D`. */
  labelled: words,
  greetings: words,
});

/** `*` stands for up to three words, `a|b` for either, `{list}` for any entry of the list so named in this section. */
const phrases = words;

const Axis = z.strictObject({
  revops: words,
  successor_frames: phrases,
  /** After the name of the discipline: a person, and so no claim about the discipline. */
  persons: words,
  /** Words for a person that stand before the name of their field. */
  posts: words,
  negations: words,
  not_negations: phrases,
  /** Before a frame, they turn it down: `rather than replace RevOps`. */
  denials: phrases,
  /** Frames that lie in an adjective, and so only where no thing of the company's follows. */
  labels: phrases,
  /** After a label: `your old RevOps dashboard`. */
  things: words,
  /** Names of our own field, compared with the discipline. */
  ours: phrases,
  /** Between the two, they rank or order them: `sits on top of`. */
  ranks: phrases,
  /** Near the discipline and near ours, they put one before the other in time. */
  earlier: words,
  later: words,
  /** After such a word: a plain date. */
  spans: words,
  /** Verbs for the act of a team on some day, and verbs for the end of something. */
  workings: words,
  passings: words,
  /** After RevOps was named: `it` and `its place` are taken over. */
  takeovers: phrases,
  /** Near RevOps in its clause: it ends. */
  endings: phrases,
  /** Words for things that are over. List of `successor_frames`. */
  ends: words,
  /** Words that put the two side by side. */
  beside: phrases,
  /** The product's own names: in one sentence with RevOps, they stand beside it or fail. */
  names: phrases,
  /** Words that join the two names as equals, and the roles that each may have. */
  joints: words,
  roles: words,
  /** Both are named, and nothing is said of their order. */
  neutral: phrases,
  frame: phrases,
  frame_in: valued(z.array(sequence)),
});

const Tokens = z.strictObject({
  leftovers: words,
  leftovers_exact: words,
  /** Phrases in which a leftover's word is an ordinary one. */
  plain_uses: phrases,
  /** Names of merge fields, told from ordinary words in brackets. */
  field_words: words,
  /** Words of `field_words` that name data as well: alone they make no slot. */
  common_fields: words,
});

const Subject = z.strictObject({
  max: count,
  reply_prefixes: words,
  /** Names that begin like the mark of a reply. */
  names_like_replies: words,
  alarm: phrases,
  /** Alarming only in front of a colon or alone. */
  alarm_labels: words,
  /** How mail of machines and calendars begins. */
  machine_mail: phrases,
  /** Phrases in which a word of alarm is part of a trade's name. */
  plain_uses: phrases,
});

const Format = z.strictObject({
  max_links: count,
  max_exclamations: count,
  shorteners: words,
  /** Lines that close a letter. */
  closings: words,
});

const LastTouch = z.strictObject({
  touches: valued(z.partialRecord(sequence, z.int().min(1))),
  farewells: phrases,
  /** Right before a farewell, they take it back. */
  negations: words,
  loop: phrases,
});

const Slots = z.strictObject({
  own_terms: phrases,
  /** By type of signal: terms of ours that such an act names by itself. */
  told_terms: valued(z.record(z.string(), z.array(z.string().min(1)))),
  /** Words beside words on file where a slot tells of an act that named a term of ours. */
  telling: words,
  our_words: words,
  asks: phrases,
});

const Personal = z.strictObject({
  salutations: words,
  /** Some of them are names as well. */
  salutations_abroad: words,
  /** Words by which a text speaks to its reader. */
  reader_words: words,
  insight_in: valued(z.array(sequence)),
  trigger_in: valued(z.array(sequence)),
  hook_in: valued(z.array(sequence)),
  bespoke_in: valued(z.array(sequence)),
  trigger_days: count,
  hook_days: count,
  /** How many things said in the Briefing a post-Briefing mail takes up. */
  references: count,
  /** Whole sentences without their signs that any conversation would allow. */
  generic: words,
  /** Words for the acts of each type. */
  acts: valued(z.record(z.string(), z.array(z.string().min(1)))),
  /** Types in which somebody else than the contact acts. */
  acts_of_others: words,
  /** Before an act, they did it; the act may be done or wasn't; it is asked whether it was; the author did it. */
  bystanders: words,
  undone: words,
  inverted: words,
  /** Acts of the past, what may stand between a name and one, and owners of what stands before one. */
  past: words,
  helpers: words,
  possessives: words,
  /** Before a name: it is what was asked about. */
  prepositions: words,
  author_words: words,
  /** Acts and their places, which by themselves tell nothing of the topic. */
  act_nouns: words,
  /** Parts of an address or id that name nothing. */
  address_words: words,
  /** A moment with the reader that isn't told with `you`. */
  shared_moments: phrases,
  /** Many changes share one: it names none. */
  months: words,
  /** At the head of a sentence: it speaks of others. */
  crowds: words,
  /** The author met the topic elsewhere. */
  author_reads: phrases,
  /** Words that tell the reader that a machine saw them. */
  watching: phrases,
  /** Words that carry no meaning of their own. */
  common_words: words,
  /** Names that many companies share. */
  shared_names: words,
});

const CrossAccount = z.strictObject({
  /** Before a family name alone. */
  titles: words,
  legal_forms: words,
  /** Words that are company names too: names only with a capital and in the setting of a name. */
  ordinary_words: words,
  /** Endings of words that are made from others, and so of ordinary ones. */
  ordinary_endings: words,
  /** Words that have a capital anyway. */
  calendar_words: words,
  /** After an ordinary word: somebody acts, and so it is a name. */
  name_verbs: words,
  /** Before an ordinary word: a name follows. */
  name_leads: words,
});

const Claims = z.strictObject({
  /** Units of things that a mail asks for or offers: no fact of anybody's. */
  free_units: words,
  shares: words,
  times: words,
  /** Words that any number is told with: they name nothing that it counts. */
  measures: words,
  /** Words that are numbers of this kind by themselves. */
  spoken: valued(
    z.record(z.string(), z.tuple([z.enum(['share', 'times', 'multiple', 'count']), z.number().positive()])),
  ),
});

const Ask = z.strictObject({
  max_minutes: count,
  offers: phrases,
  /** Words that keep a sentence from being an offer. */
  denials: words,
  /** Offers that begin so are made to the reader alone: at the beginning, or after a word that joins. */
  imperatives: words,
  joints: words,
  /** Words that make an offer a second one: `I can also send`. */
  additions: phrases,
  /** Beginnings of a question that the author answers, and of the answer. */
  rhetorical: phrases,
  /** Whole questions that ask nothing. */
  asides: words,
  reasons: phrases,
  /** An answer to a question that isn't put to the reader. */
  answers: phrases,
  /** A question that asks whether the offer before it is taken. */
  acceptances: phrases,
  heavy: phrases,
  /** Meetings that take an hour of somebody's day, and words before them that ask for one. */
  encounters_abroad: phrases,
  encounters: words,
  encounter_leads: words,
  /** Somebody else's calls and dates. */
  narrated: phrases,
  long_times: phrases,
  briefing: phrases,
  briefing_in: valued(z.array(sequence)),
  calendar_hosts: words,
  calendar_paths: words,
});

const Terms = z.strictObject({
  canonical: words,
  /** How many there are by the SOP, known here or not. */
  of: count,
  short_forms: valued(z.record(z.string(), z.string())),
  /** Names that ours are mistaken for, as patterns. */
  misnomers: words,
});

/** The words and numbers of the copy standard (5.3), as data. */
export const CopyPolicy = z.strictObject({
  sentences: Sentences,
  first_person: z.strictObject({ words, abroad: words }),
  price: Price,
  optout: OptOut,
  /** Basis `not_supplied`: the SOP doesn't ask for the address, CAN-SPAM does, and only a deployment knows it. */
  address: z.strictObject({ min_length: count, placeholders: phrases, generic: words }),
  axis: Axis,
  tokens: Tokens,
  subject: Subject,
  format: Format,
  last_touch: LastTouch,
  slots: Slots,
  personal: Personal,
  cross_account: CrossAccount,
  claims: Claims,
  voice: Voice,
  ask: Ask,
  terms: Terms,
});
export type CopyPolicy = z.infer<typeof CopyPolicy>;

export type VoiceRules = CopyPolicy['voice'];
export type AxisRules = CopyPolicy['axis'];
export type OptOutRules = CopyPolicy['optout'];
export type PersonalRules = CopyPolicy['personal'];
