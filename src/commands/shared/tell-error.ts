import { LedgerUnusable } from '../../ledger/port/unusable.ts';
import { Unusable, Usage } from './options.ts';

function isUnread(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** A native module whose interface is that of another Node. */
function isBuiltForAnother(error: unknown): boolean {
  return (
    error instanceof Error &&
    /NODE_MODULE_VERSION|ERR_DLOPEN_FAILED/.test(`${Reflect.get(error, 'code')} ${error.message}`)
  );
}

/** A native module that no installation compiled or fetched. */
function isUnbuilt(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Could not locate the bindings file');
}

const rebuild = 'Next: run `npm rebuild better-sqlite3` in the folder of Ladder';

/** Node adds to an unknown option how a file could be named so; nobody means that. */
function misuse(message: string): string {
  const unknown = /^Unknown option '([^']*)'/.exec(message)?.[1];
  return unknown === undefined ? message : `there is no option \`${unknown}\``;
}

/** Whether a command line was given that can't be followed. */
export function isMisuse(error: unknown): error is Error {
  return (
    error instanceof Usage ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}

/** Says on standard error why a command ended; what is neither a misuse nor something told is a fault of ours. */
export function tellError(error: unknown, usage: () => string): void {
  if (isMisuse(error)) console.error(`ladder: ${misuse(error.message)}\n\n${usage()}`);
  else if (error instanceof Unusable || error instanceof LedgerUnusable) console.error(`ladder: ${error.message}`);
  else if (isBuiltForAnother(error))
    console.error(
      `ladder: the database driver was built for another version of Node than this one (${process.version}). ${rebuild}`,
    );
  else if (isUnbuilt(error))
    console.error(`ladder: the database driver was never built for this Node (${process.version}). ${rebuild}`);
  else if (isUnread(error)) console.error('ladder: stopped, for nobody reads the output any more');
  else console.error('ladder: a fault of ours:', error);
}
