/** The command line: its commands, and the running of one. */

import { isRole } from '../rules/vocabulary/roles.ts';
import { mailCommands } from './mail/mail-commands.ts';
import { parseOptions, Usage } from './shared/options.ts';
import type { Subcommand } from './shared/subcommand.ts';

const commands: Readonly<Record<string, Subcommand>> = {
  serve: {
    usage: 'serve [--as ROLE] [--principal ID]',
    says: 'serve MCP over standard input and output (the default)',
    takes: ['principal'],
    run: async (options) => (await import('./setup/serve.ts')).serveCommand(options),
  },
  demo: {
    usage: 'demo [--full] [--json]',
    says: 'play from a like to a sale in two minutes; --full plays a fortnight and what came of it',
    takes: ['full'],
    run: async (options) => (await import('./setup/demo.ts')).demoCommand(options),
  },
  init: {
    usage:
      'init --roles ROLE[,ROLE] [--client CLIENT] [--global] [--proxy SERVER [--profile NAME] [-- COMMAND ARGS...]] [--dry-run] [--json]',
    says: "write a client's configuration: claude-code, claude-desktop, vscode, cursor, codex or gemini; with --proxy put `ladder mail` in the place of its mail server",
    words: true,
    takes: ['client', 'roles', 'global', 'proxy', 'profile', 'dry_run'],
    run: async (options) => (await import('./setup/init.ts')).initCommand(options),
  },
  sweep: {
    usage: 'sweep --as ROLE [--principal ID] [--json]',
    says: 'apply what is due and list the tasks of a role',
    takes: ['principal'],
    run: async (options) => (await import('./reports/sweep.ts')).sweepCommand(options),
  },
  report: {
    usage: 'report KIND [--period P] [--signal E] [--html FILE] [--json]',
    says: 'the figures of a period as text, as JSON or as one page: weekly_close, attribution and so on; closes no duty',
    words: true,
    takes: ['period', 'signal', 'html'],
    run: async (options) => (await import('./reports/report.ts')).reportCommand(options),
  },
  import: {
    usage:
      'import FILE [--kind KIND] [--map FIELD=COLUMN,...] [--as-of DATE] [--as ROLE] [--principal ID] [--apply] [--json]',
    says: 'take in a CSV list of companies, contacts, signals, subscribers or attendees; without --apply only say what would be',
    words: true,
    takes: ['principal', 'kind', 'map', 'as_of', 'apply'],
    run: async (options) => (await import('./data/import.ts')).importCommand(options),
  },
  adopt: {
    usage: 'adopt FILE --as ROLE [--map FIELD=COLUMN,...] [--principal ID] [--apply] [--json]',
    says: 'take over a pipeline that stands elsewhere, opt-outs first; without --apply only say what would be',
    words: true,
    takes: ['principal', 'map', 'apply'],
    run: async (options) => (await import('./data/adopt.ts')).adoptCommand(options),
  },
  export: {
    usage: 'export [--out DIR] [--format csv|json|both]',
    says: 'write accounts, contacts, signals, tasks and decisions to files',
    takes: ['out', 'format'],
    run: async (options) => (await import('./data/export.ts')).exportCommand(options),
  },
  gate: {
    usage: 'gate [--db FILE] [--policy FILE] [--keys DIR]',
    says: 'a hook of Claude Code: lets a mail out that a permit covers, and no other',
    takes: ['db', 'policy', 'keys'],
    run: async (options) => (await import('./mail/gate.ts')).gateCommand(options),
  },
  verify: {
    usage: 'verify [--json]',
    says: 'check the ledger against its own hashes, checkpoints and projections',
    run: async (options) => (await import('./data/verify.ts')).verifyCommand(options),
  },
  rebuild: {
    usage: 'rebuild [--json]',
    says: 'write the projections anew from the events',
    run: async (options) => (await import('./data/rebuild.ts')).rebuildCommand(options),
  },
  key: {
    usage: 'key add --role ROLE --principal ID | list | revoke ID [--json]',
    says: 'give out, list or revoke the keys by which people are told apart',
    words: true,
    takes: ['role', 'principal'],
    run: async (options) => (await import('./setup/key.ts')).keyCommand(options),
  },
  backup: {
    usage: 'backup DIR [--keep N] [--json]',
    says: 'copy the ledger and its keys while it runs, verify the copy, keep the newest N',
    words: true,
    takes: ['keep', 'webhook'],
    run: async (options) => (await import('./data/backup.ts')).backupCommand(options),
  },
  doctor: {
    usage: 'doctor [--mail [--resolver ADDRESS[:PORT]] [--selector NAME]] [--json]',
    says: "look whether program, places, keys, ledger, policy and clients are as they should be; with --mail the mailbox's domain too",
    takes: ['mail', 'resolver', 'selector'],
    run: async (options) => (await import('./setup/doctor.ts')).doctorCommand(options),
  },
  notify: {
    usage: 'notify [--webhook URL] [--json]',
    says: "tell outside what falls due and is nobody's sweep yet, by webhook or mail; for a timer",
    takes: ['webhook'],
    run: async (options) => (await import('./reports/notify.ts')).notifyCommand(options),
  },
  ...mailCommands,
  restore: {
    usage: 'restore DIR [--json]',
    says: 'put the newest backup in DIR, or the one that DIR is, where no ledger stands',
    words: true,
    run: async (options) => (await import('./data/restore.ts')).restoreCommand(options),
  },
  policy: {
    usage: 'policy check|show|diff|review [FILE] [--html FILE] [--json]',
    says: 'check, print or compare policies; review lists what waits for cro and cmo to confirm',
    words: true,
    takes: ['html'],
    run: async (options) => (await import('./policy/policy.ts')).policyCommand(options),
  },
  simulate: {
    usage: 'simulate (--set PATH=VALUE ... | FILE) --from D --to D [--mode point|trajectory|both] [--json]',
    says: 'replay what is on record under changed values of the policy: what would have been different',
    words: true,
    takes: ['set', 'from', 'to', 'mode'],
    run: async (options) => (await import('./policy/simulate.ts')).simulateCommand(options),
  },
  tools: {
    usage: 'tools [--json]',
    says: 'list every tool and who may call it',
    run: async (options) => (await import('./setup/tools.ts')).toolsCommand(options),
  },
  templates: {
    usage: 'templates export DIR [--json]',
    says: 'write every approved template as a file, and who approved it',
    words: true,
    run: async (options) => (await import('./mail/templates.ts')).templatesCommand(options),
  },
  copy: {
    usage: 'copy check FILE [--json]',
    says: 'run the copy checks over a file of mails',
    words: true,
    run: async (options) => (await import('./mail/copy.ts')).copyCommand(options),
  },
  reply: {
    usage: 'reply check FILE [--json]',
    says: 'say what replies are taken for: bounce, automatic, opt-out, hostile or none of them; decides nothing',
    words: true,
    run: async (options) => (await import('./mail/reply.ts')).replyCommand(options),
  },
};

/** How the command is called that was named; every one of them where none was. */
export function usage(named = ''): string {
  const own = commandNamed(named);
  if (own) return `usage:\n  ladder ${own.usage}\n  ${own.says}\n\n\`ladder --help\` lists every command`;
  const lines = Object.values(commands).map(({ usage: how, says }) => `  ladder ${how.padEnd(40)} ${says}`);
  return [
    'usage:',
    ...lines,
    '',
    'environment: LADDER_ROLE, LADDER_PRINCIPAL, LADDER_KEY, LADDER_KEY_FILE, LADDER_DB, LADDER_POLICY, LADDER_NOW, LADDER_KEYS (see the README)',
  ].join('\n');
}

function commandNamed(name: string): Subcommand | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

/** Carries out one command line; the exit code. Throws Usage and Unusable for what can't be followed. */
export async function carryOut(argv: readonly string[]): Promise<number> {
  const [first, ...rest] = argv;
  const named = first !== undefined && !first.startsWith('-') ? first : 'serve';
  const command = commandNamed(named);
  // The words behind `--` are another program's.
  const ours = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (ours.includes('--help') || ours.includes('-h') || named === 'help') {
    console.log(usage(first));
    return 0;
  }
  if (ours.includes('--version')) {
    console.log((await import('../server.ts')).version);
    return 0;
  }
  if (!command) throw new Usage(`there is no command \`${named}\``);
  const options = parseOptions(named === first ? rest : argv);
  const taken: readonly string[] = ['as', 'json', 'positionals', ...(command.takes ?? [])];
  const foreign = Object.entries(options).find(([name, value]) => value !== undefined && !taken.includes(name))?.[0];
  if (foreign !== undefined) throw new Usage(`\`${named}\` takes no --${foreign.replace('_', '-')}`);
  const [stray] = options.positionals;
  if (stray !== undefined && !command.words)
    throw new Usage(`\`${named}\` takes no \`${stray}\`${isRole(stray) ? `; a role is named by --as ${stray}` : ''}`);
  return command.run(options);
}
