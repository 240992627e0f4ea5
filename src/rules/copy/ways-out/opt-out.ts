/** The way out that a mail offers: by reply or by a link, and the address in its footer (K5). */

import { linksIn } from '../../language/links.ts';
import { fold } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import { tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { leftoversIn } from '../form/unresolved-tokens.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { conditionsAbroad, limitsAbroad } from './abroad.ts';
import { conditionsIn } from './conditions.ts';
import { type Answer, answersIn, endsIn, isDenial } from './offer.ts';
import { tailsIn } from './tail.ts';
import { barriersIn, narrowIn, stopsIn } from './way-out.ts';

type Say = (verdict: 'pass' | 'fail', because: string, evidence: readonly string[]) => Check;

/** 5.3.5, ruling K5: the footer says how to be rid of all our mail, in one step and without conditions. */
export function optOutPresent(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { optout: rules } = policy;
  const say: Say = (verdict, because, evidence) =>
    finding('optout.present', rules.stop_phrases, {
      verdict,
      because,
      evidence,
      ...(verdict === 'fail'
        ? {
            remedy:
              'let the footer offer one step out of all mail: reply "stop", or an https link of this contact\'s own',
          }
        : {}),
    });
  const words = withoutSeparate(tokenise(message.footer), rules);
  const stops = stopsIn(words, [...rules.stop_phrases.value, ...rules.link_phrases.value], rules);
  const narrow = narrowIn(words, stops, rules);
  if (narrow.length > 0) return say('fail', 'the way out leads out of a part of our mail only, or not at once', narrow);
  const barriers = barriersIn(words, rules);
  if (barriers.length > 0) return say('fail', 'the way out has a condition or leads nowhere', barriers);
  const answers = answersIn(words, rules);
  const conditions = conditionsIn(words, answers, rules);
  if (conditions.length > 0) return say('fail', 'the way out has a condition or leads nowhere', conditions);
  const tails = tailsIn(words, { answers, ends: endsIn(words, rules), rules });
  if (tails.length > 0) return say('fail', 'what follows the answer does not end our mail', tails);
  const abroad = [...limitsAbroad(words, rules), ...conditionsAbroad(words, rules)];
  if (abroad.length > 0) return say('fail', 'the way out has a condition or a limit', abroad);
  const reply = replyOffer(words, answers, rules);
  if (reply.length > 0) return say('pass', 'the footer offers to stop by reply', reply);
  return linkOffer(message.footer, context, { rules, say });
}

/** A sentence about another consent, such as a newsletter's, says nothing of our mail, unless it tells what to do. */
function withoutSeparate(words: Words, rules: CopyPolicy['optout']): Words {
  const apart = new Set(
    words.tokens.flatMap((token) => (rules.separate.value.includes(token.text) ? [token.sentence] : [])),
  );
  for (const answer of findPhrases(words, rules.answers.value)) apart.delete(answer.sentence);
  return { text: words.text, tokens: words.tokens.filter((token) => !apart.has(token.sentence)) };
}

/** The reader is told to answer, and the same sentence, or the question before it, says that our mail ends. */
function replyOffer(words: Words, answers: readonly Answer[], rules: CopyPolicy['optout']): readonly string[] {
  const { tokens } = words;
  const asked = new Set(tokens.flatMap((token) => (token.text === '?' ? [token.sentence] : [])));
  const offered = new Set(answers.flatMap((answer) => (answer.isOffered ? [answer.sentence] : [])));
  return endsIn(words, rules)
    .filter(({ sentence }) => offered.has(sentence) || (asked.has(sentence) && offered.has(sentence + 1)))
    .map((match) => match.words);
}

function linkOffer(
  footer: string,
  context: CopyContext,
  { rules, say }: { rules: CopyPolicy['optout']; say: Say },
): Check {
  const links = linksIn(footer);
  const shown = links.map((link) => link.words);
  const words = tokenise(footer);
  const said = stopsIn(words, rules.link_phrases.value, rules).filter(({ from }) => !isDenial(words.tokens[from - 1]));
  const spoken = [...said, ...endsIn(words, rules)].map((match) => match.words);
  const read = spoken.length > 0 ? spoken : [footer.trim() === '' ? '(empty footer)' : footer.trim().slice(0, 200)];
  if (links.length === 0) return say('fail', 'the footer offers no way to opt out', read);
  if (spoken.length === 0) return say('fail', 'no word says that the link opts out', shown);
  const secure = links.filter((link) => link.isSecure);
  if (secure.length === 0) return say('fail', 'the opt-out link is not https', shown);
  const token = context.optout?.token;
  const own = secure.filter((link) => !token || link.words.split(/[/?#=&]/).includes(token));
  if (own.length === 0) return say('fail', `no opt-out link carries this contact's token \`${token}\``, shown);
  return say(
    'pass',
    'the footer carries an opt-out link',
    own.map((link) => link.words),
  );
}

/** 5.3.5, ruling K5: quoted-printable breaks at `=`, and some mail tools break it in turn: a link must do without. */
export function optOutTransportSafe(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { unsafe_in_link: unsafe } = policy.optout;
  const configured = context.optout?.url ? [context.optout.url] : [];
  const headers = Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'list-unsubscribe' ? [value] : [],
  );
  const elsewhere = [...headers, ...configured]
    .flatMap((text) => linksIn(text))
    .filter((link) => !/^mailto:/i.test(link.words));
  const links = [...linksIn(message.footer), ...elsewhere];
  const token = context.optout?.mode === 'link' ? (context.optout.token ?? '') : '';
  const written = [message.footer, ...headers].flatMap((text) => text.match(/https?:\/\/[^\s<>"]+/gi) ?? []);
  const risky = [
    ...links.map((link) => link.words),
    ...written.filter((text) => /[^\x21-\x7e]/.test(text)),
    token,
  ].filter((text) => unsafe.value.some((sign) => text.includes(sign)) || /[^\x21-\x7e]/.test(text));
  if (risky.length > 0) {
    return finding('optout.transport_safe', unsafe, {
      verdict: 'fail',
      because: `${risky.map((text) => `\`${text}\``).join(', ')} may not survive the mail tools: no ${unsafe.value.join(' ')} in an opt-out link`,
      evidence: risky,
      remedy: 'put the token into the path: https://host/o/token',
    });
  }
  return finding('optout.transport_safe', unsafe, {
    verdict: 'pass',
    because: links.length > 0 ? 'the opt-out link is a plain path' : 'there is no opt-out link to corrupt',
  });
}

/** 5.3.5, ruling K5 (CAN-SPAM): the sender's whole postal address stands in the footer. */
export function addressPresent(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { min_length: least } = policy.address;
  const address = addressWords(context.sender?.postal_address ?? '');
  if (address.length < least.value || !isPostal(context.sender?.postal_address ?? '', policy)) {
    return finding('address.present', least, {
      verdict: 'fail',
      because:
        address === ''
          ? 'no postal address of the sender is configured'
          : `the configured postal address \`${context.sender?.postal_address}\` is no address`,
      evidence: [context.sender?.postal_address?.trim() || '(no address)'],
      remedy: 'configure mailbox.postal_address; until then nothing can be sent',
    });
  }
  const stands = ` ${addressWords(message.footer)} `.includes(` ${address} `);
  const source = { ...least, basis: 'ruling' as const };
  if (stands)
    return finding('address.present', source, {
      verdict: 'pass',
      because: 'the postal address stands in the footer',
      evidence: [context.sender?.postal_address ?? ''],
    });
  return finding('address.present', source, {
    verdict: 'fail',
    because: `the footer lacks the postal address \`${context.sender?.postal_address}\``,
    evidence: [message.footer.trim() === '' ? '(empty footer)' : message.footer.trim().slice(0, 200)],
    remedy: 'put the whole address into the footer',
  });
}

/** Several words, a place's own name and a number that isn't all zeros among them, and no address of a mailbox or a page. */
function isPostal(text: string, policy: CopyPolicy): boolean {
  const said = tokenise(text).tokens.map((token) => token.text);
  const isNamed = said.some((word) => /^\p{L}{2,}/u.test(word) && !policy.address.generic.value.includes(word));
  const isSeveral =
    /\S\s+\S/.test(text.trim()) && /[1-9]/.test(fold(text)) && isNamed && !said.some((word) => /^0{4,}$/.test(word));
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
  return fold(text)
    .toLowerCase()
    .replace(/[.']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
