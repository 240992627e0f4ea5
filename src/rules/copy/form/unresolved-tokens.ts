import { fold } from '../../language/normalise.ts';
import { findPhrases } from '../../language/phrases.ts';
import type { CopyPolicy } from '../../policy/copy.ts';
import type { Check } from '../../vocabulary/check.ts';
import { offences } from '../finding.ts';
import { type CopyMessage, partsOf } from '../message.ts';

/** The merge syntaxes of mail tools. Each class is bounded, so that no text costs more than its length. */
const syntaxes: readonly RegExp[] = [
  /\{\{[^{}]{0,80}\}\}|\{\{|\}\}/g,
  /\{%[^{}]{0,80}%\}|<%[^<>]{0,80}%>/g,
  /[$#]?\{[!$#@%]?[\w.$-]{1,60}\}/g,
  /\*\|[^|*]{0,80}\|\*/g,
  /%%?[A-Za-z][\w-]{1,60}%%?/g,
  /<<[^<>]{1,80}>>|(?<!\d ?)<<(?! ?\d)|(?<!\d ?)>>(?! ?\d)|<\?[^<>]{0,80}\?>/g,
  /\[\[[^[\]]{0,80}\]\]/g,
  /##\w{1,60}##|__[A-Za-z]\w{0,60}__|@@\w{1,60}@@/g,
  /%%=[^%]{0,80}=%%|%\(\w{1,40}\)[sd]|(?<![\w%])%[sd](?!\w)/g,
  /\|[A-Z_]{3,30}\||\[\s*(?:[xX]{1,4}|#+|_+)\s*\]|_{3,}|\$X{1,4}(?!\w)|(?<!\w)X{1,4}%/g,
  /\((?:none|null|empty|blank|not set)\)|(?<!\w)nan ?(?:%|percent)/gi,
  /(?<=[a-z,] )None(?= (?!of )[a-z])/g,
  /(?<![\w)]|\d )%(?=[\s.,;]|$)/g,
  /\{[^{}|\n]{0,60}\|[^{}\n]{0,60}\}/g,
  /[$€£]?-?(?<![\w])Infinity(?= ?(?:%|x(?!\w)|percent))|[$€£]-?Infinity/g,
  /(?<!\bin )[$€£] ?(?:[kKMBT]|[mb]n|million|billion|thousand)(?!\w)/g,
  /[$€£](?=\s+(?!amount|value|figure|sign|per|and|or)[a-z])|<[nNxX]>/g,
  /(?<!\S)#{2,}(?!\S)|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}/gi,
  /(?<=[a-z,] )Your Company(?!\w)|\((?:(?:your|prospect|recipient|first|last|full|company|city|industry|name|title) ?){1,3}\)/g,
  /\((?:insert|enter|fill in)\b[^()\n]{0,60}\)/gi,
  /(?<![\w])(?:Your|First|Last|Full|Company|Contact|Account|Recipient|Prospect|Client|Customer) Name(?!\w)/g,
  /\((?:(?:first|last|full|company|contact|your|account|insert) )+(?:name|number|date|here|title|company)\)/gi,
  /&(?:company|name|first_?name|last_?name|contact|account|title|city|industry);/gi,
  /#(?:REF!|VALUE!|NAME\?|DIV\/0!|NULL!|N\/A)|(?<!\S)\?{2,}(?=\s|$)/g,
  /\[object \w{1,40}\]|\[native code\]|(?<!\w)[A-Za-z][\w.$]{1,60}@[0-9a-f]{6,8}(?![\w-])/gi,
];

/** Signs that some tool or other puts around a field's name; ordinary words stand between them as well. */
const brackets: readonly RegExp[] = [
  /[[<{](?! )[^[\]<>{}\n]{1,60}[\]>}]/g,
  /%%?[A-Za-z][A-Za-z ]{1,40}%%?/g,
  /([@#~|^:])[A-Za-z_]{2,30}\1/g,
  /(?<![\w-])-[A-Z]{4,30}-(?![\w-])|\$[A-Za-z_]{3,40}|\(\([^()\n]{1,60}\)\)/g,
];
/** `{tier: premier, region: any}`: data with names and values. */
const data = /^\{\s*"?\w+"?\s*:\s*[^{}:,]+,[^{}]*:[^{}]*\}$/;
/** Brackets that folding would turn into others. */
const foreignBrackets = /[«‹⟨【〈《][^«»‹›⟨⟩【】〈〉《》\n]{1,60}[»›⟩】〉》]/g;

/** `[Bedrijfsnaam]`, `[Kundenname]`. */
const compound = /[a-z](?:name|naam|datum|titel|nummer)$/;

/** Traces of an empty value in a text. */
const gaps: readonly RegExp[] = [
  /\p{L} +[,.](?=\s|$)/gu,
  /(?:^|\s)'s\s/g,
  /\( *\)|\[ *\]|\{ *\}|"\s*"|(?<!\S)''(?!\S)/g,
  /[\p{L}\p{N},] {2,}(?=[\p{L}\p{N}])/gu,
];

/** Ruling K10: nothing unfilled, empty or stringified reaches a reader. */
export function tokenUnresolved(message: CopyMessage, policy: CopyPolicy): Check {
  const found = partsOf(message).flatMap((part) => leftoversIn(part, policy));
  const empty = [
    ...(message.body.trim() === '' ? ['(empty body)'] : []),
    ...(/^\s*[:,;]|^\s+\p{Ll}/u.test(message.subject) ? ['(subject without its beginning)'] : []),
    ...(/^(?:hi|hello|hey|dear)?\s*[,!]?$/i.test(message.greeting.trim()) ? ['(greeting without a name)'] : []),
  ];
  return offences('token.unresolved', policy.tokens.leftovers, {
    found: [...found, ...empty],
    none: 'every slot is filled',
    some: 'left unfilled',
    remedy: 'fill the slot with a text of its own, or take it out of the template',
  });
}

/** Unfilled slots, empty places and stringified nothing in one text. */
export function leftoversIn(text: string, policy: CopyPolicy): readonly string[] {
  const { leftovers, leftovers_exact: exact, field_words: fields } = policy.tokens;
  const names = new Set(fields.value);
  const plain = fold(text).replace(/\S+/g, (word) => (isAddress(word) ? 'web' : word));
  const marked = syntaxes.flatMap((syntax) => plain.match(syntax) ?? []);
  const empty = gaps.flatMap((gap) => (plain.match(gap) ?? []).map((found) => found.trim()));
  const framed = brackets.flatMap((bracket) => plain.match(bracket) ?? []);
  const bracketed = [...framed, ...(text.match(foreignBrackets) ?? [])].filter(
    (found) =>
      !data.test(found) &&
      found
        .toLowerCase()
        .match(/[a-z]+/g)
        ?.some((word) => names.has(word) || compound.test(word)),
  );
  const words = (plain.match(/[A-Za-z]+/g) ?? []).filter((word) => exact.value.includes(word));
  const uses = findPhrases(plain, policy.tokens.plain_uses.value);
  return [
    ...marked,
    ...empty,
    ...bracketed,
    ...fieldsIn(plain, { names, common: new Set(policy.tokens.common_fields.value) }),
    ...words,
    ...findPhrases(plain, leftovers.value)
      .filter(
        (match) => !uses.some((use) => use.from <= match.from && match.to <= use.to) && !isSpoken(plain, match.words),
      )
      .map((match) => match.words),
  ];
}

/** An address without merge signs, or the path of an interface: `/partners/{id}`. */
function isAddress(word: string): boolean {
  if (/^\/(?:[\w-]+\/)+\{\w+\}[\w/-]*[.,;]?$/.test(word)) return true;
  return /^https?:\/\/|^[^@]+@[^@]+\.[^@]+$/.test(word) && !/[{}[\]%|<>*]/.test(word);
}

/** Names of fields as programs write them. */
const identifier =
  /(?<![\w/])[A-Za-z]{2,30}(?:_[A-Za-z0-9]{1,30}){1,4}(?!\w)|(?<![\w/.@])(?:company|contact|account|lead|prospect|recipient|sender)\.[A-Za-z]{2,30}(?![\w.])/gi;

/** `company_name`, `contact.name`, `FirstName`. */
function fieldsIn(
  plain: string,
  { names, common }: { names: ReadonlySet<string>; common: ReadonlySet<string> },
): readonly string[] {
  const identifiers = (plain.match(identifier) ?? []).filter((found) => {
    const parts = found.toLowerCase().split(/[_.]/);
    const told = found.includes('.') ? parts.slice(1) : parts;
    const isField = told.some((word) => names.has(word) && !common.has(word)) || told.every((word) => names.has(word));
    return isField || (found.includes('_') && found === found.toUpperCase());
  });
  const joined = (plain.match(/(?<!\w)(?:[A-Z][a-z]{1,14}){2,4}(?!\w)/g) ?? []).filter((found) =>
    found.match(/[A-Z][a-z]+/g)?.every((word) => names.has(word.toLowerCase())),
  );
  return [...identifiers, ...joined];
}

/** `Undefined ownership is common`, `Christopher Null wrote it`, `N. A. Smith`: a program writes them in lower case, never as a name, and `N/A` with its stroke. */
function isSpoken(plain: string, word: string): boolean {
  if (/^n\b/i.test(word)) return !word.includes('/');
  if (word === 'Undefined') return /(?:^|[.!?]\s+)Undefined(?= [a-z]{3})/.test(plain);
  return word === 'Null' && /(?<!\w)(?!Hi |Hello |Hey |Dear )[A-Z][a-z]+ Null(?!\w)/.test(plain);
}
