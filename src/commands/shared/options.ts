/** The parts that commands share: options, environment, places, texts of errors. */

import { parseArgs } from 'node:util';

/** A command line that can't be followed: told with the usage, exit 1. */
export class Usage extends Error {}

/** Something named in the environment or the arguments that can't be used: told as it is, exit 1. */
export class Unusable extends Error {}

/** Every option of any command. */
const accepted = {
  as: { type: 'string', multiple: true },
  principal: { type: 'string', multiple: true },
  role: { type: 'string' },
  json: { type: 'boolean', default: false },
  kind: { type: 'string' },
  map: { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  apply: { type: 'boolean' },
  full: { type: 'boolean' },
  out: { type: 'string' },
  format: { type: 'string' },
  keep: { type: 'string' },
  webhook: { type: 'string' },
  client: { type: 'string' },
  roles: { type: 'string' },
  global: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  mail: { type: 'boolean' },
  resolver: { type: 'string' },
  selector: { type: 'string' },
  once: { type: 'boolean' },
  why: { type: 'string' },
  lift: { type: 'boolean' },
  db: { type: 'string' },
  policy: { type: 'string' },
  keys: { type: 'string' },
  profile: { type: 'string' },
  proxy: { type: 'string' },
  confirm: { type: 'boolean' },
  period: { type: 'string' },
  signal: { type: 'string' },
  html: { type: 'string' },
  set: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  mode: { type: 'string' },
} as const;

/** The options of a command line and the words between them. Throws Usage, and what `parseArgs` throws. */
export function parseOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: accepted });
  const { as = [], principal = [], 'as-of': as_of, 'dry-run': dry_run, ...others } = values;
  if (as.length > 1) throw new Usage(`--as is given ${as.length} times (${as.join(', ')}); a connection has one role`);
  if (principal.length > 1) throw new Usage(`--principal is given ${principal.length} times; a connection has one`);
  return { ...others, as: as[0], principal: principal[0], as_of, dry_run, positionals };
}

type Parsed = Readonly<ReturnType<typeof parseOptions>>;

export type Options = Pick<Parsed, 'json' | 'positionals'> & {
  readonly [Name in keyof Parsed]?: Parsed[Name] | undefined;
};
