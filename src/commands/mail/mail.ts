import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sendRedeemed } from '../../connectors/smtp/send-permitted.ts';
import type { LoadedPolicy } from '../../policy/index.ts';
import { behindServer } from '../../proxy/behind-server.ts';
import { ProxiedServer } from '../../proxy/mail-server.ts';
import { Pins, type ToolChange } from '../../proxy/pins.ts';
import type { Behind } from '../../proxy/proxy-server.ts';
import { environmentOf, withholding } from '../../proxy/secrets.ts';
import type { WithLedger } from '../../proxy/sending.ts';
import { proxyOverStdio } from '../../proxy/serve-proxy.ts';
import { isRefusal } from '../../rules/vocabulary/refusal.ts';
import { version } from '../../server.ts';
import { ledgerFiles, openFromEnvironment, policyFrom, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';
import { sendingProfile } from '../shared/sending-profile.ts';
import { permittedBy, serverOf } from './send.ts';

const log = (line: string) => process.stderr.write(`ladder mail: ${line}\n`);

/** M1: a mail server that an agent reaches by us alone; this process holds the credentials. */
export async function mailCommand(options: Options): Promise<number> {
  const [command, ...args] = options.positionals;
  const loaded = () => policyFrom(policyNamed(process.env.LADDER_POLICY));
  const [policy, calendar] = [() => loaded().values, () => loaded().calendar];
  if (options.confirm) return confirmCommand(options);
  if (options.dry_run) throw new Usage('--dry-run stands beside --confirm alone');
  const proxy = proxyOverStdio();
  if (command === undefined) {
    serverOf(policy(), process.env);
    await proxy.serve(behindSmtp(loaded), async () => undefined);
    process.exit(0);
  }
  const profile = sendingProfile(options.profile, policy());
  const withhold = withholding(process.env);
  const onComplaint = (line: string) =>
    log(
      `mail server: ${withhold(line)
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .slice(0, 500)}`,
    );
  const launch = { command, args, env: environmentOf(process.env), onComplaint };
  const server = new ProxiedServer(launch, () => proxy.listChanged());
  const through = { server, profile, pins: pinsOf(profile), withLedger, withhold };
  await proxy.serve(behindServer({ version, through, policy, calendar, log }), () => server.close());
  process.exit(0);
}

/** Beside the ledger, so that every client of one office has the same. */
function pinsOf(profile: string): Pins {
  if (!/^[\w.-]{1,60}$/.test(profile) || /^\.+$/.test(profile))
    throw new Unusable(
      `\`${profile.slice(0, 60)}\` names no file. Next: give the profile a name of letters, digits, - and _`,
    );
  return new Pins(join(`${ledgerFiles().path}.pins`, `${profile}.json`));
}

/** Opened for one act: a policy or a ledger that is mended meanwhile is taken as it is then. None is made. */
const withLedger: WithLedger = async (work) => {
  const { path } = ledgerFiles();
  if (!existsSync(path)) throw new Unusable(`there is no ledger at ${path}. Next: name the ledger by LADDER_DB`);
  const { ledger, policy } = await openFromEnvironment();
  try {
    if (await ledger.isLocked())
      throw new Unusable('the ledger was put back from a backup and waits for chief.staff to confirm it');
    return await work(ledger, policy.values);
  } finally {
    await ledger.close();
  }
};

/** M2: the mail server of the policy, used where none is named, as by `ladder send`. */
function behindSmtp(loaded: () => LoadedPolicy): Behind {
  return {
    version,
    says: 'by the mail server of the policy',
    log,
    calendar: () => loaded().calendar,
    tools: async () => [],
    call: async () => null,
    send: (permit) =>
      withLedger(async (ledger) => {
        const server = serverOf(loaded().values, process.env);
        const mails = permittedBy(ledger, 'ladder mail');
        const mail = await mails.redeem(permit);
        if (isRefusal(mail)) return mail;
        const { result: outcome, ...delivered } = await sendRedeemed(mail, mails, server);
        return { outcome, ...delivered };
      }),
  };
}

/** A person confirms the tools that the mail server lists now; these are shown from then on. */
function confirmCommand({ profile, dry_run, json }: Options): number {
  if (profile === undefined) throw new Usage('--confirm wants the --profile that is meant');
  const pins = pinsOf(profile);
  const found = dry_run ? pins.waiting() : pins.confirm();
  if (json) {
    console.log(JSON.stringify({ profile, ...(dry_run ? { dry_run, waiting: found } : { confirmed: found }) }));
    return 0;
  }
  if (found.length === 0) console.log(`Nothing of ${profile} waits to be confirmed (${pins.path}).`);
  else
    console.log(
      [
        `${profile}: ${found.length} ${dry_run ? 'to be confirmed (dry run)' : 'confirmed'}.`,
        ...found.map(changeText),
      ].join('\n'),
    );
  return 0;
}

function changeText({ tool, change, what, was, is }: ToolChange): string {
  const words = (text: string) => JSON.stringify(text.length > 600 ? `${text.slice(0, 600)}…` : text);
  const differs = what.length > 0 ? ` (${what.join(', ')})` : '';
  const before = was === undefined ? '' : `\n  was ${words(was)}`;
  const now = is === undefined ? '' : `\n  is  ${words(is)}`;
  return `- ${tool}: ${change}${differs}${before}${now}`;
}
