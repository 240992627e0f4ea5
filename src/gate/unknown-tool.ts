import { type Fields, hasFields } from '../fields.ts';
import type { MailGateRule } from '../rules/policy/mail-gate.ts';
import { isReading, sendingWord, wordsOf } from './name-words.ts';
import { isEmpty, objectsIn, textsIn } from './values.ts';

/** The reason why a call of a tool that no profile describes looks like sending; null where it doesn't. */
export function looksLikeSending(tool: string, input: Fields, rule: MailGateRule): string | null {
  const word = sendingWord(tool, rule);
  if (word !== null) return `its name says \`${word}\``;
  const tables = objectsIn(input);
  const nested = tables.flatMap((table) => actionNames(table, rule)).find((name) => saysSending(name, rule));
  if (nested !== undefined) return `it is to do \`${shown(nested)}\``;
  const mutation = textsIn(input)
    .flatMap(mutations)
    .find((name) => saysSending(name, rule));
  if (mutation !== undefined) return `it is to do \`${shown(mutation)}\``;
  if (isReading(tool, rule)) return null;
  const key = tables.flatMap(trueKeys).find((name) => saysSending(name, rule));
  if (key !== undefined) return `\`${shown(key)}\` is true`;
  const redirect = tables.flatMap((table) => redirects(table, rule))[0];
  if (redirect !== undefined) return `\`${shown(redirect)}\` names where mail is passed on`;
  if (!isDrafting(tool) && tables.some((table) => isAddressed(table, rule)))
    return 'recipients stand beside a subject, body or html';
  return toldToMail(tool, input, rule);
}

function saysSending(name: string, rule: MailGateRule): boolean {
  return sendingWord(name, rule) !== null;
}

function isDrafting(tool: string): boolean {
  return wordsOf(tool).some((word) => word === 'draft' || word === 'drafts');
}

function shown(name: string): string {
  return name.replace(/[\p{C}`]/gu, '').slice(0, 60);
}

const snake = (key: string) => wordsOf(key).join('_');

/** Names of what another tool is to do: short, one or a few words. */
function actionNames(table: Fields, { action_keys, argument_keys }: MailGateRule): readonly string[] {
  const keys = Object.keys(table);
  const isCall = keys.some((key) => argument_keys.value.includes(snake(key)));
  return keys.flatMap((key) => {
    if (!action_keys.value.includes(snake(key)) && !(isCall && snake(key) === 'name')) return [];
    const value = table[key];
    const named = Array.isArray(value) ? value : [value];
    return named.filter((each) => typeof each === 'string' && each.length <= 120).map(String);
  });
}

/** Names that a GraphQL mutation calls. */
function mutations(text: string): readonly string[] {
  if (!/^\s*mutation\b/.test(text)) return [];
  return [...text.matchAll(/[{}\s](\w+)\s*\(/g)].map(([, name = '']) => name).slice(0, 50);
}

function trueKeys(table: Fields): readonly string[] {
  return Object.keys(table).filter((key) => table[key] === true || table[key] === 'true');
}

function redirects(table: Fields, { redirect_keys }: MailGateRule): readonly string[] {
  return Object.keys(table).filter(
    (key) => redirect_keys.value.includes(snake(key)) && textsIn(table[key]).some((text) => /\S@\S/.test(text)),
  );
}

/** Whether a recipient and a text stand side by side in an input. A telephone number is no one to mail to. */
function isAddressed(table: Fields, { recipient_keys, content_words }: MailGateRule): boolean {
  const held = Object.keys(table).filter((key) => !isEmpty(table[key]));
  const recipients = held.filter((key) => recipient_keys.value.includes(snake(key)));
  if (recipients.every((key) => isPhone(table[key]))) return false;
  return held.some((key) => wordsOf(key).some((word) => content_words.value.includes(word)));
}

function isPhone(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\w+:)?\+?[\d\s().-]{5,}$/.test(value);
}

/** An automation, a workflow or an agent, with words of mailing in what it is told. */
function toldToMail(tool: string, input: Fields, rule: MailGateRule): string | null {
  const { automations, verbs, nouns } = rule;
  const isAutomation = wordsOf(tool).some((word) => automations.value.includes(word));
  if (!isAutomation) return null;
  const says = new Set([...verbs.value, ...nouns.value]);
  const word = textsIn(input)
    .flatMap(wordsOf)
    .find((each) => says.has(each));
  return word === undefined ? null : `it tells an automation to \`${word}\``;
}
/** Recipients of a mail, wherever the input names them. */
export function recipientsIn(input: unknown, { recipient_keys }: MailGateRule): readonly string[] {
  const found = objectsIn(input).flatMap((table) =>
    Object.keys(table)
      .filter((key) => recipient_keys.value.includes(snake(key)))
      .flatMap((key) => (hasFields(table[key]) ? textsIn(table[key]) : textsIn([table[key]]))),
  );
  const addresses = found.flatMap((text) => text.match(/[^\s<>,;"']+@[^\s<>,;"']+/g) ?? []);
  return [...new Set(addresses)];
}
