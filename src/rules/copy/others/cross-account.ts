/** Names of other companies in a mail (K4). */

import { fold, visible } from '../../language/normalise.ts';
import { bare, textOf, tokenise, type Words } from '../../language/words.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { finding, offences } from '../finding.ts';
import { namesOf, recordsOf } from '../grounds/grounds.ts';
import { type CopyContext, type CopyMessage, partsOf } from '../message.ts';
import { namesOf as lookFor, type Names, type NameUse, namesIn } from './name-uses.ts';
import { othersOf, withoutForm } from './others.ts';
import { readingsOf, wordsOf } from './words-read.ts';

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
  // Names in records on file of this account belong to its story.
  const own = [...recordsOf(context), context.hook?.competitor ?? ''].map(wordsOf);
  const isOurs = (name: string): boolean => own.some((text) => namesIn(text, lookFor([name]), rules).length > 0);
  const reversed = people.map((name) => name.replace(/(.+) (\S+)/, '$2 $1'));
  const wanted = lookFor([...names, ...people, ...reversed]);
  const mask = [
    ...namesOf(context).flatMap((name) => [name, withoutForm(name, rules)]),
    context.contact?.name ?? '',
    context.sender?.name ?? '',
  ];
  const found = partsOf(message).flatMap((part) => usesIn(part, { wanted, mask: lookFor(mask), rules }));
  const foreign = new Set([...new Set(found.map((use) => use.name))].filter((name) => !isOurs(name)));
  const addressed = partsOf(message).flatMap((part) => domainsIn(part, domains, context));
  const titled = partsOf(message).flatMap((part) =>
    titledIn(part, { people, own: [...own, ...mask.map(wordsOf)], policy }),
  );
  const greeted = [
    ...greetedOthers(message.greeting, people, context),
    ...greetedOthers(spokenTo(message.body), people, context).filter((name) => !isOurs(name)),
  ];
  return offences(id, rules.legal_forms, {
    found: [
      ...found.filter((use) => foreign.has(use.name)).map((use) => use.words),
      ...addressed,
      ...titled,
      ...greeted,
    ],
    none: 'it names no other account and nobody of one',
    some: 'it names another account',
    remedy: 'take the name out; render the mail anew for this account',
  });
}

/** Uses of a name in a part, but for a piece of another name that may stand there. */
function usesIn(
  part: string,
  { wanted, mask, rules }: { wanted: Names; mask: Names; rules: CopyPolicy['cross_account'] },
): readonly NameUse[] {
  return readingsOf(part).flatMap((words) =>
    namesIn(words, wanted, rules).filter((use) => !namesIn(words, mask, rules).some((mine) => covers(mine, use))),
  );
}

function covers(mine: NameUse, use: NameUse): boolean {
  return mine.from <= use.from && use.to <= mine.to;
}

function domainsIn(part: string, domains: readonly string[], { company }: CopyContext): readonly string[] {
  const text = fold(part).toLowerCase();
  const own = company?.domain?.toLowerCase();
  return domains.filter((domain) => {
    if (!text.includes(domain)) return false;
    if (domain === own || own?.endsWith(`.${domain}`)) return false;
    const pattern = domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}-])${pattern}(?![\\p{L}\\p{N}-]|\\.\\p{L})`, 'u').test(text);
  });
}

/** `Ms. Diaz`, `B. Chen`: a title or the initial before a family name that nobody of this account bears. */
function titledIn(
  part: string,
  about: { people: readonly string[]; own: readonly Words[]; policy: CopyPolicy },
): readonly string[] {
  const { cross_account: rules } = about.policy;
  const words = tokenise(part).tokens.filter((token) => token.isWord);
  const full = about.people.filter((name) => name.includes(' ')).map((name) => tokenise(name).tokens);
  return words.flatMap((token, at) => {
    const [lead, family] = [textOf(words[at - 1]), bare(token)];
    const isTitle = rules.titles.value.includes(lead);
    if (!isTitle && lead.length !== 1) return [];
    const isBorne = full.some(
      (name) => textOf(name.at(-1)) === family && (isTitle || textOf(name[0]).startsWith(lead)),
    );
    const isOurs = (): boolean => about.own.some((text) => namesIn(text, lookFor([family]), rules).length > 0);
    return isBorne && !isOurs() ? [`${lead} ${family}`] : [];
  });
}

/** `Carla, I counted`: whom a line of the body speaks to. */
function spokenTo(body: string): string {
  const called = visible(body).matchAll(
    /(?:^|\n)\s*(?:(?:hi|hello|hey|dear|thanks|so)\s+)?(\p{L}[\p{L}'-]{1,30}),\s/giu,
  );
  return [...called].map(([, name]) => name).join(' ');
}

/** A first name alone is enough for a greeting to be the wrong one. */
function greetedOthers(greeting: string, people: readonly string[], { contact }: CopyContext): readonly string[] {
  const wordsIn = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.flatMap((name) => tokenise(name).tokens.map((token) => token.text)));
  const own = wordsIn([contact?.first_name ?? '', contact?.name ?? '']);
  const firsts = wordsIn(people);
  const { text, tokens } = tokenise(greeting);
  return tokens
    .filter((token) => token.isWord && !own.has(token.text) && firsts.has(bare(token)))
    .map((token) => text.slice(token.start, token.end));
}
