/** LinkedIn writes the author before the title, and an id behind it. */
const linkedInPost = /^.*\/posts\/[^/_]*_?|-(?:activity|ugcpost|share)-.*$/giu;

const host = /^(?:[a-z]+:\/\/)?[^/]*\.[^/]*\//i;

/** K4: the words in which one can speak of a post, a file or an event; an address or an id may hold none. */
export function spokenObject(object: string, empty: readonly string[]): string {
  const isLinkedIn = /^linkedin\.com activity \d+$/.test(object);
  if (!isLinkedIn && (/\s/.test(object) || /^\p{L}+$/u.test(object))) return object;
  const parts = object
    .replace(linkedInPost, '')
    .replace(host, '')
    .split(/[^\p{L}\p{N}]+/u);
  const words = parts.filter((part) => /^\p{L}{2,}$/u.test(part) && !empty.includes(part.toLowerCase()));
  // A single word is more often somebody's handle than a title.
  return words.length > 1 && !isLinkedIn ? words.join(' ') : '';
}
