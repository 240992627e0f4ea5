import type { PolicyValues } from '../rules/policy/policy.ts';
import { mailApiIn } from './mail-apis.ts';
import { type ShellCommand, shellCommands } from './shell-words.ts';

type ShellRules = Pick<PolicyValues, 'mail_gate' | 'mail_apis'>;

/** The part of a command line that sends mail; null where nothing that runs does. */
export function shellSends(text: string, rules: ShellRules, depth = 0): string | null {
  if (depth > 6) return null;
  const commands = shellCommands(text);
  const set = assignments(commands);
  for (const [at, command] of commands.entries()) {
    const words = command.words.map((word) => filled(word, set));
    const before = command.isPiped ? commands[at - 1] : undefined;
    const fed = command.fed + (before ? told(before) : '');
    const found = commandSends(words, fed, rules, depth);
    if (found !== null) return found;
  }
  return null;
}

/** `M=sendmail; $M …`: plain assignments are followed. */
function assignments(commands: readonly ShellCommand[]): ReadonlyMap<string, string> {
  const found = commands.flatMap(({ words }) => words.map((word) => /^\$?(\w+)=(.*)$/s.exec(word)));
  return new Map(found.flatMap((each) => (each ? [[each[1] ?? '', each[2] ?? ''] as const] : [])));
}

function filled(word: string, set: ReadonlyMap<string, string>): string {
  return word.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => set.get(name) ?? whole);
}

/** The text that a command before a pipe writes, where its words show it. */
function told({ words, fed }: ShellCommand): string {
  const [name = '', ...rest] = words;
  if (name === 'echo' || name === 'printf') return rest.join(' ');
  return name === 'cat' ? fed : '';
}

/** Programs that run another command, and how many words of their own stand before it at least. */
const wrappers: ReadonlyMap<string, number> = new Map([
  ...[
    'sudo',
    'doas',
    'env',
    'command',
    'builtin',
    'exec',
    'nohup',
    'time',
    'nice',
    'ionice',
    'setsid',
    'stdbuf',
    'xargs',
    'parallel',
    'watch',
    'then',
    'do',
    'else',
    'if',
    'while',
    '!',
    'npx',
    'bunx',
    'uvx',
    'start',
    '&',
    '.',
  ].map((name) => [name, 0] as const),
  ...['timeout', 'pipx', 'ssh'].map((name) => [name, 1] as const),
]);

const shells = /^(?:ba|z|da|k|fi)?sh$|^(?:pwsh|powershell)$/;

const interpreters = /^(?:python[\d.]*|node|nodejs|ruby|perl|php|deno|bun|tsx|ts-node|osascript|irb|rails|ipython)$/;

function commandSends(words: readonly string[], fed: string, rules: ShellRules, depth: number): string | null {
  const rest = words.filter((word) => !/^\$?\w+\s*\+?=/.test(word) || words.indexOf(word) > firstProgram(words));
  const [called = '', ...args] = behindRedirects(rest);
  const [program = ''] = called.split(/[<>]/);
  const name = (program.split(/[\\/]/).at(-1) ?? '').replace(/\.exe$/i, '');
  if (name === '') return null;
  if (opensMailPort(rest, rules)) return 'it speaks SMTP';
  if (args.length > 0 && args.every((arg) => /^(?:-h|--help|--version|-V)$/.test(arg))) return null;
  const own = wrappers.get(name.toLowerCase());
  if (own !== undefined) return wrapped(args, own, fed, rules, depth);
  if (isProgram(name, rules)) return `it runs \`${name}\``;
  if (name === 'eval') return shellSends(args.join(' '), rules, depth + 1);
  if (shells.test(name.toLowerCase()))
    return shellSends(`${afterOption(args, /^-\w*c$|^-command$/i)}\n${fed}`, rules, depth + 1);
  if (interpreters.test(name))
    return codeSends(
      `${afterOption(args, /^(?:-[ceErpm]|--eval|--print|--require|--import|eval|runner)$/)}\n${loaded(args)}\n${fed}`,
      rules,
    );
  if (name === 'uv' || name === 'poetry' || name === 'pipenv' || name === 'bundle')
    return commandSends(args.slice(args[0] === 'run' || args[0] === 'exec' ? 1 : 0), fed, rules, depth + 1);
  if (name === 'docker' || name === 'podman' || name === 'kubectl') return contained(args, fed, rules, depth);
  if (name === 'find')
    return commandSends(
      args.slice(args.findIndex((arg) => /^-exec(?:dir)?$/.test(arg)) + 1 || args.length),
      fed,
      rules,
      depth + 1,
    );
  return actionSends(name, args, rules) ?? reaches(name, args, fed, rules) ?? powershell([name, ...args], rules);
}

/** `exec 3<>/dev/tcp/host/25`: the shell itself connects. */
function opensMailPort(words: readonly string[], { mail_gate }: ShellRules): boolean {
  const ports = words.flatMap((word) => /\/dev\/tcp\/[^/\s]+\/(\d+)\b/.exec(word)?.[1] ?? []);
  return ports.some((port) => mail_gate.ports.value.includes(port));
}

/** `<text mail …`: a redirection may stand before its command. */
function behindRedirects(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  const [redirect, target] = /^\d*(?:>>|<>|[<>]&?)(.*)$/s.exec(first) ?? [];
  if (redirect === undefined) return words;
  return behindRedirects(target === '' ? rest.slice(1) : rest);
}

function firstProgram(words: readonly string[]): number {
  return words.findIndex((word) => !/^\$?\w+\s*\+?=/.test(word));
}

function isProgram(name: string, { mail_gate }: ShellRules): boolean {
  return mail_gate.programs.value.some((program) => program.toLowerCase() === name.toLowerCase());
}

/** Options of the wrapper itself may take words: the command may begin at any word behind. */
function wrapped(args: readonly string[], own: number, fed: string, rules: ShellRules, depth: number): string | null {
  const starts = args.findIndex(
    (arg, at) => at >= own && !arg.startsWith('-') && !/^\w+=/.test(arg) && !/^\d+[smhd]?$/.test(arg),
  );
  if (starts < 0 || depth > 6) return null;
  const direct = commandSends(args.slice(starts), fed, rules, depth + 1);
  if (direct !== null) return direct;
  const behindOption = args[starts - 1]?.startsWith('-') ? args.slice(starts + 1) : [];
  if (behindOption.length > 0) return commandSends(behindOption, fed, rules, depth + 1);
  // `ssh host "cd x && mail …"`: the words are one command line again.
  const line = args.slice(starts).find((arg) => /\s/.test(arg));
  return own > 0 && line !== undefined ? shellSends(line, rules, depth + 1) : null;
}

function contained(args: readonly string[], fed: string, rules: ShellRules, depth: number): string | null {
  const at = args.findIndex((arg) => arg === 'exec' || arg === 'run');
  if (at < 0) return null;
  const image = args.findIndex((arg, place) => place > at && !arg.startsWith('-'));
  const rest = image < 0 ? [] : args.slice(image);
  return commandSends(rest.slice(1), fed, rules, depth + 1) ?? commandSends(rest.slice(2), fed, rules, depth + 1);
}

/** `perl -MNet::SMTP`, `ruby -rnet/smtp`: libraries that an interpreter loads. */
function loaded(args: readonly string[]): string {
  return args.filter((arg) => /^-[Mmr]\w/.test(arg)).join('\n');
}

function afterOption(args: readonly string[], option: RegExp): string {
  return args.flatMap((arg, at) => (option.test(args[at - 1] ?? '') ? [arg] : [])).join('\n');
}

/** Whether a program text, run where it is given, sends. */
export function codeSends(text: string, rules: ShellRules): string | null {
  const pattern = rules.mail_gate.code.value.find((each) => new RegExp(each, 'i').test(text));
  if (pattern !== undefined)
    return `its program speaks of \`${new RegExp(pattern, 'i').exec(text)?.[0].trim() ?? ''}\``;
  const api = mailApiIn(text, rules);
  return api !== null && /post|put|patch|method|data|send/i.test(text) ? `its program calls ${api}` : null;
}

/** `git send-email`, `aws … ses send-email`. */
function actionSends(name: string, args: readonly string[], { mail_gate }: ShellRules): string | null {
  const said = [name, ...args.filter((arg) => !arg.startsWith('-'))];
  const action = mail_gate.program_actions.value.find((each) => {
    const [program, ...steps] = each.split(' ');
    if (program !== said[0]) return false;
    let from = 1;
    return steps.every((step) => {
      const at = said.indexOf(step, from);
      from = at + 1;
      return at > 0;
    });
  });
  return action === undefined ? null : `it runs \`${action}\``;
}

const clientsOfHttp = /^(?:curl|wget|http|https|xh|httpie|Invoke-RestMethod|Invoke-WebRequest|irm|iwr)$/i;

const clientsOfTcp = /^(?:nc|ncat|netcat|telnet|openssl|socat|swaks)$/;

const writing =
  /^(?:-X(?:POST|PUT|PATCH|DELETE)|-X|--request|-d|--data(?:-\w+)?|--json|-F|--form(?:-\w+)?|-T|--upload-file|--post-data|--post-file|--body-data|--method|-Method|-Body|POST|PUT|PATCH|DELETE)(?:=|$)/i;

/** Programs that reach a mail server or a mail API. */
function reaches(name: string, args: readonly string[], fed: string, rules: ShellRules): string | null {
  const line = args.join(' ');
  if (clientsOfTcp.test(name) && isSmtp(args, rules)) return 'it speaks SMTP';
  if (!clientsOfHttp.test(name)) return null;
  if (/\bsmtps?:\/\//i.test(line) || args.some((arg) => /^--mail-(?:rcpt|from)/.test(arg))) return 'it speaks SMTP';
  const api = mailApiIn(line, rules);
  if (api === null) return null;
  const method = args
    .find((_arg, at) => /^(?:-X|--request|-Method|--method)$/i.test(args[at - 1] ?? ''))
    ?.toUpperCase();
  const isRead =
    method === 'GET' ||
    method === 'HEAD' ||
    (method === undefined && args.some((arg) => arg === '-G' || arg === '--get'));
  const isHttpie = /^(?:http|https|xh)$/.test(name) && (fed !== '' || args.some((arg) => /^[\w-]+:?=/.test(arg)));
  return !isRead && (isHttpie || args.some((arg) => writing.test(arg))) ? `it calls ${api}` : null;
}

function isSmtp(args: readonly string[], { mail_gate }: ShellRules): boolean {
  return args.some(
    (arg, at) =>
      (mail_gate.ports.value.includes(arg) && !args[at - 1]?.startsWith('-')) ||
      mail_gate.ports.value.some((port) => arg.endsWith(`:${port}`)) ||
      (arg === 'smtp' && args[at - 1] === '-starttls'),
  );
}

const says =
  /^(?:git|gh|glab|grep|rg|ag|ack|egrep|fgrep|echo|printf|cat|sed|awk|ls|man|which|apropos|type|where|whereis|less|more|head|tail|vim?|nano|code|npm|pnpm|yarn|pip\d?|apt|apt-get|brew|gem|cargo|go|composer|jq|diff|touch|mkdir|cp|mv|rm|test|Write-Output|Write-Host|Select-String|Get-Content|Set-Content|Get-Command|Get-Help)$/i;

/** PowerShell makes objects in the middle of a line. */
function powershell(words: readonly string[], rules: ShellRules): string | null {
  const [name = ''] = words;
  if (says.test(name)) return null;
  const line = words.join(' ');
  if (/^(?:New-Object|\[|\$)/i.test(name) || /New-Object/i.test(line)) return codeSends(line, rules);
  return null;
}
