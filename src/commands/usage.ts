/** A command line that can't be followed: told with the usage, exit 1. */
export class Usage extends Error {}
