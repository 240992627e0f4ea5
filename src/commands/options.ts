/** A command line that can't be followed: told with the usage, exit 1. */
export class Usage extends Error {}

/** Something named in the environment or the arguments that can't be used: told as it is, exit 1. */
export class Unusable extends Error {}
