/** The postal address in the footer of a mail (K5). */

import { linksIn } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { leftoversIn } from '../form/unresolved-tokens.ts';
import type { CopyContext, CopyMessage } from '../message.ts';

const configure = 'configure mailbox.postal_address; until then nothing can be sent';

/** 5.3.5, ruling K5 (CAN-SPAM): the sender's whole postal address stands in the footer. */
export function addressPresent(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { min_length: least } = policy.address;
  const given = context.sender?.postal_address ?? '';
  const address = addressWords(given);
  const say = (because: string, evidence: string, remedy?: string): Check =>
    finding('address.present', remedy === configure ? least : { ...least, basis: 'ruling' }, {
      verdict: remedy ? 'fail' : 'pass',
      because,
      evidence: [evidence],
      ...(remedy ? { remedy } : {}),
    });
  if (address === '') return say('no postal address of the sender is configured', '(no address)', configure);
  if (address.length < least.value || !isPostal(given, policy))
    return say(`the configured postal address \`${given}\` is no address`, given.trim(), configure);
  if (` ${addressWords(message.footer)} `.includes(` ${address} `))
    return say('the postal address stands in the footer', given);
  const footer = message.footer.trim().slice(0, 200) || '(empty footer)';
  return say(`the footer lacks the postal address \`${given}\``, footer, 'put the whole address into the footer');
}

/** Several words, a place's own name and a number that isn't all zeros among them, and no address of a mailbox or a page. */
function isPostal(text: string, policy: CopyPolicy): boolean {
  const said = tokenise(text).tokens.map((token) => token.text);
  const isNamed = said.some((word) => /\p{L}{2,}/u.test(word) && !policy.address.generic.value.includes(word));
  const isSeveral =
    /\S\s\S/.test(text) && /[1-9]/.test(fold(text)) && isNamed && !said.some((word) => /^0{4,}$/.test(word));
  const isSample = findPhrases(text, policy.address.placeholders.value).length > 0;
  return (
    isSeveral &&
    !isSample &&
    !text.includes('@') &&
    linksIn(text).length === 0 &&
    leftoversIn(text, policy).length === 0
  );
}

function addressWords(text: string): string {
  return (
    fold(text)
      .toLowerCase()
      .replace(/[.']/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      // `P. O. Box` is `P.O. Box`.
      .replace(/\bp o\b/g, 'po')
      .trim()
  );
}
