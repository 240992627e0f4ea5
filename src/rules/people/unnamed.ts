const standIn = 'the contact';

/**
 * Where something was seen stands in clear and outlives an erasure (L13): whom it is about is named there by no address,
 * profile or full name.
 */
export function unnamed(text: string, { email, linkedin_url, name }: Readonly<Record<string, string>>): string {
  const profile = linkedin_url?.replace(/^https?:\/\/(?:www\.)?/i, '');
  const patterns = [
    email ? literal(email) : '',
    profile ? `(?:https?://)?(?:[a-z]+\\.)?${literal(profile)}` : '',
    name?.trim().includes(' ') ? literal(name.trim()) : '',
  ];
  return patterns
    .filter((pattern) => pattern !== '')
    .reduce((said, pattern) => (isIn(said, pattern) ? said.replace(asWords(pattern), standIn) : said), text);
}

/** Asked first: a pattern with the edges of words takes the engine thirty times as long to compile, once for each person. */
const isIn = (text: string, pattern: string) => new RegExp(pattern, 'iu').test(text);

const asWords = (pattern: string) => new RegExp(`${before}(?:${pattern})${after}`, 'giu');

const [before, after] = ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];

const literal = (words: string) => words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
