import { homedir } from 'node:os';
import { clockFrom } from '../../clock.ts';
import type { InstallationFinding } from '../../doctor/finding.ts';
import { isPolicyProblem, type LoadedPolicy, loadPolicy, type PolicyProblem } from '../../policy/index.ts';
import { ledgerFiles, policyNamed } from '../shared/environment.ts';
import { type Options, Unusable, Usage } from '../shared/options.ts';

/** Looks at the installation, and says of each thing how it stands; exit 1 where something fails. */
export async function doctorCommand({ json, mail, resolver, selector }: Options): Promise<number> {
  const beside = Object.entries({ resolver, selector }).find(([, value]) => value !== undefined);
  if (beside && !mail) throw new Usage(`--${beside[0]} stands beside --mail alone`);
  const { examine } = await import('../../doctor/examine.ts');
  const policy = named(() => loadPolicy(policyNamed(process.env.LADDER_POLICY)));
  const looked = examine({
    node: process.version,
    folder: process.cwd(),
    machine: { platform: process.platform, home: homedir(), env: process.env },
    places: named(ledgerFiles),
    policy,
    clock: clockFrom(process.env.LADDER_NOW),
  });
  const found = mail ? [...looked, ...(await mailFindings(policy, { resolver, selector }))] : looked;
  const ok = found.every(({ level }) => level !== 'fail');
  if (json) console.log(JSON.stringify({ ok, findings: found }, null, 2));
  else {
    for (const { check, level, path, because, next } of found) {
      const where = path === undefined ? '' : ` (${path})`;
      console.log(`${level.padEnd(5)}${check}${where}: ${because}.${level === 'ok' ? '' : ` Next: ${next}.`}`);
    }
    const count = (wanted: string) => found.filter(({ level }) => level === wanted).length;
    console.log(`${ok ? 'Nothing fails' : `${count('fail')} fail`}; ${count('warn')} to look at.`);
  }
  return ok ? 0 : 1;
}

/** The records of the mailbox's domain; nothing can be asked where no policy names a mailbox. */
async function mailFindings(
  policy: LoadedPolicy | PolicyProblem | { readonly problem: string },
  asked: Pick<Options, 'resolver' | 'selector'>,
): Promise<readonly InstallationFinding[]> {
  const { domainFindings, noMailbox } = await import('../../doctor/mail-domain.ts');
  if ('problem' in policy || isPolicyProblem(policy)) return [];
  const { mailbox, mail_domain } = policy.values;
  return mailbox.value === null ? [noMailbox()] : domainFindings(mailbox.value.address, mail_domain, asked);
}

/** The value of a variable, or the problem with it. */
function named<T>(read: () => T): T | { readonly problem: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unusable) return { problem: error.message };
    throw error;
  }
}
