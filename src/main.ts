import { carryOut, usage } from './commands/command-line.ts';
import { isMisuse, tellError } from './commands/shared/tell-error.ts';

/** A write to a stream that nobody reads fails at the call that wrote; the event is no defect. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Exits by a call: where Node ends by itself, SQLite's driver closes what was left open on purpose (see Kept). */
process.once('beforeExit', () => process.exit());

carryOut(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const command = process.argv[2] ?? '';
    tellError(error, () => usage(command));
    // A hook that ends otherwise lets the call through.
    process.exitCode = command === 'gate' || (command === 'report' && isMisuse(error)) ? 2 : 1;
  },
);
