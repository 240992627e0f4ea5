import { libraryFor } from '../library.ts';
import type { Options } from '../main.ts';
import { serveOverStdio } from '../server.ts';
import { openFromEnvironment, roleFrom } from './opening.ts';

/** Serves one connection until its input ends or a signal comes. */
export async function serveCommand({ as }: Options): Promise<number> {
  const role = roleFrom(as);
  const { ledger, policy } = await openFromEnvironment();
  const log = (line: string) => process.stderr.write(`ladder: ${line}\n`);
  try {
    await serveOverStdio({ role, ledger, library: libraryFor(policy), log });
    return 0;
  } finally {
    ledger.close();
  }
}
