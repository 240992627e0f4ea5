import { homedir } from 'node:os';
import { clockFrom } from '../clock.ts';
import { loadPolicy } from '../policy/index.ts';
import { ledgerFiles, policyNamed } from './environment.ts';
import { type Options, Unusable } from './options.ts';

/** Looks at the installation, and says of each thing how it stands; exit 1 where something fails. */
export async function doctorCommand({ json }: Options): Promise<number> {
  const { examine } = await import('../doctor/examine.ts');
  const found = examine({
    node: process.version,
    folder: process.cwd(),
    machine: { platform: process.platform, home: homedir(), env: process.env },
    places: named(ledgerFiles),
    policy: named(() => loadPolicy(policyNamed(process.env.LADDER_POLICY))),
    clock: clockFrom(process.env.LADDER_NOW),
  });
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

/** What a variable names, or what is wrong with it. */
function named<T>(read: () => T): T | { readonly problem: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unusable) return { problem: error.message };
    throw error;
  }
}
