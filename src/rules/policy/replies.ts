import { z } from 'zod';
import { count, source, texts, valued } from './source.ts';

/** The languages in which replies are read (Y2). */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;

export type Language = (typeof languages)[number];

const byLanguage = z.strictObject({
  value: z.record(z.enum(languages), z.array(z.string().min(1))),
  ...source,
});

/** `all` are read with the words of each language. */
const byLanguageAndAll = valued(z.record(z.enum(['all', ...languages]), z.array(z.string().min(1))));

/** Senders, header fields and words by which the type of a reply is known (Y2, §5.6). */
export const Replies = z.strictObject({
  bounce: z.strictObject({ senders: texts, subjects: texts, phrases: texts, soft: texts }),
  automatic: z.strictObject({ headers: valued(z.record(z.string(), z.array(z.string().min(1)))), phrases: texts }),
  /** Phrases that the author is away, and phrases that a thing is out. */
  away: byLanguage,
  /** Phrases that the author will be back: with a date to come, they say that the author is away. */
  returning: byLanguage,
  not_away: texts,
  /** Phrases that a date is the first day back, that it is the day before that, and that an absence begins. */
  back: byLanguage,
  after: byLanguage,
  until: byLanguage,
  from: byLanguage,
  /** Phrases that a sentence tells of somebody else. */
  others: byLanguage,
  hostile: texts,
  not_hostile: texts,
  /** Days that Y1 counts after a reply. */
  answering: z.strictObject({ trigger_days: count, resume_days: count }),
});

/** Words by which somebody asks not to be written to (A9, Y2). */
export const Stopping = z.strictObject({
  /** Families of words that the phrases name in braces. */
  words: valued(z.record(z.enum(languages), z.record(z.string(), z.array(z.string().min(1))))),
  phrases: byLanguageAndAll,
  alone: texts,
  courtesy: texts,
  quoting: texts,
  quoting_oneself: texts,
  not: byLanguageAndAll,
  why_letters: count,
});
