/** The command line, one file a command. */

/** A command line that can't be followed: told with the usage, exit 1. */
export class Usage extends Error {}

/** Something named in the environment or the arguments that can't be used: told as it is, exit 1. */
export class Unusable extends Error {}

export interface Options {
  readonly as?: string | undefined;
  readonly principal?: string | undefined;
  readonly role?: string | undefined;
  readonly json: boolean;
  readonly full?: boolean | undefined;
  readonly kind?: string | undefined;
  readonly map?: readonly string[] | undefined;
  readonly as_of?: string | undefined;
  readonly apply?: boolean | undefined;
  readonly out?: string | undefined;
  readonly keep?: string | undefined;
  readonly webhook?: string | undefined;
  readonly format?: string | undefined;
  readonly positionals: readonly string[];
}
