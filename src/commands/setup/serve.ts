import { libraryFor } from '../../library/library.ts';
import { serveOverStdio } from '../../server.ts';
import { LastWordTransport } from '../../serving/draining-stdio.ts';
import { deniedText, identify } from '../../serving/identity.ts';
import { openedText } from '../../serving/opened.ts';
import { claimFrom, openFromEnvironment } from '../shared/environment.ts';
import type { Options } from '../shared/options.ts';

const log = (line: string) => process.stderr.write(`ladder: ${line}\n`);

/** Serves one connection until its input ends or a signal comes, then ends the process whatever is still under way. */
export async function serveCommand(options: Options): Promise<never> {
  const claim = claimFrom(options);
  const transport = new LastWordTransport();
  transport.listen();
  const { ledger, policy } = await opened(transport);
  try {
    const identity = await identify(ledger, claim);
    log(openedText(ledger.opened));
    if (identity.denied) log(deniedText(identity.denied));
    await serveOverStdio({ ...identity, ledger, library: libraryFor(policy), log }, transport);
  } finally {
    await ledger.close();
  }
  process.exit(0);
}

/** A ledger that is locked is waited for, but not longer than there is anybody to serve. */
async function opened(transport: LastWordTransport) {
  try {
    const found = await Promise.race([openFromEnvironment(), transport.ended]);
    if (found) return found;
  } catch (error) {
    await transport.close();
    throw error;
  }
  log('the connection ended before the ledger could be opened');
  process.exit(1);
}
