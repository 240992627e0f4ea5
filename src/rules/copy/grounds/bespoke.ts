import { countSentences } from '../../language/sentences.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { type CopyContext, type CopyMessage, sequenceOf } from '../message.ts';
import { grounds, restsOn, textsOf } from './grounds.ts';

const id = 'bespoke.post_briefing';

/** 5.3.4, ruling K4: a post-Briefing mail takes up what was said in the Briefing, in words that are not the framework's. */
export function bespokePostBriefing(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { bespoke_in: where, references, generic } = policy.personal;
  const sequence = sequenceOf(context);
  if (sequence === undefined || !where.value.includes(sequence))
    return finding(id, where, { verdict: 'pass', because: 'only a post-Briefing mail is bespoke' });
  const remedy = `take up ${references.value} things that were said in the Briefing, each in a sentence of its own`;
  if (!context.conversation)
    return finding(id, references, { verdict: 'unknown', because: 'nothing said in the Briefing is given', remedy });
  const fixed = context.template ? countSentences(context.template.approved.body, policy.sentences) : [];
  const written = context.slots
    ? Object.values(context.slots)
    : countSentences(message.body, policy.sentences).filter((sentence) => !fixed.includes(sentence));
  const sentences = written.filter((sentence) => !isGeneric(sentence, generic.value));
  const points = textsOf(context.conversation).map((text) => grounds(text, context, policy.personal));
  const taken = new Map<number, string>();
  for (const sentence of sentences) {
    const said = grounds(sentence, context, policy.personal);
    const point = points.findIndex((each, at) => !taken.has(at) && restsOn(said, each, policy.personal));
    if (point >= 0) taken.set(point, sentence);
  }
  const found = [...taken.values()];
  return found.length >= references.value
    ? finding(id, references, {
        verdict: 'pass',
        because: `it takes up ${found.length} things that were said`,
        evidence: found,
      })
    : finding(id, references, {
        verdict: 'fail',
        because: `it takes up ${found.length} of the things that were said, expected ${references.value}`,
        evidence: found,
        remedy,
      });
}

/** Words that any conversation would allow, and nothing else. */
function isGeneric(sentence: string, generic: readonly string[]): boolean {
  const plain = sentence
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return generic.includes(plain);
}
