/** The way out that a mail offers: by reply or by a link, and the address in its footer (K5). */

import { readHost } from '../../identity/domain-name.ts';
import { isOf, type Link, linksIn } from '../../language/links.ts';
import type { Match } from '../../language/phrases.ts';
import { tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding } from '../finding.ts';
import { leftoversIn } from '../form/unresolved-tokens.ts';
import type { CopyContext, CopyMessage } from '../message.ts';
import { waysOutOf } from './in-mail.ts';
import { find, is, isQuoted, isWhole, type Text } from './text.ts';

type Say = (verdict: 'pass' | 'fail', because: string, evidence: readonly string[]) => Check;

/** 5.3.5, ruling K5: the mail says how to be rid of all our mail, in one step and without conditions. */
export function optOutPresent(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const { optout: rules } = policy;
  const say: Say = (verdict, because, evidence) =>
    finding('optout.present', rules.stop_words, {
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
  const takenBack = [message.subject, message.body].flatMap((part) => takenBackIn({ ...tokenise(part), rules }));
  if (takenBack.length > 0) return say('fail', 'the mail takes back the way out of its footer', takenBack);
  const ways = waysOutOf(message, context, rules);
  const open = ways.filter(({ defects }) => defects.length === 0);
  const replies = open.filter(({ act }) => act.kind === 'reply').flatMap(({ ends }) => ends);
  if (replies.length > 0) return say('pass', 'the mail offers to stop by reply', replies);
  const spoilt = [...new Set(ways.flatMap(({ defects }) => defects))];
  if (open.length === 0 && spoilt.length > 0)
    return say('fail', 'the way out has a condition, or is not out of all our mail at once', spoilt);
  const links = [...new Set(open.map((way) => way.link))].flatMap((text) => linksIn(text).slice(0, 1));
  return linkOffer(message.footer, context, { links, say });
}

/** `don't answer this mail`; `the stop line is a formality`, and not `your unsubscribe page does nothing`. */
function takenBackIn(text: Text): readonly string[] {
  const words = find(text, 'stop_words').filter((match) => isQuoted(text, match));
  const spoken = [...find(text, 'spoken_of'), ...words].filter(
    ({ from }) => !is(text, from - 1, 'possessives') || is(text, from - 1, 'authors'),
  );
  const isNear = ({ sentence }: Match): boolean =>
    spoken.some((match) => match.sentence === sentence || match.sentence === sentence - 1);
  const vain = find(text, 'vain').filter((match) => isNear(match) && isWhole(text, match));
  return [...find(text, 'taken_back'), ...vain].map((match) => match.words);
}

function linkOffer(footer: string, context: CopyContext, { links, say }: { links: readonly Link[]; say: Say }): Check {
  const others = linksIn(footer).map((link) => link.words);
  if (links.length === 0)
    return others.length === 0
      ? say('fail', 'the mail offers no way to opt out', [footer.trim().slice(0, 200) || '(empty footer)'])
      : say('fail', 'no word says that the link opts out', others);
  const shown = links.map((link) => link.words);
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
    'the mail carries an opt-out link',
    led.map((link) => link.words),
  );
}

/** Where a link of ours leads: below the sender's domain, or to the host of the configured page. */
function ownHosts({ sender, optout }: CopyContext): readonly string[] {
  const mailbox = readHost(sender?.email?.split('@').at(-1) ?? '');
  return [
    ...('problem' in mailbox ? [] : [mailbox.registrable]),
    ...(optout?.url ? linksIn(optout.url).map((link) => link.host) : []),
  ];
}
