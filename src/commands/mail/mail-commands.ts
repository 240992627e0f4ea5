/** Mail sent, withheld, checked and read, and suppressed people. */

import type { Subcommand } from '../shared/subcommand.ts';

/** The commands that send mail, stop it and keep people out of it. */
export const mailCommands: Readonly<Record<string, Subcommand>> = {
  send: {
    usage: 'send [--once] [--json]',
    says: 'send what is permitted by the mail server of the policy, each mail once; with --once end when that is done',
    takes: ['once'],
    run: async (options) => (await import('./send.ts')).sendCommand(options),
  },
  mail: {
    usage: 'mail [--profile NAME -- COMMAND ARGS...] | --profile NAME --confirm [--dry-run] [--json]',
    says: 'stand between an agent and a mail server, which mails by permit alone; without a command by the mail server of the policy',
    words: true,
    takes: ['profile', 'confirm', 'dry_run'],
    run: async (options) => (await import('./mail.ts')).mailCommand(options),
  },
  stop: {
    usage: 'stop [--why TEXT] [--lift --as ROLE] [--json]',
    says: 'withhold every mail at once, whoever you are; with --lift chief.staff or the cro ends that',
    takes: ['principal', 'why', 'lift'],
    run: async (options) => (await import('./stop.ts')).stopCommand(options),
  },
  suppress: {
    usage: 'suppress import FILE --as ROLE [--principal ID] [--dry-run] [--json] | export FILE [--json]',
    says: 'never write to the people that a list names, or list them for other senders; a FILE named - is standard input or output',
    words: true,
    takes: ['principal', 'dry_run'],
    run: async (options) => (await import('./suppress.ts')).suppressCommand(options),
  },
};
