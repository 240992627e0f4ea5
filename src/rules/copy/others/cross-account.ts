/** Names of other companies in a mail (K4). */

import { fold, visible } from '../../language/normalise.ts';
import { bare, textOf, tokenise } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding, offences } from '../finding.ts';
import { namesOf, textsOf } from '../grounds/grounds.ts';
import { type CopyContext, type CopyMessage, partsOf } from '../message.ts';
import { type NameUse, namesIn } from './name-uses.ts';
import { othersOf, withoutForm } from './others.ts';

const id = 'merge.cross_account';

/** Rulings K1, K4: no other account's name, domain or person in a mail, unless our own evidence names them. */
export function mergeCrossAccount(message: CopyMessage, context: CopyContext, policy: CopyPolicy): Check {
  const rules = policy.cross_account;
  if (!context.others && !context.emailsToOthers)
    return finding(id, rules.legal_forms, {
      verdict: 'unknown',
      because: 'no other account is given to look for',
      remedy: 'give the names of the other accounts',
    });
  const { names, domains, people } = othersOf(context, rules);
  const own = ownTexts(context);
  const isOurs = (name: string): boolean => own.some((text) => namesIn(text, [name], rules).length > 0);
  const reversed = people.map((name) => name.replace(/^(.+) (\S+)$/, '$2 $1'));
  const wanted = [...names, ...people, ...reversed].filter((name) => !isOurs(name));
  const mask = [
    ...namesOf(context).flatMap((name) => [name, withoutForm(name, rules)]),
    context.contact?.name ?? '',
    context.sender?.name ?? '',
  ].filter((name) => name !== '');
  const found = partsOf(message).flatMap((part) => {
    const excused = namesIn(part, mask, rules);
    return namesIn(part, wanted, rules)
      .filter((use) => !excused.some((mine) => covers(mine, use)))
      .map((use) => use.words);
  });
  const addressed = partsOf(message).flatMap((part) => domainsIn(part, domains, context));
  const titled = partsOf(message).flatMap((part) => titledIn(part, { people, own: [...own, ...mask], policy }));
  const known = own.join('\n');
  const greeted = [
    ...greetedOthers(message.greeting, people, context),
    ...greetedOthers(spokenTo(message.body), people, context).filter(
      (name) => namesIn(known, [name], rules).length === 0,
    ),
  ];
  return offences(id, rules.legal_forms, {
    found: [...found, ...addressed, ...titled, ...greeted],
    none: 'it names no other account and nobody of one',
    some: 'it names another account',
    remedy: 'take the name out; render the mail anew for this account',
  });
}

function covers(mine: NameUse, use: NameUse): boolean {
  return mine.from <= use.from && use.to <= mine.to;
}

/** What is on file of this account: whoever is named there belongs to its story. */
function ownTexts(context: CopyContext): readonly string[] {
  return [
    ...textsOf(context.insight?.evidence),
    ...textsOf(context.conversation),
    context.trigger?.text ?? '',
    context.hook?.text ?? '',
    context.hook?.competitor ?? '',
  ].filter((text) => text !== '');
}

function domainsIn(part: string, domains: readonly string[], { company }: CopyContext): readonly string[] {
  const text = fold(part).toLowerCase();
  const own = (company?.domain ?? '').toLowerCase();
  return domains.filter((domain) => {
    if (domain === own || own.endsWith(`.${domain}`)) return false;
    const pattern = domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}-])${pattern}(?![\\p{L}\\p{N}-]|\\.\\p{L})`, 'u').test(text);
  });
}

/** `Ms. Diaz`, `B. Chen`: a title or the initial before a family name that nobody of this account bears. */
function titledIn(
  part: string,
  about: { people: readonly string[]; own: readonly string[]; policy: CopyPolicy },
): readonly string[] {
  const { cross_account: rules } = about.policy;
  const words = tokenise(part).tokens.filter((token) => token.isWord);
  const full = about.people.filter((name) => name.includes(' ')).map((name) => tokenise(name).tokens);
  return full.flatMap((name) => {
    const family = textOf(name.at(-1));
    const leads = [...rules.titles.value, name[0]?.text.charAt(0) ?? ''];
    const at = words.findIndex((token, i) => bare(token) === family && leads.includes(textOf(words[i - 1])));
    const isOurs = about.own.some((text) => namesIn(text, [family], rules).length > 0);
    return at < 0 || isOurs ? [] : [`${textOf(words[at - 1])} ${family}`];
  });
}

/** `Carla, I counted`: whom a line of the body speaks to. */
function spokenTo(body: string): string {
  const called = visible(body).matchAll(
    /(?:^|\n)\s*(?:(?:hi|hello|hey|dear|thanks|so)\s+)?(\p{L}[\p{L}'-]{1,30}),\s/giu,
  );
  return [...called].map(([, name]) => name).join(' ');
}

/** In a greeting a first name alone is enough to be the wrong one. */
function greetedOthers(greeting: string, people: readonly string[], { contact }: CopyContext): readonly string[] {
  const own = new Set(
    tokenise(`${contact?.first_name ?? ''} ${contact?.name ?? ''}`).tokens.map((token) => token.text),
  );
  const { text, tokens } = tokenise(greeting);
  const firsts = new Set(people.flatMap((name) => tokenise(name).tokens.map((token) => token.text)));
  return tokens
    .filter((token) => token.isWord && !own.has(token.text) && firsts.has(bare(token)))
    .map((token) => text.slice(token.start, token.end));
}
