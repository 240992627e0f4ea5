import { type Content, stem } from '../../language/content-words.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { CopyContext } from '../message.ts';
import { grounds } from './grounds.ts';
import { type ClaimedNumber, claimsIn, isSame } from './numbers-claimed.ts';

/** A fact on file: the numbers of its text, and the words that speak of them. */
interface FactOnFile {
  readonly claims: readonly ClaimedNumber[];
  /** Words for the thing that its value measures; `counted`, for the things that its words may count. */
  readonly about: Content;
  readonly counted: ReadonlySet<string>;
}

export function factsIn(given: CopyContext['facts'], context: CopyContext, policy: CopyPolicy): readonly FactOnFile[] {
  const { measures } = policy.claims;
  return (given ?? []).map((each) => {
    const { text, about } = typeof each === 'string' ? { text: each } : each;
    const measured = tokenise(about ?? '').tokens.filter((token) => !measures.value.includes(token.text));
    return {
      claims: claimsIn(text ?? '', context, policy),
      about: grounds(measured.map((token) => token.text).join(' '), context, policy.personal),
      counted: new Set([
        ...measured.map((token) => stem(token.text)),
        ...grounds(text ?? '', context, policy.personal).keys(),
      ]),
    };
  });
}

/** The fact holds the number, and the sentence speaks of the thing that it measures or counts. */
export function tells(claim: ClaimedNumber, { claims, about, counted }: FactOnFile): boolean {
  const isAbout = claim.sentence.some((word) => about.has(word)) || claim.counted.some((word) => counted.has(word));
  return isAbout && claims.some((fact) => isSame(claim, fact));
}
