/** The way out that a mail offers: by reply or by a link, and the address in its footer (K5). */

import { readHost } from '../../identity/domain-name.ts';
import { isOf, linksIn } from '../../language/links.ts';
import { findPhrases } from '../../language/phrases.ts';
import { tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { leftoversIn } from '../form/unresolved-tokens.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { conditionsAbroad, limitsAbroad } from './abroad.ts';
import { conditionsIn } from './conditions.ts';
import { defectsIn, unreadIn } from './defects.ts';
import { endsIn, isDenial } from './ends.ts';
import { type Answer, answersIn } from './offer.ts';
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
  const unfilled = leftoversIn(message.footer, policy).filter((slot) =>
    rules.slots.value.some((word) => slot.toLowerCase().includes(word)),
  );
  if (unfilled.length > 0) return say('fail', 'a slot stands where the way out should', unfilled);
  const words = withoutAsides(withoutProvisos(withoutSeparate(tokenise(message.footer), rules), rules), rules);
  const stops = stopsIn(words, [...rules.stop_phrases.value, ...rules.link_phrases.value], rules);
  const narrow = narrowIn(words, stops, rules);
  if (narrow.length > 0) return say('fail', 'the way out leads out of a part of our mail only, or not at once', narrow);
  const barriers = barriersIn(words, rules);
  if (barriers.length > 0) return say('fail', 'the way out has a condition or leads nowhere', barriers);
  const answers = answersIn(words, rules);
  const conditions = conditionsIn(words, answers, rules);
  if (conditions.length > 0) return say('fail', 'the way out has a condition or leads nowhere', conditions);
  const takenBack = [message.subject, message.body].flatMap((text) => findPhrases(text, rules.taken_back.value));
  if (takenBack.length > 0) {
    const said = takenBack.map((match) => match.words);
    return say('fail', 'the mail takes back the way out of its footer', said);
  }
  const defects = [...defectsIn(words, answers, rules), ...unreadIn(tokenise(message.signoff), rules)];
  if (defects.length > 0) return say('fail', 'the way out is none, or not out of all our mail', defects);
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

/** `Unless you write to me first`: no condition of leaving. */
function withoutProvisos(words: Words, rules: CopyPolicy['optout']): Words {
  const provisos = findPhrases(words, rules.provisos.value);
  const tokens = words.tokens.filter((_, at) => !provisos.some(({ from, to }) => from <= at && at <= to));
  return { text: words.text, tokens };
}

/** `Wrong person? Reply with a name.`, `Reply "later" and I wait.`: an answer about something else than the end of our mail. */
function withoutAsides(words: Words, rules: CopyPolicy['optout']): Words {
  const { tokens } = words;
  const ends = new Set(endsIn(words, rules).map((match) => match.sentence));
  const asked = new Set(tokens.flatMap(({ text, sentence }) => (text === '?' ? [sentence] : [])));
  const other = answersIn(words, rules).filter(({ sentence }) => !ends.has(sentence));
  const asides = other
    .map(({ sentence }) => sentence)
    .filter((sentence) => asked.has(sentence - 1) && !ends.has(sentence - 1));
  const choices = other.filter(({ word }) => rules.choices.value.includes(word?.words.toLowerCase() ?? ''));
  const apart = new Set([
    ...asides.flatMap((sentence) => [sentence - 1, sentence]),
    ...choices.map(({ sentence }) => sentence),
  ]);
  return { text: words.text, tokens: tokens.filter((token) => !apart.has(token.sentence)) };
}

/** The reader is told to answer, and the same sentence, or the question before it, says that our mail ends. */
function replyOffer(words: Words, answers: readonly Answer[], rules: CopyPolicy['optout']): readonly string[] {
  const { tokens } = words;
  const asked = new Set(tokens.flatMap((token) => (token.text === '?' ? [token.sentence] : [])));
  const offered = new Set(answers.flatMap((answer) => (answer.isOffered ? [answer.sentence] : [])));
  const worded = new Set(answers.flatMap((answer) => (answer.isOffered && answer.word ? [answer.sentence] : [])));
  return endsIn(words, rules)
    .filter(
      ({ sentence }) =>
        offered.has(sentence) || worded.has(sentence - 1) || (asked.has(sentence) && offered.has(sentence + 1)),
    )
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
  const hosts = ownHosts(context);
  const led = own.filter((link) => hosts.length === 0 || isOf(link.host, hosts));
  if (led.length === 0)
    return say('fail', `the opt-out link leads to a host that is not ours: ${hosts.join(', ')}`, shown);
  return say(
    'pass',
    'the footer carries an opt-out link',
    led.map((link) => link.words),
  );
}

/** Where a link of ours leads: below the sender's domain, or to the host of the configured page. */
function ownHosts({ sender, optout }: CopyContext): readonly string[] {
  const mailbox = readHost((sender?.email ?? '').split('@').at(-1) ?? '');
  return [
    ...('problem' in mailbox ? [] : [mailbox.registrable]),
    ...linksIn(optout?.url ?? '').map((link) => link.host),
  ];
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
  const others = otherLinks(message.footer, context, policy.optout);
  const links = [...linksIn(message.footer).filter((link) => !others.has(link.words)), ...elsewhere];
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

/** Links of the footer that don't opt out, such as our page: nothing in their sentence, or in the question before it, speaks of our mail, and they carry no token. */
function otherLinks(footer: string, { optout }: CopyContext, rules: CopyPolicy['optout']): ReadonlySet<string> {
  const words = tokenise(footer);
  const said = [rules.stop_phrases, rules.link_phrases, rules.removals, rules.ending, rules.mail];
  const out = new Set(said.flatMap((list) => findPhrases(words, list.value)).map((match) => match.sentence));
  for (const { text, sentence } of words.tokens) if (text === '?' && out.has(sentence)) out.add(sentence + 1);
  const apart = words.tokens.filter(({ sentence }) => !out.has(sentence));
  const texts = [...new Set(apart.map(({ sentence }) => sentence))].map((sentence) => {
    const own = apart.filter((token) => token.sentence === sentence);
    return words.text.slice(own[0]?.start, own.at(-1)?.end);
  });
  const links = texts.flatMap((text) => linksIn(text)).map((link) => link.words);
  return new Set(links.filter((link) => !optout?.token || !link.includes(optout.token)));
}
