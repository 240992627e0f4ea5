/** Sentences beside a way out that may spoil it (K5). */

import type { Match } from '../../language/phrases.ts';
import { goesOn } from './sequel.ts';
import { find, is, isQuoted, stretch, type Text } from './text.ts';
import { leadsOn, type Place, type Sentence } from './tied.ts';

/** The sentence before it where that is about leaving, its own, and those after it that go on about it. */
export interface Nearby {
  readonly lead: Sentence | undefined;
  readonly own: Sentence;
  readonly after: readonly Sentence[];
}

export function nearbyOf(own: Sentence, place: Place): Nearby {
  const { text, sentences, nth, isAside } = place;
  const next = isAside ? [] : sentences.slice(nth + 1, nth + 3);
  const end = next.findIndex((each) => !goesOn(each, text));
  return {
    lead: isAbout(place) ? sentences[nth - 1] : undefined,
    own,
    after: end < 0 ? next : next.slice(0, end),
  };
}

/** Is the sentence before it a question, its answer, an exclamation, or does it give the end or its condition? */
function isAbout({ text, sentences, nth, isAside }: Place): boolean {
  const [first, lead, own] = [sentences[nth - 2], sentences[nth - 1], sentences[nth]];
  if (!lead) return false;
  const isConditional = lead.tokens.some((token) => is(text, token, 'ifs', 'always', 'firsts'));
  const isHung = lead.ends.length > 0 && (own?.ends.length === 0 || isConditional);
  const isTold = leadsOn(lead) || (leadsOn(first) && goesOn(lead, text)) || lead.tokens.at(-1)?.text === '!';
  return isHung || (isTold && !isAside);
}

/** `Introduce me first. After that, reply …`: what the sentence before it asks. */
export function askedBefore({ text, sentences, nth }: Place): readonly Match[] {
  const [lead, own] = [sentences[nth - 1], sentences[nth]];
  const isLater = is(text, own?.tokens[0], 'firsts') && is(text, own?.tokens[1], 'these');
  return lead?.ends.length === 0 && isLater ? [stretch(text, lead.start, lead.start + lead.tokens.length - 1)] : [];
}

/** Words that make void what they are said of, and not `anything else we might send`. */
export function voidsIn({ lead, own, after }: Nearby, text: Text): readonly Match[] {
  const near = [lead, own, ...after].map((sentence) => sentence?.tokens[0]?.sentence);
  return find(text, 'void').filter(
    (match) => near.includes(match.sentence) && !isQuoted(text, match) && !is(text, match.from - 1, 'more'),
  );
}
