import { withoutLinks } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { countSentences } from '../../language/sentences.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import type { CopyMessage } from '../message.ts';

/** 5.3.6, ruling K2: the body has as many sentences as a busy peer reads; a PS counts. The evidence is the sentences counted. */
export function sentenceCount(message: CopyMessage, policy: CopyPolicy): Check {
  const { min, max } = policy.sentences;
  const sentences = countSentences(message.body, policy.sentences);
  const count = `the body has ${sentences.length} ${sentences.length === 1 ? 'sentence' : 'sentences'}`;
  const isShort = sentences.length < min.value;
  if (!isShort && sentences.length <= max.value) {
    return finding('prose.sentence_count', max, {
      verdict: 'pass',
      because: `${count}, between ${min.value} and ${max.value}`,
      evidence: sentences,
    });
  }
  const remedy = isShort ? `write ${min.value - sentences.length} more` : `cut ${sentences.length - max.value}`;
  return finding('prose.sentence_count', isShort ? min : max, {
    verdict: 'fail',
    because: `${count}, expected ${min.value} to ${max.value}`,
    evidence: sentences,
    remedy,
  });
}

/** 5.3.6, ruling K2: the author speaks as I. What the author quotes is somebody else's I. */
export function firstPerson(message: CopyMessage, policy: CopyPolicy): Check {
  const { words, abroad } = policy.first_person;
  const text = fold(withoutLinks(message.body).replace(/[—–]/g, ' - '))
    .replace(/"[^"]*"/g, ' " ')
    .replace(/(?<![\p{L}\p{N}])'(?:[^'\n]|(?<=\p{L})'(?=\p{L}))*'(?!\p{L})/gu, " ' ");
  const labels = new Set(policy.sentences.labelled.value.map((label) => label.toLowerCase()));
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])\p{L}{1,7}(?:'\p{L}{1,2})?(?![\p{L}\p{N}])/gu)) {
    const word = match[0];
    const form = word.toLowerCase().replace(/^j'.*/, "j'");
    if ([words, abroad].some((list) => list.value.includes(form)) && isAuthor(word, text, { at: match.index, labels }))
      found.push(word);
  }
  return found.length > 0
    ? finding('voice.first_person', words, {
        verdict: 'pass',
        because: 'the author speaks in the first person',
        evidence: found,
      })
    : finding('voice.first_person', words, {
        verdict: 'fail',
        because: 'nobody says I, my or me in the body',
        remedy: 'say what you did, saw or think yourself',
      });
}

/** Not the I of `<i>`, `I/O`, `Series I`, `A.I.`, `I. Gomez` or `(I)`, nor the ME and MY of maps. */
function isAuthor(word: string, text: string, place: { at: number; labels: ReadonlySet<string> }): boolean {
  if (/^\p{Lu}{2,}$/u.test(word)) return false;
  if (word.toLowerCase() !== 'i')
    return !/^(?:-\p{L}|\.\p{Ll})/u.test(text.slice(place.at + word.length, place.at + word.length + 2));
  const before = text.slice(Math.max(0, place.at - 24), place.at);
  const after = text.slice(place.at + 1, place.at + 4);
  if (/[./&|+_<-]$/.test(before) && !/(?:\.\.|\s-)$/.test(before)) return false;
  // `You and I. The slide`, and not `I. Gomez`.
  if (/\b(?:you|him|her|them) and $/i.test(before)) return true;
  if (/^[/&|+_)\]]/.test(after) || /^-\S/.test(after) || /^\.(?!\.)\s?\S/.test(after) || /^\.e\b/.test(after))
    return false;
  const [, lead = '', label = ''] = /(?:(\p{L}+)\s+)?(\p{L}+)[\s-]+$/u.exec(before) ?? [];
  // `Quantum I and Quantum II`.
  if (label !== '' && new RegExp(`${label}[\\s-]+(?:II|III|IV|V)(?!\\p{L})`, 'u').test(text)) return false;
  // `In phase I`, and not `On your site I`.
  return !place.labels.has(label.toLowerCase()) || /^(?:your|this|that|the|each|every|my)$/.test(lead);
}
