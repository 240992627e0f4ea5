import type { NamedAccount } from '../../rules/command/world.ts';
import { brokenNamesIn } from '../../rules/copy/others/name-uses.ts';
import { readingsOf } from '../../rules/copy/others/words-read.ts';
import { isLegalForm, nameKey } from '../../rules/identity/company-name.ts';
import { fold, visible } from '../../rules/language/normalise.ts';
import { bare } from '../../rules/language/words.ts';
import type { CalledRow, ContactRow, Rows } from '../engine/rows.ts';

type Asked = Pick<Rows, 'calledBy' | 'accountsByName' | 'contactsOf'>;

/** Accounts looked at for one word; a word that more of them bear is also tried as part of a whole name. */
const most = 50;
/** Words in the longest name tried whole, and of the text at most so many. */
const longest = 4;
const read = 400;

/**
 * Other accounts and people of theirs whose names the words of a text may spell (K4). Each word is looked up by itself,
 * so that the cost follows the text and not the number of names on file.
 */
export function namedIn(text: string, except: string, q: Asked): readonly NamedAccount[] {
  const spoken = spokenIn(text);
  const words = spelledBy(spoken, text);
  const companies = [...words, ...domainsIn(text)].flatMap((word) => companiesBy(word, { spoken, words }, q));
  const staff = [...words].flatMap((word) =>
    q.calledBy.all('person', word, most).flatMap((row) => {
      const people = q.contactsOf.all(row.id).filter((person) => isCalled(person, words));
      return people.length > 0 ? [{ ...row, people }] : [];
    }),
  );
  const found = [...companies.map((row) => ({ ...row, people: [] })), ...staff].filter(({ id }) => id !== except);
  const ids = [...new Set(found.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [first, ...rest] = found.filter((each) => each.id === id);
    if (!first) return [];
    const people = [first, ...rest].flatMap((each): readonly ContactRow[] => each.people);
    const { name, domain } = first;
    return [
      {
        company: { name, domain },
        people: people.map((person) => ({ name: person.name, first_name: person.first_name })),
      },
    ];
  });
}

interface Spoken {
  readonly spoken: readonly string[];
  /** Also two words run together. */
  readonly words: ReadonlySet<string>;
}

type Company = Pick<CalledRow, 'id' | 'name' | 'domain'>;

/** Accounts by the domain, or by a name all of whose words are spoken, one of them this. */
function companiesBy(word: string, { spoken, words }: Spoken, q: Asked): readonly Company[] {
  const called = q.calledBy.all('word', word, most);
  const meant = called.filter((row) => row.key === row.domain || isSpelled(row.name_key, words));
  if (called.length < most) return meant;
  return [...meant, ...runsWith(word, spoken).flatMap((run) => q.accountsByName.all(run, most))];
}

/** The words of a text as names are filed: without accents, case and the ending of a possessive. */
function spokenIn(text: string): readonly string[] {
  const pieces = fold(text).split(/[^\p{L}\p{N}.'&]+/u);
  return pieces
    .flatMap((piece) => nameKey(piece.replace(/'s(?=\.*$)/u, '')).split(' '))
    .filter((word) => word !== '')
    .slice(0, read);
}

/** Words also in other spellings of a name: two run together, in pieces, with a joint, a legal form or an umlaut spelled out. */
function spelledBy(spoken: readonly string[], text: string): ReadonlySet<string> {
  const read = readingsOf(text);
  const undivided = /\p{M}|[^\p{ASCII}]/u.test(text) ? visible(text).split(/[^\p{L}\p{N}\p{M}]+/u) : [];
  const words = [
    ...spoken,
    ...[...read.flatMap(({ tokens }) => tokens.map(bare)), ...undivided].map((word) => nameKey(word)),
  ];
  const together = spoken.slice(1).map((word, at) => `${spoken[at]}${word}`);
  const endings = words.filter((word) => word.length > 5).map((word) => word.replace(joined, ''));
  const plain = words.filter((word) => /[aou]e/.test(word)).map((word) => word.replace(/([aou])e/g, '$1'));
  const spelled = new Set([...words, ...together, ...read.flatMap(brokenNamesIn), ...endings, ...plain]);
  spelled.delete('');
  return spelled;
}

/** Endings of joined names: `GlobexCorp`, `Orvannes`. */
const joined = /(?:s|inc|corp|llc|ltd|gmbh|plc|group)$/;

function domainsIn(text: string): readonly string[] {
  return [
    ...new Set(
      fold(text)
        .toLowerCase()
        .match(/[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu) ?? [],
    ),
  ].slice(0, longest);
}

/** Every word of a name but its legal form. */
function isSpelled(key: string | null, words: ReadonlySet<string>): boolean {
  const own = (key ?? '').split(' ').filter((word) => word !== '' && !isLegalForm(word));
  return own.length > 0 && own.every((word) => words.has(word));
}

/** The family name: the check looks for a title before it, or for the whole name. */
function isCalled({ name }: ContactRow, words: ReadonlySet<string>): boolean {
  const family = nameKey(name ?? '')
    .split(' ')
    .at(-1);
  return family !== undefined && words.has(family);
}

function runsWith(word: string, spoken: readonly string[]): readonly string[] {
  const runs = spoken.flatMap((_, at) =>
    Array.from({ length: longest }, (__, more) => spoken.slice(at, at + more + 1)).filter((run) => run.includes(word)),
  );
  return [...new Set(runs.map((run) => run.join(' ')))];
}
