/** The class of a call of another server's tool, by whether it sends mail, and the hook's answer (§5.5, M1). */

import type { Fields } from '../fields.ts';
import type { MailToolRule } from '../rules/policy/mail-gate.ts';
import type { PolicyValues } from '../rules/policy/policy.ts';
import { roles } from '../rules/vocabulary/roles.ts';
import { httpSends } from './mail-apis.ts';
import { isReading } from './name-words.ts';
import { codeSends, shellSends } from './shell.ts';
import { looksLikeSending } from './unknown-tool.ts';
import { isEmpty, objectsIn, textsIn } from './values.ts';

type CallRules = Pick<PolicyValues, 'mail_tools' | 'mail_apis' | 'mail_gate'>;

/** The class of a call, before anybody looks at a permit. */
export type CallClass =
  | { readonly is: 'free' }
  /** A call that passes with a permit; the profiles that know the tool say where the mail stands in it. */
  | { readonly is: 'send'; readonly profiles: readonly MailToolRule[] }
  | { readonly is: 'never'; readonly why: string }
  | { readonly is: 'ask'; readonly why: string };

const free: CallClass = { is: 'free' };

/** §5.5, M1: whether a call of a tool sends mail. `ours` are the names of our own tools. */
export function classify(toolName: string, input: Fields, rules: CallRules, ours: readonly string[]): CallClass {
  if (isOurs(toolName, ours)) return free;
  const tool = toolName.split('__').at(-1) ?? toolName;
  const { mail_gate } = rules;
  if (!toolName.includes('__') && mail_gate.shell_tools.value.includes(toolName)) return shell(input, rules);
  const held = heldBy(tool, input, rules);
  if (held !== null) return { is: 'never', why: held };
  const profiles = rules.mail_tools.filter((rule) => isSame(rule.tool, tool));
  if (profiles.some((rule) => rule.class === 'never'))
    return { is: 'never', why: `\`${tool}\` can't be bound to one recipient and these bytes` };
  if (profiles.some((rule) => rule.class === 'send'))
    return { is: 'send', profiles: profiles.filter((rule) => rule.class === 'send') };
  if (profiles.length > 0 && !(isRouter(tool, rules) && isToldUnknown(input, rules))) return free;
  const http = httpSends(tool, input, rules) ?? runs(tool, input, rules);
  if (http !== null) return { is: 'never', why: http };
  // Tools of the client itself: those that are neither shells nor HTTP work on files and words.
  if (!toolName.includes('__')) return free;
  const why = looksLikeSending(tool, input, mail_gate);
  return why === null ? free : { is: 'ask', why };
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** The server's name is the client's choice: only a name of our form, with a tool of ours, is ours. */
function isOurs(toolName: string, ours: readonly string[]): boolean {
  const [, role, tool] = /^mcp__ladder-([a-z-]+)__([a-z_]+)$/.exec(toolName) ?? [];
  return tool !== undefined && ours.includes(tool) && roles.some((each) => each.replace('.', '-') === role);
}

function shell(input: Fields, rules: CallRules): CallClass {
  const why = typeof input.command === 'string' ? shellSends(input.command, rules) : null;
  return why === null ? free : { is: 'never', why };
}

const commandKeys = ['command', 'cmd', 'shell_command', 'bash_command', 'commandLine', 'command_line'];

const codeKeys = ['code', 'script', 'source_code', 'python_code', 'javascript', 'function'];

/** A shell or an interpreter of another server. */
function runs(tool: string, input: Fields, rules: CallRules): string | null {
  if (isReading(tool, rules.mail_gate)) return null;
  const texts = (keys: readonly string[]) => keys.flatMap((key) => textsIn(input[key]));
  const args = Array.isArray(input.args) ? textsIn(input.args).join(' ') : '';
  for (const command of texts(commandKeys)) {
    const found = shellSends(`${command} ${args}`, rules);
    if (found !== null) return found;
  }
  return texts(codeKeys).reduce<string | null>((found, code) => found ?? codeSends(code, rules), null);
}

const flat = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_');

/** The reason to hold a call: an option of the tool that sends, or a tool that a router may not hand on to. */
function heldBy(tool: string, input: Fields, { mail_gate, mail_tools }: CallRules): string | null {
  const routes = isRouter(tool, { mail_gate });
  const tables = objectsIn(input);
  const words = routes ? flat(JSON.stringify(input)) : '';
  for (const { tool: named, key, value } of mail_gate.held_where.value) {
    const isMeant = isSame(named, tool) || (routes && words.includes(core(named)));
    const holds = (table: Fields) =>
      value === undefined ? !isEmpty(table[key]) : String(table[key]) === String(value);
    if (isMeant && tables.some((table) => holds(table))) return `\`${tool}\` with \`${key}\` sends by itself, or later`;
  }
  if (!routes) return null;
  const found = mail_tools.find(
    (rule) => rule.class !== 'free' && words.includes(core(rule.tool)) && core(rule.tool).includes('_'),
  );
  return found === undefined
    ? null
    : `\`${tool}\` is told \`${found.tool}\`, which can't be bound to one recipient and these bytes`;
}

function isRouter(tool: string, { mail_gate }: Pick<CallRules, 'mail_gate'>): boolean {
  return mail_gate.routers.value.some((each) => `${flat(tool)}_`.startsWith(`${flat(each)}_`));
}

/** A tool that a router hands on to and no profile lists is judged by its name. */
function isToldUnknown(input: Fields, { mail_tools }: CallRules): boolean {
  const told = new Set(textsIn(input).map(core));
  return !mail_tools.some((rule) => told.has(core(rule.tool)));
}

/** A router may leave out the name of the product. */
function core(tool: string): string {
  return flat(tool).replace(/^apollo_/, '');
}
